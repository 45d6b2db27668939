"""The faults of a case file, as the report says them: every one, and those that are alike counted."""

from __future__ import annotations

import json
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from casebook.curation.allowed import ALL_FACTS, Allowed, of_any_position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from casebook.codebook import Codebook
    from casebook.curation.allowed import Json, Place

ONE_BY_ONE = 5
"""Faults that are alike and stand each in a line; one line says how many more there are."""

NAMED = 12
"""Missing fields that one line names."""

_NO_VALUE = "no value"
"""A kind of fault beside those of pydantic: a fact that is always known has none."""

_LONGEST = 80
"""Characters of a value found that a line has room for."""


class Fault(NamedTuple):
    """One fault: the file, the field, the value found, what is allowed, and the nearest allowed term, if any."""

    file: str
    field: str
    found: str
    allowed: str
    nearest: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        hint = f"; nearest: {self.nearest}" if self.nearest else ""
        return f"{self.file}: {self.field}: found {self.found}; allowed: {self.allowed}{hint}"


def fault(file: str, field: str, value: Json, allowed: str, words: Mapping[str, str] | None = None) -> Fault:
    """Make a fault of a value that is not allowed, and offer the term for which the nearest of the words stands."""
    written = json.dumps(value, ensure_ascii=False, default=str)
    if len(written) > _LONGEST:
        return Fault(file, field, f"{written[: _LONGEST - 3]}...", allowed)
    near = get_close_matches(str(value).lower(), words or (), n=1, cutoff=0.5)
    return Fault(file, field, written, allowed, *(words[word] for word in near if words))


def faults_of(file: str, errors: Sequence[ErrorDetails], case: Json, book: Codebook) -> Iterator[Fault]:
    """Say in the words of the report what the model refused, in the order of the case file."""
    allowed = Allowed(case, book)
    alike: dict[tuple[str, Place], list[tuple[Place, Json]]] = defaultdict(list)
    for error in errors:
        place = _without_tags(error["loc"], book)
        kind, place = _kind(error["type"], place, case, book)
        group = kind, of_any_position(place[:-1] if kind in _ABOUT_KEYS else place)
        if kind != _NO_VALUE or group not in alike:
            alike[group].append((place, error["input"]))
    for (kind, _), refused in alike.items():
        say = _ABOUT_KEYS.get(kind, _refused)
        yield from say(file, refused, allowed)


def _without_tags(place: Place, book: Codebook) -> Place:
    """Leave out what pydantic adds for the member of a union that a value was compared with: no key of the file."""
    match place:
        case ("facts", str(name), _, *rest) if book.facts[name].states:
            return ("facts", name, *rest)
        case ("course", at, "measures", position, _, *rest):
            return ("course", at, "measures", position, *rest)
    return place


def _kind(kind: str, place: Place, case: Json, book: Codebook) -> tuple[str, Place]:
    """Take a fact without its value as one fault, and a missing locator as one that is empty."""
    match place:
        case ("facts", str(name), _) if not book.facts[name].states and "value" not in case["facts"][name]:
            return _NO_VALUE, ("facts", name)
        case ("facts", _, "locator") if kind == "missing":
            return "string_type", place
    return kind, place


def _missing(file: str, refused: list[tuple[Place, Json]], allowed: Allowed) -> Iterator[Fault]:
    """Say which fields of an object are missing: in one line those where the same is to be typed."""
    lines: dict[Place, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place, _ in refused:
        lines[place[:-1]][allowed.to_type(place)].append(str(place[-1]))
    for parent, alike in list(lines.items())[:ONE_BY_ONE]:
        for to_type, names in alike.items():
            yield _missing_fields(file, parent, names, to_type)
    yield from _more(file, refused[-1][0], len(lines), "objects with missing fields")


def _missing_fields(file: str, parent: Place, names: list[str], to_type: str) -> Fault:
    if len(names) == 1:
        needs = to_type if parent == ("facts",) else f"the field is required: {to_type}"
        return Fault(file, _field((*parent, *names)), "nothing: the field is missing", needs)
    what, needs = ("facts", to_type) if parent == ("facts",) else ("fields", f"the fields are required: {to_type}")
    rest = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    missing = f"nothing: {len(names)} {what} are missing: {', '.join(names[:NAMED])}{rest}"
    return Fault(file, _field(parent), missing, needs)


def _unknown(file: str, refused: list[tuple[Place, Json]], allowed: Allowed) -> Iterator[Fault]:
    """Name the fields that are not known."""
    for place, _ in refused[:ONE_BY_ONE]:
        keys = allowed.keys(place[:-1])
        near = get_close_matches(str(place[-1])[:_LONGEST], keys, n=1)
        words = ALL_FACTS if place[:-1] == ("facts",) else ", ".join(keys)
        yield Fault(file, _field(place), "a field that is not known", words, *near)
    yield from _more(file, refused[-1][0], len(refused), "fields that are not known")


def _refused(file: str, refused: list[tuple[Place, Json]], allowed: Allowed) -> Iterator[Fault]:
    """Name values that are not allowed."""
    for place, value in refused[:ONE_BY_ONE]:
        at, part = _shown(place, value, allowed.case)
        field = at[:2] if at[:1] == ("facts",) and at[-1] != "note" else at
        yield fault(file, _field(field), part, allowed.words(at, part), allowed.words_for_terms(at))
    yield from _more(file, refused[-1][0], len(refused), "values that are not allowed")


def _shown(place: Place, value: Json, case: Json) -> tuple[Place, Json]:
    """Give the value that the report shows, and its place: that of a missing locator, the state, the name of a fact."""
    match place:
        case ("facts", name, "locator"):
            return place, case["facts"][name]["value"]
        case ("facts", str(name)):
            entry = case["facts"][name]
            only_state = isinstance(entry, dict) and "state" in entry and "value" not in entry
            return place, entry["state"] if only_state else entry
        case ("course", _, "measures", _) if isinstance(value, dict) and "fact" in value:
            return (*place, "fact"), value["fact"]
    return place, value


def _more(file: str, place: Place, count: int, of_what: str) -> Iterator[Fault]:
    if count > ONE_BY_ONE:
        field = str(place[0]) if len(place) > 1 else "the file"
        yield Fault(file, field, f"{count - ONE_BY_ONE:,} more {of_what}", "as above")


def _field(place: Place) -> str:
    """Write a place as in course[0].unit; a long or unprintable key is cut and escaped."""
    steps = [
        f"[{step}]" if isinstance(step, int) else f".{json.dumps(step, ensure_ascii=False)[1:-1]}" for step in place
    ]
    return "".join(steps).removeprefix(".")[:_LONGEST] or "the file"


_ABOUT_KEYS = {"missing": _missing, "extra_forbidden": _unknown}

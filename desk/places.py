"""The places of a case that a draft fills, and the case file that they make."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from casebook.codebook import LISTS, NOT_APPLICABLE, codebook
from casebook.curation.casefile import NOT_READ
from casebook.curation.records import AT_THE_TOP
from casebook.questions.words import in_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casebook.codebook import Codebook

Json = Any
"""What a JSON file holds."""

TOP = tuple(name for name in AT_THE_TOP if name != "changed")
"""Fields at the top of a case that a draft fills; the day of the change is the one on which it is handed in."""

BESIDE = ("course", "conflicts")
"""Lists of a case beside its facts: dated moments, and contradictions."""

_LONGEST_LINE = 200
"""Characters of an entry of a list that stands in one line of a case file."""


def places(book: Codebook) -> tuple[str, ...]:
    """Name every place, in the order of a case file: "case_id", "source.citation", "facts.sex", "course"."""
    source = (f"source.{name}" for name in book.source_facts() if name not in AT_THE_TOP)
    return (*TOP, *source, *(f"facts.{name}" for name in book.read_facts()), *BESIDE)


def entries_of(case: Mapping[str, Json]) -> dict[str, Json]:
    """Take a case apart: by place what it says there. An empty field and an empty list say nothing."""
    flat = {name: case.get(name) for name in (*TOP, *BESIDE)}
    for part in ("source", "facts"):
        flat |= {f"{part}.{name}": entry for name, entry in case.get(part, {}).items()}
    return {place: entry for place, entry in flat.items() if entry is not None and entry != []}


def case_of(entries: Mapping[str, Json], changed: str, book: Codebook) -> dict[str, Json]:
    """Put a case together. A fact without an entry is "not read"; one that is always known is left out, as a fault.

    Where any value of it implies an answer, and the case has another one, it is "not applicable": no kind of a biopsy
    that was not done. A field of the source without an entry is empty: null, or "no" where it is answered by yes or no.
    """
    source = {
        name: entries.get(f"source.{name}", False if fact.kind == "yes or no" else _empty(fact.kind, fact.states))
        for name, fact in book.source_facts().items()
        if name not in AT_THE_TOP
    }
    facts = {
        name: entries.get(f"facts.{name}", NOT_READ)
        for name, fact in book.read_facts().items()
        if f"facts.{name}" in entries or NOT_READ["state"] in fact.states
    }
    for name, fact in book.read_facts().items():
        if f"facts.{name}" not in entries and any(_is_another(facts.get(one.fact), one.term) for one in fact.implies):
            facts[name] = {"state": NOT_APPLICABLE}
    return {
        "case_id": entries.get("case_id", ""),
        "case_name": entries.get("case_name"),
        "changed": changed,
        "same_patient_as": entries.get("same_patient_as"),
        "source": source,
        "facts": facts,
        **{name: entries.get(name, []) for name in BESIDE},
    }


def _is_another(entry: Json, term: str) -> bool:
    """Say whether a fact has another answer than a term, or has no meaning for the case."""
    answer = entry if isinstance(entry, dict) else NOT_READ
    return answer.get("state") == NOT_APPLICABLE or answer.get("value") not in {None, term}


def _empty(kind: str, states: tuple[str, ...]) -> str | None:
    return "" if kind == "text" and not states else None


def hash_of_case(case: Mapping[str, Json]) -> str:
    """Hash what a case says, but for the day of its change: SHA-256 in hexadecimal digits."""
    content = {key: part for key, part in case.items() if key not in {"changed", "$schema"}}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def text_of_case(case: Mapping[str, Json]) -> str:
    """Write a case as its file has it: a line for each field and fact, so that a change shows in one line."""
    parts = [f' "{key}": {_part(part)}' for key, part in case.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _part(part: Json) -> str:
    if isinstance(part, dict):
        return "{\n" + ",\n".join(f"  {_line(key)}: {_line(entry)}" for key, entry in part.items()) + "\n }"
    if isinstance(part, list) and part:
        return "[\n" + ",\n".join(f"  {_item(item)}" for item in part) + "\n ]"
    return _line(part)


def _item(item: Json) -> str:
    """Write an entry of a list in one line, or with a line for each of its fields."""
    if not isinstance(item, dict) or len(_line(item)) <= _LONGEST_LINE:
        return _line(item)
    fields = [f"   {_line(key)}: {_field(field)}" for key, field in item.items()]
    return "{\n" + ",\n".join(fields) + "\n  }"


def _field(field: Json) -> str:
    if isinstance(field, list) and field and isinstance(field[0], dict) and len(_line(field)) > _LONGEST_LINE:
        return "[\n" + ",\n".join(f"    {_line(item)}" for item in field) + "\n   ]"
    return _line(field)


def _line(part: Json) -> str:
    return json.dumps(part, ensure_ascii=False)


def in_words(place: str, book: Codebook) -> str:
    """Name a place for readers, as the codebook does; one that it does not know stays as it is."""
    named = {"course": "Course", "conflicts": "Contradictions"}
    fact = book.facts.get(place.rpartition(".")[2])
    return named.get(place) or (fact.label if fact else place)


def entry_in_words(entry: Json, place: str = "") -> str:
    """Say an entry in one line for readers; nothing where there is none. Days are rounded where `place` counts them."""
    if entry is None or entry == []:
        return ""
    if not isinstance(entry, dict):
        if isinstance(entry, list):
            return " | ".join(entry_in_words(item) if isinstance(item, dict) else str(item) for item in entry)
        return {True: "yes", False: "no"}.get(entry, str(entry)) if isinstance(entry, bool) else str(entry)
    if "readings" in entry:
        return " · ".join(_words_of_contradiction(entry))
    if "measures" in entry:
        return " · ".join(_words_of_moment(entry))
    return " · ".join(_words(entry, place))


def both_in_words(first: Json, second: Json, place: str) -> tuple[str, str]:
    """Say two entries that differ, with all their digits where they would read alike else."""
    words = entry_in_words(first, place), entry_in_words(second, place)
    return words if words[0] != words[1] else (entry_in_words(first), entry_in_words(second))


def _words(entry: Mapping[str, Json], place: str) -> Iterator[str]:
    if "state" in entry:
        yield str(entry["state"])
    if "value" in entry:
        value = entry["value"]
        if isinstance(value, list):
            yield "; ".join(map(str, value)) or "none named"
        else:
            yield in_days(value) if place.endswith("_days") and isinstance(value, float) else str(value)
    for key, part in entry.items():
        if key in {"state", "value"} or part in ("", [], None):
            continue
        if key == "complete":
            yield "complete" if part else "among others"
        elif key == "denied":
            yield f"denied: {'; '.join(part)}"
        else:
            yield f"{key.replace('_', ' ')}: {part}"


def _words_of_moment(moment: Mapping[str, Json]) -> Iterator[str]:
    """Say what happened, when, and what was measured then; a draft may lack any of it."""
    yield ": ".join(filter(None, (moment.get("event"), moment.get("reported"))))
    if moment.get("value") is not None and moment.get("unit"):
        units = moment["unit"] if moment["value"] in {1, -1} else f"{moment['unit']}s"
        yield f"{moment['value']} {units} from: {moment.get('counted_from') or 'not answered'}"
    if moment.get("detail"):
        yield moment["detail"]
    if moment["measures"]:
        measured = (f"{_label(one['fact'])} {one['value']}" for one in moment["measures"])
        yield f"measured: {'; '.join(measured)}"
    if moment.get("locator"):
        yield f"locator: {moment['locator']}"


def _words_of_contradiction(conflict: Mapping[str, Json]) -> Iterator[str]:
    """Say on which fact a source contradicts itself, what it says in which place, and what the contradiction is."""
    if conflict.get("fact"):
        yield _label(conflict["fact"])
    for reading in conflict["readings"]:
        yield f"{reading.get('says') or 'nothing'} (locator: {reading.get('locator') or 'not answered'})"
    if conflict.get("note"):
        yield f"what it is: {conflict['note']}"


def _label(fact: str) -> str:
    return codebook().facts[fact].label


def is_list(place: str, book: Codebook) -> bool:
    """Say whether several values stand in a place."""
    return place.startswith("facts.") and book.facts[place.partition(".")[2]].kind in LISTS

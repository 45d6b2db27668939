"""What is allowed in each place of a case file, in words and as terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casebook.codebook import LISTS, STATES
from casebook.curation.records import (
    AT_THE_TOP,
    CLAIMS,
    MOST_IN_A_LIST,
    UNITS,
    Case,
    Contradiction,
    Known,
    KnownList,
    Measure,
    Moment,
    Reading,
    Record,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casebook.codebook import Codebook, Fact

Json = Any
"""What a JSON file holds before it is checked."""

Place = tuple[str | int, ...]
"""Where a value stands in a case file: keys and positions, from the top."""

ALL_FACTS = "the facts of data/codebook/facts.csv"
ANY = "*"
"""Stands in a place for any position of a list."""

_TEXT = "a text that is not empty"
_VALUE = '{"value": ..., "locator": ...}'

_RECORDS: dict[Place, type[Record]] = {
    (): Case,
    ("course", ANY): Moment,
    ("course", ANY, "measures", ANY): Measure,
    ("conflicts", ANY): Contradiction,
    ("conflicts", ANY, "readings", ANY): Reading,
}
_WORDS: dict[Place, str] = {
    ("case_id",): "letters a to z, digits and hyphens, as the file is named",
    ("case_name",): "a name for readers, as in Doe 2024 (2), or null",
    ("same_patient_as",): "the case_id of the other report of this patient, or null",
    ("changed",): "a date, as in 2026-11-23",
    ("facts",): f"an object with {ALL_FACTS}",
    ("course",): f"a list of moments, {MOST_IN_A_LIST} at most",
    ("course", ANY, "value"): "a number",
    ("course", ANY, "measures"): f"a list of measured values, {MOST_IN_A_LIST} at most",
    ("conflicts",): f"a list of contradictions, {MOST_IN_A_LIST} at most",
    ("conflicts", ANY, "readings"): f"two readings or more, {MOST_IN_A_LIST} at most",
    ("conflicts", ANY, "fact"): ALL_FACTS,
}


def of_any_position(place: Place) -> Place:
    """Give the place without the positions in lists."""
    return tuple(ANY if isinstance(step, int) else step for step in place)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is allowed in the places of one case file."""

    case: Json
    book: Codebook

    def keys(self, place: Place) -> list[str]:
        """Give the keys of the object in a place; none where something else belongs."""
        if place == ("source",):
            return [name for name in self.book.source_facts() if name not in AT_THE_TOP]
        if place == ("facts",):
            return [*self.book.read_facts()]
        record = _RECORDS.get(of_any_position(place))
        if place[:1] == ("facts",):
            known = KnownList if self.book.facts[str(place[1])].kind in LISTS else Known
            record = known if "value" in self.case["facts"][place[1]] else Unknown
        return [name for name, field in record.model_fields.items() if field.alias is None] if record else []

    def to_type(self, place: Place) -> str:
        """Say what to type where a field is missing."""
        if place[0] != "facts" or len(place) == 1:
            return self.words(place, "")
        states = self.book.facts[str(place[1])].states
        return f'type {{"state": "{states[-1]}"}} or {_VALUE}' if states else f"type {_VALUE}: it is always known"

    def words(self, place: Place, value: Json) -> str:
        """Say what is allowed where this value stands."""
        kind = of_any_position(place)
        if kind in _WORDS:
            return _WORDS[kind]
        match place:
            case ("source", str(name)):
                fact = self.book.facts[name]
                return f"{fact.allowed}, or null" if fact.states else fact.allowed
            case ("facts", str(name), *rest):
                return _of_fact(self.book.facts[name], rest, value)
            case ("course", at, "measures", position, "value"):
                return self.book.facts[self.case["course"][at]["measures"][position]["fact"]].allowed
        keys = self.keys(place)
        return f"an object with {', '.join(keys)}" if keys else " | ".join(self.terms(place)) or _text(value)

    def terms(self, place: Place) -> Iterable[str]:
        """Give the terms of a place; none where any text or number can stand."""
        if place[-1:] in {("locator",), ("note",)}:
            return ()
        if place[:1] in {("source",), ("facts",)} and len(place) > 1:
            fact = self.book.facts[str(place[1])]
            if place[-1] == "said_of":
                return ("group",)
            return fact.states if place[-1] == "state" else fact.terms
        facts = self.book.read_facts()
        terms: dict[Place, Iterable[str]] = {
            ("course", ANY, "event"): self.book.terms("course_event"),
            ("course", ANY, "counted_from"): self.book.terms("counted_from"),
            ("course", ANY, "unit"): UNITS,
            ("course", ANY, "measures", ANY, "fact"): [name for name in facts if facts[name].kind == "number"],
            ("conflicts", ANY, "fact"): facts,
        }
        return terms.get(of_any_position(place), ())

    def words_for_terms(self, place: Place) -> dict[str, str]:
        """Give the term for each word that may stand for it in a place, in small letters: itself, or a synonym."""
        terms = dict.fromkeys(self.terms(place))
        match place:
            case ("course", _, "event"):
                lists: tuple[str, ...] = ("course_event",)
            case ("course", _, "counted_from"):
                lists = ("counted_from",)
            case ("source" | "facts", str(name), *_):
                lists = self.book.facts[name].lists
            case _:
                lists = ()
        of_lists = [term for name in lists for term in self.book.lists[name] if term.name in terms]
        synonyms = {word.lower(): term.name for term in of_lists for word in term.synonyms}
        return synonyms | {term: term for term in terms}


def _of_fact(fact: Fact, rest: list[str | int], value: Json) -> str:
    key = rest[0] if rest else ""
    if key == "value":
        return _of_value(fact, value) if len(rest) == 1 else fact.allowed
    if not key and fact.kind in LISTS and isinstance(value, dict) and isinstance(value.get("value"), list):
        return "a list that names or denies a term, no term twice; an empty one that is complete: none"
    if key == "denied" and fact.kind in LISTS:
        return f"each term once, and none that is named; {fact.allowed}"
    entry = 'either {"value", "locator"} or {"state"}, each with a "note" or without'
    words = {
        "complete": "true, where the source names all there was, or false, where it names some among others",
        "said_of": '"group", where the value follows from a statement about several cases, or nothing',
        "from_claim": f"the number of the claim that the value was read from, 1 to {CLAIMS}, or nothing",
        "": entry if fact.states else f"{_VALUE}: this fact is always known ({fact.allowed})",
        "state": f"{' | '.join(fact.states)}, or a value with its locator",
        "locator": "a value with a locator: the place where it was read",
    }
    return words.get(str(key)) or _text(value)


def _of_value(fact: Fact, value: Json) -> str:
    if fact.kind == "text":
        state = value.strip().lower() if isinstance(value, str) else ""
        return f'a text; a state is written {{"state": "{state}"}}' if state in STATES else _text(value)
    if fact.kind in LISTS and isinstance(value, list):
        return f"each term once; {fact.allowed}"
    return (
        f"{fact.allowed}; or a state: {' | '.join(fact.states)}"
        if fact.kind == "term" and fact.states
        else fact.allowed
    )


def _text(value: Json) -> str:
    return "a text without control characters" if isinstance(value, str) and value.strip() else _TEXT

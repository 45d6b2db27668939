"""One case file, read and checked: every fault it has, each with the field, the value found and what is allowed."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from casebook.curation.rules import broken_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casebook.codebook import Codebook, Fact

Json = Any
"""What a JSON file holds. It is checked here, so that nothing behind this module meets an unchecked value."""

_OPTIONAL_TEXT = frozenset({"doi", "pmid", "url", "secondary_source", "licence", "citation_locator", "licence_locator"})
_COURSE = ("event", "reported", "value", "unit", "counted_from", "detail", "measures", "locator")
_CONFLICT = ("fact", "readings", "note")
_YEARS = range(1950, 2101)


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


class _DuplicateKeyError(ValueError):
    pass


@dataclass(slots=True)
class _Reading:
    """The faults of one file as they are found."""

    file: str
    book: Codebook
    faults: list[Fault]

    def fault(self, field: str, found: Json, allowed: str, terms: Iterable[str] = ()) -> None:
        near = get_close_matches(str(found), list(terms), n=1, cutoff=0.5)
        shown = json.dumps(found, ensure_ascii=False, default=str)
        shown = shown if len(shown) <= 80 else shown[:77] + "..."  # noqa: PLR2004  one line of a report
        self.faults.append(Fault(self.file, field, shown, allowed, near[0] if near else ""))

    def keys(self, field: str, found: Json, required: Iterable[str], optional: Iterable[str] = ()) -> bool:
        """Check that `found` is an object with the keys required, and no others. Say whether it is an object."""
        required, allowed = list(required), [*required, *optional]
        if not isinstance(found, dict):
            self.fault(field, found, f"an object with {', '.join(required)}")
            return False
        prefix = f"{field}." if field else ""
        for key in sorted(found.keys() - set(allowed)):
            near = get_close_matches(key, allowed, n=1)
            self.faults.append(
                Fault(self.file, prefix + key, "a field that is not known", ", ".join(allowed), near[0] if near else "")
            )
        for key in required:
            if key not in found:
                self.faults.append(
                    Fault(self.file, prefix + key, "nothing: the field is missing", "the field is required")
                )
        return True

    def text(self, field: str, found: Json) -> None:
        if not isinstance(found, str) or not found.strip():
            self.fault(field, found, "a text that is not empty")

    def term(self, field: str, found: Json, terms: tuple[str, ...]) -> None:
        if found not in terms:
            self.fault(field, found, " | ".join(terms), terms)


def read_case(file: str, text: str, book: Codebook) -> tuple[Json, list[Fault]]:
    """Read one case file, `file` its name with ".json": the case, and every fault. A case with faults is void."""
    reading = _Reading(file, book, [])
    try:
        case = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
        json.dumps(case, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        reading.faults.append(Fault(file, "the file", str(error), "JSON in UTF-8, each key once"))
        return None, reading.faults
    if not reading.keys("", case, ("case_id", "changed", "source", "facts", "course", "conflicts")):
        return None, reading.faults
    _check_name(reading, case)
    if reading.keys("source", case.get("source", {}), [*book.source_facts()][2:]):
        _check_source(reading, case.get("source", {}))
    facts = case.get("facts", {})
    if reading.keys("facts", facts, book.read_facts()):
        for name, fact in book.read_facts().items():
            if name in facts:
                _check_fact(reading, fact, facts[name])
    _check_course(reading, case.get("course", []))
    _check_conflicts(reading, case.get("conflicts", []))
    if isinstance(facts, dict):
        faulty = {fault.field.split(".")[1] for fault in reading.faults if fault.field.startswith("facts.")}
        sound = {name: facts[name] for name in (book.read_facts().keys() & facts.keys()) - faulty}
        for field, found, allowed in broken_rules(sound):
            reading.fault(f"facts.{field}", found, allowed)
    return case, reading.faults


def _check_name(reading: _Reading, case: Json) -> None:
    stem = reading.file.removesuffix(".json")
    if "case_id" in case and case["case_id"] != stem:
        reading.fault("case_id", case["case_id"], f"{stem}, as the file is named", [stem])
    if "changed" in case and not _is_date(case["changed"]):
        reading.fault("changed", case["changed"], "a date, as in 2026-11-23")


def _check_source(reading: _Reading, source: Json) -> None:
    for key, found in source.items():
        field = f"source.{key}"
        if key == "read_as":
            reading.term(field, found, reading.book.terms("read_as"))
        elif key == "in_founding_table":
            if not isinstance(found, bool):
                reading.fault(field, found, "true or false")
        elif key == "year":
            if found is not None and (type(found) is not int or found not in _YEARS):
                reading.fault(field, found, "a year from 1950 to 2100, or null")
        elif found is not None or key not in _OPTIONAL_TEXT:
            reading.text(field, found)
    if (source.get("secondary_source") is not None) != (source.get("read_as") == "secondary table"):
        reading.fault(
            "source.secondary_source",
            source.get("secondary_source"),
            "the report in whose table the case was read, if read so; else null",
        )


def _check_fact(reading: _Reading, fact: Fact, found: Json) -> None:
    field = f"facts.{fact.name}"
    if not isinstance(found, dict) or ("value" in found) == ("state" in found):
        reading.fault(field, found, 'either {"value", "locator"} or {"state"}, each with a "note" or without')
        return
    if "state" in found:
        reading.keys(field, found, ["state"], ["note"])
        if found["state"] not in fact.states:
            states = fact.states or ("a value: this fact is always known",)
            reading.fault(field, found["state"], f"{' | '.join(states)}, or a value with its locator", fact.states)
    else:
        reading.keys(field, found, ["value"], ["locator", "note"])
        if not isinstance(found.get("locator"), str) or not found["locator"].strip():
            reading.fault(field, found["value"], "a value with a locator: the place where it was read")
        _check_value(reading, fact, found["value"])
    if "note" in found:
        reading.text(f"{field}.note", found["note"])


def _check_value(reading: _Reading, fact: Fact, value: Json) -> None:
    field = f"facts.{fact.name}"
    if fact.kind == "number":
        if not _is_number(value) or not fact.low <= value <= fact.high:
            reading.fault(field, value, fact.allowed)
    elif fact.kind == "text":
        reading.text(field, value)
        if value in fact.states:
            reading.fault(field, value, f'a text; a state is written {{"state": "{value}"}}')
    elif fact.kind == "term":
        if value not in fact.terms:
            reading.fault(field, value, f"{fact.allowed}; or a state: {' | '.join(fact.states)}", fact.terms)
    elif not isinstance(value, list):
        reading.fault(field, value, fact.allowed)
    else:
        _check_list(reading, fact, value)


def _check_list(reading: _Reading, fact: Fact, value: list[Json]) -> None:
    field = f"facts.{fact.name}"
    for term in value:
        if term not in fact.terms:
            reading.fault(field, term, fact.allowed, fact.terms)
    if len(set(map(str, value))) < len(value):
        reading.fault(field, value, "each term once")


def _check_course(reading: _Reading, course: Json) -> None:
    terms = {name: reading.book.terms(name) for name in ("course_event", "counted_from")}
    if not isinstance(course, list):
        reading.fault("course", course, "a list of moments")
        return
    for position, moment in enumerate(course):
        field = f"course[{position}]"
        if not reading.keys(field, moment, _COURSE) or moment.keys() != set(_COURSE):
            continue
        reading.term(f"{field}.event", moment["event"], terms["course_event"])
        reading.term(f"{field}.unit", moment["unit"], ("day", "week", "month"))
        reading.term(f"{field}.counted_from", moment["counted_from"], terms["counted_from"])
        for key in ("reported", "detail", "locator"):
            reading.text(f"{field}.{key}", moment[key])
        if not _is_number(moment["value"]):
            reading.fault(f"{field}.value", moment["value"], "a number")
        _check_measures(reading, f"{field}.measures", moment["measures"])


def _check_measures(reading: _Reading, field: str, measures: Json) -> None:
    if not isinstance(measures, list):
        reading.fault(field, measures, "a list of measured values")
        return
    numbers = tuple(name for name, fact in reading.book.read_facts().items() if fact.kind == "number")
    for measure in measures:
        if reading.keys(field, measure, ("fact", "value")) and measure.keys() == {"fact", "value"}:
            if measure["fact"] not in numbers:
                reading.term(field, measure["fact"], numbers)
            else:
                _check_value(reading, reading.book.read_facts()[measure["fact"]], measure["value"])


def _check_conflicts(reading: _Reading, conflicts: Json) -> None:
    if not isinstance(conflicts, list):
        reading.fault("conflicts", conflicts, "a list of contradictions")
        return
    for position, conflict in enumerate(conflicts):
        field = f"conflicts[{position}]"
        if not reading.keys(field, conflict, _CONFLICT) or not conflict.keys() >= set(_CONFLICT):
            continue
        reading.term(f"{field}.fact", conflict["fact"], tuple(reading.book.read_facts()))
        reading.text(f"{field}.note", conflict["note"])
        readings = conflict["readings"]
        if not isinstance(readings, list) or len(readings) < 2:  # noqa: PLR2004  a contradiction has two sides
            reading.fault(f"{field}.readings", readings, "two readings or more")
            continue
        for side in readings:
            if reading.keys(f"{field}.readings", side, ("says", "locator")):
                reading.text(f"{field}.readings.says", side.get("says"))
                reading.text(f"{field}.readings.locator", side.get("locator"))


def _is_number(found: Json) -> bool:
    return isinstance(found, (int, float)) and not isinstance(found, bool) and abs(found) <= sys.float_info.max


def _is_date(found: Json) -> bool:
    try:
        return date.fromisoformat(found).isoformat() == found
    except (TypeError, ValueError):
        return False


def _without_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
        message = f"the key {twice!r} stands twice"
        raise _DuplicateKeyError(message)
    return members


def _no_constant(constant: str) -> None:
    message = f"{constant} is not a JSON number"
    raise ValueError(message)

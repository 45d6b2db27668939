"""What the checks of the build say of a draft, by place, and how much of it is left to do."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from casebook.curation.casefile import NOT_READ, read_case
from casebook.curation.faults import fault
from common.moments import day_of, now
from desk.places import case_of, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casebook.codebook import Codebook
    from casebook.curation.faults import Fault
    from desk.draft import Draft, Json
    from desk.present import Present

_NAMED = re.compile(r"(?:source|facts)\.[^.\[]+|[^.\[]+")
_NOT_READ = NOT_READ["state"]
_OF_NO_PLACE = {"the file name": "case_id", "the file": "case_id"}


class Left(NamedTuple):
    """How far a draft has come: facts that are answered, of how many, and those of them with a value and no locator."""

    answered: int
    facts: int
    without_locator: int

    def __str__(self) -> str:
        """Say it in a sentence."""
        sentence = f"{self.answered} of {self.facts} facts answered"
        return f"{sentence}; {self.without_locator} without a locator" if self.without_locator else sentence


def left_to_do(draft: Draft, book: Codebook) -> Left:
    """Count what is answered. A fact that nobody has answered is "not read", and no answer."""
    answers = [entry for name in book.read_facts() if is_answer(entry := draft.value(f"facts.{name}"))]
    without = [answer for answer in answers if "value" in answer and not str(answer.get("locator", "")).strip()]
    return Left(len(answers), len(book.read_facts()), len(without))


def is_answer(entry: Json) -> bool:
    """Say whether an entry of a fact answers it: “not read” does not, nor does a locator or a note alone."""
    return isinstance(entry, dict) and ("value" in entry or entry.get("state", _NOT_READ) != _NOT_READ)


def faults_by_place(draft: Draft, book: Codebook, others: Sequence[Present]) -> dict[str, list[Fault]]:
    """Run the checks of the build on a draft as if it were handed in now: by place, every fault.

    `others` are the cases that are there.
    """
    case = case_of(draft.values(), day_of(now()), book)
    by_place: dict[str, list[Fault]] = {}
    for one in read_case(f"{case['case_id']}.json", json.dumps(case), book).faults:
        named = _NAMED.match(one.field)
        place = named[0] if named else one.field
        place = _OF_NO_PLACE.get(place, place)
        known = by_place.setdefault(place, [])
        if not (place == "case_id" and known):  # an empty name would be a fault of the file, too
            known.append(one)
    for place, one in _beside_others(draft, others):
        by_place.setdefault(place, []).append(one)
    return by_place


def is_lacking(fault: Fault) -> bool:
    """Say whether a fault is that something was not entered yet: an answer, or its locator."""
    return is_unanswered(fault) or _lacks_its_locator(fault) or _lacks_its_value(fault)


def is_unanswered(fault: Fault) -> bool:
    """Say whether a fault is that nothing was entered yet."""
    return fault.found in {'""', "null", "[]", json.dumps(_NOT_READ)} or fault.found.startswith("nothing")


def _lacks_its_locator(fault: Fault) -> bool:
    return fault.allowed.startswith("a value with a locator")


def _lacks_its_value(fault: Fault) -> bool:
    said = '"value":' in fault.found or '"state":' in fault.found
    return fault.field.startswith("facts.") and fault.found.startswith("{") and not said


def fault_in_words(fault: Fault) -> str:
    """Say a fault to somebody who fills in the form, and sees no case file."""
    if _lacks_its_locator(fault):
        return "The locator is missing: the place where it was read."
    if _lacks_its_value(fault):
        return "A value or a state is missing: there is a locator or a note alone."
    allowed = "a value, with its locator" if "{" in fault.allowed else fault.allowed
    if is_unanswered(fault):
        return f"Not answered yet; allowed: {allowed}"
    nearest = f"; nearest: {fault.nearest}" if fault.nearest else ""
    return f"Found {fault.found}; allowed: {allowed}{nearest}"


def left_in_words(faults: Mapping[str, Sequence[Fault]], book: Codebook) -> str:
    """Name the fields in which something is lacking still, and those with a fault; empty where there is none."""
    lacking = [place for place, of_place in faults.items() if all(map(is_lacking, of_place))]
    wrong = [place for place in faults if place not in lacking]
    said = (("Still lacking:", lacking), ("The checks of the build find faults in:", wrong))
    return " ".join(
        f"{what} {', '.join(dict.fromkeys(in_words(place, book) for place in places))}."
        for what, places in said
        if places
    )


def each_in_words(faults: Mapping[str, Sequence[Fault]], book: Codebook) -> Iterator[str]:
    """Say of each field with a fault what is wrong with it."""
    for place, of_place in faults.items():
        yield f"{in_words(place, book)}: {'; '.join(map(fault_in_words, of_place))}"


def _beside_others(draft: Draft, others: Sequence[Present]) -> Iterator[tuple[str, Fault]]:
    """Find what no two cases may share, and another report of the patient that is not there."""
    values = draft.values()
    file = f"{draft.case_id}.json"
    is_new = draft.before is None
    elsewhere = [other for other in others if is_new or other.case_id != draft.case_id]
    if is_new and draft.case_id.lower() in {other.case_id.lower() for other in others}:
        yield "case_id", fault(file, "case_id", draft.case_id, f"a name of its own, as in {draft.case_id}-2")
    for other in elsewhere:
        if values.get("case_name") == other.name:
            yield "case_name", fault(file, "case_name", other.name, f"a name of its own; {other.case_id} has it")
    patient = values.get("same_patient_as")
    named = {other.case_id: other for other in elsewhere}
    if patient is not None and (patient not in named or named[patient].case.get("same_patient_as")):
        allowed = "the case_id of another case, which itself names none, or nothing"
        yield "same_patient_as", fault(file, "same_patient_as", patient, allowed, {name: name for name in named})

"""What a case file answers of the items of casebook/causality.py: each answer with its ground and its locator."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from casebook.causality import JRS, NARANJO, NO, OPEN, UNANSWERED, WHO_UMC, YES, Answer
from casebook.codebook import codebook

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNDER_STEROID = {
    YES: "it improved under a steroid given at the same time, which may explain it",
    None: "whether a steroid was given at the same time is not known",
}
"""What must stand beside an improvement, by what is known of a steroid for the event."""

_NAMES_NOTHING = (None, "none", "none named")
"""The value of a list in which the source names nothing: it is not known, there was nothing, or it denies alone."""


class Fact(NamedTuple):
    """What a case file says of a fact: the value in words, or None unless it is known, and the place it was read."""

    value: str | None
    locator: str


def answers_of_case(facts: Mapping[str, Fact]) -> dict[str, Answer]:
    """Answer what one case file can answer, each answer with its ground and locator; all other items stay OPEN.

    An item that needs knowledge from outside the file stays open, with what the file says beside it.
    """
    after, stopped, again = _came_after(facts), _improved_on_stopping(facts), _came_back(facts)
    excluded = _seen(facts, "infection_excluded", "infection excluded")
    drug = _seen(facts, "drug", "suspect drug")
    other = _other_causes(facts)
    no_other = Answer(NO, other.ground, other.locator) if other.answer == YES else excluded
    answers = dict.fromkeys((item.name for item in (*NARANJO, *WHO_UMC, *JRS)), UNANSWERED)
    return answers | {
        "naranjo_2": after,
        "naranjo_3": stopped,
        "naranjo_4": again,
        "naranjo_5": other if other.answer else excluded,
        "naranjo_9": _reacted_before(facts),
        "naranjo_10": _objective_evidence(facts),
        "time": Answer(OPEN, after.ground, after.locator),
        "other_excluded": no_other,
        "withdrawal": stopped,
        "rechallenge": _rechallenge_in_who_umc(again, facts["rechallenge"]),
        "jrs_1": drug,
        "jrs_3": no_other,
        "jrs_4": stopped,
        "jrs_5": again,
    }


def _came_after(facts: Mapping[str, Fact]) -> Answer:
    number, unit = facts["latency_value"], facts["latency_unit"]
    if number.value is None or unit.value is None:
        return UNANSWERED
    return Answer(YES, f"latency {number.value} {unit.value}{'' if number.value == '1' else 's'}", number.locator)


def _improved_on_stopping(facts: Mapping[str, Fact]) -> Answer:
    """Answer whether it improved after stopping; an improvement that a steroid may explain is marked as such."""
    stopped, outcome, steroid = facts["drug_discontinued"], facts["outcome"], facts["steroid_for_event"]
    ground = f"drug stopped: {stopped.value or 'not known'}; outcome: {outcome.value or 'not known'}"
    locator = _places(stopped, outcome)
    if stopped.value == YES and outcome.value in codebook().counting_as("better", "outcome"):
        under = f"{ground}; steroid for the event: {steroid.value or 'not known'}"
        return Answer(YES, under, _places(stopped, outcome, steroid), _UNDER_STEROID.get(steroid.value, ""))
    if stopped.value == YES and outcome.value in codebook().counting_as("not better", "outcome"):
        return Answer(NO, ground, locator)
    return Answer(OPEN, ground if locator else "", locator)


def _came_back(facts: Mapping[str, Fact]) -> Answer:
    again, result = facts["rechallenge"], facts["rechallenge_result"]
    if again.value == YES and result.value in {"recurred", "did not recur"}:
        return Answer(YES if result.value == "recurred" else NO, f"given again: {result.value}", _places(again, result))
    if again.value is None:
        return UNANSWERED
    return Answer(OPEN, f"given again: {again.value}", again.locator)


def _rechallenge_in_who_umc(again: Answer, given: Fact) -> Answer:
    """Leave it to the reader whether a rechallenge that was not done was necessary."""
    if given.value != NO:
        return again
    return Answer(OPEN, f"{again.ground}; whether that is necessary to judge is for the reader", again.locator)


def _other_causes(facts: Mapping[str, Fact]) -> Answer:
    co_suspect = facts["co_suspect_drugs"]
    if co_suspect.value in _NAMES_NOTHING:
        return UNANSWERED
    return Answer(YES, f"co-suspect: {co_suspect.value}", co_suspect.locator)


def _reacted_before(facts: Mapping[str, Fact]) -> Answer:
    prior, injury = facts["prior_imid"], facts["prior_imid_lung_toxicity"]
    if injury.value in {YES, NO}:
        return Answer(str(injury.value), f"lung injury under the prior IMiD: {injury.value}", injury.locator)
    if prior.value is None:
        return UNANSWERED
    return Answer(OPEN, f"prior IMiD: {prior.value}", prior.locator)


def _objective_evidence(facts: Mapping[str, Fact]) -> Answer:
    """Take CT patterns for objective evidence; histology and lavage may be normal, and are left to the reader."""
    patterns = facts["ct_patterns"]
    if patterns.value not in _NAMES_NOTHING:
        return Answer(YES, f"CT: {patterns.value}", patterns.locator)
    return _seen(facts, "histology", "histology")


def _seen(facts: Mapping[str, Fact], name: str, label: str) -> Answer:
    """Leave an item open, with what the file says that bears on it."""
    read = facts[name]
    return UNANSWERED if read.value is None else Answer(OPEN, f"{label}: {read.value}", read.locator)


def _places(*facts: Fact) -> str:
    return "; ".join(dict.fromkeys(fact.locator for fact in facts if fact.locator))

"""Three published ways to judge whether a drug did it, item by item, each by itself; never merged into one figure.

In our own words, after:
- Naranjo CA, Busto U, Sellers EM, and others. A method for estimating the probability of adverse drug reactions.
  Clin Pharmacol Ther 1981;30:239-245, doi:10.1038/clpt.1981.154.
- Uppsala Monitoring Centre. The use of the WHO-UMC system for standardised case causality assessment.
- Kubo K, Azuma A, Kanazawa M, and others, for the Japanese Respiratory Society. Consensus statement for the diagnosis
  and treatment of drug-induced lung injuries. Respir Investig 2013;51:260-277, doi:10.1016/j.resinv.2013.09.001.

What is answered comes from one patient. How many cases have been published answers nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

YES, NO, OPEN = "yes", "no", ""
"""An answer; OPEN is an item that nobody answered, which counts as "do not know"."""


class Item(NamedTuple):
    """One item: its name, the question, and the points of the Naranjo questionnaire for yes and for no (else 0)."""

    name: str
    question: str
    yes: int = 0
    no: int = 0


NARANJO = (
    Item("naranjo_1", "Had conclusive reports of this reaction been published before?", 1, 0),
    Item("naranjo_2", "Did the event come after the drug was given?", 2, -1),
    Item("naranjo_3", "Did it improve when the drug was stopped, or an antagonist given?", 1, 0),
    Item("naranjo_4", "Did it come back when the drug was given again?", 2, -1),
    Item("naranjo_5", "Are there other causes that could have produced it by themselves?", -1, 2),
    Item("naranjo_6", "Did it come back under placebo?", -1, 1),
    Item("naranjo_7", "Was the drug found in a body fluid at a toxic concentration?", 1, 0),
    Item("naranjo_8", "Was it worse at a higher dose, or milder at a lower one?", 1, 0),
    Item("naranjo_9", "Had the patient reacted alike to this or a similar drug before?", 1, 0),
    Item("naranjo_10", "Was the event confirmed by objective evidence?", 1, 0),
)
"""The questionnaire, in its order."""

WHO_UMC = (
    Item("time", "Is the time from the drug to the event plausible?"),
    Item("other_excluded", "Is a disease or another drug an unlikely explanation?"),
    Item("withdrawal", "Was the course after stopping as one would expect?"),
    Item("definitive", "Is the event a specific, objective disorder, or a recognised pharmacological one?"),
    Item("rechallenge", "Did it come back when the drug was given again?"),
)
"""What the WHO-UMC categories ask for."""

CATEGORIES: Mapping[str, Mapping[str, str]] = {
    "certain": dict.fromkeys(("time", "other_excluded", "withdrawal", "definitive", "rechallenge"), YES),
    "probable": dict.fromkeys(("time", "other_excluded", "withdrawal"), YES),
    "possible": {"time": YES, "other_excluded": NO},
    "unlikely": {"time": NO, "other_excluded": NO},
}
"""Category and the answers that it needs, strictest first. The other two, conditional (more data are awaited) and
unassessable (too little or contradictory, and no more to come), are for the reader to say."""

JRS = (
    Item("jrs_1", "Was a drug taken that is known to be able to injure the lung?"),
    Item("jrs_2", "Has this clinical picture (findings, imaging, pathology) been described for that drug?"),
    Item("jrs_3", "Could other causes be excluded (infection, heart failure, the underlying disease)?"),
    Item("jrs_4", "Did it improve after the drug was stopped, by itself or under a corticosteroid?"),
    Item("jrs_5", "Did it get worse when the drug was given again? (Giving it again to find out is not advised.)"),
)
"""The criteria of the Japanese Respiratory Society for drug-induced lung injury."""

JUDGED = tuple(f"judged_{item.name}" for item in (*NARANJO, *WHO_UMC, *JRS))
"""Keys of the widgets in which the reader answers for the patient at hand. They are no part of a link."""

_BETTER = ("resolved", "improved", "improved with residual fibrosis")
_NOT_BETTER = ("stable", "worsened", "died of the lung injury")
_DEFINITE, _PROBABLE, _POSSIBLE = 9, 5, 1


class Fact(NamedTuple):
    """What a case file says of a fact: the value in words, or None unless it is known, and the place it was read."""

    told: str | None
    locator: str


class Answer(NamedTuple):
    """An answer to an item: yes, no or OPEN; what it rests on, and the place where that was read."""

    answer: str
    ground: str = ""
    locator: str = ""


UNANSWERED = Answer(OPEN)


@dataclass(frozen=True, slots=True)
class Naranjo:
    """A questionnaire as far as it is answered: points of what is answered, and how far the rest could take them."""

    score: int
    answered: int
    lowest: int
    highest: int

    @property
    def category(self) -> str:
        """Name the category of the score; what is not answered counts 0, as the questionnaire has it."""
        return naranjo_category(self.score)

    def __str__(self) -> str:
        """Say the score with what it leaves open."""
        said = f"{self.score} points ({self.category}), {self.answered} of {len(NARANJO)} items answered"
        if self.answered == len(NARANJO):
            return said
        return f"{said}; the others count 0 and could take it from {self.lowest} to {self.highest}"


def naranjo(answers: Mapping[str, Answer]) -> Naranjo:
    """Add up the questionnaire. `answers` by name of the item; one that is missing is not answered."""
    given = {item: answers.get(item.name, UNANSWERED).answer for item in NARANJO}
    points = {item: item.yes if answer == YES else item.no if answer == NO else 0 for item, answer in given.items()}
    open_ = [item for item, answer in given.items() if answer == OPEN]
    score = sum(points.values())
    return Naranjo(
        score,
        len(NARANJO) - len(open_),
        score + sum(min(item.yes, item.no, 0) for item in open_),
        score + sum(max(item.yes, item.no, 0) for item in open_),
    )


def naranjo_category(score: int) -> str:
    """Name the category: definite from 9, probable from 5, possible from 1, else doubtful."""
    if score >= _DEFINITE:
        return "definite"
    if score >= _PROBABLE:
        return "probable"
    return "possible" if score >= _POSSIBLE else "doubtful"


def who_umc(answers: Mapping[str, Answer]) -> str:
    """Name the strictest WHO-UMC category whose needs are all answered as it asks; else say that none is met so far."""
    for category, needs in CATEGORIES.items():
        if all(answers.get(name, UNANSWERED).answer == needed for name, needed in needs.items()):
            return category
    return "not determined by what is answered"


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
        "rechallenge": again,
        "jrs_1": drug,
        "jrs_3": no_other,
        "jrs_4": stopped,
        "jrs_5": again,
    }


def _came_after(facts: Mapping[str, Fact]) -> Answer:
    value, unit = facts["latency_value"], facts["latency_unit"]
    if value.told is None or unit.told is None:
        return UNANSWERED
    return Answer(YES, f"latency {value.told} {unit.told}{'' if value.told == '1' else 's'}", value.locator)


def _improved_on_stopping(facts: Mapping[str, Fact]) -> Answer:
    stopped, outcome, steroid = facts["drug_discontinued"], facts["outcome"], facts["steroid_for_event"]
    ground = f"drug stopped: {stopped.told or 'not known'}; outcome: {outcome.told or 'not known'}"
    ground += "; a steroid was given too" if steroid.told == YES else ""
    locator = _places(stopped, outcome)
    if stopped.told == YES and outcome.told in _BETTER:
        return Answer(YES, ground, locator)
    if stopped.told == YES and outcome.told in _NOT_BETTER:
        return Answer(NO, ground, locator)
    return Answer(OPEN, ground if locator else "", locator)


def _came_back(facts: Mapping[str, Fact]) -> Answer:
    again, result = facts["rechallenge"], facts["rechallenge_result"]
    if again.told == YES and result.told in {"recurred", "did not recur"}:
        return Answer(YES if result.told == "recurred" else NO, f"given again: {result.told}", _places(again, result))
    if again.told is None:
        return UNANSWERED
    return Answer(OPEN, f"given again: {again.told}", again.locator)


def _other_causes(facts: Mapping[str, Fact]) -> Answer:
    co_suspect = facts["co_suspect_drugs"]
    if co_suspect.told in {None, "none"}:
        return UNANSWERED
    return Answer(YES, f"co-suspect: {co_suspect.told}", co_suspect.locator)


def _reacted_before(facts: Mapping[str, Fact]) -> Answer:
    prior, injury = facts["prior_imid"], facts["prior_imid_lung_toxicity"]
    if injury.told in {YES, NO}:
        return Answer(str(injury.told), f"lung injury under the prior IMiD: {injury.told}", injury.locator)
    if prior.told is None:
        return UNANSWERED
    return Answer(OPEN, f"prior IMiD: {prior.told}", prior.locator)


def _objective_evidence(facts: Mapping[str, Fact]) -> Answer:
    """Take CT patterns for objective evidence; histology and lavage may be normal, and are left to the reader."""
    patterns = facts["ct_patterns"]
    if patterns.told not in {None, "none"}:
        return Answer(YES, f"CT: {patterns.told}", patterns.locator)
    return _seen(facts, "histology", "histology")


def _seen(facts: Mapping[str, Fact], name: str, label: str) -> Answer:
    """Leave an item open, with what the file says that bears on it."""
    found = facts[name]
    return UNANSWERED if found.told is None else Answer(OPEN, f"{label}: {found.told}", found.locator)


def _places(*facts: Fact) -> str:
    return "; ".join(dict.fromkeys(fact.locator for fact in facts if fact.locator))

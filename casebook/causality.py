"""Three published ways to judge whether a drug did it, item by item, each by itself; never merged into one figure.

In our own words, after:
- Naranjo CA, Busto U, Sellers EM, and others. A method for estimating the probability of adverse drug reactions.
  Clin Pharmacol Ther 1981;30:239-245, doi:10.1038/clpt.1981.154.
- Uppsala Monitoring Centre. The use of the WHO-UMC system for standardised case causality assessment, table 2.
- Kubo K, Azuma A, Kanazawa M, and others, for the Japanese Respiratory Society. Consensus statement for the diagnosis
  and treatment of drug-induced lung injuries. Respir Investig 2013;51:260-277, doi:10.1016/j.resinv.2013.09.001.

What is answered comes from one patient. How many cases have been published answers nothing here. No category is named
while an item that nobody answered could still change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

YES, NO, OPEN = "yes", "no", ""
"""An answer; OPEN is an item that nobody answered: it may be yes, no, or stay unknown."""


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
    Item("rechallenge", "Did it come back when the drug was given again, or is that not necessary to judge?"),
)
"""What the WHO-UMC categories ask for. A rechallenge has to be satisfactory only "if necessary"."""

CATEGORIES = ("certain", "probable", "possible", "unlikely")
"""The categories that answers can meet, strictest first. The other two, conditional (more data are awaited) and
unassessable (too little or contradictory, and no more to come), are for the reader to say."""

NO_CATEGORY = "none of these four"
"""What is met where the answers go with none of CATEGORIES."""

JRS = (
    Item("jrs_1", "Was a drug taken that is known to be able to injure the lung?"),
    Item("jrs_2", "Has this clinical picture (findings, imaging, pathology) been described for that drug?"),
    Item("jrs_3", "Could other causes be excluded (infection, heart failure, the underlying disease)?"),
    Item("jrs_4", "Did it improve after the drug was stopped, by itself or under a corticosteroid?"),
    Item("jrs_5", "Did it get worse when the drug was given again? (Giving it again to find out is not advised.)"),
)
"""The criteria of the Japanese Respiratory Society for drug-induced lung injury."""

JUDGED_PREFIX = "judged_"
JUDGED = tuple(f"{JUDGED_PREFIX}{item.name}" for item in (*NARANJO, *WHO_UMC, *JRS))
"""Keys of the widgets in which the reader answers for the patient at hand. They are no part of a link."""

_DEFINITE, _PROBABLE, _POSSIBLE = 9, 5, 1


class Answer(NamedTuple):
    """An answer to an item: yes, no or OPEN; what it rests on, and the place where that was read.

    `caution` is a clause that must stand beside the answer, empty where there is none.
    """

    answer: str
    ground: str = ""
    locator: str = ""
    caution: str = ""


UNANSWERED = Answer(OPEN)


@dataclass(frozen=True, slots=True)
class Naranjo:
    """A questionnaire as far as it is answered: points of what is answered, and how far the rest could take them."""

    score: int
    answered: int
    lowest: int
    highest: int

    @property
    def categories(self) -> tuple[str, str]:
        """Name the categories of the lowest and of the highest score that are possible."""
        return naranjo_category(self.lowest), naranjo_category(self.highest)

    def __str__(self) -> str:
        """Say the points and the category that are certain, or else from which to which they may be."""
        low, high = self.categories
        items = len(NARANJO)
        category = low if low == high else f"from {low} to {high}"
        if self.answered == items:
            return f"{points(self.score)}; {category}; all {items} items answered"
        words = (
            f"{self.lowest} to {points(self.highest)} possible; {category}; {items - self.answered} of {items} items"
        )
        return f"{words} open{f', the others give {points(self.score)}' if self.answered else ''}"


def naranjo(answers: Mapping[str, Answer]) -> Naranjo:
    """Add up the questionnaire. `answers` by name of the item; one that is missing is not answered.

    The questionnaire counts "do not know" as 0; an item that is open is not taken for one, since it may have an answer.
    """
    given = {item: answers.get(item.name, UNANSWERED).answer for item in NARANJO}
    ranges = [range_of_points(item, answer) for item, answer in given.items()]
    return Naranjo(
        sum(item.yes if answer == YES else item.no for item, answer in given.items() if answer != OPEN),
        sum(answer != OPEN for answer in given.values()),
        sum(low for low, _ in ranges),
        sum(high for _, high in ranges),
    )


def range_of_points(item: Item, answer: str) -> tuple[int, int]:
    """Give the fewest and the most points that an item may bring: one number twice where it is answered."""
    if answer == OPEN:
        return min(item.yes, item.no, 0), max(item.yes, item.no, 0)
    given = item.yes if answer == YES else item.no
    return given, given


def naranjo_category(score: int) -> str:
    """Name the category: definite from 9, probable from 5, possible from 1, else doubtful."""
    if score >= _DEFINITE:
        return "definite"
    if score >= _PROBABLE:
        return "probable"
    return "possible" if score >= _POSSIBLE else "doubtful"


def who_umc(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Name the categories that remain possible, strictest first, NO_CATEGORY last; one where all is decided.

    Every answer that is open is tried as yes and as no, and that on the withdrawal also as one that stays open, since
    information on it "may be lacking or unclear" for "possible".
    """
    given = [answers.get(item.name, UNANSWERED).answer for item in WHO_UMC]
    tried = [
        (answer,) if answer != OPEN else (YES, NO, OPEN) if item.name == "withdrawal" else (YES, NO)
        for item, answer in zip(WHO_UMC, given, strict=True)
    ]
    met = {_category_of(*each) for each in product(*tried)}
    return tuple(category for category in (*CATEGORIES, NO_CATEGORY) if category in met)


def who_umc_in_words(answers: Mapping[str, Answer]) -> str:
    """Say the category that is met whatever the open items say, or else which categories remain possible."""
    *others, last = who_umc(answers)
    if not others:
        return last
    unanswered = sum(answers.get(item.name, UNANSWERED).answer == OPEN for item in WHO_UMC)
    return f"{', '.join(others)} or {last} remain possible; {unanswered} of {len(WHO_UMC)} items open"


def jrs_in_words(answers: Mapping[str, Answer]) -> str:
    """Count the answers to the Japanese criteria, for which this aid knows no category."""
    given = [answers.get(item.name, UNANSWERED).answer for item in JRS]
    return f"{given.count(YES)} yes, {given.count(NO)} no, {given.count(OPEN)} of {len(JRS)} items open; no category"


def judged_in_words(judged: Mapping[str, str]) -> list[dict[str, str]]:
    """Say what is answered of each way of judging: its name, what follows, and the items that are answered.

    `judged` holds YES or NO by name of the item; an item that is missing is not answered. A way of which nothing is
    answered is left out.
    """
    answers = {name: Answer(answer) for name, answer in judged.items() if answer in {YES, NO}}
    ways = {
        "Naranjo": (NARANJO, str(naranjo(answers))),
        "WHO-UMC": (WHO_UMC, who_umc_in_words(answers)),
        "Japanese Respiratory Society": (JRS, jrs_in_words(answers)),
    }
    return [
        {
            "name": name,
            "follows": follows,
            "items": " ".join(
                f"{place}. {item.question} {answers[item.name].answer}."
                for place, item in enumerate(items, 1)
                if item.name in answers
            ),
        }
        for name, (items, follows) in ways.items()
        if any(item.name in answers for item in items)
    ]


def points(score: int) -> str:
    """Say a score with its unit."""
    return f"{score} point{'' if abs(score) == 1 else 's'}"


def _category_of(time: str, other_excluded: str, withdrawal: str, definitive: str, rechallenge: str) -> str:
    """Name the strictest category of table 2 that five answers meet; only that on the withdrawal may be OPEN."""
    if time == NO:
        return "unlikely" if other_excluded == NO else NO_CATEGORY
    if other_excluded == NO or withdrawal == OPEN:
        return "possible"
    if withdrawal == NO:
        return NO_CATEGORY
    return "certain" if definitive == rechallenge == YES else "probable"

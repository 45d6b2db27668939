"""Two readings of one source by two persons, unseen by each other, and the state on which they agree.

Each reading is a draft of its own that nobody but its reader writes into. Once both are handed in they are compared
place by place. The agreed state is a third draft: it begins with what both say, everything else is settled in it, and
it alone is accepted. Both readings stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from casebook.codebook import LISTS, STATES
from casebook.curation.casefile import NOT_READ
from casebook.curation.records import names_all
from common.agreement import LEAST_FOR_KAPPA, kappa, kappa_in_words
from desk.drafts import start
from desk.errors import DeskError
from desk.places import both_in_words, case_of, in_words, places
from registry.kinds import SUBMITTED, WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.codebook import Codebook, Fact
    from desk.draft import Draft, Json
    from desk.person import Person

OF_THE_SOURCE = ("case_id", *(f"source.{name}" for name in ("citation", "citation_locator", "year", "doi", "pmid")))
"""Places that say which source it is: the second reading takes them over from the first."""

READINGS = 2
_OF_AN_ENTRY = ("value", "state", "denied", "complete", "said_of")
"""Parts of an entry that are compared. Two readers may name a place, or a remark, in other words."""


class Pair(NamedTuple):
    """The readings of one source, in the order in which they began, and the draft of what was agreed on, if any."""

    name: str
    readings: tuple[Draft, ...]
    agreed: Draft | None

    @property
    def case_id(self) -> str:
        """Give the name of the case."""
        return self.readings[0].case_id

    @property
    def is_open(self) -> bool:
        """Say whether both readings are handed in, so that they may be seen."""
        return len(self.readings) == READINGS and all(one.state == SUBMITTED for one in self.readings)


class Differing(NamedTuple):
    """A place in which two readings differ, with what each says there."""

    place: str
    field: str
    first: Json
    second: Json

    def in_words(self) -> tuple[str, str]:
        """Say in words what each reading says."""
        first, second = both_in_words(self.first, self.second, self.place)
        return first or "nothing", second or "nothing"


class Agreed(NamedTuple):
    """On how many facts two readings agree, of those that one of them answered, and on which states of all facts."""

    same: int
    answered: int
    states: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Say it in sentences."""
        agreed = (
            f"Both say the same of {self.same} of the {self.answered} facts that at least one of them answered. Of a "
            "text it counts whether both have one."
        )
        if self.answered < LEAST_FOR_KAPPA:  # what both left open would be nearly all that they agree on
            return f"{agreed} Kappa is not told of fewer than {LEAST_FOR_KAPPA} answered facts."
        return (
            f"{agreed} On whether a fact has a value, or which state, of all {len(self.states)}: "
            f"{kappa_in_words(self.states)}"
        )


def pairs(drafts: Sequence[Draft]) -> list[Pair]:
    """Gather the readings by their source, those begun last first. A reading that was withdrawn is none any more."""
    by_name: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.pair and draft.state != WITHDRAWN:
            by_name.setdefault(draft.pair, []).append(draft)
    gathered = [
        Pair(
            name,
            tuple(sorted((one for one in of_pair if one.is_reading), key=lambda one: one.steps[0].at)),
            next((one for one in of_pair if not one.is_reading), None),
        )
        for name, of_pair in by_name.items()
    ]
    return sorted((one for one in gathered if one.readings), key=lambda one: one.readings[0].steps[0].at, reverse=True)


def is_shown_to(person: Person, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether somebody may see a draft: a reading of somebody else only once both are handed in."""
    if not draft.is_reading or person.is_among(draft.authors):
        return True
    return any(pair.name == draft.pair and pair.is_open for pair in pairs(drafts))


def begin_second(person: Person, pair: Pair) -> str:
    """Begin the second reading of a source; gives the name of its draft. Raises DeskError."""
    entries = {place: value for place in OF_THE_SOURCE if (value := pair.readings[0].value(place)) is not None}

    def check(drafts: Sequence[Draft]) -> None:
        there = next(one for one in pairs(drafts) if one.name == pair.name)
        if _were_shown(pair.name, drafts):
            message = (
                f"Both readings of {pair.case_id} were shown before one of them was withdrawn, so that nobody reads it "
                "unseen any more: have the other one withdrawn, too, and begin the case anew."
            )
            raise DeskError(message)
        if len(there.readings) > READINGS:
            message = f"There are two readings of {pair.case_id} already."
            raise DeskError(message)
        if sum(person.is_among(one.authors) for one in there.readings) > 1:
            message = f"{person.name} has read {pair.case_id}: somebody else has to read it the second time."
            raise DeskError(message)

    return start(person, {"from": "a source", "pair": pair.name}, None, entries, check)


def differing(pair: Pair, book: Codebook) -> list[Differing]:
    """List the places in which the readings of a pair differ, in the order of a case file."""
    first, second = _handed_in(pair, book)
    return [
        Differing(place, in_words(place, book), first.get(place), second.get(place))
        for place in places(book)
        if _compared(first.get(place), place, book) != _compared(second.get(place), place, book)
    ]


def agreement(pair: Pair, book: Codebook) -> Agreed:
    """Compare the facts of two readings. A text counts as the same where both have one: its words are listed apart."""
    said = _handed_in(pair, book)
    answers = [_answers(said, fact, book) for fact in book.read_facts().values()]
    either = [both for both in answers if both != (NOT_READ["state"],) * READINGS]
    states = tuple((_state(first), _state(second)) for first, second in answers)
    return Agreed(sum(first == second for first, second in either), len(either), states)


def agreement_by_fact(every: Sequence[Pair], book: Codebook) -> list[tuple[str, int, int, float | None]]:
    """Give by fact its name in words, on how many pairs of readings both agree, of how many, and kappa or None.

    Pairs of which nobody answered the fact do not count. Kappa needs ten of them.
    """
    rows = []
    of_each = [_handed_in(pair, book) for pair in every if pair.is_open]
    for fact in book.read_facts().values():
        answers = [_answers(said, fact, book) for said in of_each]
        either = [both for both in answers if both != (NOT_READ["state"],) * READINGS]
        if either:
            rows.append((fact.label, sum(one == two for one, two in either), len(either), kappa(either)))
    return rows


def begin_agreed(person: Person, pair: Pair, book: Codebook) -> str:
    """Begin the draft on which both readers agree, with what both say; gives its name. Raises DeskError.

    Its authors are the readers and whoever begins it, so that none of them accepts it.
    """
    both_first = f"Both readings of {pair.case_id} have to be handed in first."
    if not pair.is_open:
        raise DeskError(both_first)
    places_differing = [one.place for one in differing(pair, book)]
    first, second = pair.readings
    entries = {place: value for place, value in first.values().items() if place not in places_differing}
    origin = {
        "from": "two readings",
        "pair": pair.name,
        "readings": [first.name, second.name],
        "authors": sorted(first.authors | second.authors),
        "differing": places_differing,
    }

    def check(drafts: Sequence[Draft]) -> None:
        if not any(one.name == pair.name and one.is_open for one in pairs(drafts)):
            raise DeskError(both_first)
        if sum(one.pair == pair.name and not one.is_reading and one.state != WITHDRAWN for one in drafts) > 1:
            message = f"Somebody else has begun the agreed state of {pair.case_id}: go on in that draft."
            raise DeskError(message)

    return start(person, origin, None, entries, check)


def _were_shown(pair: str, drafts: Sequence[Draft]) -> bool:
    """Say whether a reading of a pair was withdrawn after both were handed in, so that anybody may have seen them."""
    handed_in = [(one, one.submitted) for one in drafts if one.pair == pair and one.is_reading and one.submitted]
    return any(
        one.state == WITHDRAWN and any(other is not one and step.at <= one.changed for other, step in handed_in)
        for one, _ in handed_in
    )


def _handed_in(pair: Pair, book: Codebook) -> list[dict[str, Json]]:
    """Give by place what each reading says, where one of them says anything.

    What one reader has entered as not applicable, the other may have left to the answer from which it follows.
    """
    entered = [reading.values() for reading in pair.readings]
    places_of_either = {place for values in entered for place in values}
    following = [case_of(values, "", book)["facts"] for values in entered]
    return [
        values | {place: entry for name, entry in facts.items() if (place := f"facts.{name}") in places_of_either}
        for values, facts in zip(entered, following, strict=True)
    ]


def _compared(entry: Json, place: str, book: Codebook) -> Json:
    """Give what is compared of an entry: of a fact its value or state, terms of a list in one order."""
    if not place.startswith("facts."):
        return entry if entry not in ("", []) else None
    answer = entry if isinstance(entry, dict) and ("value" in entry or "state" in entry) else NOT_READ
    parts = {name: answer[name] for name in _OF_AN_ENTRY if answer.get(name)} | {"value": answer.get("value")}
    if book.facts[place.removeprefix("facts.")].kind in LISTS:
        for name in ("value", "denied"):
            parts[name] = sorted(answer.get(name) or [], key=str)
        parts["complete"] = "value" in answer and names_all(answer)
    return parts


def _answers(said: Sequence[Mapping[str, Json]], fact: Fact, book: Codebook) -> tuple[str, str]:
    """Give what two readings answer to a fact, as texts that are equal where the answers are."""
    place = f"facts.{fact.name}"
    answers = []
    for reading in said:
        entry = _compared(reading.get(place), place, book)
        known = "state" not in entry
        answers.append(entry.get("state") if not known else "a text" if fact.kind == "text" else repr(entry))
    return answers[0], answers[1]


def _state(answer: str) -> str:
    """Reduce an answer to its state; "known" where it is a value."""
    return answer if answer in STATES else "known"

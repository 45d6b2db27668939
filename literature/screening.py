"""Where the screening stands, from the imports and the decisions alone: what is left, what differs, what was agreed.

A record that was judged the same as an earlier one, or as a case, is not screened: the earlier one stands for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from common.agreement import kappa_in_words
from literature.decisions import DIFFERENT, EXCLUDE, INCLUDE, SAME, TAKEN_BACK, UNSURE, every_decision
from literature.imports import every_import
from literature.words import distinct
from registry.kinds import CLOSED, JUDGED, SCREENED, SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from literature.decisions import Decision
    from literature.duplicates import Pair
    from literature.imports import Import
    from literature.record import Record

FIRST, SAMPLE, EVERY = "first", "sample", "every"
LOOKS = {
    FIRST: "records that nobody has screened yet",
    SAMPLE: "some of those that one other person has screened",
    EVERY: "all that one other person has screened",
}
"""What a person can screen. None of the looks tells what the first person decided on a record.

The sample is one in five, and all of which the first person was unsure. All that were excluded are looked at again
with those that were included or unsure among them: by themselves they would tell the second person the first decision.
"""

_ONE_IN = 5
CASE = "case:"
"""Begins the name of a case, where a record is compared with one."""


class Outcome(NamedTuple):
    """What stands for a record: the decision and its reason, "" where there is none or where two differ."""

    decision: str
    reason: str
    by: tuple[Decision, ...]
    """The last decision of each person that was not taken back, in order of time."""
    differ: bool
    settled: Decision | None


@dataclass(frozen=True)
class State:
    """All records, pairs and decisions, and what follows from them."""

    imports: Sequence[Import]
    decisions: Sequence[Decision]
    records: Mapping[str, Record] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the records of all imports."""
        every = {name: record for one in self.imports for name, record in one.records.items()}
        object.__setattr__(self, "records", every)

    def at(self, moment: str) -> State:
        """Give all this as it stood at a moment, such as 2026-11-28T23:59."""
        return State(
            [one for one in self.imports if one.at <= moment], [one for one in self.decisions if one.at <= moment]
        )

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Give all pairs of records that may be the same."""
        return tuple(pair for one in self.imports for pair in one.pairs)

    @cached_property
    def judged(self) -> Mapping[str, Decision]:
        """Give the last decision on each pair, by its name; it may be one that takes another back."""
        return {one.subject: one for one in self.decisions if one.kind == JUDGED}

    @cached_property
    def screened(self) -> Mapping[str, Mapping[str, Decision]]:
        """Give the last decision of each person on each record; it may be one that takes another back."""
        last: dict[str, dict[str, Decision]] = {}
        for one in self.decisions:
            if one.kind == SCREENED:
                last.setdefault(one.subject, {})[one.actor] = one
        return last

    @cached_property
    def settled(self) -> Mapping[str, Decision]:
        """Give the last settlement of each record; it may be one that takes another back."""
        return {one.subject: one for one in self.decisions if one.kind == SETTLED}

    @cached_property
    def closed(self) -> Mapping[str, Decision]:
        """Give what closed each record last; it may be a decision that takes another back."""
        return {one.subject: one for one in self.decisions if one.kind == CLOSED}

    @cached_property
    def leads(self) -> Mapping[str, str]:
        """Give for each record or case that was judged the same as another the one that stands for all of them.

        That is a case where one is among them, else the first record.
        """
        leads: dict[str, str] = {}

        def lead(name: str) -> str:
            while name in leads:
                name = leads[name]
            return name

        for pair in self.pairs:
            judged = self.judged.get(pair.name)
            if judged and judged.decision == SAME and lead(pair.record) != lead(pair.other):
                first, later = sorted((lead(pair.record), lead(pair.other)), key=_place)
                leads[later] = first
        return {name: lead(name) for name in leads}

    @cached_property
    def stands_for(self) -> Mapping[str, str]:
        """Give for each record that is not screened the record or case that stands for it."""
        return {name: lead for name, lead in self.leads.items() if name in self.records}

    def whole(self, name: str) -> Record:
        """Give a record with what it leaves out filled in from those for which it stands, the earlier ones first."""
        record = self.records[name]
        for copy in self.copies.get(name, ()):
            filled = {key: value for key, value in self.records[copy]._asdict().items() if not getattr(record, key)}
            record = record._replace(**filled)
        return record

    @cached_property
    def copies(self) -> Mapping[str, Sequence[str]]:
        """Give for each record or case the records for which it stands."""
        copies: dict[str, list[str]] = {}
        for name in sorted(self.stands_for, key=_place):
            copies.setdefault(self.stands_for[name], []).append(name)
        return copies

    def open_pairs(self) -> list[Pair]:
        """Give the pairs that nobody has decided on, or whose decision was taken back.

        Two that were each judged the same as a third one are not asked about.
        """
        return [pair for pair in self.pairs if self.decision_on(pair) in {"", TAKEN_BACK} and not self._are_one(pair)]

    def contradictions(self) -> list[Pair]:
        """Give the pairs that were judged two, though each of them was judged the same as a third one."""
        return [pair for pair in self.pairs if self.decision_on(pair) == DIFFERENT and self._are_one(pair)]

    def _are_one(self, pair: Pair) -> bool:
        return self.leads.get(pair.record, pair.record) == self.leads.get(pair.other, pair.other)

    def decision_on(self, pair: Pair) -> str:
        """Give what was decided on a pair, "" for nothing yet."""
        judged = self.judged.get(pair.name)
        return judged.decision if judged else ""

    def to_screen(self) -> list[str]:
        """Name the records that are screened: all but those for which another stands."""
        return [name for name in self.records if name not in self.stands_for]

    def outcome(self, name: str) -> Outcome:
        """Give what stands for a record. A settlement stands as long as the very decisions do that it settled."""
        every = self.screened.get(name, {}).values()
        standing = tuple(sorted((one for one in every if one.decision != TAKEN_BACK), key=lambda one: one.seq))
        differ = len({one.decision for one in standing}) > 1
        settled = self.settled.get(name)
        if settled and (settled.decision == TAKEN_BACK or {*settled.based_on[:-1]} != {one.seq for one in standing}):
            settled = None
        stands = settled if differ else next(iter(standing), None)
        return Outcome(stands.decision if stands else "", stands.reason if stands else "", standing, differ, settled)

    def queue(self, person: str, look: str = FIRST) -> list[str]:
        """Name the records that a person has still to screen, those with most different drug and lung words first."""
        left = [name for name in self.to_screen() if self._is_left(name, person, look)]
        return sorted(left, key=lambda name: (-sum(words_in(self.whole(name))), _place(name)))

    def _is_left(self, name: str, person: str, look: str) -> bool:
        by = self.outcome(name).by
        if look == FIRST:
            return not by
        if len(by) != 1 or by[0].actor == person:
            return False
        return look == EVERY or by[0].decision == UNSURE or is_in_sample(name, self.records[name])

    def last_on(self, name: str, person: str) -> int:
        """Give the number of a person's last decision on a record, 0 for none."""
        last = self.screened.get(name, {}).get(person)
        return last.seq if last else 0

    def last_of(self, person: str) -> Decision | None:
        """Give the newest decision of a person on a record that was not taken back."""
        own = (every[person] for every in self.screened.values() if person in every)
        return max((one for one in own if one.decision != TAKEN_BACK), key=lambda one: one.seq, default=None)

    def disagreements(self) -> list[str]:
        """Name the records on which two people differ and nobody has settled it."""
        return [name for name in self.to_screen() if self._is_open(self.outcome(name))]

    @staticmethod
    def _is_open(outcome: Outcome) -> bool:
        return outcome.differ and outcome.settled is None

    def counts(self) -> dict[str, int]:
        """Count the records by what stands for them; the counts of all but the first add up to it."""
        outcomes = [self.outcome(name) for name in self.to_screen()]
        decided = {
            name: sum(outcome.decision == decision for outcome in outcomes)
            for name, decision in (("Included", INCLUDE), ("Excluded", EXCLUDE), ("Unsure", UNSURE))
        }
        return {
            "Records": len(self.records),
            "Judged the same": len(self.stands_for),
            **decided,
            "Two people differ": sum(map(self._is_open, outcomes)),
            "Left to screen": sum(not outcome.by for outcome in outcomes),
        }

    def included(self) -> list[str]:
        """Name the included records."""
        return [name for name in self.to_screen() if self.outcome(name).decision == INCLUDE]

    def answers(self) -> list[tuple[str, str]]:
        """Give the first two people's decisions on each record that two have screened, the earlier one first."""
        by = (self.outcome(name).by for name in self.to_screen())
        return [(one[0].decision, one[1].decision) for one in by if len(one) > 1]


def state_now() -> State:
    """Give where the screening stands in the registry now. Raises RegistryError."""
    return State(every_import(), every_decision())


def agreement(answers: Iterable[tuple[str, str]]) -> str:
    """Say how often two people agreed, and Cohen's kappa where it says anything."""
    pairs = list(answers)
    n = len(pairs)
    if not n:
        return "Nobody has screened a record that somebody else has screened."
    same = sum(first == second for first, second in pairs)
    return f"Two people agreed on {same} of {n} records. {kappa_in_words(pairs)}"


def is_in_sample(name: str, record: Record) -> bool:
    """Say whether a record is of the sample: by a hash of what it says, so that nobody picks."""
    digest = hashlib.sha256(f"{name} {record.title}".encode()).digest()
    return digest[0] % _ONE_IN == 0


def words_in(record: Record) -> tuple[int, int]:
    """Count the different drug words and lung words in title, abstract and keywords."""
    return _counted(f"{record.title}\n{record.abstract}\n{'; '.join(record.keywords)}")


@lru_cache(maxsize=1 << 16)
def _counted(text: str) -> tuple[int, int]:
    return distinct(text)


def _place(name: str) -> tuple[bool, int, int, str]:
    """Order names: cases first, then records by import and place in the file."""
    if name.startswith(CASE):
        return False, 0, 0, name
    number, _, place = name.partition("-")
    return True, int(number), int(place), name

"""Every number of the flow is a count over the log: here it is counted again, event by event, in plain Python."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest

from literature import flow
from literature.decisions import CLOSINGS, EXCLUDE, INCLUDE, REASONS, TAKEN_BACK, UNSURE, Decision
from literature.duplicates import LIKE, Pair
from literature.following_up import A_CASE, AT_THE_DESK, WAITING, DraftOfRecord, follow_up
from literature.imports import Import
from literature.record import Record
from literature.screening import State
from registry.kinds import CLOSED, JUDGED, SCREENED

MONTHS = 1000
PEOPLE = ("p.doe", "q.roe")


class Month:
    """A month of random events, and what they come to, kept in plain dictionaries as they happen."""

    def __init__(self, chance: random.Random) -> None:
        """Take files in, judge pairs, screen, close records and begin drafts, in any order and number."""
        self.chance, self.seq = chance, 0
        self.decisions: list[Decision] = []
        self.databases: Counter[str] = Counter()
        self.imports = [self._import(number) for number in range(1, chance.randint(1, 3) + 1)]
        self.names = [name for one in self.imports for name in one.records]
        self.same: dict[str, str] = {}
        self.last: dict[str, dict[str, tuple[str, str]]] = {}
        self.closed: dict[str, str] = {}
        self.drafts: dict[str, list[DraftOfRecord]] = {}
        self.cases = {"case:x-1": Record(pmid="7")}
        for _ in range(chance.randint(0, 40)):
            chance.choice((self._judge, self._screen, self._screen, self._screen, self._close, self._draft))()

    def _import(self, number: int) -> Import:
        database = self.chance.choice(("PubMed", "Embase"))
        size = self.chance.randint(1, 8)
        self.databases[database] += size
        records = {f"{number}-{place}": Record(f"Title {number} {place}", pmid="") for place in range(1, size + 1)}
        pairs = tuple(
            Pair(name, other, LIKE, 90.0) for name in records for other in ("case:x-1", f"{number}-1") if name != other
        )
        return Import(number, "", "", {"search": {"database": database}}, records, pairs)

    def _write(self, kind: str, subject: str, decision: str, reason: str = "", actor: str = "p.doe") -> None:
        self.seq += 1
        self.decisions.append(Decision(self.seq, "", actor, kind, subject, decision, reason, (0,)))

    def _judge(self) -> None:
        name = self.chance.choice(self.names)
        other = self.chance.choice(("case:x-1", f"{name.split('-')[0]}-1"))
        if name != other and not name.endswith("-1"):
            decision = self.chance.choice(("the same", "two", TAKEN_BACK))
            self._write(JUDGED, f"{name} = {other}", decision)
            self.same[f"{name} = {other}"] = decision

    def _screen(self) -> None:
        name, actor = self.chance.choice(self.names), self.chance.choice(PEOPLE)
        decision = self.chance.choice((INCLUDE, INCLUDE, EXCLUDE, UNSURE, TAKEN_BACK))
        reason = self.chance.choice(REASONS) if decision == EXCLUDE else ""
        self._write(SCREENED, name, decision, reason, actor)
        self.last.setdefault(name, {}).pop(actor, None)
        if decision != TAKEN_BACK:
            self.last[name][actor] = (decision, reason)

    def _close(self) -> None:
        name, decision = self.chance.choice(self.names), self.chance.choice((*CLOSINGS, TAKEN_BACK))
        self._write(CLOSED, name, decision)
        self.closed[name] = decision

    def _draft(self) -> None:
        name = self.chance.choice(self.names)
        state = self.chance.choice(("drafted", "submitted", "withdrawn", "published"))
        self.drafts.setdefault(name, []).append(DraftOfRecord(self.chance.choice(("x-1", "y-1")), state))

    def counted(self) -> dict[str, dict[str, int]]:
        """Count each box of the flow by itself."""
        group = {name: {name} for name in (*self.names, "case:x-1")}
        for pair, decision in self.same.items():
            a, b = pair.split(" = ")
            if decision == "the same" and group[a] is not group[b]:
                group[a] |= group[b]
                for member in group[a]:
                    group[member] = group[a]
        boxes: dict[str, Counter[str]] = {}
        for name in self.names:
            boxes.setdefault("Records identified", Counter())[""] += 1
            first = next((one for one in ("case:x-1", *self.names) if one in group[name]), name)
            if first != name:
                kind = "of a case that is there" if first == "case:x-1" else "the same as another record"
                boxes.setdefault("Records removed before screening", Counter())[kind] += 1
                continue
            boxes.setdefault("Records to screen", Counter())[""] += 1
            for box, kind in self._of_screened(name):
                boxes.setdefault(box, Counter())[kind] += 1
        return {name: dict(kinds) for name, kinds in boxes.items()}

    def _of_screened(self, name: str) -> list[tuple[str, str]]:
        every = list(self.last.get(name, {}).values())
        answers = {answer for answer, _ in every}
        if answers == {INCLUDE}:
            return [("Reports sought for retrieval", ""), *self._of_included(name)]
        if not every:
            return [("Records not screened yet", "")]
        if answers == {EXCLUDE}:
            return [("Records excluded", every[0][1])]
        return [("Records not decided yet", "two people differ" if len(answers) > 1 else "unsure")]

    def _of_included(self, name: str) -> list[tuple[str, str]]:
        drafts, closed = self.drafts.get(name, []), self.closed.get(name, TAKEN_BACK)
        at_the_desk = any(draft.state in {"drafted", "submitted"} for draft in drafts)
        if ("x-1", "published") in drafts:
            last = ("Reports of which there is a case", "")
        elif closed == "not to be had" or (closed == TAKEN_BACK and not at_the_desk):
            return [("Reports not followed up yet" if closed == TAKEN_BACK else "Reports not to be had", "")]
        else:
            last = ("Reports at the desk", "") if closed == TAKEN_BACK else ("Reports excluded", closed)
        return [("Reports assessed for eligibility", ""), last]


def test_every_number_of_the_flow_is_a_count_from_the_log_over_1_000_random_months() -> None:
    stages: Counter[str] = Counter()
    for seed in range(MONTHS):
        month = Month(random.Random(seed))  # noqa: S311  the same months at each run
        state = State(month.imports, month.decisions)

        counted = flow.boxes(state, follow_up(state, month.drafts, month.cases))

        expected = month.counted()
        assert {box.name: box.count for box in counted if box.count} == {
            name: sum(kinds.values()) for name, kinds in expected.items()
        }
        kinds = {box.name: dict(box.parts) for box in counted}
        for name in (
            "Records excluded",
            "Records removed before screening",
            "Reports excluded",
            "Records not decided yet",
        ):
            assert kinds[name] == expected.get(name, {}), name
        assert kinds["Records identified"] == dict(month.databases)
        stages.update(box.name for box in counted if box.count)
    assert min(stages.values()) > MONTHS / 50  # each box was met
    assert len(stages) == 13


def test_a_box_that_goes_on_is_the_sum_of_those_beside_it_and_the_next() -> None:
    for seed in range(100):
        month = Month(random.Random(seed))  # noqa: S311  likewise
        state = State(month.imports, month.decisions)
        counted = flow.boxes(state, follow_up(state, month.drafts, month.cases))

        places = [place for place, box in enumerate(counted) if box.side == flow.MAIN]
        for place, after in pairwise(places):
            assert counted[place].count == sum(box.count for box in counted[place + 1 : after + 1])


@pytest.mark.parametrize(
    ("draft", "became"),
    [
        (("x-1", "published"), (A_CASE, "x-1")),
        (("gone-1", "published"), (WAITING, "gone-1: published, and not in this release")),
        (("y-1", "submitted"), (AT_THE_DESK, "y-1: submitted")),
        (("", "drafted"), (AT_THE_DESK, "without a name: drafted")),
        (("y-1", "withdrawn"), (WAITING, "y-1: withdrawn")),
    ],
)
def test_a_draft_says_what_became_of_its_record(draft: tuple[str, str], became: tuple[str, str]) -> None:
    one = Import(1, "", "", {}, {"1-1": Record("One")}, ())
    state = State([one], [Decision(1, "", "p.doe", SCREENED, "1-1", INCLUDE, "", (0,))])

    follow_ups = follow_up(state, {"1-1": [DraftOfRecord(*draft)]}, {"case:x-1": Record()})

    assert follow_ups["1-1"][:2] == became


def test_a_case_of_the_release_with_the_number_of_a_record_is_what_became_of_it() -> None:
    one = Import(1, "", "", {}, {"1-1": Record("One", doi="10.1000/a"), "1-2": Record("Two", pmid="8")}, ())
    decisions = [Decision(n, "", "p.doe", SCREENED, f"1-{n}", INCLUDE, "", (0,)) for n in (1, 2)]

    follow_ups = follow_up(
        State([one], decisions), {}, {"case:x-1": Record(doi="10.1000/a"), "case:y-1": Record(pmid="9")}
    )

    assert follow_ups["1-1"][:2] == (A_CASE, "x-1")
    assert follow_ups["1-2"][:2] == (WAITING, "")

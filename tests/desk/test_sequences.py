"""Random sequences of what five persons do with drafts: the rules hold, and the state is a fold of the log."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from casebook.codebook import codebook
from desk import steps
from desk.drafts import put, read, start
from desk.errors import DeskError
from desk.person import Person
from desk.places import entries_of
from registry import store
from registry.table import DRAFT, engine_of, opened
from tests.casefiles import SOUND

NAMES = ("ann", "ben", "cem", "dee", "eve")
PERSONS = [Person(name, frozenset({"curator", "reviewer", "administrator"})) for name in NAMES]
PLACES = ("facts.age_years", "facts.sex", "facts.smoking")
VALUES = (
    {"facts.age_years": {"value": 70, "locator": "a"}, "facts.sex": {"state": "not reported"}},
    {"facts.age_years": {"value": 71, "locator": "b"}, "facts.sex": {"value": "male", "locator": "c"}},
)
persons = some.sampled_from(PERSONS)
SEQUENCES = int(os.environ.get("SEQUENCES", "25"))
"""How many sequences are tried; 10 000 take hours."""


class Desk(RuleBasedStateMachine):
    """One draft, and a second reader of all that happens to it, in plain Python.

    What a person has seen is what they last looked at: others may have written since.
    """

    def __init__(self) -> None:
        """Begin with a registry of its own."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.address = f"sqlite:///{Path(self.folder.name) / 'registry.sqlite'}"
        os.environ["REGISTRY"] = self.address

    @initialize(person=persons)
    def begin(self, person: Person) -> None:
        """Begin the draft of a sound case."""
        self.entries = {**entries_of(SOUND), "case_id": "doe-2024"}
        self.numbers = {place: 2 + number for number, place in enumerate(self.entries)}
        self.name = start(person, {"from": "nothing"}, None, self.entries)
        self.state, self.authors, self.events = "started", {person.name}, ["drafted"]
        self.looked = {name: read(self.name) for name in NAMES}

    @rule(person=persons)
    def look(self, person: Person) -> None:
        """Look at the draft as it is now."""
        self.looked[person.name] = read(self.name)

    @rule(person=persons, place=some.sampled_from(PLACES), entry=some.integers(0, 2))
    def write(self, person: Person, place: str, entry: int) -> None:
        """Write on what was seen: refused once somebody else wrote there, or the draft is handed in."""
        value = None if entry == len(VALUES) else VALUES[entry].get(place, {"state": "not reported"})
        seen = self.looked[person.name].number_at(place)
        may = self.state in {"started", "returned"} and seen == self.numbers[place]
        try:
            number = put(person, self.name, place, value, seen)
        except DeskError:
            assert not may
            return
        assert may
        self.entries[place], self.numbers[place] = value, number
        self.authors.add(person.name)
        self.looked[person.name] = read(self.name)

    @rule(person=persons)
    def hand_in(self, person: Person) -> None:
        """Hand in what was seen: refused where it is another draft by now."""
        may = self.state in {"started", "returned"} and self.looked[person.name].number == read(self.name).number
        self._go(may, lambda: steps.submit(person, self.looked[person.name], codebook(), ()), "submitted", person)
        if may:
            self.authors.add(person.name)

    @rule(person=persons)
    def accept(self, person: Person) -> None:
        """Accept what was seen: refused for every author, and where it is handed in anew."""
        may = self._sees_what_is_handed_in(person) and person.name not in self.authors
        self._go(may, lambda: steps.accept(person, self.name, self._sha256(person)), "accepted", person)

    @rule(person=persons)
    def send_back(self, person: Person) -> None:
        """Send back what was seen."""
        may = self._sees_what_is_handed_in(person)
        self._go(may, lambda: steps.send_back(person, self.name, self._sha256(person), "why"), "returned", person)

    @rule(person=persons)
    def withdraw(self, person: Person) -> None:
        """Withdraw, as an author alone may."""
        may = person.name in self.authors and self.state in {"started", "returned", "submitted"}
        self._go(may, lambda: steps.withdraw(person, self.name, "why"), "withdrawn", person)

    @precondition(lambda self: self.state == "accepted")
    @rule(person=persons, works=some.booleans())
    def publish(self, person: Person, works: bool) -> None:  # noqa: FBT001
        """Note that the release was made, or that it could not be."""
        if works:
            self._go(True, lambda: steps.note_published(person, self.name, "r"), "published", person)  # noqa: FBT003
        else:
            steps.note_not_published(person, self.name, "full disk")
            self.state = "submitted"
            self.events.append("not published")
            self.looked[person.name] = read(self.name)

    @invariant()
    def is_a_fold_of_the_log(self) -> None:
        """Compare the draft with the second reader, and the events with what was done."""
        there = read(self.name)
        with opened(self.address).connect() as connection:
            rows = [*connection.execute(sa.select(DRAFT).order_by(DRAFT.c.number))]
        folded = {row.place: json.loads(row.entry) for row in rows if row.kind == "set"}
        assert there.state == self.state
        assert there.values() == {place: value for place, value in folded.items() if value is not None}
        assert folded == self.entries
        assert there.authors == self.authors
        assert [row.number for row in rows] == [*range(1, len(rows) + 1)]
        assert [event.kind for event in store.every_event()] == self.events
        accepted = [event for event in store.every_event() if event.kind == "accepted"]
        assert not any(event.actor in json.loads(event.content)["authors"] for event in accepted)

    def teardown(self) -> None:
        """Check the chain, and leave nothing behind."""
        assert store.check().fault == ""
        opened(self.address).dispose()
        engine_of.cache_clear()
        self.folder.cleanup()

    def _sha256(self, person: Person) -> str:
        submitted = self.looked[person.name].submitted
        return submitted.content["sha256"] if submitted else ""

    def _sees_what_is_handed_in(self, person: Person) -> bool:
        there = read(self.name).submitted
        return self.state == "submitted" and there is not None and there.content["sha256"] == self._sha256(person)

    def _go(self, may: bool, step: object, state: str, person: Person) -> None:  # noqa: FBT001
        assert callable(step)
        try:
            step()
        except DeskError:
            assert not may
            return
        assert may
        self.state = state
        self.events.append(state)
        self.looked[person.name] = read(self.name)


@pytest.mark.slow
def test_whatever_five_persons_do_nobody_accepts_their_own_work_and_nothing_is_overwritten_unseen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REGISTRY", "restored afterwards")

    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=SEQUENCES, stateful_step_count=20, deadline=None, suppress_health_check=[*HealthCheck]
        ),
    )

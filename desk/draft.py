"""One draft of a case, as its rows in the registry make it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.errors import DeskError
from desk.identifying import refuse_identifying
from desk.person import LOCAL
from registry.kinds import ACCEPTED, NOT_PUBLISHED, PUBLISHED, RETURNED, SUBMITTED, WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.person import Person

Json = Any
"""What a JSON file holds."""

SET = "set"
"""Kind of a row that puts an entry into a place; the others are steps."""

STARTED = "started"
"""The first step of a draft. The others are named as the events that tell of them (registry.kinds).

After NOT_PUBLISHED, where the release with an accepted case could not be made, it is handed in again, as it was.
"""

OF_A_RECORD = ("source.read_as", "source.read_as_detail")
"""Fields of the source that a local case has: how much of the patient's record was read."""

AGE = "facts.age_years"
"""Place of the age of the patient."""

OPEN = (STARTED, RETURNED)
"""States in which a draft can be changed."""

STATES_IN_WORDS = {
    STARTED: "begun",
    SUBMITTED: "handed in",
    RETURNED: "sent back",
    ACCEPTED: "accepted, in no release yet",
    PUBLISHED: "accepted",
    WITHDRAWN: "withdrawn",
}
"""States of a draft, as its readers call them."""


class Row(NamedTuple):
    """One row of the table, in the order of its columns."""

    draft: str
    number: int
    uid: str
    at: str
    actor: str
    kind: str
    place: str
    entry: str


class Entry(NamedTuple):
    """What stands in a place: as JSON, with the number of the row that put it there; 0 for the accepted case."""

    value: Json
    number: int
    actor: str = ""
    at: str = ""


class Step(NamedTuple):
    """A step of a draft: which, who went it, when, and what is kept with it."""

    kind: str
    actor: str
    at: str
    content: Mapping[str, Json]


@dataclass(frozen=True)
class Draft:
    """A draft as its rows make it. `before` is the accepted case that it corrects, None for a new one."""

    name: str
    before: Mapping[str, Json] | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    authors: frozenset[str] = frozenset()
    """Everybody who wrote any of it."""
    number: int = 0
    """Number of its last row."""
    changed: str = ""
    """When that was written."""

    @property
    def state(self) -> str:
        """Give the last step; a draft whose release could not be made is handed in again."""
        kind = self.steps[-1].kind
        return SUBMITTED if kind == NOT_PUBLISHED else kind

    @property
    def state_in_words(self) -> str:
        """Give the state as readers call it."""
        return STATES_IN_WORDS[self.state]

    @property
    def origin(self) -> Mapping[str, Json]:
        """Give what it was started from, and as what."""
        return self.steps[0].content

    @property
    def pair(self) -> str:
        """Give the name of the pair of readings that it belongs to, empty where it belongs to none."""
        return str(self.origin.get("pair", ""))

    @property
    def is_reading(self) -> bool:
        """Say whether it is one of two readings of a source, which are entered unseen by each other."""
        return bool(self.pair) and "readings" not in self.origin

    @property
    def is_local(self) -> bool:
        """Say whether it is of a patient of this hospital, and kept apart from the published cases."""
        return self.origin.get("room") == LOCAL

    def unsettled(self) -> list[str]:
        """Name the places in which two readings differ and this draft, their agreed state, has no entry of its own."""
        return [place for place in self.origin.get("differing", ()) if not self.number_at(place)]

    @property
    def case_id(self) -> str:
        """Give the name of the case, empty as long as it has none."""
        return str(self.value("case_id") or "")

    @property
    def submitted(self) -> Step | None:
        """Give the step by which it was last handed in."""
        return next((step for step in reversed(self.steps) if step.kind == SUBMITTED), None)

    def value(self, place: str) -> Json:
        """Give what stands in a place, None where nothing does."""
        entry = self.entries.get(place)
        return entry.value if entry else None

    def number_at(self, place: str) -> int:
        """Give the number of the row that put what stands in a place, 0 where none did."""
        entry = self.entries.get(place)
        return entry.number if entry else 0

    def needs(self, person: Person, *written: Json) -> None:
        """Raise DeskError where somebody may not work on a local case, or writes into one what may identify.

        What is written into the registry stays there, so that it is looked at before.
        """
        if self.is_local:
            person.needs(LOCAL)
            refuse_identifying(*written)

    def values(self) -> dict[str, Json]:
        """Give by place what stands there, of those where anything does."""
        return {place: entry.value for place, entry in self.entries.items() if entry.value is not None}


def fold(rows: Sequence[Row]) -> Draft:
    """Make a draft of its rows, in their order. Raises DeskError where there are none."""
    if not rows:
        message = "There is no such draft."
        raise DeskError(message)
    before: Mapping[str, Json] | None = None
    entries: dict[str, Entry] = {}
    steps: list[Step] = []
    authors: set[str] = set()
    for row in rows:
        content = json.loads(row.entry)
        if row.kind == SET:
            entries[row.place] = Entry(content, row.number, row.actor, row.at)
            authors.add(row.actor)
            continue
        steps.append(Step(row.kind, row.actor, row.at, content))
        if row.kind == STARTED:
            before = content.get("before")
            entries = {place: Entry(entry, 0) for place, entry in (before or {}).items()}
            authors = {row.actor, *content.get("authors", ())}
        elif row.kind == SUBMITTED:
            authors.add(row.actor)
    last = rows[-1]
    return Draft(last.draft, before, entries, tuple(steps), frozenset(authors), last.number, last.at)

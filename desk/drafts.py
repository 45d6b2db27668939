"""Drafts of cases: what stands in each place, who wrote it and when, and the steps that a draft has gone.

Each is read out of the rows of the registry's table `draft` alone. A change is written at once, and only where whoever
makes it has seen what stands there: so a closed tab, a restart or another browser find the draft as it was, and nobody
overwrites what they have not seen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from desk.errors import DeskError
from desk.identifying import refuse_identifying
from desk.person import LOCAL
from registry.store import append_to, failing_in_a_sentence, in_turn, new_uid
from registry.table import DRAFT, opened, url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desk.person import Person

Json = Any
"""What a JSON file holds."""

SET = "set"
"""Kind of a row that puts an entry into a place; the others are steps."""

STARTED, SUBMITTED, RETURNED, ACCEPTED, PUBLISHED, WITHDRAWN = (
    *("started", "submitted", "returned", "accepted", "published", "withdrawn"),
)
NOT_PUBLISHED = "not published"
"""The step of an accepted case whose release could not be made: it is handed in again, as it was."""

OF_A_RECORD = ("source.read_as", "source.read_as_detail")
"""Fields of the source that a local case has: how much of the patient's record was read."""

OPEN = (STARTED, RETURNED)
"""States in which a draft can be changed."""


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

    @property
    def state(self) -> str:
        """Give the last step; a draft whose release could not be made is handed in again."""
        kind = self.steps[-1].kind
        return SUBMITTED if kind == NOT_PUBLISHED else kind

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


def start(
    person: Person,
    origin: Mapping[str, Json],
    before: Mapping[str, Json] | None,
    entries: Mapping[str, Json],
    check: Callable[[Sequence[Draft]], None] = lambda _: None,
) -> str:
    """Start a draft with what is known already, and give its name. Raises DeskError, RegistryError.

    `origin` says what it was started from; `before` is by place what the accepted case says, where one is corrected.
    `check` sees all drafts, this one included, and undoes it by raising.
    """
    person.needs("curator")
    name = new_uid()

    def write(connection: sa.Connection) -> str:
        add(connection, Row(name, 1, new_uid(), now(), person.name, STARTED, "", as_json({**origin, "before": before})))
        for number, (place, entry) in enumerate(entries.items(), 2):
            add(connection, Row(name, number, new_uid(), now(), person.name, SET, place, as_json(entry)))
        case_id = {**(before or {}), **entries}.get("case_id", "")
        tell(connection, person.name, "drafted", name, str(case_id), origin)
        check(_drafts_in(connection))  # once the event is written, which no other writer passes meanwhile
        return name

    return in_turn(write)


def put(person: Person, draft: str, place: str, entry: Json, number_seen: int, uid: str = "") -> int:  # noqa: PLR0913, PLR0917  who, where, what, on what
    """Put an entry into a place of a draft, None to take it out; gives the number of its row.

    `number_seen` is the number of the entry that whoever writes has seen there. A `uid` that is there already is not
    written again. Raises DeskError where the draft is handed in, or somebody else wrote meanwhile; RegistryError.
    """
    person.needs("curator")

    def write(connection: sa.Connection) -> int:
        rows = rows_of(connection, draft)
        known = next((row for row in rows if row.uid == uid), None)
        if known:
            return known.number
        now_there = fold(rows)
        now_there.needs(person, entry)
        if now_there.is_local and place.startswith("source.") and place not in OF_A_RECORD:
            message = f"A local case has no {place}: it has a number, and no source that others could look up."
            raise DeskError(message)
        if now_there.state not in OPEN:
            message = f"This draft is {now_there.state}, and cannot be changed."
            raise DeskError(message)
        if now_there.is_reading and not person.is_among(now_there.authors):
            message = f"This is the reading of {', '.join(now_there.authors)} alone: begin one of your own."
            raise DeskError(message)
        if now_there.number_at(place) != number_seen:
            last = now_there.entries[place]
            message = f"{last.actor} changed {place} at {last.at[:16]} UTC. Look at it, and change it again if need be."
            raise DeskError(message)
        number = now_there.number + 1
        add(connection, Row(draft, number, uid or new_uid(), now(), person.name, SET, place, as_json(entry)))
        return number

    return in_turn(write)


def read(draft: str) -> Draft:
    """Read a draft. Raises DeskError where there is none of this name, RegistryError."""
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        return fold(rows_of(connection, draft))


def every_draft() -> list[Draft]:
    """Read all drafts, those that were changed last first. Raises RegistryError."""
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        return _drafts_in(connection)


def _drafts_in(connection: sa.Connection) -> list[Draft]:
    asked = sa.select(DRAFT).order_by(DRAFT.c.draft, DRAFT.c.number)
    by_name: dict[str, list[Row]] = {}
    for row in connection.execute(asked):
        by_name.setdefault(row.draft, []).append(Row(*row))
    last_first = sorted(by_name.values(), key=lambda rows: rows[-1].at, reverse=True)
    return [fold(rows) for rows in last_first]


def rows_of(connection: sa.Connection, draft: str) -> list[Row]:
    """Read the rows of a draft in order."""
    return [
        Row(*row) for row in connection.execute(sa.select(DRAFT).where(DRAFT.c.draft == draft).order_by(DRAFT.c.number))
    ]


def add(connection: sa.Connection, row: Row) -> None:
    """Write a row after all others of its draft; where another one has its number, `in_turn` begins anew."""
    connection.execute(sa.insert(DRAFT).values(row._asdict()))


def tell(  # noqa: PLR0913, PLR0917  what the event of a step is made of
    connection: sa.Connection, actor: str, kind: str, draft: str, case_id: str, content: Mapping[str, Any]
) -> None:
    """Write the event of a step, in the transaction of the step itself."""
    kept = {key: part for key, part in content.items() if key not in {"case", "before"}}
    append_to(connection, actor, kind, case_id or draft, {**kept, "draft": draft})


def fold(rows: Sequence[Row]) -> Draft:
    """Make a draft of its rows, in their order. Raises DeskError where there are none."""
    if not rows:
        message = "There is no such draft."
        raise DeskError(message)
    draft = Draft(rows[0].draft)
    for row in rows:
        content = json.loads(row.entry)
        if row.kind == SET:
            entries = {**draft.entries, row.place: Entry(content, row.number, row.actor, row.at)}
            draft = replace(draft, entries=entries, authors=draft.authors | {row.actor}, number=row.number)
            continue
        draft = replace(draft, steps=(*draft.steps, Step(row.kind, row.actor, row.at, content)), number=row.number)
        if row.kind == STARTED:
            before = content.get("before")
            entries = {place: Entry(entry, 0) for place, entry in (before or {}).items()}
            authors = frozenset({row.actor, *content.get("authors", ())})
            draft = replace(draft, before=before, entries=entries, authors=authors)
        elif row.kind == SUBMITTED:
            draft = replace(draft, authors=draft.authors | {row.actor})
    return draft


def as_json(value: Json) -> str:
    """Write what a row holds."""
    return json.dumps(value, ensure_ascii=False)


def now() -> str:
    """Give the time of the server's clock in UTC, as events have it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")

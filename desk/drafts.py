"""Drafts of cases: what stands in each place, who wrote it and when, and the steps that a draft has gone.

Each is read out of the rows of the registry's table `draft` alone. A change is written at once, and only where whoever
makes it has seen what stands there: so a closed tab, a restart or another browser find the draft as it was, and nobody
overwrites what they have not seen.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from casebook.codebook import codebook
from common.moments import now, to_the_minute
from desk.draft import AGE, OF_A_RECORD, OPEN, SET, STARTED, Draft, Json, Row, fold
from desk.errors import DeskError
from desk.identifying import refuse_high_age, refuse_long_numbers
from desk.places import in_words
from registry.kinds import DRAFTED
from registry.store import append_to, failing_in_a_sentence, in_turn, new_uid
from registry.table import DRAFT, opened, url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desk.person import Person


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
        tell(connection, person.name, DRAFTED, name, str(case_id), origin)
        check(drafts_in(connection, {}))  # once the event is written, which no other writer passes meanwhile
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
        if now_there.is_local and place == AGE:
            refuse_high_age(entry)
        if now_there.is_local:
            refuse_long_numbers(entry, place.removeprefix("facts."))
        if now_there.is_local and place.startswith("source.") and place not in OF_A_RECORD:
            field = in_words(place, codebook())
            message = f"A local case has no field “{field}”: it has a number, and no source that others could look up."
            raise DeskError(message)
        if now_there.state not in OPEN:
            message = f"This draft is {now_there.state_in_words}, and cannot be changed."
            raise DeskError(message)
        if now_there.is_reading and not person.is_among(now_there.authors):
            message = f"This is the reading of {', '.join(now_there.authors)} alone: begin one of your own."
            raise DeskError(message)
        if now_there.number_at(place) != number_seen:
            last = now_there.entries[place]
            message = (
                f"{last.actor} changed “{in_words(place, codebook())}” meanwhile ({to_the_minute(last.at)} UTC). It "
                "is shown now, and what you entered there was not saved: look at it, and enter yours again if need be."
            )
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
    with _reading, failing_in_a_sentence(), opened(url()).connect() as connection:
        drafts = drafts_in(connection, _read.get(url(), {}))
        _read[url()] = {draft.name: draft for draft in drafts}
        return drafts


_reading = threading.Lock()
_read: dict[str, dict[str, Draft]] = {}
"""By database the drafts that this process has read, since a row never changes: only those that grew are read again."""

_MOST_AT_ONCE = 500
"""Drafts that are asked for in one query."""


def drafts_in(connection: sa.Connection, known: Mapping[str, Draft]) -> list[Draft]:
    """Give all drafts, those that were changed last first; those that are `known` and did not grow as they are."""
    last = sa.select(DRAFT.c.draft, sa.func.max(DRAFT.c.number)).group_by(DRAFT.c.draft)
    numbers: dict[str, int] = {row[0]: row[1] for row in connection.execute(last)}
    grown = [name for name, number in numbers.items() if name not in known or known[name].number != number]
    rows: dict[str, list[Row]] = {}
    for place in range(0, len(grown), _MOST_AT_ONCE):
        asked = sa.select(DRAFT).where(DRAFT.c.draft.in_(grown[place : place + _MOST_AT_ONCE]))
        for row in connection.execute(asked.order_by(DRAFT.c.draft, DRAFT.c.number)):
            rows.setdefault(row.draft, []).append(Row(*row))
    drafts = [fold(rows[name]) if name in rows else known[name] for name in numbers]
    return sorted(drafts, key=lambda draft: draft.changed, reverse=True)


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


def as_json(value: Json) -> str:
    """Write what a row holds."""
    return json.dumps(value, ensure_ascii=False)

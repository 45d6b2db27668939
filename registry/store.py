"""Events are written, looked for and checked here. The environment variable REGISTRY says in which database."""

from __future__ import annotations

import json
import random
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from common.moments import now
from registry import chain
from registry.chain import BEGINNING, Chain, Event
from registry.errors import RegistryError
from registry.table import EVENT, opened, url, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator, Mapping

MOST_TRIES = 200
"""How often a writer begins anew where others were first."""

_LONGEST_PAUSE = 0.05
"""Seconds between two tries, at most."""

COLUMNS = Event._fields

Written = TypeVar("Written")


def new_uid() -> str:
    """Give the name of an event that is about to happen."""
    return str(uuid.uuid4())


def append(  # noqa: PLR0913, PLR0917  the columns of an event, and what is written with it
    actor: str,
    kind: str,
    subject: str,
    content: Mapping[str, Any] | None = None,
    uid: str = "",
    also: Callable[[sa.Connection], None] | None = None,
) -> Event:
    """Write an event after all others, and give it once it is on the disk. Raises RegistryError where it is not.

    A `uid` that is there already is not written again: an event may have been written whose answer got lost, and what
    asks again has the same event. `also` writes rows of another table in the same transaction: all or nothing is kept.
    """
    name = uid or new_uid()

    def write(connection: sa.Connection) -> Event:
        known = _of_name(connection, name)
        if known:
            return known
        event = _add(connection, actor, kind, subject, content, name)
        if also:
            also(connection)
        return event

    return in_turn(write)


def append_to(  # noqa: PLR0913, PLR0917  as append has them
    connection: sa.Connection,
    actor: str,
    kind: str,
    subject: str,
    content: Mapping[str, Any] | None = None,
    uid: str = "",
) -> Event:
    """Write an event as part of what else `in_turn` writes in one transaction: both are there, or neither."""
    name = uid or new_uid()
    return _of_name(connection, name) or _add(connection, actor, kind, subject, content, name)


def _add(  # noqa: PLR0913, PLR0917  as append has them
    connection: sa.Connection, actor: str, kind: str, subject: str, content: Mapping[str, Any] | None, uid: str
) -> Event:
    """Write an event that is not there yet."""
    in_json = json.dumps(content or {}, sort_keys=True, ensure_ascii=False, default=str)
    event = _next(connection, uid, actor, kind, subject, in_json)
    connection.execute(sa.insert(EVENT).values(event._asdict()))
    return event


def _of_name(connection: sa.Connection, uid: str) -> Event | None:
    """Give the event of this name, None where there is none."""
    known = connection.execute(sa.select(EVENT).where(EVENT.c.uid == uid)).first()
    return Event(*known) if known else None


def in_turn(write: Callable[[sa.Connection], Written]) -> Written:
    """Have `write` read and write in one transaction, from its beginning again where another writer was first.

    What it raises undoes all that it wrote. Raises RegistryError where nothing can be written.
    """
    with failing_in_a_sentence():
        engine = writing(opened(url()))
        for _ in range(MOST_TRIES):
            try:
                with engine.begin() as connection:
                    return write(connection)
            except IntegrityError:  # another writer was first
                time.sleep(random.uniform(0, _LONGEST_PAUSE))  # noqa: S311  no secret: others are to be first in turn
    message = f"The registry cannot be written: others were first {MOST_TRIES} times."
    raise RegistryError(message)


def _next(connection: sa.Connection, uid: str, actor: str, kind: str, subject: str, content: str) -> Event:  # noqa: PLR0913, PLR0917  the columns of an event
    """Make the event that follows the last one."""
    last = connection.execute(sa.select(EVENT.c.seq, EVENT.c.hash).order_by(EVENT.c.seq.desc()).limit(1)).first()
    seq, before = last or (0, BEGINNING)
    event = Event(seq + 1, uid, now(), actor, kind, subject, content, before, "")
    return event._replace(hash=chain.hash_of(event))


def is_there(kind: str, subject: str) -> bool:
    """Say whether there is an event of this kind with this subject. Raises RegistryError."""
    asked = sa.select(EVENT.c.seq).where(EVENT.c.kind == kind, EVENT.c.subject == subject).limit(1)
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        return connection.execute(asked).first() is not None


def newest(kind: str) -> Event | None:
    """Give the newest event of a kind. Raises RegistryError."""
    asked = sa.select(EVENT).where(EVENT.c.kind == kind).order_by(EVENT.c.seq.desc()).limit(1)
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        row = connection.execute(asked).first()
    return Event(*row) if row else None


def events_after(seq: int, kinds: Collection[str]) -> list[Event]:
    """Give the events of some kinds that came after the one with this number, in order. Raises RegistryError."""
    asked = sa.select(EVENT).where(EVENT.c.seq > seq, EVENT.c.kind.in_(kinds)).order_by(EVENT.c.seq)
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        return [Event(*row) for row in connection.execute(asked)]


def last() -> Chain:
    """Give the number of events and the last hash, unchecked. Raises RegistryError."""
    asked = sa.select(EVENT.c.seq, EVENT.c.hash).order_by(EVENT.c.seq.desc()).limit(1)
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        return Chain(*(connection.execute(asked).first() or (0, BEGINNING)))


def every_event() -> Iterator[Event]:
    """Give all events in order, read as they are asked for. Raises RegistryError."""
    asked = sa.select(EVENT).order_by(EVENT.c.seq).execution_options(yield_per=1000)
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        for row in connection.execute(asked):
            yield Event(*row)


def check() -> Chain:
    """Check the whole chain. Raises RegistryError where it cannot be read."""
    return chain.check(every_event())


def find(words: str = "", kind: str = "", since: str = "", until: str = "", *, most: int) -> pl.DataFrame:
    """Give the newest events that hold all words in actor, subject or content, of a kind and a time, as a frame.

    `since` and `until` are days as in 2026-11-28, both included. Raises RegistryError.
    """
    asked = sa.select(EVENT).order_by(EVENT.c.seq.desc()).limit(most)
    looked_in = (EVENT.c.actor, EVENT.c.subject, EVENT.c.content, EVENT.c.hash)
    for word in words.split():
        asked = asked.where(sa.or_(*(column.icontains(word, autoescape=True) for column in looked_in)))
    if kind:
        asked = asked.where(EVENT.c.kind == kind)
    if since:
        asked = asked.where(EVENT.c.at >= since)
    if until:
        asked = asked.where(sa.func.substr(EVENT.c.at, 1, len("2026-11-28")) <= until)
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        rows = [tuple(row) for row in connection.execute(asked)]
    return pl.DataFrame(rows, schema={name: pl.Int64 if name == "seq" else pl.String for name in COLUMNS}, orient="row")


@contextmanager
def failing_in_a_sentence() -> Generator[None]:
    """Say in a sentence what the database said."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).split("\n", maxsplit=1)[0]
        message = f"The registry cannot be read or written: {cause}."
        raise RegistryError(message) from error

"""Files that were taken in: written whole with their event or not at all, and read back."""

from __future__ import annotations

import json
import threading
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from common.moments import day_of
from literature.duplicates import PROPOSED, Pair, find_pairs
from literature.errors import MovedOnError, RefusedError
from literature.record import Record
from literature.table import IMPORT, database
from registry.kinds import IMPORTED
from registry.store import append, failing_in_a_sentence
from registry.table import EVENT, url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from literature.readers import Reading

_NAMES = uuid.UUID("5b0f6a0e-6f0b-5c53-9b7e-0d2f8f5f4a11")
"""From which the name of an event follows, so that one file is one import."""

_MOST_TRIES = 5
"""How often pairs are looked for anew where others took files in meanwhile."""


class Search(NamedTuple):
    """Where and until when somebody searched for what is in a file, and with which string."""

    database: str
    until: str
    """A day, as in 2026-11-28."""
    version: str
    string: str = ""
    """The string as the page showed it; empty where it showed none for that database."""


class Import(NamedTuple):
    """One file that was taken in."""

    number: int
    at: str
    actor: str
    account: Mapping[str, Any]
    """Name, SHA-256, size, format, encoding, number of records, notes, unused fields, search, numbers of pairs.

    The search is None for a file of records and decisions that were taken over; those of them that were not here yet
    are imports of their own, with the account that they were first taken in with, and `carried`: when and by whom.
    """
    records: Mapping[str, Record]
    """By the name of the record: the numbers of the import and of the record in the file, as in 3-17."""
    pairs: tuple[Pair, ...]


def take_in(  # noqa: PLR0913, PLR0917  what an import is made of
    reading: Reading,
    content: bytes,
    actor: str,
    search: Search,
    cases: Mapping[str, Record],
    progress: Callable[[float], object] = lambda _: None,
) -> Import:
    """Keep a file that was read whole, its records, and the pairs with each other, earlier records and the cases.

    Raises RefusedError where the very file is there already, RegistryError where it cannot be written.
    """
    for _ in range(_MOST_TRIES):
        earlier = every_import()
        refuse_if_there(earlier, reading.sha256)
        number = len(earlier) + 1
        records = {f"{number}-{place}": record for place, record in enumerate(reading.records, 1)}
        known = {**cases, **{name: record for one in earlier for name, record in one.records.items()}}
        pairs = find_pairs(records, known, progress)
        account = _account(reading, content, search, pairs)
        row = row_of_import(Import(number, "", actor, account, records, tuple(pairs)), content)
        try:
            append(actor, IMPORTED, reading.name, account, uid_of(reading.sha256), _writing(row))
        except MovedOnError:
            continue
        return every_import()[number - 1]
    message = "Others took files in at the same time. Try again."
    raise RefusedError(message)


def refuse_if_there(imports: Iterable[Import], sha256: str) -> None:
    """Raise RefusedError where the very file was taken in before."""
    if there := next((one for one in imports if one.account["sha256"] == sha256), None):
        message = (
            f"This very file was taken in before, as import {there.number} on {day_of(there.at)} by {there.actor}."
        )
        raise RefusedError(message)


def uid_of(sha256: str) -> str:
    """Name the event of an import, so that one file is one import."""
    return str(uuid.uuid5(_NAMES, sha256))


def row_of_import(one: Import, content: bytes) -> dict[str, object]:
    """Give the row of an import with its file."""
    sha256 = str(one.account["sha256"])
    return {
        "number": one.number,
        "uid": uid_of(sha256),
        "sha256": sha256,
        "file": content,
        "records": json.dumps([*one.records.values()], ensure_ascii=False),
        "pairs": json.dumps(one.pairs, ensure_ascii=False),
    }


def every_import() -> tuple[Import, ...]:
    """Give all imports in order. Those that this process has read are kept, since none ever changes."""
    with _reading, failing_in_a_sentence():
        known = _read.setdefault(url(), [])
        asked = (
            sa.select(IMPORT.c.number, EVENT.c.at, EVENT.c.actor, EVENT.c.content, IMPORT.c.records, IMPORT.c.pairs)
            .join(EVENT, EVENT.c.uid == IMPORT.c.uid)
            .where(IMPORT.c.number > len(known))
            .order_by(IMPORT.c.number)
        )
        with database().connect() as connection:
            known.extend(_of_row(*row) for row in connection.execute(asked))
        return tuple(known)


def file_of(number: int) -> bytes:
    """Give the file of an import, as it came. Raises RegistryError."""
    with failing_in_a_sentence(), database().connect() as connection:
        return connection.execute(sa.select(IMPORT.c.file).where(IMPORT.c.number == number)).scalar_one()


_reading = threading.Lock()
_read: dict[str, list[Import]] = {}


def _writing(row: Mapping[str, object]) -> Callable[[sa.Connection], None]:
    """Make what writes a row, unless an import came between; the pairs with that one are not among its pairs."""
    database()  # the table is there before the transaction begins

    def write(connection: sa.Connection) -> None:
        last = connection.execute(sa.select(sa.func.max(IMPORT.c.number))).scalar() or 0
        if last + 1 != row["number"]:
            raise MovedOnError
        write_import(connection, row)

    return write


def write_import(connection: sa.Connection, row: Mapping[str, object]) -> None:
    """Write the row of an import, in the transaction of its event."""
    connection.execute(sa.insert(IMPORT).values(row))


def _account(reading: Reading, content: bytes, search: Search, pairs: list[Pair]) -> dict[str, object]:
    proposed = sum(pair.ground in PROPOSED for pair in pairs)
    return {
        "name": reading.name,
        "sha256": reading.sha256,
        "bytes": len(content),
        "format": reading.format,
        "encoding": reading.encoding,
        "records": len(reading.records),
        "notes": list(reading.notes),
        "unused": dict(reading.unused),
        "search": search._asdict(),
        "proposed as the same": proposed,
        "side by side": len(pairs) - proposed,
    }


def _of_row(number: int, at: str, actor: str, account: str, records: str, pairs: str) -> Import:  # noqa: PLR0913, PLR0917  the columns
    named = {f"{number}-{place}": _record(fields) for place, fields in enumerate(json.loads(records), 1)}
    return Import(number, at, actor, json.loads(account), named, tuple(Pair(*pair) for pair in json.loads(pairs)))


def _record(fields: list[Any]) -> Record:
    record = Record(*fields)
    return record._replace(authors=tuple(record.authors), keywords=tuple(record.keywords))

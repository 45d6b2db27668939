"""The database of reports: its questions and statements, and how it is opened to be read."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from common.database import OFFLINE, Store, UnreadableError
from common.paths import DATA

if TYPE_CHECKING:
    import polars as pl

DATABASE = Path(os.environ.get("REPORTS") or DATA / "faers.duckdb")
"""The database of reports. The environment variable REPORTS names another one, for the whole process."""

DAMAGED = (
    "{} cannot be read as a database of reports. Load its quarters once more, into an empty one that takes its place: "
    "python -m signals.load ARCHIVE ... --anew"
)
OLDER = (
    "{} was made by another version of this program, or holds something else than spontaneous reports. Load its "
    "quarters once more, into an empty one that takes its place: python -m signals.load ARCHIVE ... --anew"
)


ORIGIN = "invented"
"""What the names of archives of invented reports begin with: by it they are told, whatever database they are in."""

INVENTED = "invented reports, made by a program; no number says anything about a drug"


class ReportsError(UnreadableError):
    """The database of reports is missing or cannot be read. The message is for the reader of the page."""


_STORE = Store(
    ("reports",),
    ReportsError,
    missing="There is no database {}; python -m signals.load makes one.",
    damaged=DAMAGED,
    locked="{} is being written by another program. It can be asked again when that has ended.",
)


def what_there_is() -> str:
    """Say in a sentence whether a database of reports was loaded, and if not what there is instead."""
    if DATABASE.exists():
        return "Spontaneous reports, measured for disproportionality."
    return "No reports are loaded yet; extracts are there to try the pages with."


def open_for_reading(database: Path, *, memory: str = "2GB", scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open the database that lies at this path now; others may read it at the same time.

    DuckDB takes `memory` at most and puts what does not fit into the folder `scratch`. Raises ReportsError where there
    is none, another program writes to it, it is damaged, or another version of this program made it.
    """
    spill = {"temp_directory": str(scratch)} if scratch else {}
    connection = _STORE.connect(database, memory_limit=memory, **spill)
    try:
        made_by = rows_of(connection, "made_by")
    except duckdb.CatalogException as error:
        raise ReportsError(OLDER.format(database.name)) from error
    except duckdb.Error as error:
        raise ReportsError(DAMAGED.format(database.name)) from error
    if made_by != [(schema_hash(),)]:
        raise ReportsError(OLDER.format(database.name))
    return connection


_MEGABYTES = {"M": 1, "G": 1_000, "T": 1_000_000}
_LEAST_MEGABYTES = 100


def amount_of_memory(text: str) -> str:
    """Give an amount of memory as it is. Raises ArgumentTypeError where DuckDB would read none in it."""
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?([MGT])i?B", text, re.IGNORECASE)
    if not found:
        message = f"{text!r} is no amount of memory; allowed is a number with MB, GB or TB, such as 2GB"
        raise argparse.ArgumentTypeError(message)
    if float(found[1]) * _MEGABYTES[found[2].upper()] < _LEAST_MEGABYTES:
        message = f"{text} of memory is too little; at least {_LEAST_MEGABYTES}MB are needed to open a database"
        raise argparse.ArgumentTypeError(message)
    return text


def may_be_replaced(database: Path) -> bool:
    """Say whether a file that cannot be opened for reading is what another version, or damage, made of reports."""
    if not database.is_file():
        return False
    try:
        with duckdb.connect(database, read_only=True, config=OFFLINE) as connection:
            tables = {name for (name,) in rows_of(connection, "tables_in")}
    except duckdb.Error as error:
        return database.suffix == ".duckdb" and "Could not set lock" not in str(error)
    return not tables or "report" in tables


@cache
def schema_hash() -> str:
    """Give the SHA-256 of the statements that make the tables and macros, whatever their comments and line ends."""
    lines = (line.partition("-- ")[0].split() for line in text_of("schema").splitlines())
    return hashlib.sha256(" ".join(word for line in lines for word in line).encode()).hexdigest()


def ask(connection: duckdb.DuckDBPyConnection, question: str, **values: object) -> pl.DataFrame:
    """Put a question of queries/reports to a database, with the values bound that it names.

    Raises ReportsError where the file turns out to be damaged.
    """
    return _STORE.ask(connection, question, values, "The database")


def run(connection: duckdb.DuckDBPyConnection, statement: str, **values: object) -> None:
    """Carry out a statement of queries/reports on this very connection, temporary tables and transaction included."""
    connection.execute(text_of(statement), values or None)


def rows_of(connection: duckdb.DuckDBPyConnection, question: str, **values: object) -> list[tuple[Any, ...]]:
    """Put a question to this very connection, temporary tables and transaction included, and give plain rows."""
    return connection.execute(text_of(question), values or None).fetchall()


def text_of(question: str) -> str:
    """Read the SQL of a question or statement, by the name of its file."""
    return _STORE.text_of(question)

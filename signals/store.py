"""The database of reports: its questions and statements, and how it is opened to be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common.database import Store, UnreadableError
from common.paths import DATA

if TYPE_CHECKING:
    import duckdb
    import polars as pl

DATABASE = Path(os.environ.get("REPORTS") or DATA / "faers.duckdb")
"""The database of reports. The environment variable REPORTS names another one, for the whole process."""

DAMAGED = "{} cannot be read as a database of reports. Load the quarters into a new one."


class ReportsError(UnreadableError):
    """The database of reports is missing or cannot be read. The message is for the reader of the page."""


_STORE = Store(
    ("reports",),
    ReportsError,
    missing="There is no database {}; python -m signals.load makes one.",
    damaged=DAMAGED,
    locked="{} is being loaded by another program. It can be asked again when that has ended.",
)


def what_there_is() -> str:
    """Say in a sentence whether a database of reports was loaded, and if not how to get one."""
    if DATABASE.exists():
        return "Spontaneous reports, measured for disproportionality."
    return (
        "No reports are loaded; python -m signals.load loads the FDA's quarterly files. Extracts are there to try it."
    )


def open_for_reading(database: Path, *, memory: str = "2GB", scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open the database that lies at this path now; others may read it at the same time.

    DuckDB takes `memory` at most and puts what does not fit into the folder `scratch`. Raises ReportsError where there
    is none, another program writes to it, or it is damaged.
    """
    spill = {"temp_directory": str(scratch)} if scratch else {}
    return _STORE.connect(database, memory_limit=memory, **spill)


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

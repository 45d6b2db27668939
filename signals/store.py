"""DuckDB: the one place that opens the database of reports and reads the questions in queries/reports."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:  # the command that counts does without Polars, whose import takes longer than opening the database
    import polars as pl

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "queries" / "reports"
DATABASE = Path(os.environ.get("REPORTS") or ROOT / "data" / "faers.duckdb")
"""The database of reports. The environment variable REPORTS names another one, for the whole process."""

CAREFUL: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


DAMAGED = "{} cannot be read as a database of reports. Load the quarters into a new one."


class UnreadableError(RuntimeError):
    """The database of reports cannot be opened or read. The message says why, for the reader of the page."""


@cache
def text_of(question: str) -> str:
    """Return the SQL of a question, or of a script of several statements (scripts/...), by the name of its file."""
    return (QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")


def open_for_reading(database: Path, *, memory: str = "2GB", scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database that others may read at the same time.

    DuckDB takes `memory` at most and puts what does not fit into the folder `scratch`. Raises FileNotFoundError where
    there is none, UnreadableError where another program writes to it or it is damaged.
    """
    if not database.exists():
        sentence = f"There is no database {database}; python -m signals.load makes one."
        raise FileNotFoundError(sentence)
    place = {"temp_directory": str(scratch)} if scratch else {}
    locked = {"enable_external_access": False, "lock_configuration": True, "memory_limit": memory}
    try:
        return duckdb.connect(database, read_only=True, config=CAREFUL | locked | place)
    except duckdb.Error as fault:
        if "Could not set lock" in str(fault):
            sentence = f"{database.name} is being loaded by another program. It can be asked again when that has ended."
        else:
            sentence = DAMAGED.format(database.name)
        raise UnreadableError(sentence) from fault


def ask(connection: duckdb.DuckDBPyConnection, question: str, **values: object) -> "pl.DataFrame":
    """Answer a question of queries/reports with the values bound to its parameters.

    Raises UnreadableError where the file turns out to be damaged: DuckDB compares the checksum of each block it reads.
    """
    try:
        return connection.cursor().sql(text_of(question), params=values).pl()
    except duckdb.IOException as fault:
        raise UnreadableError(DAMAGED.format("The database")) from fault


def run(connection: duckdb.DuckDBPyConnection, question: str, **values: object) -> None:
    """Carry out a statement of queries/reports on this very connection, temporary tables and transaction included."""
    connection.execute(text_of(question), values or None)


def rows_of(connection: duckdb.DuckDBPyConnection, question: str, **values: object) -> list[tuple[Any, ...]]:
    """Answer a question on this very connection, temporary tables and transaction included, as plain rows."""
    return connection.sql(text_of(question), params=values or None).fetchall()

"""DuckDB: the one place that opens the database of reports and reads the questions in queries/reports."""

from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

if TYPE_CHECKING:  # the command that counts does without Polars, whose import takes longer than opening the database
    import polars as pl

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "queries" / "reports"
DATABASE = ROOT / "data" / "faers.duckdb"

CAREFUL: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

_openings = count(1)

DAMAGED = "{} cannot be read as a database of reports. Load the quarters into a new one."


class UnreadableError(RuntimeError):
    """The database of reports cannot be opened or read. The message says why, for the reader of the page."""


@cache
def text_of(question: str) -> str:
    """Return the SQL of a question, or of a script of several statements (scripts/...), by the name of its file."""
    return (QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")


class FileState(NamedTuple):
    """What differs where another file has taken the place of a database, or it was written to."""

    device: int
    inode: int
    size: int
    changed: int
    """Time of the last change in ns."""

    def is_same_file(self, other: "FileState") -> bool:
        """Say whether both are states of one file, whatever was written to it."""
        return (self.device, self.inode) == (other.device, other.inode)


def state_of(database: Path) -> FileState | None:
    """Return the state of the file that lies at a path, None where there is none."""
    try:
        file = database.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return FileState(file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns)


def open_for_reading(database: Path, *, memory: str = "2GB", scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database that others may read at the same time: the file that lies at its path now.

    For one path DuckDB hands out the file that it opened first as long as any connection to that lives. It compares
    paths without their links, but with the prefix "duckdb:" as they are written: each call writes it in another way.

    DuckDB takes `memory` at most and puts what does not fit into the folder `scratch`. Raises FileNotFoundError where
    there is none, UnreadableError where another program writes to it or it is damaged.
    """
    if not database.exists():
        sentence = f"There is no database {database}; python -m signals.load makes one."
        raise FileNotFoundError(sentence)
    place = database.resolve()
    name = f"duckdb:{place.parent}/.opening-{next(_openings)}/../{place.name}"
    limits = {"memory_limit": memory, "temp_directory": str(scratch or f"{place}.tmp")}
    try:
        connection = duckdb.connect(name, read_only=True, config=CAREFUL | limits)
        run(connection, "scripts/lock_down")
    except duckdb.Error as fault:
        if "Could not set lock" in str(fault):
            sentence = f"{database.name} is being loaded by another program. It can be asked again when that has ended."
        else:
            sentence = DAMAGED.format(database.name)
        raise UnreadableError(sentence) from fault
    return connection


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

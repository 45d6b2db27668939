"""`python -m signals.load ARCHIVE ... --into data/faers.duckdb`: quarters of spontaneous reports into a database.

An archive is a quarter as the FDA publishes it (ZIP or folder, AERS or FAERS), one of its lists of deleted cases, or a
line listing (CSV or Parquet). Each goes in within one transaction: wholly or not at all.
"""

import argparse
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from common.database import OFFLINE
from signals.intake import archives, listing, quarter
from signals.intake.archives import ArchiveError
from signals.intake.lists import FOLDER, ListError, Lists, read_lists
from signals.intake.progress import Progress
from signals.store import DATABASE, rows_of, run

SCRATCH = ".loading-"


class LoadError(RuntimeError):
    """Nothing more can be loaded; the message says why in a sentence."""


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Generator[None]:
    """Keep all that is written within, or nothing."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def open_for_loading(database: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """Open a database to write to it; raise LoadError where another program has it open or it is none."""
    database.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(database, config=OFFLINE | {"memory_limit": memory})
    except duckdb.Error as fault:
        sentence = f"{database} cannot be opened for loading; close the dashboard if it runs. ({fault})"
        raise LoadError(sentence) from fault
    tables = {name for (name,) in rows_of(connection, "tables_in")}
    if tables and "watched_reaction" not in tables:
        connection.close()
        sentence = f"{database} holds something else than spontaneous reports; choose another file with --into."
        raise LoadError(sentence)
    if not tables:
        with transaction(connection):
            run(connection, "schema")
    return connection


def load_one(connection: duckdb.DuckDBPyConnection, path: Path, into: Path, lists: Lists) -> str:
    """Load one archive in one transaction and return the sentence that says what came of it."""
    with tempfile.TemporaryDirectory(prefix=f"{SCRATCH}{into.name}-", dir=into.parent) as scratch:
        if listing.is_listing(path):
            return load_listing(connection, path, Path(scratch), lists)
        return load_fda(connection, path, Path(scratch), lists)


def load_listing(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, lists: Lists) -> str:
    """Load a line listing."""
    with Progress(path.name, path.stat().st_size if path.exists() else 0) as progress:
        text = listing.as_text(path, scratch, progress.advance)
        arrived, ledgers = listing.stage(connection, path, text)
        if known := arrived.standing(connection):
            return known
        progress.step("into the database")
        with transaction(connection):
            quarter.apply_lists(connection, lists)
            listing.spread(connection, ledgers)
            quarter.load_quarter(connection, arrived, ledgers)
    return quarter.summary(connection, arrived.label)


def load_fda(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, lists: Lists) -> str:
    """Load a quarter of the FDA, or a list of deleted cases."""
    members = archives.members_of(path)
    label = quarter.label_of(members)
    with Progress(label, sum(member.size for member in members.values())) as progress:
        texts = archives.lay_out_all(members, scratch, progress.advance)
        arrived = quarter.Arrival.of(label, path, texts, datetime.now(UTC))
        if known := arrived.standing(connection):
            return known
        ledgers = quarter.stage(connection, arrived, progress.step)
        progress.step("into the database")
        with transaction(connection):
            quarter.apply_lists(connection, lists)
            quarter.load_quarter(connection, arrived, ledgers)
    return quarter.summary(connection, label)


def load(paths: list[Path], into: Path, *, lists_folder: Path = FOLDER, memory: str = "4GB") -> None:
    """Load archives one after the other; raise LoadError, ArchiveError or ListError with the database as it was.

    Archives before a faulty one stay in; a database that did not exist before and got nothing is removed again.
    """
    lists = read_lists(lists_folder)
    new = not into.exists()
    connection = open_for_loading(into, memory)
    for stale in into.parent.glob(f"{SCRATCH}{into.name}-*"):
        clear(stale)
    loaded = 0
    try:
        if not paths:
            with transaction(connection):
                quarter.apply_lists(connection, lists)
        for path in paths:
            print(load_one(connection, path, into, lists))  # noqa: T201 what the command says
            loaded += 1
    except duckdb.Error as fault:
        sentence = f"{path} cannot be loaded: {fault}"
        raise LoadError(sentence) from fault
    finally:
        connection.close()
        if new and paths and not loaded:
            into.unlink()


def clear(folder: Path) -> None:
    """Remove what a killed load left behind."""
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0, or 1 where something could not be loaded."""
    parser = argparse.ArgumentParser(prog="python -m signals.load", description=__doc__)
    parser.add_argument("archives", nargs="*", type=Path, help="none: only apply the lists of data/terms again")
    parser.add_argument("--into", type=Path, default=DATABASE, help="the database (default: data/faers.duckdb)")
    parser.add_argument("--memory", default="4GB", help="how much memory DuckDB may take (default: 4GB)")
    given = parser.parse_args(arguments)
    try:
        load(given.archives, given.into, memory=given.memory)
    except (ArchiveError, ListError, LoadError, FileNotFoundError) as fault:
        print(fault, file=sys.stderr)  # noqa: T201 what the command says
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

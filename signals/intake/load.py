"""`python -m signals.load ARCHIVE ... --into data/faers.duckdb`: quarters of spontaneous reports into a database.

An archive is a quarter as the FDA publishes it (ZIP or folder, AERS or FAERS), one of its lists of deleted cases, or a
line listing (CSV or Parquet). Each goes in within one transaction: wholly or not at all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from common.database import OFFLINE
from common.files import cause_of
from common.lock import LockedError
from signals.intake import listing, quarter
from signals.intake.archives import contents_of, is_of_the_fda
from signals.intake.arrival import Arrival, lay_out_all
from signals.intake.dates import ORDERS
from signals.intake.encodings import is_encoding
from signals.intake.errors import ArchiveError
from signals.intake.lists import FOLDER, ListError, Lists, read_lists
from signals.intake.names import text_of_name
from signals.intake.placing import SCRATCH, Aside, changed_aside
from signals.intake.progress import Progress
from signals.store import (
    DATABASE,
    ReportsError,
    amount_of_memory,
    may_be_replaced,
    open_for_reading,
    rows_of,
    run,
    schema_hash,
)

if TYPE_CHECKING:
    from collections.abc import Generator


@dataclass(frozen=True)
class Choices:
    """What a loader may say.

    `dates` is the order in the dates of listings (one of ORDERS), `shared_cases` what happens to cases that another
    listing holds too (add or replace), `encoding` that of all files where it is not to be found out, and
    `pass_over_lists` that files may be passed over that look like lists of deleted cases. With `anew` the load begins
    with an empty database instead of what is there.
    """

    dates: str | None = None
    shared_cases: str = listing.ADD
    encoding: str = ""
    pass_over_lists: bool = False
    anew: bool = False


class LoadError(RuntimeError):
    """Nothing more can be loaded; the message says why in a sentence."""


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Generator[None]:
    """Keep all that is written within, or nothing."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _open_for_loading(database: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """Open a database to write to it, and lay out an empty one. Raises LoadError where it is none of ours."""
    try:
        connection = duckdb.connect(database, config=OFFLINE | {"memory_limit": memory})
        if not rows_of(connection, "tables_in"):
            with _transaction(connection):
                run(connection, "schema")
                run(connection, "insert_made_by", schema_sha256=schema_hash())
    except duckdb.Error as error:
        message = f"{database} cannot be opened for loading. ({error})"
        raise LoadError(message) from error
    return connection


def _check(database: Path, choices: Choices) -> None:
    """Check that what is to be loaded into, or to be replaced, is a database of reports. Raises LoadError.

    One of another version, or a damaged one, may be replaced, not loaded into.
    """
    if not database.exists() or not database.stat().st_size:
        return
    try:
        open_for_reading(database).close()
    except ReportsError as error:
        if choices.anew and may_be_replaced(database):
            return
        raise LoadError(str(error)) from error


def _load_one(connection: duckdb.DuckDBPyConnection, path: Path, into: Path, lists: Lists, choices: Choices) -> str:
    """Load one archive in one transaction, and give its account."""
    with tempfile.TemporaryDirectory(prefix=f"{SCRATCH}{into.name}-", dir=into.parent) as scratch:
        if listing.is_listing(path) and not is_of_the_fda(path):
            return _load_listing(connection, path, Path(scratch), lists, choices)
        return _load_fda(connection, path, Path(scratch), lists, choices)


def _load_listing(
    connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, lists: Lists, choices: Choices
) -> str:
    """Load a line listing."""
    with Progress(path.name, path.stat().st_size if path.exists() else 0) as progress:
        text = listing.as_text(path, scratch, progress.advance, choices.encoding)
        arrived, ledger = listing.stage(connection, path, text, choices.dates)
        if sentence := arrived.already_in(connection):
            return sentence
        progress.step("into the database")
        with _transaction(connection):
            quarter.apply_lists(connection, lists)
            arrived = listing.spread(connection, arrived, ledger, choices.shared_cases)
            quarter.load_quarter(connection, arrived, {})
    return quarter.summary(connection, arrived.label)


def _load_fda(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, lists: Lists, choices: Choices) -> str:
    """Load a quarter of the FDA, or a list of deleted cases."""
    contents = contents_of(path, pass_over_lists=choices.pass_over_lists)
    with Progress(path.name, sum(member.size for member in contents.members)) as progress:
        texts, deleted = lay_out_all(contents, scratch, progress.advance, choices.encoding)
        arrived = Arrival.of(contents, path, texts, deleted, datetime.now(UTC))
        if sentence := arrived.already_in(connection):
            return sentence
        ledgers = quarter.stage(connection, arrived, scratch, progress.step)
        progress.step("into the database")
        with _transaction(connection):
            quarter.apply_lists(connection, lists)
            quarter.load_quarter(connection, arrived, ledgers)
    return quarter.summary(connection, arrived.label)


def load(
    paths: list[Path],
    into: Path,
    *,
    lists_folder: Path = FOLDER,
    memory: str = "4GB",
    choices: Choices = Choices(),
) -> None:
    """Load archives one after the other, and print the account of each.

    They go into a copy of the database, or an empty one, which takes its place at the end. Raises
    LoadError, ArchiveError or ListError with the reports as they were before the faulty archive; those before it stay
    in, and the account says that it was refused. A database that did not exist before and got nothing is not made.
    """
    lists = read_lists(lists_folder)
    _check(into, choices)
    try:
        with changed_aside(into, anew=choices.anew) as aside:
            _load_each(paths, into, aside, lists, memory, choices)
    except LockedError as error:
        raise LoadError(str(error)) from error
    except OSError as error:
        message = f"Nothing more can be loaded into {into}: {cause_of(error)}."
        raise LoadError(message) from error


def _load_each(paths: list[Path], into: Path, aside: Aside, lists: Lists, memory: str, choices: Choices) -> None:  # noqa: PLR0913, PLR0917  what a load is made of
    """Load archives into the copy aside, and mark it as changed with the first that is in."""
    connection = _open_for_loading(aside.path, memory)
    loaded = 0
    path = into  # where the lists alone are applied
    known = rows_of(connection, "account_of_sources")
    try:
        if not paths:
            with _transaction(connection):
                quarter.apply_lists(connection, lists)
            aside.changed = True
        for path in paths:
            known = rows_of(connection, "account_of_sources")
            print(_load_one(connection, path, into, lists, choices))  # noqa: T201 what the command says
            run(connection, "forget_refused", name=_name_of(path))
            aside.changed |= rows_of(connection, "account_of_sources") != known
            loaded += 1
    except ArchiveError as error:
        _keep_refused(connection, paths[loaded:], str(error))
        aside.changed |= rows_of(connection, "account_of_sources") != known
        raise
    except duckdb.Error as error:
        message = f"{path} cannot be loaded: {error}"
        raise LoadError(message) from error
    finally:
        for untried in paths[loaded + 1 :]:
            print(f"{untried} was not tried, since {path} failed.", file=sys.stderr)  # noqa: T201 what the command says
        connection.close()


def _keep_refused(connection: duckdb.DuckDBPyConnection, paths: list[Path], sentence: str) -> None:
    """Keep in the account that the first of these files was refused and the others were not tried.

    Not in a database without reports: a load that fails makes none. What was not there at all is forgotten with the
    next archive that is in, since its name may have been a slip.
    """
    if not rows_of(connection, "quarters_in"):
        return
    reasons = [f"refused: {sentence}", *[f"not tried, since {paths[0].name} was refused"] * (len(paths) - 1)]
    for path, reason in zip(paths, reasons, strict=True):
        said = reason if path.exists() else f"not there: there is no file or folder {path}"
        size = path.stat().st_size if path.is_file() else 0
        run(connection, "insert_refused", name=_name_of(path), bytes=size, reason=text_of_name(said))


def _name_of(path: Path) -> str:
    """Give the name under which a file or folder of the command line stands in the account."""
    return text_of_name(path.absolute().name)


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0, or 1 where something could not be loaded."""
    parser = argparse.ArgumentParser(prog="python -m signals.load", description=__doc__)
    parser.add_argument("archives", nargs="*", type=Path, help="none: only apply the lists of data/terms again")
    parser.add_argument("--into", type=Path, default=DATABASE, help="the database (default: data/faers.duckdb)")
    parser.add_argument(
        "--memory", type=amount_of_memory, default="4GB", help="how much memory DuckDB may take (default: 4GB)"
    )
    parser.add_argument("--dates", choices=ORDERS, help="the order in dates of listings (default: as the column shows)")
    parser.add_argument(
        "--shared-cases",
        choices=(listing.ADD, listing.REPLACE),
        default=listing.ADD,
        help="rows of a case that another listing holds too are added to its rows, or replace them (default: add)",
    )
    parser.add_argument("--encoding", default="", help="the encoding of all files (default: found in each)")
    parser.add_argument(
        "--pass-over-lists", action="store_true", help="load though a file looks like an unknown list of deleted cases"
    )
    parser.add_argument(
        "--anew", action="store_true", help="begin with an empty database instead of what --into names now"
    )
    options = parser.parse_args(arguments)
    if options.encoding and not is_encoding(options.encoding):
        parser.error(f"--encoding: {options.encoding!r} is no encoding that Python knows, such as utf-8 or euc-jp")
    choices = Choices(options.dates, options.shared_cases, options.encoding, options.pass_over_lists, options.anew)
    try:
        load(options.archives, options.into, memory=options.memory, choices=choices)
    except (ArchiveError, ListError, LoadError, FileNotFoundError) as error:
        print(error, file=sys.stderr)  # noqa: T201 what the command says
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

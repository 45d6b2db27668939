"""Make the casebook file from the case files: `python -m casebook.build`.

One build at a time works in a folder. All case files are read and checked first. Any fault: one report of all of them,
exit status 1, and the casebook file stays as it was. Otherwise the new file is written aside and read back, the record
of its release is written, and last the link `data/casebook.duckdb` is pointed to the new file in one step. A build that
is killed anywhere before that leaves the old release in place, and what it leaves behind the next build removes. A
dashboard that runs goes on answering, and shows the new release at its next question.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from casebook.codebook import FaultyCodebookError, codebook
from casebook.curation.failures import BuildError
from casebook.curation.placing import (
    LOCK,
    path_aside,
    put_in_place,
    refuse_what_is_no_casebook,
    remove_leftovers,
)
from casebook.curation.reading import read_cases
from casebook.curation.release_record import write_record
from casebook.curation.rows import frames
from casebook.release_records import read_records
from casebook.schema import make_schema
from casebook.store import CASEBOOK, CasebookError, ask, connect, hash_of, schema_hash, text_of
from common.files import cause_of
from common.lock import LockedError, hold
from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.codebook import Codebook
    from casebook.curation.faults import Fault
    from casebook.curation.reading import Cases

CASES = DATA / "cases"

_PATIENCE = 600
"""Seconds that a build waits for another one in the same folder. 100 000 cases take about two minutes."""

_ROWS_READ_AS_ONE = 20_480
"""Rows of a row group, which one thread reads. DuckDB's own 122 880 would leave 100 000 cases to one thread."""


class FaultyCasesError(Exception):
    """The case files have faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults, in the order of the files."""
        files = len({fault.file for fault in faults})
        super().__init__(f"{_counted(len(faults), 'fault')} in {_counted(files, 'file')}")
        self.faults = faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, and say what was done. Exit status: 0, or 1 when the case files have faults."""
    parser = argparse.ArgumentParser(
        prog="python -m casebook.build", description="Make the casebook file from the case files."
    )
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of case files (default: data/cases)")
    parser.add_argument("--into", type=Path, default=CASEBOOK, help="the casebook file (default: data/casebook.duckdb)")
    asked = parser.parse_args(arguments)
    try:
        release, made = build(asked.cases, asked.into)
    except (FaultyCodebookError, FaultyCasesError) as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        print(f"{error}. The casebook file stays as it was.", file=sys.stderr)
        return 1
    except (BuildError, LockedError) as error:
        print(f"{error}. The casebook file stays as it was.", file=sys.stderr)
        return 1
    except (OSError, duckdb.Error) as error:
        print(f"The casebook file could not be written: {cause_of(error)}. It stays as it was.", file=sys.stderr)
        return 1
    for fault in read_records(_records_of(asked.into))[1]:
        print(f"{fault}.", file=sys.stderr)
    print(f"Casebook release {release['release']}: {release['cases']} cases{'' if made else ', as before'}.")
    return 0


def build(cases: Path = CASES, into: Path = CASEBOOK, patience: float = _PATIENCE) -> tuple[dict[str, Any], bool]:
    """Build the casebook file `into` from the folder `cases`: the release, and whether a new file was made.

    No new file is made when the present one is already made from the same case files and schema. Raises
    FaultyCasesError, BuildError, LockedError after `patience` seconds of waiting for another build, OSError or
    duckdb.Error; the casebook file then stays as it was.
    """
    with hold(into.parent / LOCK, patience, _say_that_it_waits):
        refuse_what_is_no_casebook(into)
        book = codebook()
        read = read_cases(cases, book)
        if read.faults:
            raise FaultyCasesError(read.faults)
        content = hash_of([book.content(), *read.hashes.values()])
        sources = hash_of([content, schema_hash()])
        names = {"content": content, "sources": sources, "schema": schema_hash()}
        remove_leftovers(into)
        release = _release_of(into)
        if release is not None:
            with connect(into.resolve()) as present:  # its record may be damaged or missing
                write_record(_records_of(into), present)
            if release["sources"] == sources:
                return release, False
        aside = path_aside(into)
        try:
            _write(aside, read, book, names)
            return _serve(aside, into), True
        finally:
            for path in into.parent.glob(f"{aside.name}*"):  # DuckDB's log of it, too
                path.unlink()


def _serve(aside: Path, into: Path) -> dict[str, Any]:
    """Read a new casebook file back, write the record of its release, and put it in place: the release.

    In this order a release that was served has its record, however the build ends.
    """
    release = _release_of(aside)
    if release is None:
        message = f"The new casebook file {aside} could not be read back, so that the disk may be faulty"
        raise BuildError(message)
    _refuse_future(release["newest_case"])
    with connect(aside) as casebook:
        new_record = write_record(_records_of(into), casebook)
    try:
        put_in_place(aside, into, str(release["release"]))
    except OSError:
        if new_record is not None:
            new_record.unlink()
        raise
    return release


def _refuse_future(newest_case: date) -> None:
    """Raise BuildError where a release would be named after a day to come. East of here it may be tomorrow already."""
    today = datetime.now(UTC).date()
    if newest_case > today + timedelta(days=1):
        message = f"A case was changed on {newest_case}, which is after today, {today} by the clock of this computer"
        raise BuildError(message)


def _records_of(into: Path) -> Path:
    return into.parent / "releases"


def _say_that_it_waits(holder: str) -> None:
    print(f"Another build is under way in this folder ({holder}); waiting for its end.", file=sys.stderr, flush=True)


def _write(aside: Path, read: Cases, book: Codebook, names: dict[str, str]) -> None:
    """Write a casebook file of the cases that were read, with the hash of each."""
    with duckdb.connect() as casebook:
        # ATTACH takes no bound value; the path is written as SQL writes a text.
        path = str(aside).replace("'", "''")
        casebook.execute(f"ATTACH '{path}' AS casebook (STORAGE_VERSION 'v1.5.0', ROW_GROUP_SIZE {_ROWS_READ_AS_ONE})")
        casebook.execute("USE casebook")
        make_schema(casebook, book)
        hashes = pl.DataFrame({"case_id": list(read.hashes), "hash": [one[:16] for one in read.hashes.values()]})
        for table, rows in (frames(read.cases, book) | {"case_hashes": hashes}).items():
            casebook.register(f"read_{table}", rows)
            casebook.execute(text_of(f"add_{table}"))
            casebook.unregister(f"read_{table}")
        casebook.execute(text_of("add_release"), names)
        # At the end of the connection DuckDB would do the same, and not say where it fails, as on a full disk.
        casebook.execute("CHECKPOINT casebook")
        casebook.execute("USE memory")
        casebook.execute("DETACH casebook")


def _release_of(path: Path) -> dict[str, Any] | None:
    """Tell the release that a casebook file holds, or None where there is none that can be read to its end."""
    if not path.exists():
        return None
    try:
        with connect(path.resolve()) as casebook:
            ask("whole_file", casebook=casebook)
            return ask("release", casebook=casebook).row(0, named=True)
    except (CasebookError, duckdb.Error):
        return None


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"

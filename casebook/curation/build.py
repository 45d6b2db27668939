"""Make the casebook file from the case files: `python -m casebook.build`.

All case files are read and checked first. Any fault: one report of all of them, exit status 1, and the casebook file
stays as it was. Otherwise, while no other build works in its folder, the new file is written aside and read back, the
record of its release is written, and last the link `data/casebook.duckdb` is pointed to the new file in one step. A
build that is killed anywhere before that leaves the old release in place, and the next build removes what it left. A
dashboard that runs goes on answering, and shows the new release at its next question.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from casebook.codebook import FaultyCodebookError, codebook, in_numbers
from casebook.curation.failures import BuildError
from casebook.curation.placing import (
    LOCK,
    files_out_of_place,
    leftovers,
    path_aside,
    put_in_place,
    refuse_what_is_no_casebook,
)
from casebook.curation.reading import CASES, read_cases
from casebook.curation.release_record import is_recorded, write_record
from casebook.curation.rows import add_cases
from casebook.release_records import read_records
from casebook.schema import make_schema
from casebook.store import CASEBOOK, CasebookError, ask, connect, hash_of, read_whole, schema_hash, text_of
from common.files import cause_of
from common.lock import LockedError, hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.codebook import Codebook
    from casebook.curation.faults import Fault
    from casebook.curation.reading import Cases

_PATIENCE = 600
"""Seconds that a build waits for another one in the same folder. 100 000 cases take about two minutes."""

_ROWS_READ_AS_ONE = 20_480
"""Rows of a row group, which one thread reads. DuckDB's own 122 880 would leave 100 000 cases to one thread."""


_DOUBLES = (
    "{} may be one patient: equal in drugs, age, sex and disease. If they are, name the case that was read most as "
    "same_patient_as in the others; if not, nothing is to be done."
)


class FaultyCasesError(Exception):
    """The case files have faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults, in the order of the files."""
        super().__init__(in_numbers(faults))
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
        print(f"{in_numbers(error.faults)}. The casebook file stays as it was.", file=sys.stderr)
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
    for doubles in _possible_doubles(asked.into) if made else ():
        print(_DOUBLES.format(" and ".join(doubles)))
    return 0


def build(cases: Path = CASES, into: Path = CASEBOOK, patience: float = _PATIENCE) -> tuple[dict[str, Any], bool]:
    """Build the casebook file `into` from the folder `cases`: the release, and whether a new file was made.

    Nothing is written where the present file is already made from the same case files and schema, and recorded. Raises
    FaultyCasesError, BuildError, LockedError after `patience` seconds of waiting for another build, OSError or
    duckdb.Error; the casebook file then stays as it was.
    """
    present = into.resolve()
    source = _read_source(cases)
    if release := _release_if_done(source, into):
        return release, False
    with hold(into.parent / LOCK, patience, _say_that_it_waits):
        if into.resolve() != present:  # by another build, after the case files were read here
            source = _read_source(cases)
        return _build_alone(source, into)


@dataclass(frozen=True, slots=True)
class _Source:
    """What a casebook file is made from: the cases, their hashes, the codebook, and the hashes of the whole."""

    read: Cases
    book: Codebook
    names: dict[str, str]


def _read_source(cases: Path) -> _Source:
    """Read and check the codebook and the case files. Raises FaultyCodebookError, FaultyCasesError."""
    book = codebook()
    read = read_cases(cases, book)
    if read.faults:
        raise FaultyCasesError(read.faults)
    content = hash_of([book.content(), *read.hashes.values()])
    names = {"content": content, "sources": hash_of([content, schema_hash()]), "schema": schema_hash()}
    return _Source(read, book, names)


def _release_if_done(source: _Source, into: Path) -> dict[str, Any] | None:
    """Give the release in place if nothing is to be written or removed, which then takes neither lock nor room."""
    try:
        release = _release_of(into, source.names["sources"])
        if release is None:
            return None
        with connect(into.resolve()) as casebook:
            recorded = is_recorded(_records_of(into), casebook)
        return release if recorded and not leftovers(into) and not (into.parent / LOCK).exists() else None
    except (CasebookError, FileNotFoundError):  # another build has just replaced it: the lock puts them in order
        return None


def _build_alone(source: _Source, into: Path) -> tuple[dict[str, Any], bool]:
    """Build while no other build works in this folder."""
    refuse_what_is_no_casebook(into)
    for path in leftovers(into):
        path.unlink(missing_ok=True)
    release = _release_of(into)
    if release is not None:
        with connect(into.resolve()) as casebook:  # its record may be damaged or missing
            write_record(_records_of(into), casebook)
        if release["sources"] == source.names["sources"]:
            return release, False
    for path in files_out_of_place(into):
        path.unlink()
    aside = path_aside(into)
    try:
        _write(aside, source)
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


def _possible_doubles(into: Path) -> list[list[str]]:
    """Give the groups of cases that may report one patient."""
    with connect(into.resolve()) as casebook:
        return ask("possible_doubles", casebook=casebook)["case_ids"].to_list()


def _records_of(into: Path) -> Path:
    return into.parent / "releases"


def _say_that_it_waits(holder: str) -> None:
    print(f"Another build is under way in this folder ({holder}); waiting for its end.", file=sys.stderr, flush=True)


def _write(aside: Path, source: _Source) -> None:
    """Write a casebook file."""
    with duckdb.connect() as casebook:
        # ATTACH takes no bound value; the path is written as SQL writes a text.
        path = str(aside).replace("'", "''")
        casebook.execute(f"ATTACH '{path}' AS casebook (STORAGE_VERSION 'v1.5.0', ROW_GROUP_SIZE {_ROWS_READ_AS_ONE})")
        casebook.execute("USE casebook")
        casebook.execute("BEGIN")  # else each of some hundred statements would wait for the disk
        make_schema(casebook, source.book)
        add_cases(casebook, source.read.cases, source.book)
        hashes = source.read.hashes
        case_hashes = pl.DataFrame({"case_id": list(hashes), "hash": [content[:16] for content in hashes.values()]})
        casebook.register("read_case_hashes", case_hashes)
        casebook.execute(text_of("add_case_hashes"))
        casebook.unregister("read_case_hashes")
        casebook.execute(text_of("add_release"), source.names)
        casebook.execute("COMMIT")
        # At the end of the connection DuckDB would do the same, and not say where it fails, as on a full disk.
        casebook.execute("CHECKPOINT casebook")
        casebook.execute("USE memory")
        casebook.execute("DETACH casebook")


def _release_of(path: Path, sources: str | None = None) -> dict[str, Any] | None:
    """Tell the release that a casebook file holds, or None where there is none that can be read to its end.

    Where `sources` are named, one that is made from others is None as well, and is not read to its end.
    """
    if not path.exists():
        return None
    try:
        with connect(path.resolve()) as casebook:
            release = ask("release", casebook=casebook).row(0, named=True)
            if sources not in {None, release["sources"]}:
                return None
            read_whole(casebook)
            return release
    except (CasebookError, duckdb.Error):
        return None

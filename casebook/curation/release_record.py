"""Write the record of a release from the casebook file that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook.changes import recorded_cases
from casebook.curation.failures import BuildError
from casebook.release_records import (
    CASE_ID,
    RecordError,
    parse_record,
    path_of_record,
    read_record,
    read_records,
    release_before,
)
from casebook.releases import kept_cases
from casebook.store import ask
from common.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


def is_recorded(folder: Path, casebook: duckdb.DuckDBPyConnection) -> bool:
    """Say whether the record in `folder` of the release that a casebook file holds says what it should."""
    return _says(*_record(folder, casebook))


def write_record(folder: Path, casebook: duckdb.DuckDBPyConnection) -> Path | None:
    """Write the record of the release that a casebook file holds into `folder`, in one step: its path if it is new.

    A record that says what it should stays untouched. One that is damaged or of an older form is written anew: the
    casebook file holds all that is in it but the release before, which follows from the other records.

    Raises BuildError for a case_id that no record may hold, OSError where the file cannot be written.
    """
    path, content = _record(folder, casebook)
    if _says(path, content):
        return None
    is_new = not path.exists()
    folder.mkdir(exist_ok=True)
    write_whole(path, content)
    return path if is_new else None


def _says(path: Path, content: bytes) -> bool:
    """Say whether a record is there and says the same as `content`, whatever its line ends and quotes."""
    try:
        return read_record(path.parent, path.stem).equals(parse_record(content))
    except RecordError:
        return False


def _record(folder: Path, casebook: duckdb.DuckDBPyConnection) -> tuple[Path, bytes]:
    """Give the path and content of the record."""
    release = ask("release", casebook=casebook)["release"].item()
    cases = kept_cases(casebook)
    if unfit := [case for case in cases["case_id"] if not CASE_ID.fullmatch(case)]:
        message = f"A case_id is made of letters, digits and hyphens, and {unfit[0]!r} is not"
        raise BuildError(message)
    before = {name: earlier for name, (earlier, _) in read_records(folder)[0].items()}
    hashes = ask("case_hashes", casebook=casebook)
    for beside in (hashes, recorded_cases(casebook)):
        cases = cases.join(beside, on="case_id", maintain_order="left")
    record = cases.select(
        "case_id",
        "hash",
        pl.exclude("case_id", "hash"),
        cases=pl.lit(cases.height),
        before=pl.lit(release_before(release, before)),
    )
    return path_of_record(folder, release), record.write_csv().encode()

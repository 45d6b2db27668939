"""The records of releases, read, checked and put in order.

data/releases/<release>.csv is the record of one release, one row a case: its case_id, the hash of its content, the
facts that the filters use, the text in which the text search looks, all facts in words, and in every row the number of
cases of the release and the release before. The build writes it in one step. What a release changed follows from its
record and that of the release before, and is not stored.

Up to version 0.1.0 a record held neither the number of cases nor the release before. For such a record the release
before is read from changes.csv beside it, which the build no longer writes.
"""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import polars as pl

from common.files import cause_of
from common.tables import reader_of_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

RELEASE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}")
CASE_ID = re.compile(r"[A-Za-z0-9-]+")
_HASH = re.compile(r"[0-9a-f]{16}")
_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>)", re.MULTILINE)
_OLD_LOG = "changes.csv"

TOLD = "told"
"""Column of a record with every fact of a case in words, as a JSON object; older records lack it."""


class RecordError(Exception):
    """What changed since a release cannot be said. The message is for the reader of the page, and names the cure."""


class UnknownReleaseError(RecordError):
    """No record is kept of the release."""


class DamagedRecordError(RecordError):
    """The record of the release is there, and cannot be used."""

    def __init__(self, path: Path, fault: str) -> None:
        """Name the file, what is wrong with it, and how it is mended."""
        self.path = path
        super().__init__(
            f"{path.parent.name}/{path.name} {fault}: put the file back as it was, for instance with git checkout; "
            "the build writes the record of its own release anew"
        )


def path_of_record(folder: Path, release: str) -> Path:
    """Give the path of the record of a release. Raises UnknownReleaseError where that is not the name of a release."""
    if not RELEASE_NAME.fullmatch(release):
        message = f"No record is kept of release {release}: a release is named as in 2026-11-23-349fa1fa"
        raise UnknownReleaseError(message)
    return folder / f"{release}.csv"


def read_record(folder: Path, release: str) -> pl.DataFrame:
    """Read the record of a release as it stands, one row per case, every cell a text.

    Raises UnknownReleaseError where there is none, DamagedRecordError where a part of it is missing or not what the
    build wrote there.
    """
    path = path_of_record(folder, release)
    if not path.exists():
        message = f"No record is kept of release {release}, so that what changed since cannot be said"
        raise UnknownReleaseError(message)
    if not path.is_file():
        raise DamagedRecordError(path, "is a folder" if path.is_dir() else "is not a file")
    try:
        return parse_record(path.read_bytes())
    except (OSError, ValueError) as error:
        raise DamagedRecordError(path, cause_of(error)) from error


def recorded_releases(folder: Path) -> list[str]:
    """Name the releases that have a record in a folder, the oldest first."""
    return sorted(path.stem for path in folder.glob("*.csv") if RELEASE_NAME.fullmatch(path.stem))


def read_records(folder: Path) -> tuple[dict[str, tuple[str, pl.DataFrame]], list[DamagedRecordError]]:
    """Read every record: by release, the one that it followed ("" for none) and the hash of each case.

    What cannot be used is not among them, but in the list of faults.
    """
    records: dict[str, tuple[str, pl.DataFrame]] = {}
    faults: list[DamagedRecordError] = []
    old_log = folder / _OLD_LOG
    logged = _read_old_log(old_log)
    for release in recorded_releases(folder):
        try:
            record = read_record(folder, release)
        except DamagedRecordError as fault:
            faults.append(fault)
            continue
        if "before" not in record.columns and old_log.exists() and release not in logged:
            faults.append(DamagedRecordError(old_log, f"does not say which release {release} followed"))
            continue
        before = record["before"][0] if "before" in record.columns else logged.get(release, "")
        records[release] = (before, record.select("case_id", "hash"))
    return records, faults


def in_order(before: Mapping[str, str]) -> list[str]:
    """Put releases in order: each after the one that it followed."""
    return sorted(before, key=lambda release: (len(_earlier(release, before)), release))


def release_before(release: str, before: Mapping[str, str]) -> str:
    """Give the release that `release` followed, "" for none, from that of each recorded release.

    For a release without a record that is the last recorded one, which no other followed. Where there are several,
    since records of two lines of work were merged, it is the one with the latest name.
    """
    if release in before:
        return before[release]
    earlier = {name for name in before if release not in _earlier(name, before)}
    last = earlier - {before[name] for name in earlier}
    return max(last or earlier, default="")


def changes_between(earlier: pl.DataFrame, later: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Name the cases that were added, corrected (the same case_id, another content) and withdrawn, in order."""
    was, now = (dict(rows.select("case_id", "hash").rows()) for rows in (earlier, later))
    return {
        "added": tuple(sorted(now.keys() - was.keys())),
        "corrected": tuple(sorted(case for case in now.keys() & was.keys() if now[case] != was[case])),
        "withdrawn": tuple(sorted(was.keys() - now.keys())),
    }


def _earlier(release: str, before: Mapping[str, str]) -> dict[str, None]:
    """Give the releases that came before one, the nearest first; a circle, which only an edited record makes, once."""
    earlier: dict[str, None] = {}
    while (release := before.get(release, "")) and release not in earlier:
        earlier[release] = None
    return earlier


def parse_record(content: bytes) -> pl.DataFrame:
    """Read the bytes of a record. Raises ValueError, which says in words what is wrong and in which line."""
    rows = _rows(_text(content))
    if len(rows) <= 1:
        message = "holds no case"
        raise ValueError(message)
    (_, heading), *cases = rows
    if heading[:2] != ["case_id", "hash"] or len(set(heading)) < len(heading):
        as_saved = ", as a spreadsheet saves it" if len(heading) == 1 else ""
        message = f"does not begin with the columns case_id and hash, parted by commas{as_saved}"
        raise ValueError(message)
    for number, case in cases:
        if len(case) != len(heading):
            message = f"has {len(case)} cells instead of {len(heading)} in line {number}"
            raise ValueError(message)
    schema = dict.fromkeys(heading, pl.String())
    record = pl.DataFrame([case for _, case in cases], schema=schema, orient="row")
    if fault := next(_faults(record), None):
        raise ValueError(fault)
    return record


def _text(content: bytes) -> str:
    """Decode a record. Raises ValueError where it is not the text of one file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 from line {content[: error.start].count(10) + 1} on"
        raise ValueError(message) from error
    conflict = _CONFLICT.search(text)
    for fault, place in (
        ("holds a NUL", text.find("\0")),
        ("holds the marks of a merge conflict", conflict.start() if conflict else -1),
    ):
        if place >= 0:
            message = f"{fault} in line {text[:place].count(chr(10)) + 1}"
            raise ValueError(message)
    return text


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Give the rows of a CSV, each after the number of its last line; blank lines say nothing and are left out."""
    lines = reader_of_csv(text)
    try:
        return [(lines.line_num, row) for row in lines if row]
    except csv.Error as error:
        message = f"is cut or damaged in line {lines.line_num} ({error})"
        raise ValueError(message) from error


def _faults(record: pl.DataFrame) -> Iterator[str]:
    """Say which cells are not what the build writes there."""
    for column, pattern in (("case_id", CASE_ID), ("hash", _HASH)):
        yield from (f"has {cell!r} as {column} of a case" for cell in record[column] if not pattern.fullmatch(cell))
    yield from (f"has the case {case} twice" for case in record["case_id"].filter(record["case_id"].is_duplicated()))
    if "cases" in record.columns and set(record["cases"]) != {str(record.height)}:
        yield f"has {record.height} cases and says that they are {record['cases'][0]}"
    if TOLD in record.columns:
        yield from (
            f"does not tell the facts of a case in {cell[:40]!r}" for cell in record[TOLD] if not _holds_texts(cell)
        )
    if "before" in record.columns:
        named = sorted(set(record["before"]))
        if len(named) > 1 or not (named[0] == "" or RELEASE_NAME.fullmatch(named[0])):
            yield f"says that the release before is {' and '.join(repr(name) for name in named)}"


def _holds_texts(cell: str) -> bool:
    """Say whether a cell is a JSON object of texts."""
    try:
        values = json.loads(cell)
    except ValueError:
        return False
    return isinstance(values, dict) and all(isinstance(value, str) for value in values.values())


def _read_old_log(path: Path) -> dict[str, str]:
    """Read from changes.csv of version 0.1.0 which release each release followed, past lines that are damaged."""
    before: dict[str, str] = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8-sig", errors="replace").splitlines()[1:]:
            release, earlier, *_ = (*line.replace('"', "").split(","), "")
            if RELEASE_NAME.fullmatch(release):
                before.setdefault(release, earlier)
    return before

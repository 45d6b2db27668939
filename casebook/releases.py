"""What changed from one release to the next: of one view, and of the whole by `python -m casebook.releases`."""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from casebook.release_records import (
    DamagedRecordError,
    RecordError,
    UnknownReleaseError,
    changes_between,
    in_order,
    path_of_record,
    read_record,
    read_records,
)
from casebook.store import ask, text_of
from casebook.vocabulary import schema
from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.selection import Selection

RELEASES = DATA / "releases"

CHANGES = ("added", "corrected", "withdrawn")


@dataclass(frozen=True, slots=True)
class ChangesOfView:
    """What changed for one view since the release of a link: cases by kind of change, and counts that differ.

    `counts` has one row per count that differs: fact, term, cases before and now. `without_text` says that the text
    search was left aside on both sides, since the record of the earlier release holds no words.
    """

    cases: Mapping[str, tuple[str, ...]]
    counts: pl.DataFrame
    without_text: bool = False

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return any(self.cases.values()) or self.counts.height > 0


def read_release(folder: Path, release: str) -> pl.DataFrame:
    """Read what is kept of a release: one row per case, `words` NULL where the record is from before they were kept.

    Raises RecordError where nothing is kept, or what is kept is damaged.
    """
    texts = read_record(folder, release)
    if "words" not in texts.columns:
        texts = texts.with_columns(words=pl.lit(None, pl.String()))
    try:
        return texts.with_columns(pl.col("latency_days").replace("", None).cast(pl.Float64()))
    except pl.exceptions.InvalidOperationError as error:
        fault = "has a latency that is not a number"
        raise DamagedRecordError(path_of_record(folder, release), fault) from error


def changes_of_view(
    folder: Path, linked: str, today: str, selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None
) -> ChangesOfView:
    """Tell what changed for one view from the release of a link to that of today.

    Raises RecordError where one of the two is not kept, or what is kept is damaged.
    """
    was_kept = read_release(folder, linked)
    without_text = bool(selection.q) and was_kept["words"].null_count() > 0
    view = selection.without("q") if without_text else selection
    earlier = _opened(folder, linked)
    was, is_ = (set(ask("kept_cases", view, opened)["case_id"]) for opened in (earlier, casebook))
    changed = changes_between(was_kept, read_release(folder, today))
    counts = (
        ask("release_counts", view, earlier)
        .join(ask("release_counts", view, casebook), on=["fact", "term"], how="full", coalesce=True, suffix="_now")
        .select("fact", "term", before=pl.col("cases").fill_null(0), now=pl.col("cases_now").fill_null(0))
        .filter(pl.col("before") != pl.col("now"))
        .sort("fact", "term")
    )
    return ChangesOfView(
        {change: tuple(case for case in changed[change] if case in was | is_) for change in CHANGES},
        counts,
        without_text,
    )


@cache
def _opened(folder: Path, release: str) -> duckdb.DuckDBPyConnection:
    """Open what is kept of a release as a casebook that the filters can be put to."""
    earlier = read_release(folder, release)
    opened = duckdb.connect()
    opened.execute(schema())
    opened.register("earlier_cases", earlier)
    try:
        opened.execute(text_of("add_earlier_cases"))
    except (duckdb.ConversionException, duckdb.BinderException) as error:
        fault = f"has no facts that this version can read ({str(error).splitlines()[0]})"
        raise DamagedRecordError(path_of_record(folder, release), fault) from error
    opened.unregister("earlier_cases")
    return opened


def main(arguments: Sequence[str] | None = None) -> int:
    """Print which cases each release changed as CSV. Exit status: 0, or 1 where a record is missing or damaged."""
    parser = argparse.ArgumentParser(
        prog="python -m casebook.releases",
        description="List the cases that each release added, corrected and withdrew, as CSV.",
    )
    parser.add_argument("--records", type=Path, default=RELEASES, help="folder of records (default: data/releases)")
    records, damaged = read_records(parser.parse_args(arguments).records)
    faults: list[RecordError] = [*damaged]
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(("release", "before", "change", "case_id"))
    no_case = pl.DataFrame(schema={"case_id": pl.String(), "hash": pl.String()})
    for release in in_order({release: before for release, (before, _) in records.items()}):
        before, cases = records[release]
        if before and before not in records:
            message = f"What release {release} changed cannot be said: it followed {before}, of which no record is read"
            faults.append(UnknownReleaseError(message))
            continue
        changes = changes_between(records[before][1] if before else no_case, cases)
        lines.writerows((release, before, change, case) for change in CHANGES for case in changes[change])
    sys.stderr.writelines(f"{fault}.\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

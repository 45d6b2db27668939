"""What changed from one release to the next, kept by the build in data/releases/, and told for one view.

<release>.csv holds one line a case: its content hash and the facts that the filters use. changes.csv holds one line for
each case that a release added, corrected or withdrew, against the release before it.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from casebook.curation.schema import make_schema
from casebook.selection import Selection
from casebook.store import ask, text_of
from common.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHANGES = ("added", "corrected", "withdrawn")

_NAMED = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}")
_LOG = ("release", "before", "change", "case_id")
_HASH_DIGITS = 16


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


class UnknownReleaseError(Exception):
    """No record is kept of the release. The message is for the reader of the page."""


def keep_release(folder: Path, release: str, hashes: Mapping[str, str], casebook: duckdb.DuckDBPyConnection) -> None:
    """Keep what the filters use of this release, and what it changed; a release that is kept already stays as it is.

    `hashes` is the SHA-256 of each case by case_id. Files are written aside and put in place in one step. What another
    build of this release has told already, one that runs beside or was killed between the two files, is told again.
    """
    path = folder / f"{release}.csv"
    if path.exists():
        return
    folder.mkdir(exist_ok=True)
    rows = ask("kept_cases", Selection(), casebook)
    digests = pl.Series("hash", [hashes[case][:_HASH_DIGITS] for case in rows["case_id"]], pl.String())
    kept = rows.insert_column(1, digests)
    log = folder / "changes.csv"
    lines = list(csv.reader(io.StringIO(log.read_text(encoding="utf-8"))))[1:] if log.exists() else []
    told = [line for line in lines if line[0] != release]
    before = told[-1][0] if told else ""
    earlier = read_release(folder, before) if before else kept.clear()
    told += [[release, before, change, case] for change, cases in compare(earlier, kept).items() for case in cases]
    write_whole(log, ("\n".join(",".join(line) for line in (_LOG, *told)) + "\n").encode())
    write_whole(path, kept.write_csv().encode())


def read_release(folder: Path, release: str) -> pl.DataFrame:
    """Read what is kept of a release: one row per case, `words` NULL where the record is from before they were kept.

    Raises UnknownReleaseError where nothing is kept.
    """
    path = folder / f"{release}.csv"
    if not _NAMED.fullmatch(release) or not path.exists():
        message = f"No record is kept of release {release}, so that what changed since cannot be said"
        raise UnknownReleaseError(message)
    texts = pl.read_csv(path, infer_schema=False)
    if "words" not in texts.columns:
        texts = texts.with_columns(words=pl.lit(None, pl.String()))
    texts = texts.with_columns(pl.exclude("latency_days", "words").fill_null(""))
    return texts.with_columns(pl.col("latency_days").cast(pl.Float64()))


def compare(earlier: pl.DataFrame, kept: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Name the cases that were added, corrected (the same case_id, another content) and withdrawn, in order."""
    before, now = (dict(rows.select("case_id", "hash").rows()) for rows in (earlier, kept))
    return {
        "added": tuple(sorted(now.keys() - before.keys())),
        "corrected": tuple(sorted(case for case in now.keys() & before.keys() if now[case] != before[case])),
        "withdrawn": tuple(sorted(before.keys() - now.keys())),
    }


def changes_of_view(
    folder: Path, linked: str, today: str, selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None
) -> ChangesOfView:
    """Tell what changed for one view from the release of a link to that of today.

    Raises UnknownReleaseError where one of the two is not kept.
    """
    was_kept = read_release(folder, linked)
    without_text = bool(selection.q) and was_kept["words"].null_count() > 0
    view = selection.without("q") if without_text else selection
    earlier = _opened(folder, linked)
    was, is_ = (set(ask("kept_cases", view, opened)["case_id"]) for opened in (earlier, casebook))
    changed = compare(was_kept, read_release(folder, today))
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
    make_schema(opened)
    opened.register("earlier_cases", earlier)
    opened.execute(text_of("add_earlier_cases"))
    opened.unregister("earlier_cases")
    return opened

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
import polars.selectors as cs

from casebook.codebook import codebook
from casebook.curation.schema import make_schema
from casebook.filters import TextFilter, UnknownFilter, filters
from casebook.selection import Selection
from casebook.store import ask, text_of
from common.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from casebook.filters import CaseFilter

CHANGES = ("added", "corrected", "withdrawn")

_NAMED = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}")
_LOG = ("release", "before", "change", "case_id")
_HASH_DIGITS = 16
_WORDS = "words"
"""Column of a record in which the text search looks."""

_BETWEEN_TERMS = "; "


@dataclass(frozen=True, slots=True)
class ChangesOfView:
    """What changed for one view since the release of a link: cases by kind of change, and counts that differ.

    `counts` has one row per count that differs: fact, term, cases before and now. `left_aside` names the filters of the
    view that were left aside on both sides, since the record of the earlier release does not hold what they ask for.
    """

    cases: Mapping[str, tuple[str, ...]]
    counts: pl.DataFrame
    left_aside: tuple[str, ...] = ()

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
    rows = _in_texts(ask("kept_cases", Selection(), casebook, facts=_facts_of_filters()))
    digests = pl.Series("hash", [hashes[case][:_HASH_DIGITS] for case in rows["case_id"]], pl.String())
    kept = rows.insert_column(1, digests)
    log = folder / "changes.csv"
    lines = list(csv.reader(io.StringIO(log.read_text(encoding="utf-8"))))[1:] if log.exists() else []
    told = [line for line in lines if line[0] != release]
    before = told[-1][0] if told else ""
    earlier = read_release(folder, before) if before else kept.clear()
    told += [
        [release, before, change, case] for change, cases in changed_cases(earlier, kept).items() for case in cases
    ]
    write_whole(log, ("\n".join(",".join(line) for line in (_LOG, *told)) + "\n").encode())
    write_whole(path, kept.write_csv().encode())


def read_release(folder: Path, release: str) -> pl.DataFrame:
    """Read what is kept of a release: one row per case and the facts that its filters used, as texts.

    A release of another time may have had other filters: it lacks the column of a filter that came later. Raises
    UnknownReleaseError where nothing is kept.
    """
    path = folder / f"{release}.csv"
    if not _NAMED.fullmatch(release) or not path.exists():
        message = f"No record is kept of release {release}, so that what changed since cannot be said"
        raise UnknownReleaseError(message)
    return pl.read_csv(path, infer_schema=False)


def changed_cases(earlier: pl.DataFrame, kept: pl.DataFrame) -> dict[str, tuple[str, ...]]:
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
    record = read_release(folder, linked)
    facts = [fact for fact in _facts_of_filters() if fact in record.columns]
    left_aside = [key for key in selection.active() if _column_of(filters()[key]) not in record.columns]
    view = selection.without(*left_aside)
    earlier = _opened(folder, linked)
    before, now = (set(ask("kept_cases", view, opened, facts=facts)["case_id"]) for opened in (earlier, casebook))
    changed = changed_cases(record, read_release(folder, today))
    return ChangesOfView(
        {change: tuple(case for case in changed[change] if case in before | now) for change in CHANGES},
        _counts_that_differ(view, facts, earlier, casebook),
        tuple(filters()[key].name for key in left_aside),
    )


def _counts_that_differ(
    view: Selection,
    facts: list[str],
    earlier: duckdb.DuckDBPyConnection,
    casebook: duckdb.DuckDBPyConnection | None,
) -> pl.DataFrame:
    """Count the cases of a view by the terms of these facts before and now: one row per count that differs."""
    book = codebook().facts
    counted = [fact for fact in facts if book[fact].kind != "list" and book[fact].origin != "source"]
    numbers = [fact for fact in counted if book[fact].kind == "number"]
    before, now = (
        ask("release_counts", view, opened, facts=counted, numbers=numbers) for opened in (earlier, casebook)
    )
    names = {record.fact: record.name for record in filters().values() if not isinstance(record, UnknownFilter)}
    return (
        before.join(now, on=["fact", "term"], how="full", coalesce=True, suffix="_now")
        .select(
            pl.col("fact").replace(names),
            "term",
            before=pl.col("cases").fill_null(0),
            now=pl.col("cases_now").fill_null(0),
        )
        .filter(pl.col("before") != pl.col("now"))
        .sort("fact", "term")
    )


@cache
def _opened(folder: Path, release: str) -> duckdb.DuckDBPyConnection:
    """Open what is kept of a release as a casebook that the filters can be put to; a column that it lacks is NULL."""
    record = read_release(folder, release)
    opened = duckdb.connect()
    make_schema(opened)
    opened.register("earlier_cases", record.select("case_id", *_as_filtered(record)))
    opened.execute(text_of("add_earlier_cases"))
    opened.unregister("earlier_cases")
    return opened


def _as_filtered(record: pl.DataFrame) -> list[pl.Expr]:
    """Give each column that a filter asks for in the type of its fact: numbers, lists of terms, texts."""
    columns = []
    for name in (*_facts_of_filters(), _WORDS):
        kind = "text" if name == _WORDS else codebook().facts[name].kind
        column = pl.col(name) if name in record.columns else pl.lit(None, pl.String()).alias(name)
        if kind == "number":
            columns.append(column.cast(pl.Float64()))
        elif kind == "list":
            columns.append(column.fill_null("").str.split(_BETWEEN_TERMS))
        else:
            columns.append(column if name not in record.columns else column.fill_null(""))
    return columns


def _in_texts(rows: pl.DataFrame) -> pl.DataFrame:
    """Write the facts of each case as a record keeps them: terms and lists as texts."""
    return rows.with_columns(cs.list().cast(pl.List(pl.String())).list.join(_BETWEEN_TERMS))


def _facts_of_filters() -> list[str]:
    """Name the facts that filters ask for, in the order of the filters."""
    return [fact.name for fact in codebook().filters().values()]


def _column_of(record: CaseFilter) -> str:
    """Name the column of a record that a filter asks for."""
    return _WORDS if isinstance(record, TextFilter) else record.fact

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
import polars.selectors as cs

from casebook.codebook import codebook
from casebook.filters import TextFilter, UnknownFilter, filters
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
from casebook.schema import make_schema
from casebook.selection import Selection, every_case
from casebook.store import ask, text_of
from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.filters import CaseFilter

RELEASES = DATA / "releases"

CHANGES = ("added", "corrected", "withdrawn")

_TEXT = "text"
"""Column of a record in which the text search looks."""

_BETWEEN_TERMS = "; "

_EARLIER_NAMES = {"drug": "suspects"}
"""Columns that records of earlier versions hold under another name: up to 0.4.0 a case had one suspect drug."""


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


def kept_cases(casebook: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Give what the record of a release keeps of each case: facts that filters ask for, as texts, and its text."""
    rows = ask("kept_cases", every_case(), casebook, facts=_facts_of_filters())
    return rows.with_columns(cs.list().cast(pl.List(pl.String())).list.join(_BETWEEN_TERMS))


def changes_of_view(
    folder: Path, linked: str, today: str, selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None
) -> ChangesOfView:
    """Tell what changed for one view from the release of a link to that of today.

    Raises RecordError where one of the two is not kept, or what is kept is damaged.
    """
    record = _with_columns_of_today(read_record(folder, linked))
    facts = [fact for fact in _facts_of_filters() if fact in record.columns]
    left_aside = [key for key in selection.active() if _column_of(filters()[key]) not in record.columns]
    view = selection.without(*left_aside)
    earlier = _opened(folder, linked)
    before, now = (set(ask("kept_cases", view, opened, facts=facts)["case_id"]) for opened in (earlier, casebook))
    changed = changes_between(record, read_record(folder, today))
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
    lists = [fact for fact in facts if book[fact].kind == "list" and not fact.startswith("findings")]
    before, now = (
        ask("release_counts", view, opened, facts=counted, numbers=numbers, lists=lists)
        for opened in (earlier, casebook)
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
    """Open what is kept of a release as a casebook that the filters can be put to; a column that it lacks is NULL.

    Raises RecordError where it cannot be read.
    """
    record = _with_columns_of_today(read_record(folder, release))
    opened = duckdb.connect()
    make_schema(opened)
    try:
        opened.register("earlier_cases", record.select("case_id", *_as_filtered(record)))
        opened.execute(text_of("add_earlier_cases"))
    except (pl.exceptions.InvalidOperationError, duckdb.ConversionException, duckdb.BinderException) as error:
        fault = f"has no facts that this version can read ({str(error).splitlines()[0]})"
        raise DamagedRecordError(path_of_record(folder, release), fault) from error
    opened.unregister("earlier_cases")
    return opened


def _with_columns_of_today(record: pl.DataFrame) -> pl.DataFrame:
    """Give a column its name of today, where an earlier version kept the fact under another one."""
    return record.rename({was: now for was, now in _EARLIER_NAMES.items() if now not in record.columns}, strict=False)


def _as_filtered(record: pl.DataFrame) -> list[pl.Expr]:
    """Give each column that a filter asks for in the type of its fact: numbers, lists of terms, texts."""
    columns = []
    for name in (*_facts_of_filters(), _TEXT):
        kind = "text" if name == _TEXT else codebook().facts[name].kind
        column = pl.col(name) if name in record.columns else pl.lit(None, pl.String()).alias(name)
        if kind == "number":
            columns.append(column.replace("", None).cast(pl.Float64()))
        elif kind == "list":
            columns.append(column.fill_null("").str.split(_BETWEEN_TERMS))
        else:
            columns.append(column if name not in record.columns else column.fill_null(""))
    return columns


def _facts_of_filters() -> list[str]:
    """Name the facts that filters ask for, in the order of the filters."""
    return [fact.name for fact in codebook().filters().values()]


def _column_of(record: CaseFilter) -> str:
    """Name the column of a record that a filter asks for."""
    return _TEXT if isinstance(record, TextFilter) else record.fact


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

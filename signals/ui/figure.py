"""Questions about reports as figures and tables; a click on a mark chooses its drug and event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from common.charts import with_sentence
from common.html import as_html, as_passage
from common.tables import BETWEEN_ITEMS
from common.ui.figure import MOST_ROWS, draw, rows_behind, table_of_rows
from common.ui.frame import offer_csv
from signals import answers
from signals.store import ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from common.charts import Chart
    from signals.measures.population import Population
    from signals.ui.database import Reports

_PICKED = {"drug": "report_drug", "event": "report_event"}
"""Column of a clicked mark, and the choice that its value sets."""
_HEADS = {
    "a": "reports with both",
    "n_drug": "with the drug",
    "n_event": "with the event",
    "n": "all reports",
    **{
        f"{name}{end}": f"{words}{side}"
        for name, words in {"prr": "PRR", "ror": "ROR", "ic": "IC"}.items()
        for end, side in {"": "", "_low": " from", "_high": " to"}.items()
    },
    **{name: name.upper() for name in ("ebgm", "eb05", "eb95")},
    "chi_square": "chi-square (Pearson)",
    "chi_square_yates": "chi-square (Yates)",
    "evans": "Evans' criteria met",
    "myeloma": "names myeloma as indication",
    "co_cause": "names a known co-cause",
    "duplicate": "looks like a copy",
    "fda_date": "FDA date",
    "age_years": "age",
    "loaded_at": "loaded (UTC)",
}
"""Columns of answers, and what stands above them on the screen."""
_PARTS = {"imid": "IMiD", "co_cause": "co-cause"}
"""Parts of the lists of drugs and terms whose names are not words."""


def figure(chart: Chart, rows: pl.DataFrame, title: str, sentence: str) -> None:
    """Show one question: a sentence that says what it shows, the chart, and the rows behind it as table and CSV."""
    if rows.is_empty():
        st.html(as_passage(f"{sentence} No report to show.", title=title))
        return
    st.html(as_passage(sentence, title=title))
    draw(chart, with_sentence(rows, sentence), title, chart.__name__, _choose)
    rows_behind(chart.__name__, rows, _as_table)


def table(name: str, rows: pl.DataFrame, title: str, sentence: str = "") -> None:
    """Show rows as a table under their title, with their CSV."""
    if rows.is_empty():
        st.html(as_passage(f"{sentence} No row to show.".strip(), title=title))
        return
    st.html(as_passage(sentence, title=title))
    table_of_rows(rows, _as_table)
    offer_csv(name, rows)


def two_by_two(rows: pl.DataFrame) -> None:
    """Show the 2x2 table behind the number of one drug and event, and every measure of it."""
    row = rows.row(0, named=True)
    a, n_drug, n_event, n = (row[name] for name in ("a", "n_drug", "n_event", "n"))
    cells = {
        "Reports": [f"with {row['drug']}", "without it", "together"],
        "with the event": [f"{a:,}", f"{n_event - a:,}", f"{n_event:,}"],
        "without it": [f"{n_drug - a:,}", f"{n - n_drug - n_event + a:,}", f"{n - n_event:,}"],
        "together": [f"{n_drug:,}", f"{n - n_drug:,}", f"{n:,}"],
    }
    measures = {
        "Measure": ["PRR", "ROR", "IC", "EBGM (5 % to 95 %)", "chi-square, Pearson", "chi-square, Yates"],
        "Value": [_rounded(row[name]) for name in ("prr", "ror", "ic", "ebgm", "chi_square", "chi_square_yates")],
        "From": [_rounded(row[name]) for name in ("prr_low", "ror_low", "ic_low", "eb05")] + ["", ""],
        "To": [_rounded(row[name]) for name in ("prr_high", "ror_high", "ic_high", "eb95")] + ["", ""],
    }
    st.html(as_passage(title=f"{row['drug']} and {row['event']}: the 2x2 table"))
    table_of_rows(pl.DataFrame(cells))
    table_of_rows(pl.DataFrame(measures))
    met = "met" if row["evans"] else "not met"
    st.caption(f"Evans' criteria (PRR at least 2, Pearson's chi-square at least 4, at least 3 reports): {met}.")


def reports_behind(reports: Reports, population: Population, drug: str, event: str) -> None:
    """Show the newest reports behind the number of a drug and an event, and offer all of them as CSV."""
    asked = {"population": population.parameter(), "drug": drug, "event": event}
    (pair,) = answers.pairs(reports.connection, population, [drug], [event]).iter_rows(named=True)
    newest = ask(reports.connection, "reports", most=MOST_ROWS, **asked)
    counted = f"{pair['a']:,} reports"
    order = f"the newest {MOST_ROWS} shown" if pair["a"] > MOST_ROWS else "the newest first"
    st.html(as_passage(f"{counted}, {order}.", title=f"{drug} and {event}"))
    if newest.is_empty():
        return
    # The CSV holds the version and the primary id too; a screen has no room for them beside drugs and terms.
    listed = _in_words(newest.drop("primary_id", "case_version"))
    joined = listed.with_columns(pl.col(pl.List(pl.String)).list.join(BETWEEN_ITEMS))
    table_of_rows(joined.cast(pl.String).fill_null("not given"))
    offer_csv(
        "reports",
        lambda: ask(reports.connection, "reports", most=pair["a"], **asked),
        f"CSV of all {counted}",
    )


def _as_table(rows: pl.DataFrame) -> str:
    """Give rows as they are read, as HTML."""
    return as_html(_in_words(rows))


def _in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Give rows heads in words, numbers of four digits that count, and times to the minute; the CSV keeps all."""
    yes_or_no = pl.col(pl.Boolean).replace_strict({True: "yes", False: "no"}, return_dtype=pl.String)
    minutes = pl.col(pl.Datetime).dt.strftime("%Y-%m-%d %H:%M")
    parts = [pl.col("part").replace(_PARTS)] if "part" in rows.columns else []
    ages = [_age_in_words(pl.col("age_years"))] if "age_years" in rows.columns else []
    floats = pl.selectors.float() - pl.selectors.by_name("age_years", require_all=False)
    worded = rows.with_columns(floats.round_sig_figs(4), yes_or_no, minutes, *parts, *ages)
    return worded.rename({name: _HEADS.get(name, name.replace("_", " ")) for name in worded.columns})


def _age_in_words(years: pl.Expr) -> pl.Expr:
    """Write an age as it is spoken: days in the first two months, months in the first two years, then years."""
    months, days = years * 12, years * 365.25
    in_years = years.round(1).cast(pl.String).str.strip_suffix(".0") + " years"
    in_months = months.round(0).cast(pl.Int64).cast(pl.String) + " months"
    in_days = days.round(0).cast(pl.Int64).cast(pl.String) + " days"
    return pl.when(months < 2).then(in_days).when(years < 2).then(in_months).otherwise(in_years).alias("age_years")  # noqa: PLR2004  as it says


def _rounded(value: float | None) -> str:
    return "none" if value is None else f"{value:,.2f}"


def _choose(picked: Mapping[str, Any]) -> None:
    """Choose the drug and the event that a clicked mark stands for."""
    for column, value in picked.items():
        st.session_state[_PICKED[column]] = value

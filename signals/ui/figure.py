"""One question about reports as a figure: sentence, chart, rows and CSV in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from common import tables
from common.charts import specification
from common.html import as_text, escape
from signals import answers
from signals.store import ask

if TYPE_CHECKING:
    from common.charts import Question
    from signals.population import Population
    from signals.ui.database import Reports

PICKED = {"drug": "report_drug", "event": "report_event"}
"""Column of a clicked mark, and the choice that its value sets."""
MOST_ROWS = 200
HEADS = {
    "a": "reports with both",
    "n_drug": "with the drug",
    "n_event": "with the event",
    "n": "all reports",
    **{
        f"{name}{end}": f"{words}{said}"
        for name, words in {"prr": "PRR", "ror": "ROR", "ic": "IC"}.items()
        for end, said in {"": "", "_low": " from", "_high": " to"}.items()
    },
    **{name: name.upper() for name in ("ebgm", "eb05", "eb95")},
    "chi_square": "chi-square (Pearson)",
    "chi_square_yates": "chi-square (Yates)",
    "evans": "Evans' criteria met",
    "myeloma": "names myeloma as indication",
    "co_cause": "names a known co-cause",
    "duplicate": "looks like a copy",
    "fda_date": "FDA date",
    "age_years": "age (years)",
}
"""Columns of answers, and what stands above them on the screen."""


def figure(chart: Question, rows: pl.DataFrame, title: str, sentence: str) -> None:
    """Show one question: a sentence that says what it shows, the chart, and the rows behind it as table and CSV."""
    name = chart.__name__
    st.subheader(title, anchor=False)
    st.markdown(escape(sentence))
    if rows.is_empty():
        st.markdown("No report to show.")
        return
    specified = specification(chart, dark=st.context.theme.type == "dark")
    clickable: dict[str, Any] = {}
    if "params" in specified:
        clickable = {"on_select": lambda: _pick(f"chart_{name}"), "selection_mode": "pick"}
    said = rows.with_columns(sentence=pl.Series([sentence, *[None] * (rows.height - 1)], dtype=pl.String))
    alternative = f"{title} {chart.__doc__}"  # the same for any rows; their sentence goes with them
    st.vega_lite_chart(said, specified, key=f"chart_{name}", alt=alternative, width="stretch", **clickable)
    behind = st.expander("Rows and CSV", key=f"rows_{name}", on_change="rerun", type="compact")
    if behind.open:
        with behind:
            _rows(name, rows)


def table(name: str, rows: pl.DataFrame, title: str, sentence: str = "") -> None:
    """Show rows as a table under their title, with their CSV."""
    st.subheader(title, anchor=False)
    if sentence:
        st.markdown(escape(sentence))
    if rows.is_empty():
        st.markdown("No row to show.")
        return
    _rows(name, rows)


def two_by_two(rows: pl.DataFrame) -> None:
    """Show the 2x2 table behind the number of one drug and event, and every measure of it."""
    row = rows.row(0, named=True)
    a, n_drug, n_event, n = (row[name] for name in ("a", "n_drug", "n_event", "n"))
    st.subheader(f"{row['drug']} and {row['event']}: the 2x2 table", anchor=False)
    cells = {
        "Reports": [f"with {row['drug']}", "without it", "together"],
        "with the event": [f"{a:,}", f"{n_event - a:,}", f"{n_event:,}"],
        "without it": [f"{n_drug - a:,}", f"{n - n_drug - n_event + a:,}", f"{n - n_event:,}"],
        "together": [f"{n_drug:,}", f"{n - n_drug:,}", f"{n:,}"],
    }
    st.table(cells, hide_index=True, border="horizontal")
    found = {
        "Measure": ["PRR", "ROR", "IC", "EBGM (5 % to 95 %)", "chi-square, Pearson", "chi-square, Yates"],
        "Value": [_said(row[name]) for name in ("prr", "ror", "ic", "ebgm", "chi_square", "chi_square_yates")],
        "From": [_said(row[name]) for name in ("prr_low", "ror_low", "ic_low", "eb05")] + ["", ""],
        "To": [_said(row[name]) for name in ("prr_high", "ror_high", "ic_high", "eb95")] + ["", ""],
    }
    st.table(found, hide_index=True, border="horizontal")
    met = "met" if row["evans"] else "not met"
    st.caption(f"Evans' criteria (PRR at least 2, Pearson's chi-square at least 4, at least 3 reports): {met}.")


def reports_behind(reports: Reports, population: Population, drug: str, event: str) -> None:
    """Show the newest reports behind the number of a drug and an event, and offer all of them as CSV."""
    asked = {"population": population.parameter(), "drug": drug, "event": event}
    (pair,) = answers.pairs(reports.connection, population, [drug], [event]).iter_rows(named=True)
    newest = ask(reports.connection, "reports", most=MOST_ROWS, **asked)
    st.subheader(f"{drug} and {event}", anchor=False)
    said = f"{pair['a']:,} reports"
    st.markdown(f"{said}, the newest {MOST_ROWS} shown." if pair["a"] > MOST_ROWS else f"{said}, the newest first.")
    if newest.is_empty():
        return
    # The CSV holds the version and the primary id too; a screen has no room for them beside drugs and terms.
    listed = _in_words(newest.drop("primary_id", "case_version"))
    st.table(as_text(listed.cast(pl.String).fill_null("not given")), hide_index=True, border="horizontal")
    st.download_button(
        f"CSV of all {said}",
        lambda: tables.to_csv(ask(reports.connection, "reports", most=pair["a"], **asked)),
        "reports.csv",
        "text/csv",
        key="csv_reports",
        on_click="ignore",
    )


def _rows(name: str, rows: pl.DataFrame) -> None:
    if rows.height > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {rows.height:,} rows; the CSV has all.")
    st.table(as_text(_in_words(rows.head(MOST_ROWS))), hide_index=True, border="horizontal")
    st.download_button(
        "CSV of these rows", tables.to_csv(rows), f"{name}.csv", "text/csv", key=f"csv_{name}", on_click="ignore"
    )


def _in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Give rows heads in words and numbers of four digits that count; the CSV keeps names and digits."""
    met = pl.col(pl.Boolean).replace_strict({True: "yes", False: "no"}, return_dtype=pl.String)
    shown = rows.with_columns(pl.col(pl.Float64).round_sig_figs(4), met)
    return shown.rename({name: HEADS.get(name, name.replace("_", " ")) for name in shown.columns})


def _said(value: float | None) -> str:
    return "none" if value is None else f"{value:,.2f}"


def _pick(key: str) -> None:
    """Choose the drug and the event that a clicked mark stands for."""
    picked = st.session_state[key]["selection"].get("pick", [])
    for column, value in picked[0].items() if picked else ():
        st.session_state[PICKED[column]] = value

"""A 2x2 table that the reader types in, with every measure of it and how that is computed."""

from __future__ import annotations

import polars as pl
import streamlit as st

from common.html import as_passage
from common.ui.figure import table_of_rows
from common.ui.frame import offer_csv
from signals.measures.measured import LIMITS, measured
from signals.measures.shrinkage import Prior

CELLS = {
    "a": "a: drug and event",
    "b": "b: drug alone",
    "c": "c: event alone",
    "d": "d: neither",
}
_FIRST = {"a": 11, "b": 1_525, "c": 686, "d": 213_645}
"""Pomalidomide and pneumonitis in the genuine extract of 2022 Q3."""
_PRIOR = {"alpha1": 0.2, "beta1": 0.1, "alpha2": 2.0, "beta2": 4.0, "share": 1 / 3}
"""Where DuMouchel 1999 begins the fit: an example, which fits no database."""

FORMULAS = {
    "expected": ("Expected reports", "E = (a + b)(a + c) / N, with N = a + b + c + d"),
    "prr": ("PRR", "(a / (a + b)) / (c / (c + d)); limits: PRR x exp(-+ 1.96 sqrt(1/a - 1/(a + b) + 1/c - 1/(c + d)))"),
    "ror": ("ROR", "(a d) / (b c); limits: ROR x exp(-+ 1.96 sqrt(1/a + 1/b + 1/c + 1/d))"),
    "chi_square": ("chi-square, Pearson", "N (a d - b c)^2 / ((a + b)(c + d)(a + c)(b + d))"),
    "chi_square_yates": (
        "chi-square, Yates",
        "N (|a d - b c| - N/2)^2 / ((a + b)(c + d)(a + c)(b + d)); 0 where |a d - b c| is below N/2",
    ),
    "ic": ("IC", "log2((a + 0.5) / (E + 0.5)); limits by 2.5 % and 97.5 % of gamma(a + 0.5, rate E + 0.5)"),
    "ebgm": ("EBGM", "exp of the expected log ratio to E, given the prior above; limits: 5 % and 95 % quantiles"),
    "evans": ("Evans' criteria", "PRR at least 2, Pearson's chi-square at least 4, a at least 3"),
}
"""By measure: its name, and its formula. Sources: docs/reports.md."""


def typed_table() -> None:
    """Offer the four cells and the prior, and show every measure with its formula. The link carries what was typed."""
    columns = st.container(key="four_cells").columns(4)
    cells = {
        name: int(column.number_input(label, 0, 10**9, _FIRST[name], key=f"cell_{name}", bind="query-params"))
        for column, (name, label) in zip(columns, CELLS.items(), strict=True)
    }
    with st.expander("The prior of EBGM", key="prior_of_ebgm"):
        st.caption(
            "Two gamma distributions of the ratio (shape alpha, rate beta) and the share of the first. What stands "
            "here at first is the starting point of DuMouchel 1999, an example: take the prior fitted on your reports."
        )
        prior = Prior(
            **{
                name: float(
                    column.number_input(name, 1e-7, 1e6, start, format="%.6g", key=f"hyper_{name}", bind="query-params")
                )
                for column, (name, start) in zip(st.columns(5), _PRIOR.items(), strict=True)
            }
        )
    if not sum(cells.values()):
        st.info("There is no report in this table.")
        return
    if prior.share >= 1:
        st.info(f"The share of the first distribution is {prior.share:g}; allowed are shares above 0 and below 1.")
        return
    rows = measures_of_cells(cells, prior)
    st.html(as_passage(_sentence(cells), title="Every measure"))
    table_of_rows(rows)
    offer_csv("typed_table", rows)


def measures_of_cells(cells: dict[str, int], prior: Prior) -> pl.DataFrame:
    """Give every measure of a 2x2 table with its limits and its formula, "none" where it is not defined."""
    a, b, c, d = (cells[name] for name in CELLS)
    counts = pl.DataFrame({"a": [a], "n_drug": [a + b], "n_event": [a + c], "n": [a + b + c + d]})
    (row,) = measured(counts, prior).iter_rows(named=True)
    return pl.DataFrame(
        [
            (
                name,
                ("met" if row[measure] else "not met") if measure == "evans" else _number(row[measure]),
                *(_number(row[limit]) if limit else "" for limit in LIMITS.get(measure, ("", ""))),
                formula,
            )
            for measure, (name, formula) in FORMULAS.items()
        ],
        ["Measure", "Value", "From", "To", "How it is computed"],
        orient="row",
    )


def _sentence(cells: dict[str, int]) -> str:
    a, b, c, d = (cells[name] for name in CELLS)
    return f"{a:,} of {a + b:,} reports with the drug name the event, and {c:,} of {c + d:,} reports without it."


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:,.4g}" if abs(value) < 1_000 else f"{value:,.1f}"  # noqa: PLR2004  four digits

"""The cases of a band counted in a grid, as its chart draws them: how they ended, and what a re-exposure brought."""

from __future__ import annotations

import polars as pl

_RESULTS = {
    "recurred": "recurred",
    "did not recur": "did not recur",
    "done, outcome unknown": "outcome not known",
    "not attempted": "not given again",
}
_OUTCOMES = {
    "resolved": "resolved",
    "improved": "improved",
    "improved with residual fibrosis": "residual fibrosis",
    "stable": "stable",
    "worsened": "worsened",
    "died of the lung injury": "died of it",
}
_STEROID = {"yes": "with steroid", "no": "without steroid"}
NOT_KNOWN = "not known"
"""The row or column of a grid for the cases of which it is not known."""


def grid_after_stopping(cases: pl.DataFrame) -> pl.DataFrame:
    """Count how the cases ended whose drug was stopped, by steroid. Rows: those of queries/board/after_stopping.sql."""
    stopped = cases.filter(pl.col("stopped") == "yes")
    return _grid(stopped, {"steroid": _STEROID}, "outcome", _OUTCOMES)


def grid_given_again(cases: pl.DataFrame) -> pl.DataFrame:
    """Count what each kind of re-exposure brought. Rows: those of queries/board/given_again.sql."""
    rows = {"same_drug": "same drug", "other_imid_after": "another IMiD, after"}
    answers = cases.select("case_id", *rows).unpivot(index="case_id", value_name="result")
    return _grid(answers, {"variable": rows}, "result", _RESULTS)


def _grid(cases: pl.DataFrame, rows: dict[str, dict[str, str]], column: str, columns: dict[str, str]) -> pl.DataFrame:
    """Count cases in a grid: one row per field that is not empty, with the number of cases in its row (`of_row`)."""
    ((row, names),) = rows.items()
    lanes, ranks = [*names.values(), NOT_KNOWN], [*columns.values(), NOT_KNOWN]
    return (
        cases.select(
            lane=pl.col(row).replace_strict(names, default=NOT_KNOWN, return_dtype=pl.String()),
            result=pl.col(column).replace_strict(columns, default=NOT_KNOWN, return_dtype=pl.String()),
        )
        .group_by("lane", "result")
        .agg(cases=pl.len().cast(pl.Int64()))
        .with_columns(of_row=pl.col("cases").sum().over("lane"))
        .sort(pl.col("lane").cast(pl.Enum(lanes)), pl.col("result").cast(pl.Enum(ranks)))
    )

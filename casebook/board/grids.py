"""The cases of a band counted in a grid, as its chart draws them: how they ended, and what a re-exposure brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from common.kept import once

if TYPE_CHECKING:
    from collections.abc import Mapping

_RESULTS = {
    "recurred": "recurred",
    "did not recur": "did not recur",
    "done, outcome unknown": "outcome not known",
    "not attempted": "not attempted",
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
_RE_EXPOSURES = {"same_drug": "rechallenge", "other_imid_after": "another IMiD, after"}

NOT_KNOWN = "not known"
"""The row or column of a grid for the cases of which it is not known."""


class Grid(NamedTuple):
    """What stands beside the rows of a grid and above its columns, in order."""

    lanes: tuple[str, ...]
    results: tuple[str, ...]


AFTER_STOPPING = Grid((*_STEROID.values(), NOT_KNOWN), (*_OUTCOMES.values(), NOT_KNOWN))
GIVEN_AGAIN = Grid(tuple(_RE_EXPOSURES.values()), (*_RESULTS.values(), NOT_KNOWN))


@once
def grid_after_stopping(cases: pl.DataFrame) -> pl.DataFrame:
    """Count how the cases ended whose drug was stopped, by steroid. Rows: those of queries/board/after_stopping.sql."""
    stopped = cases.filter(pl.col("stopped") == "yes").select(lane="steroid", result="outcome")
    return _counted(stopped, _STEROID, _OUTCOMES, AFTER_STOPPING)


@once
def grid_given_again(cases: pl.DataFrame) -> pl.DataFrame:
    """Count what each kind of re-exposure brought. Rows: those of queries/board/given_again.sql."""
    answers = cases.select(*_RE_EXPOSURES).unpivot(variable_name="lane", value_name="result")
    return _counted(answers, _RE_EXPOSURES, _RESULTS, GIVEN_AGAIN)


def _counted(cases: pl.DataFrame, lanes: Mapping[str, str], results: Mapping[str, str], grid: Grid) -> pl.DataFrame:
    """Count cases in a grid: one row per field that is not empty, with the number of cases in its row (`of_row`)."""
    return (
        cases.with_columns(
            lane=pl.col("lane").replace_strict(lanes, default=NOT_KNOWN, return_dtype=pl.String()),
            result=pl.col("result").replace_strict(results, default=NOT_KNOWN, return_dtype=pl.String()),
        )
        .group_by("lane", "result")
        .agg(cases=pl.len().cast(pl.Int64()))
        .with_columns(of_row=pl.col("cases").sum().over("lane"))
        .sort(pl.col("lane").cast(pl.Enum(grid.lanes)), pl.col("result").cast(pl.Enum(grid.results)))
    )

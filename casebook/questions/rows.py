"""Rows of a chart, of one selection or of two: beside each other, each row stands once for A and below it for B."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from common import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.charts import Drawn

SIDES = ("A", "B")
"""The names of two selections in charts, and of the sentences and counts that belong to them."""

NAMED_BY_HOVER = "which (20 at most)"
"""Title of the cases that a hover over a mark of several names, as queries list them."""

_FIRST, _SECOND = SIDES
_TAB = r"'\t'"
_OF_BOTH = f"indexof(datum.label, {_TAB}) < 0"
_IN_TWO_LINES = "split(replace(replace(datum.label, ' with ', '|with '), ', ', ',|'), '|')"
_HAS_TWO_LINES = f"length({_IN_TWO_LINES}) > 1"
_OF_TERMS = (
    f"{_OF_BOTH} ? {_IN_TWO_LINES} : slice(datum.label, -1) == '{_SECOND}' ? '{_SECOND}' : "
    f"replace(datum.label, {_TAB}, '   ')"
)
"""What stands beside a row: its term, a long one in two lines; of two selections "yes   A" and below it "B"."""

_OF_CASES = f"replace(datum.label, {_TAB}, '   ')"
"""Each row of a case has its name: A and B hold other cases."""

_WIDEST = 220


def rows_of(order: Sequence[str] | None = None, *, each_named: bool = False) -> alt.Y:
    """Lay out one row for each term of a chart that `in_rows` made: in the order given, or by their rank.

    Of two selections B's row follows A's and is not named again, unless `each_named`: where a term may have B's alone.
    """
    of_sides = [f"{term}{side}" for term in order or () for side in ("", *(f"\t{side}" for side in SIDES))]
    axis = alt.Axis(
        labelLimit=_WIDEST,
        labelOverlap=False,
        labelExpr=_OF_CASES if each_named else _OF_TERMS,
        labelOffset={
            "condition": {"test": f"{_OF_BOTH} && {_HAS_TWO_LINES}", "value": -7},
            "value": 0,
        },
    )
    return alt.Y("row:N", sort=of_sides or _BY_RANK, title=None, axis=axis)


def rows_of_cases(widest: int = 300) -> alt.Y:
    """Lay out one row for each case of a chart that `in_rows` made, those of A first."""
    axis = alt.Axis(labelLimit=widest, labelOverlap=False, labelExpr=_OF_CASES)
    return alt.Y("row:N", sort=_BY_RANK, title=None, axis=axis)


def columns_of(term: str, rank: str) -> alt.X:
    """Lay out one column for each term, by the column that ranks them; the terms stand above, at a slant."""
    axis = alt.Axis(orient="top", labelAngle=-50, labelLimit=190, labelOverlap=False)
    return alt.X(f"{term}:N", sort=alt.EncodingSortField(rank, op="min"), title=None, axis=axis)


_BY_RANK = alt.EncodingSortField("row_rank", op="min")


def in_rows(chart: Drawn, term: str, rank: str = "0", *, side_by_side: bool = True) -> Drawn:
    """Give each mark the row of its term, and that its rank, from the column `rank`.

    Of two selections, A and B of one term follow each other; where not `side_by_side`, all of B follows all of A.
    """
    second = f"(datum.side == '{_SECOND}')"
    place = f"2 * datum.{rank} + {second}" if side_by_side else f"1e6 * {second} + datum.{rank}"
    return chart.transform_calculate(
        row=f"isValid(datum.side) ? datum.{term} + {_TAB} + datum.side : datum.{term}",
        **({} if rank == "0" else {"row_rank": place}),
    )


def of_both(sides: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Give the rows of a chart: those of one selection, or of two with `side`, which names whose each is."""
    if len(sides) == 1:
        return sides[0]
    named = [rows.with_columns(side=pl.lit(side)) for rows, side in zip(sides, SIDES, strict=True)]
    return pl.concat([rows for rows in named if not rows.is_empty()] or named, how="diagonal_relaxed")


def fit_to_two(specified: dict[str, Any], rows: pl.DataFrame, row_height: int | None) -> dict[str, Any]:
    """Fit a specification to rows of two selections: rows of this height, and a line between terms."""
    if "side" not in rows.columns:
        return specified
    fitted = dict(specified)
    place = next((y for y in map(_row, specified["layer"]) if y.get("field") == "row"), None)
    if row_height and place:
        fitted["height"] = {"step": row_height}
        fitted["layer"] = [_line_above_each_term(place), *specified["layer"]]
    return fitted


def _row(layer: dict[str, Any]) -> dict[str, Any]:
    return layer.get("encoding", {}).get("y", {})


def _line_above_each_term(place: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "rule", "color": theme.QUIET, "strokeWidth": 0.4, "aria": False},
        "transform": [{"filter": f"datum.side == '{_FIRST}'"}],
        "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, "y": {**place, "bandPosition": 0}},
    }

"""Selections side by side, drawn on the same axes: the same terms in the same order, to the same end.

Each function takes the rows of a question, a frame for each selection, and gives the rows that are drawn. Latencies and
shares of cells have axes that no case changes; their rows stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook.codebook import codebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import SameAxes, Sides

KINDS = tuple(codebook().finding_kinds())
"""Kinds of findings, such as "CT pattern", in clinical order."""

_PLACE_OF_KIND = {kind: place for place, kind in enumerate(KINDS)}


def of_several(same_axes: SameAxes) -> SameAxes:
    """Leave the rows of a single selection as they are."""
    return lambda sides: same_axes(sides) if len(sides) > 1 else list(sides)


def same_terms(sides: Sequence[pl.DataFrame]) -> Sides:
    """Give each side of counted rows the terms of all of them, and the end of their axis in cases (`axis_end`).

    A side without a case has no row. A kind of finding of which a side knows nothing has no zero there (`last`); in how
    many cases something of a kind is known stands in each of its rows.
    """
    longest = greatest(sides, "of_term")
    keys = sides[0].columns[: sides[0].columns.index("drug")]
    named = [side.with_columns(pl.col(keys).cast(pl.String)) for side in sides]
    each = pl.concat([side.select(*keys, "of_term").unique(maintain_order=True) for side in named])
    terms = each.group_by(keys, maintain_order=True).agg(of_both=pl.col("of_term").sum())
    if "kind" in keys:
        none_of_kind = pl.col("of_both").sum().over("kind") == 0
        terms = terms.filter((pl.col("of_both") > 0) | none_of_kind)
        terms = terms.sort(place_of_kind(), -pl.col("of_both"), "finding")
        terms = terms.with_row_index("finding_rank").with_columns(first_of_kind=pl.col("kind").is_first_distinct())
    blank = {"cases": 0, "before": 0, "of_term": 0, "last": True}
    filled = [
        terms.drop("of_both")
        .join(side.drop(set(terms.columns) - set(keys), strict=False), on=keys, how="left", maintain_order="left_right")
        .with_columns(*(pl.col(column).fill_null(value) for column, value in blank.items()), axis_end=pl.lit(longest))
        .filter(pl.lit(not side.is_empty()))
        for side in named
    ]
    return [_of_kinds(rows, side) for rows, side in zip(filled, named, strict=True)] if "kind" in keys else filled


def _of_kinds(rows: pl.DataFrame, side: pl.DataFrame) -> pl.DataFrame:
    """Say in each row how many cases of its side say of its kind; where none does, no count stands behind the row."""
    said = side.select("kind", "known", "of_all").unique("kind")
    known = pl.col("known").fill_null(0) > 0
    joined = rows.drop("known", "of_all").join(said, on="kind", how="left", maintain_order="left")
    return joined.with_columns(last=pl.col("last") & known)


def to_the_greatest(column: str) -> SameAxes:
    """Let every side go on to the greatest value of a column in any of them (`axis_end`)."""
    return of_several(lambda sides: [side.with_columns(axis_end=pl.lit(greatest(sides, column))) for side in sides])


def greatest(sides: Sequence[pl.DataFrame], column: str) -> int:
    """Give the greatest value of a column in any side; 0 where no side has rows."""
    return max((int(side[column].max() or 0) for side in sides), default=0)  # ty: ignore[invalid-argument-type]


def place_of_kind() -> pl.Expr:
    """Give the place of the kind of a finding, to sort by."""
    return pl.col("kind").replace_strict(_PLACE_OF_KIND, return_dtype=pl.Int64)

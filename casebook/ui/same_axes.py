"""Two selections side by side, drawn on the same axes: the same terms in the same order, to the same end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook.sentences import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Sides = list[pl.DataFrame]

_PLACE_OF_KIND = {kind: place for place, kind in enumerate(KINDS)}


def with_same_axes(question: str, rows: Sequence[pl.DataFrame]) -> Sides:
    """Give the rows of a question, a frame for each selection, such that their charts have the same axes.

    Latencies and shares of cells have axes that no case changes; their rows stay as they are.
    """
    if question == "finding_counts":
        return _same_terms(rows)
    if len(rows) == 1:
        return list(rows)
    return _SAME.get(question, _same_terms if question.endswith("_by_drug") else list)(rows)


def _same_terms(rows: Sequence[pl.DataFrame]) -> Sides:
    """Give each frame of counted rows the terms of all of them, and the end of their axis in cases (`axis_end`)."""
    longest = _longest(rows, "of_term")
    keys = rows[0].columns[: rows[0].columns.index("drug")]
    named = [shown.with_columns(pl.col(keys).cast(pl.String)) for shown in rows]
    each = pl.concat([shown.select(*keys, "of_term").unique(maintain_order=True) for shown in named])
    terms = each.group_by(keys, maintain_order=True).agg(of_both=pl.col("of_term").sum())
    if "kind" in keys:
        terms = terms.sort(pl.col("kind").replace_strict(_PLACE_OF_KIND), -pl.col("of_both"), "finding")
        terms = terms.with_row_index("finding_rank").with_columns(first_of_kind=pl.col("kind").is_first_distinct())
    blank = {"cases": 0, "before": 0, "of_term": 0, "last": True}
    return [
        terms.drop("of_both")
        .join(
            shown.drop(set(terms.columns) - set(keys), strict=False), on=keys, how="left", maintain_order="left_right"
        )
        .with_columns(*(pl.col(column).fill_null(value) for column, value in blank.items()), axis_end=pl.lit(longest))
        for shown in named
    ]


def _same_findings(rows: Sequence[pl.DataFrame]) -> Sides:
    """Give the cases of each side a column for each finding that either side names."""
    columns = pl.concat([side.select("kind", "finding", "named_in").unique() for side in rows])
    columns = columns.group_by("kind", "finding").agg(pl.col("named_in").sum())
    of_kind = pl.col("named_in").sum().over("kind")
    columns = columns.filter((pl.col("named_in") > 0) | (of_kind == 0)).sort(
        pl.col("kind").replace_strict(_PLACE_OF_KIND, return_dtype=pl.Int64), -pl.col("named_in"), "finding"
    )
    columns = columns.with_row_index("finding_rank", offset=1)
    silent = pl.when(pl.col("state") == "named").then(pl.lit("not named")).otherwise("state").alias("otherwise")
    return [
        side.select(pl.exclude("finding", "finding_rank", "named_in", "state"), silent)
        .unique(["case_id", "kind"], maintain_order=True)
        .join(columns, on="kind", how="left", maintain_order="left_right")
        .join(
            side.filter(pl.col("state") == "named").select("case_id", "finding", "state"),
            on=["case_id", "finding"],
            how="left",
        )
        .with_columns(pl.coalesce("state", "otherwise").alias("state"))
        .select(side.columns)
        .sort("case_rank", "finding_rank")
        for side in rows
    ]


def _same_pairs(rows: Sequence[pl.DataFrame]) -> Sides:
    """Give each side the findings of both, in one order, and the most cases of a pair (`axis_end`)."""
    together = (
        pl.concat([side.select("finding", "cases") for side in rows]).group_by("finding").agg(pl.col("cases").sum())
    )
    ranked = together.sort(-pl.col("cases"), "finding").select("finding", place=pl.int_range(1, pl.len() + 1))
    places = dict(ranked.rows())
    return [
        pl.concat(
            [
                side.select("finding", "with_finding", "cases"),
                ranked.select("finding", pl.col("finding").alias("with_finding"), cases=pl.lit(0, pl.Int64)),
            ]
        ).with_columns(
            place=pl.col("finding").replace_strict(places),
            with_place=pl.col("with_finding").replace_strict(places),
            axis_end=pl.lit(_longest(rows, "cases")),
        )
        for side in rows
    ]


def _same_re_exposures(rows: Sequence[pl.DataFrame]) -> Sides:
    """Give each side a cell for each drug that either side was given; a cell that it lacks is one without a case."""
    given = pl.concat([side.select("given") for side in rows]).unique(maintain_order=True)
    counts = ("cases", "recurred", "not_recurred", "unknown")
    names = ("recurred_ids", "not_recurred_ids", "unknown_ids")
    return [
        side.select("time", "drug", "other_cases", "other_recurred", "other_not_recurred")
        .unique(maintain_order=True)
        .join(given, how="cross", maintain_order="left_right")
        .join(side.select("time", "drug", "given", *counts, *names), on=["time", "drug", "given"], how="left")
        .with_columns(pl.col(counts).fill_null(0), pl.col(names).fill_null(""))
        .select(side.columns)
        for side in rows
    ]


def _to_the_longest(column: str) -> Callable[[Sequence[pl.DataFrame]], Sides]:
    """Let every side go on to the greatest value of a column in any of them (`axis_end`)."""
    return lambda rows: [side.with_columns(axis_end=pl.lit(_longest(rows, column))) for side in rows]


def _longest(rows: Sequence[pl.DataFrame], column: str) -> int:
    return max((int(side[column].max() or 0) for side in rows), default=0)  # ty: ignore[invalid-argument-type]


_SAME: Mapping[str, Callable[[Sequence[pl.DataFrame]], Sides]] = {
    "finding_matrix": _same_findings,
    "finding_pairs": _same_pairs,
    "re_exposure": _same_re_exposures,
    "treatment_flow": _to_the_longest("high"),
    "known_facts": _to_the_longest("all_cases"),
}
"""Question, and what gives its sides the same axes; counts by drug have _same_terms."""

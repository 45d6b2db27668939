"""Which findings come together: a field of pairs, of one selection or of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from casebook.estimates import not_known_in_any
from casebook.questions.axes import greatest
from casebook.questions.record import Question
from casebook.questions.rows import NAMED_BY_HOVER, SIDES, columns_of
from casebook.questions.words import first_named, many
from common import theme
from common.charts import Drawn, layer, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import Sides


_PAIR = ["finding", "with_finding"]
_MOST_LISTED = 20
"""Pairs that a narrow screen lists."""

_MOST_DRAWN = 30
"""Pairs that the field holds: of more, those that the most cases name."""


def _finding_pairs_chart() -> Drawn:
    """Set findings against findings: in how many cases two are named together."""
    first = alt.Y(
        "finding:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=220, labelOverlap=False),
    )
    second = columns_of("with_finding", "with_place")
    tooltips = [
        alt.Tooltip("finding:N", title="finding"),
        alt.Tooltip("with_finding:N", title="together with"),
        alt.Tooltip("cases:Q", title="cases"),
        alt.Tooltip("case_ids:N", title=NAMED_BY_HOVER),
    ]
    return alt.layer(
        # Unseen marks give each finding its row and column, those without a pair too: one of each is enough.
        layer("point", opacity=0)
        .transform_window([alt.WindowFieldDef("row_number", **{"as": "of_row"})], groupby=["finding"])
        .transform_window([alt.WindowFieldDef("row_number", **{"as": "of_column"})], groupby=["with_finding"])
        .transform_filter("datum.of_row == 1 || datum.of_column == 1")
        .encode(second, first),
        layer("rect")
        .transform_joinaggregate(most="max(cases)")
        .transform_filter("datum.cases > 0")
        .transform_calculate(share="datum.cases / (isValid(datum.axis_end) ? datum.axis_end : datum.most)")
        .encode(second, first, theme.tint(), tooltip=tooltips)
        .add_params(pick("finding")),
        layer("text", style="on_tint")
        .transform_filter("datum.cases > 0")
        .encode(second, first, alt.Text("cases:Q"), tooltip=tooltips),
        *(
            # Below the field: in a corner of it the words would lie on counts.
            layer("text", text=f"{side} {half}", align=align, baseline="top", dy=8, fontSize=15, fontWeight="bold")
            .transform_filter(f"datum.side == '{side}'")
            .transform_aggregate(side="min(side)")
            .encode(alt.XValue(x), alt.YValue("height"))
            for side, half, align, x in (
                (SIDES[0], "above the diagonal", "right", "width"),
                (SIDES[1], "below the diagonal", "left", 0),
            )
        ),
    ).properties(height=alt.Step(22))


def _finding_pairs(rows: pl.DataFrame) -> str:
    """Say which two findings are named together most often, or that no case names two."""
    known, of_all = rows.select("known", "of_all").row(0)
    silent = f", {of_all - known} not known" if of_all > known else ""
    if rows["cases"].sum() == 0:
        if known == 0:
            return f"Findings: {not_known_in_any(of_all)}."
        return f"None come together: no case names two findings{silent}."
    first, second, cases = rows.select("finding", "with_finding", "cases").row(0)
    others = rows.filter(pl.col("cases") == cases).height // 2 - 1
    so_do = f", and so {'is' if others == 1 else 'are'} {many(others, 'other pair')}" if others else ""
    says = f"{known} that {'says' if known == 1 else 'say'} anything of findings{silent}"
    return f"Named together most often: {first} and {second}, in {cases} of {says}{so_do}."


def _same_pairs(sides: Sequence[pl.DataFrame]) -> Sides:
    """Give each side the findings of both, in one order, and the most cases of a pair (`axis_end`).

    A pair stands twice in the field of one selection; of two, A has the half above the diagonal and B that below. A
    side without a pair has no row: there is nothing to draw.
    """
    sides = _drawn(sides)
    if len(sides) == 1:
        return sides
    together = (
        pl.concat([side.select("finding", "cases") for side in sides]).group_by("finding").agg(pl.col("cases").sum())
    )
    ranked = together.sort(-pl.col("cases"), "finding").select("finding", place=pl.int_range(1, pl.len() + 1))
    places = dict(ranked.rows())
    above = pl.col("place") < pl.col("with_place")
    return [
        pl.concat(
            [
                side.select("finding", "with_finding", "cases", "case_ids"),
                ranked.select("finding", pl.col("finding").alias("with_finding"), cases=pl.lit(0, pl.Int64)),
            ],
            how="diagonal",
        )
        .with_columns(
            place=pl.col("finding").replace_strict(places),
            with_place=pl.col("with_finding").replace_strict(places),
            axis_end=pl.lit(greatest(sides, "cases")),
        )
        .filter((pl.col("cases") == 0) | half)
        for side, half in zip(sides, (above, ~above), strict=True)
    ]


def _drawn(sides: Sequence[pl.DataFrame]) -> Sides:
    """Leave the pairs of one selection or two that are drawn: those that either counts at least so often.

    Small counts are most of them, and hide what comes together more often. Where no pair has more than one case, all
    are drawn.
    """
    every = _greatest_counts(sides)
    drawn = every.filter(pl.col("cases") >= _fewest_drawn(every))
    return [side.join(drawn, on=_PAIR, how="semi", maintain_order="left") for side in sides]


def _greatest_counts(sides: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Give each pair that a case names, with its count in the selection that counts it most often."""
    every = pl.concat([side.select(*_PAIR, "cases") for side in sides]).filter(pl.col("cases") > 0)
    return every.group_by(_PAIR).agg(pl.col("cases").max())


def _fewest_drawn(every: pl.DataFrame) -> int:
    """Give the count from which on a pair is drawn: the least, of 2 and more, at which the field is not too full.

    Pairs of equal count are drawn together: where the most frequent ones are too many, it is their count. It is 1 where
    no pair has more than one case.
    """
    most_first = every.filter(pl.col("cases") > 1)["cases"].sort(descending=True)
    if most_first.len() <= 2 * _MOST_DRAWN:  # a pair stands twice in the field
        return 2 if most_first.len() else 1
    return min(int(most_first[2 * _MOST_DRAWN]) + 1, int(most_first[0]))


def _not_drawn(rows: pl.DataFrame) -> str:
    """Say how many pairs are not drawn, and where they stand. Of two selections each may count a pair less often."""
    every = _greatest_counts([rows])
    fewest = _fewest_drawn(every)
    left_out = every.filter(pl.col("cases") < fewest).height // 2  # a pair stands twice
    below = "is 1" if fewest == 2 else f"is below {fewest}"  # noqa: PLR2004  one count alone is left out
    return f"Not drawn: {many(left_out, 'pair')} whose count {below}. “Rows and CSV” has all." if left_out else ""


def _pairs_in_list(rows: pl.DataFrame) -> pl.DataFrame:
    """List the pairs that are drawn, each once and the most frequent first, as a narrow screen shows them."""
    (drawn,) = _drawn([rows])
    once = drawn.filter(pl.col("finding") < pl.col("with_finding")).head(_MOST_LISTED)
    return once.select(
        **{"Most often together": pl.format("{} and {}", "finding", "with_finding")},
        Cases="cases",
        Which=pl.Series([first_named(*pair) for pair in once.select("case_ids", "cases").rows()], dtype=pl.String),
    )


finding_pairs = Question(
    "finding_pairs",
    _finding_pairs_chart,
    _finding_pairs,
    _same_pairs,
    legend=_not_drawn,
    facts=("findings",),
    in_list=_pairs_in_list,
)

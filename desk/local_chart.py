"""Counts of local cases as a chart, alone or with those of published ones on the same axes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from common import theme
from common.charts import Drawn, layer
from desk.local_counts import HIDDEN, LocalCount

if TYPE_CHECKING:
    from common.charts import Chart

PUBLISHED, LOCAL = "published cases", "local cases"
_COLOURS = {PUBLISHED: theme.HUES[2], LOCAL: theme.HUES[0]}
_BAR = 22
"""Height of a bar with the room around it, in pixels."""


@cache
def counts_of(*sides: str) -> Chart:
    """Give the chart of the cases of each term: of one side, or of both on one axis, each in its colour."""

    def chart() -> Drawn:
        return _bars(sides)

    axis = " on one axis" if len(sides) > 1 else ""
    chart.__doc__ = f"Bars of the {' and the '.join(sides)} of each term{axis}; a hidden count is a word, and no bar."
    return chart


def _bars(sides: tuple[str, ...]) -> Drawn:
    side = alt.YOffset("side:N", sort=[*sides])
    row = alt.Y("answer:N", sort=alt.EncodingSortField("place", op="min"), title=None, axis=alt.Axis(labelLimit=220))
    tooltips = [
        alt.Tooltip("side:N", title="counted"),
        alt.Tooltip("answer:N", title="is"),
        alt.Tooltip("words:N", title="cases"),
    ]
    heard = "datum.side + ': ' + datum.answer + ', ' + datum.words"
    bars = (
        layer("bar", height={"band": 0.85})
        .transform_calculate(heard=heard)
        .encode(
            alt.X("cases:Q", axis=theme.counts(), scale=alt.Scale(domainMin=0)),
            row,
            side,
            alt.Color(
                "side:N",
                scale=alt.Scale(domain=[*sides], range=[_COLOURS[side] for side in sides]),
                legend=alt.Legend(orient="top", title=None),
            ),
            description=alt.Description("heard:N"),
            tooltip=tooltips,
        )
    )
    words = layer("text", align="left", dx=5, fontWeight="bold", color=theme.QUIET, aria=False).encode(
        alt.X("cases:Q"), row, side, alt.Text("words:N")
    )
    room = layer("point", opacity=0, aria=False).transform_calculate(end="datum.cases * 1.12").encode(alt.X("end:Q"))
    return alt.layer(bars, words, room).properties(height=alt.Step(_BAR, **{"for": "offset"}))


def rows_of_counts(published: list[LocalCount] | None, local: list[LocalCount] | None) -> pl.DataFrame:
    """Give the rows of the chart: one for each side and term that any side has, a hidden count as 0 with its word."""
    sides = {PUBLISHED: published, LOCAL: local}
    present = {count.term for of_side in sides.values() for count in of_side or () if count.cases != 0}
    rows = [
        {
            "side": side,
            "answer": count.term,
            "place": place,
            "cases": count.cases or 0,
            "words": HIDDEN if count.cases is None else f"{count.cases:,}",
        }
        for side, of_side in sides.items()
        for place, count in enumerate(of_side or ())
        if count.term in present
    ]
    schema = {"side": pl.String, "answer": pl.String, "place": pl.Int64, "cases": pl.Int64, "words": pl.String}
    return pl.DataFrame(rows, schema=schema)


def table_of_counts(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of the chart as a table: one for each term, a column for each side, a hidden count as its word."""
    sides = rows["side"].unique(maintain_order=True)
    wide = rows.select("answer").unique(maintain_order=True)
    for side in sides:
        of_side = rows.filter(side=side).select("answer", pl.col("words").str.replace_all(",", "").alias(side))
        wide = wide.join(of_side, on="answer", how="left", maintain_order="left")
    return wide.rename({"answer": "Answer", **{side: side.capitalize() for side in sides}})


def sentence_of_counts(rows: pl.DataFrame, sizes: dict[str, int]) -> str:
    """Say the counts of each side; `sizes` are its cases. What is hidden is named, not counted."""
    sentences = []
    for side, size in sizes.items():
        of_side = rows.filter(side=side)
        shown = of_side.filter((pl.col("words") != HIDDEN) & (pl.col("cases") > 0))
        parts = [", ".join(f"{term} {words}" for term, words in shown.select("answer", "words").rows())]
        hidden = of_side.filter(words=HIDDEN)["answer"].to_list()
        parts.append(f"hidden: {', '.join(hidden)}" if hidden else "")
        sentences.append(f"Of {size:,} {side}: {'; '.join(part for part in parts if part) or 'none of these terms'}.")
    return " ".join(sentences)

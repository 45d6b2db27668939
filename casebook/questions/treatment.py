"""What was done, and how it ended."""

from __future__ import annotations

import altair as alt
import polars as pl

from casebook.codebook import UNKNOWN
from casebook.questions.axes import to_the_greatest
from casebook.questions.record import Question, Table
from casebook.questions.words import capital, many
from common import theme
from common.charts import Drawn, layer, pick

_STAGES = ("drug stopped", "steroid for the lung event", "pace of recovery", "outcome")


def _treatment_flow_chart() -> Drawn:
    """Ribbons of cases from stopping the drug over a steroid and the pace of recovery to the outcome."""
    words = " : ".join(f"datum.value == {place} ? '{stage}'" for place, stage in enumerate(_STAGES, start=1)) + " : ''"
    axis = alt.Axis(
        values=list(range(1, len(_STAGES) + 1)),
        labelExpr=words,
        title=None,
        orient="top",
        grid=False,
        labelLimit=220,
        labelOverlap=False,
    )
    stage = alt.X("stage:Q", scale=alt.Scale(domain=[0.95, 5.2], nice=False), axis=axis)
    height = alt.Scale(reverse=True, nice=False)
    tooltips = [
        alt.Tooltip("from_term:N", title="from"),
        alt.Tooltip("to_term:N", title="to"),
        alt.Tooltip("cases:Q", title="cases"),
    ]
    return alt.layer(
        layer("point", opacity=0)
        .transform_aggregate(longest="max(axis_end)")
        .encode(alt.Y("longest:Q", scale=height, axis=None)),
        layer("area", opacity=0.22, interpolate="monotone", color=theme.MARK)
        .transform_filter("isValid(datum.ribbon)")
        .encode(
            stage,
            alt.Y("low:Q", scale=height, axis=None),
            alt.Y2("high"),
            alt.Detail("ribbon:N"),
            tooltip=tooltips,
        ),
        layer("rule", strokeWidth=14, color=theme.MARK)
        .transform_filter("!isValid(datum.ribbon)")
        .transform_calculate(from_="datum.low + 0.06", to="datum.high - 0.06")
        .encode(stage, alt.Y("from_:Q", scale=height, axis=None), alt.Y2("to"), tooltip=tooltips[1:])
        .add_params(pick("steroid_for_event", "outcome")),
        layer("text", align="left", dx=12)
        .transform_filter("!isValid(datum.ribbon)")
        .transform_joinaggregate(every="max(high)")
        .transform_filter("datum.cases >= 0.03 * datum.every")
        .transform_calculate(middle="(datum.low + datum.high) / 2", words="datum.to_term + ': ' + datum.cases")
        .encode(stage, alt.Y("middle:Q", scale=height, axis=None), alt.Text("words:N")),
    ).properties(height=420)


def _treatment_flow(rows: pl.DataFrame) -> str:
    """Say among reports how many got a steroid and recovered rapidly, and the same without."""
    arriving = pl.col("ribbon").str.starts_with("2: ") & (pl.col("stage") == 3)  # noqa: PLR2004  the pace of recovery
    ribbons = rows.filter(arriving).rename({"from_term": "from_steroid"})
    parts = []
    for steroid, words in (
        (("yes",), "of a steroid for the lung event"),
        (("no",), "that none was given"),
        (UNKNOWN, "where it is not known whether one was given"),
    ):
        of_them = ribbons.filter(pl.col("from_steroid").is_in(steroid))
        if of_them.is_empty():
            continue
        pace = dict(of_them.group_by("to_term").agg(pl.col("cases").sum()).rows())
        rapid, known = pace.get("rapid", 0), pace.get("rapid", 0) + pace.get("progressive", 0)
        fast = f"recovery was rapid in {rapid} of {known} that say" if known else "no pace of recovery is known"
        parts.append(f"among {many(sum(pace.values()), 'report')} {words}, {fast}")
    return f"{capital('; '.join(parts))}. Who got a steroid was not left to chance."


treatment_flow = Question("treatment_flow", _treatment_flow_chart, _treatment_flow, to_the_greatest("high"))
treatment = Table("treatment")
time_to_improvement = Table("time_to_improvement")

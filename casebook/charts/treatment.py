"""What was done, how it ended, and what happened when an IMiD was given again."""

from __future__ import annotations

import altair as alt

from casebook import palette
from common import theme
from common.charts import Drawn, layer, pick

_RESULTS = {"recurred": "injury", "not_recurred": "no injury", "unknown": "not known"}
"""Columns of counts, and in words what came of giving an IMiD."""

_ON_TINT = {"style": "on_tint"}

STAGES = ("drug stopped", "steroid for the event", "pace of recovery", "outcome")


def treatment_flow() -> Drawn:
    """Ribbons of cases from stopping the drug over a steroid and the pace of recovery to the outcome."""
    words = " : ".join(f"datum.value == {place} ? '{stage}'" for place, stage in enumerate(STAGES, start=1)) + " : ''"
    axis = alt.Axis(
        values=list(range(1, len(STAGES) + 1)),
        labelExpr=words,
        title=None,
        orient="top",
        grid=False,
        labelLimit=220,
        labelOverlap=False,
    )
    stage = alt.X("stage:Q", scale=alt.Scale(domain=[0.95, 5.2], nice=False), axis=axis)
    height = alt.Scale(reverse=True, nice=False)
    told = [
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
            tooltip=told,
        ),
        layer("rule", strokeWidth=14, color=theme.MARK)
        .transform_filter("!isValid(datum.ribbon)")
        .transform_calculate(from_="datum.low + 0.06", to="datum.high - 0.06")
        .encode(stage, alt.Y("from_:Q", scale=height, axis=None), alt.Y2("to"), tooltip=told[1:])
        .add_params(pick("steroid_for_event", "outcome")),
        layer("text", align="left", dx=12)
        .transform_filter("!isValid(datum.ribbon)")
        .transform_joinaggregate(every="max(high)")
        .transform_filter("datum.cases >= 0.03 * datum.every")
        .transform_calculate(middle="(datum.low + datum.high) / 2", words="datum.to_term + ': ' + datum.cases")
        .encode(stage, alt.Y("middle:Q", scale=height, axis=None), alt.Text("words:N")),
    ).properties(height=420)


def re_exposure() -> Drawn:
    """Set the drug of the lung injury against the drug given, before and after: what happened, in counts of cases."""
    order = [f"{time} injury|on {drug}" for time in ("before", "after") for drug in palette.DRUGS]
    axis = alt.Axis(labelExpr="split(datum.label, '|')", labelBaseline="line-bottom", labelOverlap=False)
    first = alt.Y("place:N", sort=order, title=None, axis=axis)
    given = alt.X(
        "given:N",
        sort=[*palette.DRUGS, "not named"],
        title="IMiD given",
        axis=alt.Axis(orient="top", labelAngle=0, labelOverlap=False),
    )
    told = [
        alt.Tooltip("time:N", title="given"),
        alt.Tooltip("drug:N", title="drug of the lung injury"),
        alt.Tooltip("given:N", title="IMiD given"),
        *(
            alt.Tooltip(column, title=title)
            for result, title in _RESULTS.items()
            for column, title in ((f"{result}:Q", title), (f"{result}_ids:N", f"{title}: cases"))
        ),
    ]
    place = "split(datum.time, ' ')[0] + ' injury|on ' + datum.drug"
    lines = [("datum.cases == 0", "'no report found'", 0, {"color": theme.QUIET})] + [
        (f"datum.{result} > 0", f"'{title} ' + datum.{result} + ': ' + datum.{result}_ids", 16 * line, _ON_TINT)
        for line, (result, title) in enumerate(_RESULTS.items(), start=-1)
    ]
    return alt.layer(
        layer("rect", stroke=theme.QUIET, strokeWidth=0.5)
        .transform_calculate(found="datum.cases > 0 ? 1 : 0", share="0", place=place)
        .encode(given, first, theme.tint(), alt.FillOpacity("found:Q", scale=None), tooltip=told)
        .add_params(pick("drug")),
        *(
            layer("text", fontSize=12, dy=dy, **colour)
            .transform_filter(those)
            .transform_calculate(words=words, place=place)
            .encode(given, first, alt.Text("words:N"))
            for those, words, dy, colour in lines
        ),
    ).properties(height=alt.Step(52))

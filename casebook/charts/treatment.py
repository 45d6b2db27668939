"""What was done, how it ended, and what happened when an IMiD was given again."""

from __future__ import annotations

import altair as alt

from casebook import theme
from casebook.charts.parts import Drawn, layer, pick

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
    order = [f"{time}: {drug}" for time in ("before the event", "after the event") for drug in theme.DRUGS]
    first = alt.Y("place:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, labelOverlap=False))
    given = alt.X(
        "given:N",
        sort=[*theme.DRUGS, "not named"],
        title="drug given",
        axis=alt.Axis(orient="top", labelAngle=0, labelOverlap=False),
    )
    told = [
        alt.Tooltip("time:N", title="given"),
        alt.Tooltip("drug:N", title="drug of the lung injury"),
        alt.Tooltip("given:N", title="drug given"),
        alt.Tooltip("recurred:Q", title="lung injury"),
        alt.Tooltip("not_recurred:Q", title="no lung injury"),
        alt.Tooltip("unknown:Q", title="not known"),
        alt.Tooltip("case_ids:N", title="cases"),
    ]
    words = (
        "datum.cases == 0 ? 'no report found' : "
        "datum.recurred + ' with injury; ' + datum.not_recurred + ' without; ' + datum.unknown + ' not known'"
    )
    return alt.layer(
        layer("rect", color=theme.TINTS[0], stroke=theme.QUIET, strokeWidth=0.5)
        .transform_calculate(found="datum.cases > 0 ? 1 : 0", place="datum.time + ': ' + datum.drug")
        .encode(given, first, alt.FillOpacity("found:Q", scale=None), tooltip=told)
        .add_params(pick("drug")),
        *(
            layer("text", color=colour)
            .transform_filter(those)
            .transform_calculate(words=words, place="datum.time + ': ' + datum.drug")
            .encode(given, first, alt.Text("words:N"))
            for those, colour in (("datum.cases > 0", theme.ON_TINT), ("datum.cases == 0", theme.QUIET))
        ),
    ).properties(height=alt.Step(38))

"""One case: its moments, in days after the start of the suspect drug."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from casebook.questions.record import Question
from common import theme
from common.charts import Drawn, layer

if TYPE_CHECKING:
    import polars as pl

_LEFT = 6
"""Where the words of a moment without a day begin, in pixels."""


def _exposure_chart() -> Drawn:
    """Place the moments of one case in days after the start of the suspect drug; those without stand at the left."""
    event = alt.Y("event:N", sort=alt.EncodingSortField("lane", op="min"), title=None, axis=alt.Axis(labelLimit=200))
    axis = alt.Axis(title="days after the start of the suspect drug", format="d")
    days = alt.Scale(nice=True, zero=True)
    tooltips = [
        alt.Tooltip("event:N", title="event"),
        alt.Tooltip("day:Q", title="day", format=".4~g"),
        alt.Tooltip("reported:N", title="as reported"),
        alt.Tooltip("detail:N", title="what was found"),
    ]
    return alt.layer(
        layer("bar", height=8, opacity=0.4, color=theme.MARK)
        .transform_filter("isValid(datum.day_low)")
        .encode(alt.X("day_low:Q", scale=days, axis=axis), alt.X2("day_high"), event, tooltip=tooltips),
        layer("point", filled=True, size=120, opacity=1, color=theme.MARK)
        .transform_filter("isValid(datum.day)")
        .encode(alt.X("day:Q", scale=days, axis=axis), event, tooltip=tooltips),
        layer("text", align="left", dx=10, color=theme.QUIET)
        .transform_filter("isValid(datum.day) || isValid(datum.day_low)")
        .transform_calculate(end="isValid(datum.day_high) ? datum.day_high : datum.day")
        .encode(alt.X("end:Q", scale=days, axis=axis), event, alt.Text("reported:N"), tooltip=tooltips),
        # What is longer than the chart is wide ends in dots; the sentence above the chart has all of it.
        layer("text", align="left", color=theme.QUIET, fontStyle="italic", limit={"expr": f"width - {_LEFT}"})
        .transform_filter("!isValid(datum.day) && !isValid(datum.day_low)")
        .encode(alt.XValue(_LEFT), event, alt.Text("reported:N"), tooltip=tooltips),
    ).properties(height=alt.Step(26))


def _exposure(rows: pl.DataFrame) -> str:
    """Say each moment of the case with its day, or that the day is not known."""
    moments = [
        f"{event}, day {day:.0f}" if day is not None else f"{event}: {reported}"
        for event, day, reported in rows.select("event", "day", "reported").rows()
    ]
    return "In days after the start of the suspect drug: " + "; ".join(moments) + "."


exposure = Question("exposure", _exposure_chart, _exposure)

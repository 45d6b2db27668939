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

_GAP = 10
"""Pixels between a moment and its words."""

_BEFORE, _BEHIND = f"(scale('x', datum.start) - {_GAP})", f"(width - scale('x', datum.end) - {_GAP})"
"""Pixels for the words of a moment before it, and behind it."""

_STAND_BEHIND = f"({_BEHIND} > 7 * length(datum.reported) || {_BEHIND} > {_BEFORE})"
"""The words stand behind their moment where they have room there, and else where there is more of it."""

_PLACE = f"{_STAND_BEHIND} ? width - {_BEHIND} : {_BEFORE}"
"""Where the words begin behind their moment, or end before it."""


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
        layer(
            "text",
            align={"expr": f"{_STAND_BEHIND} ? 'left' : 'right'"},
            limit={"expr": f"max({_BEFORE}, {_BEHIND})"},
            color=theme.QUIET,
        )
        .transform_filter("isValid(datum.day) || isValid(datum.day_low)")
        .transform_calculate(
            start="isValid(datum.day_low) ? datum.day_low : datum.day",
            end="isValid(datum.day_high) ? datum.day_high : datum.day",
        )
        .encode(alt.XValue({"expr": _PLACE}), event, alt.Text("reported:N"), tooltip=tooltips),
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

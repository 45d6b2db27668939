"""The charts of the board, in letters for a room: one per band, made without rows, as in casebook/questions."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import altair as alt

from casebook import palette
from casebook.board.grids import AFTER_STOPPING, GIVEN_AGAIN, NOT_KNOWN
from common import theme
from common.charts import Drawn, layer, specification

if TYPE_CHECKING:
    from casebook.board.grids import Grid
    from common.charts import Chart

LANE = 24
"""Height of a row, in pixels."""


@cache
def room_specification(chart: Chart, ink: str) -> dict[str, Any]:
    """Turn a chart into its Vega-Lite specification without data, in letters for a room; `ink` colours them."""
    in_ink = {"text": {"color": ink}, "axis": {"labelColor": ink, "titleColor": ink}}
    letters = theme.ROOM_LETTERS | {part: {**theme.ROOM_LETTERS[part], **colours} for part, colours in in_ink.items()}
    return specification(chart) | {"config": letters | {"view": {"stroke": None}}}


def seen_before() -> Drawn:
    """Each known latency a dot on a logarithmic day axis, in the row of its drug; the patient's day a line through all.

    Rows: those of queries/findings/latency.sql, each with its lane and the day of the patient (`patient_day`) or NULL;
    on a screen with the name of its case (`case`), which a hover tells.
    """
    drug = alt.Y("drug:N", sort=list(palette.DRUGS), scale=alt.Scale(domain=list(palette.DRUGS)), title=None)
    lane = alt.YOffset("lane:Q", scale=alt.Scale(domain=[-3.5, 3.5]))
    scale = alt.Scale(type="log", domain=[1, 12000], clamp=True)
    days = theme.day_axis(title=None)
    days["labelPadding"] = 4
    days["labelOverlap"] = "greedy"  # letters for a room leave no room for each mark on a narrow chart
    colour = palette.drug_colour().legend(None)
    known = "isValid(datum.latency_days)"
    line = "isValid(datum.patient_day)"
    return alt.layer(
        layer("rule", strokeWidth=5, opacity=0.4)
        .transform_filter(known)
        .transform_calculate(low="max(datum.latency_low_days, 1)")
        .encode(alt.X("low:Q", scale=scale, axis=days), alt.X2("latency_high_days"), drug, lane, colour),
        layer("point", filled=True, opacity=0.95)
        .transform_filter(known)
        .transform_calculate(at="max(datum.latency_days, 1)")
        .encode(
            alt.X("at:Q", scale=scale, axis=days),
            drug,
            lane,
            colour,
            palette.drug_shape().legend(None),
            alt.Size("cases:Q", scale=alt.Scale(type="sqrt", domain=[1, 2000], range=[130, 900]), legend=None),
            tooltip=[alt.Tooltip("case:N", title="case"), alt.Tooltip("reported:N", title="latency")],
        ),
        layer("text", align="left", dx=8, color=theme.QUIET)
        .transform_filter("!isValid(datum.latency_days)")
        .transform_calculate(words="datum.cases + ' not known'")
        .encode(alt.XValue("width"), drug, alt.Text("words:N")),
        layer("rule", strokeWidth=3, strokeDash=[6, 4], color=palette.PATIENT)
        .transform_filter(line)
        .transform_aggregate(day="max(patient_day)")
        .transform_calculate(at="max(datum.day, 1)")
        .encode(alt.X("at:Q", scale=scale, axis=days)),
        layer("text", align="left", baseline="bottom", dx=6, dy=-2, color=palette.PATIENT, fontWeight="bold")
        .transform_filter(line)
        .transform_aggregate(day="max(patient_day)")
        .transform_calculate(at="max(datum.day, 1)", words="'this patient, day ' + datum.day")
        .encode(alt.X("at:Q", scale=scale, axis=days), alt.YValue(0), alt.Text("words:N")),
    ).properties(height=alt.Step(LANE))


def after_stopping() -> Drawn:
    """Show how the cases ended after the drug was stopped: with steroid, without, not known."""
    return _counts_in_grid(AFTER_STOPPING)


def given_again() -> Drawn:
    """Show what happened on re-exposure: a row for the same drug, one for another IMiD afterwards."""
    return _counts_in_grid(GIVEN_AGAIN)


def _counts_in_grid(grid: Grid) -> Drawn:
    """Draw the number of cases in each field of a grid, in a dot that grows with it.

    Rows: one per field that is not empty: `lane`, `result`, `cases` in the field, and `of_row`, cases in its lane.
    """
    lanes, results = list(grid.lanes), list(grid.results)
    lane = alt.Y("lane:N", sort=lanes, scale=alt.Scale(domain=lanes), title=None, axis=alt.Axis(labelLimit=200))
    axis = alt.Axis(
        orient="top",
        labelAngle=0,
        labelOverlap=False,
        ticks=False,
        domain=False,
        labelLimit=0,
        labelPadding=22,
        labelExpr="split(replace(datum.label, /(residual|outcome|not given) /, '$1|'), '|')",
    )
    result = alt.X("result:N", sort=results, scale=alt.Scale(domain=results), title=None, axis=axis)
    tooltips = [
        alt.Tooltip("lane:N", title="cases"),
        alt.Tooltip("result:N", title="result"),
        alt.Tooltip("cases:Q", title="number"),
        alt.Tooltip("of_row:Q", title="of"),
    ]
    silent = alt.Color(condition=alt.value(theme.QUIET, test=f"datum.result == '{NOT_KNOWN}'"), value=theme.MARK)
    size = alt.Size("cases:Q", scale=alt.Scale(type="sqrt", domain=[1, 20], range=[120, 500], clamp=True), legend=None)
    return alt.layer(
        layer("circle", opacity=1, xOffset=-26).encode(result, lane, size, silent, tooltip=tooltips),
        layer("text", align="left", dx=-12)
        .transform_calculate(words="datum.cases + ' of ' + datum.of_row")
        .encode(result, lane, alt.Text("words:N")),
    ).properties(height=alt.Step(LANE))

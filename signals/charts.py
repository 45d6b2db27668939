"""One specification per question about reports, in Altair. Rows are sent beside it; signals/answers.py makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from common import theme
from common.charts import Drawn, layer, pick

if TYPE_CHECKING:
    import polars as pl

_PART_SHAPES = {
    "imid": "circle",
    "comparator": "square",
    "backbone": "diamond",
    "co_cause": "triangle-up",
    "other": "cross",
}
_PART_COLOURS = {
    "imid": theme.HUES[2],
    "comparator": theme.HUES[0],
    "backbone": theme.QUIET,
    "co_cause": theme.QUIET,
    "other": theme.QUIET,
}
_OF_PARTS = alt.Legend(
    orient="top",
    title=None,
    labelExpr="datum.label == 'imid' ? 'IMiD' : datum.label == 'co_cause' ? 'co-cause' : datum.label",
)


_TURNED_ON_A_PHONE = alt.Axis(
    labelAngle=alt.ExprRef("width < 500 ? -40 : 0"),
    labelAlign=alt.ExprRef("width < 500 ? 'right' : 'center'"),
    labelBaseline="top",
    labelOverlap=False,
)
"""The axis of bins: each has its words, which lie upon each other on a narrow screen unless they are turned."""


_WORDS_FOR_NO_VALUE = (
    "datum.untold ? split(datum.untold, ':')[0] : datum.a + (datum.a == 1 ? ' report' : ' reports') + ', no value'"
)
"""What stands in place of a mark; the reason for what cannot be told stands in the sentence above the chart."""


def with_note(specified: dict[str, Any], note: str) -> dict[str, Any]:
    """Write above a chart what no picture of it may lack, and into its description, which programs read.

    A note is broken after its semicolons, so that it fits a narrow chart.
    """
    lines = [line.strip().capitalize() for line in note.split(";")]
    title = {"text": lines, "anchor": "start", "frame": "group", "fontSize": 13, "offset": 8}
    description = f"{note}. {specified.get('description', '')}".strip()
    return specified | {"title": title, "description": description, "usermeta": {"note": note}}


def with_kinds_of(specified: dict[str, Any], rows: pl.DataFrame) -> dict[str, Any]:
    """Name in the legend those kinds of drugs alone that a chart of these rows draws."""
    if "part" not in rows.columns:
        return specified
    drawn = set(rows.drop_nulls("value")["part"])
    kinds = [part for part in _PART_COLOURS if part in drawn]
    return specified | {"layer": [_with_legend(part, kinds) for part in specified["layer"]]}


def _with_legend(part: dict[str, Any], kinds: list[str]) -> dict[str, Any]:
    """Give a layer of a chart whose legends, if it has any, name these kinds; none where there are none."""
    encoding = part.get("encoding", {})
    legends = {channel: encoding.get(channel, {}).get("legend") for channel in ("color", "shape")}
    fitted = {
        channel: encoding[channel] | {"legend": legend | {"values": kinds} if kinds else None}
        for channel, legend in legends.items()
        if legend
    }
    return part | {"encoding": encoding | fitted} if fitted else part


def forest() -> Drawn:
    """Each drug and event a mark with its interval on a logarithmic axis; the line at 1 is "as often as expected"."""
    return _with_limits("logarithmic; 1 is as often as expected", alt.Scale(type="log", nice=False), 1, "row")


def forest_of_ic() -> Drawn:
    """Each drug and event a mark with its interval on the axis of the information component; 0 is as expected."""
    return _with_limits("IC, base 2 logarithm; 0 is as often as expected", alt.Scale(), 0, "row")


def populations() -> Drawn:
    """One drug and event in several populations: how far the number moves with the comparator."""
    return _with_limits("logarithmic; 1 is as often as expected", alt.Scale(type="log", nice=False), 1, "population")


def populations_of_ic() -> Drawn:
    """One drug and event in several populations, on the axis of the information component."""
    return _with_limits("IC, base 2 logarithm; 0 is as often as expected", alt.Scale(), 0, "population")


def _with_limits(words: str, scale: alt.Scale, neutral: float, row: str) -> Drawn:
    """Rows with a value and its limits; a row whose measure is not defined says none."""
    order = alt.EncodingSortField("place", op="min")
    place = alt.Y(f"{row}:N", sort=order, title=None, axis=alt.Axis(labelLimit=420, labelOverlap=False))
    axis = alt.Axis(title=words, format=".2~g")
    legend = _OF_PARTS if row == "row" else None  # the populations are those of one drug
    colour = alt.Color(
        "part:N",
        scale=alt.Scale(domain=list(_PART_COLOURS), range=list(_PART_COLOURS.values())),
        legend=legend,
    )
    shape = alt.Shape(
        "part:N",
        scale=alt.Scale(domain=list(_PART_SHAPES), range=list(_PART_SHAPES.values())),
        legend=legend,
    )
    tooltips = [
        alt.Tooltip(f"{row}:N", title="row"),
        alt.Tooltip("a:Q", title="reports with both", format=","),
        alt.Tooltip("n_drug:Q", title="reports with the drug", format=","),
        alt.Tooltip("n_event:Q", title="reports with the event", format=","),
        alt.Tooltip("n:Q", title="reports", format=","),
        alt.Tooltip("value:Q", title="value", format=".3~f"),
        alt.Tooltip("low:Q", title="lower limit", format=".3~f"),
        alt.Tooltip("high:Q", title="upper limit", format=".3~f"),
    ]
    known = "isValid(datum.value)"
    return alt.layer(
        layer("rule", strokeDash=[4, 4], color=theme.QUIET, aria=False).encode(
            alt.XDatum(neutral, scale=scale, axis=axis)
        ),
        layer("rule", strokeWidth=3, opacity=0.7)
        .transform_filter("isValid(datum.low)")
        .encode(alt.X("low:Q", scale=scale, axis=axis), alt.X2("high"), place, colour),
        layer("point", filled=True, size=110, opacity=1)
        .transform_filter(known)
        .encode(alt.X("value:Q", scale=scale, axis=axis), place, colour, shape, tooltip=tooltips)
        .add_params(pick("drug", "event")),
        layer("text", align="left", color=theme.QUIET, fontStyle="italic")
        .transform_filter(f"!{known}")
        .transform_calculate(words=_WORDS_FOR_NO_VALUE)
        .encode(alt.XValue(6), place, alt.Text("words:N"), tooltip=tooltips),
    ).properties(height=alt.Step(24))


def trend() -> Drawn:
    """Draw the measure with its limits from the reports known at the end of each quarter; 1 is as often as expected."""
    return _over_quarters(alt.Scale(type="log", nice=False), "so far, logarithmic", 1)


def trend_of_ic() -> Drawn:
    """Draw the IC with its limits from the reports known at the end of each quarter; 0 is as often as expected."""
    return _over_quarters(alt.Scale(), "IC so far", 0)


def _over_quarters(scale: alt.Scale, words: str, neutral: float) -> Drawn:
    quarter = _quarters()
    axis = alt.Axis(title=words, format=".2~g")
    tooltips = [
        alt.Tooltip("quarter:N", title="quarter"),
        alt.Tooltip("a:Q", title="reports so far", format=","),
        alt.Tooltip("value:Q", title="value", format=".3~f"),
        alt.Tooltip("low:Q", title="lower limit", format=".3~f"),
        alt.Tooltip("high:Q", title="upper limit", format=".3~f"),
    ]
    return alt.layer(
        layer("rule", strokeDash=[4, 4], color=theme.QUIET, aria=False).encode(
            alt.YDatum(neutral, scale=scale, axis=axis)
        ),
        layer("rule", strokeWidth=3, opacity=0.7, color=theme.MARK)
        .transform_filter("isValid(datum.low)")
        .encode(quarter, alt.Y("low:Q", scale=scale, axis=axis), alt.Y2("high")),
        layer("line", color=theme.MARK, strokeWidth=1)
        .transform_filter("isValid(datum.value)")
        .encode(quarter, alt.Y("value:Q", scale=scale, axis=axis)),
        layer("point", filled=True, size=60, opacity=1, color=theme.MARK)
        .transform_filter("isValid(datum.value)")
        .encode(quarter, alt.Y("value:Q", scale=scale, axis=axis), tooltip=tooltips),
    ).properties(height=380)


def _quarters() -> alt.X:
    turned = "width < 50 * length(domain('x'))"
    axis = alt.Axis(
        title="quarter in which the case was first received",
        labelAngle=alt.ExprRef(f"{turned} ? -45 : 0"),
        labelAlign=alt.ExprRef(f"{turned} ? 'right' : 'center'"),
        labelBaseline="top",
        labelLimit=180,
    )
    return alt.X("quarter:O", sort=None, axis=axis)


def reports_by_quarter() -> Drawn:
    """How many reports of the drug with the event were first received in each quarter."""
    return alt.layer(
        layer("bar", color=theme.MARK).encode(
            _quarters(),
            alt.Y("a_in_quarter:Q", axis=theme.counts("reports")),
            tooltip=[
                alt.Tooltip("quarter:N", title="quarter"),
                alt.Tooltip("a_in_quarter:Q", title="reports", format=","),
            ],
        )
    ).properties(height=260)


def onset() -> Drawn:
    """How long after the first start of the drug the event began, in bins that widen with the time."""
    return alt.layer(
        layer("bar", color=theme.MARK).encode(
            alt.X("bin:O", sort=None, title="from the first start of the drug to the event", axis=_TURNED_ON_A_PHONE),
            alt.Y("reports:Q", axis=theme.counts("reports")),
            tooltip=[alt.Tooltip("bin:N", title="time"), alt.Tooltip("reports:Q", title="reports", format=",")],
        )
    ).properties(height=240)

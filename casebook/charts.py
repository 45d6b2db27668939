"""One specification per question, in Altair. Rows are sent beside it; queries/<question>.sql says what they hold."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import altair as alt

from casebook import theme
from casebook.selection import TERMS

Drawn = alt.Chart | alt.LayerChart | alt.FacetChart

ROW = 30
"""Height of a row, in pixels."""

MOST_DOTS = 60
"""Cases up to which each is drawn as a dot of its own; above, bars."""


class Question(Protocol):
    """A chart: a function without arguments, named as its question is."""

    __name__: str

    def __hash__(self) -> int:
        """Tell it from others, so that its specification is made once."""
        ...

    def __call__(self) -> Drawn:
        """Draw it, without rows."""
        ...


@cache
def specification(chart: Question) -> dict[str, Any]:
    """Turn a chart into its Vega-Lite specification without data, once for the process."""
    drawn = chart().to_dict()
    for part in (drawn, *drawn.get("layer", [])):
        part.pop("data", None)
    drawn.pop("datasets", None)
    drawn.pop("$schema", None)
    return drawn | {"config": theme.LETTERS}


def latency() -> Drawn:
    """Each case a dot on a logarithmic day axis, its precision as a bar: how far apart the latencies lie."""
    drug = theme.rows_of("drug", list(theme.DRUGS)).scale(domain=list(theme.DRUGS))
    lane = alt.YOffset("lane:Q", scale=alt.Scale(domain=[-3, 4], clamp=True))
    scale = alt.Scale(type="log", domain=[1, 3000], clamp=True)
    colour = theme.drug_colour().legend(None)
    told = [
        alt.Tooltip("case_id:N", title="case"),
        alt.Tooltip("drug:N", title="suspect drug"),
        alt.Tooltip("reported:N", title="as reported"),
        alt.Tooltip("latency_days:Q", title="days", format=".4~g"),
        alt.Tooltip("end_point:N", title="counted to"),
    ]
    known, unknown = "isValid(datum.latency_days)", "!isValid(datum.latency_days)"
    return alt.layer(
        _layer("rule", strokeWidth=4, opacity=0.4)
        .transform_filter(known)
        .transform_calculate(low="max(datum.latency_low_days, 1)")
        .encode(alt.X("low:Q", scale=scale, axis=theme.day_axis()), alt.X2("latency_high_days"), drug, lane, colour),
        _layer("point", filled=True, opacity=0.95)
        .transform_filter(known)
        .transform_calculate(at="max(datum.latency_days, 1)")
        .encode(
            alt.X("at:Q", scale=scale, axis=theme.day_axis()),
            drug,
            lane,
            colour,
            theme.drug_shape().legend(None),
            alt.Size("cases:Q", scale=alt.Scale(type="sqrt", domain=[1, 2000], range=[110, 900]), legend=None),
            tooltip=told,
        )
        .add_params(_pick("case_id")),
        _layer("text", align="right", dy=-15, color=theme.QUIET, fontStyle="italic")
        .transform_filter(unknown)
        .transform_calculate(words="'+ ' + datum.cases + ' not known'")
        .encode(alt.XValue("width"), drug, alt.Text("words:N")),
    ).properties(height=alt.Step(46))


def known_facts() -> Drawn:
    """For each fact, in how many cases it is reported, not reported, or not read: how much the cases can say."""
    fact = alt.Y("fact:N", sort=alt.EncodingSortField("position", op="min"), title=None, axis=alt.Axis(labelLimit=200))
    state = alt.Color(
        "state:N",
        scale=alt.Scale(domain=list(theme.KNOWN), range=list(theme.KNOWN_COLOURS)),
        legend=alt.Legend(orient="top", title=None),
    )
    told = [
        alt.Tooltip("fact:N", title="fact"),
        alt.Tooltip("state:N", title="is"),
        alt.Tooltip("cases:Q", title="cases"),
        alt.Tooltip("all_cases:Q", title="of"),
    ]
    return alt.layer(
        _layer("bar", height=18)
        .transform_calculate(to="datum.before + datum.cases")
        .encode(alt.X("before:Q", axis=theme.counts()), alt.X2("to"), fact, state, tooltip=told),
        _layer("text", align="left", dx=6, color="white", fontWeight="bold")
        .transform_filter("datum.state == 'reported' && datum.cases > 0")
        .encode(alt.X("before:Q"), fact, alt.Text("cases:Q")),
    ).properties(height=alt.Step(ROW))


def rechallenge_by_drug() -> Drawn:
    """Each case a dot in the row of what happened when the drug was given again."""
    return _dots_in_rows("rechallenge_outcome", TERMS["rechallenge"])


def steroid_by_drug() -> Drawn:
    """Each case a dot in the row of whether a steroid was given for the lung event."""
    return _dots_in_rows("steroid_for_event", TERMS["steroid"])


def outcome_by_drug() -> Drawn:
    """Each case a dot in the row of its outcome."""
    return _dots_in_rows("outcome", TERMS["outcome"])


def exposure() -> Drawn:
    """Place the moments of one case in days after the start of the suspect drug; those without stand at the left."""
    event = alt.Y("event:N", sort=alt.EncodingSortField("lane", op="min"), title=None, axis=alt.Axis(labelLimit=200))
    axis = alt.Axis(title="days after the start of the suspect drug", format="d")
    days = alt.Scale(nice=True, zero=True)
    told = [
        alt.Tooltip("event:N", title="event"),
        alt.Tooltip("day:Q", title="day", format=".4~g"),
        alt.Tooltip("reported:N", title="as reported"),
        alt.Tooltip("detail:N", title="what was found"),
    ]
    return alt.layer(
        _layer("bar", height=8, opacity=0.4, color=theme.MARK)
        .transform_filter("isValid(datum.day_low)")
        .encode(alt.X("day_low:Q", scale=days, axis=axis), alt.X2("day_high"), event, tooltip=told),
        _layer("point", filled=True, size=120, opacity=1, color=theme.MARK)
        .transform_filter("isValid(datum.day)")
        .encode(alt.X("day:Q", scale=days, axis=axis), event, tooltip=told),
        _layer("text", align="left", dx=10, color=theme.QUIET)
        .transform_filter("isValid(datum.day) || isValid(datum.day_low)")
        .transform_calculate(end="isValid(datum.day_high) ? datum.day_high : datum.day")
        .encode(alt.X("end:Q", scale=days, axis=axis), event, alt.Text("reported:N"), tooltip=told),
        _layer("text", align="left", color=theme.QUIET, fontStyle="italic")
        .transform_filter("!isValid(datum.day) && !isValid(datum.day_low)")
        .encode(alt.XValue(6), event, alt.Text("reported:N"), tooltip=told),
    ).properties(height=alt.Step(26))


def _dots_in_rows(term: str, terms: tuple[str, ...]) -> Drawn:
    """Rows of terms; in each, the cases one after the other by drug: as dots, or as bars where there are too many."""
    row = theme.rows_of(term, list(terms))
    told = [
        alt.Tooltip(f"{term}:N", title="is"),
        alt.Tooltip("drug:N", title="suspect drug"),
        alt.Tooltip("cases:Q", title="cases"),
    ]
    return alt.layer(
        _layer("bar", height=16)
        .transform_filter(f"datum.most > {MOST_DOTS}")
        .transform_calculate(to="datum.before + datum.cases")
        .encode(alt.X("before:Q", axis=theme.counts()), alt.X2("to"), row, theme.drug_colour(), tooltip=told),
        _layer("point", filled=True, size=110, opacity=0.95)
        .transform_filter(f"datum.most <= {MOST_DOTS}")
        .transform_calculate(place="sequence(datum.before, datum.before + datum.cases)")
        .transform_flatten(["place"])
        .transform_calculate(middle="datum.place + 0.5")
        .encode(alt.X("middle:Q", axis=theme.counts()), row, theme.drug_colour(), theme.drug_shape(), tooltip=told)
        .add_params(_pick(term, "drug")),
        _layer("point", opacity=0).transform_aggregate(end="max(axis_end)").encode(alt.X("end:Q")),
        _layer("text", align="left", dx=6, color=theme.QUIET, fontWeight="bold")
        .transform_filter("datum.last")
        .encode(alt.X("of_term:Q"), row, alt.Text("of_term:Q", format="d")),
    ).properties(height=alt.Step(ROW))


def _pick(*columns: str) -> alt.Parameter:
    """Let a click on a mark pick the values that it stands for."""
    return alt.selection_point(name="pick", fields=list(columns), toggle=False)


def _layer(mark: Any, **look: Any) -> alt.Chart:  # noqa: ANN401  as Altair takes them
    """Begin a layer without rows of its own: its mark, and how that looks."""
    return alt.Chart(alt.NamedData("rows"), mark=alt.MarkDef(type=mark, **look))

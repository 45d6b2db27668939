"""How many, and how much is known: counts in rows of dots."""

from __future__ import annotations

import altair as alt

from casebook import palette
from casebook.charts.dots import dots_in_rows
from casebook.filters import terms_of
from common import theme
from common.charts import ROW, Drawn, layer


def known_facts() -> Drawn:
    """For each fact, in how many cases it is reported, not reported, or not read: how much the cases can say."""
    fact = alt.Y("fact:N", sort=alt.EncodingSortField("position", op="min"), title=None, axis=alt.Axis(labelLimit=200))
    state = alt.Color(
        "state:N",
        scale=alt.Scale(domain=list(palette.KNOWN), range=list(palette.KNOWN_COLOURS)),
        legend=alt.Legend(orient="top", title=None, symbolType="square", symbolSize=120, symbolStrokeWidth=0.5),
    )
    told = [
        alt.Tooltip("fact:N", title="fact"),
        alt.Tooltip("state:N", title="is"),
        alt.Tooltip("cases:Q", title="cases"),
        alt.Tooltip("all_cases:Q", title="of"),
    ]
    return alt.layer(
        layer("point", opacity=0)
        .transform_aggregate(longest="max(axis_end)")
        .encode(alt.X("longest:Q", axis=theme.counts())),
        layer("bar", height=18, stroke=theme.QUIET, strokeWidth=0.5)
        .transform_calculate(to="datum.before + datum.cases")
        .encode(alt.X("before:Q", axis=theme.counts()), alt.X2("to"), fact, state, tooltip=told),
        layer("text", align="left", dx=6, color="white", fontWeight="bold")
        .transform_filter("datum.state == 'reported' && datum.cases > 0")
        .encode(alt.X("before:Q"), fact, alt.Text("cases:Q")),
    ).properties(height=alt.Step(ROW))


def rechallenge_by_drug() -> Drawn:
    """Each case a dot in the row of what happened when the drug was given again."""
    return dots_in_rows("rechallenge_outcome", terms_of("rechallenge"))


def steroid_by_drug() -> Drawn:
    """Each case a dot in the row of whether a steroid was given for the lung event."""
    return dots_in_rows("steroid_for_event", terms_of("steroid"))


def outcome_by_drug() -> Drawn:
    """Each case a dot in the row of its outcome."""
    return dots_in_rows("outcome", terms_of("outcome"))


def lavage_by_drug() -> Drawn:
    """Each case a dot in the row of whether a lavage was done."""
    return dots_in_rows("bal_performed", terms_of("prior_imid"))


def onset_by_drug() -> Drawn:
    """Each case a dot in the row of the tempo of its onset."""
    return dots_in_rows("onset", terms_of("onset"))


def pace_by_drug() -> Drawn:
    """Each case a dot in the row of its pace of recovery."""
    return dots_in_rows("pace_of_recovery", ("rapid", "progressive", "not applicable", "not reported", "not read"))

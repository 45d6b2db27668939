"""How soon: latencies on a logarithmic day axis, and the moments of one case."""

from __future__ import annotations

import altair as alt

from casebook import palette
from casebook.filters import terms_of
from common import theme
from common.charts import Drawn, layer, pick


def latency() -> Drawn:
    """Each case a dot on a logarithmic day axis, its precision as a bar: how far apart the latencies lie."""
    return _latency_in_rows("drug", palette.DRUGS)


def latency_by_prior_imid() -> Drawn:
    """Each case a dot on a logarithmic day axis, in the row of its prior IMiD exposure."""
    return _latency_in_rows("prior_imid", terms_of("prior_imid"))


def latency_by_onset() -> Drawn:
    """Each case a dot on a logarithmic day axis, in the row of the tempo of its onset."""
    return _latency_in_rows("onset", terms_of("onset"))


def _latency_in_rows(term: str, terms: tuple[str, ...]) -> Drawn:
    """Rows of terms; in each, the known latencies as dots with their precision, and how many are not known."""
    row = theme.rows_of(term, terms).scale(domain=list(terms))
    lane = alt.YOffset("lane:Q", scale=alt.Scale(domain=[-2.5, 3.5], clamp=True))
    scale = alt.Scale(type="log", domain=[1, 12000], clamp=True)
    colour = palette.drug_colour()
    told = [
        alt.Tooltip("case_id:N", title="case"),
        alt.Tooltip("drug:N", title="suspect drug"),
        alt.Tooltip("reported:N", title="as reported"),
        alt.Tooltip("latency_days:Q", title="days", format=".4~g"),
        alt.Tooltip("end_point:N", title="counted to"),
    ]
    known, unknown = "isValid(datum.latency_days)", "!isValid(datum.latency_days)"
    return alt.layer(
        layer("rule", strokeWidth=4, opacity=0.4)
        .transform_filter(known)
        .transform_calculate(low="max(datum.latency_low_days, 1)")
        .encode(alt.X("low:Q", scale=scale, axis=theme.day_axis()), alt.X2("latency_high_days"), row, lane, colour),
        layer("point", filled=True, opacity=0.95)
        .transform_filter(known)
        .transform_calculate(at="max(datum.latency_days, 1)")
        .encode(
            alt.X("at:Q", scale=scale, axis=theme.day_axis()),
            row,
            lane,
            colour,
            palette.drug_shape(),
            alt.Size("cases:Q", scale=alt.Scale(type="sqrt", domain=[1, 2000], range=[85, 900]), legend=None),
            tooltip=told,
        )
        .add_params(pick("case_id")),
        layer("text", align="left", dx=5, fontSize=11, fontWeight="bold", color=theme.QUIET)
        .transform_filter(f"{known} && indexof(['symptom onset', 'admission', 'imaging'], datum.end_point) >= 0")
        .transform_calculate(at="max(datum.latency_high_days, 1)", letter="upper(slice(datum.end_point, 0, 1))")
        .encode(alt.X("at:Q", scale=scale, axis=theme.day_axis()), row, lane, alt.Text("letter:N")),
        layer("text", align="right", color=theme.QUIET, fontStyle="italic")
        .transform_joinaggregate(of_row="sum(cases)", groupby=[term])
        .transform_filter(unknown)
        .transform_calculate(words="datum.cases + ' of ' + datum.of_row + ' not known'")
        .encode(alt.XValue("width"), row, alt.Text("words:N")),
    ).properties(height=alt.Step(66))


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
        layer("bar", height=8, opacity=0.4, color=theme.MARK)
        .transform_filter("isValid(datum.day_low)")
        .encode(alt.X("day_low:Q", scale=days, axis=axis), alt.X2("day_high"), event, tooltip=told),
        layer("point", filled=True, size=120, opacity=1, color=theme.MARK)
        .transform_filter("isValid(datum.day)")
        .encode(alt.X("day:Q", scale=days, axis=axis), event, tooltip=told),
        layer("text", align="left", dx=10, color=theme.QUIET)
        .transform_filter("isValid(datum.day) || isValid(datum.day_low)")
        .transform_calculate(end="isValid(datum.day_high) ? datum.day_high : datum.day")
        .encode(alt.X("end:Q", scale=days, axis=axis), event, alt.Text("reported:N"), tooltip=told),
        layer("text", align="left", color=theme.QUIET, fontStyle="italic")
        .transform_filter("!isValid(datum.day) && !isValid(datum.day_low)")
        .encode(alt.XValue(6), event, alt.Text("reported:N"), tooltip=told),
    ).properties(height=alt.Step(26))

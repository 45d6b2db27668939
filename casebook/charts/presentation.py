"""What it looked like: findings case by case, counted, and in pairs; the lavage cell by cell."""

from __future__ import annotations

import altair as alt

from casebook import palette
from casebook.charts.dots import dots_in_rows
from common import theme
from common.charts import Drawn, layer, pick

CELLS = ("lymphocytes", "eosinophils", "neutrophils", "macrophages", "not stated")

ROOM_FOR_MARKS = 28
"""How far the axis of a lavage goes on behind 100 %, in %: what else the source says stands there."""


def finding_counts() -> Drawn:
    """Each case a dot in the row of each finding that its source names, most frequent first within its kind."""
    place = theme.rows_of("finding", "finding_rank")
    kind = (
        layer("text", align="right", color=theme.QUIET, fontStyle="italic")
        .transform_filter("datum.first_of_kind && isValid(datum.known)")
        .transform_calculate(words="datum.kind + ': ' + datum.known + ' of ' + datum.of_all + ' say'")
        .encode(alt.XValue("width"), place, alt.Text("words:N"))
    )
    above = (
        layer("rule", color=theme.QUIET, strokeWidth=1)
        .transform_filter("datum.first_of_kind")
        .encode(alt.XValue(0), alt.X2Value("width"), place.copy().bandPosition(0))
    )
    return dots_in_rows("finding", "finding_rank", row_height=22, room=1.4, beside=(above, kind))


def finding_matrix() -> Drawn:
    """Set cases by latency against findings by frequency: a large mark where named, a small dot where unknown."""
    axis = alt.Axis(labelLimit=200, labelOverlap=False)
    case = alt.Y("case_id:N", sort=alt.EncodingSortField("case_rank", op="min"), title=None, axis=axis)
    finding = alt.X(
        "finding:N",
        sort=alt.EncodingSortField("finding_rank", op="min"),
        title=None,
        axis=alt.Axis(orient="top", labelAngle=-50, labelLimit=190, labelOverlap=False),
    )
    told = [
        alt.Tooltip("case_id:N", title="case"),
        alt.Tooltip("kind:N", title="kind"),
        alt.Tooltip("finding:N", title="finding"),
        alt.Tooltip("state:N", title="is"),
    ]
    return alt.layer(
        layer("point", filled=True, size=150, opacity=1)
        .transform_filter("datum.state == 'named'")
        .encode(finding, case, palette.drug_colour(), palette.drug_shape(), tooltip=told)
        .add_params(pick("finding")),
        layer("circle", size=14, color=theme.QUIET, opacity=0.9)
        .transform_filter("datum.state == 'not reported' || datum.state == 'not read'")
        .encode(finding, case, tooltip=told),
        *(
            layer(mark, color=theme.QUIET, **look)
            .transform_joinaggregate(first="min(finding_rank)", groupby=["kind"])
            .transform_filter("datum.case_rank == 1 && datum.finding_rank == datum.first")
            .encode(finding.copy().bandPosition(0), *where)
            for mark, look, where in (
                ("rule", {"strokeWidth": 1}, (alt.YValue(0), alt.Y2Value("height"))),
                (
                    "text",
                    {"align": "left", "baseline": "top", "dy": 6, "fontStyle": "italic"},
                    (alt.YValue("height"), alt.Text("kind:N")),
                ),
            )
        ),
    ).properties(height=alt.Step(22))


def finding_pairs() -> Drawn:
    """Set findings against findings: in how many cases two are named together."""
    first = alt.Y(
        "finding:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=220, labelOverlap=False),
    )
    second = alt.X(
        "with_finding:N",
        sort=alt.EncodingSortField("with_place", op="min"),
        title=None,
        axis=alt.Axis(orient="top", labelAngle=-50, labelLimit=190, labelOverlap=False),
    )
    told = [
        alt.Tooltip("finding:N", title="finding"),
        alt.Tooltip("with_finding:N", title="together with"),
        alt.Tooltip("cases:Q", title="cases"),
    ]
    return alt.layer(
        # Unseen marks give each finding its row and column, those without a pair too: one of each is enough.
        layer("point", opacity=0)
        .transform_window([alt.WindowFieldDef("row_number", **{"as": "of_row"})], groupby=["finding"])
        .transform_window([alt.WindowFieldDef("row_number", **{"as": "of_column"})], groupby=["with_finding"])
        .transform_filter("datum.of_row == 1 || datum.of_column == 1")
        .encode(second, first),
        layer("rect")
        .transform_joinaggregate(most="max(cases)")
        .transform_filter("datum.cases > 0")
        .transform_calculate(share="datum.cases / (isValid(datum.axis_end) ? datum.axis_end : datum.most)")
        .encode(second, first, theme.tint(), tooltip=told)
        .add_params(pick("finding")),
        layer("text", style="on_tint")
        .transform_filter("datum.cases > 0")
        .encode(second, first, alt.Text("cases:Q"), tooltip=told),
    ).properties(height=alt.Step(22))


def lavage() -> Drawn:
    """Each lavage a bar of cell shares under that of healthy people; what is not stated stays blank."""
    case = alt.Y(
        "case_id:N",
        sort=alt.EncodingSortField("case_rank", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=200, labelOverlap=False),
    )
    axis = alt.Axis(title="share of cells (%)", values=list(range(0, 101, 20)))
    share = alt.X("from_pct:Q", scale=alt.Scale(domain=[0, 100 + ROOM_FOR_MARKS], nice=False), axis=axis)
    cell = alt.Color(
        "cell:N",
        sort=list(CELLS),
        scale=alt.Scale(domain=list(CELLS), range=list(palette.CELL_COLOURS)),
        legend=alt.Legend(orient="top", title=None, columns=5, symbolStrokeWidth=1, symbolStrokeColor=theme.QUIET),
    )
    told = [
        alt.Tooltip("case_id:N", title="case"),
        alt.Tooltip("cell:N", title="cell"),
        alt.Tooltip("share_pct:Q", title="%", format=".3~g"),
        alt.Tooltip("marks:N", title="the source says"),
    ]
    number = layer("text", fontWeight="bold")
    middle, wide = "(datum.from_pct + datum.to_pct) / 2", "datum.share_pct >= 5"
    dark = "(datum.cell == 'lymphocytes' || datum.cell == 'macrophages')"
    light = "(datum.cell == 'eosinophils' || datum.cell == 'neutrophils')"
    return alt.layer(
        layer("bar", height=18, stroke=theme.QUIET, strokeWidth=0.5)
        .encode(share, alt.X2("to_pct"), case, cell, tooltip=told)
        .add_params(pick("case_id")),
        *(
            number.transform_filter(f"{wide} && {cells}")
            .transform_calculate(middle=middle)
            .encode(alt.X("middle:Q"), case, alt.Text("share_pct:Q", format=".3~g"), alt.ColorValue(colour))
            for cells, colour in ((dark, theme.ON_MARK), (light, theme.ON_LIGHT_MARK))
        ),
        layer("text", align="left", dx=6, color=theme.QUIET, fontStyle="italic")
        .transform_filter("datum.last && datum.marks != ''")
        .encode(alt.X("to_pct:Q"), case, alt.Text("marks:N")),
    ).properties(height=alt.Step(26))

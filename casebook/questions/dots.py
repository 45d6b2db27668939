"""Cases in rows of dots, or of bars where there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from casebook import palette
from casebook.questions.rows import in_rows, rows_of
from common import theme
from common.charts import ROW, Drawn, layer, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_DOTS = 60
"""Cases up to which each is drawn as a dot of its own; above, bars."""

_AS_BARS, _AS_DOTS = f"datum.most > {MOST_DOTS}", f"datum.most <= {MOST_DOTS}"

_SIZE = "width < 190 ? 30 : width < 300 ? 60 : 110"
"""Size of a dot, in square pixels: on a phone the dots of a row would lie upon each other."""


def dots_in_rows(
    term: str,
    terms: tuple[str, ...] | str,
    row_height: int = ROW,
    room: float = 1.08,
    beside: Sequence[alt.Chart] = (),
    **legend: Any,  # noqa: ANN401  as Altair takes them
) -> Drawn:
    """Rows of terms; in each, the cases one after the other by drug: as dots, or as bars where there are too many.

    `terms` are the terms in their order, or the column that ranks them. `room` is how long the axis is, in lengths of
    the longest row: the counts stand behind the rows. `legend` is what differs from the legend of other charts.
    """
    row = rows_of() if isinstance(terms, str) else rows_of(terms)
    of_row = [alt.Tooltip(f"{term}:N", title="is"), alt.Tooltip("drug:N", title="suspect drug")]
    heard = f"'{term.replace('_', ' ')}: ' + datum.{term} + '; suspect drug: ' + datum.drug"
    layers = [
        layer("bar", height={"band": 0.6})
        .transform_filter(_AS_BARS)
        .transform_calculate(to="datum.before + datum.cases", heard=f"{heard} + '; cases: ' + datum.cases")
        .encode(
            alt.X("before:Q", axis=theme.counts()),
            alt.X2("to"),
            row,
            palette.drug_colour(**legend),
            description=alt.Description("heard:N"),
            tooltip=[*of_row, alt.Tooltip("cases:Q", title="cases")],
        )
        .add_params(pick(term, "drug", name="narrow")),
        layer("point", filled=True, size={"expr": _SIZE}, opacity=0.95)
        .transform_filter(_AS_DOTS)
        .transform_calculate(
            place="sequence(datum.before, datum.before + datum.cases)",
            case_id="datum.dot_ids ? split(datum.dot_ids, ', ') : []",
            case="datum.dot_names ? split(datum.dot_names, '\\n') : []",
        )
        .transform_flatten(["place", "case_id", "case"])
        .transform_calculate(middle="datum.place + 0.5", heard=f"{heard} + '; case: ' + datum.case")
        .encode(
            alt.X("middle:Q", axis=theme.counts()),
            row,
            palette.drug_colour(**legend),
            palette.drug_shape(**legend),
            description=alt.Description("heard:N"),
            tooltip=[alt.Tooltip("case:N", title="case"), *of_row],
        )
        .add_params(pick("case_id")),
        layer("point", opacity=0)
        .transform_aggregate(longest="max(axis_end)")
        .transform_calculate(end=f"datum.longest * {room}")
        .encode(alt.X("end:Q")),
        layer("text", align="left", dx=6, color=theme.QUIET, fontWeight="bold")
        .transform_filter("datum.last")
        .encode(alt.X("of_term:Q"), row, alt.Text("of_term:Q", format="d")),
    ]
    drawn = alt.layer(*layers, *beside).properties(height=alt.Step(row_height))
    return in_rows(drawn, term, terms) if isinstance(terms, str) else in_rows(drawn, term)


def without_bars(specified: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a specification of `dots_in_rows` the bars, which a release of few cases never has.

    The browser would have an empty layer to keep up at each click. A larger release keeps bars and dots at any filter:
    a chart whose specification changes is embedded anew, which takes longer.
    """
    bars = {layer["name"] for layer in specified["layer"] if {"filter": _AS_BARS} in layer.get("transform", ())}
    if not bars:
        return specified
    return specified | {
        "layer": [layer for layer in specified["layer"] if layer.get("name") not in bars],
        "params": [param for param in specified["params"] if not bars.issuperset(param["views"])],
    }

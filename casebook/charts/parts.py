"""What every chart is built from: its specification, its layers, rows of dots, a pick by click."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import altair as alt

from casebook import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

Drawn = alt.Chart | alt.LayerChart | alt.FacetChart

ROW = 30
"""Height of a row, in pixels."""

MOST_DOTS = 60
"""Cases up to which each is drawn as a dot of its own; above, bars."""


_SAID: dict[str, Any] = {
    "transform": [{"filter": "isValid(datum.sentence)"}],
    "mark": {"type": "text", "text": "", "opacity": 0},
    "encoding": {
        "x": {"value": 0},
        "y": {"value": 0},
        "description": {"field": "sentence", "type": "nominal"},
    },
}
"""A layer that is not seen: it says the sentence of the chart, with its numbers, to those who hear the chart.

It comes with the rows (column `sentence`, in the first of them), so that the specification stays the same for any rows:
a chart whose specification or description changes is made anew in the browser, which takes longer than to redraw it.
"""


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
def specification(chart: Question, *, dark: bool = False) -> dict[str, Any]:
    """Turn a chart into its Vega-Lite specification without data, once for the process and background."""
    drawn = chart().to_dict()
    for part in (drawn, *drawn.get("layer", [])):
        part.pop("data", None)
    drawn.pop("datasets", None)
    drawn.pop("$schema", None)
    drawn["layer"].append(_SAID)
    return drawn | {"config": theme.letters(dark=dark) | theme.tints(dark=dark)}


def dots_in_rows(
    term: str,
    terms: tuple[str, ...] | str,
    row_height: int = ROW,
    room: float = 1.08,
    beside: Sequence[alt.Chart] = (),
) -> Drawn:
    """Rows of terms; in each, the cases one after the other by drug: as dots, or as bars where there are too many.

    `room` is how long the axis is, in lengths of the longest row: the counts stand behind the rows.
    """
    row = theme.rows_of(term, terms)
    told = [
        alt.Tooltip(f"{term}:N", title="is"),
        alt.Tooltip("drug:N", title="suspect drug"),
        alt.Tooltip("cases:Q", title="cases"),
    ]
    layers = [
        layer("bar", height=16)
        .transform_filter(f"datum.most > {MOST_DOTS}")
        .transform_calculate(to="datum.before + datum.cases")
        .encode(alt.X("before:Q", axis=theme.counts()), alt.X2("to"), row, theme.drug_colour(), tooltip=told),
        layer("point", filled=True, size=110, opacity=0.95)
        .transform_filter(f"datum.most <= {MOST_DOTS}")
        .transform_calculate(place="sequence(datum.before, datum.before + datum.cases)")
        .transform_flatten(["place"])
        .transform_calculate(middle="datum.place + 0.5")
        .encode(alt.X("middle:Q", axis=theme.counts()), row, theme.drug_colour(), theme.drug_shape(), tooltip=told)
        .add_params(pick(term, "drug")),
        layer("point", opacity=0)
        .transform_aggregate(longest="max(axis_end)")
        .transform_calculate(end=f"datum.longest * {room}")
        .encode(alt.X("end:Q")),
        layer("text", align="left", dx=6, color=theme.QUIET, fontWeight="bold")
        .transform_filter("datum.last")
        .encode(alt.X("of_term:Q"), row, alt.Text("of_term:Q", format="d")),
    ]
    return alt.layer(*layers, *beside).properties(height=alt.Step(row_height))


def pick(*columns: str) -> alt.Parameter:
    """Let a click on a mark pick the values that it stands for."""
    return alt.selection_point(name="pick", fields=list(columns), toggle=False)


def layer(mark: Any, **look: Any) -> alt.Chart:  # noqa: ANN401  as Altair takes them
    """Begin a layer without rows of its own: its mark, and how that looks."""
    return alt.Chart(alt.NamedData("rows"), mark=alt.MarkDef(type=mark, **look))

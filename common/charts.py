"""What every chart is built from: its specification, its layers, a pick by click."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import altair as alt

from common import theme

Drawn = alt.Chart | alt.LayerChart | alt.FacetChart

ROW = 30
"""Height of a row, in pixels."""

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


def pick(*columns: str) -> alt.Parameter:
    """Let a click on a mark pick the values that it stands for."""
    return alt.selection_point(name="pick", fields=list(columns), toggle=False)


def layer(mark: Any, **look: Any) -> alt.Chart:  # noqa: ANN401  as Altair takes them
    """Begin a layer without rows of its own: its mark, and how that looks."""
    return alt.Chart(alt.NamedData("rows"), mark=alt.MarkDef(type=mark, **look))

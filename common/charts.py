"""What every chart is built from: its specification, its layers, a pick by click."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import altair as alt
import polars as pl

from common import theme

Drawn = alt.Chart | alt.LayerChart | alt.FacetChart

ROW = 30
"""Height of a row, in pixels."""

_HALF_A_LABEL = 9
"""Pixels that the last label of an axis may take beyond its mark: a narrower chart does not always make room anew."""

_BELOW = 5
"""Pixels below a chart: Streamlit leaves 20, and its own space between elements besides."""

_SENTENCE: dict[str, Any] = {
    "transform": [{"filter": "isValid(datum.sentence)"}],
    "mark": {"type": "text", "text": "", "opacity": 0},
    "encoding": {
        "x": {"value": 0},
        "y": {"value": 0},
        "description": {"field": "sentence", "type": "nominal"},
    },
}
"""An invisible layer whose description is the sentence of the chart, with its numbers, for screen readers.

The sentence comes with the rows (with_sentence), so that the specification stays the same for any rows: a chart whose
specification or description changes is embedded anew by the browser, which takes longer than a redraw.
"""


class Chart(Protocol):
    """A chart: a function without arguments, named as its question is."""

    __name__: str

    def __hash__(self) -> int:
        """Hash the chart: its specification is cached."""
        ...

    def __call__(self) -> Drawn:
        """Give the chart without rows."""
        ...


@cache
def specification(chart: Chart, *, dark: bool = False) -> dict[str, Any]:
    """Give the Vega-Lite specification of a chart, without data; cached for each chart and background."""
    vega_lite = chart().to_dict()
    for part in (vega_lite, *vega_lite.get("layer", [])):
        part.pop("data", None)
    vega_lite.pop("datasets", None)
    vega_lite.pop("$schema", None)
    vega_lite["layer"].append(_SENTENCE)
    vega_lite["padding"] = {"right": _HALF_A_LABEL, "bottom": _BELOW}
    return vega_lite | {"config": theme.letters(dark=dark) | theme.colours(dark=dark)}


def with_sentence(rows: pl.DataFrame, sentence: str) -> pl.DataFrame:
    """Give the rows of a chart its sentence, in the first of them (column `sentence`)."""
    column = pl.Series("sentence", [sentence, *[None] * (rows.height - 1)], dtype=pl.String)
    return rows.clone().insert_column(rows.width, column)


def pick(*columns: str, name: str = "pick") -> alt.Parameter:
    """Give a parameter by which a click on a mark picks its values in these columns; each of a chart has its name."""
    return alt.selection_point(name=name, fields=list(columns), toggle=False)


def layer(mark: Any, **look: Any) -> alt.Chart:  # noqa: ANN401  as Altair takes them
    """Give a layer without rows of its own: its mark, and how that looks."""
    return alt.Chart(alt.NamedData("rows"), mark=alt.MarkDef(type=mark, **look))

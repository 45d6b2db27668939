"""Colours, shapes and orders of drugs, cells and states, named once.

The hues lie between 3:1 contrast on white and 3:1 on the dark background, so that one palette serves both themes; the
first three differ in lightness too, and each drug has a shape of its own.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from casebook.codebook import codebook
from casebook.lavage import CELLS
from common import theme

DRUGS = codebook().terms("imid")
IMIDS = tuple(drug for drug in DRUGS if drug not in codebook().counting_as("celmod", "imid"))
"""Drugs that every chart names; one of those that follow them is named where the release has a case (`with_drugs`)."""

DRUG_COLOURS = (*theme.HUES, *[theme.QUIET] * (len(DRUGS) - len(theme.HUES)))
"""A hue for each IMiD; those that follow share a grey: no more hues are told apart by all. The shape tells."""

DRUG_SHAPES = ("triangle-up", "square", "circle", "diamond", "triangle-down", "cross")

KNOWN = ("reported", "not reported", "not read")
"""States in the order of their colours, theme.KNOWN, which a chart has as its range "ordinal"."""

CELL_COLOURS = dict(zip(CELLS, ("#2b4a9b", "#e3a33b", "#d9c7e8", "#66727f"), strict=True))
"""The colour of each cell of a lavage: apart in lightness, so that they differ in greyscale too."""

PATIENT = "#a8447f"


def drug_colour(title: str | None = None, **legend: Any) -> alt.Color:  # noqa: ANN401  as Altair takes them
    """Colour by drug, in the order of the vocabulary; `legend` is what differs from the legend of other charts."""
    scale = alt.Scale(domain=list(DRUGS), range=list(DRUG_COLOURS))
    return alt.Color("drug:N", scale=scale, legend=_legend_of_drugs(title=title, **legend))


def drug_shape(**legend: Any) -> alt.Shape:  # noqa: ANN401  as above
    """Shape by drug, so that colour never stands alone; `legend` as for the colour, with which it is drawn as one."""
    scale = alt.Scale(domain=list(DRUGS), range=list(DRUG_SHAPES))
    return alt.Shape("drug:N", scale=scale, legend=_legend_of_drugs(title=None, **legend))


def _legend_of_drugs(**legend: Any) -> alt.Legend:  # noqa: ANN401  as above
    return alt.Legend(orient="top", symbolSize=80, columnPadding=8, symbolOpacity=1, **legend)


def with_drugs(specified: dict[str, Any], present: frozenset[str]) -> dict[str, Any]:
    """Leave out of the scales of a specification the drugs after the IMiDs that are not `present`.

    These are those of the release, not of the filtered cases: a chart whose specification changes is embedded anew.
    """
    named = [place for place, drug in enumerate(DRUGS) if drug in IMIDS or drug in present]
    return _of_drugs(specified, named) if len(named) < len(DRUGS) else specified


def _of_drugs(part: Any, named: list[int]) -> Any:  # noqa: ANN401  any part of a specification
    """Give a part of a specification with its scales of all drugs cut to those in these places."""
    if isinstance(part, list):
        return [_of_drugs(item, named) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("domain") == list(DRUGS):
        return part | {key: [part[key][place] for place in named] for key in ("domain", "range") if key in part}
    return {key: _of_drugs(value, named) for key, value in part.items()}

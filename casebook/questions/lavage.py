"""The lavage cell by cell, under that of healthy people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from casebook import palette
from casebook.lavage import CELLS
from casebook.questions.record import Question
from casebook.questions.rows import in_rows, rows_of_cases
from casebook.questions.words import among, first_named, many, not_asked, of_reported
from common import theme
from common.charts import Drawn, layer, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import Sides

REFERENCE = "reference"
"""What stands as case_id in the rows of healthy people."""

_COLOURS = {**palette.CELL_COLOURS, "not stated": "transparent"}

_FACTS = ("bal_performed", *(f"bal_{cell}_pct" for cell in CELLS), "bal_impression", "bal_alveolar_hemorrhage")

_ROOM_FOR_MARKS = 28
"""How far the axis of a lavage goes on behind 100 %, in %: what else the source says stands there."""

_BOUNDS_ON_A_BAR = (
    "!isValid(datum.reference_low_pct) ? 'up to ' + datum.reference_high_pct : !isValid(datum.reference_high_pct) ? "
    "'above ' + datum.reference_low_pct : datum.reference_low_pct + '\u2013' + datum.reference_high_pct"
)
"""What stands on a bar of healthy people: between which shares a cell lies, never the share that is drawn."""


def _lavage_chart() -> Drawn:
    """Each lavage a bar of cell shares under that of healthy people; what is not stated stays blank."""
    case = rows_of_cases()
    axis = alt.Axis(title="share of cells (%)", values=list(range(0, 101, 20)))
    share = alt.X("from_pct:Q", scale=alt.Scale(domain=[0, 100 + _ROOM_FOR_MARKS], nice=False), axis=axis)
    cell = alt.Color(
        "cell:N",
        sort=list(_COLOURS),
        scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())),
        legend=alt.Legend(orient="top", title=None, columns=5, symbolStrokeWidth=1, symbolStrokeColor=theme.QUIET),
    )
    tooltips = [
        alt.Tooltip("case:N", title="case"),
        alt.Tooltip("cell:N", title="cell"),
        alt.Tooltip("said:N", title="%"),
        alt.Tooltip("marks:N", title="the source says"),
    ]
    number = layer("text", fontWeight="bold")
    middle, wide = "(datum.from_pct + datum.to_pct) / 2", "datum.to_pct - datum.from_pct >= 5"
    dark = "(datum.cell == 'lymphocytes' || datum.cell == 'macrophages')"
    light = "(datum.cell == 'eosinophils' || datum.cell == 'neutrophils')"
    drawn = alt.layer(
        layer("bar", height=18, stroke=theme.QUIET, strokeWidth=0.5)
        .encode(share, alt.X2("to_pct"), case, cell, tooltip=tooltips)
        .add_params(pick("case_id")),
        *(
            number.transform_filter(f"{wide} && {cells}")
            .transform_calculate(middle=middle)
            .encode(alt.X("middle:Q"), case, alt.Text("said:N"), alt.ColorValue(colour))
            for cells, colour in ((dark, theme.ON_MARK), (light, theme.ON_LIGHT_MARK))
        ),
        layer("text", align="left", dx=6, color=theme.QUIET, fontStyle="italic")
        .transform_filter("datum.last && datum.marks != ''")
        .encode(alt.X("to_pct:Q"), case, alt.Text("marks:N")),
    ).properties(height=alt.Step(26))
    # Healthy people are of neither selection.
    is_reference = f"datum.case_id == '{REFERENCE}'"
    neither = drawn.transform_calculate(
        side=f"{is_reference} ? null : datum.side",
        said=f"{is_reference} ? {_BOUNDS_ON_A_BAR} : format(datum.share_pct, '.3~g')",
    )
    return in_rows(neither, "case", "case_rank", side_by_side=False)


_IS_SILENT = pl.col("without_shares") & (pl.col("marks") == "")
"""Whether a lavage has neither a share of cells nor a finding in words; that of healthy people has."""

_MOST_NAMED = 20
"""Lavages without both that the sentence names; of more, the number is said."""


def _of_something(sides: Sequence[pl.DataFrame]) -> Sides:
    """Leave out lavages of which nothing is known; the reference stands once where two selections share the chart."""
    first, *others = (rows.filter(~_IS_SILENT) for rows in sides)
    return [first, *(rows.filter(pl.col("case_id") != REFERENCE) for rows in others)]


def _lavage(rows: pl.DataFrame) -> str:
    """Say how many lavages have cell shares, and how high lymphocytes and eosinophils were."""
    cases = rows.filter(pl.col("case_id") != REFERENCE)
    if cases.is_empty():
        return f"{_no_lavage(rows['of_all'][0])}{not_asked(rows)}".strip()
    every, without = cases["case_id"].n_unique(), cases.filter("without_shares")["case_id"].n_unique()
    parts = [f"Cell shares of {among(every, cases['lavages'][0], 'lavage')}: {of_reported(every - without, every)}"]
    for cell in ("lymphocytes", "eosinophils"):
        shares = cases.filter(pl.col("cell") == cell)["share_pct"].sort().to_list()
        if shares:
            spread = f"{shares[0]:g} %" if shares[0] == shares[-1] else f"{shares[0]:g} to {shares[-1]:g} %"
            parts.append(f"{cell} {spread} in {many(len(shares), 'case')}")
    columns = ("cell", "reference_low_pct", "reference_high_pct")
    reference = rows.filter(pl.col("case_id") == REFERENCE).select(columns).rows()
    bounds = ", ".join(_bounds(*of_cell) for of_cell in reference)
    return f"{'; '.join(parts)}. Reference: {bounds}.{not_asked(rows)}{_left_out(cases)}"


def _no_lavage(cases: int) -> str:
    """Say that none of so many cases reports a lavage; nothing of none."""
    of_them = "the one case" if cases == 1 else f"any of {cases} cases"
    return f"No lavage is reported in {of_them}." if cases else ""


def _left_out(cases: pl.DataFrame) -> str:
    """Count and name the lavages that are not drawn, as a sentence of its own; "" where all are."""
    silent = cases.filter(_IS_SILENT)["case_id"].unique(maintain_order=True)
    if silent.is_empty():
        return ""
    named = first_named(", ".join(silent), len(silent), _MOST_NAMED)
    return f" Not drawn, with neither a share of cells nor a finding in words: {many(len(silent), 'lavage')} ({named})."


def _in_list(rows: pl.DataFrame) -> pl.DataFrame:
    """Say of each lavage that the chart draws its shares and what else the source says, for a narrow screen."""
    stated = [
        {"Case": case_id, "Lavage": "; ".join(part for part in (_shares(cells), *cells["marks"].unique()) if part)}
        for (case_id,), cells in rows.filter(~_IS_SILENT).group_by("case_id", maintain_order=True)
    ]
    return pl.DataFrame(stated, {"Case": pl.String, "Lavage": pl.String})


def _shares(cells: pl.DataFrame) -> str:
    """Write the shares of one lavage that are stated, 0 % too, or that none is; of healthy people the bounds."""
    bounds = cells.filter(pl.col("case_id") == REFERENCE).select("cell", "reference_low_pct", "reference_high_pct")
    if not bounds.is_empty():
        return ", ".join(_bounds(*of_cell) for of_cell in bounds.rows())
    stated = cells.filter(pl.col("cell") != "not stated")
    shares = [f"{cell} {share:g} %" for cell, share in stated.select("cell", "share_pct").rows()]
    return ", ".join(shares) or "shares not stated"


def _bounds(cell: str, low: float | None, high: float | None) -> str:
    """Say between which shares in % a cell lies in healthy people; one of the bounds may be missing."""
    if low is None:
        return f"{cell} up to {high:g} %"
    return f"{cell} above {low:g} %" if high is None else f"{cell} {low:g} to {high:g} %"


def _source_of_reference(_rows: pl.DataFrame) -> str:
    """Name the source of the reference values of a lavage."""
    return (
        "The reference is of healthy people who never smoked. Meyer KC, Raghu G, Baughman RP, and others. An official "
        "American Thoracic Society clinical practice guideline: the clinical utility of bronchoalveolar lavage "
        "cellular analysis in interstitial lung disease. Am J Respir Crit Care Med 2012;185:1004-1014."
    )


lavage = Question(
    "lavage", _lavage_chart, _lavage, _of_something, legend=_source_of_reference, facts=_FACTS, in_list=_in_list
)

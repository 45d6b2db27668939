"""The two kinds of questions that pages show: as a figure, or as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from casebook.questions.words import NO_CASE_MATCHES

if TYPE_CHECKING:
    from common.charts import Chart

Sides = list[pl.DataFrame]
SameAxes = Callable[[Sequence[pl.DataFrame]], Sides]


def _nothing(_rows: pl.DataFrame) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is shown as a figure.

    `chart` gives its chart without rows, and says in its docstring what to see in it; `sentence` says what the rows of
    one selection hold; `same_axes` turns the rows of each selection into those that charts with the same axes draw.
    `how_sure` says what stands behind a click: percentages, intervals, and what the unknowns leave open; `legend`
    explains the letters of a chart. Both say nothing where there is nothing to say. `facts` are those that are counted:
    where the source of a case contradicts itself on one of them, a mark says so. `in_list` gives a few columns in words
    for a screen too narrow for the words of the chart, in whose place it stands there unless `drawn_narrow`.
    `row_height_of_two` is the height of a row, in pixels, where two selections share the chart: `same_axes` then gives
    the rows of each. `without_rows` is what stands where the question has none.
    """

    name: str
    chart: Chart
    sentence: Callable[[pl.DataFrame], str]
    same_axes: SameAxes = list
    how_sure: Callable[[pl.DataFrame], str] = _nothing
    legend: Callable[[pl.DataFrame], str] = _nothing
    facts: tuple[str, ...] = ()
    in_list: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    drawn_narrow: bool = False
    row_height_of_two: int | None = None
    without_rows: str = NO_CASE_MATCHES


@dataclass(frozen=True, slots=True)
class Table:
    """A question that is shown as a table: its rows as they are, or what `in_words` makes of them.

    `without_rows` is what stands in its place where it has none. `facts` are those that are counted in it, as those of
    a figure; a table with a row per case has its marks in its cells. `how_sure` says what stands behind a click.
    """

    name: str
    in_words: Callable[[pl.DataFrame], pl.DataFrame] = pl.DataFrame.clone
    without_rows: str = NO_CASE_MATCHES
    facts: tuple[str, ...] = ()
    how_sure: Callable[[pl.DataFrame], str] = _nothing

"""The two kinds of questions that pages show: as a figure, or as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from casebook.questions.words import NO_CASE_SAYS

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
    explains the letters of a chart. Both say nothing where there is nothing to say.
    """

    name: str
    chart: Chart
    sentence: Callable[[pl.DataFrame], str]
    same_axes: SameAxes = list
    how_sure: Callable[[pl.DataFrame], str] = _nothing
    legend: Callable[[pl.DataFrame], str] = _nothing


@dataclass(frozen=True, slots=True)
class Table:
    """A question that is shown as a table: its rows as they are, or what `in_words` makes of them.

    `without_rows` is what stands in its place where it has none.
    """

    name: str
    in_words: Callable[[pl.DataFrame], pl.DataFrame] = pl.DataFrame.clone
    without_rows: str = NO_CASE_SAYS

"""The cells of tables about cases: a case is a link under its name, and what is not known is a quiet mark."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import polars as pl

from casebook.case_names import link_to, with_links
from casebook.codebook import STATES
from common.html import as_cell, as_html, as_legend

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


MARKS = {"not reported": "–", "not read": "…", "not applicable": "n/a"}  # noqa: RUF001  a dash, as is meant
"""What stands on the screen in place of a state. CSV files and screen readers have the words."""

MEANINGS = {
    "not reported": "what was read is silent; never “no”",
    "not read": "the source was read in part, and the rest may answer",
    "not applicable": "the fact has no meaning for this case",
}

CASE_COLUMNS = frozenset({"case_id", "Case", "case"})

GROUPS = "Group"
"""Column that names what a row is of: a state stands there in words."""


def write_cell(column: str, cell: object) -> str:
    """Write a cell as HTML: the link to a case, a quiet mark for a state, or the text as it is."""
    if column in CASE_COLUMNS and isinstance(cell, str):
        return link_to(cell) if with_links(cell) != html.escape(cell) else as_cell(column, cell)
    if isinstance(cell, str) and cell in MARKS and column != GROUPS:
        return quiet(cell)
    return as_cell(column, cell)


def write_in_words(column: str, cell: object) -> str:
    """Write a cell as HTML: the link to a case, or the text as it is, states in words."""
    return write_cell(column, cell) if column in CASE_COLUMNS else as_cell(column, cell)


def quiet(state: str) -> str:
    """Write a state in words, of which the style shows a grey mark; they are heard, copied, and shown by a hover.

    One element: a table holds a hundred of them, and each is made anew at a click.
    """
    words = html.escape(state)
    return f'<span class="quiet" data-mark="{MARKS[state]}" title="{words}">{words}</span>'


def legend(states: Collection[str]) -> str:
    """Explain as HTML the marks of those states that a table holds, in one order; nothing where it holds none."""
    words = " · ".join(
        f'<span class="quiet">{mark}</span> {state}: {MEANINGS[state]}'
        for state, mark in MARKS.items()
        if state in states
    )
    return as_legend(words, str)


def as_table(rows: pl.DataFrame, most: int | None = None) -> str:
    """Give rows about cases, all or so many of them, as an HTML table, with the legend of the marks in it.

    A column in which no row says anything, listed or not, is left out, and named below. So is nothing where there is
    one row or none. On a narrow screen each row of many columns is a block of its own.
    """
    texts = rows.select(pl.col(pl.String))
    silent = [name for name in texts.columns if rows.height > 1 and set(texts[name]) <= {*STATES, None, ""}]
    shown = rows.drop(silent)[:most]
    marked = [name for name in texts.columns if name in shown.columns and name != GROUPS]
    states = {cell for name in marked for cell in shown[name] if cell in MARKS}
    table = as_html(shown, write_cell)
    return table + legend(states) + _left_out(silent)


def _left_out(columns: Sequence[str]) -> str:
    """Say as HTML which columns are left out, since no row says anything in them."""
    if not columns:
        return ""
    one = len(columns) == 1
    counted = "One column is" if one else f"{len(columns)} columns are"
    names = "; ".join(columns)
    says = f"{counted} left out, in which none of these cases says anything: {names}. The CSV has all columns."
    return as_legend(says)

"""The list of cases: a table in which each name leads to its case, on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.case_names import link_to
from casebook.questions.case_list import (
    ALWAYS_LISTED,
    FIRST_LISTED,
    LIST_COLUMNS,
    MOST_LISTED,
    sorted_by,
    with_found_in,
)
from casebook.questions.words import in_whole_days
from casebook.store import ask_kept
from casebook.ui.cells import MARKS, legend, write_cell
from common.html import as_html, as_legend
from common.kept import once
from common.ui.frame import ground

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casebook.selection import Selection

MORE = 100
"""Cases that are listed at once, and by each further click."""

_LISTED = "cases_listed"
"""Key in the session of how many cases the reader has asked to see."""


def choose_columns() -> tuple[str, ...]:
    """Let the reader choose the columns of the list by their names; the choice stays for the session."""
    offered = [name for name in LIST_COLUMNS if name not in ALWAYS_LISTED]
    with st.popover("Columns", key="columns", icon=":material/view_column:"):
        chosen = st.pills(
            "Columns of the list",
            offered,
            selection_mode="multi",
            default=FIRST_LISTED,
            format_func=_label,
            key="list_columns",
            persist_state="session",
        )
    return tuple(name for name in LIST_COLUMNS if name in chosen or name in ALWAYS_LISTED)


def choose_order(columns: tuple[str, ...]) -> tuple[str, bool]:
    """Let the reader choose by which of the columns the list is sorted, and in which direction."""
    chosen = st.selectbox(
        "Sorted by",
        [name for name in columns if name != "found_in"],
        index=None,
        format_func=_label,
        key="list_order",
        persist_state="session",
        placeholder="Sorted by drug, then latency",
        label_visibility="collapsed",
        width=270,
    )
    turned = st.checkbox("Descending", key="list_turned", persist_state="session", disabled=chosen is None)
    return chosen or "", bool(turned)


def case_table(cases: pl.DataFrame, columns: tuple[str, ...], order: tuple[str, bool], selection: Selection) -> None:
    """List the cases with these columns; the name of each is a link to its page, which keeps the filters.

    Where there is a text search, a column says in which facts its words are found.
    """
    if cases.height == MOST_LISTED:
        st.caption(f"The first {MOST_LISTED:,} cases are listed. The CSV holds all of them.")
    shown = tuple(name for name in columns if name != "found_in" or selection.q)
    listed = min(st.session_state.get(_LISTED, MORE), cases.height)
    with st.container(key="case_table"):
        st.html(_written(cases, shown, *order, listed, selection, ground()))
    if listed < cases.height:
        st.button(
            f"{min(MORE, cases.height - listed)} more of {cases.height:,} cases",
            key="list_more",
            on_click=st.session_state.update,
            args=({_LISTED: listed + MORE},),
        )


@once
def _written(  # noqa: PLR0913, PLR0917  keys of what is kept stand in their places
    cases: pl.DataFrame,
    columns: tuple[str, ...],
    order: str,
    turned: bool,  # noqa: FBT001
    listed: int,
    selection: Selection,
    background: str,
) -> str:
    """Write the first cases as a table, with the legend of its marks, and name the columns that are not shown."""
    found = with_found_in(cases, selection.q).with_columns(in_whole_days(pl.col("latency_days")))
    rows = (sorted_by(found, order, descending=turned) if order else found).head(listed)
    query = selection.to_query()
    shown = rows.select(pl.col("case_id" if name == "case_name" else name).alias(_label(name)) for name in columns)
    states = {cell for column in shown.select(pl.col(pl.String)) for cell in column if cell in MARKS}
    table = as_html(
        shown,
        lambda column, cell: link_to(str(cell), query) if column == "Case" else write_cell(column, cell),
        stacked=True,
        explained={_label(name): _explained()[name][1] for name in columns},
    )
    further = [_label(name) for name in LIST_COLUMNS if name not in (*columns, *ALWAYS_LISTED)]
    words = f"Not shown, to be chosen under “Columns”: {', '.join(further)}." if further else ""
    return f'{legend(states)}<div style="--ground:{background}">{table}</div>{as_legend(words)}'


def _label(column: str) -> str:
    """Give what stands above a column of the list."""
    return _explained()[column][0]


def _explained() -> Mapping[str, tuple[str, str]]:
    return _heads(ask_kept("data_dictionary"))


@once
def _heads(dictionary: pl.DataFrame) -> Mapping[str, tuple[str, str]]:
    """Give for each column of the list what stands above it, and what it means."""
    explained = {name: (label, meaning) for _, name, label, meaning, *_ in dictionary.rows()}
    return explained | {
        "case_name": ("Case", explained["case_name"][1]),
        "latency": ("Latency as reported", "In the unit of the source."),
        "found_in": ("Found in", "The facts in which the text search finds its words."),
    }

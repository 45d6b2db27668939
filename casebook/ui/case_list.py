"""The list of cases: a table that sorts, whose rows open their case, and the same laid out for print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import polars.selectors as cs
import streamlit as st

from casebook.questions.case_list import ALWAYS_LISTED, FIRST_LISTED, LIST_COLUMNS, MOST_LISTED, with_found_in
from casebook.questions.words import in_whole_days
from casebook.store import ask_kept
from casebook.ui.cells import MARKS, as_table, legend
from common.html import as_legend
from common.kept import once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.elements.lib.column_types import ColumnConfig

ON_PAPER = (
    *("case_id", "drug", "latency", "prior_imid", "onset", "ct_patterns"),
    *("steroid_for_event", "outcome", "rechallenge_outcome", "read_as", "facts_known"),
)
"""Columns of the case list that a sheet has room for."""

_SHORT = {
    "latency": "Latency",
    "prior_imid": "Prior IMiD",
    "steroid_for_event": "Steroid",
    "background_steroid": "Steroid before",
}
"""Heads of columns too narrow for the name of their fact, which a hover tells."""

MOST_PRINTED = 200
"""Cases of the list that are printed."""


def choose_columns() -> list[str]:
    """Let the reader choose the columns of the list by their names; the choice stays for the session."""
    offered = [name for name in LIST_COLUMNS if name not in ALWAYS_LISTED]
    labels = {name: label for name, (label, _) in _explained(ask_kept("data_dictionary")).items()}
    with st.popover("Columns", key="columns", icon=":material/view_column:"):
        chosen = st.pills(
            "Columns of the list",
            offered,
            selection_mode="multi",
            default=FIRST_LISTED,
            format_func=labels.__getitem__,
            key="list_columns",
            persist_state="session",
        )
    return [name for name in LIST_COLUMNS if name in chosen or name in ALWAYS_LISTED]


def case_table(cases: pl.DataFrame, chosen: Sequence[str], question: str) -> str | None:
    """Show the chosen columns of the cases as a table that sorts. Give the case whose row was clicked, if any.

    `question` is that of the text search: where there is one, a column says in which facts its words are found.
    """
    if cases.height == MOST_LISTED:
        st.caption(f"The first {MOST_LISTED:,} cases are listed. The CSV holds all of them.")
    explained = _explained(ask_kept("data_dictionary"))
    shown = [name for name in chosen if name != "found_in" or question]
    with_states = {name: cells for name, cells in _cells_with_states(cases).items() if name in shown}
    event = st.dataframe(
        with_found_in(cases, question).with_columns(in_whole_days(pl.col("latency_days"))),
        hide_index=True,
        height="content",
        column_order=shown,
        column_config={
            name: _column(name, *explained[name], width, with_states.get(name)) for name, width in LIST_COLUMNS.items()
        },
        placeholder="not known",
        key="case_table",
        on_select="rerun",
        selection_mode="single-cell",
        alt="Published cases, one row each. Click a row to open its case.",
    )
    further = [explained[name][0] for name in LIST_COLUMNS if name not in (*chosen, *ALWAYS_LISTED)]
    words = "Click a row to open its case with all facts, a column's head to sort." + (
        f" Not shown, to be chosen above: {', '.join(further)}." if further else ""
    )
    with st.container(key="how_to_open"):
        st.html(legend({cell for cells in with_states.values() for cell in cells}) + as_legend(words))
    _list_on_paper(cases, {name: label for name, (label, _) in explained.items()})
    cells = event["selection"]["cells"]
    return str(cases["case_id"][cells[0][0]]) if cells else None


def _column(name: str, label: str, meaning: str, width: int, cells: Sequence[str] | None) -> ColumnConfig:
    """Lay out one column; `cells` are those of a column in which a state stands, each once.

    Such a column is one of choices: it alone can show something else, the mark of a state, than it is sorted by, heard
    and copied as. None is pinned: Streamlit greys what is.
    """
    head, explanation = _SHORT.get(name, label), f"{label}: {meaning}"
    if name == "latency_days":
        return st.column_config.NumberColumn(head, help=explanation, width=width, format="%.4g")
    if cells:
        return st.column_config.SelectboxColumn(
            head, help=explanation, width=width, options=cells, format_func=_mark_or_words
        )
    return st.column_config.Column(head, help=explanation, width=width)


def _mark_or_words(cell: object) -> str:
    return MARKS.get(str(cell), str(cell))


@once
def _cells_with_states(cases: pl.DataFrame) -> Mapping[str, Sequence[str]]:
    """Give for each column in which a state stands what its cells hold, each once."""
    listed = cases.select(cs.string() & cs.by_name(*LIST_COLUMNS, require_all=False))
    texts = {column.name: column.unique().sort().to_list() for column in listed}
    return {name: cells for name, cells in texts.items() if not MARKS.keys().isdisjoint(cells)}


@once
def _explained(dictionary: pl.DataFrame) -> Mapping[str, tuple[str, str]]:
    """Give for each column of the list what stands above it, and what it means."""
    explained = {name: (label, meaning) for _, name, label, meaning, *_ in dictionary.rows()}
    return explained | {
        "case_name": ("Case", explained["case_name"][1]),
        "latency": ("Latency as reported", "In the unit of the source."),
        "found_in": ("Found in", "The facts in which the text search finds its words."),
    }


def _list_on_paper(cases: pl.DataFrame, labels: Mapping[str, str]) -> None:
    """Lay the list out for print alone: the table on the screen is a canvas, which a sheet would cut at the right."""
    cells = cases.head(MOST_PRINTED).with_columns(facts_known=pl.format("{} of {}", "facts_known", "facts_asked"))
    printed = cells.select(pl.col(name).alias(labels.get(name, "Latency")) for name in ON_PAPER)
    with st.container(key="on_paper"):
        joined = printed.with_columns(cs.list().cast(pl.List(pl.String())).list.join("; "))
        st.html(as_table(joined, on_screen=False))
        if cases.height > MOST_PRINTED:
            st.caption(f"The first {MOST_PRINTED} of {cases.height:,} listed cases are printed. The CSV holds all.")

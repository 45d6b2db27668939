"""The founding report, recomputed: which cases its claims are held against, and the table of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.case_names import address_of, name_of
from casebook.questions.claims import DRUG_OF_REPORT, VERDICTS, hidden_of_the_eight, on_drug_of_report
from casebook.store import answer_ahead
from common.html import as_link, as_text

if TYPE_CHECKING:
    import polars as pl

    from casebook.selection import Selection

EVERY_DRUG = "every drug"

MOST_DIFFERING = 20
"""Cases that make a claim differ and are named, as the macros of queries/schema/claims say."""

_MARKS = dict(zip(VERDICTS, ("✓ agrees", "✗ **differs**", "? cannot be said"), strict=True))
"""Verdicts as they are shown: told apart by sign and word, without colour."""


def hold_against(selection: Selection) -> Selection:
    """Give the cases that the claims are held against, and say which: those that the filters leave.

    Where no filter is set these are the cases on the report's own drug, or on every drug if the reader chooses so.
    """
    if selection.active():
        return selection
    answer_ahead(selection, "claims")
    with st.container(horizontal=True, vertical_alignment="center", key="held_against"):
        chosen = st.segmented_control(
            "Hold the claims against the cases on",
            (DRUG_OF_REPORT, EVERY_DRUG),
            default=DRUG_OF_REPORT,
            required=True,
            key="against",
            bind="query-params",
            label_visibility="collapsed",
        )
        if chosen == EVERY_DRUG:
            st.markdown("No filter is set: “The filtered cases” are those on every drug.", width="content")
            return selection
        st.markdown(
            f"No filter is set: “The filtered cases” are those on {DRUG_OF_REPORT}, the report's own drug.",
            width="content",
        )
    return on_drug_of_report()


def claims_table(rows: pl.DataFrame, answers: pl.DataFrame, selection: Selection) -> None:
    """Show each claim beside its answers, with links to the cases that make it differ; the links keep the filters.

    `rows` are the claims in words, `answers` those of the query. `selection` are the reader's filters.
    """
    if selection.active():
        st.markdown(hidden_of_the_eight(answers))
    query = selection.to_query()
    cells = as_text(rows.drop("Cases that differ", "in_all"))
    linked = [
        ", ".join(as_link(name_of(case_id), address_of(case_id, query)) for case_id in case_ids)
        + (f" and others; {in_all:,} of the filtered cases differ" if in_all > MOST_DIFFERING else "")
        for case_ids, in_all in rows.select("Cases that differ", "in_all").rows()
    ]
    marked = {name: [_with_mark(text) for text in column] for name, column in cells.items()}
    with st.container(key="claims_table"):
        st.table({**marked, "Cases that differ": linked}, hide_index=True, border="horizontal")


def _with_mark(text: str) -> str:
    """Put the sign of its verdict before a cell that begins with one; its colon is escaped."""
    verdict, colon, answer = text.partition("\\:")
    return f"{_MARKS[verdict]}{colon}{answer}" if verdict in _MARKS else text

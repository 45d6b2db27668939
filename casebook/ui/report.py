"""Ready texts for the curator: that a value is wrong, or that a case is missing. They are copied, not sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.case_names import name_of
from casebook.store import release

if TYPE_CHECKING:
    import polars as pl

_NOT_SENT = "Nothing is sent from here: copy the text, complete it, and give it to the curator of this casebook."


def offer_correction(case_id: str, facts: pl.DataFrame) -> None:
    """Offer a text that says that a value of a case is wrong: case, fact, value, locator, release.

    `facts` are the rows of facts_of_case.
    """
    with st.container(key="report"):
        opened = st.popover("This value is wrong", key="value_is_wrong", on_change="rerun", icon=":material/edit_note:")
    if not opened.open:
        return
    with opened:
        labels = facts["label"].to_list()
        chosen = st.selectbox("Which fact?", labels, key="wrong_fact")
        fact = facts.row(labels.index(chosen), named=True)
        lines = [
            "A value of the IMiD Lung Casebook is wrong.",
            f"Case: {name_of(case_id)} ({case_id})",
            f"Fact: {fact['label']} ({fact['fact']})",
            f"It stands there: {fact['in_words']}",
            f"Where it was read: {fact['locator'] or 'nowhere'}",
            f"Release: {release()['release']}",
            "It should be: ",
            "Where the source says so: ",
        ]
        st.code("\n".join(lines), language=None, wrap_lines=True)
        st.caption(_NOT_SENT)


def offer_missing_case() -> None:
    """Offer a text that says that a published case is missing."""
    with st.container(key="report"):
        opened = st.popover("A case is missing", key="case_is_missing", on_change="rerun", icon=":material/note_add:")
    if not opened.open:
        return
    with opened:
        lines = [
            "A published case is missing in the IMiD Lung Casebook.",
            f"Release: {release()['release']}",
            "Authors, title, journal, year: ",
            "DOI or PubMed number: ",
            "Suspect drug: ",
            "Page that describes the patient: ",
        ]
        st.code("\n".join(lines), language=None, wrap_lines=True)
        st.caption(_NOT_SENT)

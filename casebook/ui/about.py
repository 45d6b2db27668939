"""What the methods page shows beside its text: how to cite, and the data dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from common.html import as_text, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


_HEADINGS = {"Fact": "label", "Meaning": "meaning", "Terms": "terms", "Column in the CSV": "name"}


def how_to_cite(release: Mapping[str, object]) -> None:
    """Say how a release is cited."""
    st.header("How to cite", anchor=False)
    st.markdown(
        escape(
            f"IMiD Lung Casebook, release {release['release']} ({release['cases']} published cases, newest case change "
            f"{release['newest_case']}). Cite the case reports themselves beside it: each case names its source."
        )
    )


def dictionary(facts: pl.DataFrame) -> None:
    """Show what each fact means and which terms it may hold, section by section."""
    st.header("Data dictionary", anchor=False)
    st.caption(
        "In a CSV the items of a list are joined by “; ”, and a backslash stands before each semicolon and backslash "
        "within an item. The column conflicts holds the contradictions, joined likewise by “ | ”."
    )
    for (section,), of_section in facts.group_by("section", maintain_order=True):
        st.subheader(str(section), anchor=False)
        st.table(as_text(of_section.select(**_HEADINGS)), hide_index=True)

"""What the methods page shows beside its text: how to cite, and the data dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from common.html import as_text, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


def how_to_cite(told: Mapping[str, object]) -> None:
    """Say how this release is cited."""
    st.header("How to cite", anchor=False)
    st.markdown(
        escape(
            f"IMiD Lung Casebook, release {told['release']} ({told['cases']} published cases, newest case change "
            f"{told['newest_case']}). Cite the case reports themselves beside it: each case names its source."
        )
    )


def dictionary(rows: pl.DataFrame) -> None:
    """Show the data dictionary, section by section."""
    st.header("Data dictionary", anchor=False)
    for (section,), columns in rows.group_by("section", maintain_order=True):
        st.subheader(str(section), anchor=False)
        told = columns.select("label", "meaning", "terms", "name")
        st.table(
            as_text(
                told.rename({"label": "Fact", "meaning": "Meaning", "terms": "Terms", "name": "Column in the CSV"})
            ),
            hide_index=True,
        )

"""What the pages of the section About show beside their text: how to cite, the data dictionary, the context."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.context import KINDS
from common.html import as_html, as_link, as_passage, escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from casebook.context import Statement

_COLUMNS = {"Fact": "label", "Meaning": "meaning", "Terms": "terms", "Column in the CSV": "name"}


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
    with st.container(key="dictionary"):
        for (section,), of_section in facts.group_by("section", maintain_order=True):
            st.html(as_passage(title=str(section)) + as_html(of_section.select(**_COLUMNS), stacked=True))


def context(statements: Sequence[Statement]) -> None:
    """Show what was said elsewhere, a table for each kind of source; a link leads to the source."""
    tables = st.container(key="context")
    for kind, heading in KINDS.items():
        of_kind = [statement for statement in statements if statement.kind == kind]
        if of_kind:
            tables.subheader(heading, anchor=False)
            tables.table(
                {
                    "Drug": [escape(", ".join(one.drugs)) for one in of_kind],
                    "What it says": [escape(one.says) for one in of_kind],
                    "Source": [as_link(one.source, one.link) for one in of_kind],
                    "Date": [escape(one.published) for one in of_kind],
                    "Where read": [escape(f"{one.locator}. Read on {one.read}.") for one in of_kind],
                },
                hide_index=True,
            )

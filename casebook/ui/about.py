"""What the pages of the section About show beside their text: how to cite, the data dictionary, the context."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.context import KINDS
from common.html import as_cell, as_html, as_passage, escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    with st.container(key="context"):
        for kind, heading in KINDS.items():
            of_kind = [statement for statement in statements if statement.kind == kind]
            if of_kind:
                st.html(as_passage(title=heading) + _as_table(of_kind))


def _as_table(statements: Sequence[Statement]) -> str:
    rows = pl.DataFrame(
        [
            {
                "Drug": ", ".join(one.drugs),
                "What it says": one.says,
                "Source": one.source,
                "Date": one.published,
                "Where read": f"{one.locator}. Read on {one.read}.",
            }
            for one in statements
        ]
    )
    links = {one.source: one.link for one in statements}
    return as_html(
        rows,
        lambda column, cell: _linked(str(cell), links[str(cell)]) if column == "Source" else as_cell(column, cell),
        stacked=True,
    )


def _linked(source: str, link: str) -> str:
    """Name a source, which is a link where one is known."""
    words = as_cell("Source", source)
    return f'<a href="{html.escape(link)}" target="_blank" rel="noopener noreferrer">{words}</a>' if link else words

"""What Help shows beside its text: the words of the glossary, and every term of the codebook with its meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.codebook import codebook
from casebook.ui.cells import MARKS, MEANINGS
from common.html import as_html, as_passage
from common.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

_GLOSSARY = ROOT / "docs" / "glossary.md"
_SECTIONS = ("A case and what it says", "Drugs and lungs", "Releases and links", "Spontaneous reports")
_MOST_IN_HEADING = 6
"""Facts that a heading names."""
_ROW = re.compile(r"^\| (?!word \||---)(.+?) \| (.+?) \|$", re.MULTILINE)


def states() -> None:
    """Explain the marks that stand in place of what is not known."""
    rows = [{"Mark": mark, "State": state, "Meaning": MEANINGS[state]} for state, mark in MARKS.items()]
    st.html(as_passage(title="What is not known") + as_html(pl.DataFrame(rows)))


def glossary() -> None:
    """Show the words of docs/glossary.md, section by section."""
    text = _GLOSSARY.read_text(encoding="utf-8")
    for section in _SECTIONS:
        rows = _ROW.findall(text.partition(f"## {section}\n")[2].partition("\n## ")[0])
        words = pl.DataFrame([{"Word": word, "Meaning": meaning.replace("`", "")} for word, meaning in rows])
        st.html(as_passage(title=section) + as_html(words))


def terms() -> None:
    """Show every term of the codebook with its meaning and other words for it, below the facts that have it."""
    book = codebook()
    with st.container(key="terms"):
        for name, of_list in book.lists.items():
            # A fact of several lists, such as the findings, is named by the facts that it joins.
            facts = [fact.label for fact in book.facts.values() if (*fact.lists,) == (name,) and fact.label]
            if not facts:
                continue
            rows = [
                {"Term": term.name, "Meaning": term.meaning, "Also called": "; ".join(term.synonyms)}
                for term in of_list
            ]
            st.html(_above([term.name for term in of_list], facts) + as_html(pl.DataFrame(rows)))


def _above(terms: Sequence[str], facts: Sequence[str]) -> str:
    """Write the facts that have the terms as a heading, or as a sentence below the terms where the facts are many."""
    named = ", ".join(dict.fromkeys(facts))
    return (
        as_passage(title=named) if len(facts) <= _MOST_IN_HEADING else as_passage(f"{named}.", title=" or ".join(terms))
    )

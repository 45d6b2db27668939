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
    for name, of_list in book.lists.items():
        facts = [fact.label for fact in book.facts.values() if name in fact.lists and fact.label]
        if not facts:
            continue
        rows = [
            {"Term": term.name, "Meaning": term.meaning, "Also called": "; ".join(term.synonyms)} for term in of_list
        ]
        st.html(as_passage(title=_together(facts)) + as_html(pl.DataFrame(rows)))


def _together(labels: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(labels))

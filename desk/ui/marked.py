"""What of a local case is to be looked at, since it may tell who the patient is: each text, with its marks."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.codebook import codebook
from common.html import as_cell, as_html, as_passage
from desk.marking import marked_texts, marks
from desk.places import in_words

if TYPE_CHECKING:
    from desk.draft import Draft

_TEXT = "Does a marked word tell who the patient is?"


def show_marks(draft: Draft) -> None:
    """Show the texts of a local draft that hold a mark, field by field; or say that there is none."""
    reason = draft.submitted.content["reason"] if draft.submitted else ""
    marked = marked_texts(draft.values())
    rows = [{"Field": in_words(place, codebook()), _TEXT: text} for place, text in marked]
    if marks(reason):
        rows.append({"Field": "Reason", _TEXT: reason})
    if rows:
        st.html(as_html(pl.DataFrame(rows), _with_marks))
    else:
        st.html(as_passage("No word is marked. Names in small letters and rare diseases are not."))


def _with_marks(column: str, cell: object) -> str:
    if column != _TEXT:
        return as_cell(column, cell)
    text, parts, end = str(cell), [], 0
    for start, until in marks(text):
        parts += [html.escape(text[end:start]), f"<mark>{html.escape(text[start:until])}</mark>"]
        end = until
    return "".join([*parts, html.escape(text[end:])])

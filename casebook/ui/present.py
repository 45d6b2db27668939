"""Present: the four bands on one screen for a room, and the picked cases with how they were treated and ended."""

from __future__ import annotations

from html import escape as escape_html
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from casebook.board.bands import TITLES, unbroken
from casebook.board.patient import MOST_PICKED
from casebook.board.picked import OF_PATIENT, letters_for, side_by_side
from casebook.board.picked_table import picked_as_html, picked_table
from casebook.board.strip import strip, strip_as_html
from casebook.contradictions import CONTRADICTED_IN_WORDS
from casebook.lavage import CELLS
from casebook.ui.cells import as_table
from common.html import escape
from common.ui.frame import offer_csv

if TYPE_CHECKING:
    from casebook.board.bands import Board
    from casebook.board.count import Count
    from casebook.board.picked import Row

_IN_THE_ROW = (*OF_PATIENT[2:], *CELLS)
"""What is stated of the patient and stands beside the picked cases."""

_STYLE = Path(__file__).with_name("present.css")


def present(board: Board) -> None:
    """Show the four bands on one screen, each number a button that opens the cases it was counted from."""
    st.html(_STYLE)
    patient, selection = board.patient, board.selection
    with st.container(key="patient_line"):
        st.html(
            f'<p class="line"><strong>This patient:</strong> {escape_html(unbroken(patient.in_short(_IN_THE_ROW)))}</p>'
        )
    if selection.in_words():
        st.html(f'<p class="line filtered"><strong>Filter:</strong> {escape_html(selection.sentence())}</p>')
    counted, looked_at = st.columns([17, 26], gap="small")
    with counted:
        _band(board, "seen_before")
        st.html(_latencies(board))
        _band(board, "after_stopping")
        _band(board, "given_again")
    with looked_at, st.container(key="band_picked"):
        _head(board, "picked")
        _numbers(board, "picked")
        st.html(_picked(side_by_side(board)))
    st.html(f'<p class="said">{escape_html(board.could_be_read())} {escape_html(CONTRADICTED_IN_WORDS)}</p>')


def _band(board: Board, band: str) -> None:
    with st.container(key=f"band_{band}"):
        _head(board, band)
        _numbers(board, band)


def _head(board: Board, band: str) -> None:
    """Say the question of a band, and of which cases it speaks."""
    st.html(f"<h3>{escape_html(TITLES[band])} <small>{escape_html(board.set_in_words(band))}</small></h3>")


def _numbers(board: Board, band: str) -> None:
    counts = board.counts(band)
    if not counts:
        st.markdown(f"No case is picked: pick up to {MOST_PICKED} in Prepare.")
    with st.container(horizontal=True, gap="small", key=f"numbers_{band}"):
        for place, count in enumerate(counts):
            _open_count(count, f"{band}_{place}")


def _latencies(board: Board) -> str:
    """Draw the latencies of all cases, and the patient's day among them; each dot of a case opens it."""
    drawn = strip(board.drawn("seen_before"), board.patient.days)
    return strip_as_html(drawn) if drawn else ""


def _picked(rows: list[Row]) -> str:
    """Write the patient and the picked cases as a table, in the largest letters with which they fit."""
    table = picked_as_html(picked_table(rows), "casebook picked")
    return f'<div class="table" tabindex="0" style="font-size:{letters_for(rows):g}em">{table}</div>'


def _open_count(count: Count, key: str) -> None:
    """Show one number; a click on it opens its cases."""
    label = f"{escape(count.label)}: **{count.counted}**:small[{escape(count.rest)}]"
    opened = st.popover(label, type="tertiary", key=f"open_{key}", on_change="rerun")
    if opened.open:
        with opened:
            st.markdown(escape(f"{count.label}: {count.in_full}."))
            if count.contradicted:
                names = dict(count.cases.select("case_id", "case_name").rows())
                st.markdown(
                    escape(f"≠ The source contradicts itself: {', '.join(names[case] for case in count.contradicted)}.")
                )
            st.html(as_table(count.cases.drop("case_name")))
            offer_csv(key, count.cases, "CSV of these cases")

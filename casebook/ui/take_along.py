"""What can be taken along from the board: one page as PDF, the same with the CSV as ZIP, the CSV alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from access.ui import last_hash, offer_file
from casebook.board.bands import read_board
from casebook.board.one_page import PageError, board_zip, one_page
from casebook.causality import JUDGED, JUDGED_PREFIX
from common.html import escape
from common.tables import to_csv
from common.ui.frame import with_semicolon

if TYPE_CHECKING:
    from casebook.board.patient import Patient
    from casebook.selection import Selection


def offer_page(selection: Selection, patient: Patient) -> None:
    """Offer the page, made when the reader opens this; where it cannot be made, say why and offer the CSV alone."""
    opened = st.popover("One page to take along", key="take_along", on_change="rerun", icon=":material/description:")
    if not opened.open:
        return
    with opened:
        board = read_board(selection, patient)
        address = st.context.url or ""
        made = datetime.now(UTC)
        judged = {key.removeprefix(JUDGED_PREFIX): st.session_state.get(key) or "" for key in JUDGED}
        with st.spinner("The page is being made."):
            try:
                page = one_page(board, made, address, judged=judged, registry=last_hash())
            except PageError as error:
                st.error(f"The page cannot be made: {escape(str(error))}. The CSV is at hand all the same.")
                page = None
            packed = board_zip(board, page, address, semicolon=with_semicolon())
        if page is not None:
            _offer("Page (PDF)", page, "board.pdf", "application/pdf", "rows")
        _offer(
            "Page with CSV and sources (ZIP)" if page is not None else "CSV with sources (ZIP)",
            packed,
            "board.zip",
            "application/zip",
            "all",
        )
        _offer(
            "Numbers of the board (CSV)",
            to_csv(board.numbers(), semicolon=with_semicolon()),
            "numbers.csv",
            "text/csv",
            "counts",
        )


def _offer(label: str, content: bytes, name: str, kind: str, level: str) -> None:
    offer_file(label, content, name, kind, key=f"download_{name}", level=level, width="stretch")

"""What can be taken along from the board: one page as PDF, the same with the CSV as ZIP, the CSV alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from access.ui import last_hash, offer_file
from casebook.board.one_page import PageError, board_zip, one_page
from casebook.file_names import file_name
from casebook.selection import Selection
from casebook.ui.causality import judged_of_patient
from common.html import escape
from common.tables import to_csv
from common.ui.frame import with_semicolon

if TYPE_CHECKING:
    from casebook.board.bands import Board


_KINDS = {"pdf": ("application/pdf", "rows"), "zip": ("application/zip", "all"), "csv": ("text/csv", "counts")}
"""For the ending of each file its media type, and who may take it along."""


def offer_page(board: Board) -> None:
    """Offer the page, made when the reader opens this; where it cannot be made, say why and offer the CSV alone."""
    opened = st.popover("One page to take along", key="take_along", on_change="rerun", icon=":material/description:")
    if not opened.open:
        return
    with opened:
        address = st.context.url or ""
        made = datetime.now(UTC)
        with st.spinner("The page is being made."):
            try:
                page = one_page(board, made, address, judged=judged_of_patient(), registry=last_hash())
            except PageError as error:
                st.error(f"The page cannot be made: {escape(str(error))}. The CSV is at hand all the same.")
                page = None
            packed = board_zip(board, page, address, semicolon=with_semicolon())
        of_drug = Selection(drug=(drug,)) if (drug := board.patient.drug) else board.selection
        files = [
            ("Page with CSV and sources (ZIP)" if page is not None else "CSV with sources (ZIP)", packed, "board.zip"),
            ("Numbers of the board (CSV)", to_csv(board.numbers(), semicolon=with_semicolon()), "numbers.csv"),
        ]
        if page is not None:
            files.insert(0, ("Page (PDF)", page, "board.pdf"))
        for label, content, name in files:
            what, ending = name.split(".")
            kind, level = _KINDS[ending]
            named = file_name(what, of_drug, ending, made)
            offer_file(label, content, named, kind, key=f"download_{name}", level=level, width="stretch")

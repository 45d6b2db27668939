"""What a browser prints of the board: one sheet, with the content of the A4 page to take along."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from access.ui import last_hash
from casebook.board.content import content
from casebook.board.sheet import sheet
from casebook.ui.causality import judged_of_patient

if TYPE_CHECKING:
    from casebook.board.bands import Board

_HERE = Path(__file__).parent


def board_on_paper(board: Board) -> None:
    """Write for print alone what the A4 page holds; of the screen nothing is printed."""
    with st.container(key="on_paper"):
        st.html(_HERE / "strip.css")
        st.html(_HERE / "sheet.css")
        address = st.context.url or ""
        st.html(sheet(content(board, datetime.now(UTC), address, judged=judged_of_patient(), registry=last_hash())))

"""The board: the patient at hand is stated in Prepare, and looked at beside published cases in Present."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.store import ask
from casebook.ui.filters import begin_anew
from casebook.ui.frame import nothing_matches

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from casebook.selection import Selection


def choose_view() -> tuple[str, DeltaGenerator]:
    """Let the reader choose between Prepare and Present: "prepare" or "present", and a place beside for more."""
    line = st.container(horizontal=True, vertical_alignment="center", key="board_line")
    with line:
        view = st.segmented_control(
            "View",
            ("prepare", "present"),
            default="prepare",
            required=True,
            key="view",
            bind="query-params",
            label_visibility="collapsed",
            help="Present is for the room; the key F11 has the browser fill the whole screen, and leave it again.",
        )
        st.button(
            "New patient",
            key="new_patient_on_board",
            type="primary",
            on_click=begin_anew,
            help="Clear the patient, the picked cases and all filters.",
        )
    return str(view), line


def stop_without_cases(selection: Selection) -> None:
    """Say so and end the page where the filters leave no case; the patient's widgets are there by then."""
    if ask("selected_count", selection)["selected"].item() == 0:
        nothing_matches()

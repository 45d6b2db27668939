"""The board: the patient at hand is stated in Prepare, and looked at beside published cases in Present."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.board.patient import blank_widgets
from casebook.causality import JUDGED
from casebook.filters import TermsFilter, filters
from casebook.ui.filters import begin_anew
from casebook.ui.frame import nothing_matches
from casebook.ui.terms_left import count

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from casebook.selection import Selection


_BEFORE = "patient_before"
"""Key in the session of all that the last “New patient” cleared."""


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
            on_click=_new_patient,
            help="Clear the patient, the picked cases and all filters.",
        )
        if view == "prepare" and st.session_state.get(_BEFORE):
            st.button(
                "Last patient",
                key="last_patient",
                on_click=_bring_back,
                icon=":material/undo:",
                help="Bring back the patient, the picked cases and the filters that “New patient” cleared.",
            )
    return str(view), line


def columns_of_board() -> list[DeltaGenerator]:
    """Give the column of the patient's form, and that of what is shown beside it.

    They are the same in both views, since the browser would make the form anew where it came to stand elsewhere;
    Present leaves the first out, and lays out what is in the second as a page of its own.
    """
    with st.container(key="columns_of_board"):
        return st.columns([3, 8], gap="medium")


def _new_patient() -> None:
    """Clear everything, and keep what was there for as long as this session lasts, or until the next new patient."""
    kept = {key: st.session_state.get(key, blank) for key, blank in (blank_widgets() | _blank_filters()).items()}
    kept |= {key: st.session_state.get(key) for key in JUDGED}
    begin_anew()
    st.session_state[_BEFORE] = kept


def _bring_back() -> None:
    """Set all that the last “New patient” cleared to what it was."""
    st.session_state.update(st.session_state.pop(_BEFORE))


def _blank_filters() -> dict[str, object]:
    return {key: [] if isinstance(record, TermsFilter) else record.default for key, record in filters().items()}


def stop_without_cases(selection: Selection) -> None:
    """Say so and end the page where the filters leave no case; the patient's widgets are there by then."""
    if count(selection)["selected"] == 0:
        nothing_matches()

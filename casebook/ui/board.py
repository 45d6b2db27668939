"""The board: the patient at hand is stated in Prepare, and looked at beside published cases in Present."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from casebook import palette
from casebook.board import charts as board_charts
from casebook.board.bands import TITLES, read_board, unbroken
from casebook.board.charts import room_specification
from casebook.board.corrections import Correction
from casebook.board.criteria import BAND, LavagePattern, SameTerm, Share, SharedTerm, criteria
from casebook.board.patient import MOST_PICKED, Patient, names_of_criteria, older_names
from casebook.board.tables import LAVAGE, comparison_in_words, lavages_beside_patient, picked_beside_patient
from casebook.lavage import CELLS
from casebook.questions.case_list import MOST_LISTED
from casebook.selection import PATIENT_PREFIX
from casebook.store import ask
from casebook.ui.filters import begin_anew
from casebook.ui.frame import nothing_matches
from common import theme
from common.html import as_html, as_text, escape
from common.ui.frame import offer_csv

if TYPE_CHECKING:
    import polars as pl
    from streamlit.delta_generator import DeltaGenerator

    from casebook.board.bands import Board, Count
    from casebook.board.criteria import Criterion
    from casebook.selection import Selection

MOST_COMPARED = 20
"""Cases that the comparison lists. Its CSV has no such limit."""

_MOST_SEGMENTS = 6
"""Terms that stand in one row of buttons; more stand in a list to choose from."""

_EVERY_CASE = 1_000_000
_PRESENT = Path(__file__).with_name("present.css")


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
        )
        st.button(
            "New patient",
            key="new_patient_on_board",
            type="primary",
            on_click=begin_anew,
            help="Clear the patient, the picked cases and all filters.",
        )
    return str(view), line


def offer_patient(selection: Selection) -> Patient:
    """Let the preparer state the patient at hand; say what a link stated that cannot be.

    The widgets are there in both views, since a link carries what they hold; Present hides them.
    """
    picked = [*st.session_state.get("p_picked", ()), *st.query_params.get_all("p_picked")]
    existing = set(ask("picked", picked=picked)["case_id"]) if picked else set()
    _say_corrections(existing)
    with st.container(key="patient_form"):
        st.subheader("The patient at hand", anchor=False)
        st.caption(
            "Nothing that names a person can be entered: terms, days, percentages and the age in years. "
            "What you leave empty is not compared."
        )
        for key, criterion in criteria().items():
            if key == CELLS[0]:
                halves = st.columns(2, gap="small")
            if key in CELLS:
                with halves[CELLS.index(key) % 2]:
                    _offer(criterion)
            elif criterion.asked:
                _offer(criterion)
        st.multiselect(
            "A case must agree on",
            (*names_of_criteria(), *(name for name in st.query_params.get_all("p_required") if name in older_names())),
            key="p_required",
            bind="query-params",
            wrap=True,
            help="Cases that disagree on one of these are set aside, and so, counted apart, are those that do not say.",
        )
        st.multiselect(
            f"Cases for the room, {MOST_PICKED} at most",
            sorted({*ask("case_choices", selection, most=MOST_LISTED)["case_id"], *existing}),
            key="p_picked",
            bind="query-params",
            max_selections=MOST_PICKED,
            wrap=True,
            help=f"Offered are the cases that the filters leave, {MOST_LISTED:,} at most: filter to reach the others.",
        )
    return Patient.from_widgets(st.session_state)  # ty: ignore[invalid-argument-type]  a mapping of keys to values


def compare(selection: Selection, patient: Patient) -> None:
    """Show how each published case compares with the patient, criterion by criterion, and let cases be picked."""
    st.subheader("Which published cases agree, on what?", anchor=False)
    _stop_without_cases(selection)
    if not patient.compared():
        st.info(
            "Nothing is stated of the patient yet that can be compared. "
            "State a criterion, and each published case is compared on it."
        )
        return
    rows = ask("comparison", selection, patient=patient.parameters(), most=MOST_COMPARED)
    aside = ask("set_aside", selection, patient=patient.parameters()).row(0, named=True)
    st.markdown(escape(_compared_in_words(patient, aside, rows)))
    if rows.is_empty():
        return
    first = rows["case_id"].unique(maintain_order=True).to_list()[:MOST_PICKED]
    st.button(f"Pick the first {len(first)} for the room", key="pick_first", on_click=_pick, args=(first,))
    with st.container(key="table_comparison"):
        st.html(as_html(comparison_in_words(rows, patient)))
    offer_csv(
        "comparison",
        lambda: ask("comparison", selection, patient=patient.parameters(), most=_EVERY_CASE),
        "CSV of the comparison",
    )
    compared = [criteria()[key] for key in patient.compared()]
    st.markdown("\n".join(f"- **{escape(criterion.name)}** {escape(criterion.agreement)}." for criterion in compared))


def present(selection: Selection, patient: Patient) -> None:
    """Show the four bands on one screen, each number a button that opens the cases it was counted from."""
    st.html(_PRESENT)
    _stop_without_cases(selection)
    board = read_board(selection, patient)
    with st.container(key="patient_line"):
        st.markdown(f"**This patient:** {escape(unbroken(patient.in_short()))} · {escape(selection.sentence())}")
    for band, title in TITLES.items():
        with st.container(key=f"band_{band}"):
            if band == "picked":
                numbers, picture = st.container(), st.container()
            else:
                numbers, picture = st.columns([5, 7], gap="small")
            with numbers.container(horizontal=True, gap="small", key=f"numbers_{band}"):
                st.subheader(title, anchor=False, width="content")
                counts = board.counts(band)
                if not counts:
                    st.markdown(f"No case is picked: pick up to {MOST_PICKED} in Prepare.", width="content")
                for place, count in enumerate(counts):
                    _open_count(count, f"{band}_{place}")
            with picture:
                _picture(board, band)


def _stop_without_cases(selection: Selection) -> None:
    """Say so and end the page where the filters leave no case; the patient's widgets are there by then."""
    if ask("selected_count", selection)["selected"].item() == 0:
        nothing_matches()


def _picture(board: Board, band: str) -> None:
    """Show the chart of a band, or its table."""
    if band == "picked":
        bars = [
            [(share, colour) for share, colour in zip(shares, palette.CELL_COLOURS.values(), strict=True) if share]
            for shares in lavages_beside_patient(board)
        ]
        st.html(as_html(picked_beside_patient(board), {LAVAGE: bars}))
        return
    rows = board.drawn(band)
    if rows.is_empty():
        st.markdown("No published case to show.")
        return
    said = "; ".join(str(count) for count in board.counts(band))
    st.vega_lite_chart(
        rows,
        palette.drugs_of_rows(
            room_specification(getattr(board_charts, band), theme.INK[st.context.theme.type or "light"]), rows
        ),
        key=f"chart_board_{band}",
        alt=f"{TITLES[band]} {said}.",
        width="stretch",
    )


def _open_count(count: Count, key: str) -> None:
    """Show one number; a click on it opens its cases."""
    label = f"{escape(count.label)}: **{count.counted}**{escape(count.rest)}"
    opened = st.popover(label, type="tertiary", key=f"open_{key}", on_change="rerun")
    if opened.open:
        with opened:
            st.markdown(escape(f"{count.label}: {count.in_full}."))
            st.table(as_text(count.cases), hide_index=True, border="horizontal")
            offer_csv(key, count.cases, "CSV of these cases")


def _say_corrections(existing: set[str]) -> None:
    """Say what the link states of the patient that cannot be; `existing` are the picked cases that this release has."""
    of_link = {key: st.query_params.get_all(key) for key in st.query_params if key.startswith(PATIENT_PREFIX)}
    patient, corrections = Patient.from_values(of_link)
    for key, value in patient.values().items():
        if any(BAND.fullmatch(text) for text in of_link.get(PATIENT_PREFIX + key, ())):
            st.session_state[PATIENT_PREFIX + key] = value  # the widget does not read a band, which older links have
    corrections += [
        Correction("picked", case, "is not a case of this release, and was left out")
        for case in of_link.get("p_picked", ())
        if case not in existing
    ]
    for correction in corrections:
        st.warning(f"Corrected: {escape(str(correction))}", icon="⚠️")


def _compared_in_words(patient: Patient, aside: dict[str, int], rows: pl.DataFrame) -> str:
    """Say how many cases are compared, set aside and listed, in one sentence or two."""
    words = f"{aside['cases']} cases compared on {len(patient.compared())} criteria."
    if aside["kept"] < aside["cases"]:
        words += (
            f" {aside['kept']} agree on all that is required; set aside: {aside['disagreeing']} disagree, "
            f"{aside['silent']} do not say."
        )
    listed = rows["case_id"].n_unique()
    if listed < aside["kept"]:
        words += f" The first {listed} are listed; the CSV holds all of them."
    return (
        f"{words} By agreements, then by fewer disagreements: ✓ agrees, ✗ disagrees, ? cannot be compared. "
        "This is a display of the criteria that you chose: no score, no weight, no recommendation."
    )


def _offer(criterion: Criterion) -> None:
    """Offer the widget of a criterion; its key is that of the link."""
    label, key = criterion.label, PATIENT_PREFIX + criterion.key
    if isinstance(criterion, SharedTerm):
        st.multiselect(label, criterion.terms, key=key, bind="query-params", wrap=True)
    elif isinstance(criterion, SameTerm) and len(criterion.terms) <= _MOST_SEGMENTS:
        st.segmented_control(label, criterion.terms, key=key, bind="query-params")
    elif isinstance(criterion, SameTerm):
        st.selectbox(label, criterion.terms, index=None, key=key, bind="query-params", placeholder="not stated")
    elif isinstance(criterion, Share):
        low, high = float(criterion.low), float(criterion.high)
        st.number_input(label, low, high, None, 1.0, "%.12g", key=key, bind="query-params", placeholder="not stated")
    elif not isinstance(criterion, LavagePattern):
        low, high = criterion.low, criterion.high
        st.number_input(label, low, high, None, 1, key=key, bind="query-params", placeholder="not stated")


def _pick(cases: list[str]) -> None:
    st.session_state["p_picked"] = cases

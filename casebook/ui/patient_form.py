"""The form of Prepare: what is stated of the patient, in the casebook's terms, and what a link states wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.board.corrections import Correction
from casebook.board.criteria import BAND, LavagePattern, SameTerm, Share, SharedTerm, criteria
from casebook.board.patient import MOST_PICKED, Patient, names_of_criteria, older_names
from casebook.link_keys import PATIENT_PREFIX
from casebook.questions.case_list import MOST_LISTED
from casebook.store import ask_kept
from common.html import escape

if TYPE_CHECKING:
    from casebook.board.criteria import Criterion
    from casebook.selection import Selection

PICKED = f"{PATIENT_PREFIX}picked"
"""Key of the picked cases, in links and in the session."""

_MOST_SEGMENTS = 2
"""Terms that stand in one row of buttons; more stand in a list to choose from."""


def offer_patient(selection: Selection) -> Patient:
    """Let the preparer state the patient at hand.

    The widgets are there in both views, since a link carries what they hold; Present hides them. That of the picked
    cases is hidden in Prepare too, where the table has a box for each.
    """
    cases = {*ask_kept("case_choices", selection, most=MOST_LISTED)["case_id"], *_existing_picks()}
    with st.container(key="patient_form"):
        asked = [criterion for criterion in criteria().values() if criterion.asked]
        single = [criterion for criterion in asked if not isinstance(criterion, SharedTerm)]
        columns = st.columns(2, gap="small")
        for place, criterion in enumerate(single):
            with columns[place >= (len(single) + 1) // 2]:
                _offer(criterion)
        for criterion in asked:
            if isinstance(criterion, SharedTerm):
                _offer(criterion)
        st.multiselect(
            "A case must agree on",
            (*names_of_criteria(), *(name for name in st.query_params.get_all("p_required") if name in older_names())),
            key="p_required",
            bind="query-params",
            wrap=True,
            help="Cases that disagree on one of these are set aside, and so, counted apart, are those that do not say.",
        )
        st.caption(
            "Nothing that names a person can be entered: terms, days, percentages and the age in years. "
            "What you leave empty is not compared."
        )
    with st.container(key="picks_of_link"):  # the table shows them; this widget writes them into the link
        st.multiselect(PICKED, sorted(cases), key="p_picked", bind="query-params", max_selections=MOST_PICKED)
    return Patient.from_widgets(st.session_state)  # ty: ignore[invalid-argument-type]  a mapping of keys to values


def say_corrections() -> None:
    """Say what the link states of the patient that cannot be; before the widgets, which drop it and say nothing."""
    existing = _existing_picks()
    of_link = {key: st.query_params.get_all(key) for key in st.query_params if key.startswith(PATIENT_PREFIX)}
    no_cases = [case for case in of_link.get(PICKED, ()) if case not in existing]
    if no_cases:  # they take no place of those that can be picked
        of_link[PICKED] = [case for case in of_link[PICKED] if case in existing]
    patient, corrections = Patient.from_values(of_link)
    for key, value in patient.values().items():
        if any(BAND.fullmatch(text) for text in of_link.get(PATIENT_PREFIX + key, ())):
            st.session_state[PATIENT_PREFIX + key] = value  # the widget does not read a band, which older links have
    corrections += [Correction("picked", case, "is not a case of this release, and was left out") for case in no_cases]
    with st.container():  # one element whether there are any or not: what stands below keeps its place
        if corrections:  # in one box: a box each would push the room's screen below its edge
            st.warning(f"Corrected: {escape(' '.join(map(str, corrections)))}", icon="⚠️")


def _existing_picks() -> set[str]:
    """Give the picked cases, of the session and of the link, that this release has."""
    picked = [*st.session_state.get(PICKED, ()), *st.query_params.get_all(PICKED)]
    return {*ask_kept("picked", picked=tuple(picked))["case_id"]} if picked else set()


def _offer(criterion: Criterion) -> None:
    """Offer the widget of a criterion; its key is that of the link."""
    label, key = criterion.label, PATIENT_PREFIX + criterion.key
    if isinstance(criterion, SharedTerm):
        st.multiselect(label, criterion.terms, key=key, bind="query-params", wrap=True, placeholder="not stated")
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

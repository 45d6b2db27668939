"""The form of a case, made from the codebook: its sections in clinical order, each fact as the codebook defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.codebook import codebook
from casebook.curation.records import AT_THE_TOP
from common.html import as_passage
from desk.checks import faults_by_place, left_in_words, left_to_do
from desk.draft import OF_A_RECORD, OPEN
from desk.identifying import NOT_FOUND
from desk.present import present_cases
from desk.ui.fields import fact_field, source_field
from desk.ui.hand_in import warn_of_doubles
from desk.ui.lists import contradictions, course
from desk.ui.marked import show_marks
from desk.ui.session import folders, note_local_draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.curation.faults import Fault
    from desk.draft import Draft

SOURCE, BESIDE = "Source", "Course and contradictions"
_OF_THE_CASEBOOK = ("case_id", "in_founding_table")
"""Fields of the source that nobody types: the name was given at the beginning, and the founding table does not grow."""

_OF_A_LOCAL_CASE = (*OF_A_RECORD, "same_patient_as")
"""Fields of the source that a local case has; it has no source that others could look up."""


def form(draft: Draft) -> Mapping[str, Sequence[Fault]]:
    """Show one section of the form, and above it what is left to do; gives the faults of the whole draft by place."""
    note_local_draft(draft)
    book, cases = codebook(), present_cases(folders(local=draft.is_local).cases)
    faults = faults_by_place(draft, book, cases)
    locked = draft.state not in OPEN
    left = left_in_words(faults, book) or "The checks of the build find no fault."
    st.html(as_passage(f"{left_to_do(draft, book)}. {left}"))
    warn_of_doubles(draft, cases)
    if draft.is_local:
        st.warning(f"A local case: write nothing that tells who the patient is. {NOT_FOUND}")
        show_marks(draft)
    sections = list(dict.fromkeys(fact.section for fact in book.read_facts().values()))
    section = st.segmented_control(
        "Section", [SOURCE, *sections, BESIDE], default=SOURCE, key="desk_section", required=True
    )
    with st.container(key="desk_form"):
        if section == SOURCE:
            _source(draft, faults, [case.case_id for case in cases], locked=locked)
        elif section == BESIDE:
            course(draft, faults, locked=locked)
            contradictions(draft, faults, locked=locked)
        else:
            for fact in book.read_facts().values():
                if fact.section == section:
                    fact_field(draft, fact, faults, locked=locked)
    return faults


def _source(draft: Draft, faults: Mapping[str, Sequence[Fault]], cases: Sequence[str], *, locked: bool) -> None:
    for name, fact in codebook().source_facts().items():
        place = name if name in AT_THE_TOP else f"source.{name}"
        if name in _OF_THE_CASEBOOK or name == "changed" or (draft.is_local and place not in _OF_A_LOCAL_CASE):
            continue
        choices = cases if name == "same_patient_as" else fact.terms
        source_field(draft, place, fact, faults, choices, locked=locked)

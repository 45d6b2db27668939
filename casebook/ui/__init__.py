"""What pages are made of. With app.py, pages/ and common.ui the only code that knows Streamlit."""

from casebook.ui.about import context, dictionary, how_to_cite
from casebook.ui.board import choose_view, columns_of_board, stop_without_cases
from casebook.ui.case import (
    case_heading,
    choose_case,
    contradictions,
    facts,
    offer_phenopacket,
)
from casebook.ui.case_list import case_table, choose_columns, choose_order
from casebook.ui.causality import causality_of_case, causality_of_patient
from casebook.ui.changes import release_changes
from casebook.ui.claims import claims_table, hold_against
from casebook.ui.figure import figure
from casebook.ui.filter_line import choose_selection, choose_selections
from casebook.ui.filters import offer_filters
from casebook.ui.frame import (
    drug_counts,
    nothing_matches,
    standing_sentence,
    table,
)
from casebook.ui.front import front_door
from casebook.ui.help import glossary, states, terms
from casebook.ui.link import hold_releases
from casebook.ui.local_cases import (
    are_local_cases_beside,
    are_local_cases_chosen,
    asks_for_local_cases,
    say_that_published_cases_are_shown,
)
from casebook.ui.patient_form import offer_patient, say_corrections
from casebook.ui.prepare import LocalRows, compare
from casebook.ui.present import present
from casebook.ui.report import offer_correction, offer_missing_case
from casebook.ui.sheet import board_on_paper
from casebook.ui.take_along import offer_page
from common.ui.frame import offer_csv

__all__ = [
    "LocalRows",
    "are_local_cases_beside",
    "are_local_cases_chosen",
    "asks_for_local_cases",
    "board_on_paper",
    "case_heading",
    "case_table",
    "causality_of_case",
    "causality_of_patient",
    "choose_case",
    "choose_columns",
    "choose_order",
    "choose_selection",
    "choose_selections",
    "choose_view",
    "claims_table",
    "columns_of_board",
    "compare",
    "context",
    "contradictions",
    "dictionary",
    "drug_counts",
    "facts",
    "figure",
    "front_door",
    "glossary",
    "hold_against",
    "hold_releases",
    "how_to_cite",
    "nothing_matches",
    "offer_correction",
    "offer_csv",
    "offer_filters",
    "offer_missing_case",
    "offer_page",
    "offer_patient",
    "offer_phenopacket",
    "present",
    "release_changes",
    "say_corrections",
    "say_that_published_cases_are_shown",
    "standing_sentence",
    "states",
    "stop_without_cases",
    "table",
    "terms",
]

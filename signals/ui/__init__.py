"""What the pages about reports are made of. With app.py and pages/ the only code here that knows Streamlit."""

from signals.ui.choice import (
    choose_events_and_drugs,
    choose_measure,
    choose_pair,
    choose_population,
    choose_stratum,
    offer_names,
    standing_sentence,
)
from signals.ui.database import open_reports
from signals.ui.figure import can_be_told, figure, looked_for, reports_behind, table, two_by_two, with_reasons
from signals.ui.prior import prior_of
from signals.ui.readus import offer_checklist
from signals.ui.sidebar import is_link_key, offer_choices
from signals.ui.typed import typed_table

__all__ = [
    "can_be_told",
    "choose_events_and_drugs",
    "choose_measure",
    "choose_pair",
    "choose_population",
    "choose_stratum",
    "figure",
    "is_link_key",
    "looked_for",
    "offer_checklist",
    "offer_choices",
    "offer_names",
    "open_reports",
    "prior_of",
    "reports_behind",
    "standing_sentence",
    "table",
    "two_by_two",
    "typed_table",
    "with_reasons",
]

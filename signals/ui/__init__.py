"""What the pages about reports are made of. With app.py and pages/ the only code here that knows Streamlit."""

from signals.ui.choice import choose_events_and_drugs, choose_measure, choose_pair, choose_population, choose_stratum
from signals.ui.database import MOST_REPORTS, offer_choices, open_reports, standing_sentence
from signals.ui.figure import figure, table, two_by_two
from signals.ui.prior import prior_of
from signals.ui.readus import offer_checklist

__all__ = [
    "MOST_REPORTS",
    "choose_events_and_drugs",
    "choose_measure",
    "choose_pair",
    "choose_population",
    "choose_stratum",
    "figure",
    "offer_checklist",
    "offer_choices",
    "open_reports",
    "prior_of",
    "standing_sentence",
    "table",
    "two_by_two",
]

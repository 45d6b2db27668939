"""What is known of this case, and where was it read?"""
# Menu: 30, One case

import streamlit as st

from casebook import ui
from casebook.questions import one_case
from casebook.store import ask_kept

st.title("What is known of this case?", anchor=False)

selection = ui.choose_selection()
case_id = ui.choose_case(selection)

if case_id is None:
    ui.nothing_matches()

ui.case_heading(ask_kept("case_by_id", case_id=case_id))
ui.offer_phenopacket(case_id)
ui.figure(one_case.exposure, [ask_kept("exposure", case_id=case_id)], "When was what?")
ui.contradictions(ask_kept("conflicts_of_case", case_id=case_id))
facts = ask_kept("facts_of_case", case_id=case_id)
ui.causality_of_case(facts)
ui.offer_correction(case_id, facts)
ui.facts(facts)

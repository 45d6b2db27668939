"""What does the source say of this patient?"""
# Menu: 10, Enter

import streamlit as st

from desk import ui

st.title("What does the source say of this patient?", anchor=False)

ui.only_for("curator", "To enter a case")
ui.begin_case()
ui.begin_local()
ui.begin_correction()

if draft := ui.choose_draft():
    ui.state_of_draft(draft)
    faults = ui.form(draft)
    ui.hand_in(draft, faults)
    ui.history(draft)

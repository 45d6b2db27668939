"""Is what somebody else entered what the source says?"""
# Menu: 20, Accept

import streamlit as st

from desk import ui

st.title("Is what somebody else entered what the source says?", anchor=False)

ui.only_for("reviewer", "To accept a case")

if draft := ui.choose_submitted():
    ui.what_differs(draft)
    ui.decide(draft)
    ui.history(draft)

"""What did each release change, case by case?"""
# Menu: 30, Releases

import streamlit as st

from casebook import ui

st.title("What did each release change, case by case?", anchor=False)

st.markdown(
    "A release changes whenever a case or the codebook does. Facts that went from one state to another are counted "
    "together; a value that changed stands in full, before and now."
)

ui.release_changes()

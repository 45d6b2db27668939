"""Which of these records report a patient?"""
# Menu: 80, Screening

import streamlit as st

from literature import ui

st.title("Which of these records report a patient?", anchor=False)

ui.screen_records()

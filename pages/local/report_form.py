"""What does the report of a local case say?"""
# Menu: 20, Report form

import streamlit as st

from desk import ui

st.title("What does the report of a local case say?", anchor=False)

ui.report_one_case()

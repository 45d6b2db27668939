"""Which reports stand behind a number?"""
# Menu: 40, Case reports

import streamlit as st

from signals import ui

st.title("Which reports stand behind a number?", anchor=False)

reports = ui.open_reports()
population = ui.choose_population(reports)
drug, event = ui.choose_pair(reports)

ui.reports_behind(reports, population, drug, event)

"""What is in the database, and how was it counted?"""
# Menu: 60, About the data

import streamlit as st

from signals import ui
from signals.store import ask

st.title("What is in the database, and how was it counted?", anchor=False)

reports = ui.open_reports(also_empty=True)

ui.table("quarters", ask(reports.connection, "quarters"), "Quarters, and what became of their reports")
ui.table("files", ask(reports.connection, "files"), "Lines of every file: in, or rejected")
ui.table("rejects", ask(reports.connection, "rejects"), "Why lines are not in")
ui.table("unread", ask(reports.connection, "unread"), "Values that could not be read, not wholly, or not be used")
ui.table("passed_over", ask(reports.connection, "passed_over"), "Files that were not read")
population = ui.choose_population(reports)
ui.offer_checklist(reports, population)
ui.looked_for(ask(reports.connection, "listed"))

"""Which reports stand behind a number?"""

import streamlit as st

from signals import ui
from signals.store import ask

st.title("Which reports stand behind a number?", anchor=False)

reports = ui.open_reports()
population = ui.choose_population(reports)
drug, event = ui.choose_pair(reports)

behind = ask(
    reports.connection, "reports", population=population.parameter(), drug=drug, event=event, most=ui.MOST_REPORTS
)
ui.table("reports", behind, f"{drug} and {event}", f"{behind.height:,} reports, the newest first.")

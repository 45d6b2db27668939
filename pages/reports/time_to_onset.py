"""How soon after the start of the drug, and what happened when it was stopped or given again?"""
# Menu: 30, Time to onset

import streamlit as st

from signals import charts, sentences, ui
from signals.store import ask

st.title("How soon after the start of the drug?", anchor=False)

reports = ui.open_reports()
population = ui.choose_population(reports)
drug, event = ui.choose_pair(reports)
asked = {"population": population.parameter(), "drug": drug, "event": event, "roles": population.role_bits}

ui.can_be_told(reports.coverage.time_to_onset())
onset = ask(reports.connection, "onset", **asked)
ui.figure(charts.onset, sentences.binned(onset), "Time to onset", sentences.of_onset(onset))
ui.table("onset_states", sentences.states(onset), "How many reports can be used, and why not the others")
ui.table(
    "challenge",
    ask(reports.connection, "challenge", **asked),
    "Stopped, and given again",
    reports.coverage.challenge(),
)

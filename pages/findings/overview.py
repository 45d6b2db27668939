"""What has been published?"""

import streamlit as st

from casebook import charts, tables, ui
from casebook.store import ask

st.title("What has been published?", anchor=False)

selection = ui.choose_selection()
by_drug = ask("drug_summary", selection)

if by_drug.is_empty():
    ui.nothing_matches()

ui.drug_counts(ask("cases_by_drug", selection))

left, right = st.columns(2, gap="medium")
with left:
    ui.figure(charts.latency, ask("latency", selection), "How soon?")
    ui.figure(charts.steroid_by_drug, ask("steroid_by_drug", selection), "Was a steroid given for it?")
with right:
    ui.figure(charts.outcome_by_drug, ask("outcome_by_drug", selection), "How did it end?")
    ui.figure(charts.rechallenge_by_drug, ask("rechallenge_by_drug", selection), "And when the drug was given again?")

ui.figure(charts.known_facts, ask("known_facts", selection), "How much is known?")
ui.table("drug_summary", tables.drug_summary(by_drug), "Summary by drug")

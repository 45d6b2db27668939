"""What has been published?"""

import streamlit as st

from casebook import charts, tables, ui
from casebook.store import ask, ask_each

st.title("What has been published?", anchor=False)

selections = ui.choose_selections()

summary = ask("drug_summary", selections[0])
ui.drug_counts(summary)

left, right = ui.halves(selections)
with left:
    ui.figure(charts.latency, ask_each("latency", selections), "How soon?")
    ui.figure(charts.steroid_by_drug, ask_each("steroid_by_drug", selections), "Was a steroid given for it?")
with right:
    ui.figure(charts.outcome_by_drug, ask_each("outcome_by_drug", selections), "How did it end?")
    ui.figure(charts.rechallenge_by_drug, ask_each("rechallenge_by_drug", selections), "And when it was given again?")

ui.figure(charts.known_facts, ask_each("known_facts", selections), "How much is known?")
ui.table("drug_summary", tables.drug_summary(summary), "Summary by drug")

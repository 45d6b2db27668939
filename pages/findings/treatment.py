"""What was done, and how did it end?"""

import streamlit as st

from casebook import charts, ui
from casebook.store import ask, ask_each

st.title("What was done, and how did it end?", anchor=False)

selections = ui.choose_selections()

ui.figure(charts.treatment_flow, ask_each("treatment_flow", selections), "From treatment to outcome", wide=True)

left, right = ui.halves(selections)
with left:
    ui.figure(charts.steroid_by_drug, ask_each("steroid_by_drug", selections), "Steroid for the lung event")
with right:
    ui.figure(charts.pace_by_drug, ask_each("pace_by_drug", selections), "Pace of recovery")
ui.figure(charts.outcome_by_drug, ask_each("outcome_by_drug", selections), "Outcome and residual fibrosis")

ui.table("treatment", ask("treatment", selections[0]), "Case by case, with severity")
ui.table("time_to_improvement", ask("time_to_improvement", selections[0]), "Time to improvement, where it is reported")

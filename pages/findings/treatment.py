"""What was done, and how did it end?"""
# Menu: 50, Treatment and outcome

import streamlit as st

from casebook import ui
from casebook.questions import counts, treatment
from casebook.store import ask_each

st.title("What was done, and how did it end?", anchor=False)

selections = ui.choose_selections()
answers = ask_each(
    selections,
    "treatment_flow",
    "steroid_by_drug",
    "pace_by_drug",
    "outcome_by_drug",
    "treatment",
    "time_to_improvement",
)

ui.figure(treatment.treatment_flow, answers["treatment_flow"], "From treatment to outcome")

left, right = st.columns(2, gap="medium")
with left:
    ui.figure(counts.steroid_by_drug, answers["steroid_by_drug"], "Steroid for the lung event")
with right:
    ui.figure(counts.pace_by_drug, answers["pace_by_drug"], "Pace of recovery")
ui.figure(counts.outcome_by_drug, answers["outcome_by_drug"], "Outcome and residual fibrosis")

ui.table(treatment.treatment, answers["treatment"], "Case by case, with severity")
ui.table(treatment.time_to_improvement, answers["time_to_improvement"], "Time to improvement, where it is reported")

"""What happened when the drug, or another IMiD, was given again?"""
# Menu: 60, Re-exposure

import streamlit as st

from casebook import ui
from casebook.questions import counts, re_exposure
from casebook.store import ask_each

st.title("What happened on re-exposure?", anchor=False)

selections = ui.choose_selections()
answers = ask_each(selections, "re_exposure", "rechallenge_by_drug", "re_exposure_cases")

ui.figure(re_exposure.re_exposure, answers["re_exposure"], "Same drug, other IMiD, before and after")
ui.figure(counts.rechallenge_by_drug, answers["rechallenge_by_drug"], "Rechallenge")

ui.table(re_exposure.re_exposure_cases, answers["re_exposure_cases"], "The cases")

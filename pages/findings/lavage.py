"""What did the lavage show?"""
# Menu: 40, Lavage

import streamlit as st

from casebook import ui
from casebook.questions import counts, lavage
from casebook.store import ask_each

st.title("What did the lavage show?", anchor=False)

selections = ui.choose_selections()
answers = ask_each(selections, "lavage", "lavage_by_drug")

ui.figure(lavage.lavage, answers["lavage"], "Cell shares, case by case")
ui.figure(counts.lavage_by_drug, answers["lavage_by_drug"], "Was a lavage done?")

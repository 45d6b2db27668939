"""What did it look like?"""
# Menu: 30, Presentation

import streamlit as st

from casebook import ui
from casebook.questions import pairs, presentation
from casebook.store import ask_each

st.title("What did it look like?", anchor=False)

selections = ui.choose_selections()
answers = ask_each(selections, "finding_counts", "finding_matrix", "finding_pairs", "severity")

ui.figure(presentation.finding_counts, answers["finding_counts"], "Symptoms, CT patterns, distribution")
ui.figure(presentation.finding_matrix, answers["finding_matrix"], "Case by case")
ui.figure(pairs.finding_pairs, answers["finding_pairs"], "What comes together?")

ui.table(presentation.severity, answers["severity"], "How ill were they? Cases that say anything of it")

"""What does the case file answer today to the claims of the founding report?"""
# Menu: 70, The report, recomputed

import streamlit as st

from casebook import ui
from casebook.questions import claims
from casebook.store import ask_each

st.title("The founding report, recomputed", anchor=False)

selection = ui.choose_selection()

st.markdown(
    "Vivien A, Ancel J, Godet S, and others: Pomalidomide-induced lung injury, a case report. Each claim beside what "
    "the case file answers today, for the eight cases of its Table 1 and for the cases that the filters leave, "
    "whichever the drug: filter by pomalidomide to hold the claims against that drug alone. All is counted anew."
)

(answers,) = ask_each([selection], "claims")["claims"]
compared = claims.claims.in_words(answers)

ui.claims_table(compared, selection)
ui.offer_csv("claims", compared)

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
    "the case file answers today, all counted anew: for the eight cases of its Table 1, and for the filtered cases. A "
    "claim agrees only if no unknown could make it differ, and differs only if no unknown could make it agree; "
    "otherwise it cannot be said. A value that was read from the claim itself is unknown to it. A claim about the "
    "eight, or about the index patient, is about them whatever the filters hide."
)

(answers,) = ask_each([ui.hold_against(selection)], "claims")["claims"]
compared = claims.claims.in_words(answers)

ui.claims_table(compared, answers, selection)
ui.offer_csv("claims", compared)

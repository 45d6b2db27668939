"""Which cases are these?"""
# Menu: 20, Case list

import streamlit as st

from casebook import ui
from casebook.questions.case_list import MOST_LISTED
from casebook.store import ask_kept

st.title("Which cases are these?", anchor=False)

selection = ui.choose_selection()
cases = ask_kept("case_list", selection, most=MOST_LISTED)

if cases.is_empty():
    ui.nothing_matches()

with st.container(horizontal=True, vertical_alignment="center", key="list_line"):
    columns = ui.choose_columns()
    order = ui.choose_order(columns)
    ui.offer_missing_case()
ui.case_table(cases, columns, order, selection)

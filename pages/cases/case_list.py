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

with st.container(horizontal=True):
    columns = ui.choose_columns()
    ui.offer_missing_case()
opened = ui.case_table(cases, columns, selection.q)

if opened:
    st.switch_page("cases/one_case.py", query_params={"case": opened})

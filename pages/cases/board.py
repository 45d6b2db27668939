"""What has been published about patients like this one?"""
# Menu: 0, Board

import streamlit as st

from access.ui import may_see_local_cases
from casebook import ui
from casebook.board.bands import read_board

st.set_page_config(initial_sidebar_state="collapsed")
st.title("What has been published about patients like this one?", anchor=False)

selection = ui.choose_selection()
view, beside = ui.choose_view()

if view == "present":
    patient = ui.offer_patient(selection)
    ui.stop_without_cases(selection)
    board = read_board(selection, patient)
    ui.present(board)
else:
    stated, compared = st.columns([3, 8], gap="medium")
    with stated:
        patient = ui.offer_patient(selection)
    with compared:
        ui.stop_without_cases(selection)
        local = None
        if ui.are_local_cases_beside() and may_see_local_cases():
            from desk.ui import local_rows  # it needs what is installed for sign-in alone

            local = local_rows(patient)
        ui.compare(selection, patient, local)
        ui.causality_of_patient(patient.steroid)
    board = read_board(selection, patient)

with beside:
    ui.offer_page(board)
ui.board_on_paper(board)

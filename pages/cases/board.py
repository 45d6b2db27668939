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

ui.say_corrections()
stated, shown = ui.columns_of_board()
with stated:
    patient = ui.offer_patient(selection)
with shown:
    ui.stop_without_cases(selection)
    board = read_board(selection, patient)
    if view == "present":
        ui.present(board)
    else:
        local = None
        if ui.are_local_cases_beside() and may_see_local_cases():
            from desk.ui import local_rows  # it needs what is installed for sign-in alone

            local = local_rows(patient)
        ui.compare(selection, patient, local)
        ui.causality_of_patient(patient.steroid)

with beside:
    ui.offer_page(board)
ui.board_on_paper(board)

"""What has been published about patients like this one?"""
# Menu: 0, Board

import streamlit as st

from casebook import ui

st.set_page_config(initial_sidebar_state="collapsed")
st.title("What has been published about patients like this one?", anchor=False)

selection = ui.choose_selection()
view, beside = ui.choose_view()

if view == "present":
    patient = ui.offer_patient(selection)
    ui.stop_without_cases(selection)
    ui.present(selection, patient)
else:
    stated, compared = st.columns([3, 8], gap="medium")
    with stated:
        patient = ui.offer_patient(selection)
    with compared:
        ui.stop_without_cases(selection)
        ui.compare(selection, patient)
        ui.causality_of_patient(patient.steroid)

with beside:
    ui.offer_page(selection, patient)

"""What has been published about patients like this one?"""

import streamlit as st

from casebook import ui

st.title("What has been published about patients like this one?", anchor=False)

selection = ui.choose_selection()
view = ui.choose_view()

if view == "present":
    ui.present(selection, ui.offer_patient())
else:
    stated, compared = st.columns([3, 9], gap="medium")
    with stated:
        patient = ui.offer_patient()
    with compared:
        ui.compare(selection, patient)

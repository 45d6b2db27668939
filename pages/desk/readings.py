"""Where do two readings of one source differ?"""
# Menu: 15, Two readings

import streamlit as st

from desk import ui

st.title("Where do two readings of one source differ?", anchor=False)

ui.only_for("curator", "To read a source")

if pair := ui.choose_pair():
    ui.compare(pair)

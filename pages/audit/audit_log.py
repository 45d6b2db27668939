"""Who did what, and is the registry whole?"""
# Menu: 10, Audit log

import streamlit as st

from access import ui

st.title("Who did what, and is the registry whole?", anchor=False)

ui.check_of_registry()
ui.events_of_registry()

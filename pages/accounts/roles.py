"""Who has which role here?"""
# Menu: 10, Roles

import streamlit as st

from access import ui

st.title("Who has which role here?", anchor=False)

ui.roles_of_groups()

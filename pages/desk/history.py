"""What did a case say on a day, and who changed it?"""
# Menu: 30, History

import streamlit as st

from desk import ui

st.title("What did a case say on a day, and who changed it?", anchor=False)

ui.history_of_case()

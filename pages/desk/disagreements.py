"""Where do two people differ?"""
# Menu: 90, Disagreements

import streamlit as st

from literature import ui

st.title("Where do two people differ?", anchor=False)

ui.settle_disagreements()

"""What became of the included records?"""
# Menu: 100, Full text

import streamlit as st

from literature import ui

st.title("What became of the included records?", anchor=False)

ui.follow_up_records()

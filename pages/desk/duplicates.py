"""Which records are the same publication?"""
# Menu: 70, Duplicates

import streamlit as st

from literature import ui

st.title("Which records are the same publication?", anchor=False)

ui.judge_pairs()

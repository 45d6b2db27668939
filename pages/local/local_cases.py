"""What has this hospital seen itself?"""
# Menu: 10, Local cases

import streamlit as st

from desk import ui

st.title("What has this hospital seen itself?", anchor=False)

ui.local_beside_published()

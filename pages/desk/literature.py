"""What was published since?"""
# Menu: 60, Literature

import streamlit as st

from literature import ui

st.title("What was published since?", anchor=False)

st.header("Search", anchor=False)
ui.show_search_strings()
st.header("Take files in", anchor=False)
ui.offer_import()
ui.counts()
ui.imported_files()
ui.take_along()

"""What do the measures say of a 2x2 table of one's own?"""
# Menu: 55, Your 2x2 table

import streamlit as st

from signals import ui

st.title("What do the measures say of a 2x2 table of your own?", anchor=False)

st.markdown(
    "Type in the four numbers of reports. Nothing here is taken from a database, and a zero cell gives no value: "
    "nothing is added to it."
)
ui.typed_table()

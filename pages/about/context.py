"""What do labels, studies and spontaneous reports say of the same drugs?"""
# Menu: 20, Context

import streamlit as st

from casebook import ui
from casebook.context import statements

st.title("What do labels, studies and spontaneous reports say?", anchor=False)

st.markdown(
    "None of what stands here is a case of this casebook, and none of it is counted on any other page. Each statement "
    "is about a group, in our words, as its source put it; patients of this casebook may be among those groups. How "
    "often something was reported to an authority says nothing of how often it happens."
)

ui.context(statements())

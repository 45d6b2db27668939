"""How is this used, and what do its words mean?"""
# Menu: 5, Help

from pathlib import Path

import streamlit as st

from casebook import ui
from casebook.store import release

st.title("How is this used, and what do its words mean?", anchor=False)

st.markdown(Path(__file__).with_name("help.md").read_text(encoding="utf-8"))

ui.how_to_cite(release())
st.header("What the words mean", anchor=False)
ui.states()
ui.glossary()
st.header("The terms of each fact", anchor=False)
ui.terms()

"""How were the cases found, coded and counted, and what can they not say?"""
# Menu: 10, Methods

from pathlib import Path

import streamlit as st

from access.ui import is_asked, why_without_sign_in
from casebook import ui
from casebook.store import ask, release

st.title("How were the cases found, coded and counted?", anchor=False)

st.markdown(Path(__file__).with_name("methods.md").read_text(encoding="utf-8"))

why_without_sign_in()
if is_asked():  # the watch stands on what is installed for sign-in alone
    from literature import ui as watch

    watch.flow_of_release()
ui.how_to_cite(release())
ui.dictionary(ask("data_dictionary"))

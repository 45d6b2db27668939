"""The search strings, ready to copy, with the day until which each database was searched."""

from __future__ import annotations

import streamlit as st

from literature.search_strings import search_strings
from literature.searched import DATABASES
from literature.ui.session import state


def show_search_strings() -> None:
    """Show a string for each database, their version, and until when it was searched last, and with which version."""
    strings = search_strings()
    for database, string in zip(DATABASES, (strings.pubmed, strings.embase), strict=True):
        searches = [search for one in state().imports if (search := one.account["search"])]
        last = max((one for one in searches if one["database"] == database), key=lambda one: one["until"], default=None)
        when = "not searched yet"
        if last:
            same = "the same" if last["version"] == strings.version else f"another, {last['version']}"
            when = f"searched until {last['until']} (version of the string: {same})"
        st.subheader(database, anchor=False)
        st.caption(f"Version {strings.version}; {when}.")
        with st.expander(f"String for {database}, to copy"):  # a box that scrolls would not be for the keyboard
            st.code(string, language=None, wrap_lines=True)

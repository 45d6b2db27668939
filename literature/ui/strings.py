"""The search strings, ready to copy, with the day until which each database was searched."""

from __future__ import annotations

import streamlit as st

from literature.search_strings import DATABASES, search_strings
from literature.ui.session import state


def show_search_strings() -> None:
    """Show a string for each database, their version, and until when it was searched last, and with which version."""
    strings = search_strings()
    for database, string in zip(DATABASES, (strings.pubmed, strings.embase), strict=True):
        searches = [one.account["search"] for one in state().imports]
        last = max((one for one in searches if one["database"] == database), key=lambda one: one["until"], default=None)
        told = "not searched yet"
        if last:
            same = "the same" if last["version"] == strings.version else f"another, {last['version']}"
            told = f"searched until {last['until']} (version of the string: {same})"
        st.subheader(database, anchor=False)
        st.caption(f"Version {strings.version}; {told}.")
        st.code(string, language=None, wrap_lines=True, height=160)

"""The release of the hospital's own cases: which one is shown, and whether a link was made with another one."""

from __future__ import annotations

import streamlit as st

from casebook.link_keys import LOCAL_RELEASE
from casebook.ui.link import go_on_with_today, release_of_link
from common.html import escape
from desk.local_counts import read_local_release
from desk.ui.session import folders


def local_release() -> str:
    """Name the release of local cases that is there now; empty where there is none. Raises CasebookError."""
    there = read_local_release(folders(local=True).into)
    return "" if there is None else there.name


def say_other_local_release(today: str) -> None:
    """Where the link names another local release than today's, say so.

    What changed is not said: two counts that differ by a single case would tell what it says.
    """
    linked = release_of_link(LOCAL_RELEASE)
    if linked in {"", today}:
        return
    with st.container(border=True, key="local_release_changes"):
        st.markdown(f"**This link was made with local release {escape(linked)}; today's is {escape(today)}.**")
        st.button(
            f"Go on with local release {escape(today)}",
            key="take_local_release",
            on_click=go_on_with_today,
            args=(LOCAL_RELEASE,),
        )

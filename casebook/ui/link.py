"""What a link carries: the release, from the first view of a session on; and what is said of a faulty link."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from casebook.store import release

RELEASE = "release"
"""Key of the release in links."""

_DRAWN, _HELD, _BY_TIMER, _ANEW = "release_drawn", "release_held", "run_by_timer", "link_read_anew"
_THERE_AFTER = 1.0
"""Seconds after which the browser has drawn the input."""


def begin_run() -> None:
    """Note at the beginning of a run whether it is the reader who asked for it, or the timer."""
    st.session_state[_ANEW] = not st.session_state.pop(_BY_TIMER, False)


def said_of_link(key: str, said: list[Any]) -> list[Any]:
    """Give what is to be said of the link: what this run found or, where the timer asked for it, what the last run did.

    Streamlit corrects a link in the run that reads it, so that the next run finds it sound.
    """
    if st.session_state[_ANEW]:
        st.session_state[key] = said
    return st.session_state.get(key, said)


def path_of_page() -> str:
    """Give the path of the page in the address of the browser."""
    return urlsplit(st.context.url or "").path


def hold_release_in_link() -> None:
    """Write today's release into the link of the view, unless the link names one.

    A text input that nobody sees: what is bound to the link by Streamlit survives a change of page and leaves the way
    back as it is, which writing the link from here does not. Streamlit writes only a value that changes after the input
    is in the browser: at the next run on that page, which a timer calls for where no click does so before. A page left
    within that second leaves it to the next page. It is written once, since each such change is a step of the way back.
    """
    entered = st.session_state.get(_DRAWN) != path_of_page()
    waits = entered and RELEASE not in st.query_params and not st.session_state.get(_HELD)
    st.fragment(_release_input, run_every=_THERE_AFTER if waits else None)(entered=entered)


def _release_input(*, entered: bool) -> None:
    """Draw the input, and set it once it is in the browser; `entered` in the first run of a page, and by its timer."""
    there = st.session_state.get(_DRAWN) == path_of_page()
    st.session_state[_DRAWN] = path_of_page()
    if there and not st.session_state.get(_HELD) and not st.session_state.get(RELEASE):
        st.session_state[RELEASE] = str(release()["release"])
        st.session_state[_HELD] = True
    st.text_input("Release", key=RELEASE, bind="query-params", label_visibility="collapsed")
    if there and entered:
        st.session_state[_BY_TIMER] = True
        st.rerun()  # a run of the whole page ends the timer

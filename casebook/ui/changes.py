"""The release in the link of a view, and what changed for that view where the link was made with another release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.changelog import UnknownReleaseError, changes_of_view
from casebook.store import CASEBOOK, release
from casebook.ui.text import escape

if TYPE_CHECKING:
    from casebook.changelog import ChangesOfView
    from casebook.selection import Selection

_KEY = "release"
_SEEN, _HELD = "page_before", "release_held"
_MOST_NAMED = 12
"""Cases of one kind of change that are named; of more, the number is said."""


def hold_release_in_link() -> None:
    """Write today's release into the link of the view, unless the link names one.

    A text input that nobody sees: what is bound to the link by Streamlit survives a change of page and leaves the way
    back as it is, which writing the link from here does not. Streamlit writes only a value that changes after the input
    is there, so that the link carries the release from the first click on a page on: once, and not at a change of page,
    since each such change is a step of the way back.
    """
    here, before = st.context.url, st.session_state.get(_SEEN)
    st.session_state[_SEEN] = here
    if st.session_state.get(_KEY) == "" and here == before and not st.session_state.get(_HELD):
        st.session_state[_KEY] = str(release()["release"])
        st.session_state[_HELD] = True
    st.text_input("Release", key=_KEY, bind="query-params", label_visibility="collapsed")


def say_changes(selection: Selection) -> None:
    """Where the link names another release than today's, say what changed for this very view."""
    today, linked = str(release()["release"]), st.session_state.get(_KEY, "")
    if linked in {"", today}:
        return
    with st.container(border=True, key="release_changes"):
        st.markdown(f"**This link was made with release {escape(linked)}; today's is {escape(today)}.**")
        try:
            changes = changes_of_view(CASEBOOK.parent / "releases", linked, today, selection)
        except UnknownReleaseError as error:
            st.markdown(escape(f"{error}."))
        else:
            st.markdown(escape(_in_words(changes)))
            if selection.q:
                st.caption("The text search is left aside here: the words of an earlier release are not kept.")
        st.button(f"Go on with release {escape(today)}", key="take_release", on_click=_take, args=(today,))


def _in_words(changes: ChangesOfView) -> str:
    """Say which cases of the view changed and which counts differ."""
    if not changes:
        return "For this view nothing changed: the same cases with the same content."
    told = [
        f"{change}: {', '.join(cases) if len(cases) <= _MOST_NAMED else f'{len(cases)} cases'}"
        for change, cases in changes.cases.items()
        if cases
    ]
    counts = [f"{fact}, {term}: {before} → {now}" for fact, term, before, now in changes.counts.rows()]
    said = f"For this view, cases {'; '.join(told) or 'none added, corrected or withdrawn'}."
    return f"{said} Counts that differ: {'; '.join(counts) or 'none'}."


def _take(today: str) -> None:
    st.session_state[_KEY] = today

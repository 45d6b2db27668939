"""What changed for a view whose link was made with another release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.release_records import RecordError
from casebook.releases import changes_of_view
from casebook.store import CASEBOOK, release
from casebook.ui.link import RELEASE
from common.html import escape

if TYPE_CHECKING:
    from casebook.releases import ChangesOfView
    from casebook.selection import Selection

_MOST_NAMED = 12
"""Cases of one kind of change that are named; of more, the number is said."""


def say_changes(selection: Selection) -> None:
    """Where the link names another release than today's, say what changed for this very view."""
    today, linked = str(release()["release"]), st.session_state.get(RELEASE, "")
    if linked in {"", today}:
        return
    with st.container(border=True, key="release_changes"):
        st.markdown(f"**This link was made with release {escape(linked)}; today's is {escape(today)}.**")
        try:
            changes = changes_of_view(CASEBOOK.parent / "releases", linked, today, selection)
        except RecordError as error:
            st.markdown(escape(f"{error}."))
        else:
            st.markdown(escape(_in_words(changes)))
            if changes.without_text:
                st.caption("The text search is left aside here: no words are kept of the release of this link.")
        st.button(f"Go on with release {escape(today)}", key="take_release", on_click=_take, args=(today,))


def _in_words(changes: ChangesOfView) -> str:
    """Say which cases of the view changed and which counts differ."""
    if not changes:
        return "For this view nothing changed: the same cases with the same content."
    cases = [
        f"{change}: {', '.join(names) if len(names) <= _MOST_NAMED else f'{len(names)} cases'}"
        for change, names in changes.cases.items()
        if names
    ]
    counts = [f"{fact}, {term}: {before} → {now}" for fact, term, before, now in changes.counts.rows()]
    return (
        f"For this view, cases {'; '.join(cases) or 'none added, corrected or withdrawn'}. "
        f"Counts that differ: {'; '.join(counts) or 'none'}."
    )


def _take(today: str) -> None:
    st.session_state[RELEASE] = today

"""What changed for a view whose link was made with another release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.release_records import RecordError
from casebook.releases import changes_of_view
from casebook.store import CASEBOOK, release
from casebook.ui.link import go_on_with_today, release_of_link
from common.html import escape

if TYPE_CHECKING:
    from casebook.releases import ChangesOfView
    from casebook.selection import Selection

_MOST_NAMED = 12
"""Cases of one kind of change that are named; of more, the number is said."""


def say_changes(selection: Selection) -> None:
    """Where the link names another release than today's, say what changed for this very view."""
    today, linked = str(release()["release"]), release_of_link()
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
            for name in changes.left_aside:
                st.caption(escape(_left_aside(name)))
        st.button(f"Go on with release {escape(today)}", key="take_release", on_click=go_on_with_today)


def _in_words(changes: ChangesOfView) -> str:
    """Say which cases of the view changed and which counts differ."""
    if not changes:
        return "For this view nothing changed: the same cases with the same content."
    changed = [
        f"{change}: {', '.join(cases) if len(cases) <= _MOST_NAMED else f'{len(cases)} cases'}"
        for change, cases in changes.cases.items()
        if cases
    ]
    counts = [f"{fact}, {term}: {before} → {now}" for fact, term, before, now in changes.counts.rows()]
    return (
        f"For this view, cases {'; '.join(changed) or 'none added, corrected or withdrawn'}. "
        f"Counts that differ: {'; '.join(counts) or 'none'}."
    )


def _left_aside(name: str) -> str:
    """Say that a filter was left aside, and why."""
    if name == "text":
        return "The text search is left aside here: no text in today's form is kept of the release of this link."
    return f"The filter “{name}” is left aside here: nothing is kept that it could ask for of the release of this link."

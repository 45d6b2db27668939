"""Which draft somebody goes on in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.codebook import codebook
from common.html import as_html, as_passage
from desk.checks import left_to_do
from desk.draft import OPEN
from desk.drafts import every_draft, read
from desk.readings import is_shown_to, pairs
from desk.ui.session import is_local_reader, person, show_done
from registry.kinds import ACCEPTED, SUBMITTED

if TYPE_CHECKING:
    from desk.draft import Draft

CHOSEN = "desk_draft"
"""Key of the widget that says which draft is open."""

DRAFT = "draft"
"""Place above the draft that is open, where it is said what a click did."""

BEGUN = "desk_begun"
"""Key under which a session keeps the draft that was just begun, until it is opened."""


_WORDS = "desk_chosen_words"
"""Key under which a session keeps the words of the draft that is chosen."""


def choose_draft() -> Draft | None:
    """List the drafts that are not published or withdrawn, and give the one that is chosen."""
    show_done(DRAFT)
    drafts = {draft.name: draft for draft in _shown()}
    if not drafts:
        st.html(as_passage("There is no draft. Begin a case, or correct one."))
        return None
    if (begun := st.session_state.pop(BEGUN, None)) in drafts:
        st.session_state[CHOSEN] = begun
    if st.session_state.get(CHOSEN) not in {*drafts, None}:
        st.session_state[CHOSEN] = None
    words = {name: _words(draft) for name, draft in drafts.items()}
    _show_anew(words.get(str(st.session_state.get(CHOSEN))))
    chosen = st.selectbox(
        "Draft",
        drafts,
        index=None,
        format_func=words.__getitem__,
        key=CHOSEN,
        persist_state="session",
        placeholder="choose a draft to go on with",
    )
    if chosen is None:
        rows = [
            {
                "Case": draft.case_id,
                "State": draft.state_in_words,
                "By": ", ".join(sorted(draft.authors)),
                "Answered": str(left_to_do(draft, codebook())),
            }
            for draft in drafts.values()
        ]
        st.html(as_html(pl.DataFrame(rows)))
        return None
    return read(chosen)


def _show_anew(words: str | None) -> None:
    """Have the choice show the words of the chosen draft where they have changed: a browser keeps the old ones."""
    if words != st.session_state.get(_WORDS) and CHOSEN in st.session_state:
        st.session_state[CHOSEN] = st.session_state[CHOSEN]
    st.session_state[_WORDS] = words


def _shown() -> list[Draft]:
    """Give the drafts on which somebody can go on: no local one without the right, no reading that they may not see.

    Readings on which both agreed are kept, and shown on the page of the readings alone.
    """
    every, who = every_draft(), person()
    agreed = {pair.name for pair in pairs(every) if pair.agreed}
    return [
        draft
        for draft in every
        if draft.state in {*OPEN, SUBMITTED, ACCEPTED}
        and (is_local_reader() or not draft.is_local)
        and not (draft.is_reading and draft.pair in agreed)
        and is_shown_to(who, draft, every)
    ]


def what_it_is(draft: Draft) -> str:
    """Name a draft: a new case by its name alone, or a correction or a reading of one."""
    what = "Correction of " if draft.before is not None else "Reading of " if draft.is_reading else ""
    return f"{what}{draft.case_id}"


def _words(draft: Draft) -> str:
    return f"{what_it_is(draft)} · {draft.state_in_words} · {', '.join(sorted(draft.authors))}"

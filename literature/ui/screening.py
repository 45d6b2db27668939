"""One record a screen, and a key for each decision."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import streamlit as st

from common.html import as_passage, escape
from common.ui.failures import show_failure
from literature.decisions import EXCLUDE, INCLUDE, REASONS, TAKEN_BACK, UNSURE, screen
from literature.screening import CASE, FIRST, LOOKS, agreement, words_in
from literature.ui.session import WATCH, person, state, writing
from literature.ui.shown import as_record

if TYPE_CHECKING:
    from literature.screening import State


def screen_records() -> None:
    """Show the next record that the reader has to screen, with its buttons; how many are left stands above it."""
    show_failure(WATCH)
    look = st.selectbox("Screen", LOOKS, format_func=LOOKS.__getitem__, key="literature_look")
    now, me = state(), person()
    queue = now.queue(me, look or FIRST)
    _undo(now, me)
    if not queue:
        st.success("Nothing is left to screen here.")
    else:
        name = queue[0]
        record = now.whole(name)
        drugs, lung = words_in(record)
        read = st.container()
        _buttons(name, me, now.last_on(name, me))  # before what is read, so that a key pressed on sight is for it
        with read:
            st.html(as_passage(f"{len(queue):,} left. Record {name}. Drug words: {drugs}; lung words: {lung}."))
            st.html(as_record(record))
            _open_pairs(now, name)
    st.html(as_passage(agreement(now.answers()), title="Two people"))


def _buttons(name: str, me: str, before: int) -> None:
    """Offer a decision each, with its key."""
    columns = st.columns(2)
    for column, decision, key in zip(columns, (INCLUDE, UNSURE), ("I", "U"), strict=True):
        column.button(
            decision.capitalize(),
            key=f"literature_{decision}",
            shortcut=key,
            width="stretch",
            type="primary" if decision == INCLUDE else "secondary",
            on_click=writing,
            args=(partial(screen, me, name, decision, "", before),),
        )
    st.caption("Exclude:")
    pairs = [st.columns(2) for _ in range(0, len(REASONS), 2)]  # which a phone puts below each other, in their order
    for place, (reason, column) in enumerate(zip(REASONS, chain(*pairs), strict=False)):
        column.button(
            reason.capitalize() if not reason.startswith("no IMiD") else f"N{reason[1:]}",
            key=f"literature_exclude_{place}",
            shortcut=str(place + 1),
            width="stretch",
            on_click=writing,
            args=(partial(screen, me, name, EXCLUDE, reason, before),),
        )


def _undo(now: State, me: str) -> None:
    """Offer to take back the reader's last decision; the record comes again."""
    last = now.last_of(me)
    which = f": {last.decision} of {last.subject}" if last else ""
    st.button(
        f"Undo{which}",
        key="literature_undo",
        shortcut="Z",
        disabled=last is None,
        on_click=writing,
        args=(partial(screen, me, last.subject, TAKEN_BACK, "", last.seq) if last else None,),
    )


def _open_pairs(now: State, name: str) -> None:
    """Say that a record may be the same as another one, where nobody has decided yet."""
    others = [pair.other if pair.record == name else pair.record for pair in now.open_pairs() if name in pair[:2]]
    if others:
        named = ", ".join(f"the case {one.removeprefix(CASE)}" if one.startswith(CASE) else one for one in others)
        st.warning(escape(f"May be the same as {named}; nobody has decided that yet (page Duplicates)."))

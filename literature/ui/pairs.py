"""Two records side by side: a person says whether they are one publication."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from common.html import as_html, as_passage, escape
from common.moments import to_the_minute
from common.ui.failures import show_failure
from literature.decisions import DIFFERENT, SAME, TAKEN_BACK, judge
from literature.duplicates import PROPOSED
from literature.screening import CASE
from literature.ui.session import WATCH, citations_of_cases, person, state, writing
from literature.ui.shown import as_record

if TYPE_CHECKING:
    from literature.duplicates import Pair
    from literature.screening import State


def judge_pairs() -> None:
    """Show the next pair on which nobody has decided, those that are proposed first; and what was decided so far."""
    show_failure(WATCH)
    now = state()
    left = sorted(now.open_pairs(), key=lambda pair: pair.ground not in PROPOSED)
    if not left:
        st.success("No pair is left to be looked at.")
    else:
        _ask(now, left[0], len(left))
    for pair in now.contradictions():
        st.warning(
            escape(
                f"{pair.name}: judged two, yet each is judged the same as a third one, and they count as one. Take one "
                "of these decisions back."
            )
        )
    decided = [pair for pair in now.pairs if now.decision_on(pair) in {SAME, DIFFERENT}]
    if decided:
        _decided(now, decided)


def _ask(now: State, pair: Pair, left: int) -> None:
    """Put two records side by side, with a button for each answer."""
    read = st.container()
    before = now.judged[pair.name].seq if pair.name in now.judged else 0
    columns = st.columns(2)
    for column, words, decision, key in (
        (columns[0], "The same publication", SAME, "S"),
        (columns[1], "Two publications", DIFFERENT, "T"),
    ):
        column.button(
            words,
            key=f"literature_{key}",
            shortcut=key,
            width="stretch",
            on_click=writing,
            args=(partial(judge, person(), pair.name, decision, before),),
        )
    with read:  # after the buttons, so that a key pressed on sight is for what is read
        _show(now, pair, left)


def _show(now: State, pair: Pair, left: int) -> None:
    """Say why two records may be one publication, and put them side by side."""
    proposed = "Proposed as the same" if pair.ground in PROPOSED else "Not proposed, but to be looked at"
    st.html(as_passage(f"{left:,} left. {proposed}: {pair.ground}. Likeness of the titles: {pair.score:g} of 100."))
    for column, name in zip(st.columns(2), (pair.other, pair.record), strict=True):
        with column:
            st.caption(escape(name.removeprefix(CASE)) + (", a case" if name.startswith(CASE) else ", a record"))
            if name.startswith(CASE):
                st.html(as_passage(citations_of_cases().get(name, "This case is no longer in the casebook.")))
            else:
                st.html(as_record(now.records[name]))


def _decided(now: State, decided: list[Pair]) -> None:
    """List what was decided, the newest first, and let any of it be taken back."""
    newest = sorted(decided, key=lambda pair: -now.judged[pair.name].seq)
    with st.expander(f"Decided: {len(decided):,}", key="literature_decided"):
        chosen = st.selectbox("Take back", [pair.name for pair in newest], index=None, key="literature_back")
        if chosen:
            st.button(
                "Take this decision back",
                key="literature_take_back",
                on_click=writing,
                args=(partial(judge, person(), chosen, TAKEN_BACK, now.judged[chosen].seq),),
            )
        rows = [
            {
                "Pair": pair.name,
                "Ground": pair.ground,
                "Decided": one.decision,
                "By": one.actor,
                "On": to_the_minute(one.at),
            }
            for pair in newest
            for one in (now.judged[pair.name],)
        ]
        st.html(as_html(pl.DataFrame(rows)))

"""The history of a case: what it said on a day, who changed it, when, why, and what."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import streamlit as st

from casebook.codebook import codebook
from casebook.curation.casefile import NOT_READ
from casebook.questions.words import many
from common.html import as_html, as_passage
from common.moments import to_the_minute
from desk.differences import differences, differences_by_place
from desk.drafts import every_draft
from desk.history import case_on, cases_with_history, states_of, what_happened
from desk.ui.hand_in import STEPS, show_differences
from desk.ui.session import is_local_reader, note_local_read


def history_of_case() -> None:
    """Let somebody choose a case and a day, and show what it said then, and each change with its difference."""
    drafts = every_draft()
    names = cases_with_history(drafts, local=is_local_reader())
    if not names:
        st.html(as_passage("No case has been accepted at the desk yet. What releases changed stands on Releases."))
        return
    name = st.selectbox("Case", names, index=None, key="history_case", placeholder="choose")
    day = st.date_input("On the day", "today", key="history_day", max_value="today")
    if not name or not isinstance(day, date):
        return
    states = states_of(name, drafts)
    if any(draft.is_local and draft.case_id == name for draft in drafts):
        note_local_read({"case": name})
    entries = case_on(day.isoformat(), states)
    if entries is None:
        st.html(as_passage(f"{name} was no accepted case at the end of {day}, as far as the desk knows."))
    else:
        today = " so far" if day == datetime.now(UTC).date() else ""
        st.html(as_passage(f"What {name} said at the end of {day}{today} (UTC):"))
        rows = [
            {"Field": one.field, "Entry": one.after}
            for one in differences_by_place({}, entries, codebook())
            if one.after
        ]
        st.html(as_html(pl.DataFrame(rows)))
        not_read = sum(entry == NOT_READ for entry in entries.values())
        st.html(as_passage(f"Not read: {not_read} facts."))
    for state in reversed(states):
        changed = len(differences(state.before, state.case, codebook()))
        by = f"Written by {', '.join(state.authors)}, accepted by {state.accepted_by}"
        with st.expander(f"{to_the_minute(state.at)} · release {state.release} · {many(changed, 'field')}"):
            st.html(as_passage(f"{by}. {f'Reason: {state.reason}' if state.reason else 'A new case.'}"))
            show_differences(state.before, state.case, ("Before", "After"))
    st.html(
        as_html(
            pl.DataFrame(
                [
                    {"When (UTC)": to_the_minute(at), "Who": f"{actor} {STEPS.get(kind, kind)}", "Reason": reason}
                    for at, actor, kind, reason in what_happened(name, drafts)
                ]
            )
        )
    )

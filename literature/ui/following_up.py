"""Each included record: what became of it, and what closes one of which no case is made."""

from __future__ import annotations

from functools import partial
from textwrap import shorten

import polars as pl
import streamlit as st

from common.html import as_html, as_passage, escape
from common.ui.failures import show_failure
from literature.decisions import CLOSINGS, TAKEN_BACK, close
from literature.following_up import WAITING, drafts_of_records, follow_up
from literature.ui.session import WATCH, cases, person, state, writing
from literature.ui.shown import as_record


def follow_up_records() -> None:
    """List the included records with what became of them; let one that has no case be closed, and opened again."""
    show_failure(WATCH)
    now = state()
    follow_ups = follow_up(now, drafts_of_records(), cases())
    if not follow_ups:
        st.html(as_passage("No record is included yet."))
        return
    waiting = [name for name, one in follow_ups.items() if one.state == WAITING]
    st.html(as_passage(f"{len(follow_ups):,} included, {len(waiting):,} of them not followed up yet."))
    titles = {name: shorten(now.whole(name).title, 90, placeholder=" …") or "no title" for name in follow_ups}
    named = {name: f"{name} · {titles[name]} · {one.state}" for name, one in follow_ups.items()}
    first = list(follow_ups).index(waiting[0]) if waiting else 0
    name = st.selectbox("Record", named, index=first, format_func=named.__getitem__, key="literature_included")
    if name:
        st.html(as_record(now.whole(name)))
        before = now.closed.get(name)
        remark = st.text_input(
            "Remark", key=f"literature_remark_{name}", help="Where it was asked for, or of which case the patient is."
        )
        columns = st.columns(len(CLOSINGS))
        seq = before.seq if before else 0
        for place, (column, (closing, meaning)) in enumerate(zip(columns, CLOSINGS.items(), strict=True)):
            column.button(
                closing.capitalize(),
                key=f"literature_close_{place}",
                help=meaning,
                width="stretch",
                on_click=writing,
                args=(partial(close, person(), name, closing, remark, seq),),
            )
        if before and before.decision != TAKEN_BACK:
            st.html(as_passage(f"Closed by {before.actor}: {before.decision}. {before.reason}".strip()))
            st.button(
                "Open it again",
                key="literature_open_again",
                on_click=writing,
                args=(partial(close, person(), name, TAKEN_BACK, "", seq),),
            )
        st.caption(escape("A case is begun at the desk, on the page Enter, from the record."))
    rows = [
        {
            "Record": name,
            "Citation": now.whole(name).citation(),
            "Became": one.state,
            "Detail": one.detail,
            "By": one.by,
        }
        for name, one in follow_ups.items()
    ]
    st.html(as_html(pl.DataFrame(rows)))

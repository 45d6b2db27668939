"""Records on which two people differ: both decisions are shown, and a third one settles it."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from common.html import as_html, as_passage
from common.ui.failures import show_failure
from literature.decisions import EXCLUDE, INCLUDE, REASONS, TAKEN_BACK, settle
from literature.screening import agreement
from literature.ui.session import WATCH, person, state, writing
from literature.ui.shown import as_record


def settle_disagreements() -> None:
    """Show the first record on which two people differ, what each of them decided, and a button for each settlement."""
    show_failure(WATCH)
    now = state()
    st.html(as_passage(agreement(now.answers())))
    left = now.disagreements()
    if not left:
        st.success("Nothing is left to be settled.")
    else:
        name = left[0]
        by = now.outcome(name).by
        before = now.settled[name].seq if name in now.settled else 0
        st.html(as_passage(f"{len(left):,} left. Record {name}."))
        st.html(as_record(now.whole(name)))
        st.html(
            as_html(pl.DataFrame([{"Who": one.actor, "Decided": one.decision, "Reason": one.reason} for one in by]))
        )
        reason = st.selectbox("Reason, where it is excluded", REASONS, index=None, key="literature_settled_reason")
        columns = st.columns(2)
        seqs = [one.seq for one in by]
        columns[0].button(
            "Include",
            key="literature_settle_include",
            width="stretch",
            on_click=writing,
            args=(partial(settle, person(), name, INCLUDE, of=seqs, before=before),),
        )
        columns[1].button(
            "Exclude",
            key="literature_settle_exclude",
            width="stretch",
            disabled=reason is None,
            on_click=writing,
            args=(partial(settle, person(), name, EXCLUDE, reason or "", of=seqs, before=before),),
        )
    _settled()


def _settled() -> None:
    """List what was settled, and let it be taken back."""
    now = state()
    settled = {name: one for name in now.to_screen() if (one := now.outcome(name).settled)}
    if not settled:
        return
    with st.expander(f"Settled: {len(settled):,}", key="literature_settled"):
        chosen = st.selectbox("Take back", [*settled], index=None, key="literature_settled_back")
        if chosen:
            one = settled[chosen]
            taken = partial(settle, person(), chosen, TAKEN_BACK, of=one.based_on[:-1], before=one.seq)
            st.button("Take this settlement back", key="literature_unsettle", on_click=writing, args=(taken,))
        rows = [
            {
                "Record": name,
                "Settled": one.decision,
                "Reason": one.reason,
                "By": one.actor,
                "Before": "; ".join(f"{by.actor}: {by.decision}" for by in now.outcome(name).by),
            }
            for name, one in settled.items()
        ]
        st.html(as_html(pl.DataFrame(rows)))

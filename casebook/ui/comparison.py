"""A second selection held beside the first: drug by drug, steroid against none, or any link."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from casebook.selection import TERMS, Selection
from common.html import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING = "nothing"
_OFFERED: Mapping[str, tuple[str, str]] = {
    **{drug: ("drug", drug) for drug in TERMS["drug"]},
    "steroid for the event": ("steroid", "yes"),
    "no steroid for the event": ("steroid", "no"),
    "prior IMiD": ("prior_imid", "yes"),
    "no prior IMiD": ("prior_imid", "no"),
}


def offer_comparison() -> None:
    """Let the reader hold a second selection beside the filters: one that differs in one filter, or a link."""
    st.selectbox(
        "Compare with",
        (NOTHING, *_OFFERED),
        key="compare_offer",
        on_change=_compare,
        help="The same filters but for one: held side by side on the pages of findings.",
    )
    st.text_input(
        "or with a link",
        key="compare",
        bind="query-params",
        placeholder="drug=thalidomide&steroid=yes",
        help="Any link copied from the dashboard, or the part after its question mark.",
    )


def compared_selection() -> Selection | None:
    """Give the second selection, if there is one; say what is wrong with it."""
    link = st.session_state.get("compare", "").strip()
    if not link:
        return None
    selection, faults = Selection.from_query(link)
    for fault in faults:
        st.warning(f"Left out of the comparison: {escape(str(fault))}.", icon="⚠️")
    return None if faults and selection == Selection() else selection


def _compare() -> None:
    """Write the offered comparison as a link: the filters as they are, but for one."""
    offered = st.session_state["compare_offer"]
    if offered == NOTHING:
        st.session_state["compare"] = ""
        return
    key, term = _OFFERED[offered]
    set_now = {name: [str(part) for part in st.session_state[name]] for name in (*TERMS, "latency")}
    set_now |= {"latency_unknown": [str(st.session_state["latency_unknown"])], "q": [st.session_state["q"]]}
    selection, _ = Selection.from_values({name: said for name, said in set_now.items() if said != [""]})
    st.session_state["compare"] = replace(selection, **{key: (term,)}).to_query()

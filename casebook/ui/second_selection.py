"""A second selection held beside the first: drug by drug, steroid against none, or any link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.filters import terms_of
from casebook.selection import Selection, is_of_local_cases, query_of_local_cases
from casebook.ui.folded import folded
from common.html import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING = "nothing"

_LINK = "what the link below says"
"""Stands chosen where the comparison is none of those that are offered."""

_LOCAL = "local cases"


def offer_second_selection(first: Selection, *, local: bool = False) -> None:
    """Let the reader hold a second selection beside the first: one that differs from it in one filter, or a link.

    `local` says whether they may hold the hospital's own cases beside the published ones.
    """
    chosen = _chosen(first, st.session_state.get("compare", st.query_params.get("compare", "")).strip(), local=local)
    in_use = chosen != NOTHING or "compare" in st.query_params  # what was taken off, until the link is without it
    opened = folded("Compare with", "comparison", {"compare": ""}, in_use=in_use)
    if opened is not None:
        st.session_state["compare_offer"] = chosen
        with opened:
            _offer(first, chosen, local=local)


def _offer(first: Selection, chosen: str, *, local: bool) -> None:
    st.selectbox(
        "Compare with",
        (NOTHING, *_offered(), *([_LOCAL] if local else []), *([_LINK] if chosen == _LINK else [])),
        key="compare_offer",
        label_visibility="collapsed",
        on_change=_hold_beside,
        args=(first,),
        help="The same filters but for one: held side by side on the pages of findings.",
    )
    st.text_input(
        "or with a link",
        key="compare",
        bind="query-params",
        placeholder="drug=thalidomide&steroid=yes",
        help="Any link copied from the dashboard, or the part after its question mark.",
    )


def second_selection() -> Selection | None:
    """Give the second selection of published cases, if there is one; say what is wrong with it."""
    link = st.session_state.get("compare", "").strip()
    if not link:
        return None
    if is_of_local_cases(link):  # held beside by the pages of findings and the board, for those who may see them
        return None
    selection, has_faults = read_comparison(link)
    return None if has_faults and selection == Selection() else selection


def read_comparison(link: str) -> tuple[Selection, bool]:
    """Give the filters of the link that is held beside, and whether it has faults, which are said."""
    selection, faults = Selection.from_query(link)
    for fault in faults:
        st.warning(f"Left out of the comparison: {escape(str(fault))}.", icon="⚠️")
    return selection, bool(faults)


def let_go_of_second_selection() -> None:
    """Hold nothing beside the filters any more."""
    st.session_state["compare"] = ""


def _offered() -> Mapping[str, tuple[str, str]]:
    """Give what is offered, in words, with the filter in which it differs and its term there."""
    return {
        **{drug: ("drug", drug) for drug in terms_of("drug")},
        "steroid for the lung event": ("steroid", "yes"),
        "no steroid for the lung event": ("steroid", "no"),
        "prior IMiD": ("prior_imid", "yes"),
        "no prior IMiD": ("prior_imid", "no"),
    }


def _chosen(first: Selection, compared: str, *, local: bool) -> str:
    """Say which of what is offered the comparison is."""
    if not compared:
        return NOTHING
    if local and compared == query_of_local_cases(first):
        return _LOCAL
    offered = ((what, first.replace(**{key: (term,)}).to_query()) for what, (key, term) in _offered().items())
    return next((what for what, query in offered if query == compared), _LINK)


def _hold_beside(first: Selection) -> None:
    """Write what was chosen as a link: the filters as they are, but for one."""
    chosen = st.session_state["compare_offer"]
    if chosen == _LINK:
        return
    if chosen == NOTHING:
        st.session_state["compare"] = ""
        return
    if chosen == _LOCAL:
        st.session_state["compare"] = query_of_local_cases(first)
        return
    key, term = _offered()[chosen]
    st.session_state["compare"] = first.replace(**{key: (term,)}).to_query()

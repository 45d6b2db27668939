"""The choice between published cases and the hospital's own, for those who may see these."""

from __future__ import annotations

import streamlit as st

from casebook.filters import LinkFault
from casebook.link_keys import CASES, LOCAL, PUBLISHED
from casebook.selection import is_of_local_cases


def offer_local_cases() -> None:
    """Let the reader choose local cases in the place of the published ones."""
    st.segmented_control(
        "Cases",
        (PUBLISHED, LOCAL),
        default=PUBLISHED,
        required=True,
        key=CASES,
        bind="query-params",
        help="Local cases are the hospital's own. They are counted on the pages of findings, small counts hidden; each "
        "look at them is written into the registry. “Compare with” holds them beside the published ones.",
    )
    if are_local_cases_beside() and not are_local_cases_chosen():
        st.caption("The filters below, and the numbers in them, are of the published cases.")


def refuse_local_cases() -> None:
    """Forget the choice of a reader who may not, or no longer, see local cases; say so where their link makes it."""
    st.session_state.pop(CASES, None)
    compared = st.session_state.get("compare", st.query_params.get("compare", ""))
    named = {CASES: CASES in st.query_params, "compare": is_of_local_cases(compared)}
    for key in (key for key, is_named in named.items() if is_named):
        fault = LinkFault(key, "", "local cases are for those who have the role for them")
        st.session_state["link_faults"].append(fault)


def say_that_published_cases_are_shown(page: str) -> None:
    """Say to a reader who asks for local cases that a page has none; `page` is its path. The board has them beside."""
    if are_local_cases_chosen() or page != "board":
        st.info("This page shows published cases alone; local ones are counted on pages of findings.")


def are_local_cases_chosen() -> bool:
    """Say whether local cases are to be shown in the place of published ones."""
    return st.session_state.get(CASES) == LOCAL


def asks_for_local_cases() -> bool:
    """Say whether local cases are to be shown, in the place of published ones or beside them."""
    return are_local_cases_chosen() or are_local_cases_beside()


def are_local_cases_beside() -> bool:
    """Say whether local cases are to be held beside published ones."""
    return is_of_local_cases(st.session_state.get("compare", st.query_params.get("compare", "")))

"""Who decides, where the screening stands, and what a click writes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from access.ui.session import who_is_there
from casebook.pubmed import named_in
from casebook.store import ask
from common.html import as_counts, escape
from common.ui.failures import failures_kept
from literature.errors import MovedOnError
from literature.record import Record
from literature.screening import CASE, state_now
from registry.errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from literature.screening import State

_log = logging.getLogger(__name__)

WATCH = "literature"
"""Place where each page of the watch shows what the last click could not do."""


def person() -> str:
    """Give the name of who is there. The page has been opened to nobody else (access.ui.admit)."""
    who = who_is_there()
    if who is None:
        st.error("Nobody is signed in.")
        st.stop()
    return who.name


def state() -> State:
    """Give where the screening stands now; end the page with a sentence where the registry cannot be read."""
    try:
        return state_now()
    except RegistryError as error:
        _log.exception("The literature cannot be shown.")
        st.error(escape(str(error)))
        st.stop()


def cases() -> dict[str, Record]:
    """Give the source of each case in the casebook as a record, by “case:” and the case_id."""
    return {
        f"{CASE}{case['case_id']}": Record(
            title=named_in(case["citation"]).title,
            year=case["year"],
            doi=(case["doi"] or "").lower(),
            pmid=case["pmid"] or "",
        )
        for case in ask("known_sources").to_dicts()
    }


def citations_of_cases() -> dict[str, str]:
    """Give the citation of each case, by “case:” and the case_id."""
    return {f"{CASE}{case['case_id']}": case["citation"] for case in ask("known_sources").to_dicts()}


def writing(write: Callable[[], object]) -> None:
    """Write a decision for a click; what keeps it from being written is told on the page that follows."""
    with failures_kept(WATCH, MovedOnError, RegistryError):
        try:
            write()
        except (MovedOnError, RegistryError) as error:
            _log.warning("A decision was not written: %s", error)
            raise


def counts() -> None:
    """Show how many records there are and what became of them."""
    st.html(as_counts(state().counts()))

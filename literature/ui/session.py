"""Who decides, where the screening stands, and what a click writes."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from access.ui.session import who_is_there
from casebook.pubmed import named_in
from casebook.store import ask
from common.html import as_counts, escape
from literature.decisions import every_decision
from literature.errors import MovedOnError
from literature.imports import every_import
from literature.record import Record
from literature.screening import CASE, State
from registry.errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_log = logging.getLogger(__name__)
_MESSAGE = "literature_message"


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
        return State(every_import(), every_decision())
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
    with errors_kept():
        write()


@contextmanager
def errors_kept() -> Generator[None]:
    """Keep the sentence of an error for the next run of the page."""
    try:
        yield
    except (MovedOnError, RegistryError) as error:
        _log.warning("A decision was not written: %s", error)
        st.session_state[_MESSAGE] = str(error)


def show_message() -> None:
    """Show what was told at the last click."""
    if sentence := st.session_state.pop(_MESSAGE, ""):
        st.error(escape(sentence))


def counts() -> None:
    """Show how many records there are and what became of them."""
    st.html(as_counts(state().counts()))

"""What a click could not do: kept in the session, and shown at its place in the next run of the page."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from common.html import escape

if TYPE_CHECKING:
    from collections.abc import Generator

_FAILURES = "failures"
"""Key under which a session keeps sentences until they are shown, by the place that they are about."""


@contextmanager
def failures_kept(place: str, *errors: type[Exception]) -> Generator[None]:
    """Keep the sentence of such an error, for the place where `show_failure` shows it in the next run."""
    _failures().pop(place, None)
    try:
        yield
    except errors as error:
        _failures()[place] = str(error)


def add_to_failure(place: str, sentence: str) -> None:
    """Add a sentence to what was kept for a place, where anything was."""
    if known := _failures().get(place):
        _failures()[place] = f"{known} {sentence}"


def show_failure(place: str, *, once: bool = True) -> None:
    """Show what was kept for a place: once, or until something else is done there."""
    if sentence := _failures().get(place, ""):
        st.error(escape(sentence))
    if once:
        _failures().pop(place, None)


def _failures() -> dict[str, str]:
    return st.session_state.setdefault(_FAILURES, {})

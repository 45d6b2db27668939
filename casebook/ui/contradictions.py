"""The mark beside counts that rest on a fact on which a source contradicts itself, with the cases, each a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.contradictions import CONTRADICTED, contradicted_on, in_words
from casebook.ui.terms_left import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.selection import Selection

_CASES = "contradicted_cases"
"""Key in the session: for each selection that this run shows, its cases whose source contradicts itself."""


def keep_contradicted_cases(selections: Sequence[Selection]) -> None:
    """Keep for the figures and tables of this run which of the shown cases contradict themselves, whatever on."""
    st.session_state[_CASES] = [sorted(count(selection)["contradicted"]) for selection in selections]


def with_mark(sentence: str, facts: Sequence[str], side: int = 0) -> tuple[str, str]:
    """Mark a sentence whose counts rest on these facts, and give what the mark means below it: how many cases, which.

    Both texts name cases by case_id. `side` is the place of the selection among those that are shown.
    """
    shown = st.session_state.get(_CASES, ())
    cases = contradicted_on(facts, shown[side]) if facts and side < len(shown) else []
    return (f"{sentence}\u00a0{CONTRADICTED}", in_words(cases)) if cases else (sentence, "")

"""What was filtered before: each change of the filters or of the comparison can be undone, the last one first.

A browser's Back leaves the page: Streamlit writes filters into the address in place of what stood there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from casebook.keyed import Value

    View = tuple[tuple[tuple[str, Value], ...], str]

_NOW, _BEFORE = "view_now", "views_before"
"""Keys in the session of the view that the last run showed, and of those before it, the newest last."""

_MOST_KEPT = 30


def keep_view(values: dict[str, Value], compared: str) -> None:
    """Keep the view of the last run where this one shows another: what each filter holds, and the comparison."""
    view: View = (tuple(values.items()), compared)
    last = st.session_state.get(_NOW)
    if last is not None and last != view:
        st.session_state[_BEFORE] = [*st.session_state.get(_BEFORE, ()), last][-_MOST_KEPT:]
    st.session_state[_NOW] = view


def can_undo() -> bool:
    """Say whether a view is kept that differs from this one."""
    return bool(st.session_state.get(_BEFORE))


def undo() -> None:
    """Set the filters and the comparison to what they were before their last change."""
    *earlier, (values, compared) = st.session_state[_BEFORE]
    for key, value in values:
        st.session_state[key] = list(value) if isinstance(value, tuple) and not _is_range(value) else value
    st.session_state["compare"] = compared
    st.session_state[_BEFORE] = earlier
    st.session_state[_NOW] = (values, compared)


def _is_range(value: tuple[object, ...]) -> bool:
    return bool(value) and all(isinstance(end, int) for end in value)

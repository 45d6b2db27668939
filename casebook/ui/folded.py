"""Widgets of the sidebar that stand folded: drawn where their heading is open, or where they are in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator


def folded(label: str, key: str, blank: Mapping[str, object], *, in_use: bool) -> DeltaGenerator | None:
    """Give the expander to put widgets into, or None where nobody sees them.

    Closed, with none of them in use, it is empty: that is less to send and to draw at every click. `blank` has what
    each widget holds, by its key, where nothing is set.
    """
    expander = st.expander(label, key=key, expanded=in_use, on_change="rerun")
    if expander.open or in_use:
        return expander
    # Streamlit writes what a click sets into the link only where the session knew the key before.
    for name, value in blank.items():
        st.session_state.setdefault(name, value)
    return None

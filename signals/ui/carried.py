"""What a reader has chosen on one page about reports, taken along to the next one that asks for it.

Streamlit forgets the values of a page's own widgets when the menu leads to another page, those of the link too.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.errors import StreamlitAPIException

if TYPE_CHECKING:
    from collections.abc import Sequence

_CARRIED, _PAGE = "reports_carried", "reports_page"


def carry(key: str, chosen: str | list[str], first: str | list[str]) -> None:
    """Remember what was chosen under a key of the link, unless it is what stands there at first."""
    carried = {name: value for name, value in st.session_state.get(_CARRIED, {}).items() if name != key}
    st.session_state[_CARRIED] = carried if chosen == first else carried | {key: chosen}


def bring_back(page: str) -> None:
    """Give back what was chosen on pages before, in the first run of another page; its own link goes before.

    The link of the page says it too: Streamlit does not write what a program chose before its widget was there.
    """
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        for key, value in st.session_state.get(_CARRIED, {}).items():
            if key not in st.query_params:
                st.session_state[key] = value
                with suppress(StreamlitAPIException):  # the link of a widget that has not gone yet says it already
                    st.query_params[key] = value


def keep_to(key: str, offered: Sequence[str]) -> None:
    """Forget of what was chosen under a key what is not offered here: a name that these reports do not have."""
    chosen = st.session_state.get(key)
    if isinstance(chosen, list):
        known = [name for name in chosen if name in offered]
        if known != chosen:
            st.session_state[key] = known
    elif chosen is not None and chosen not in offered:
        del st.session_state[key]

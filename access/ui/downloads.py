"""Every file that a page offers goes through here; with sign-in it is checked, and told to the registry."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from access import downloads
from access.downloads import File, Request
from access.roles import LEVELS, RolesError, within
from access.ui.session import LESS, is_asked, most_of, who_is_there
from registry.errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Callable

_VIEW = "view_to_tell"


def note_view(**view: str) -> None:
    """Keep what the reader looks at in this run, such as filter and release, for the event of an export."""
    if is_asked():
        st.session_state[_VIEW] = {**st.session_state.get(_VIEW, {}), **view}


def forget_view() -> None:
    """Begin a run of which nothing is known yet."""
    st.session_state[_VIEW] = {}


def offer_file(  # noqa: PLR0913  what a download is made of
    label: str,
    content: bytes | Callable[[], bytes],
    name: str,
    kind: str,
    *,
    key: str,
    level: str,
    icon: str | None = None,
    explanation: str | None = None,
    width: Literal["content", "stretch"] = "content",
) -> None:
    """Offer a file under a button, with its icon, its explanation and its width.

    `level` is what the right to take away has to reach: "counts", "rows" or "all" (access.roles.LEVELS).
    """
    if not is_asked():
        st.download_button(
            label, content, name, kind, key=key, on_click="ignore", icon=icon, help=explanation, width=width
        )
        return
    from registry.store import append  # noqa: PLC0415  it needs what is installed for sign-in alone

    who, less = who_is_there(), st.session_state.get(LESS) or LEVELS[-1]
    try:
        may = who is not None and within(level, most_of(who, less))
    except (RolesError, RegistryError):
        may = False
    if who is None or not may:
        why = f"This file needs the right to take away {level}."
        st.button(label, key=f"not_{key}", disabled=True, icon=icon, help=why, width=width)
        return
    # The click is answered on another thread, which does not know the session.
    view = dict(st.session_state.get(_VIEW, {}))
    request = Request(who, partial(most_of, who, less), view)
    make = (lambda: content) if isinstance(content, bytes) else content
    st.download_button(
        label,
        partial(downloads.hand_out, File(name, kind, level), make, request, append),
        name,
        kind,
        key=key,
        on_click="ignore",
        icon=icon,
        help=explanation,
        width=width,
    )

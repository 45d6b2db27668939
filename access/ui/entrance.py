"""The frame's part: which sections there are, who sees them, who is let onto a page, and the account of the reader."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from access.roles import LEVELS, ONLY_WITH_SIGN_IN, RolesError, sees
from access.settings import settings
from access.ui.downloads import forget_view
from access.ui.session import LESS, is_asked, most_of, roles_of, who_is_there
from common.html import as_link, escape
from registry.errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Sequence

_log = logging.getLogger(__name__)
_IN_REGISTRY = "sign_in_is_in_registry"


def sections(every: Sequence[str]) -> tuple[str, ...]:
    """Give the sections of the menu that there are: without sign-in none that needs to know who is there."""
    return tuple(section for section in every if is_asked() or section not in ONLY_WITH_SIGN_IN)


def shown_in_menu(section: str) -> bool:
    """Say whether the reader sees a section in the menu. Its pages are registered for all, and checked by `admit`."""
    if not is_asked():
        return True
    who = who_is_there()
    try:
        return who is not None and sees(roles_of(who), section)
    except (RolesError, RegistryError):
        return False


def may_see_local_cases() -> bool:
    """Say whether the reader may see the hospital's own cases now; without sign-in nobody may."""
    return is_asked() and shown_in_menu("local")


def admit(section: str) -> None:
    """End the page here, with a sentence, for whom it is not; tell the registry of a new session before it is shown."""
    if not is_asked():
        return
    forget_view()
    from access.notices import tell_refusal, tell_sign_in  # noqa: PLC0415  the registry is installed for sign-in alone

    who = who_is_there()
    if who is None:
        st.error("Nobody is signed in.")
        st.stop()
    try:
        roles = roles_of(who)
        if _IN_REGISTRY not in st.session_state:
            tell_sign_in(who, roles, st.context.ip_address or "")
            st.session_state[_IN_REGISTRY] = True
        if not sees(roles, section):
            tell_refusal(who, section)
    except (RolesError, RegistryError) as error:
        _log.exception("Nobody is let in.")
        st.error(escape(f"Nobody is let in until this is mended: {error}"))
        st.stop()
    if not roles:
        st.error(escape(f"You are signed in as {who.name}. None of your groups has a role here."))
        st.stop()
    if not sees(roles, section):
        st.error(
            escape(f"You are signed in as {who.name}. This page is not for your roles: {', '.join(sorted(roles))}.")
        )
        st.stop()


def account() -> None:
    """Say in the sidebar who is signed in and as what, offer to take away less than they may, and to sign out."""
    who, chosen = who_is_there(), settings()
    if who is None or chosen is None:
        return
    with st.sidebar:
        st.divider()
        out = f" · {as_link('sign out', chosen.sign_out)}" if chosen.sign_out else ""
        st.caption(f"Signed in as {escape(who.name)}: {escape(', '.join(sorted(roles_of(who))))}{out}")
        most = most_of(who, LEVELS[-1])
        st.selectbox(
            "Take away at most",
            LEVELS[: LEVELS.index(most) + 1][::-1],
            key=LESS,
            persist_state="session",
            help="Counts: numbers without single cases. Rows: one row for each case. All: with every text and place "
            "where it was read. Each file that you take away is written into the registry.",
        )


def why_without_sign_in() -> None:
    """Say what is not there without sign-in, and why."""
    if not is_asked():
        st.caption(
            "This dashboard does not know who reads it: no sign-in is set up. So there are no roles, nobody is told of "
            "the files that are taken away, and the rooms that need to know who is there are absent from the menu. "
            "docs/operating.md says how a hospital sets up sign-in."
        )

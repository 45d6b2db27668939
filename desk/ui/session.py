"""Who is at the desk, and what is said to them after a click."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar

import streamlit as st

from access.downloads import NotAllowedError
from access.ui.session import roles_of, who_is_there
from casebook import store
from casebook.curation import reading
from common.html import escape
from common.ui.failures import failures_kept
from desk import local_counts
from desk.errors import DeskError
from desk.person import LOCAL, Person
from registry.errors import RegistryError
from registry.kinds import READ
from registry.store import append

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from desk.draft import Draft

Made = TypeVar("Made")

_OF_SINGLE_CASES = frozenset({"pharmacist", "curator", "reviewer"})
"""Roles that may see a single local case, beside the role local."""

_DONE = "desk_done"
"""Key under which a session keeps what a click did, by the place where it is said in the next run."""

_LOCAL_DRAFTS = "desk_local_drafts"
"""Key under which a session keeps the local drafts of which the registry was told that they were looked at."""


class Folders(NamedTuple):
    """Where the accepted cases of this hospital lie, and the casebook file that is built from them."""

    cases: Path
    into: Path


def folders(*, local: bool = False) -> Folders:
    """Give where accepted cases lie, published or local ones.

    The environment variables CASES and CASEBOOK, or LOCAL_CASES, name other places.
    """
    if local:
        return Folders(local_counts.LOCAL_CASES / "cases", local_counts.LOCAL_CASES / "casebook.duckdb")
    return Folders(reading.CASES, store.CASEBOOK)


def is_local_reader() -> bool:
    """Say whether who is there may see the hospital's own cases."""
    return LOCAL in person().roles


def sees_single_local_cases(roles: Collection[str]) -> bool:
    """Say whether somebody with these roles, who may see local cases, may see a single one."""
    return bool(_OF_SINGLE_CASES & {*roles})


def who_sees_single_local_cases() -> str:
    """Name the roles with which a single local case may be seen."""
    return f"one of the roles {', '.join(sorted(_OF_SINGLE_CASES))}"


def for_local_readers(make: Callable[[], Made], *, single: bool = False) -> Callable[[], Made]:
    """Give for the content of a file one that asks at the click, anew, whether who is there may see local cases.

    `single` says whether single local cases are in it. Who may not, or no longer, gets a NotAllowedError.
    """
    who = who_is_there()

    def make_for_reader() -> Made:
        roles = roles_of(who) if who else frozenset()
        if LOCAL not in roles or (single and not sees_single_local_cases(roles)):
            message = "Local cases are handed out to those alone who may see them."
            raise NotAllowedError(message)
        return make()

    return make_for_reader


def person() -> Person:
    """Give who is there. The frame lets nobody onto a page who is not signed in."""
    who = who_is_there()
    if who is None:
        message = "Nobody is signed in."
        raise DeskError(message)
    return Person(who.name, roles_of(who))


def only_for(role: str, for_what: str) -> None:
    """End the page here with a sentence for whom it is not."""
    who = person()
    if role not in who.roles:
        st.info(f"{for_what} needs the role {role}. You have: {', '.join(sorted(who.roles))}.")
        st.stop()


def note_local_read(about: Mapping[str, str]) -> None:
    """Tell the registry that local cases are shown, before they are. Raises RegistryError: then the page ends."""
    append(person().name, READ, "local cases", about)


def note_local_draft(draft: Draft) -> None:
    """Tell the registry, once in a session, that somebody looks at a draft of a local case. Raises RegistryError."""
    known = st.session_state.setdefault(_LOCAL_DRAFTS, set())
    if draft.is_local and draft.name not in known:
        note_local_read({"case": draft.case_id, "draft": draft.name})
        known.add(draft.name)


def run_again(place: str, what_was_done: str) -> NoReturn:
    """Run the page anew, and say at a place what a click did."""
    st.session_state[_DONE] = {place: what_was_done}
    st.rerun()


def show_done(place: str) -> None:
    """Say once what a click did.

    Its place is there without a sentence, too: what stands below would be drawn anew once it is gone, and close.
    """
    with st.container():
        if sentence := st.session_state.get(_DONE, {}).pop(place, ""):
            st.success(escape(sentence))


def refusals_kept(place: str) -> AbstractContextManager[None]:
    """Keep what the desk or the registry refuses, for the place where it is shown in the next run."""
    return failures_kept(place, DeskError, RegistryError)

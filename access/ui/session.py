"""Who is there in this session, and what they may, as pages ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from access import identity
from access.settings import settings

if TYPE_CHECKING:
    from access.identity import Identity

LESS = "take_away_at_most"
"""Key of the widget by which a reader takes away less than they may."""


def is_asked() -> bool:
    """Say whether a hospital has set up sign-in."""
    return settings() is not None


def who_is_there() -> Identity | None:
    """Give who is there; None where nobody is, as when a program runs the front page to see whether it can be run."""
    header = st.user.to_dict().get(identity.USER_KEY)
    return identity.from_header(str(header)) if header else None


def roles_of(who: Identity) -> frozenset[str]:
    """Give the roles of somebody, as the file of roles has them now. Raises RolesError, RegistryError."""
    from access.notices import current_rules  # noqa: PLC0415  it needs the registry, which is installed for sign-in alone

    return current_rules().roles_of(who.groups)


def most_of(who: Identity, at_most: str) -> str:
    """Give the most that somebody takes away now, and no more than `at_most`. Raises RolesError, RegistryError."""
    from access.notices import current_rules  # noqa: PLC0415  likewise
    from access.roles import LEVELS  # noqa: PLC0415

    rules = current_rules()
    return min(rules.level_of(rules.roles_of(who.groups)), at_most, key=LEVELS.index)

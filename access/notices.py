"""What is told to the registry beside downloads: who signed in, and which roles there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from access.roles import read_rules
from access.settings import settings
from registry import store
from registry.kinds import REFUSED, ROLES_CHANGED, SIGNED_IN

if TYPE_CHECKING:
    from access.identity import Identity
    from access.roles import Rules


def current_rules() -> Rules:
    """Give the rules as the file has them now; a change is told to the registry before it holds.

    Raises RolesError where the file has faults, RegistryError where the change cannot be told.
    """
    chosen = settings()
    if chosen is None:
        message = "without sign-in there are no roles"
        raise RuntimeError(message)
    rules = read_rules(chosen.roles)
    if rules is not _rules_in_registry[0]:
        tell_roles()
    return rules


_rules_in_registry: list[Rules | None] = [None]
"""The rules that this process knows to be told."""


def tell_roles() -> None:
    """Write the rules as an event, unless the last event of that kind tells the same. Raises RegistryError."""
    chosen = settings()
    if chosen is None:
        return
    rules = read_rules(chosen.roles)
    newest = store.newest(ROLES_CHANGED)
    if newest is None or json.loads(newest.content) != rules.as_content():
        store.append("the dashboard", ROLES_CHANGED, chosen.roles.name, rules.as_content())
    _rules_in_registry[0] = rules


def tell_sign_in(who: Identity, roles: frozenset[str], address: str) -> None:
    """Write that somebody opened the dashboard, in a session of their own, from an address. Raises RegistryError."""
    content = {"groups": list(who.groups), "roles": sorted(roles), "address": address}
    store.append(who.name, SIGNED_IN, who.session or "by the proxy", content)


def tell_refusal(who: Identity, section: str) -> None:
    """Write that somebody asked for what none of their roles sees. Raises RegistryError."""
    store.append(who.name, REFUSED, section, {"groups": list(who.groups)})

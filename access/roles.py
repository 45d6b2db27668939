"""What a role may see and take away, and which groups of the hospital have which role, from the hospital's own file.

[groups]
"casebook-haematology" = ["reader", "clinician"]

[take_away]
clinician = "rows"
"""

from __future__ import annotations

import threading
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from common.files import FileState, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ROLES = {
    "reader": "published cases",
    "clinician": "published cases and the board",
    "curator": "published cases, every file of them, and entering cases at the desk",
    "reviewer": "published cases, every file of them, and accepting at the desk what others entered",
    "pharmacist": "published cases, spontaneous reports, and what was published since",
    "local": "the hospital's own cases, for whoever has another role beside it",
    "auditor": "the registry, and no cases",
    "administrator": "who has which role, and no cases",
}
"""Each role with what it is for."""

LEVELS = ("none", "counts", "rows", "all")
"""What may be taken away: nothing, counts, one row for each case, or everything. Each includes those before it."""

TAKE_AWAY = {
    "reader": "counts",
    "clinician": "counts",
    "curator": "all",
    "reviewer": "all",
    "pharmacist": "rows",
    "local": "none",
    "auditor": "none",
    "administrator": "none",
}
"""The most that a role takes away unless the hospital's file says otherwise."""

_OF_CASES = frozenset({"reader", "clinician", "curator", "reviewer", "pharmacist"})
SEEN_BY = {
    "findings": _OF_CASES,
    "cases": _OF_CASES,
    "reports": frozenset({"pharmacist"}),
    "desk": frozenset({"curator", "reviewer", "pharmacist"}),
    "local": frozenset({"local"}),
    "about": frozenset(ROLES),
    "audit": frozenset({"auditor"}),
    "accounts": frozenset({"administrator"}),
}
"""By section of the menu, the roles that see it."""

ONLY_WITH_SIGN_IN = ("desk", "local", "audit", "accounts")
"""Sections that need to know who is there."""


class RolesError(ValueError):
    """The file of roles has faults; the message names each with its key, what was found and what is allowed."""


class Rules(NamedTuple):
    """What the file says: the roles of each group, and the most that a role takes away."""

    groups: Mapping[str, tuple[str, ...]]
    take_away: Mapping[str, str]

    def roles_of(self, groups: Iterable[str]) -> frozenset[str]:
        """Give the roles of somebody who belongs to these groups."""
        return frozenset(role for group in groups for role in self.groups.get(group, ()))

    def level_of(self, roles: Iterable[str]) -> str:
        """Give the most that somebody with these roles takes away."""
        return max((self.take_away[role] for role in roles), key=LEVELS.index, default="none")

    def as_content(self) -> dict[str, object]:
        """Give the rules as the registry keeps them."""
        return {
            "groups": {group: list(roles) for group, roles in self.groups.items()},
            "take_away": dict(self.take_away),
        }


def sees(roles: frozenset[str], section: str) -> bool:
    """Say whether one of these roles sees a section of the menu. A section that is not named is seen by nobody."""
    return bool(roles & SEEN_BY.get(section, frozenset()))


def within(wanted: str, most: str) -> bool:
    """Say whether a level is no higher than another one."""
    return LEVELS.index(wanted) <= LEVELS.index(most)


def parse_rules(text: str, name: str = "roles.toml") -> Rules:
    """Read the rules from the text of a file. Raises RolesError with every fault."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{name}: found no TOML ({error})"
        raise RolesError(message) from error
    faults = [f"{name}: {fault}" for fault in _faults(tables)]
    if faults:
        raise RolesError("\n".join(faults))
    groups = {group: tuple(roles) for group, roles in tables["groups"].items()}
    return Rules(groups, {**TAKE_AWAY, **tables.get("take_away", {})})


def _faults(tables: dict[str, object]) -> Iterator[str]:
    """Name what the file says and may not."""
    for part in tables.keys() - {"groups", "take_away"}:
        yield f"{part}: found a part that is not known; allowed: groups, take_away"
    groups, levels = tables.get("groups"), tables.get("take_away", {})
    if isinstance(groups, dict) and groups:
        yield from _faults_of_groups(groups)
    else:
        yield "groups: found none; allowed: a part [groups] with a line for each group"
    if isinstance(levels, dict):
        yield from _faults_of_levels(levels)
    else:
        yield f"take_away: found {levels!r}; allowed: a part [take_away] with a line for a role"


def _faults_of_groups(groups: Mapping[str, object]) -> Iterator[str]:
    for group, roles in groups.items():
        if not isinstance(roles, list) or not roles:
            yield f'groups.{group}: found {roles!r}; allowed: a list of roles, as in ["reader"]'
            continue
        for role in roles:
            if role not in ROLES:
                yield f"groups.{group}: found {role!r}; allowed: {', '.join(ROLES)}{_nearest(role, ROLES)}"


def _faults_of_levels(levels: Mapping[str, object]) -> Iterator[str]:
    for role, level in levels.items():
        if role not in ROLES:
            yield f"take_away.{role}: found no role; allowed: {', '.join(ROLES)}{_nearest(role, ROLES)}"
        if level not in LEVELS:
            yield f"take_away.{role}: found {level!r}; allowed: {', '.join(LEVELS)}{_nearest(level, LEVELS)}"


def _nearest(wanted: object, allowed: Iterable[str]) -> str:
    near = get_close_matches(str(wanted).lower(), allowed, n=1)
    return f"; nearest: {near[0]}" if near else ""


_reading = threading.Lock()
_read: dict[Path, tuple[FileState | None, Rules]] = {}


def read_rules(path: Path) -> Rules:
    """Read the rules of a file, anew where it was written since. Raises RolesError, also where there is none."""
    with _reading:
        state = state_of(path)
        known = _read.get(path)
        if known is None or known[0] != state or state is None:
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                message = f"{path}: the file of roles cannot be read ({error})"
                raise RolesError(message) from error
            known = _read[path] = (state, parse_rules(text, path.name))
        return known[1]

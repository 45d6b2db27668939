"""Who works at the desk."""

from __future__ import annotations

from typing import NamedTuple

from desk.errors import DeskError

CURATOR, REVIEWER = "curator", "reviewer"
LOCAL = "local"
"""The role that a person needs beside another one for whatever concerns the hospital's own cases."""


class Person(NamedTuple):
    """Somebody who is signed in, with their roles (access.roles.ROLES)."""

    name: str
    roles: frozenset[str]

    def needs(self, role: str) -> None:
        """Raise DeskError where this person has not got a role."""
        if role not in self.roles:
            message = f"This needs the role {role}; {self.name} has: {', '.join(sorted(self.roles)) or 'none'}."
            raise DeskError(message)

    def is_among(self, names: frozenset[str]) -> bool:
        """Say whether one of these names is this person's. A provider may write a name in capitals or small letters."""
        return self.name.casefold() in {name.casefold() for name in names}

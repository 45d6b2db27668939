"""Who works at the desk."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from desk.errors import DeskError

CURATOR, REVIEWER = "curator", "reviewer"
LOCAL = "local"
"""The role that a person needs beside another one for whatever concerns the hospital's own cases."""

_NOT_SEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Categories of characters that are not seen in a name, as control and space have them in Unicode."""

_FILLERS = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Characters of other categories that are not seen either: fillers, blanks, and selectors of a variant."""


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
        """Say whether one of these names is this person's, however a provider writes its letters at the time."""
        return _as_one(self.name) in {_as_one(name) for name in names}


def _as_one(name: str) -> str:
    """Write a name as all its spellings: capitals or small, accents apart or not, wide, with what is not seen."""
    seen = _FILLERS.sub("", name)
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return "".join(letter for letter in plain if unicodedata.category(letter) not in _NOT_SEEN)

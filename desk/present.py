"""The cases that are there, read from their files as far as the desk compares a draft with them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from common.files import state_of
from desk.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from common.files import FileState

_KEPT = 20_000
"""Files whose content is kept until they are written anew."""


class Present(NamedTuple):
    """A case that is there: its name, and all that its file says."""

    case_id: str
    case: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Give the name by which readers call it."""
        return self.case.get("case_name") or self.case_id

    def source(self, name: str) -> str:
        """Give a field of the source as text, empty where it is."""
        return str(self.case.get("source", {}).get(name) or "")

    def value(self, fact: str) -> object:
        """Give the value of a fact, None where it has none."""
        entry = self.case.get("facts", {}).get(fact)
        return entry.get("value") if isinstance(entry, dict) else None


def present_cases(folder: Path) -> list[Present]:
    """Read the cases of a folder. One that cannot be read is left to the build, which says so."""
    cases = []
    for path in sorted(folder.glob("*.json")):
        case = _read(path, state_of(path))
        if isinstance(case, dict):
            cases.append(Present(path.stem, case))
    return cases


def case_of_file(folder: Path, case_id: str) -> Mapping[str, Any]:
    """Give what the file of a case says. Raises DeskError where there is none that can be read."""
    by_name = {present.case_id: present.case for present in present_cases(folder)}
    if case_id not in by_name:
        message = f"There is no case {case_id} in {folder} that can be read."
        raise DeskError(message)
    return by_name[case_id]


@lru_cache(maxsize=_KEPT)
def _read(path: Path, _state: FileState | None) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None

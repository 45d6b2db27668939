"""Case files to build from: the frozen ones, one of them with faults put in, or somebody's own text."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.frozen import CASES

if TYPE_CHECKING:
    from pathlib import Path

SOUND: dict[str, Any] = json.loads((CASES / "vivien-2022.json").read_text(encoding="utf-8"))
"""A case without a fault: the patient of the founding report."""

GONE = object()
"""Put in the place of a field: the field is taken out."""


def with_changes(changes: dict[str, Any]) -> dict[str, Any]:
    """Give the sound case with some of its fields changed; a field is named by its path, as in "facts.sex"."""
    case = deepcopy(SOUND)
    for path, value in changes.items():
        *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
        place: Any = case
        for step in way:
            place = place[step]
        if value is GONE:
            del place[last]
        else:
            place[last] = value
    return case


def write_case(folder: Path, case: Any, name: str = "vivien-2022") -> Path:  # noqa: ANN401  also what is no case
    """Write a case file; a text is written as it is."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(case if isinstance(case, str) else json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return path

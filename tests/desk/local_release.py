"""Local cases for tests: drawn from the sound case, some of whose facts differ from case to case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from casebook.curation.build import build
from desk import local_counts
from tests.casefiles import SOUND, write_case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def known(value: object) -> dict[str, object]:
    """Give a fact with a value that was read."""
    return {"value": value, "locator": "record"}


DRAWN: Sequence[dict[str, Any]] = [
    {
        "sex": known("female" if place < 3 else "male"),
        "drug": known("lenalidomide" if place % 2 else "pomalidomide"),
        "outcome": known("worsened" if place % 10 == 9 else "improved" if place % 3 else "resolved"),
        "steroid_for_event": known("yes" if place % 5 else "no"),
        "onset": known("abrupt" if place < 12 else "progressive"),
    }
    for place in range(30)
]
"""Facts of thirty local cases in which they differ from the sound one: three are of women, three worsened."""


def build_local_release(each: Sequence[dict[str, Any]] = DRAWN) -> None:
    """Build the release of local cases, one for each of these changes of facts, where LOCAL_CASES points to."""
    folder = local_counts.LOCAL_CASES / "cases"
    folder.mkdir(parents=True, exist_ok=True)
    for number, changes in enumerate(each, 1):
        facts = {**SOUND["facts"], **changes}
        name = f"local-{number}"
        case = {**SOUND, "case_id": name, "case_name": f"Local case {number}", "facts": facts, "conflicts": []}
        write_case(folder, case, name)
    build(folder, local_counts.LOCAL_CASES / "casebook.duckdb")


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a release of thirty local cases, and give its folder."""
    folder = tmp_path_factory.mktemp("local")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_counts, "LOCAL_CASES", folder)
        build_local_release()
    return folder


@pytest.fixture
def local(thirty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have thirty local cases."""
    monkeypatch.setattr(local_counts, "LOCAL_CASES", thirty)

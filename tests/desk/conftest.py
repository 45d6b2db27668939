"""A registry and a folder of cases of its own for each test of the desk."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from casebook.curation.build import build
from tests.casefiles import SOUND
from tests.registry.conftest import postgresql_server, registry

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["postgresql_server", "registry"]


class Hospital(NamedTuple):
    """Where a hospital keeps its case files, and the casebook file that is built from them."""

    cases: Path
    into: Path

    def texts(self) -> dict[str, str]:
        """Give the text of every file beside the lock, by its name."""
        return {path.name: path.read_text(encoding="utf-8") for path in self.cases.iterdir() if path.suffix}


@pytest.fixture(scope="session")
def built_hospital(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set up a folder with one case, and the release that is built from it, which each test copies."""
    home = tmp_path_factory.mktemp("hospital")
    (home / "cases").mkdir()
    (home / "cases" / "vivien-2022.json").write_text(json.dumps(SOUND, ensure_ascii=False), encoding="utf-8")
    build(home / "cases", home / "casebook.duckdb")
    return home


@pytest.fixture
def hospital(tmp_path: Path, built_hospital: Path) -> Hospital:
    """Give a hospital of its own with one case, and the release that is built from it."""
    shutil.copytree(built_hospital, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Hospital(tmp_path / "cases", tmp_path / "casebook.duckdb")

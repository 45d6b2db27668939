"""What tests about reports share: databases that are loaded from archives, listings and drawn quarters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from signals.intake.load import load
from signals.store import open_for_reading
from signals.ui.database import EXTRACTS
from tests.pages.reports.opening import ONE_WORD
from tests.spec.reports.contents import answer_of
from tests.spec.reports.drawn import write_quarter

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from tests.spec.reports.contents import Answer, Draw, Load


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give the place of a database that does not exist yet."""
    return tmp_path / "reports" / "faers.duckdb"


@pytest.fixture
def loaded(database: Path) -> Load:
    """Load archives in the given order and give what answers SQL about the database."""

    def load_and_open(*archives: Path) -> Answer:
        for archive in archives:
            load([archive], database)
        return answer_of(database)

    return load_and_open


@pytest.fixture(scope="session")
def drawn_reports(tmp_path_factory: pytest.TempPathFactory) -> Draw:
    """Load a drawn quarter, unless it was loaded before, and open it to be read."""
    databases: dict[tuple[str, str], Path] = {}

    def load_drawn(drawn: dict[str, str], label: str = "2022Q1") -> duckdb.DuckDBPyConnection:
        key = label, json.dumps(drawn)
        if key not in databases:
            folder = tmp_path_factory.mktemp("drawn_reports")
            load([write_quarter(folder, label, drawn)], folder / "r.duckdb")
            databases[key] = folder / "r.duckdb"
        return open_for_reading(databases[key])

    return load_drawn


@pytest.fixture(scope="session")
def extract(reports_to_try: Path) -> Path:
    """Give the genuine listing of 2022 Q3, loaded: reports of one drug and one-word terms."""
    file, _ = EXTRACTS[ONE_WORD]
    return reports_to_try / file

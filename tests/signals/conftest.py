"""What the tests of the signals room share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from contents import Answer, answer_of

from signals.intake.load import load


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the place of a database that does not exist yet."""
    return tmp_path / "reports" / "faers.duckdb"


@pytest.fixture
def loaded(database: Path) -> Callable[..., Answer]:
    """Load archives in the given order and return what answers SQL about the database."""

    def load_and_open(*archives: Path) -> Answer:
        for archive in archives:
            load([archive], database)
        return answer_of(database)

    return load_and_open

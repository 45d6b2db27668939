"""A registry of its own for each test, in SQLite and, in the lane of the servers, in PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from registry.table import engine_of, opened
from tests.servers import postgresql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Run PostgreSQL; gives its address."""
    with postgresql.running() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def registry(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Name an empty database in the environment variable REGISTRY; gives its address."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'registry.sqlite'}"
    else:
        server = request.getfixturevalue("postgresql_server")
        address = f"{server}{postgresql.new_database(server)}"
    monkeypatch.setenv("REGISTRY", address)
    yield address
    opened(address).dispose()
    engine_of.cache_clear()

"""What tests share: a casebook drawn as a table, the shipped cases, a dashboard that runs, and a browser."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from casebook.curation.build import build
from casebook.store import CASEBOOK, connect
from common.server import serving
from run import find_browser as find_chromium
from tests.drawing import draw_casebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb


@pytest.fixture
def casebook() -> Callable[[str], duckdb.DuckDBPyConnection]:
    """Draw a casebook as a table in a string."""
    return draw_casebook


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a casebook built from the shipped case files."""
    into = tmp_path_factory.mktemp("shipped") / "casebook.duckdb"
    build(into=into)
    with connect(into.resolve()) as opened:
        yield opened


@pytest.fixture(scope="session", autouse=True)
def _case_file() -> None:
    """Have the case file in place from which pages answer."""
    build(into=CASEBOOK)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the Chromium that the machine has, without the requests that it makes of its own accord."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium: apt-get install chromium, or name one in CHROMIUM")
    quiet = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
    return {"executable_path": chromium, "args": [*quiet, "--disable-sync", "--no-first-run"]}


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard as a reader would have it; gives its address."""
    with serving(tmp_path_factory.mktemp("dashboard") / "streamlit.log") as server:
        yield server.address


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serve a copy of the dashboard for one test; gives its address."""
    with ExitStack() as servers:

        def serve(tree: Path) -> str:
            return servers.enter_context(serving(tmp_path_factory.mktemp("served") / "log", tree=tree)).address

        yield serve

"""What tests share: a casebook drawn as a table, the shipped cases, a dashboard that runs, and a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from casebook.curation.build import build
from casebook.store import CASEBOOK, connect
from common.paths import ROOT
from run import warm_up
from tests.drawing import draw_casebook

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
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


def find_chromium() -> str | None:
    """Find a Chromium: the one that CHROMIUM names, or one on the path."""
    named = os.environ.get("CHROMIUM")
    on_path = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "msedge"))
    return named or next((found for found in on_path if found), None)


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
    with _serve(ROOT, tmp_path_factory.mktemp("dashboard")) as address:
        yield address


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serve a copy of the dashboard for one test; gives its address."""
    with ExitStack() as serving:
        yield lambda copy: serving.enter_context(_serve(copy, tmp_path_factory.mktemp("served")))


@contextmanager
def _serve(tree: Path, logs: Path) -> Generator[str]:
    """Start Streamlit in a tree, and take its first script run as run.py does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    log = logs / "streamlit.log"
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=tree, stdout=output, stderr=subprocess.STDOUT) as server,
    ):
        try:
            if not warm_up(server, "127.0.0.1", port, "", "localhost"):
                pytest.fail(f"the dashboard did not start:\n{log.read_text(encoding='utf-8')}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()

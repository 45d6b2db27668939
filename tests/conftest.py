"""What tests share: a casebook drawn as a table, the frozen cases, a dashboard that runs, and a browser."""

from __future__ import annotations

import gc
import os
import shutil
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.components.v2 import manifest_scanner

from casebook.curation.build import build
from casebook.store import CASEBOOK, connect
from common.database import OFFLINE
from common.lock import hold
from common.paths import DATA
from common.server import serving
from run import find_browser
from signals.demo import DEMO, load_demo
from signals.intake.load import load
from signals.store import DATABASE
from tests.drawing import Casebooks
from tests.frozen import CASES
from tests.how_often import mark_slow
from tests.living_data import forbid_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb
    from playwright.sync_api import BrowserContext, BrowserType, Page


def pytest_configure() -> None:
    """Keep all tests but those of the shipped data from reading it, and do once what takes long, or not at all.

    A question to a few rows takes DuckDB a sixth longer in two threads than in one. Streamlit reads the metadata of
    every installed package for each AppTest, which takes a sixth of a second. To answer ahead what first clicks may ask
    took a quarter of the processor of tests of pages.
    """
    forbid_elsewhere()
    OFFLINE["threads"] = "1"
    os.environ["ANSWER_AHEAD"] = "no"  # here, and in every server that a test starts
    once = cache(manifest_scanner.scan_component_manifests)
    pytest.MonkeyPatch().setattr(manifest_scanner, "scan_component_manifests", once)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark what is slow, and begin with the tests of servers and the slow ones: no core waits for the last."""
    mark_slow(items)
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("servers", "slow")])


def pytest_collection_finish() -> None:
    """Keep the garbage collector from the objects of all imported packages: looking through them takes a fifth."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _frozen_casebook() -> None:
    """Build the case file that pages, commands and servers answer from."""
    build(CASES, CASEBOOK)


@pytest.fixture(scope="session", autouse=True)
def _no_test_writes_into_data() -> Iterator[None]:
    """Fail the session where a file under data/ came, went, or was written while the tests ran."""
    before = _state(DATA)
    yield
    after = _state(DATA)
    touched = sorted(path for path in before | after if before.get(path) != after.get(path))
    assert touched == [], "a test, or somebody beside the tests, wrote under data/"


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """List every file and folder below a folder with its size and the time of its last change."""
    states = ((path, path.lstat()) for path in folder.glob("**/*"))
    return {str(path): (state.st_size, state.st_mtime_ns) for path, state in states}


@pytest.fixture(scope="session")
def _casebooks() -> Casebooks:
    """Keep the casebooks that tests draw one after the other."""
    return Casebooks()


@pytest.fixture
def casebook(_casebooks: Casebooks) -> Iterator[Callable[[str], duckdb.DuckDBPyConnection]]:
    """Draw a casebook as a table in a string; it lives as long as the test."""
    yield _casebooks.draw
    _casebooks.take_back()


@pytest.fixture(scope="module")
def lasting_casebook() -> Callable[[str], duckdb.DuckDBPyConnection]:
    """Draw a casebook as a table in a string; it lives as long as the tests of its file."""
    return Casebooks().draw


@pytest.fixture(scope="session")
def shipped() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the casebook of the frozen cases."""
    with connect(CASEBOOK.resolve()) as opened:
        yield opened


@pytest.fixture(scope="session")
def reports_to_try(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load the genuine extracts and the invented reports, once for all processes of the tests; gives their folder."""
    from signals.ui.database import EXTRACTS  # noqa: PLC0415  the process that shares tests out does without pages

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # which they share
    with hold(folder / "reports_to_try.lock", patience=600, when_waiting=print):
        for file, archives in EXTRACTS.values():
            if not (folder / file).exists():
                load([DATA / "faers_sample" / archive for archive in archives], folder / file)
        if not (folder / DEMO).exists():
            load_demo(folder / DEMO)
    return folder


@pytest.fixture(scope="session")
def offered_reports(reports_to_try: Path) -> None:
    """Put them where the pages look for them, as they lie there once a reader has chosen them."""
    DATABASE.parent.mkdir(exist_ok=True)
    for link in reports_to_try.glob("*.duckdb"):
        if link.is_symlink():
            shutil.copyfile(link.resolve(), DATABASE.parent / link.name)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the Chromium that the machine has, without the requests that it makes of its own accord."""
    chromium = find_browser()
    if chromium is None:
        pytest.skip("no Chromium: apt-get install chromium, or name one in CHROMIUM")
    quiet = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
    return {"executable_path": chromium, "args": [*quiet, "--disable-sync", "--no-first-run"]}


@pytest.fixture(scope="session")
def window(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BrowserContext]:
    """Open a window in which the pages of many tests share one cache: a cold one takes half as long again.

    It is that of a browser with a profile on disk, which alone keeps scripts as it has compiled them: without, a page
    takes a fifth more of the processor.
    """
    profile = tmp_path_factory.mktemp("profile")
    with browser_type.launch_persistent_context(profile, **browser_type_launch_args, **browser_context_args) as opened:
        yield opened


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Open a page of its own for a test, in the window of all; what it shows is a session of its own."""
    with window.new_page() as opened:
        yield opened


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory, offered_reports: None) -> Iterator[str]:  # noqa: ARG001  they lie there
    """Serve the dashboard over the frozen cases as a reader would have it; gives its address."""
    with serving(tmp_path_factory.mktemp("dashboard") / "streamlit.log") as server:
        yield server.address


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serve a copy of the dashboard, over the case file under its own data/, for one test; gives its address."""
    with ExitStack() as servers:

        def serve(tree: Path) -> str:
            log = tmp_path_factory.mktemp("served") / "streamlit.log"
            server = serving(log, tree=tree, env={"CASEBOOK": "", "REPORTS": ""})
            return servers.enter_context(server).address

        yield serve

"""How long a reader waits from a filter click until the charts are redrawn, in headless Chromium.

The dashboard is served as it is for readers; the environment variable CASEBOOK names the case file. A script in the
page (watch.js) notes the time of the pointer event and of the last change to a chart, table or figure: a mutation of
their SVG or HTML, or a drawing on their canvas. A click is over when Streamlit says that its script does not run and
nothing has changed for SETTLED milliseconds; what counts is the time from the pointer event to the last change. Both
are taken from the one clock of the page.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import URLError

from playwright.sync_api import sync_playwright

from common.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from playwright.sync_api import CDPSession, Page

SETTLED = 500
"""Milliseconds without a change after which a page is taken for finished."""

_WATCH = (Path(__file__).with_name("watch.js")).read_text(encoding="utf-8")
_AT_REST = f"""() => {{
    const seen = window.casebookBench;
    const app = document.querySelector('[data-testid="stApp"]');
    return seen && seen.changed > seen.clicked
        && app?.getAttribute("data-test-script-state") === "notRunning"
        && performance.now() - seen.changed > {SETTLED};
}}"""


class Clicks(NamedTuple):
    """Milliseconds of each click, and the processor time of one click, in milliseconds: of the server and of the page.

    Processor time says how much work a click is; it hardly depends on what else the machine does.
    """

    redrawn: list[float]
    server_work: float
    page_work: float


class Served(NamedTuple):
    """A dashboard that runs: its address and its process."""

    address: str
    process: int

    @property
    def memory(self) -> float:
        """Give the resident memory of the server, in MB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1000

    @property
    def work(self) -> float:
        """Give the processor time that the server has used, in milliseconds."""
        spent = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return 1000 * (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serve(casebook: Path, log: Path, script: str = "app.py") -> Generator[Served]:
    """Serve the dashboard, or another script, over a case file on a free port of this host, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    quiet = [
        "--runner.postScriptGC",
        "false",
        "--browser.gatherUsageStats",
        "false",
        "--server.fileWatcherType",
        "none",
    ]
    command = [sys.executable, "-m", "streamlit", "run", script, *options, *quiet]
    with log.open("w") as output:
        served = subprocess.Popen(  # noqa: S603  our own app
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=os.environ | {"CASEBOOK": str(casebook)}
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", served, log)
            yield Served(f"http://127.0.0.1:{port}", served.pid)
        finally:
            served.terminate()
            served.wait(timeout=20)


def time_clicks(served: Served, page_name: str, terms: Sequence[tuple[str, str]]) -> Clicks:
    """Open a page, by its name or a link, and click the terms of its widgets, one after the other.

    Two clicks go before, so that what the server and the browser do once is done.
    """
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(_WATCH)
        # Streamlit answers the first reader of a server as if pages/ were the menu: a link to a page is not found then.
        page.goto(served.address)
        page.wait_for_function(_AT_REST, polling=100, timeout=60_000)
        page.goto(f"{served.address}/{page_name}")
        page.wait_for_function(_AT_REST, polling=100, timeout=60_000)
        for key, term in terms[:2]:
            _time_click(page, key, term)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        server, drawing = served.work, _page_work(devtools)
        redrawn = [_time_click(page, key, term) for key, term in terms]
        server, drawing = served.work - server, _page_work(devtools) - drawing
        browser.close()
    return Clicks(redrawn, server / len(terms), drawing / len(terms))


def _page_work(devtools: CDPSession) -> float:
    """Give the processor time that the main thread of the page has used, in milliseconds."""
    told = {metric["name"]: metric["value"] for metric in devtools.send("Performance.getMetrics")["metrics"]}
    return 1000 * told["TaskDuration"]


def _time_click(page: Page, key: str, term: str) -> float:
    """Click, wait until the page is finished, and give the milliseconds. Times out where no chart changes."""
    page.locator(f".st-key-{key}").get_by_text(term, exact=True).click()
    page.wait_for_function(_AT_REST, polling=100, timeout=60_000)
    seen = page.evaluate("() => window.casebookBench")
    return seen["changed"] - seen["clicked"]


def _wait_for(address: str, served: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310  the loopback address of our own server
                return
        except (URLError, OSError):
            if served.poll() is not None:
                break
            time.sleep(0.1)
    message = f"the dashboard did not start:\n{log.read_text(encoding='utf-8')}"
    raise RuntimeError(message)

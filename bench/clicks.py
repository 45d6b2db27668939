"""How long a reader waits from a filter click until the charts are redrawn, in headless Chromium.

The dashboard is served as it is for readers. A script in the page (watch.js) notes the time of the pointer event and of
the last change to a chart, table or figure: a mutation of their SVG or HTML, or a drawing on their canvas. A click is
over when Streamlit says that its script does not run and nothing has changed for SETTLED milliseconds; what counts is
the time from the pointer event to the last change. Both are taken from the one clock of the page.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from run import find_browser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import CDPSession, Page

    from common.server import Server

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


def memory(process: int) -> float:
    """Give the resident memory of a process, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1000


def work(process: int) -> float:
    """Give the processor time that a process has used, in milliseconds."""
    spent = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def time_clicks(server: Server, page_name: str, terms: Sequence[tuple[str, str]]) -> Clicks:
    """Open a page, by its name or a link, and click the terms of its widgets, one after the other.

    Two clicks go before, so that what the server and the browser do once is done.
    """
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(_WATCH)
        page.goto(f"{server.address}/{page_name}")
        page.wait_for_function(_AT_REST, polling=100, timeout=60_000)
        for key, term in terms[:2]:
            _time_click(page, key, term)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        worked, drawing = work(server.process.pid), _page_work(devtools)
        redrawn = [_time_click(page, key, term) for key, term in terms]
        worked, drawing = work(server.process.pid) - worked, _page_work(devtools) - drawing
        browser.close()
    return Clicks(redrawn, worked / len(terms), drawing / len(terms))


def _page_work(devtools: CDPSession) -> float:
    """Give the processor time that the main thread of the page has used, in milliseconds."""
    metrics = {metric["name"]: metric["value"] for metric in devtools.send("Performance.getMetrics")["metrics"]}
    return 1000 * metrics["TaskDuration"]


def _time_click(page: Page, key: str, term: str) -> float:
    """Click, wait until the page is finished, and give the milliseconds. Times out where no chart changes."""
    page.locator(f".st-key-{key}").get_by_text(term, exact=True).click()
    page.wait_for_function(_AT_REST, polling=100, timeout=60_000)
    seen = page.evaluate("() => window.casebookBench")
    return seen["changed"] - seen["clicked"]

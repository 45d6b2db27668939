"""Somebody at a browser: when a page stands still, how it changes its colours, and what does not fit its screen."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.menu import STANDING_SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

    Colours = Literal["light", "dark"]

STANDS_STILL = """() => {
    const count = selector => document.querySelectorAll(selector).length
    const shown = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].filter(
        chart => chart.getClientRects().length)
    const drawn = shown.filter(chart => chart.querySelector("svg.marks"))
    const main = document.querySelector('[data-testid="stMain"]')
    const now = [shown.length, drawn.length, count("*"), location.search, main?.scrollWidth, main?.scrollHeight]
    const still = String(now) === window.stoodBefore
    window.stoodBefore = String(now)
    const blocks = [...document.querySelectorAll('[data-testid="stSkeleton"]')]
    const awaited = blocks.some(block => block.getClientRects().length)
    const ran = count('[data-testid="stApp"][data-test-script-state="notRunning"]') === 1
    return ran && still && !awaited && now[0] === now[1]
}"""

HAS_COLOURS = """colours => {
    const [red] = getComputedStyle(document.querySelector('.stApp')).backgroundColor.match(/\\d+/g)
    return (red < 128) === (colours === 'dark')
}"""

BEYOND_THE_SCREEN = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    const scrolls = part => part !== main
        && (['auto', 'scroll'].includes(getComputedStyle(part).overflowX) || scrolls(part.parentElement))
    return [...main.querySelectorAll('h1, h2, h3, p, li, button, table, svg.marks, canvas.marks')]
        .map(part => [part, part.getBoundingClientRect()])
        .filter(([part, box]) => box.width && box.right > window.innerWidth + 1)
        .filter(([part]) => !scrolls(part))
        .map(([part, box]) => `${part.tagName} to ${Math.round(box.right)}: ${part.textContent.slice(0, 60)}`)
}"""
"""What goes on beyond the screen, unless it stands in a box of its own that is scrolled sideways."""

SCROLLED_SIDEWAYS = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    return main.scrollWidth - main.clientWidth
}"""

CUT_OFF = """() => [...document.querySelectorAll('svg.marks')].filter(chart => chart.getClientRects().length)
    .flatMap(chart => {
        const box = chart.getBoundingClientRect()
        return [...chart.querySelectorAll('text')]
            .filter(words => words.textContent.trim() && getComputedStyle(words).opacity > 0)
            .map(words => [words.textContent, words.getBoundingClientRect()])
            .filter(([, {width}]) => width)
            .filter(([, {left, right, top, bottom}]) => left < box.left - 3 || right > box.right + 3
                || top < box.top - 3 || bottom > box.bottom + 3)
            .map(([words]) => words)
    })"""
"""Words of a chart, those of its legend too, that stand beyond it by more than their leading, unseen."""

DARK_GROUNDS = """() => [...document.querySelectorAll(
        'body, .stApp, [data-testid="stMain"], [data-testid="stMain"] :is(div, button), svg .background')]
    .filter(part => part.matches('.background') || part.getClientRects().length)
    .map(part => part.matches('.background') ? getComputedStyle(part).fill : getComputedStyle(part).backgroundColor)
    .filter(colour => !['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)', 'none', 'transparent'].includes(colour))"""
"""Grounds that are neither white nor see-through, as none is on paper."""


def settle(page: Page) -> None:
    """Wait until the script has run, every element and chart is drawn, and nothing has changed for a third of a second.

    An element whose code the browser still fetches is a grey block until then. On a phone a list stands in the place of
    some charts, and on the screen of the room the patient in that of the title.
    """
    expect(page.get_by_text(STANDING_SENTENCES).filter(visible=True).first).to_be_visible(timeout=60_000)
    be_drawn(page)


def be_drawn(page: Page) -> None:
    """Wait until a page has its title, or the patient in its place, and nothing of it has changed for a while.

    Not for the end of a run alone: an element whose code the browser still fetches is a grey block then, and moves what
    stands below it when it comes.
    """
    expect(page.locator("h1, .st-key-patient_line").filter(visible=True).first).to_be_visible(timeout=60_000)
    stand_still(page)


def stand_still(page: Page) -> None:
    """Wait until the script has run, and nothing that is drawn has changed for a third of a second."""
    page.evaluate("() => { window.stoodBefore = null }")  # what stood before a change of size or theme
    page.wait_for_function(STANDS_STILL, polling=333, timeout=60_000)


def printed(page: Page) -> PdfReader:
    """Print a page on A4 as a reader does who prints what is on the screen; it looks like paper afterwards.

    Not while it looks so: the charts would soon take the width of a screen that looks like paper.
    """
    page.emulate_media(media="null")
    paper = page.pdf(format="A4")
    page.emulate_media(media="print")
    return PdfReader(BytesIO(paper))


def turn(page: Page, colours: Colours) -> None:
    """Let the reader change to the light or the dark theme, and wait until the page stands still in it."""
    page.emulate_media(color_scheme=colours)
    page.wait_for_function(HAS_COLOURS, arg=colours, timeout=60_000)
    settle(page)


OF_STREAMLIT = re.compile(r"/(?!_)[^/]+/_stcore/(health|host-config)$")
"""On a cold link to a sub-page Streamlit looks for its server below that page first, and is told 404 there."""


class Reader:
    """Somebody at a browser: opens links, waits until a page stands still, and notes what goes wrong."""

    def __init__(self, page: Page, address: str) -> None:
        """Take a fresh page, and watch its console and its requests."""
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.on(
            "console",
            lambda line: self.faults.append(line.text) if self._counts(line.type, line.location) else None,
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self._same_host(request.url))

    def open(self, path: str = "", query: str = "") -> Reader:
        """Open a link, as if it had been pasted."""
        self.page.goto(f"{self.address}/{path}{'?' if query else ''}{query}")
        return self.settled()

    def settled(self) -> Reader:
        """Wait until the script has run and the standing sentence is there."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=60_000)
        expect(self.page.get_by_text(STANDING_SENTENCES).filter(visible=True).first).to_be_visible(timeout=60_000)
        return self

    def go_to(self, section: str, title: str) -> Reader:
        """Choose a page in the menu."""
        before = self.page.locator("h1").first.inner_text()
        self.page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
        self.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).first.click()
        expect(self.page.locator("h1").first).not_to_have_text(before, timeout=60_000)
        return self.settled()

    def remaining(self, cases: str) -> None:
        """Expect the line above the page to say how many cases are left, as in "8 of 19 cases"."""
        expect(self.page.locator(".st-key-filter_line")).to_contain_text(cases, timeout=60_000)

    def says_in_its_link(self, query: dict[str, list[str]]) -> None:
        """Expect the address bar to hold exactly these filters, soon; a case shown unasked is none."""
        free = set() if "case" in query else {"case"}
        expected = sorted((key, value) for key, values in query.items() for value in values)
        for _ in range(200):  # the address is written without a navigation that could be waited for
            keys = sorted(pair for pair in parse_qsl(urlsplit(self.page.url).query) if pair[0] not in free)
            if keys == expected:
                return
            self.page.wait_for_timeout(100)
        assert keys == expected

    def _counts(self, kind: str, location: Mapping[str, object]) -> bool:
        return kind == "error" and not OF_STREAMLIT.search(str(location.get("url", "")))

    def _same_host(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", self.address.replace("http", "ws", 1))):
            self.faults.append(f"a request to another host: {url}")

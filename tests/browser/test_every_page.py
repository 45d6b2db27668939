"""Every page, opened once by a link: in the light, in the dark, on a phone, on a tablet, and on paper.

A page that is added to pages/ is tested here by lying there.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import faults_of_colour, faults_of_ours
from tests.browsing import BEYOND_THE_SCREEN, CUT_OFF, DARK_GROUNDS, SCROLLED_SIDEWAYS, Reader, printed, settle, turn
from tests.menu import FILTERED, PAGES, STANDING_SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = {"phone": (390, 844), "tablet": (820, 1180)}
"""Width and height in pixels."""

FARTHEST_RIGHT = """() => Math.max(...[...document.querySelectorAll('[data-testid="stMain"] :is(svg, table, h1, p)')]
    .map(part => part.getBoundingClientRect().right))"""
TOO_SMALL = """() => [...document.querySelectorAll('[data-testid="stMain"] :is(p, td, th, li, dd, dt, small)')]
    .filter(part => part.getClientRects().length && parseFloat(getComputedStyle(part).fontSize) < 7 / 0.75)
    .map(part => part.textContent)"""
"""What is printed in letters of under 7 pt, of which one is 4/3 pixels."""
BELOW_THE_TITLE = """() => {
    const title = document.createRange(); title.selectNodeContents(document.querySelector('h1'));
    const {top, bottom} = title.getBoundingClientRect();
    return Math.min(...[...document.querySelectorAll(
        '[data-testid="stMain"] :is(p, table, [data-testid="stAlertContainer"])')]
        .filter(part => part.getClientRects().length).map(part => part.getBoundingClientRect().top)
        .filter(start => start > top)) - bottom}"""


class Opened(NamedTuple):
    """A page that was opened by a link, and who reads it."""

    name: str
    reader: Reader

    @property
    def page(self) -> Page:
        """Give the page in the browser."""
        return self.reader.page


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, dashboard: str, window: BrowserContext) -> Iterator[Opened]:
    """Open a page in the light by a link that leaves most cases; what a test changes of its size or colours stays."""
    with window.new_page() as page:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="light")
        reader = Reader(page, dashboard)
        reader.open(PAGES[request.param].link("outcome=improved&outcome=resolved"))
        yield Opened(request.param, reader)


def test_a_cold_deep_link_to_a_page_shows_it_without_a_serious_fault_in_the_light_or_in_the_dark(
    opened: Opened,
) -> None:
    page = opened.page
    page.set_viewport_size({"width": 1280, "height": 800})
    turn(page, "light")

    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    if opened.name in FILTERED:
        opened.reader.remaining("15 of 19 cases")
    assert faults_of_ours(page) == []

    turn(page, "dark")

    assert faults_of_colour(page) == []
    assert opened.reader.faults == []


def test_a_page_fits_the_width_of_a_phone_and_of_a_tablet(opened: Opened) -> None:
    page = opened.page
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        settle(page)

        assert page.evaluate(BEYOND_THE_SCREEN) == [], screen
        assert page.evaluate(SCROLLED_SIDEWAYS) <= 1, screen
        assert page.evaluate(CUT_OFF) == [], screen


def test_a_page_is_printed_light_whole_and_with_its_limits_and_nothing_is_cut_at_the_right(opened: Opened) -> None:
    if PAGES[opened.name].calls("offer_page"):
        pytest.skip("it has a page of its own to take along")
    page = opened.page
    page.set_viewport_size({"width": 1280, "height": 800})
    turn(page, "dark")  # which paper is not
    title = page.locator("h1").inner_text()

    paper = printed(page)

    words = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert title in words
    assert STANDING_SENTENCES.search(words)
    assert opened.name == "help" or "Clear filters" not in words  # Help names the button
    assert "Keep cases of unknown latency" not in words
    for sheet in paper.pages:
        at_the_foot = " ".join(sheet.extract_text().split())
        assert re.search(rf"rinted {datetime.now(UTC):%Y-%m-%d}\. {re.escape(opened.reader.address)}", at_the_foot)
    assert page.evaluate(DARK_GROUNDS) == []

    page.set_viewport_size({"width": 703, "height": 1000})  # 186 mm between the margins of A4
    settle(page)

    assert page.evaluate(FARTHEST_RIGHT) <= 703 + 1
    assert page.evaluate(TOO_SMALL) == []
    assert page.evaluate(BELOW_THE_TITLE) >= 0
    page.emulate_media(media="screen")

"""Every page on the screens of a phone and of a tablet: nothing is cut, and nothing is scrolled sideways.

A page that is added to pages/ is tested here by lying there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browsing import settle
from tests.menu import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCREENS = {"phone": (390, 844), "tablet": (820, 1180)}
"""Width and height in pixels."""

BEYOND_THE_SCREEN = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    const scrolls = part => part !== main
        && (['auto', 'scroll'].includes(getComputedStyle(part).overflowX) || scrolls(part.parentElement))
    return [...main.querySelectorAll('h1, h2, h3, p, li, button, table, svg.marks, canvas.marks')]
        .map(part => [part, part.getBoundingClientRect()])
        .filter(([part, box]) => box.width && box.right > window.innerWidth + 1)
        .filter(([part]) => part.matches('.marks') || !scrolls(part))
        .map(([part, box]) => `${part.tagName} to ${Math.round(box.right)}: ${part.textContent.slice(0, 60)}`)
}"""
"""Charts, and whatever else does not stand in a box of its own that is scrolled sideways."""

SCROLLED_SIDEWAYS = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    return main.scrollWidth - main.clientWidth
}"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_width_of_a_phone_and_of_a_tablet(dashboard: str, page: Page, name: str) -> None:
    page.goto(f"{dashboard}/{PAGES[name].link()}")
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        settle(page)

        assert page.evaluate(BEYOND_THE_SCREEN) == [], screen
        assert page.evaluate(SCROLLED_SIDEWAYS) <= 1, screen

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
        .filter(([part]) => !scrolls(part))
        .map(([part, box]) => `${part.tagName} to ${Math.round(box.right)}: ${part.textContent.slice(0, 60)}`)
}"""
"""What goes on beyond the screen, unless it stands in a box of its own that is scrolled sideways."""

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


@pytest.mark.parametrize(("name", "chart"), [("presentation", "finding_pairs"), ("lavage", "lavage")])
def test_a_chart_too_wide_for_a_phone_is_moved_sideways_and_says_so(
    dashboard: str, page: Page, name: str, chart: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{dashboard}/{PAGES[name].path}")
    settle(page)
    box = page.locator(f".st-key-chart_{chart}")

    words = box.evaluate("box => getComputedStyle(box, '::before').content")
    beyond = box.evaluate("box => box.scrollWidth - box.clientWidth")
    labels = box.locator("svg .role-axis-label text").evaluate_all(
        "labels => labels.map(label => label.getBoundingClientRect()).map(label => [label.left, label.top])"
    )

    assert "move it sideways" in words
    assert beyond > 100
    assert len(labels) == len({(round(left / 8), round(top / 8)) for left, top in labels})


@pytest.mark.parametrize("name", ["steroid_by_drug", "outcome_by_drug", "rechallenge_by_drug"])
def test_a_legend_names_all_three_drugs_within_a_phone(dashboard: str, page: Page, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(dashboard)
    settle(page)

    names = page.locator(f".st-key-chart_{name} svg .role-legend-label text")

    assert sorted(names.all_text_contents()) == ["lenalidomide", "pomalidomide", "thalidomide"]
    assert max(names.evaluate_all("names => names.map(name => name.getBoundingClientRect().right)")) <= 390

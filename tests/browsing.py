"""When a page stands still in the browser, and how it changes its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from playwright.sync_api import expect

from tests.menu import STANDING_SENTENCES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Colours = Literal["light", "dark"]

STANDS_STILL = """() => {
    const count = selector => document.querySelectorAll(selector).length
    const shown = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].filter(
        chart => chart.getClientRects().length)
    const drawn = shown.filter(chart => chart.querySelector("svg.marks"))
    const now = [shown.length, drawn.length, count("*"), location.search]
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


def settle(page: Page) -> None:
    """Wait until the script has run, every element and chart is drawn, and nothing has changed for a third of a second.

    An element whose code the browser still fetches is a grey block until then. On a phone a list stands in the place of
    some charts, and on the screen of the room the patient in that of the title.
    """
    expect(page.get_by_text(STANDING_SENTENCES).filter(visible=True).first).to_be_visible(timeout=60_000)
    expect(page.locator("h1, .st-key-patient_line").filter(visible=True).first).to_be_visible(timeout=60_000)
    page.evaluate("() => { window.stoodBefore = null }")  # what stood before a change of size or theme
    page.wait_for_function(STANDS_STILL, polling=333, timeout=60_000)


def turn(page: Page, colours: Colours) -> None:
    """Let the reader change to the light or the dark theme, and wait until the page stands still in it."""
    page.emulate_media(color_scheme=colours)
    page.wait_for_function(HAS_COLOURS, arg=colours, timeout=60_000)
    settle(page)

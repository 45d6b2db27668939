"""A page as it is printed, on A4: light, whole, without what can only be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from common import theme
from tests.browsing import DARK_GROUNDS, printed, settle
from tests.menu import PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Page
    from pypdf import PageObject

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIGHT_LETTERS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg text')]
    .filter(text => text.textContent.trim() && getComputedStyle(text).fill === 'rgb(230, 235, 240)')
    .map(text => text.textContent)"""
FILLS = """() => [...document.querySelectorAll('.st-key-box_of_chart_known_facts svg path')]
    .map(part => getComputedStyle(part).fill.match(/\\d+/g) ?? [])
    .map(parts => '#' + parts.slice(0, 3).map(part => (+part).toString(16).padStart(2, '0')).join(''))"""
HIDING = """() => [...document.querySelectorAll('.st-key-chart_treatment_flow .mark-group:not(.root) .background')]
    .filter(ground => !['none', 'rgba(0, 0, 0, 0)', 'transparent'].includes(getComputedStyle(ground).fill)).length"""


@pytest.fixture(scope="module")
def dark(dashboard: str, browser: Browser) -> Page:
    """Open a browser in the dark theme, which paper has not."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark").new_page()
    page.goto(dashboard)
    settle(page)
    return page


def test_the_overview_is_printed_on_three_sheets(dashboard: str, dark: Page) -> None:
    dark.emulate_media(media="screen")
    dark.set_viewport_size({"width": 1280, "height": 800})
    dark.goto(dashboard)
    settle(dark)

    sheets = [sheet.extract_text() for sheet in printed(dark).pages]

    assert len(sheets) == 3
    assert "Summary by drug" in sheets[-1]
    assert "pomalidomide" in sheets[-1]


@pytest.mark.parametrize("beside", ["thalidomide", "lenalidomide"])
@pytest.mark.parametrize("name", ["overview", "treatment"])
def test_a_printed_comparison_fills_each_sheet_but_the_last(dashboard: str, dark: Page, name: str, beside: str) -> None:
    dark.emulate_media(media="screen")
    dark.set_viewport_size({"width": 1280, "height": 800})
    dark.goto(f"{dashboard}/{PAGES[name].path}?drug=pomalidomide&compare=drug%3D{beside}")
    settle(dark)

    *sheets, _ = printed(dark).pages

    assert len(sheets) == 2
    assert max(_left_empty(sheet) for sheet in sheets) < 0.25


def _left_empty(sheet: PageObject) -> float:
    """Give the part of a sheet between its lowest words and its foot, which the 20 mm of the margin hold."""
    foot, ends = 20 / 25.4 * 72, []

    def end(words: str, of_page: Sequence[float], of_text: Sequence[float], *_: object) -> None:
        if words.strip():
            ends.append(of_text[4] * of_page[1] + of_text[5] * of_page[3] + of_page[5])

    sheet.extract_text(visitor_text=end)
    return (min(lowest for lowest in ends if lowest > foot) - foot) / float(sheet.mediabox.height)


def test_every_drug_that_is_chosen_is_read_on_paper(dashboard: str, dark: Page) -> None:
    dark.emulate_media(media="screen")
    dark.set_viewport_size({"width": 1280, "height": 800})
    dark.goto(f"{dashboard}/{PAGES['signal'].link()}")
    settle(dark)
    chosen = dark.get_by_test_id("stMain").get_by_test_id("stMultiSelect").filter(has_text="Drugs")
    drugs = chosen.locator("[data-tag]").all_inner_texts()
    assert "daratumumab" in drugs

    dark.emulate_media(media="print")
    dark.set_viewport_size({"width": 703, "height": 1000})

    box = chosen.get_by_role("group").first.bounding_box()
    assert box
    for drug in chosen.locator("[data-tag]").all():
        tag = drug.bounding_box()
        assert tag
        assert box["x"] <= tag["x"]
        assert tag["x"] + tag["width"] <= box["x"] + box["width"]
        assert tag["y"] + tag["height"] <= box["y"] + box["height"]


@pytest.mark.parametrize("name", ["rechallenge", "one_case"])
def test_what_published_cases_cannot_say_is_printed_once_and_on_the_first_sheet(
    dashboard: str, dark: Page, name: str
) -> None:
    dark.emulate_media(media="screen")
    dark.set_viewport_size({"width": 1280, "height": 800})
    dark.goto(f"{dashboard}/{PAGES[name].link('drug=pomalidomide')}")
    settle(dark)

    sheets = [" ".join(sheet.extract_text().split()) for sheet in printed(dark).pages]

    assert [sheet.count("Not reported is not absent.") for sheet in sheets] == [1, *(0 for _ in sheets[1:])]


def test_the_case_list_is_printed_whole(dashboard: str, dark: Page) -> None:
    dark.emulate_media(media="screen")
    dark.set_viewport_size({"width": 1280, "height": 500})
    dark.goto(f"{dashboard}/case_list")
    settle(dark)
    expect(dark.locator(".st-key-case_table tbody tr")).to_have_count(19)

    words = " ".join(sheet.extract_text() for sheet in printed(dark).pages)

    assert words.count("vivien-2022") == 1
    assert "kang-2010" in words
    assert dark.locator(".st-key-case_table .table").evaluate("list => list.scrollHeight - list.clientHeight") <= 1


PATIENT = "p_drug=pomalidomide&p_days=60&p_prior_imid=yes&p_lymphocytes=44&p_eosinophils=25&p_picked=vivien-2022"


@pytest.mark.parametrize("view", ["prepare", "present"])
def test_the_board_is_printed_as_its_page_on_one_sheet(dashboard: str, dark: Page, view: str) -> None:
    dark.emulate_media(media="screen")
    dark.set_viewport_size({"width": 1280, "height": 800})
    dark.goto(f"{dashboard}/board?view={view}&{PATIENT}")
    settle(dark)
    expect(dark.locator(".sheet")).to_be_hidden()

    (paper,) = printed(dark).pages

    words = " ".join(paper.extract_text().split())
    for part in ("4 · Given again?", "this patient, day 60", "References of the picked cases", "Release: ", "Made: "):
        assert part in words
    assert "p_lymphocytes=44" in words.replace(" ", "")
    expect(dark.locator(".sheet .code img")).to_be_visible()
    for on_screen in ("New patient", "compared on", "Copy"):
        assert on_screen not in words
    assert dark.evaluate(DARK_GROUNDS) == []


def test_what_stands_behind_how_sure_is_read_on_paper(dashboard: str, dark: Page) -> None:
    dark.emulate_media(media="screen")
    dark.goto(f"{dashboard}/treatment")
    settle(dark)
    interval = dark.locator("details p", has_text="exact 95 % interval").first
    expect(interval).to_be_hidden()

    dark.emulate_media(media="print")

    expect(interval).to_be_visible()


def test_the_letters_and_ribbons_of_a_chart_are_seen_on_paper(dashboard: str, dark: Page) -> None:
    dark.emulate_media(media="screen")
    dark.set_viewport_size({"width": 1280, "height": 800})
    dark.goto(f"{dashboard}/treatment")
    settle(dark)
    assert "yes: 16" in dark.evaluate(LIGHT_LETTERS)

    dark.emulate_media(media="print")

    assert dark.evaluate(LIGHT_LETTERS) == []
    assert dark.evaluate(HIDING) == 0


def test_what_is_not_known_is_as_quiet_on_paper_as_in_the_light(dashboard: str, dark: Page) -> None:
    dark.emulate_media(media="screen")
    dark.goto(dashboard)
    settle(dark)
    reported, *unknown = theme.KNOWN["dark"]
    assert {*dark.evaluate(FILLS)} >= {reported, *unknown}

    dark.emulate_media(media="print")

    assert {*dark.evaluate(FILLS)} & {*unknown} == set()
    assert {*dark.evaluate(FILLS)} >= {*theme.KNOWN["light"][1:]}


def test_a_long_table_begins_on_the_sheet_of_its_heading(dashboard: str, dark: Page) -> None:
    dark.emulate_media(media="screen")
    dark.goto(f"{dashboard}/claims")
    settle(dark)
    expect(dark.locator(".st-key-claims_table tbody tr")).to_have_count(14)

    first = printed(dark).pages[0].extract_text()

    assert "The founding report, recomputed" in first
    assert "Latency from the start of" in first


@pytest.mark.parametrize("path", ["treatment?drug=pomalidomide&compare=drug%3Dthalidomide", "timing?latency=zz"])
def test_a_box_that_says_something_can_be_read_on_paper(dashboard: str, dark: Page, path: str) -> None:
    dark.emulate_media(media="screen")
    dark.goto(f"{dashboard}/{path}")
    settle(dark)
    box = dark.get_by_test_id("stAlert").first
    expect(box).to_be_visible()

    dark.emulate_media(media="print")

    assert dark.evaluate(DARK_GROUNDS) == []
    letters = box.locator("p").first.evaluate("words => getComputedStyle(words).color")
    assert letters == "rgb(13, 20, 27)"

"""Colours that eyes tell apart, pages without a serious fault, a keyboard alone, and charts that speak in numbers."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from casebook import palette
from common import theme
from common.paths import ROOT
from tests.browsing import settle
from tests.menu import FINDINGS, PAGES, WITH_FIGURES, WITH_TABLES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Colour = tuple[float, float, float]

# --- colours

SEEING = {
    "as most do": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""How linear RGB is seen, at severity 1.

Machado GM, Oliveira MM, Fernandes LA. A physiologically-based model for simulation of color vision deficiency. IEEE
Trans Vis Comput Graph 2009;15:1291-1298, doi:10.1109/TVCG.2009.113.
"""

LEAST_DISTANCE = 18
"""CIE 1976 colour difference below which two colours of one palette are held too close; 2.3 is just noticeable."""

LEAST_GREY_DISTANCE = 9
"""Difference of CIE lightness (0 to 100) below which two greys are held too close."""

LEAST_CONTRAST_OF_MARKS, LEAST_CONTRAST_OF_LETTERS = 3, 4.5
"""Web Content Accessibility Guidelines 2.1, 1.4.11 and 1.4.3 (level AA)."""

PALETTES = {
    "drugs": palette.DRUG_COLOURS[: len(palette.IMIDS)],  # the drugs after them share a grey, and the shape tells
    **{f"known, {background}": colours for background, colours in theme.KNOWN.items()},
    "cells": tuple(palette.CELL_COLOURS.values()),
}


def linear(colour: str) -> Colour:
    """Read a colour as linear RGB, each from 0 to 1 (IEC 61966-2-1)."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return red, green, blue


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: str, seeing: str) -> Colour:
    """Give a colour as it is seen, in CIE L*a*b* under D65."""
    red, green, blue = (
        min(1, max(0, sum(share * part for share, part in zip(row, linear(colour), strict=True))))
        for row in SEEING[seeing]
    )
    white = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29 for part in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def backgrounds() -> dict[str, str]:
    """Give the background of each theme."""
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    return {name: themes[name]["backgroundColor"] for name in ("light", "dark")}


@pytest.mark.parametrize("seeing", SEEING)
@pytest.mark.parametrize("palette", PALETTES)
def test_colours_of_one_chart_are_told_apart(palette: str, seeing: str) -> None:
    seen = {colour: lab(colour, seeing) for colour in PALETTES[palette]}

    distances = {
        (first, second): sum((a - b) ** 2 for a, b in zip(seen[first], seen[second], strict=True)) ** 0.5
        for first, second in combinations(seen, 2)
    }

    assert {pair: distance for pair, distance in distances.items() if distance < LEAST_DISTANCE} == {}


@pytest.mark.parametrize("palette", PALETTES)
def test_colours_of_one_chart_are_told_apart_in_greyscale(palette: str) -> None:
    lightness = sorted(116 * luminance(colour) ** (1 / 3) - 16 for colour in PALETTES[palette])

    assert min(second - first for first, second in pairwise(lightness)) >= LEAST_GREY_DISTANCE


@pytest.mark.parametrize("background", ["light", "dark"])
@pytest.mark.parametrize("mark", [*dict.fromkeys([*palette.DRUG_COLOURS, theme.MARK, theme.QUIET])])
def test_marks_stand_out_from_the_background(mark: str, background: str) -> None:
    """Cells of a lavage and bars of what is known have an outline in theme.QUIET, which counts for them."""
    assert contrast(mark, backgrounds()[background]) >= LEAST_CONTRAST_OF_MARKS


@pytest.mark.parametrize("background", ["light", "dark"])
def test_the_less_is_known_the_nearer_its_bar_is_to_the_background(background: str) -> None:
    reported, silent, not_read = (contrast(colour, backgrounds()[background]) for colour in theme.KNOWN[background])

    assert reported > silent >= LEAST_CONTRAST_OF_MARKS
    assert not_read < LEAST_CONTRAST_OF_MARKS / 2  # its outline shows where it ends
    assert contrast(theme.ON_MARK, theme.KNOWN[background][0]) >= LEAST_CONTRAST_OF_LETTERS


@pytest.mark.parametrize("background", ["light", "dark"])
def test_letters_beside_marks_can_be_read(background: str) -> None:
    ink = theme.letters(dark=background == "dark")
    coloured = [theme.QUIET, *(look for part in ink.values() for name, look in part.items() if "olor" in name)]

    assert [letters for letters in coloured if contrast(str(letters), backgrounds()[background]) < 4.5] == []
    assert len(coloured) == 5


@pytest.mark.parametrize("background", ["light", "dark"])
def test_letters_on_a_tint_can_be_read_and_many_cases_stand_out_more_than_few(background: str) -> None:
    few, many = theme.TINTS[background]

    assert min(contrast(theme.ON_TINT[background], tint) for tint in (few, many)) >= LEAST_CONTRAST_OF_LETTERS
    assert contrast(many, backgrounds()[background]) > contrast(few, backgrounds()[background])


@pytest.mark.parametrize(
    ("cell", "letters"), list(zip(PALETTES["cells"], ("MARK", "TINT", "TINT", "MARK"), strict=True))
)
def test_letters_on_a_cell_share_can_be_read(cell: str, letters: str) -> None:
    assert contrast(theme.ON_MARK if letters == "MARK" else theme.ON_LIGHT_MARK, cell) >= LEAST_CONTRAST_OF_LETTERS


def test_the_reference_luminances_are_those_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert lab("#ffffff", "as most do") == pytest.approx((100, 0, 0), abs=0.05)


# --- in a browser

BY_OTHERS = {
    "svg-img-alt": re.compile(
        r'^<g class="mark-\w+ role-mark (?:layer|view)_\d+_marks" role="graphics-symbol"[^>]*></g>$'
    ),
}
"""Rule of axe, and the elements of Streamlit and its charts that break it; what stands here is not of our making.

svg-img-alt: Vega writes the group of a layer in which nothing is drawn as a symbol without a name. It is empty; the
bars of a chart that shows few cases as dots are such a layer.
"""


INACTIVE = '[data-testid="stMultiSelect"]:has(input:disabled)'
"""A choice that offers no term is disabled. Contrast is not asked of it (WCAG 2.1, 1.4.3), but its label is apart from
its field, so that axe does not know it for disabled."""


def faults_of_ours(page: Page, **options: object) -> list[tuple[str, str]]:
    """Give the serious and critical faults that axe finds, without those that others make."""
    options["resultTypes"] = ["violations"]
    return [
        (violation["id"], node["html"])
        for violation in Axe().run(page, {"exclude": [INACTIVE]}, options).response["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
        if not (violation["id"] in BY_OTHERS and BY_OTHERS[violation["id"]].match(node["html"]))
    ]


def faults_of_colour(page: Page) -> list[tuple[str, str]]:
    """Give the faults that another theme alone can bring to a page that has none."""
    return faults_of_ours(page, runOnly={"type": "rule", "values": ["color-contrast", "link-in-text-block"]})


@pytest.mark.slow
@pytest.mark.browser
def test_a_page_with_two_selections_and_open_rows_has_no_serious_fault_of_ours(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/treatment?drug=pomalidomide&compare=drug%3Dthalidomide")
    settle(page)
    page.locator(".st-key-rows_treatment_flow summary").click()
    expect(page.locator(".st-key-csv_treatment_flow button")).to_be_visible()

    assert faults_of_ours(page) == []


@pytest.mark.slow
@pytest.mark.browser
def test_a_keyboard_alone_filters_reads_and_downloads(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/treatment")
    settle(page)

    tab_to(page, ".st-key-drug button", "thalidomide")
    for key in ("ArrowRight", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator(".st-key-filter_line")).to_contain_text("8 of 19 cases", timeout=30_000)
    settle(page)
    sentence = (
        page.locator(".st-key-rows_outcome_by_drug").locator("xpath=preceding::p[starts-with(., 'Resolved')]").last
    )
    expect(sentence).to_contain_text("Resolved or improved: 8 of 8 reported")
    tab_to(page, ".st-key-rows_outcome_by_drug summary")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-rows_outcome_by_drug table")).to_be_visible(timeout=30_000)
    tab_to(page, ".st-key-csv_outcome_by_drug button")
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")

    downloaded = downloading.value
    assert downloaded.suggested_filename == "outcome_by_drug.csv"
    assert Path(downloaded.path()).read_text(encoding="utf-8-sig").startswith("outcome,drug,cases")


def tab_to(page: Page, selector: str, words: str = "", most: int = 150) -> None:
    """Press the tabulator until an element, if need be one with these words, has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate("chosen => document.activeElement.matches(chosen)", selector)
        if focused and (not words or page.evaluate("document.activeElement.innerText").strip() == words):
            return
    pytest.fail(f"{most} tabulators do not lead to {selector}")


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", [name for name in FINDINGS if name in {*WITH_FIGURES, *WITH_TABLES}])
def test_a_chart_says_its_finding_with_numbers_to_those_who_hear_it_and_a_table_has_heads_of_its_columns(
    page: Page, dashboard: str, name: str
) -> None:
    page.goto(f"{dashboard}/{PAGES[name].path}")
    settle(page)
    shown = page.locator(".stHtml p, [data-testid='stMarkdownContainer'] p").all_inner_texts()
    above = [sentence.removesuffix("\u00a0≠") for sentence in shown]  # what it means stands in words below the sentence
    charts = page.get_by_test_id("stVegaLiteChart").all()
    tables = page.locator("table:visible").all()  # those in place of charts are for narrow screens

    assert bool(charts) == (name in WITH_FIGURES)
    for chart in charts:
        heard = chart.locator("[aria-label]").evaluate_all(
            "marks => marks.map(mark => mark.getAttribute('aria-label'))"
        )
        sentences = [sentence for sentence in above if sentence in heard]
        assert chart.get_attribute("aria-label")
        assert len(sentences) == 1
        assert re.search(r"\d", sentences[0])
    assert tables or name not in WITH_TABLES
    assert page.get_by_test_id("stDataFrame").count() == 0
    for table in tables:
        assert table.locator("th[scope=col]").count() == table.locator("tbody tr").first.locator("td").count()

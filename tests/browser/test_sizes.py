"""Every page on the screens of a phone and of a tablet: nothing is cut, and nothing is scrolled sideways.

A page that is added to pages/ is tested here by lying there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import settle
from tests.menu import EXTRACT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("name", "chart", "words"),
    [
        ("presentation", "finding_matrix", "symptom: fever, lethargy; CT pattern: ground-glass opacities"),
        ("presentation", "finding_pairs", "dyspnea and hypoxemia"),
        ("lavage", "lavage", "lymphocytes 44 %, eosinophils 25 %"),
        ("rechallenge", "re_exposure", "injury 3: geyer-2011-1"),
        (f"signal?{EXTRACT}&events=Pneumonitis&drugs=pomalidomide", "forest", "2.25 (1.24 to 4.08)"),
        (
            f"populations?{EXTRACT}&report_drug=pomalidomide&report_event=Pneumonitis",
            "populations",
            "3.92 (1.78 to 8.66)",
        ),
    ],
)
def test_on_a_phone_or_at_200_percent_a_list_stands_in_the_place_of_a_chart_whose_words_find_no_room(
    dashboard: str, page: Page, name: str, chart: str, words: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{dashboard}/{name}")
    settle(page)
    listed = page.locator(".narrow", has_text=words)
    expect(listed).to_be_hidden()
    expect(page.locator(f".st-key-chart_{chart} svg.marks")).to_be_visible()

    for width, height in ((960, 540), (390, 844)):  # a screen of 1920 pixels enlarged twice, and a phone
        page.set_viewport_size({"width": width, "height": height})

        expect(listed).to_be_visible()
        expect(page.locator(f".st-key-chart_{chart} svg.marks")).to_be_hidden()


def test_on_a_phone_the_flow_has_numbers_alone_and_a_list_says_of_what(dashboard: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{dashboard}/treatment")
    settle(page)

    words = page.locator(".st-key-chart_treatment_flow svg .mark-text.role-mark text").all_text_contents()

    assert words
    assert [word for word in words if word.strip() and not word.isdigit()] == []
    expect(page.locator(".narrow td", has_text="yes: ").first).to_be_visible()


@pytest.mark.parametrize(("width", "in_one_line"), [(820, True), (390, False)])
def test_a_row_that_has_no_room_is_a_block_whose_values_share_a_line_on_a_tablet(
    dashboard: str, page: Page, width: int, *, in_one_line: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(f"{dashboard}/treatment")
    settle(page)
    case = page.locator(".st-key-table_treatment tbody tr", has_text="vivien-2022")

    tops = case.locator("td").evaluate_all("cells => cells.slice(1, 3).map(cell => cell.getBoundingClientRect().top)")

    assert (tops[0] == tops[1]) == in_one_line


def open_list(page: Page, dashboard: str, height: int) -> None:
    """Open the list of cases on a screen 1280 pixels wide."""
    page.set_viewport_size({"width": 1280, "height": height})
    page.goto(f"{dashboard}/case_list")
    settle(page)


def test_the_list_of_cases_is_not_moved_sideways_at_1280_and_names_what_it_does_not_show(
    dashboard: str, page: Page
) -> None:
    open_list(page, dashboard, 800)
    table = page.locator(".st-key-case_table .table")

    beyond = table.evaluate("list => list.scrollWidth - list.clientWidth")

    assert beyond <= 1
    expect(page.locator(".st-key-case_table")).to_contain_text("Not shown, to be chosen under “Columns”: ")
    expect(page.locator(".st-key-case_table .legend").last).to_contain_text("CT patterns")


def test_the_list_of_cases_has_quiet_marks_for_states_that_are_heard_in_words(dashboard: str, page: Page) -> None:
    open_list(page, dashboard, 800)

    marks = page.locator(".st-key-case_table td .quiet")

    shown = {mark.evaluate("mark => getComputedStyle(mark, '::before').content") for mark in marks.all()}
    assert shown == {'"–" / ""', '"…" / ""'}  # noqa: RUF001  the marks, as they are; a screen reader skips them
    assert {*marks.all_text_contents()} == {"not read", "not reported"}
    expect(page.locator(".st-key-case_table .legend").first).to_contain_text("… not read: ")


def test_the_head_of_the_list_of_cases_stays_in_sight(dashboard: str, page: Page) -> None:
    open_list(page, dashboard, 500)
    table = page.locator(".st-key-case_table .table")

    table.evaluate("list => list.scrollTop = 300")

    above, head = table.bounding_box(), table.locator("th").first.bounding_box()
    assert above
    assert head
    assert abs(above["y"] - head["y"]) <= 1


@pytest.mark.parametrize("name", ["steroid_by_drug", "outcome_by_drug", "rechallenge_by_drug"])
def test_a_legend_names_all_three_drugs_within_a_phone(dashboard: str, page: Page, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(dashboard)
    settle(page)

    names = page.locator(f".st-key-chart_{name} svg .role-legend-label text")

    assert sorted(names.all_text_contents()) == ["lenalidomide", "pomalidomide", "thalidomide"]
    assert max(names.evaluate_all("names => names.map(name => name.getBoundingClientRect().right)")) <= 390


def test_the_matrix_of_re_exposure_says_all_that_its_list_says(dashboard: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{dashboard}/rechallenge")
    settle(page)
    listed = page.locator(".narrow tbody td:last-child").all_text_contents()

    drawn = page.locator(".st-key-chart_re_exposure svg .mark-text.role-mark text").all_text_contents()

    said = sorted(part for cell in listed for part in cell.split("; "))
    assert any(part.startswith("not given") for part in said)
    assert all(any(part in text for text in drawn) for part in said), (said, drawn)
    assert len([text for text in drawn if text]) == len(listed)

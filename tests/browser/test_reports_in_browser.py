"""Pages about reports in a browser: a link reproduces the view, a click chooses a pair, tables can be taken along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import STANDS_STILL, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LINK = "reports_from=Extract%3A+2022+Q3%2C+one-word+terms&report_drug=pomalidomide&report_event=Pneumonitis"


def test_a_link_reproduces_the_view_and_nothing_leaves_the_host(dashboard: str, page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(dashboard)
    expect(page.locator("h1")).to_be_visible(timeout=60_000)

    page.goto(f"{dashboard}/populations?{LINK}")

    expect(page.get_by_text("ROR moves from 2.20")).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-chart_populations svg, .st-key-chart_populations canvas").first).to_be_visible()
    assert [address for address in requests if not address.startswith((dashboard, "data:", "blob:"))] == []


def test_a_click_on_a_mark_shows_the_table_behind_it(dashboard: str, page: Page) -> None:
    page.goto(dashboard)
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    page.goto(f"{dashboard}/signal?{LINK.partition('&')[0]}&events=Pneumonitis&drugs=pomalidomide")
    expect(page.get_by_role("heading", name="lenalidomide and Lung injury, narrow: the 2x2 table")).to_be_visible(
        timeout=60_000
    )

    mark = page.locator(
        ".st-key-chart_forest [aria-roledescription='circle'], .st-key-chart_forest .mark-symbol path"
    ).first
    page.wait_for_function(STANDS_STILL, polling=500, timeout=60_000)
    mark.click(force=True)

    expect(page.get_by_role("heading", name="pomalidomide and Pneumonitis: the 2x2 table")).to_be_visible(
        timeout=30_000
    )


def test_reports_and_checklist_can_be_taken_along(dashboard: str, page: Page) -> None:
    page.goto(dashboard)
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    page.goto(f"{dashboard}/case_reports?{LINK}")
    with page.expect_download(timeout=60_000) as csv:
        page.get_by_role("button", name="CSV of all 11 reports").click()
    rows = Path(csv.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + 11

    page.goto(f"{dashboard}/about_the_data?{LINK}")
    with page.expect_download(timeout=60_000) as checklist:
        page.get_by_role("button", name="Checklist with figures (ZIP)").click(timeout=60_000)
    assert Path(checklist.value.path()).read_bytes()[:2] == b"PK"


def test_the_menu_takes_what_was_chosen_to_the_next_page_and_its_link(dashboard: str, page: Page) -> None:
    page.goto(f"{dashboard}/signal?{LINK}&report_measure=IC")
    settle(page)

    places = {"Compare populations": "pomalidomide and Pneumonitis", "Over time": "How did the signal grow?"}
    for place, heading in places.items():
        page.get_by_test_id("stTopNavSection").filter(has_text="Reports").click()
        page.get_by_test_id("stTopNavDropdownLink").filter(has_text=place).click()
        expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=60_000)
        settle(page)

        for choice in ("report_drug=pomalidomide", "report_event=Pneumonitis", "report_measure=IC"):
            assert choice in page.url

    page.get_by_test_id("stTopNavSection").filter(has_text="Findings").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Overview").click()
    expect(page.get_by_text("Not reported is not absent.").filter(visible=True)).to_be_visible(timeout=60_000)
    settle(page)
    assert "report" not in page.url.partition("?")[2]

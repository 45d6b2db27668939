"""Addresses: a page opens by its own, and an address of before leads to the page with the query of the link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CLAIMS = "drug=pomalidomide&drug=lenalidomide&steroid=yes"
PAIR = "reports_from=Extract%3A+2022+Q3%2C+one-word+terms&report_drug=pomalidomide&report_event=Pneumonitis"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("link", "opened", "sentence"),
    [
        (f"claims?{CLAIMS}", "claims", "of 19 cases"),
        (f"report?{CLAIMS}", "claims", "of 19 cases"),
        (f"overview?{CLAIMS}", "", "of 19 cases"),
        (f"case_reports?{PAIR}", "case_reports", "11 reports."),
        (f"reports?{PAIR}", "case_reports", "11 reports."),
        (f"reports?{PAIR}&roles=secondary+suspect&roles=concomitant", "case_reports", "No report is left"),
    ],
)
def test_an_address_of_now_or_before_opens_the_page_with_its_query(
    page: Page, dashboard: str, link: str, opened: str, sentence: str
) -> None:
    page.goto(f"{dashboard}/{link}")

    expect(page.get_by_text(sentence).first).to_be_visible(timeout=60_000)
    place = urlsplit(page.url)
    query = parse_qs(urlsplit(link).query)
    assert place.path == f"/{opened}"
    assert {key: values for key, values in parse_qs(place.query).items() if key in query} == query
    assert page.get_by_text("Page not found").count() == 0

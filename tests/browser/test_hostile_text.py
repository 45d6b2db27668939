"""What a link or a case file says is text: nothing of it runs, is fetched, leads anywhere, or is drawn as a sign."""

from __future__ import annotations

import re
import shutil
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from casebook.curation.build import build
from common.paths import ROOT
from common.server import serving
from signals.ui.sidebar import LINK_KEYS
from tests import how_often
from tests.browser.hostile import EVERYTHING, HOSTILE, hostile_case, is_text_alone
from tests.casefiles import write_case
from tests.copies import copy_dashboard
from tests.menu import ABOUT_CASES, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def hostile_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the dashboard over one case whose every text is hostile."""
    tree = copy_dashboard(tmp_path_factory.mktemp("hostile"))
    shutil.copy(ROOT / "data" / "context.csv", tree / "data")
    build(write_case(tree / "cases", hostile_case()).parent, tree / "data" / "casebook.duckdb")
    return tree


@pytest.fixture
def watched(page: Page) -> tuple[Page, list[str], list[str]]:
    """Give a page with the addresses that it asks for beyond this host, and with what its console calls an error."""
    outside: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: outside.extend([request.url] if _is_outside(request.url) else []))
    page.on("console", lambda message: errors.extend([message.text] if message.type == "error" else []))
    return page, outside, errors


def _is_outside(address: str) -> bool:
    return urlsplit(address).scheme.startswith(("http", "ws")) and urlsplit(address).hostname != "127.0.0.1"


IN_THE_ROOM = "board?view=present&p_drug=pomalidomide&p_picked=vivien-2022"
WITH_THE_CASE = ["one_case?case=vivien-2022", "board", IN_THE_ROOM, *(ABOUT_CASES if how_often.ALL else ())]
"""Links to pages that show a case; in full to every page about cases."""


@pytest.mark.parametrize("link", WITH_THE_CASE)
def test_a_hostile_case_file_is_text_on_every_page(
    watched: tuple[Page, list[str], list[str]], link: str, hostile: str
) -> None:
    page, outside, _ = watched

    page.goto(f"{hostile}/{link}")

    is_text_alone(page)
    assert outside == []


@pytest.fixture(scope="module")
def hostile(hostile_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard over the hostile case; gives its address."""
    with serving(
        tmp_path_factory.mktemp("log") / "log", tree=hostile_tree, env={"CASEBOOK": "", "REPORTS": ""}
    ) as server:
        yield server.address


LINKED = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "links.md").read_text(encoding="utf-8"), re.MULTILINE)
OF_REPORTS = [key for key in LINK_KEYS if key != "reports_from"]
"""Keys of links to the pages about cases, by the table that a command writes, and to those about reports."""


@pytest.mark.parametrize("name", [*PAGES] if how_often.ALL else ["one_case", "board", "signal", "case_reports"])
def test_a_link_whose_every_key_is_hostile_is_text_on_its_page(
    watched: tuple[Page, list[str], list[str]], dashboard: str, name: str
) -> None:
    page, outside, _ = watched
    keys = OF_REPORTS if PAGES[name].section == "reports" else LINKED
    link = PAGES[name].link()

    page.goto(f"{dashboard}/{link}{'&' if '?' in link else '?'}{urlencode(dict.fromkeys(keys, EVERYTHING))}")

    is_text_alone(page)
    assert outside == []


def test_nothing_of_a_page_is_kept_back_by_the_policy_of_what_it_may_load(
    watched: tuple[Page, list[str], list[str]], dashboard: str
) -> None:
    page, outside, errors = watched

    page.goto(f"{dashboard}/timing")
    expect(page.locator('[data-testid="stVegaLiteChart"] svg').first).to_be_visible(timeout=60_000)

    assert [error for error in errors if "Content Security Policy" in error] == []
    assert outside == []


NAMES = ("one_case", "board", "case_list", "timing", "releases")
KEYS = ("q", "release", "compare")
LINKS = [
    (name, key, text)
    for place, (name, key) in enumerate(product(NAMES, KEYS))
    for text in (HOSTILE if how_often.ALL else [HOSTILE[place % len(HOSTILE)]])
]
"""Each key on each page, each with another text; in full each with every text."""


def test_of_hostile_links_none_runs_fetches_or_leads_anywhere(
    watched: tuple[Page, list[str], list[str]], dashboard: str
) -> None:
    page, outside, _ = watched

    for name, key, text in LINKS:
        page.goto(f"{dashboard}/{name}?{urlencode({key: text})}")
        is_text_alone(page)

    assert len(LINKS) == how_often.times(15, 150)
    assert {text for *_, text in LINKS} == {*HOSTILE}
    assert outside == []

"""The pages of the dashboard as they lie in pages/: each that is added is opened by every test of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from access.roles import ONLY_WITH_SIGN_IN
from common.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXTRACT = "reports_from=Extract%3A+2022+Q3%2C+one-word+terms"
"""What a link to a page about reports says, so that the page answers from reports that are part of the project."""

FRONT = "overview"
"""The page that a link without a path opens."""

STANDING_SENTENCES = re.compile(r"Not reported is not absent\.|Spontaneous reports cannot give incidence")
"""What every page says at its end: the first of cases, the second of reports."""


class PageFile(NamedTuple):
    """A page: its name, the folder of pages/ that it lies in, its script from pages/ on, and what that says."""

    name: str
    section: str
    script: str
    text: str

    @property
    def path(self) -> str:
        """Give the path of the page in a link: nothing for the front page."""
        return "" if self.name == FRONT else self.name

    def link(self, filters: str = "") -> str:
        """Give a link to the page, from the path on; filters of cases are left out where it is about reports."""
        query = EXTRACT if self.section == "reports" else filters
        return f"{self.path}?{query}" if query else self.path

    def calls(self, function: str) -> bool:
        """Return whether the page calls a function of ui."""
        return re.search(rf"\bui\.{function}\(", self.text) is not None


def _page(script: Path) -> PageFile:
    place = script.relative_to(ROOT / "pages")
    return PageFile(script.stem, place.parts[0], place.as_posix(), script.read_text(encoding="utf-8"))


PAGES = {
    page.name: page
    for page in map(_page, sorted((ROOT / "pages").glob("*/*.py")))
    if page.section not in ONLY_WITH_SIGN_IN  # tests/access opens those
}
ABOUT_CASES = [name for name, page in PAGES.items() if page.section != "reports"]
FINDINGS = [name for name, page in PAGES.items() if page.section == "findings"]
FILTERED = [name for name, page in PAGES.items() if page.calls("choose_selections?")]
"""Pages that show the cases which the filters leave."""
COMPARED = [name for name, page in PAGES.items() if page.calls("choose_selections")]
"""Pages that hold a second selection beside the first."""
WITH_TABLES = [name for name, page in PAGES.items() if page.calls("(claims_)?table")]
WITH_FIGURES = [name for name, page in PAGES.items() if page.calls("figure")]

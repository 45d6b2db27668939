"""How a test opens a page without a browser."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from common.paths import ROOT
from tests.menu import PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    Link = dict[str, list[str]]


def opened(page: str, link: Mapping[str, list[str]] | None = None) -> AppTest:
    """Open a page by a link."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
    for key, values in (link or {}).items():
        app.query_params[key] = values
    return app.switch_page(PAGES[page].script).run()


@cache
def as_it_opens(page: str) -> AppTest:
    """Open a page by its address alone, once for all tests that read it and do nothing on it."""
    return opened(page)

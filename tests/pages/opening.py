"""How a test opens a page without a browser."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from casebook.curation.build import build
from casebook.store import CASEBOOK
from common.paths import ROOT
from tests.frozen import CASES
from tests.menu import PAGES

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    Link = dict[str, list[str]]


def opened(page: str, link: Mapping[str, list[str]] | None = None) -> AppTest:
    """Open a page by a link. The first one about reports loads some, which takes half a minute on a busy machine."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=240)
    for key, values in (link or {}).items():
        app.query_params[key] = values
    return app.switch_page(PAGES[page].script).run()


@cache
def as_it_opens(page: str) -> AppTest:
    """Open a page by its address alone, once for all tests that read it and do nothing on it."""
    return opened(page)


@contextmanager
def released(folder: Path) -> Generator[None]:
    """Put a release of these case files in place; afterwards that of the frozen ones, without a record of the other."""
    records = CASEBOOK.parent / "releases"
    before = set(records.iterdir())
    build(folder, CASEBOOK)
    yield
    build(CASES, CASEBOOK)
    for record in set(records.iterdir()) - before:
        record.unlink()

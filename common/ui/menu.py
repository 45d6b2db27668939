"""The menu, made from the tree: a folder of pages/ is a section, a file in it a page.

The second line of a page says its place in the section and its name in the menu: "# Menu: 20, Timing".
"""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Literal

import streamlit as st

from common.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from streamlit.navigation.page import Page

_ENTRY = re.compile(r"# Menu: (\d+), (.+)")


class MenuError(ValueError):
    """A page says no place in the menu. The message names it, and what its second line has to be."""


def navigate(sections: Sequence[str], moved: Mapping[str, str], is_shown: Callable[[str], bool]) -> tuple[str, Page]:
    """Show the menu, and give the page of the address with its section.

    `sections` are folders of pages/, in order; the first page of the first that is shown is the start. Pages of a
    section that is not shown are there by their address alone. A page whose place is 0 stands before all sections.
    `moved` names for an address of before the file of the page that it leads to, with the query of the link.
    """
    shown = [section for section in sections if is_shown(section)]
    start = entries((shown or sections)[0])[0][1]
    pages: dict[str, list[Page]] = {}
    first: list[Page] = []
    menu: dict[str, list[Page]] = {"": first}
    for section in sections:
        visibility: Literal["visible", "hidden"] = "visible" if section in shown else "hidden"
        made = [(place, _page(path, title, path == start, visibility)) for place, path, title in entries(section)]
        pages[section] = [page for _, page in made]
        first += [page for place, page in made if place == 0]
        menu[section.capitalize()] = [page for place, page in made if place > 0]
    first += [copy(_moved(address)) for address in moved]
    page = st.navigation(menu, position="top")
    if page.url_path in moved:
        query = {key: st.query_params.get_all(key) for key in st.query_params}
        st.switch_page(moved[page.url_path], query_params=query)
    return next(section for section in sections if page in pages[section]), page


def _page(path: Path, title: str, default: bool, visibility: Literal["visible", "hidden"]) -> Page:  # noqa: FBT001
    """Give a page of the run's own: one that is run is marked, and runs once."""
    return copy(_made(path, title, default, visibility))


@cache
def _made(path: Path, title: str, default: bool, visibility: Literal["visible", "hidden"]) -> Page:  # noqa: FBT001
    """Make a page once for the process: Streamlit looks for its file in the file system, part by part of the path."""
    return st.Page(path, title=title, default=default, visibility=visibility)


@cache
def _moved(address: str) -> Page:
    return st.Page(_nothing, url_path=address, visibility="hidden")


@cache
def entries(section: str) -> list[tuple[int, Path, str]]:
    """Give the pages of a section in order: the place, the file, and the name in the menu. Raises MenuError."""
    read = sorted(_entry(path) for path in (ROOT / "pages" / section).glob("*.py"))
    return [(place, path, title) for place, title, path in read]


def _entry(path: Path) -> tuple[int, str, Path]:
    """Read a page's place in its section and its name in the menu."""
    _, second, *_ = [*path.read_text(encoding="utf-8").splitlines(), "", ""]
    entry = _ENTRY.fullmatch(second)
    if entry is None:
        message = (
            f"pages/{path.parent.name}/{path.name}: the second line is {second!r}; it has to say the place and the "
            "name in the menu, as in: # Menu: 20, Timing"
        )
        raise MenuError(message)
    return int(entry[1]), entry[2], path


def _nothing() -> None:
    """Stand for the page of an earlier address, which is left before it runs."""

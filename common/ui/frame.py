"""What stands around every page: its style, the standing sentence, an error as a sentence, a CSV to take along."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import polars as pl
import streamlit as st
from streamlit.errors import StreamlitAPIException

from access.downloads import OF_ONE_CASE
from access.ui import offer_file
from common.html import as_legend, as_printed, escape
from common.kept import once
from common.tables import to_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from streamlit.delta_generator import DeltaGenerator

_SEMICOLON = "csv_semicolon"
_log = logging.getLogger(__name__)
_STYLE = Path(__file__).with_name("page.css")


def style() -> None:
    """Set what the theme has no option for: space, sizes of headings, print."""
    st.html(_STYLE)


def offer_help(page: str) -> None:
    """Offer the page that explains words, filters and links, one click from everywhere: at the right of the menu."""
    with st.container(key="help"):
        st.page_link(page, label="Help", icon=":material/help:")


@contextmanager
def error_as_sentence(body: DeltaGenerator, *errors: type[Exception]) -> Generator[None]:
    """Write an error's message on the page, instead of the page or the rest of it; the log has the traceback."""
    try:
        yield
    except errors as error:
        _log.exception("The page could not be drawn.")
        body.error(escape(str(error)))


def keep_in_link(belongs: Callable[[str], bool]) -> None:
    """Take keys off the link that do not belong to this page: Streamlit carries them over from the page before.

    A key is bound to the widget that stood on the page before until the first run after the menu has ended, and cannot
    be taken off in that run; the next one does it.
    """
    for key in [key for key in st.query_params if not belongs(key)]:
        with suppress(StreamlitAPIException):
            del st.query_params[key]


def standing_sentence(sentence: str, on_each_sheet: str = "", *, on_paper: bool = True, **of_link: str) -> None:
    """Say under a page what its rows cannot say, and on paper `on_each_sheet`, the day and the link.

    `on_paper` says whether it is printed there: a page may print it elsewhere. `of_link` are choices that the address
    of the page does not say.
    """
    # One element of the page, whatever it says: each takes its time at every click.
    said = f"<hr>{_printed(on_each_sheet, of_link) if on_each_sheet else ''}{as_legend(sentence)}"
    st.html(said if on_paper else f'<div class="on_screen">{said}</div>')


def name_on_paper(page: str) -> None:
    """Name the page, the day and the link on each sheet of paper alone: for pages that say no more of themselves."""
    st.html(_printed(f"IMiD Lung Casebook, {page}.", {}))


def _printed(words: str, further: Mapping[str, str]) -> str:
    return as_printed(f"{words} Printed {datetime.now(UTC):%Y-%m-%d}. {_link(further)}")


def _link(further: Mapping[str, str]) -> str:
    """Give the link of a page: its address, and what further was chosen."""
    address = (st.context.url or "").partition("?")[0]
    chosen = {**further, **{key: st.query_params.get_all(key) for key in st.query_params}}
    return f"{address}?{urlencode(chosen, doseq=True)}" if chosen else address


def ground() -> str:
    """Give the background of the theme in CSS, for what stays in sight above what scrolls; a reader may turn it."""
    light, dark = (st.get_option(f"theme.{colours}.backgroundColor") for colours in ("light", "dark"))
    return f"light-dark({light}, {dark})"


def offer_semicolon() -> None:
    """Offer CSV files for spreadsheets with a decimal comma. The choice stays for the session, on every page."""
    st.checkbox(
        "Decimal comma",
        key=_SEMICOLON,
        persist_state="session",
        help="For spreadsheets with a decimal comma: CSV files have semicolons between the cells, and a comma in the "
        "numbers.",
    )


def with_semicolon() -> bool:
    """Say whether CSV files are to be for spreadsheets with a decimal comma."""
    return bool(st.session_state.get(_SEMICOLON, False))


def offer_csv(
    name: str, rows: pl.DataFrame | Callable[[], pl.DataFrame], label: str = "CSV of this table", level: str = "rows"
) -> None:
    """Offer rows as the file <name>.csv; those that a function gives are asked for at the click.

    `level` is what the right to take away has to reach for rows of a function; of others it follows from their columns.
    """
    semicolon = with_semicolon()  # the click is answered on another thread, which does not know the session
    if isinstance(rows, pl.DataFrame):
        content: bytes | Callable[[], bytes] = _as_csv(rows, semicolon)
        level = "rows" if OF_ONE_CASE & set(rows.columns) else "counts"
    else:
        asked = rows
        content = lambda: to_csv(asked(), semicolon=semicolon)  # noqa: E731  a name for either kind of content
    offer_file(label, content, f"{name}.csv", "text/csv", key=f"csv_{name}", level=level)


@once
def _as_csv(rows: pl.DataFrame, semicolon: bool) -> bytes:  # noqa: FBT001  a key of what is kept stands in its place
    return to_csv(rows, semicolon=semicolon)

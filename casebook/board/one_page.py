"""One A4 page to take along, as PDF: made here, without a network and without a browser.

typst sets the page, and gives the same bytes for the same content and the same moment.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from casebook import export
from casebook.board.compared import EVERY_CASE
from casebook.board.content import content
from casebook.board.letters import FAMILIES, fonts
from casebook.store import ask, release
from common.tables import to_csv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import duckdb

    from casebook.board.bands import Board

_PAGE = Path(__file__).with_name("one_page.typ")


class PageError(Exception):
    """The page cannot be made. The message says why, for the reader of the dashboard."""


def one_page(  # noqa: PLR0913  what a page is made of
    board: Board,
    made: datetime,
    address: str = "",
    casebook: duckdb.DuckDBPyConnection | None = None,
    judged: Mapping[str, str] | None = None,
    *,
    registry: str = "",
) -> bytes:
    """Make the page as PDF. `made` is its date and time, `address` that of the dashboard, for the link.

    `judged` holds the answers to the items of causality, by name of the item, `registry` the last hash of the registry,
    which a printed page keeps; empty where there is none. Raises PageError, which says why.
    """
    try:
        of_page = content(board, made, address, judged=judged or {}, registry=registry, casebook=casebook)
        as_json = json.dumps(of_page | {"families": list(FAMILIES)})
        with_letters = typst.Compiler(str(_PAGE), font_paths=fonts())
        page = with_letters.compile(
            format="pdf",
            sys_inputs={"page": as_json},
            timestamp=made.replace(microsecond=0),
        )
    except (typst.TypstError, ValueError, OSError) as error:
        raise PageError(_reason(error)) from error
    if not isinstance(page, bytes):
        message = "the content did not come out as one page"
        raise PageError(message)
    return page


def board_zip(
    board: Board,
    page: bytes | None,
    address: str = "",
    casebook: duckdb.DuckDBPyConnection | None = None,
    *,
    semicolon: bool = False,
) -> bytes:
    """Pack the page with the CSV: the filtered cases with their sources, the comparison, the numbers of the board.

    `semicolon` is for spreadsheets with a decimal comma.
    """
    patient = board.patient.parameters()
    compared = ask("comparison", board.selection, casebook, patient=patient, most=EVERY_CASE)
    files = {
        "comparison.csv": to_csv(compared, semicolon=semicolon),
        "picked.csv": to_csv(board.picked, semicolon=semicolon),
        "numbers.csv": to_csv(board.numbers(), semicolon=semicolon),
    }
    if page is not None:
        files["board.pdf"] = page
    lines = (
        f"Patient at hand, as stated: {board.patient.sentence()}",
        f"Cases picked: {', '.join(board.picked['case_id']) or 'none'}",
    )
    beside = export.Beside(files, board.query(str(release(casebook)["release"])), lines)
    return export.cases_zip(board.selection, address, casebook, beside, semicolon=semicolon)


def _reason(error: Exception) -> str:
    """Say in one line why the page could not be made."""
    message = error.message if isinstance(error, typst.TypstError) else str(error)
    return " ".join(message.split())

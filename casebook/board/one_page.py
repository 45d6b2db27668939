"""One A4 page to take along, as PDF: made here, without a network and without a browser.

The charts are drawn as vectors by vl-convert; typst sets the page and gives the same bytes for the same content and the
same moment.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
import typst
import vl_convert

from casebook import export, palette
from casebook.board import charts as board_charts
from casebook.board.bands import TITLES, unbroken
from casebook.board.charts import room_specification
from casebook.board.compared import EVERY_CASE
from casebook.board.criteria import criteria
from casebook.board.letters import FAMILIES, LETTERS, fonts, scripts_missing
from casebook.board.picked import COLUMNS, side_by_side
from casebook.board.references import references
from casebook.causality import judged_in_words
from casebook.contradictions import CONTRADICTED_IN_WORDS
from casebook.store import ask, release
from common import theme
from common.qr_code import qr_code_svg
from common.tables import to_csv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import duckdb

    from casebook.board.bands import Board
    from casebook.board.picked import Row

TITLE = "IMiD Lung Casebook: published cases beside the patient at hand"

_PAGE = Path(__file__).with_name("one_page.typ")
_CHART_WIDTH = 520
"""Pixels of the drawn part of a chart, beside the names of its rows."""

_CHART_PADDING = 10
"""Pixels around a chart, so that no label at its edge is cut."""


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
        content = _content(board, made, address, casebook, judged or {}) | {"registry": registry}
        with_letters = typst.Compiler(str(_PAGE), font_paths=fonts())
        page = with_letters.compile(
            format="pdf", sys_inputs={"page": json.dumps(content)}, timestamp=made.replace(microsecond=0)
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


def _content(
    board: Board,
    made: datetime,
    address: str,
    casebook: duckdb.DuckDBPyConnection | None,
    judged: Mapping[str, str],
) -> dict[str, Any]:
    """Gather everything that stands on the page, as text."""
    today, patient = release(casebook), board.patient
    picked = side_by_side(board)
    link = f"{address}?{board.query(str(today['release']))}"
    named = references(board)
    missing = ", ".join(scripts_missing(named))
    return {
        "title": TITLE,
        "families": list(FAMILIES),
        "made": f"{made:%Y-%m-%d %H:%M} {made.tzname() or ''}".strip(),
        "criteria": [
            {"name": criteria()[name].name, "value": patient.value_in_words(name)} for name in patient.stated()
        ]
        or [{"name": "nothing", "value": "not stated"}],
        "required": ", ".join(patient.required),
        "bands": [
            {
                "title": title,
                "set": board.set_in_words(band),
                "counts": [{"label": count.label, "said": unbroken(count.in_short)} for count in board.counts(band)],
                "chart": None if band == "picked" else _drawn(board, band),
                "table": _table(picked) if band == "picked" else None,
            }
            for band, title in TITLES.items()
        ],
        "could_be_read": f"{board.could_be_read()} {CONTRADICTED_IN_WORDS}",
        "judged": judged_in_words(judged),
        "references": named,
        "missing": f"Letters of these scripts are missing on this page: {missing}." if missing else "",
        "filter": board.selection.sentence(),
        "link": link,
        "qr": _qr(link),
        "release": f"{today['release']} ({today['cases']} published cases, newest case change {today['newest_case']})",
        "standing": export.STANDING_SENTENCE,
        "cell_colours": list(palette.CELL_COLOURS.values()),
    }


def _table(rows: list[Row]) -> dict[str, Any]:
    """Lay the patient and the picked cases out as text; what is not known stands apart in each cell."""
    return {
        "columns": list(COLUMNS),
        "rows": [
            {
                "name": row.name,
                "head": row.head,
                "bar": [0.0 if share is None else share for share in row.shares],
                "cells": [
                    {"known": " · ".join(cell.known), "not_known": " · ".join(cell.not_known)} for cell in row.cells
                ],
            }
            for row in rows
        ],
    }


def _qr(link: str) -> str | None:
    """Draw the link as a QR code, for a phone; None where it is longer than such a code can hold."""
    try:
        return qr_code_svg(link)
    except segno.DataOverflowError:
        return None


def _drawn(board: Board, band: str) -> str | None:
    """Draw the chart of a band as SVG, in black on white; None where there is nothing to draw."""
    rows = board.drawn(band)
    if rows.is_empty():
        return None
    fonts()
    specification = palette.drugs_of_rows(room_specification(getattr(board_charts, band), theme.INK["light"]), rows)
    axes = {"gridColor": "#cfd8e0", "domain": False, "ticks": False}
    config = specification["config"] | {"font": LETTERS, "background": None}
    config |= {"axis": config["axis"] | axes}
    return vl_convert.vegalite_to_svg(
        specification
        | {
            "config": config,
            "width": _CHART_WIDTH,
            "padding": _CHART_PADDING,
            "data": {"name": "rows"},
            "datasets": {"rows": rows.to_dicts()},
        }
    )


def _reason(error: Exception) -> str:
    """Say in one line why the page could not be made."""
    message = error.message if isinstance(error, typst.TypstError) else str(error)
    return " ".join(message.split())

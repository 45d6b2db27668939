"""One A4 page to take along, as PDF: made here, without a network and without a browser.

The charts are the specifications of the screen, drawn as vectors by vl-convert; typst sets the page and gives the same
bytes for the same content and the same moment. The letters (Source Sans) come as a wheel.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
import vl_convert

from casebook import export, palette
from casebook.board import charts as board_charts
from casebook.board.bands import TITLES, unbroken
from casebook.board.charts import room_specification
from casebook.board.criteria import criteria
from casebook.board.tables import LAVAGE, lavages_beside_patient, picked_beside_patient
from casebook.store import ask, release
from common import theme
from common.tables import to_csv

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

    from casebook.board.bands import Board

TITLE = "IMiD Lung Casebook: published cases beside the patient at hand"
LETTERS = "Source Sans Pro"

_PAGE = Path(__file__).with_name("one_page.typ")
_CHART_WIDTH = 520
"""Pixels of the drawn part of a chart, beside the names of its rows."""

_CHART_PADDING = 10
"""Pixels around a chart, so that no label at its edge is cut."""

_EVERY_CASE = 1_000_000


class PageError(Exception):
    """The page cannot be made. The message says why, for the reader of the dashboard."""


def one_page(
    board: Board,
    made: datetime,
    address: str = "",
    casebook: duckdb.DuckDBPyConnection | None = None,
    *,
    registry: str = "",
) -> bytes:
    """Make the page as PDF. `made` is its date and time, `address` that of the dashboard, for the link.

    `registry` is the last hash of the registry, which a printed page keeps; empty where there is none.

    Raises PageError, with the reason in words.
    """
    try:
        content = _content(board, made, address, casebook) | {"registry": registry}
        with_letters = typst.Compiler(str(_PAGE), font_paths=_letters())
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
    compared = ask("comparison", board.selection, casebook, patient=patient, most=_EVERY_CASE)
    files = {
        "comparison.csv": to_csv(compared, semicolon=semicolon),
        "picked.csv": to_csv(board.picked, semicolon=semicolon),
        "numbers.csv": to_csv(board.numbers(), semicolon=semicolon),
    }
    if page is not None:
        files["board.pdf"] = page
    return export.cases_zip(board.selection, address, casebook, files, semicolon=semicolon)


def _content(board: Board, made: datetime, address: str, casebook: duckdb.DuckDBPyConnection | None) -> dict[str, Any]:
    """Gather everything that stands on the page, as text."""
    today = release(casebook)
    patient = board.patient
    table = picked_beside_patient(board)
    shares = [[0.0 if share is None else share for share in lavage] for lavage in lavages_beside_patient(board)]
    rows = [list(row) for row in table.rows()]
    beside = {"columns": table.columns, "rows": rows, "bars": shares, "barred": LAVAGE}
    return {
        "title": TITLE,
        "made": f"{made:%Y-%m-%d %H:%M} {made.tzname() or ''}".strip(),
        "criteria": [
            {"name": criteria()[name].name, "value": patient.value_in_words(name)} for name in patient.stated()
        ]
        or [{"name": "nothing", "value": "not stated"}],
        "required": ", ".join(patient.required),
        "bands": [
            {
                "title": title,
                "counts": [{"label": count.label, "said": unbroken(count.in_full)} for count in board.counts(band)],
                "chart": None if band == "picked" else _drawn(board, band),
                "table": beside if band == "picked" else None,
            }
            for band, title in TITLES.items()
        ],
        "references": [
            f"{case_id}: {citation} DOI: {doi}. Read as: {read_as}."
            for case_id, citation, doi, read_as in board.picked.select("case_id", "citation", "doi", "read_as").rows()
        ],
        "filter": board.selection.sentence(),
        "link": f"{address}?{board.query(str(today['release']))}",
        "release": f"{today['release']} ({today['cases']} published cases, newest case change {today['newest_case']})",
        "standing": export.STANDING_SENTENCE,
        "cell_colours": list(palette.CELL_COLOURS.values()),
    }


def _drawn(board: Board, band: str) -> str | None:
    """Draw the chart of a band as SVG, in black on white; None where there is nothing to draw."""
    rows = board.drawn(band)
    if rows.is_empty():
        return None
    _letters()
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


@cache
def _letters() -> typst.Fonts:
    """Find the letters in their wheel, and let both tools know them; those of this machine do not count."""
    wheel = importlib.util.find_spec("font_source_sans_pro")
    if wheel is None or wheel.origin is None:
        message = "the letters are missing: pip install font-source-sans-pro"
        raise OSError(message)
    folder = str(Path(wheel.origin).with_name("files"))
    vl_convert.register_font_directory(folder)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _reason(error: Exception) -> str:
    """Say in one line why the page could not be made."""
    message = error.message if isinstance(error, typst.TypstError) else str(error)
    return " ".join(message.split())

"""What stands on the page of the board: one record, for the A4 page and for the sheet that a browser prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno

from casebook import export, palette
from casebook.board.bands import TITLES, unbroken
from casebook.board.criteria import criteria
from casebook.board.grids import AFTER_STOPPING, GIVEN_AGAIN
from casebook.board.letters import scripts_missing
from casebook.board.picked import side_by_side
from casebook.board.picked_table import picked_table
from casebook.board.references import references
from casebook.board.strip import strip
from casebook.causality import judged_in_words
from casebook.contradictions import CONTRADICTED_IN_WORDS
from casebook.store import release
from common.qr_code import qr_code_svg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import duckdb
    import polars as pl

    from casebook.board.bands import Board
    from casebook.board.grids import Grid

TITLE = "IMiD Lung Casebook: published cases beside the patient at hand"

_GRIDS = {"after_stopping": AFTER_STOPPING, "given_again": GIVEN_AGAIN}


def content(  # noqa: PLR0913  what a page is made of
    board: Board,
    made: datetime,
    address: str,
    *,
    judged: Mapping[str, str],
    registry: str,
    casebook: duckdb.DuckDBPyConnection | None = None,
) -> dict[str, Any]:
    """Gather everything that stands on the page.

    `made` is its date and time, `address` that of the dashboard, for the link. `judged` holds the answers to the items
    of causality, by name of the item, `registry` the last hash of the registry, empty where there is none.
    """
    today, patient = release(casebook), board.patient
    picked = side_by_side(board)
    link = f"{address}?{board.query(str(today['release']))}"
    named = references(board, picked)
    missing = ", ".join(scripts_missing(named))
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
                "set": board.set_in_words(band),
                "counts": [{"label": count.label, "said": unbroken(count.in_short)} for count in board.counts(band)],
                "strip": strip(board.drawn(band), patient.days, casebook) if band == "seen_before" else None,
                "table": picked_table(picked) if band == "picked" else None,
                "grid": _grid(board.drawn(band), _GRIDS[band]) if band in _GRIDS else None,
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
        "registry": registry,
        "cell_colours": list(palette.CELL_COLOURS.values()),
    }


def _grid(rows: pl.DataFrame, grid: Grid) -> dict[str, Any] | None:
    """Lay out as text how many cases of each lane had each result; None where there is no case."""
    if rows.is_empty():
        return None
    counted = {(lane, result): f"{cases} of {of_row}" for lane, result, cases, of_row in rows.rows()}
    lanes = [lane for lane in grid.lanes if lane in {of for of, _ in counted}]
    return {
        "columns": list(grid.results),
        "rows": [
            {"name": lane, "cells": [counted.get((lane, result), "") for result in grid.results]} for lane in lanes
        ],
    }


def _qr(link: str) -> str | None:
    """Draw the link as a QR code, for a phone; None where it is longer than such a code can hold."""
    try:
        return qr_code_svg(link)
    except segno.DataOverflowError:
        return None

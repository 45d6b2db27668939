"""The table of the patient and the picked cases, for the screen of the room, the printed sheet and the A4 page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from casebook import palette
from casebook.board.picked import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casebook.board.picked import Row


def picked_table(rows: list[Row]) -> dict[str, Any]:
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


def picked_as_html(table: Mapping[str, Any], kind: str) -> str:
    """Write the table of `picked_table` as HTML, of the class that the screen or paper lays out.

    States stand in words: a mark before "another IMiD" would read as if one had been given.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table["columns"])
    body = "".join(
        f'<tr><th scope="row"><strong>{escape(row["name"])}</strong> {escape(row["head"])}</th>'
        + "".join(
            f"<td>{'' if place else _bar_as_html(row['bar'])}{_cell_as_html(cell)}</td>"
            for place, cell in enumerate(row["cells"])
        )
        + "</tr>"
        for row in table["rows"]
    )
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell_as_html(cell: Mapping[str, str]) -> str:
    known, quiet = escape(cell["known"]), escape(cell["not_known"])
    return f"{known} <small>{quiet}</small>" if quiet else known


def _bar_as_html(shares: Iterable[float | None]) -> str:
    """Draw the shares of a lavage, in percent, for the eye alone: their words stand beside it. Nothing for no share."""
    drawn = "".join(
        f'<span style="width:{share:.4g}%;background:{colour}"></span>'
        for share, colour in zip(shares, palette.CELL_COLOURS.values(), strict=True)
        if share
    )
    return f'<span class="bar" aria-hidden="true">{drawn}</span>' if drawn else ""

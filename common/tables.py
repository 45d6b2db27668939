"""Tables to take along: CSV for any spreadsheet, and files packed together."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

_STARTS_A_FORMULA = r"^[=+\-@\t\r]"

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""One time for every file in a ZIP: the same content gives the same bytes."""


def to_csv(rows: pl.DataFrame) -> bytes:
    """Write rows as CSV for any spreadsheet: UTF-8 with BOM, lists joined by "; ", no cell that starts a formula.

    A text that begins with =, +, -, @, a tab or a carriage return gets an apostrophe before it. NULL is an empty cell.
    """
    plain = rows.select(_plain(name, kind) for name, kind in rows.schema.items())
    # Most columns have no such cell: finding that out costs a fifth of writing every text anew.
    texts = plain.select(pl.col(pl.String()).str.contains(_STARTS_A_FORMULA).any())
    harmful = [name for name, any_ in zip(texts.columns, texts.row(0), strict=True) if any_] if texts.width else []
    csv = io.BytesIO()
    plain.with_columns(pl.col(harmful).str.replace(_STARTS_A_FORMULA, "'$0")).write_csv(
        csv, include_bom=True, line_terminator="\r\n"
    )
    return csv.getvalue()


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """Pack files by their names, in this order; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def _plain(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.List):
        return column.cast(pl.List(pl.String())).list.join("; ")
    return column.cast(pl.String()) if isinstance(kind, (pl.Categorical, pl.Enum)) else column

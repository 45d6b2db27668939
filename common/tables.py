"""Tables to take along: CSV for any spreadsheet, read back too, and files packed together."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable, Mapping

BETWEEN_ITEMS = "; "
"""Stands between the items of a list in one cell."""

_STARTS_A_FORMULA = r"^(?:[\t\r\n]|[\s\pC]*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}\x{FE66}\x{FE62}\x{FE63}\x{FE6B}])"
"""With spaces or signs that are not seen before it, and full-width or small forms of the four signs, too."""

_NUMBER = r"^-[0-9]+([.,][0-9]+)?(e[+-]?[0-9]+)?$"
"""A negative number, with either decimal mark: it begins as a formula does, and is none."""

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""One time for every file in a ZIP: the same content gives the same bytes."""

csv.field_size_limit(2**31 - 1)  # one limit for the process: the text of a long case is one cell


def to_csv(rows: pl.DataFrame, *, semicolon: bool = False, head: bool = True) -> bytes:
    """Write rows as CSV for any spreadsheet: UTF-8 with BOM, lists joined by "; ", no cell that starts a formula.

    A text gets an apostrophe before it where a spreadsheet would run it: one that begins with =, +, - or @, whatever
    spaces and control characters stand before it, or with a tab or a line break. Numbers stay numbers, texts that are
    numbers too. In a list each such item gets one, and is written as by `joined`. NULL is an empty cell.

    With `semicolon` a semicolon stands between the cells, and a comma in the numbers, as spreadsheets expect it in
    countries with a decimal comma. Numbers in columns of texts stay as they are. Without `head` the rows
    go on a file that has its heading already.
    """
    plain = rows.select(_plain(name, kind) for name, kind in rows.schema.items())
    # Most columns have no such cell: finding that out costs a fifth of writing every text anew.
    texts = plain.select(_is_formula(pl.col(pl.String())).any())
    harmful = [name for name, any_ in zip(texts.columns, texts.row(0), strict=True) if any_] if texts.width else []
    csv = io.BytesIO()
    plain.with_columns(_harmless(pl.col(name)) for name in harmful).write_csv(
        csv,
        include_bom=head,
        include_header=head,
        line_terminator="\r\n",
        separator=";" if semicolon else ",",
        decimal_comma=semicolon,
    )
    return csv.getvalue()


def reader_of_csv(csv_text: str | Iterable[str], separator: str = ",") -> Reader:
    """Read the rows of a CSV, given as text or line by line; its cells may be of any length.

    Raises csv.Error where a quote is not closed, or neither doubled nor at an end of its cell.
    """
    lines = io.StringIO(csv_text, newline="") if isinstance(csv_text, str) else csv_text
    return csv.reader(lines, delimiter=separator, strict=True)


def joined(items: Iterable[str]) -> str:
    """Join the items of a list for one cell; a semicolon or a backslash within an item has a backslash before it."""
    return BETWEEN_ITEMS.join(item.replace("\\", r"\\").replace(";", r"\;") for item in items)


def with_decimal_comma(numbers: pl.Expr) -> pl.Expr:
    """Write texts that are numbers with a decimal comma; other texts stay as they are."""
    return numbers.str.replace(r"^(-?[0-9]+)\.([0-9]+(?:e[+-]?[0-9]+)?)$", "$1,$2")


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
        items = column.cast(pl.List(pl.String()))
        escaped = _harmless(pl.element()).str.replace_all(r"([\\;])", r"\$1")
        return items.list.eval(escaped).list.join(BETWEEN_ITEMS)
    return column.cast(pl.String()) if isinstance(kind, (pl.Categorical, pl.Enum)) else column


def _is_formula(texts: pl.Expr) -> pl.Expr:
    return texts.str.contains(_STARTS_A_FORMULA) & ~texts.str.contains(_NUMBER)


def _harmless(texts: pl.Expr) -> pl.Expr:
    return pl.when(_is_formula(texts)).then(texts.str.replace("^", "'")).otherwise(texts)

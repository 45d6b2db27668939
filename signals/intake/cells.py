"""The cells of a line listing: written in one way, then read for what they mean."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import polars as pl

from signals.intake import values
from signals.intake.dates import Dates
from signals.store import run, text_of

if TYPE_CHECKING:
    import duckdb

    from signals.intake.dates import Reading

_READ_AT_ONCE = 100_000
_QUOTED = r"""^=?"([^"]*)"$|^'([^']*)'$|^“([^“”„]*)”$|^„([^“”„]*)[“”]$|^«([^«»]*)»$|^'([0-9]+)$"""
"""What other programs put around a cell to keep it text."""


_ENTITY = "&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
"""A letter as HTML and XML write it: &ouml; or &#246;."""
_INVISIBLE = (
    "[\x00-\x08\x0b\x0c\x0e-\x1d\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Signs without a shape: controls, marks of direction, hyphens that show at the end of a line alone."""
_VALUES = ("version", "role", "date", "country", "sex", "age", "age_unit")
_LONGEST_VALUE = 100
"""Values that are no names, and more letters than any of them has."""
_LINE_END = "[\n\r\t\v\f\x85\u2028\u2029]"
"""What ends a line inside a cell, a tab and the tab of lines of FileMaker included."""
_MAY_PART = r"""[\n\r\t\v\f\x85\u2028\u2029•‣▪●◦\u2043∙<]|^\s*(?:c?\(|\[)\s*["']|^\s*\(?1[.)]\s*\pL"""
_TAG = r"(?i)</?(?:a|b|em|font|i|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>"
_TAG_OF_A_LINE = r"(?i)[\s,;]*(?:</?(?:br|div|li|ol|p|td|tr|ul)(?:\s[^<>]*)?/?>[\s,;]*)+"
_FIRST, _SECOND = r"^\s*\(?1[.)]\s*\pL", r"[\s;,|•\x1e]\(?2[.)]\s*\pL"
_NUMBERED = r"(?:^|[\s;,|•\x1e]+)\(?[0-9]{1,2}[.)]\s*(\pL)"
"""A list whose lines are numbered: 1. Cough 2. Fever, or 1) Cough; 2) Fever."""
_CODE, _ANY_CODE = r"\s*[\[(]\s*(?:(?:PT|LLT|MedDRA)[\s:]*)?10[0-9]{6}\s*[\])]", "10[0-9]{6}"
"""The number that MedDRA gives a term, which has eight digits."""
_LIST, _IN_LIST = r"""^\s*(?:c?\(|\[)\s*["'](.*)["']\s*[)\]]\s*$""", r"""["']\s*,\s*["']"""
"""A list as Python, JSON or R write it: ['Cough', 'Fever'], c("Cough", "Fever")."""
_WRITTEN_BREAK, _BREAK = "\x1e", "\x1f"


def _with_signs(cells: pl.Expr) -> pl.Expr:
    """Write what stands between several names of a cell as one sign: • of a list, a written <br> or <p>, a line break.

    The line break behind another sign, or before • or a dash, is none of its own.
    """
    listed = cells.str.contains(_LIST)
    cells = pl.when(listed).then(cells.str.replace(_LIST, "$1").str.replace_all(_IN_LIST, "•")).otherwise(cells)
    cells = cells.str.replace_all(_TAG, "").str.replace_all(_TAG_OF_A_LINE, _WRITTEN_BREAK)
    cells = cells.str.strip_chars(f" {_WRITTEN_BREAK}")
    numbered = cells.str.contains(_FIRST) & cells.str.contains(_SECOND)
    cells = pl.when(numbered).then(cells.str.replace_all(_NUMBERED, "•$1")).otherwise(cells)
    return (
        cells.str.replace(r"^\s*\(?1[.)]\s+(\p{Lu})", "$1")
        .str.replace_all(r"\s*(?:[•‣▪●◦\u2043∙]|[\n\r]\s*[-*]\s)\s*", "•")
        .str.replace_all(r"^\s*[-*]\s+", "")
        .str.replace_all(rf"\s*([;|])\s*{_LINE_END}\s*", "$1")
        .str.replace_all(rf"\s*{_LINE_END}+\s*", _BREAK)
        .str.strip_chars(f" •{_WRITTEN_BREAK}{_BREAK}")
    )


def _shortened(cells: pl.Expr) -> pl.Expr:
    """Shorten what is too long for a value, so that it is read as none without a look at all of its letters."""
    cells = cells.str.strip_chars()
    return pl.when(cells.str.len_chars() > _LONGEST_VALUE).then(cells.str.head(_LONGEST_VALUE) + "…").otherwise(cells)


def _without_entities(cells: pl.Series) -> pl.Series:
    """Write the letters of HTML as such: &ouml; and &amp;ouml; as ö."""
    written = cells.filter(cells.str.contains(_ENTITY)).unique()
    meant = [_letters_of(_letters_of(cell)) for cell in written]
    return cells.replace(written, pl.Series(meant, dtype=pl.String)) if meant else cells


def _letters_of(cell: str) -> str:
    """Write each letter of HTML in a cell as such, once."""
    return re.sub(_ENTITY, lambda found: html.unescape(found[0]), cell)


def _without_codes(terms: pl.Expr) -> pl.Expr:
    """Leave out the numbers of MedDRA beside terms: Rash (10037844), 10037844 Rash."""
    return (
        terms.str.replace_all(_CODE, "")
        .str.replace(r"^\s*10[0-9]{6}\s*[-:]?\s+(\pL)", "$1")
        .str.replace(r"(\pL)\s*[-:]\s*10[0-9]{6}\s*$", "$1")
    )


def tidied(batch: pl.DataFrame) -> pl.DataFrame:
    """Write cells in one way: letters of one width, single blanks, no trade marks, no invisible marks."""
    cells = pl.col(pl.String)
    batch = batch.with_columns(_shortened(pl.col(name)) for name in batch.columns if name in _VALUES)
    batch = batch.with_columns(_without_entities(batch[name]) for name in batch.select(cells).columns)
    if batch["event"].str.contains(_ANY_CODE).any():
        batch = batch.with_columns(_without_codes(pl.col("event")))
    named = [name for name in ("drug", "event") if batch[name].str.contains(_MAY_PART).any()]
    return (
        batch.with_columns(_with_signs(pl.col(name)) for name in named)
        .with_columns(
            cells.str.replace_all("[™®©℠]", " ")
            .str.replace_all("[\u00b4`]", "'")
            .str.normalize("NFKC")
            .str.replace_all(_INVISIBLE, "")
            .str.replace_all(r"\s+", " ")
            .str.strip_chars()
            .str.replace(_QUOTED, "$1$2$3$4$5$6")
            .str.strip_chars()
        )
        .with_columns(pl.col("case_id", "date").str.replace_all("[\u2010-\u2015\u2212]", "-"))
        .with_columns(
            pl.col("case_id").str.replace_all("\u2019", "'"), pl.col("event").str.replace(r"(\pL{4})\s*[.,]+$", "$1")
        )
    )


def read_cells(connection: duckdb.DuckDBPyConnection, order: str | None, age_unit: str) -> str:
    """Find what the dates, ages, sexes, roles and countries of a listing mean, and say how the dates were read.

    `order` is that of the dates, if named; `age_unit` what the name of the column of ages says, or empty. There may be
    millions of different dates: they are read so many at a time.
    """
    written = pl.DataFrame(connection.execute(text_of("written_in_listing")).to_arrow_table())
    fields = {name: written.filter(pl.col("field") == name) for name in ("date", "age", "sex", "role")}
    dates = Dates(order)
    for part in fields["date"].iter_slices(_READ_AT_ONCE):
        for value in part["value"].to_list():
            dates.look_at(value)
    for part in fields["date"].iter_slices(_READ_AT_ONCE):
        _keep(connection, part, [dates.read(value) for value in part["value"].to_list()])
    ages = values.read_ages(fields["age"].select("value", "unit").rows(), age_unit)
    readings = [
        *ages.values(),
        *values.read_sexes(fields["sex"]["value"].to_list()).values(),
        *values.read_roles(fields["role"]["value"].to_list()).values(),
    ]
    _keep(connection, pl.concat([fields["age"], fields["sex"], fields["role"]]), readings)
    run(connection, "read_countries")
    return dates.note()


def _keep(connection: duckdb.DuckDBPyConnection, written: pl.DataFrame, readings: list[Reading]) -> None:
    """Keep what values mean: one reading for each row of `written`."""
    schema = {"meaning": pl.String, "reason": pl.String}
    frame = pl.concat([written, pl.DataFrame(readings, schema=schema, orient="row")], how="horizontal")
    connection.register("readings", frame.to_arrow())
    run(connection, "keep_readings")
    connection.unregister("readings")

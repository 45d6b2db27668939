"""The rows of a line listing, CSV or Parquet, each with its line; rows that cannot be told apart are set aside."""

from __future__ import annotations

import csv
import io
import os
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from common.tables import reader_of_csv
from signals.intake.errors import ArchiveError
from signals.intake.letters import is_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS = (",", ";", "\t", "|", "$")
MOST_COLUMNS = 1_000
LONGEST_TEXT = 2_000
_LONGEST_CELL, _SHOWN = 10_000, 200
_LONGEST_BYTES = 4 * _LONGEST_CELL
_BATCH = 100_000
_TAIL = 8  # a Parquet file ends in the length of its description, four bytes, and PAR1
_LARGEST_FOOTER = 32 << 20
_MANY_ROWS, _FEWEST_LETTERS, _BOMB_RATIO = 1_000_000, 6, 100  # a row as text is 1,A,B and the end of its line
_MOST_LINES_OF_A_ROW = 1_000
_LONGEST_ROW = 1 << 21  # lines are at most a megabyte
_EXACT_IN_32_BITS, _EXACT_IN_64_BITS = 2**24, 2**53  # above, whole numbers are rounded
_MOST_ASIDE, _MOST_FIELDS_ASIDE = 100_000, 20_000_000

_TOO_LONG = f"a cell of more than {_LONGEST_CELL:,} letters; no name is so long"


class Row(NamedTuple):
    """A row: the line on which it begins, its text as it stands there, its cells, or why it has none."""

    line: int
    text: str
    cells: list[str]
    fault: str = ""


def cells_of(line: str, delimiter: str) -> list[str]:
    """Split one line, or a few whose cells hold line breaks between quotation marks."""
    return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])


def lines_above(path: Path, header: int) -> Iterator[Row]:
    """Give the lines above the header, which begins on the line `header`; `sep=;` of spreadsheets is none of them."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(islice(lines, header - 1), start=1):
            text = line.rstrip("\n")
            if number > 1 or not names_the_delimiter(text):
                yield Row(number, text[:LONGEST_TEXT], [], "above the header" if text.strip() else "the line is blank")


def names_the_delimiter(line: str) -> bool:
    """Say whether a line is `sep=;`, which spreadsheets write above the header."""
    plain = line.lstrip("\ufeff").lower().replace('"', "")
    return plain.startswith("sep=") and len(plain) <= len("sep=,")


class _Lines:
    """The lines of a file below its header, which can be put back; remembers those of the row that is being read."""

    def __init__(self, path: Path, below: int) -> None:
        """Begin below the header."""
        self.file = path.open(encoding="utf-8", newline="\n")
        for _ in range(below):
            self.file.readline()
        self.number, self.returned = below, deque[str]()
        self.taken, self.letters = list[str](), 0

    def __iter__(self) -> _Lines:
        """Be what a reader of CSV iterates over."""
        return self

    def __next__(self) -> str:
        """Give the next line. Raises csv.Error where one row would take more lines than any does."""
        if len(self.taken) >= _MOST_LINES_OF_A_ROW or self.letters > _LONGEST_ROW:
            raise csv.Error
        line = self.returned.popleft() if self.returned else self.file.readline()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self.letters += len(line)
        return line

    def begin_row(self) -> int:
        """Forget the lines of the row before; give the number of the line on which the next one begins."""
        self.taken, self.letters = [], 0
        return self.number + 1

    def put_back(self) -> None:
        """Put back all lines of the row but its first."""
        self.number -= len(self.taken) - 1
        self.returned.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def _is_swallowed(row: list[str], delimiter: str, used: list[int]) -> bool:
    """Say whether a cell that is read holds what looks like a whole row, so that a quotation mark was left open."""
    return any(
        len(cells_of(line, delimiter)) == len(row)
        for place in used
        for line in row[place].split("\n")[1:-1] + row[place].split("\n")[-1:]
        if line.count(delimiter) >= len(row) - 1
    )


def rows_of_csv(path: Path, delimiter: str, columns: int, used: list[int], below: int) -> Iterator[Row]:
    """Give the rows below the header, which has so many columns, of which those at the places `used` are read.

    A row whose quotation marks do not match is set aside with its first line, and reading goes on with the next one.
    """
    lines = _Lines(path, below)
    reader = reader_of_csv(lines, delimiter)
    with lines.file:
        while True:
            begins = lines.begin_row()
            try:
                cells = next(reader, None)
                fault = ""
                if cells is None:
                    return
                if len(cells) == columns and len(lines.taken) > 1 and _is_swallowed(cells, delimiter, used):
                    raise csv.Error  # noqa: TRY301  the one way in which a row ends badly
            except csv.Error:
                cells, fault = [], "a quotation mark is left open, or is neither doubled nor at an end of its field"
                lines.put_back()
                reader = reader_of_csv(lines, delimiter)
            if not fault and not any(cells):
                fault = "the line is blank"
            elif not fault and len(cells) != columns:
                fault = f"{len(cells):,} fields where the header has {columns:,}"
            elif (
                not fault
                and lines.letters > _LONGEST_CELL  # no cell is longer than its row, which is known
                and max((len(cells[place]) for place in used), default=0) > _LONGEST_CELL
            ):
                cells, fault = [], _TOO_LONG
            yield Row(begins, "".join(lines.taken).rstrip("\n")[:LONGEST_TEXT], cells, fault)


def batches(
    name: str, rows: Iterator[Row], used: list[int], names: list[str]
) -> Iterator[tuple[pl.DataFrame, list[Row]]]:
    """Give the rows in batches: the cells that are read under their names, with the line; and the rows set aside.

    Raises ArchiveError, naming the file, where most rows of many would be set aside, or no row fits the header.
    """
    schema = {"line": pl.Int64, **dict.fromkeys(names, pl.String)}
    kept: list[list[object]] = []
    aside: list[Row] = []
    good = bad = wide = 0
    uneven: Row | None = None
    for row in rows:
        if row.fault:
            wide += len(row.cells)
            uneven = uneven or (row if row.cells else None)
            aside.append(row._replace(cells=[]))
            bad += 1
            if bad > max(_MOST_ASIDE, good) or wide > max(_MOST_FIELDS_ASIDE, good * MOST_COLUMNS):
                seen = f"{bad:,} of its first {good + bad:,} rows"
                message = f"{name}: {seen} cannot be told apart; line {row.line:,}: {row.fault}."
                raise ArchiveError(message)
        else:
            good += 1
            kept.append([row.line, *(row.cells[place] for place in used)])
        if len(kept) + len(aside) >= _BATCH:
            yield pl.DataFrame(kept, schema=schema, orient="row"), aside
            kept, aside = [], []
    if uneven and not good:
        message = f"{name}: no row has as many fields as the header; line {uneven.line:,}: {uneven.fault}."
        raise ArchiveError(message)
    yield pl.DataFrame(kept, schema=schema, orient="row"), aside


def columns_of_parquet(path: Path) -> dict[str, pl.DataType]:
    """Give the columns of a Parquet file with their types. Raises ArchiveError where it is none."""
    with path.open("rb") as source:
        size = source.seek(0, os.SEEK_END)
        source.seek(max(size - _TAIL, 0))
        footer = int.from_bytes(source.read(_TAIL)[:4], "little")
    if _LARGEST_FOOTER < footer < size:
        message = f"{path} describes its columns in {footer:,} bytes; no listing has so many columns."
        raise ArchiveError(message)
    try:
        return dict(pl.scan_parquet(path, glob=False).collect_schema())
    except (pl.exceptions.PolarsError, OSError) as error:
        message = f"{path} cannot be read as Parquet ({str(error).splitlines()[0]})."
        raise ArchiveError(message) from error


def height_of_parquet(path: Path) -> int:
    """Count the rows of a Parquet file. Raises ArchiveError where they are far more than its bytes can hold."""
    height = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
    size = path.stat().st_size
    if height > _MANY_ROWS and height * _FEWEST_LETTERS > _BOMB_RATIO * size:
        message = f"{path} holds {height:,} rows in {size:,} bytes; no listing repeats itself so often."
        raise ArchiveError(message)
    return height


def batches_of_parquet(path: Path, named: dict[str, str], height: int) -> Iterator[tuple[pl.DataFrame, list[Row]]]:
    """Give the rows of a Parquet file, so many, in batches, the columns under our names, all as text.

    Row n becomes line n + 1.

    Rows with a cell that no name fills are set aside. `named` gives our name for each column that is read. Raises
    ArchiveError where a column holds no plain values.
    """
    types = columns_of_parquet(path)
    _refuse_long_words(path, [name for name in named if isinstance(types[name], (pl.Categorical, pl.Enum))])
    texts = [_as_text(path, column, types[column]).alias(name) for column, name in named.items()]
    rows = pl.scan_parquet(path, glob=False)
    try:
        for start in range(0, height, _BATCH):
            batch = rows.slice(start, _BATCH).select(texts).collect()
            numbered = batch.with_row_index("line", offset=start + 2).cast({"line": pl.Int64})
            too_long = pl.any_horizontal(pl.col(pl.String).str.len_bytes() > _LONGEST_BYTES)
            shortened = numbered.filter(too_long).with_columns(pl.col(pl.String).str.head(_SHOWN))
            aside = [
                Row(line, ", ".join(cell or "" for cell in cells), [], _TOO_LONG) for line, *cells in shortened.rows()
            ]
            yield numbered.remove(too_long) if aside else numbered, aside
    except (pl.exceptions.PolarsError, OSError) as error:
        _refuse_bytes(path, named)
        message = f"{path} cannot be read to its end ({str(error).splitlines()[0]}); fetch it again."
        raise ArchiveError(message) from error


def _as_text(path: Path, column: str, kind: pl.DataType) -> pl.Expr:
    """Write a column as text: days as 2022-03-05, whole numbers without a fraction."""
    values = pl.col(column)
    if kind.is_nested() or isinstance(kind, (pl.Object, pl.Time, pl.Duration)):
        message = f"{path}: the column {column} holds {kind}, not plain values."
        raise ArchiveError(message)
    if isinstance(kind, (pl.Date, pl.Datetime)):
        return values.dt.strftime("%Y-%m-%d")
    if kind.is_float():
        whole = values.cast(pl.Int64, strict=False)
        number = pl.when(values == whole).then(whole.cast(pl.String)).otherwise(values.cast(pl.String))
        exact = values.abs() < (_EXACT_IN_32_BITS if kind == pl.Float32 else _EXACT_IN_64_BITS)
        # As spreadsheets write a number whose last digits they have lost.
        shortened = pl.format("{}E+0", pl.coalesce(whole.cast(pl.String), pl.lit("9")))
        return pl.when(values.is_not_nan()).then(pl.when(exact).then(number).otherwise(shortened))
    return values.cast(pl.String, strict=isinstance(kind, pl.Binary))


def _refuse_long_words(path: Path, columns: list[str]) -> None:
    """Look for a word of megabytes, which such columns keep once and name in every row. Raises ArchiveError."""
    if not columns:
        return
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_BATCH, columns=columns):
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                words = column.dictionary if isinstance(column, pa.DictionaryArray) else column
                longest = pl.Series(words, dtype=pl.String).str.len_bytes().max()
                if isinstance(longest, int) and longest > _LONGEST_BYTES:
                    message = f"{path}: the column {name} holds a word of {longest:,} bytes; no name is so long."
                    raise ArchiveError(message)


def _refuse_bytes(path: Path, named: dict[str, str]) -> None:
    """Look for a text that is no UTF-8. Raises ArchiveError, which names its column and row; rows count from 1."""
    before = 0
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_BATCH, columns=list(named)):
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                if not (
                    pa.types.is_large_string(column.type)
                    or pa.types.is_string(column.type)
                    or pa.types.is_binary(column.type)
                ):
                    continue
                for place, cell in enumerate(column.cast(pa.large_binary()).to_pylist(), start=before + 1):
                    if cell is not None and not is_utf8(cell):
                        message = f"{path}: the column {name} is no UTF-8 in row {place:,}; write its texts as UTF-8."
                        raise ArchiveError(message)
            before += batch.num_rows

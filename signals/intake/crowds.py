"""Cells with more names, or longer ones, than any report has: a row of them is rejected, a column of them refused.

EudraVigilance has reports of a few hundred drugs in a cell. Terms of MedDRA have at most 100 letters, names of
products a few hundred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from signals.intake.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_NAMES, _LONGEST_NAME = 1_000, 1_000
_MANY_NAMES, _USUAL_NAMES = 1_000_000, 20
_MANY_LETTERS, _USUAL_LETTERS = 10_000_000, 250
_BETWEEN = "[;|•\\\\\x1e\x1f]"
_MANY = f"a cell of more than {_MOST_NAMES:,} names; no report names so many"
_LONG = f"a name of more than {_LONGEST_NAME:,} letters; no name is so long"


class Crowds:
    """Counts the names and the letters in the cells of one column, so that a few such cells are told from a flood."""

    def __init__(self, file: str, column: str) -> None:
        """Begin before the first row."""
        self.file, self.column = file, column
        self.cells = self.names = self.letters = 0

    def rejected(self, batch: pl.DataFrame) -> Iterator[tuple[int, str]]:
        """Give the lines of a batch whose cell holds too many names, or too long ones, with the reason."""
        for line, names, _ in (
            self.counted(batch)
            .filter((pl.col("names") > _MOST_NAMES) | (pl.col("letters") > _LONGEST_NAME * pl.col("names")))
            .rows()
        ):
            yield line, _MANY if names > _MOST_NAMES else _LONG

    def counted(self, batch: pl.DataFrame) -> pl.DataFrame:
        """Count the names and letters in each cell. Raises ArchiveError where the file has too many on the whole."""
        cell = pl.col(self.column)
        counted = batch.select(
            "line", names=cell.str.count_matches(_BETWEEN).fill_null(0) + 1, letters=cell.str.len_chars().fill_null(0)
        )
        self.cells += counted.height
        self.names += int(counted["names"].sum())
        self.letters += int(counted["letters"].sum())
        if self.names > _MANY_NAMES and self.names > _USUAL_NAMES * self.cells:
            self._refuse(f"{self.names // self.cells:,} names in each {self.column} cell")
        if self.letters > _MANY_LETTERS and self.letters > _USUAL_LETTERS * self.names:
            self._refuse(f"{self.letters // self.names:,} letters in each {self.column} name")
        return counted

    def _refuse(self, what: str) -> None:
        """Refuse the file, naming what is wrong with it."""
        message = f"{self.file} has on average {what}; no listing of reports is like that, and nothing of it is loaded."
        raise ArchiveError(message)

"""The account of a file: every line is in, or in the table of rejects with its place and the reason."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import polars as pl

from signals.intake.errors import ArchiveError
from signals.intake.layout import DELIMITER
from signals.intake.rows import LONGEST_TEXT
from signals.store import rows_of, run, text_of

if TYPE_CHECKING:
    import duckdb

    from signals.intake.text import Text

_MOST_FAULTS = 1_000_000


def faults_in(connection: duckdb.DuckDBPyConnection, question: str, name: str) -> list[tuple[int, str]]:
    """Give the lines that a question finds at fault, with the reasons. Raises ArchiveError where there are too many."""
    connection.execute(text_of(question))
    faults = connection.fetchmany(_MOST_FAULTS + 1)
    if len(faults) > _MOST_FAULTS:
        message = f"{name}: more than {_MOST_FAULTS:,} of its lines cannot be taken in, the first since {faults[0][1]}."
        raise ArchiveError(message)
    return faults


class Ledger:
    """The account of one file: which lines are in, which are not and why."""

    def __init__(self, label: str, text: Text) -> None:
        """Begin with the blank lines as rejected: DuckDB skips them without a word."""
        self.label, self.text = label, text
        self.reasons: dict[int, str] = dict.fromkeys((line for line in text.blank if line > 1), "the line is blank")
        self.broken: list[int] = []

    def add_broken(self, lines: list[tuple[int, str, str]], fields: int) -> None:
        """Add the lines that DuckDB could not split into the header's number of fields."""
        for line, kind, text in lines:
            count = text.count(DELIMITER) + 1
            uneven = f"{count} fields where the header has {fields}"
            self.reasons[line] = uneven if "COLUMNS" in kind else kind.lower()
        self.broken = sorted(self.reasons)

    def surplus(self, rows: int, fields: int) -> list[int]:
        """Reject the rows that have more fields than the header though the last are empty, and give their numbers.

        DuckDB drops empty fields at the end of a line, so that a stray delimiter further left would shift a row unseen.
        Counting the delimiters of the whole file tells whether there is such a row; only then are the lines searched.
        """
        header = self.text.header_fields()
        known = self.text.some_lines(set(self.broken))
        expected = len(header) - 1 + rows * (fields - 1) + sum(line.count(DELIMITER) for line in known.values())
        if self.text.delimiters == expected:
            return []
        surplus = self.text.lines_with_more(DELIMITER, fields) - set(self.broken)
        self.reasons |= dict.fromkeys(surplus, f"more fields than the header, which has {fields}; the last are empty")
        return [line - 2 - bisect_right(self.broken, line) for line in sorted(surplus)]

    def add_faults(self, faults: list[tuple[int, str]]) -> None:
        """Add rows that could be split but not taken in; rows count from 0, lines from 1 with the header."""
        shifts = [line - 2 - place for place, line in enumerate(self.broken)]
        for row, reason in faults:
            self.reasons[row + 2 + bisect_right(shifts, row)] = reason

    def close(self, connection: duckdb.DuckDBPyConnection, accepted: int, headers: int = 1) -> None:
        """Write the account. Raises ArchiveError where lines in and rejected do not add up to the lines of the file."""
        lines = self.text.lines - headers
        if accepted + len(self.reasons) != lines:
            message = (
                f"{self.text.name}: {lines} lines, but {accepted} in and {len(self.reasons)} rejected; nothing of this "
                "file is loaded."
            )
            raise ArchiveError(message)
        _write_rejects(connection, self.label, self.text, self.reasons)
        run(
            connection,
            "insert_file",
            quarter=self.label,
            name=self.text.name,
            bytes=self.text.size,
            lines=lines,
            accepted=accepted,
            rejected=len(self.reasons),
            encoding=self.text.encoding,
            unused=", ".join(self.text.unused),
            note=self.text.note,
        )

    def add_unread(self, connection: duckdb.DuckDBPyConnection, question: str, **values: object) -> int:
        """Keep the values that a question finds unreadable, or not to be used: counted by field and reason.

        Return how many fields and reasons there were.
        """
        return int(rows_of(connection, question, quarter=self.label, file=self.text.name, **values)[0][0])


def _write_rejects(connection: duckdb.DuckDBPyConnection, label: str, text: Text, reasons: dict[int, str]) -> None:
    """Keep every rejected line with its place, its reason and its text."""
    if not reasons:
        return
    texts = text.some_lines(set(reasons))
    rejected = pl.DataFrame(
        {
            "line": list(reasons),
            "reason": list(reasons.values()),
            "text": [texts[line][:LONGEST_TEXT] for line in reasons],
        }
    )
    connection.register("rejected", rejected.to_arrow())
    run(connection, "insert_reject", quarter=label, file=text.name)
    connection.unregister("rejected")

"""The FDA's lists of deleted cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from signals.intake.errors import ArchiveError
from signals.intake.names import case_number_in
from signals.store import run

if TYPE_CHECKING:
    import duckdb

    from signals.intake.ledger import Ledger


def take_in_deleted(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Take in a list of deleted cases: a case number a line, without a header, the first line blank as a rule.

    Raises ArchiveError where lines are there and none names a case: nothing would be deleted, without a word.
    """
    with ledger.text.path.open(encoding="utf-8-sig", newline="\n") as lines:
        numbers = [line.strip() for line in lines]
    headers = int(bool(numbers) and not numbers[0])
    cases = []
    for line, number in enumerate(numbers[headers:], start=1 + headers):
        if case := case_number_in(number):
            cases.append(case)
        else:
            ledger.reasons[line] = "not a case number" if number else "the line is blank"
    if not cases and any(numbers):
        shown = next(number for number in numbers if number)[:80]
        message = (
            f"{ledger.text.name}: no line of this list of deleted cases names a case; the first reads {shown!r}. "
            "Expected is a case number a line."
        )
        raise ArchiveError(message)
    connection.register("case_named", pl.DataFrame({"case_id": cases}, schema={"case_id": pl.String}).to_arrow())
    run(connection, "insert_deleted", quarter=ledger.label)
    connection.unregister("case_named")
    ledger.close(connection, len(cases), headers)

"""The FDA's lists of deleted cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from signals.store import run

if TYPE_CHECKING:
    import duckdb

    from signals.intake.ledger import Ledger


def take_in_deleted(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Take in a list of deleted cases: a case number a line, without a header, the first line blank as a rule."""
    with ledger.text.path.open(encoding="utf-8-sig", newline="\n") as lines:
        numbers = [line.strip() for line in lines]
    headers = int(bool(numbers) and not numbers[0])
    cases = []
    for line, number in enumerate(numbers[headers:], start=1 + headers):
        if number.isascii() and number.isdigit():
            cases.append(number)
        else:
            ledger.reasons[line] = "not a case number" if number else "the line is blank"
    connection.register("case_named", pl.DataFrame({"case_id": cases}, schema={"case_id": pl.String}).to_arrow())
    run(connection, "insert_deleted", quarter=ledger.label)
    connection.unregister("case_named")
    ledger.close(connection, len(cases), headers)

"""One quarter into the database, inside the caller's transaction, every line accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from signals.intake.deleted import take_in_deleted
from signals.intake.layout import DELIMITER, columns_of, rows_without_end
from signals.intake.ledger import Ledger, faults_in
from signals.store import rows_of, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    from signals.intake.arrival import Arrival
    from signals.intake.lists import Lists
    from signals.intake.text import Text

_LISTED = ("DRUG", "REAC")
_SPELT = ("insert_term", "respell_term")
_DOUBTED = {"DRUG": "unread_drug", "REAC": "unread_reac", "THER": "unread_ther"}
_CODED = ("OUTC", "RPSR")
CHILDREN = {
    "DRUG": ("insert_product", "insert_drug_line"),
    "REAC": ("written_term", "insert_term", "respell_term", "insert_reaction"),
    "OUTC": ("insert_outcome",),
    "RPSR": ("insert_source",),
    "THER": ("calendar_of_therapy", "insert_therapy"),
    "INDI": ("insert_indication",),
}


def stage(
    connection: duckdb.DuckDBPyConnection, arrived: Arrival, scratch: Path, step: Callable[[str], None]
) -> dict[str, Ledger]:
    """Read every file of a quarter into a temporary table and return their accounts, lines that do not split entered.

    This touches nothing of the database and so stands outside of the transaction. A file of which some rows lack their
    end is read from a copy in `scratch`.
    """
    run(connection, "staging")
    ledgers = {}
    for table, text in arrived.texts.items():
        ledgers[table] = ledger = Ledger(arrived.label, text)
        step(text.name)
        columns = columns_of(table, text)
        read = {name for (name,) in rows_of(connection, "columns_read", table=f"{table.lower()}_columns")}
        text.unused = [name for name in columns if name not in read]
        broken = _split(connection, table, text, columns)
        if lacking := rows_without_end(text, columns, {line: words for line, _, words in broken}):
            text.end_rows(lacking, DELIMITER, scratch / f"{table}.ended")
            text.add_note(f"lines without the dollar sign at their end, read as if it were there: {len(lacking):,}")
            broken = _split(connection, table, text, columns)
        ledger.add_broken(broken, len(columns))
        drop(connection, table, ledger.surplus(lines_in(connection, table), len(columns)))
    return ledgers


def _split(
    connection: duckdb.DuckDBPyConnection, table: str, text: Text, columns: dict[str, str]
) -> list[tuple[int, str, str]]:
    """Split the lines of a file into the columns of its table; give those that do not split, with what is wrong."""
    run(connection, f"stage_{table.lower()}", path=str(text.path), columns=columns)
    return rows_of(connection, "broken_lines", path=str(text.path))


def lines_in(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Count the staged lines of a file."""
    return int(rows_of(connection, "count_lines", table=f"staged_{table.lower()}")[0][0])


def drop(connection: duckdb.DuckDBPyConnection, table: str, rows: list[int]) -> None:
    """Take rows out of a staged file; they count from 0."""
    if rows:
        connection.register("fault", pl.DataFrame({"row": rows}).to_arrow())
        run(connection, f"drop_faults_{table.lower()}")
        connection.unregister("fault")


def settle(connection: duckdb.DuckDBPyConnection, ledger: Ledger, table: str) -> None:
    """Set aside the staged rows that cannot be taken in and write the account of the file."""
    faults = faults_in(connection, f"faults_{table.lower()}", ledger.text.name)
    ledger.add_faults(faults)
    drop(connection, table, [row for row, _ in faults])
    ledger.close(connection, lines_in(connection, table))
    if table in _DOUBTED:
        ledger.add_unread(connection, _DOUBTED[table])
    if table in _CODED:
        ledger.add_unread(connection, "unread_codes", table=f"staged_{table.lower()}")


def load_quarter(connection: duckdb.DuckDBPyConnection, arrived: Arrival, ledgers: dict[str, Ledger]) -> None:
    """Take in a staged quarter: its deleted cases, its reports, what hangs on them, and what is counted from them."""
    if ledgers:
        _settle_numbers(connection, ledgers)
    for text in arrived.lists:
        take_in_deleted(connection, Ledger(arrived.label, text))
    if "DEMO" in ledgers:
        settle(connection, ledgers["DEMO"], "DEMO")
    first = _settle_versions(connection, arrived)
    if "DEMO" in ledgers:
        ledgers["DEMO"].add_unread(connection, "unread_demo")
    if arrived.kind != "deleted list":
        run(connection, "places")
        run(connection, "insert_report", quarter=arrived.label, faers=arrived.kind == "FAERS")
        for table, inserts in CHILDREN.items():
            if table in ledgers:
                settle(connection, ledgers[table], table)
            elif arrived.kind != "line listing" or table not in _LISTED:
                continue
            for insert in inserts:
                run(connection, insert, **({"mixed": arrived.kind != "AERS"} if insert in _SPELT else {}))
        _read_products(connection)
        _derive(connection, first)
    _settle_profiles(connection)
    _keep_passed_over(connection, arrived)
    run(
        connection,
        "insert_quarter",
        label=arrived.label,
        kind=arrived.kind,
        origin=arrived.origin,
        sha256=arrived.sha256,
        loaded_at=arrived.at.replace(tzinfo=None),
    )


def _settle_numbers(connection: duckdb.DuckDBPyConnection, ledgers: dict[str, Ledger]) -> None:
    """Count the numbers with zeros or blanks in front by file, then read them without these, where there is any."""
    found = [
        ledger.add_unread(connection, "unread_numbers", table=f"staged_{table.lower()}")
        for table, ledger in ledgers.items()
    ]
    if any(found):
        run(connection, "plain_numbers")


def _keep_passed_over(connection: duckdb.DuckDBPyConnection, arrived: Arrival) -> None:
    """Keep which files of the archive were not read."""
    passed = [(file.name, file.size, file.reason) for file in arrived.passed_over]
    schema = {"name": pl.String, "bytes": pl.Int64, "reason": pl.String}
    connection.register("passed", pl.DataFrame(passed, schema=schema, orient="row").to_arrow())
    run(connection, "insert_passed_over", quarter=arrived.label)
    connection.unregister("passed")


def _settle_versions(connection: duckdb.DuckDBPyConnection, arrived: Arrival) -> int:
    """Decide which version of each case counts, and let the reports go that are replaced or deleted.

    Return the number that the first report to come in gets.
    """
    run(connection, "calendar")
    if arrived.kind == "AERS":
        run(connection, "number_cases")
    replacing = arrived.kind == "line listing"
    run(connection, "rank_versions", faers=arrived.kind == "FAERS", quarter=arrived.label, replacing=replacing)
    run(connection, "leavers")
    first = rows_of(connection, "next_report")[0][0]
    run(connection, "newcomers", first=first)
    run(connection, "insert_gone", quarter=arrived.label, joining=arrived.joining)
    if rows_of(connection, "count_leavers")[0][0]:
        run(connection, "remove_leavers")
    return first


def _read_products(connection: duckdb.DuckDBPyConnection) -> None:
    """Find the drugs in the products that have not been read yet."""
    first = rows_of(connection, "next_product")[0][0]
    run(connection, "product_names", first=first)
    run(connection, "insert_drug")
    run(connection, "insert_product_drug")


def _derive(connection: duckdb.DuckDBPyConnection, first: int) -> None:
    """Derive from the lists what is counted of the reports from number `first` on."""
    for question in ("insert_exposure", "insert_profile", "insert_watched_exposure", "insert_watched_reaction"):
        run(connection, question, first=first)


def _settle_profiles(connection: duckdb.DuckDBPyConnection) -> None:
    """Mark the reports that look like copies of another case, which stay in, and count those of each profile."""
    run(connection, "find_copies")
    run(connection, "mark_copies")
    run(connection, "count_profiles")


def apply_lists(connection: duckdb.DuckDBPyConnection, lists: Lists) -> None:
    """Make anew what was made with the lists, where one of them has changed."""
    if dict(rows_of(connection, "lists_applied")) == lists.sha256:
        return
    run(connection, "forget_lists")
    frames = {
        "drugs_read": pl.DataFrame(lists.drugs, schema=["drug", "synonym", "part", "whole"], orient="row"),
        "terms_read": pl.DataFrame(lists.terms, schema=["name", "part"], orient="row"),
        "indications_read": pl.DataFrame(lists.indications, schema=["name"], orient="row"),
        "countries_read": pl.DataFrame(lists.countries, schema=["name", "code"], orient="row"),
        "lists_read": pl.DataFrame(list(lists.sha256.items()), schema=["name", "sha256"], orient="row"),
    }
    for name, frame in frames.items():
        connection.register(name, frame.to_arrow())
    run(connection, "insert_lists")
    for name in frames:
        connection.unregister(name)
    if rows_of(connection, "next_report")[0][0]:
        _read_products(connection)
        _derive(connection, 0)
        _settle_profiles(connection)


def summary(connection: duckdb.DuckDBPyConnection, label: str) -> str:
    """Give the account of a quarter: a line a file, what could not be read, then what became of its reports."""
    files = rows_of(connection, "account_of_files", quarter=label)
    reports, counted, replaced, joined, deleted = rows_of(connection, "account_of_versions", quarter=label)[0]
    lines = [f"{label} is in."]
    for name, count, accepted, rejected, encoding, unused, note in files:
        lines.append(f"  {name:<16} {count:>11,} lines = {accepted:>11,} in + {rejected:,} rejected; {encoding}")
        lines += [f"    {words}" for words in (note, f"not used: {unused}" if unused else "") if words]
    lines += [f"  {name}: {words}" for name, words in rows_of(connection, "account_of_the_rest", quarter=label)]
    named, versions = rows_of(connection, "account_of_deleted", quarter=label)[0]
    if named:
        lines.append(f"  {named:,} cases named as deleted; {versions:,} versions of them, of any quarter, do not count")
    lines.append(
        f"  {reports:,} reports: {counted:,} count, {replaced:,} replaced by another version, {deleted:,} deleted"
        + (f", {joined:,} joined with another listing's rows of the same case" if joined else "")
    )
    return "\n".join(lines)

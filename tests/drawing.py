"""A casebook drawn as a table in a string: only the columns that matter, every other fact not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import polars as pl

from casebook.codebook import LISTS, STATES, codebook
from casebook.curation.rows import derived_columns
from casebook.schema import make_schema
from casebook.search import is_searched, text_of_case
from casebook.store import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNLESS_DRAWN = {"drug": "pomalidomide"}
_ALWAYS = {
    "changed": "2026-01-01",
    "citation": "Somebody 2020",
    "read_as": "abstract",
    "read_as_detail": "abstract",
    "in_founding_table": False,
}


class Casebooks:
    """Casebooks in memory that are drawn, emptied and drawn anew: to make one takes longer than most tests."""

    def __init__(self) -> None:
        """Begin with none: each is made when it is first needed."""
        self._free: list[duckdb.DuckDBPyConnection] = []
        self._drawn: list[tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]] = []
        self._filled: list[str] = []  # the tables that are empty in a casebook without a case

    def draw(self, drawing: str) -> duckdb.DuckDBPyConnection:
        """Give a casebook of a drawn table: a heading of column names, a row per case, cells parted by "|".

        An empty cell is "not reported"; a state written out is that state; lists are joined by ";". In a list "no
        fever" is a term denied; "only dyspnea" is a list that names all there was, "none" one known to be empty.
        Columns that are not drawn are not reported, but for the suspect drug.
        """
        empty = self._free.pop() if self._free else self._make()
        casebook = empty.cursor()  # what a test registers or leaves open ends with it
        self._drawn.append((empty, casebook))
        _fill(casebook, drawing)
        return casebook

    def take_back(self) -> None:
        """Empty all that were drawn."""
        for empty, casebook in self._drawn:
            casebook.close()
            for table in self._filled:
                empty.execute(f"TRUNCATE {table}")
            self._free.append(empty)
        self._drawn.clear()

    def _make(self) -> duckdb.DuckDBPyConnection:
        casebook = duckdb.connect(config={"threads": 1})  # a few rows: starting threads takes longer than they save
        make_schema(casebook)
        tables = [table for (table,) in casebook.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        self._filled = [table for table in tables if not casebook.execute(f"FROM {table} LIMIT 1").fetchall()]
        return casebook


def _fill(casebook: duckdb.DuckDBPyConnection, drawing: str) -> None:
    """Put the cases of a drawn table into a casebook without a case."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    cases = [_row(dict(zip(lines[0], cells, strict=True))) for cells in lines[1:]]
    rows = pl.DataFrame(cases, infer_schema_length=None) if cases else None
    if rows is not None:
        casebook.register("read_cases", rows)
        casebook.execute(text_of("add_cases"))
        casebook.unregister("read_cases")
    casebook.execute(text_of("add_search_words"))
    casebook.execute(text_of("add_release"), {"content": "0" * 64, "sources": "0" * 64, "schema": ""})


def add_rows(casebook: duckdb.DuckDBPyConnection, table: str, *rows: Mapping[str, object]) -> duckdb.DuckDBPyConnection:
    """Put rows into the table facts, conflicts or course of a drawn casebook, as the build does; give the casebook."""
    casebook.register(f"read_{table}", pl.DataFrame(rows, infer_schema_length=None))
    casebook.execute(text_of(f"add_{table}"))
    casebook.unregister(f"read_{table}")
    return casebook


def let_be_the_eight(casebook: duckdb.DuckDBPyConnection, prefix: str) -> None:
    """Let the drawn cases whose case_id begins so, and no others, stand in the table of the founding report."""
    casebook.execute("UPDATE cases SET in_founding_table = starts_with(case_id, ?)", [prefix])


def _row(drawn: dict[str, str]) -> dict[str, object]:
    book = codebook()
    unknown = drawn.keys() - book.facts.keys()
    if unknown:
        message = f"no such column: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    row: dict[str, object] = {**_ALWAYS}
    row |= {name: None for name, fact in book.source_facts().items() if fact.states}
    row["case_name"] = drawn.get("case_name") or drawn.get("case_id")
    if drawn.get("latency_days"):
        unit = "not reported" if drawn["latency_days"] in STATES else "day"
        given = {name: cell for name, cell in drawn.items() if cell}
        drawn = {"latency_value": drawn["latency_days"], "latency_unit": unit, **given}
    for name, fact in book.read_facts().items():
        cell = drawn.get(name) or _UNLESS_DRAWN.get(name, "not reported")
        if fact.kind == "term":
            row[name] = cell
        else:
            known = cell not in STATES
            row |= {name: _value(fact.kind, cell) if known else None, f"{name}_state": "known" if known else cell}
            if fact.kind in LISTS:
                row |= _denied_and_complete(name, cell if known else None)
    row |= derived_columns(row, book)
    row |= {name: cell for name, cell in drawn.items() if name not in book.read_facts() and cell}
    told = [str(drawn.get(fact.name) or row.get(fact.name) or "") for fact in book.facts.values() if is_searched(fact)]
    return row | {"searchable": text_of_case("" if text in (*STATES, "yes", "no") else text for text in told)}


def _value(kind: str, cell: str) -> object:
    if kind == "number":
        return float(cell)
    if kind in LISTS:
        terms = [term.strip().removeprefix("only ") for term in cell.split(";")]
        return [] if cell == "none" else [term for term in terms if not term.startswith("no ")]
    return cell


def _denied_and_complete(name: str, cell: str | None) -> dict[str, object]:
    """Read what a drawn list denies, and whether it is complete; nothing of a list that is not known."""
    if cell is None:
        return {f"{name}_denied": None, f"{name}_complete": None}
    terms = [term.strip() for term in cell.split(";")]
    denied = [term.removeprefix("no ") for term in terms if term.startswith("no ")]
    return {f"{name}_denied": denied, f"{name}_complete": cell == "none" or cell.startswith("only ")}

"""A casebook drawn as a table in a string: only the columns that matter, every other fact not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import polars as pl

from casebook.codebook import STATES, codebook
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


def draw_casebook(drawing: str) -> duckdb.DuckDBPyConnection:
    """Make a casebook in memory from a drawn table: a heading of column names, a row per case, cells parted by "|".

    An empty cell is "not reported"; a state written out is that state; lists are joined by ";"; "none" is a list
    known to be empty. Columns that are not drawn are not reported.
    """
    casebook = duckdb.connect()
    make_schema(casebook)
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    cases = [_row(dict(zip(lines[0], cells, strict=True))) for cells in lines[1:]]
    rows = pl.DataFrame(cases, infer_schema_length=None) if cases else None
    if rows is not None:
        casebook.register("read_cases", rows)
        casebook.execute(text_of("add_cases"))
        casebook.unregister("read_cases")
    casebook.execute(text_of("add_search_words"))
    casebook.execute(text_of("add_release"), {"content": "0" * 64, "sources": "0" * 64, "schema": ""})
    return casebook


def add_rows(casebook: duckdb.DuckDBPyConnection, table: str, *rows: Mapping[str, object]) -> duckdb.DuckDBPyConnection:
    """Put rows into the table facts, conflicts or course of a drawn casebook, as the build does; give the casebook."""
    casebook.register(f"read_{table}", pl.DataFrame(rows, infer_schema_length=None))
    casebook.execute(text_of(f"add_{table}"))
    casebook.unregister(f"read_{table}")
    return casebook


def _row(drawn: dict[str, str]) -> dict[str, object]:
    book = codebook()
    unknown = drawn.keys() - book.facts.keys()
    if unknown:
        message = f"no such column: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    row: dict[str, object] = {**_ALWAYS}
    row |= {name: None for name, fact in book.source_facts().items() if fact.states}
    if drawn.get("latency_days"):
        unit = "not reported" if drawn["latency_days"] in STATES else "day"
        drawn = {"latency_value": drawn["latency_days"], "latency_unit": unit, **drawn}
    for name, fact in book.read_facts().items():
        cell = drawn.get(name) or _UNLESS_DRAWN.get(name, "not reported")
        if fact.kind == "term":
            row[name] = cell
        else:
            known = cell not in STATES
            row |= {name: _value(fact.kind, cell) if known else None, f"{name}_state": "known" if known else cell}
    row |= {name: cell for name, cell in drawn.items() if name not in book.read_facts() and cell}
    told = [str(drawn.get(fact.name) or row.get(fact.name) or "") for fact in book.facts.values() if is_searched(fact)]
    return row | {"searchable": text_of_case("" if text in (*STATES, "yes", "no") else text for text in told)}


def _value(kind: str, cell: str) -> object:
    if kind == "number":
        return float(cell)
    if kind == "list":
        return [] if cell == "none" else [term.strip() for term in cell.split(";")]
    return cell

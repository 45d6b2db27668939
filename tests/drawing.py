"""A casebook drawn as a table in a string: only the columns that matter, every other fact not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import polars as pl

from casebook.codebook import codebook
from casebook.curation.schema import make_schema
from casebook.store import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATES = ("not reported", "not read", "not applicable")
_ALWAYS = {
    "changed": "2026-01-01",
    "citation": "Somebody 2020",
    "read_as": "abstract",
    "read_as_detail": "abstract",
    "in_founding_table": False,
    "drug": "pomalidomide",
    "searchable": "",
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
    casebook.execute(text_of("add_release"), {"content": "0" * 64, "sources": "0" * 64})
    return casebook


def add_rows(casebook: duckdb.DuckDBPyConnection, table: str, *rows: Mapping[str, object]) -> duckdb.DuckDBPyConnection:
    """Put rows into the table facts, conflicts or course of a drawn casebook, as the build does; give the casebook."""
    casebook.register(f"read_{table}", pl.DataFrame(rows, infer_schema_length=None))
    casebook.execute(text_of(f"add_{table}"))
    casebook.unregister(f"read_{table}")
    return casebook


def _row(drawn: dict[str, str]) -> dict[str, object]:
    unknown = drawn.keys() - codebook().facts.keys()
    if unknown:
        message = f"no such column: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    row: dict[str, object] = {**_ALWAYS, "searchable": " ".join(drawn.values()).lower()}
    if drawn.get("latency_days"):
        unit = "not reported" if drawn["latency_days"] in _STATES else "day"
        drawn = {"latency_value": drawn["latency_days"], "latency_unit": unit, **drawn}
    for fact in codebook().read_facts().values():
        cell = drawn.get(fact.name, "") or "not reported"
        if fact.kind == "term":
            row[fact.name] = cell if fact.name != "drug" or fact.name in drawn else "pomalidomide"
        elif cell in _STATES:
            row |= {fact.name: None, f"{fact.name}_state": cell}
        else:
            row |= {fact.name: _value(fact.kind, cell), f"{fact.name}_state": "known"}
    sources = ("secondary_source", "year", "doi", "pmid", "url", "licence", "citation_locator", "licence_locator")
    row |= dict.fromkeys(sources)
    return row | {name: cell for name, cell in drawn.items() if name not in codebook().read_facts() and cell}


def _value(kind: str, cell: str) -> object:
    if kind == "number":
        return float(cell)
    if kind == "list":
        return [] if cell == "none" else [term.strip() for term in cell.split(";")]
    return cell

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
    from pathlib import Path

_UNLESS_DRAWN = {"drug": "pomalidomide"}
_ALWAYS = {
    "changed": "2026-01-01",
    "citation": "Somebody 2020",
    "read_as": "abstract",
    "read_as_detail": "abstract",
    "in_founding_table": False,
}


def write_empty_casebook(into: Path) -> Path:
    """Write a casebook file without a case, which draw_casebook copies: making one takes longer than copying one."""
    with duckdb.connect(into) as casebook:
        make_schema(casebook)
    return into


def draw_casebook(empty: Path, drawing: str) -> duckdb.DuckDBPyConnection:
    """Make a casebook in memory from a drawn table: a heading of column names, a row per case, cells parted by "|".

    An empty cell is "not reported"; a state written out is that state; lists are joined by ";". In a list "no fever" is
    a term denied; "only dyspnea" is a list that names all there was, "none" one known to be empty. Columns that are not
    drawn are not reported, but for the suspect drug. `empty` is the file of write_empty_casebook.
    """
    casebook = duckdb.connect(config={"threads": 1})  # a few rows: starting threads takes longer than they save
    path = str(empty).replace("'", "''")  # ATTACH takes no bound value
    casebook.execute(f"ATTACH '{path}' AS empty (READ_ONLY)")
    casebook.execute("COPY FROM DATABASE empty TO memory")
    casebook.execute("DETACH empty")
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

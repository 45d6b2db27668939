"""Make an empty casebook: the codebook in tables, and the types, tables and macros that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook.codebook import codebook
from casebook.lavage import REFERENCE
from casebook.store import text_of
from common.paths import QUERIES

if TYPE_CHECKING:
    import duckdb

    from casebook.codebook import Codebook, Fact

ORDER = (
    "codebook_types",
    "write_types",
    "write_cases",
    "write_counts_as",
    "release",
    "facts",
    "conflicts",
    "course",
    "search_words",
    "in_words",
    "doses",
    "filter_predicates",
    "write_selected_cases",
    "write_terms_left",
    "write_cases_in_words",
    "write_findings",
    "contradicted",
    "counted_by_drug",
    "latencies_by",
    "compared_terms",
    "write_compared_cases",
    "verdicts",
    *(f"claims/{path.stem}" for path in sorted((QUERIES / "schema" / "claims").glob("*.sql"))),
)
"""What is made after the codebook's own tables, in order: files of queries/schema, and questions of queries/curation.

The name of such a question begins with "write_": it writes statements from the codebook, and each row is executed."""


def make_schema(connection: duckdb.DuckDBPyConnection, book: Codebook | None = None) -> None:
    """Make an empty casebook in the current database of a connection. Without a codebook, that of data/codebook."""
    book = book or codebook()
    for name in ("codebook", "lavage_reference"):
        _run(connection, name)
    tables = {
        "codebook_facts": _facts(book),
        "codebook_terms": _terms(book),
        "finding_kinds": _finding_kinds(book),
        "lavage_reference": pl.DataFrame([{"cell": cell, **bounds._asdict()} for cell, bounds in REFERENCE.items()]),
    }
    for table, rows in tables.items():
        connection.register(f"read_{table}", rows)
        connection.execute(text_of(f"add_{table}"))
        connection.unregister(f"read_{table}")
    for name in ORDER:
        if not name.startswith("write_"):
            _run(connection, name)
            continue
        for (statement,) in connection.execute(text_of(name)).fetchall():
            connection.execute(statement)


def _run(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute((QUERIES / "schema" / f"{name}.sql").read_text(encoding="utf-8"))


def _facts(book: Codebook) -> pl.DataFrame:
    rows = [{"place": place, **_columns(fact)} for place, fact in enumerate(book.facts.values(), 1)]
    return pl.DataFrame(rows, infer_schema_length=None)


def _columns(fact: Fact) -> dict[str, object]:
    filter_, criterion = fact.filter, fact.criterion
    return {
        "section": fact.section,
        "name": fact.name,
        "label": fact.label,
        "origin": fact.origin,
        "kind": fact.kind,
        "lists": list(fact.lists),
        "states": list(fact.states),
        "unit": fact.unit,
        "low": None if fact.low == float("-inf") else fact.low,
        "high": None if fact.high == float("inf") else fact.high,
        "explanation": fact.explanation,
        "filter": filter_ and filter_.key,
        "filter_order": filter_ and filter_.order,
        "criterion": criterion and criterion.key,
        "criterion_order": criterion and criterion.order,
        "compares": criterion and criterion.compares,
    }


def _terms(book: Codebook) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"list": name, "term": term.name, "place": place, "counts_as": term.counts_as}
            for name, terms in book.lists.items()
            for place, term in enumerate(terms, 1)
        ]
    )


def _finding_kinds(book: Codebook) -> pl.DataFrame:
    kinds = enumerate(book.finding_kinds().items(), 1)
    return pl.DataFrame([{"place": place, "kind": kind, "fact": fact.name} for place, (kind, fact) in kinds])

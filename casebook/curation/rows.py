"""Checked cases as the rows of the casebook's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from casebook.curation.records import Known
from casebook.lavage import CELLS, SHARES, patterns
from casebook.store import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from casebook.codebook import Codebook
    from casebook.curation.records import Case, Unknown

_COLUMN_TYPES = {
    "term": pl.String(),
    "list": pl.List(pl.String()),
    "number": pl.Float64(),
    "text": pl.String(),
    "date": pl.Date(),
    "year": pl.Int16(),
    "yes or no": pl.Boolean(),
}
_READINGS = pl.List(pl.Struct({"says": pl.String(), "locator": pl.String()}))
_MEASURES = pl.List(pl.Struct({"fact": pl.String(), "value": pl.Float64()}))


def add_cases(casebook: duckdb.DuckDBPyConnection, cases: Sequence[Case], book: Codebook) -> None:
    """Put the cases into the tables of an empty casebook."""
    for table, rows in frames(cases, book).items():
        casebook.register(f"read_{table}", rows)
        casebook.execute(text_of(f"add_{table}"))
        casebook.unregister(f"read_{table}")


def frames(cases: Sequence[Case], book: Codebook) -> dict[str, pl.DataFrame]:
    """Lay the cases out: table name to frame, with the columns of that table but for those that SQL derives."""
    return {
        "cases": pl.DataFrame([_case(case, book) for case in cases], schema=_columns(book)),
        "facts": pl.DataFrame(
            [row for case in cases for row in _facts(case, book)],
            schema=dict.fromkeys(("case_id", "fact", "state", "told", "locator", "note"), pl.String()),
            orient="row",
        ),
        "conflicts": pl.DataFrame(
            [
                {"case_id": case.case_id, "position": position, **contradiction.model_dump()}
                for case in cases
                for position, contradiction in enumerate(case.conflicts)
            ],
            schema={
                "case_id": pl.String(),
                "position": pl.Int16(),
                "fact": pl.String(),
                "readings": _READINGS,
                "note": pl.String(),
            },
        ),
        "course": pl.DataFrame(
            [
                {"case_id": case.case_id, "position": position, **moment.model_dump()}
                for case in cases
                for position, moment in enumerate(case.course)
            ],
            schema={
                "case_id": pl.String(),
                "position": pl.Int16(),
                **dict.fromkeys(("event", "reported"), pl.String()),
                "value": pl.Float64(),
                **dict.fromkeys(("unit", "counted_from", "detail"), pl.String()),
                "measures": _MEASURES,
                "locator": pl.String(),
            },
        ),
    }


def in_words(value: str | float | list[str]) -> str:
    """Say a value in words: a list joined by "; ", an empty one as "none", a number without needless zeros."""
    if isinstance(value, list):
        return "; ".join(value) or "none"
    return value if isinstance(value, str) else f"{value:.12g}"


def _columns(book: Codebook) -> dict[str, pl.DataType]:
    columns = {name: _COLUMN_TYPES[fact.kind] for name, fact in book.source_facts().items()}
    for name, fact in book.read_facts().items():
        columns[name] = _COLUMN_TYPES[fact.kind]
        if fact.kind != "term":
            columns[f"{name}_state"] = pl.String()
    return columns | {"searchable": pl.String(), "bal_pattern": pl.List(pl.String()), "bal_pattern_state": pl.String()}


def _case(case: Case, book: Codebook) -> dict[str, object]:
    row: dict[str, object] = {"case_id": case.case_id, "changed": case.changed, **case.source}
    words = [case.case_id, case.source["citation"], case.source["doi"] or "", case.source["pmid"] or ""]
    for name, fact in book.read_facts().items():
        entry = case.facts[name]
        if isinstance(entry, Known):
            row[name] = entry.value
            if entry.value not in ("yes", "no"):
                words.append(in_words(entry.value))
        if fact.kind != "term":
            row[f"{name}_state"] = "known" if isinstance(entry, Known) else entry.state
        elif not isinstance(entry, Known):
            row[name] = entry.state
    row["searchable"] = "\n".join(words).lower()
    return row | lavage_columns(row)


def lavage_columns(row: Mapping[str, Any]) -> dict[str, object]:
    """Give the columns of the lavage pattern, which follows from other columns of a case: the patterns, the state."""
    performed = row["bal_performed"]
    shares = {cell: row.get(share) for cell, share in zip(CELLS, SHARES, strict=True)}
    possible = patterns(shares, row.get("bal_impression") or (), row["bal_alveolar_hemorrhage"])
    if possible:
        return {"bal_pattern": [*possible], "bal_pattern_state": "known"}
    states = {performed, *(row[f"{share}_state"] for share in SHARES)}
    state = "not applicable" if performed == "no" else "not read" if "not read" in states else "not reported"
    return {"bal_pattern": None, "bal_pattern_state": state}


def _facts(case: Case, book: Codebook) -> Iterator[tuple[str, str, str, str | None, str | None, str | None]]:
    """Give one row a fact, in the order of the codebook: its state, the value in words, where it was read, the note."""
    for name in book.read_facts():
        entry: Known | Unknown = case.facts[name]
        if isinstance(entry, Known):
            yield case.case_id, name, "known", in_words(entry.value), entry.locator, entry.note or None
        else:
            yield case.case_id, name, entry.state, None, None, entry.note or None

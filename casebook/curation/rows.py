"""Checked cases as the rows of the casebook's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from casebook.codebook import LISTS, STATES
from casebook.curation.records import AT_THE_TOP, Known, KnownList
from casebook.lavage import CELLS, SHARES, patterns
from casebook.search import is_searched, text_of_case
from casebook.store import text_of
from common.tables import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from casebook.codebook import Codebook, Fact
    from casebook.curation.records import Case, Unknown

_COLUMN_TYPES = {
    "term": pl.String(),
    "list": pl.List(pl.String()),
    "open list": pl.List(pl.String()),
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
    casebook.execute(text_of("add_search_words"))


def frames(cases: Sequence[Case], book: Codebook) -> dict[str, pl.DataFrame]:
    """Lay the cases out: table name to frame, with the columns of that table but for those that SQL derives."""
    return {
        "cases": pl.DataFrame([_case(case, book) for case in cases], schema=_columns(book)),
        "facts": pl.DataFrame(
            [row for case in cases for row in _facts(case, book)],
            schema={
                **dict.fromkeys(("case_id", "fact", "state", "value", "locator", "note"), pl.String()),
                "denied": pl.String(),
                "complete": pl.Boolean(),
                "said_of": pl.String(),
                "from_claim": pl.Int16(),
            },
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
    """Say a value in words: a list joined as in a CSV, an empty one "none named", a number without needless zeros."""
    if isinstance(value, list):
        return joined(value) or "none named"
    return value if isinstance(value, str) else f"{value:.12g}"


def _columns(book: Codebook) -> dict[str, pl.DataType]:
    columns = {name: _COLUMN_TYPES[fact.kind] for name, fact in book.source_facts().items()}
    for name, fact in book.read_facts().items():
        columns[name] = _COLUMN_TYPES[fact.kind]
        if fact.kind != "term":
            columns[f"{name}_state"] = pl.String()
        if fact.kind in LISTS:
            columns |= {f"{name}_denied": pl.List(pl.String()), f"{name}_complete": pl.Boolean()}
    columns |= {"searchable": pl.String(), "bal_pattern": pl.List(pl.String()), "bal_pattern_state": pl.String()}
    return columns | {"facts_known": pl.Int16(), "facts_asked": pl.Int16()}


def _case(case: Case, book: Codebook) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(case, name) for name in AT_THE_TOP} | case.source
    row["case_name"] = case.case_name or case.case_id
    for name, fact in book.read_facts().items():
        entry = case.facts[name]
        if isinstance(entry, Known):
            row[name] = entry.value
        if isinstance(entry, KnownList):
            row |= {f"{name}_denied": entry.denied, f"{name}_complete": entry.is_complete}
        if fact.kind != "term":
            row[f"{name}_state"] = "known" if isinstance(entry, Known) else entry.state
        elif not isinstance(entry, Known):
            row[name] = entry.state
    row["searchable"] = text_of_case(_text_searched(case, fact) for fact in book.facts.values() if is_searched(fact))
    return row | derived_columns(row, book)


def _text_searched(case: Case, fact: Fact) -> str:
    """Give the text of a fact in which the search looks: "" of one that is not known, or is told by yes or no alone."""
    entry = case.facts.get(fact.name)
    if isinstance(entry, Known) and entry.value not in ("yes", "no"):
        return in_words(entry.value)
    if fact.name in AT_THE_TOP:
        return str(getattr(case, fact.name) or "")
    return str(case.source.get(fact.name) or "")


def derived_columns(row: Mapping[str, Any], book: Codebook) -> dict[str, object]:
    """Give the columns that follow from what was read in a case: the lavage pattern, and how much is known."""
    states = [
        (row[name] if row[name] in STATES else "known") if fact.kind == "term" else row[f"{name}_state"]
        for name, fact in book.read_facts().items()
    ]
    facts_asked = len(states) - states.count("not applicable")
    return _lavage(row) | {"facts_known": states.count("known"), "facts_asked": facts_asked}


def _lavage(row: Mapping[str, Any]) -> dict[str, object]:
    """Give the patterns of a lavage and their state."""
    performed = row["bal_performed"]
    shares = {cell: row.get(share) for cell, share in zip(CELLS, SHARES, strict=True)}
    possible = patterns(shares, row.get("bal_impression") or (), row["bal_alveolar_hemorrhage"])
    if possible:
        return {"bal_pattern": [*possible], "bal_pattern_state": "known"}
    states = {performed, *(row[f"{share}_state"] for share in SHARES)}
    state = "not applicable" if performed == "no" else "not read" if "not read" in states else "not reported"
    return {"bal_pattern": None, "bal_pattern_state": state}


def _facts(case: Case, book: Codebook) -> Iterator[dict[str, object]]:
    """Give one row a fact, in the order of the codebook: its state, what the source says in words, and where."""
    for name in book.read_facts():
        entry: Known | Unknown = case.facts[name]
        row: dict[str, object] = {"case_id": case.case_id, "fact": name, "note": entry.note or None}
        if not isinstance(entry, Known):
            yield row | {"state": entry.state}
            continue
        row |= {
            "state": "known",
            "value": in_words(entry.value),
            "locator": entry.locator,
            "said_of": entry.said_of or None,
            "from_claim": entry.from_claim or None,
        }
        if isinstance(entry, KnownList):
            row["value"] = "none" if entry.is_complete and not entry.value else row["value"]
            row |= {"denied": joined(entry.denied) or None, "complete": entry.is_complete}
        yield row

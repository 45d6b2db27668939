"""What a case file may say, read from queries/schema: the facts, their terms, their states and their bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casebook.store import ask
from common.paths import QUERIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

STATES = ("not applicable", "not reported", "not read")
DERIVED = frozenset({"latency_low_days", "latency_high_days", "rechallenge_outcome", "findings", "searchable"})
"""Columns of a case that follow from the others, so that no case file holds them."""

_SCHEMA = (
    *("types", "release", "cases", "facts", "conflicts", "course", "in_words", "selected_cases", "counted_by_drug"),
    *("latencies_by", "compared_cases"),
)
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_BETWEEN = re.compile(r"BETWEEN (-?\d+) AND (-?\d+)|>= (-?\d+)")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a case: its kind ("terms", "number", "list" or "text"), what it may say, and its possible states."""

    name: str
    kind: str
    terms: tuple[str, ...] = ()
    states: tuple[str, ...] = STATES
    low: float = float("-inf")
    high: float = float("inf")

    @property
    def allowed(self) -> str:
        """Say in words which values are allowed."""
        if self.kind == "number":
            if self.high == float("inf"):
                return "a number" if self.low == float("-inf") else f"a number from {self.low:g} up"
            return f"a number from {self.low:g} to {self.high:g}"
        if self.kind == "text":
            return "a text that is not empty"
        one_of = " | ".join(self.terms)
        return f"a list of: {one_of}" if self.kind == "list" else one_of


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The facts of a case in clinical order, the keys of its source, and the terms of each type."""

    facts: Mapping[str, Fact]
    source: tuple[str, ...]
    terms: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, str]


def read_vocabulary(casebook: duckdb.DuckDBPyConnection) -> Vocabulary:
    """Read the vocabulary from a database in which queries/schema has been run."""
    columns = {name: (type_, section) for name, type_, section in ask("vocabulary", casebook=casebook).rows()}
    bounds = {fact: _bounds(expression) for fact, expression in ask("ranges", casebook=casebook).rows()}
    facts = {
        name: _fact(name, type_, bounds.get(name))
        for name, (type_, section) in columns.items()
        if section not in {None, "Source"} and not name.endswith("_state") and name not in DERIVED
    }
    source = tuple(name for name, (_, section) in columns.items() if section == "Source")[2:]
    terms = {type_: tuple(terms) for type_, terms in ask("terms", casebook=casebook).rows()}
    return Vocabulary(facts, source, terms, {name: type_ for name, (type_, _) in columns.items()})


def schema() -> str:
    """Give the statements of queries/schema that make an empty casebook, in their order."""
    return "\n".join((QUERIES / "schema" / f"{part}.sql").read_text(encoding="utf-8") for part in _SCHEMA)


def _fact(name: str, type_: str, bounds: tuple[float, float] | None) -> Fact:
    if type_.startswith("ENUM"):
        terms = tuple(term.replace("''", "'") for term in _QUOTED.findall(type_))
        if type_.endswith("[]"):
            return Fact(name, "list", terms)
        return Fact(
            name,
            "terms",
            tuple(term for term in terms if term not in STATES),
            tuple(term for term in terms if term in STATES),
        )
    if type_ == "DOUBLE":
        low, high = bounds or (float("-inf"), float("inf"))
        return Fact(name, "number", low=low, high=high)
    return Fact(name, "text")


def _bounds(expression: str) -> tuple[float, float] | None:
    found = _BETWEEN.search(expression)
    if found is None:
        return None
    between_low, between_high, from_low = found.groups()
    if from_low is not None:
        return float(from_low), float("inf")
    return float(between_low), float(between_high)

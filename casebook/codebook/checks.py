"""What must hold between the rows of the codebook, and between the cells of one row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from casebook.codebook.faults import CodebookFault
from casebook.codebook.model import COMPARED, FILTERED, RESERVED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casebook.codebook.model import Fact, Term

OF_THE_COURSE = ("course_event", "counted_from")
"""Lists whose terms the dated moments of a case have."""

_SQL_TYPES = frozenset(
    [
        *("bigint", "bit", "blob", "bool", "boolean", "char", "date", "decimal", "double", "enum", "float", "hugeint"),
        *("int", "integer", "interval", "json", "list", "map", "null", "numeric", "real", "smallint", "state"),
        *("string", "struct", "text", "time", "timestamp", "tinyint", "union", "uuid", "varchar", "variant"),
    ]
)
"""Types that DuckDB or the casebook has already: no list can have such a name."""

_COLUMNS_BESIDE_THE_FACTS = frozenset({"conflicts"})
_OF_THE_SOURCE = ("date", "year", "yes or no")
_READ_KINDS = ("term", "list", "number", "text")


def faults_of_lists(
    lists: Mapping[str, tuple[Term, ...]], rows: Mapping[tuple[str, str], int]
) -> Iterator[CodebookFault]:
    """Find lists that are missing or cannot be a type, and terms that count differently from list to list."""
    for name in OF_THE_COURSE:
        if name not in lists:
            yield CodebookFault("terms.csv", 1, "list", f"no {name}", "each list that the course of a case needs")
    counts: dict[str, str] = {}
    for name, terms in lists.items():
        if name in _SQL_TYPES:
            yield CodebookFault("terms.csv", rows[name, terms[0].name], "list", name, "a name that is no type of SQL")
        for term in terms:
            if counts.setdefault(term.name, term.counts_as) != term.counts_as:
                allowed = f"“{counts[term.name]}”, as in the other list with the term {term.name}"
                yield CodebookFault("terms.csv", rows[name, term.name], "counts_as", term.counts_as, allowed)


def faults_between_rows(facts: Mapping[str, Fact], rows: Mapping[str, int]) -> Iterator[CodebookFault]:
    """Find what two facts cannot share, and cells of one fact that do not go together."""
    for name, fact in facts.items():
        for column, found, allowed in (*_of_one(fact), *_of_name(fact, facts), *_of_links(fact)):
            yield CodebookFault("facts.csv", rows[name], column, found, allowed)
    for column in ("filter", "criterion"):
        first: dict[str, str] = {}
        for name, fact in facts.items():
            how = getattr(fact, column)
            if how and first.setdefault(how.key, name) != name:
                needs = f"a key of its own; {first[how.key]} has it too"
                yield CodebookFault("facts.csv", rows[name], column, how.key, needs)


def _of_one(fact: Fact) -> Iterator[tuple[str, str, str]]:
    if fact.origin == "read" and fact.kind in _OF_THE_SOURCE:
        yield "kind", fact.kind, f"{' | '.join(_READ_KINDS)}, for a fact that is read"
    if fact.origin == "source" and len(fact.states) > 1 and fact.states != UNKNOWN:
        allowed = f"for a fact of the source one state: what an empty field means; or {'; '.join(UNKNOWN)}"
        yield "states", "; ".join(fact.states), allowed
    if fact.origin == "source" and fact.kind == "term" and fact.states:
        yield "states", "; ".join(fact.states), "nothing, for a term of the source: it is always known"
    if fact.kind == "term" and len(fact.lists) > 1:
        yield "terms", "; ".join(fact.lists), "one list, for a term"
    for term, times in Counter(fact.terms).items():
        if times > 1:
            yield "terms", "; ".join(fact.lists), f"lists without a term in common; {term} is in {times} of them"
    if fact.since and (fact.origin != "read" or "not read" not in fact.states):
        yield "since", fact.since.isoformat(), "nothing, but for a fact that is read and may be “not read”"


def _of_links(fact: Fact) -> Iterator[tuple[str, str, str]]:
    """Find a key that links use otherwise, and a kind of fact that cannot be filtered or compared so."""
    if fact.filter and fact.kind not in FILTERED:
        yield "filter", fact.filter.key, f"nothing, but for a {', '.join(FILTERED)}"
    if fact.filter and fact.filter.key.endswith("_unknown"):
        yield "filter", fact.filter.key, "a key that does not end in _unknown"
    if fact.criterion and COMPARED.get(fact.criterion.compares, fact.kind) != fact.kind:
        allowed = " | ".join(how for how, kind in COMPARED.items() if kind == fact.kind) or "nothing"
        yield "compares", fact.criterion.compares, f"{allowed}, for a {fact.kind}"
    for column, how in (("filter", fact.filter), ("criterion", fact.criterion)):
        if how and how.key in RESERVED:
            yield column, how.key, f"a key that is not one of {', '.join(RESERVED)}"
        if how and how.key.startswith("p_"):
            yield column, how.key, "a key that does not begin with p_"


def _of_name(fact: Fact, facts: Mapping[str, Fact]) -> Iterator[tuple[str, str, str]]:
    if fact.name in _COLUMNS_BESIDE_THE_FACTS:
        yield "name", fact.name, "a name that is no other column of the exported table"
    if fact.name.endswith("_state") and fact.name.removesuffix("_state") in facts:
        yield "name", fact.name, f"another name: this one holds the state of {fact.name.removesuffix('_state')}"

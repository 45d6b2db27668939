"""What must hold between the rows of the codebook, and between the cells of one row."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from casebook.codebook.faults import CodebookFault
from casebook.codebook.model import COMPARED, FILTERED, LISTS, UNKNOWN
from casebook.link_keys import PATIENT_PREFIX, RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casebook.codebook.model import Answer, Fact, Term

Value = TypeVar("Value")

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

_ONTOLOGY_ID = re.compile(r"HP:\d{7}|ATC:[A-Z]\d\d[A-Z]{2}\d\d", re.ASCII)
_AN_ONTOLOGY_ID = "HP: and seven digits, ATC: and the seven signs of a substance, or nothing"

_COLUMNS_BESIDE_THE_FACTS = frozenset({"conflicts"})
_BESIDE_A_FACT = {"_state": "state", "_denied": "denied terms", "_complete": "completeness"}
"""Endings of the columns that stand beside that of a fact, and what these columns hold."""

_OF_THE_SOURCE = ("date", "year", "yes or no")
_READ_KINDS = ("term", *LISTS, "number", "text")


def faults_of_lists(
    lists: Mapping[str, tuple[Term, ...]], rows: Mapping[tuple[str, str], int]
) -> Iterator[CodebookFault]:
    """Find lists that are missing or cannot be a type, terms that count differently, and faulty identifiers."""
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
        for term, column, found, allowed in _of_ontology(terms):
            yield CodebookFault("terms.csv", rows[name, term.name], column, found, allowed)


def _of_ontology(terms: tuple[Term, ...]) -> Iterator[tuple[Term, str, str, str]]:
    """Find identifiers that are none, that two terms of a list share, or that stand without their label."""
    first: dict[str, str] = {}
    for term in terms:
        if term.ontology_id and not _ONTOLOGY_ID.fullmatch(term.ontology_id):
            yield term, "ontology_id", term.ontology_id, _AN_ONTOLOGY_ID
        elif term.ontology_id and first.setdefault(term.ontology_id, term.name) != term.name:
            yield (
                term,
                "ontology_id",
                term.ontology_id,
                f"each identifier once in a list; {first[term.ontology_id]} has it",
            )
        if bool(term.ontology_id) != bool(term.ontology_label):
            allowed = "the name that the identifier has in its ontology, and nothing without an identifier"
            yield term, "ontology_label", term.ontology_label, allowed


def faults_between_rows(facts: Mapping[str, Fact], rows: Mapping[str, int]) -> Iterator[CodebookFault]:
    """Find what two facts cannot share, and cells of one fact that do not go together."""
    for name, fact in facts.items():
        for column, found, allowed in (*_of_one(fact), *_of_name(fact, facts), *_of_links(fact)):
            yield CodebookFault("facts.csv", rows[name], column, found, allowed)
    listed = {fact.lists for fact in facts.values() if fact.origin == "read" and fact.kind == "list"}
    for name in facts["findings"].lists if "findings" in facts else ():
        if (name,) not in listed:
            allowed = "lists that a fact which is read has alone"
            yield CodebookFault("facts.csv", rows["findings"], "terms", name, allowed)
    for column in ("filter", "criterion"):
        keyed = {name: how for name, fact in facts.items() if (how := getattr(fact, column))}
        for name, key, owner in _repeated({name: how.key for name, how in keyed.items()}):
            yield CodebookFault("facts.csv", rows[name], column, key, f"a key of its own; {owner} has it too")
        for name, place, owner in _repeated({name: how.order for name, how in keyed.items()}):
            needs = f"a place of its own; {owner} has it too"
            yield CodebookFault("facts.csv", rows[name], f"{column}_order", str(place), needs)


def faults_of_implied(
    facts: Mapping[str, Fact],
    lists: Mapping[str, tuple[Term, ...]],
    rows: Mapping[str, int],
    rows_of_terms: Mapping[tuple[str, str], int],
) -> Iterator[CodebookFault]:
    """Find answers that are implied, and are none of the codebook."""
    of_facts = (("facts.csv", rows[name], fact.implies) for name, fact in facts.items())
    of_terms = (
        ("terms.csv", rows_of_terms[name, term.name], term.implies) for name, terms in lists.items() for term in terms
    )
    for file, row, implied in (*of_facts, *of_terms):
        for answer in implied:
            if answer.fact not in facts or answer.term not in facts[answer.fact].terms:
                yield CodebookFault(
                    file, row, "implies", _written(answer), "a fact and a term of it, as in bal_performed=yes"
                )


def _written(answer: Answer) -> str:
    return f"{answer.fact}={answer.term}" if answer.term else answer.fact


def _repeated(values: Mapping[str, Value]) -> Iterator[tuple[str, Value, str]]:
    """Find the facts with a value that an earlier one has: name of the fact, value, name of the earlier one."""
    first: dict[Value, str] = {}
    for name, value in values.items():
        owner = first.setdefault(value, name)
        if owner != name:
            yield name, value, owner


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
    if fact.criterion and fact.kind not in COMPARED.get(fact.criterion.compares, (fact.kind,)):
        allowed = " | ".join(how for how, kinds in COMPARED.items() if fact.kind in kinds) or "nothing"
        yield "compares", fact.criterion.compares, f"{allowed}, for a {fact.kind}"
    for column, how in (("filter", fact.filter), ("criterion", fact.criterion)):
        if how and how.key in RESERVED:
            yield column, how.key, f"a key that is not one of {', '.join(RESERVED)}"
        if how and how.key.startswith(PATIENT_PREFIX):
            yield column, how.key, f"a key that does not begin with {PATIENT_PREFIX}"


def _of_name(fact: Fact, facts: Mapping[str, Fact]) -> Iterator[tuple[str, str, str]]:
    if fact.name in _COLUMNS_BESIDE_THE_FACTS:
        yield "name", fact.name, "a name that is no other column of the exported table"
    for ending, of_what in _BESIDE_A_FACT.items():
        stem = fact.name.removesuffix(ending)
        if stem != fact.name and stem in facts and (of_what == "state" or facts[stem].origin == "read"):
            yield "name", fact.name, f"another name: this one holds the {of_what} of {stem}"

"""What a codebook holds: facts, terms, filters and criteria, each a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

NOT_APPLICABLE = "not applicable"
STATES = (NOT_APPLICABLE, "not reported", "not read")
"""In which a fact can be instead of having a value."""

UNKNOWN = ("not reported", "not read")
"""States in which nobody said whether."""

KINDS = ("term", "list", "open list", "number", "text", "date", "year", "yes or no")
LISTS = ("list", "open list")
"""Kinds of facts that hold several values. An open list takes words that are no terms of the codebook, too."""

ORIGINS = ("source", "read", "derived")
"""Where a fact comes from: the description of the source, a reading with its locator, or other facts."""

PLACES = ("sidebar", "more")
FILTERED = ("term", "list", "number")
"""Kinds of facts that can filter."""

COMPARED = {
    "same": ("term",),
    "is among": ("list",),
    "shares a term": LISTS,
    "within factor": ("number",),
    "within distance": ("number",),
    "lavage pattern": ("list",),
    "part of the lavage": ("number", "term"),
}
"""How the board can compare, and the kinds of facts that can be compared so. Parts of the lavage are stated of the
patient, and compared together as its pattern."""

APART = "apart"
"""What a term counts as whose cases are counted only where a reader asks for them."""

WITH_TOLERANCE = ("within factor", "within distance")
"""The comparisons that need a tolerance."""

NOT_NAMED = "not named"
"""What a term counts as that names nothing, such as a lung injury "unspecified": the board cannot compare it."""


class Answer(NamedTuple):
    """A fact and a term of it, as in bal_performed=yes."""

    fact: str
    term: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a list: its meaning, other words for it, and what it counts as in a share, such as "better".

    Where an ontology has exactly this term, `ontology_id` is its identifier there, such as HP:0002094, and
    `ontology_label` the name that it has there; otherwise both are empty. A case with the term has those of `implies`,
    too.
    """

    name: str
    meaning: str = ""
    synonyms: tuple[str, ...] = ()
    counts_as: str = ""
    ontology_id: str = ""
    ontology_label: str = ""
    implies: tuple[Answer, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """How a fact filters: its key in links, its order, its name in words, where its widget stands, and its help."""

    key: str
    order: int
    name: str
    place: str
    help: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """How the board compares a fact: its key in links (after "p_"), order, name, kind of comparison and tolerance.

    `tolerance` is a factor or a distance in the unit of the fact, as `compares` says. `short` stands before the value
    where a line must be short.
    """

    key: str
    order: int
    name: str
    compares: str
    tolerance: float
    note: str
    short: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a case. `terms` are those of all its lists, in order; bounds are in its unit, both ends included.

    `states` are those in which it may be instead of having a value; for the source, what an empty field
    means: where both unknowns stand, how much of the source was read decides. A case
    last changed before `since` counts as not read for it, since nobody had looked. A case with a value has the terms of
    `implies`, too, by what the fact means.
    """

    section: str
    name: str
    label: str
    origin: str
    kind: str
    lists: tuple[str, ...]
    terms: tuple[str, ...]
    states: tuple[str, ...]
    unit: str
    low: float
    high: float
    explanation: str
    filter: Filter | None = None
    criterion: Criterion | None = None
    since: date | None = None
    implies: tuple[Answer, ...] = field(default=(), repr=False)

    @property
    def allowed(self) -> str:
        """Say in words which values are allowed."""
        if self.kind == "number":
            if self.high == float("inf"):
                return "a number" if self.low == float("-inf") else f"a number from {self.low:g} up"
            return f"a number from {self.low:g} to {self.high:g}"
        one_of = " | ".join(self.terms)
        if self.kind == "open list":
            return f"a list of: {one_of or 'words'}{' | any other words' if one_of else ''}"
        if self.kind in {"term", "list"}:
            return f"a list of: {one_of}" if self.kind == "list" else one_of
        others = {
            "date": "a date, as in 2026-11-23",
            "year": f"a year from {self.low:g} to {self.high:g}",
            "yes or no": "true or false",
        }
        return others.get(self.kind, "a text that is not empty")


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """Facts by name and terms by list, both in clinical order. Each is its own key in a cache."""

    facts: Mapping[str, Fact]
    lists: Mapping[str, tuple[Term, ...]]

    def content(self) -> str:
        """Write the whole codebook as one text: equal texts define the same facts and terms in the same order."""
        return repr(([*self.facts.items()], [*self.lists.items()]))

    def read_facts(self) -> dict[str, Fact]:
        """Give the facts that a case file holds, each with its value or state."""
        return {name: fact for name, fact in self.facts.items() if fact.origin == "read"}

    def source_facts(self) -> dict[str, Fact]:
        """Give the facts that describe the source of a case."""
        return {name: fact for name, fact in self.facts.items() if fact.origin == "source"}

    def filters(self) -> dict[str, Fact]:
        """Give the facts that filter, by the key of their filter, in the order of filters."""
        filtering = [(fact.filter, fact) for fact in self.facts.values() if fact.filter]
        return {how.key: fact for how, fact in sorted(filtering, key=lambda pair: pair[0].order)}

    def criteria(self) -> dict[str, Fact]:
        """Give the facts that the board compares, by the key of their criterion, in the order of criteria."""
        compared = [(fact.criterion, fact) for fact in self.facts.values() if fact.criterion]
        return {how.key: fact for how, fact in sorted(compared, key=lambda pair: pair[0].order)}

    def finding_kinds(self) -> dict[str, Fact]:
        """Give the facts that the fact `findings` puts together, by kind of finding in words, such as "CT pattern".

        They are those that list terms of one of its lists alone; where several do, the first in clinical order.
        """
        of_list = {fact.lists: fact for fact in reversed(self.read_facts().values()) if fact.kind == "list"}
        lists = self.facts["findings"].lists
        return {name.replace("_", " ").replace("ct ", "CT "): of_list[name,] for name in lists}

    def implied(self) -> list[tuple[Answer, Answer]]:
        """Give the answers that are never there without another one, each with that one, through several steps, too."""
        steps = {
            Answer(fact.name, term.name): (*term.implies, *fact.implies)
            for fact in self.facts.values()
            for name in fact.lists
            for term in self.lists[name]
        }
        pairs: dict[tuple[Answer, Answer], None] = {}
        for part, first in steps.items():
            ahead = [*first]
            while ahead:
                whole = ahead.pop(0)
                if (part, whole) not in pairs:
                    pairs[part, whole] = None
                    ahead += steps[whole]
        return [*pairs]

    def terms(self, *lists: str) -> tuple[str, ...]:
        """Give the terms of one list, or of several one after the other."""
        return tuple(term.name for name in lists for term in self.lists[name])

    def counting_as(self, what: str, *lists: str) -> tuple[str, ...]:
        """Give the terms of these lists that count as something, such as "better"."""
        return tuple(term.name for name in lists for term in self.lists[name] if term.counts_as == what)

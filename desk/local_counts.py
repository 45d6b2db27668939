"""Counts of the hospital's own cases, small ones hidden so that nobody is recognized from them (desk/hiding.py).

The opposite of what is done for published cases: those are named below five.
"""

from __future__ import annotations

import os
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from casebook.codebook import LISTS, codebook
from casebook.filters import TermsFilter, filters
from casebook.lavage import SHARES
from casebook.selection import Selection
from casebook.store import ask, connect
from common.kept import once
from common.paths import DATA
from common.theme import DAY_TICKS
from desk.hiding import LEAST, cell_of, hidden_counts, hidden_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.hiding import Cell, Term

LOCAL_CASES = Path(os.environ.get("LOCAL_CASES") or DATA / "local")
"""The folder of the local cases (cases/), their casebook file and its releases. LOCAL_CASES names another one."""

HIDDEN = "hidden"

COUNTED_AS = {
    **dict.fromkeys(("drug", "suspect_imids"), ("suspects",)),
    "latency_days": ("latency",),
    **dict.fromkeys(SHARES, ("bal_pattern",)),
}
"""Facts that are counted in others: the drugs together, the latency in bands, cell shares as their pattern."""

_NOT_NARROWING = ("counts", "read_as", "not_finding")
"""Filters of terms by which local cases cannot be narrowed; nor can they by a number or words."""

_MARKS = [*DAY_TICKS.items()][1:-1]
_BANDS = (
    f"up to {_MARKS[0][1]}",
    *(f"over {low} to {high}" for (_, low), (_, high) in pairwise(_MARKS)),
    f"over {_MARKS[-1][1]}",
)
"""Latencies as they are counted, each band with its end."""


class Counted(NamedTuple):
    """A fact that is counted: its label, its terms, then the states in which it may be."""

    label: str
    terms: tuple[str, ...]


class LocalCount(NamedTuple):
    """How many cases say a term; None where it is hidden, as only a count of local cases can be."""

    term: str
    cases: int | None


def counted_facts() -> dict[str, Counted]:
    """Give the facts that are counted of local cases, by name: those with terms, the drugs, the latency in bands."""
    book = codebook()
    facts = {
        name: Counted(fact.label, (*fact.terms, *fact.states))
        for name, fact in book.facts.items()
        if fact.section and fact.origin != "source" and fact.kind in {"term", "list"} and name not in COUNTED_AS
    }
    return {
        "suspects": Counted("Suspect drug", book.facts["suspects"].terms),
        "latency": Counted("Latency", (*_BANDS, *book.facts["latency_days"].states)),
        **facts,
    }


class LocalRelease:
    """A release of local cases: how many there are, and what may be told of them."""

    def __init__(self, name: str, cases: pl.DataFrame) -> None:
        """Count cases that come as a row each in words, as the question case_table gives them."""
        self.name = name
        self.cases = cases.height
        self._every = (1 << cases.height) - 1
        rows = rows_by_term(cases)
        self._facts = {
            name: {term: sum(1 << row for row in rows[name].get(term, ())) for term in fact.terms}
            for name, fact in counted_facts().items()
        }

    @property
    def is_large_enough(self) -> bool:
        """Say whether there are cases enough for anything to be told."""
        return self.cases >= LEAST

    def selected(self, narrowing: Term | None) -> int | None:
        """Say how many cases say the term that narrows; None where that is hidden, and then all below it is."""
        if narrowing is None:
            return self.cases if self.is_large_enough else None
        return self._shown(self._cases_of(narrowing), narrowing)

    def count(self, fact: str, narrowing: Term | None = None) -> list[LocalCount]:
        """Count the cases by what they say of a fact, those that say the term that narrows.

        Of a list a case counts for each term that it names. Terms that no case says are there, too, with 0; of the fact
        that narrows there is only its term.
        """
        terms = self._facts[fact]
        if self.selected(narrowing) is None:
            return [LocalCount(term, None) for term in terms]
        if narrowing is None:
            return [LocalCount(term, self._shown(cases, (fact, term))) for term, cases in terms.items()]
        if fact == narrowing[0]:
            return [LocalCount(narrowing[1], self.selected(narrowing))]
        row = self._cases_of(narrowing)
        pairs = {term: cell_of(row & cases, narrowing, (fact, term)) for term, cases in terms.items()}
        return [
            LocalCount(term, None if cell in self._hidden_pairs else (row & terms[term]).bit_count())
            for term, cell in pairs.items()
        ]

    def _cases_of(self, term: Term) -> int:
        fact, of_fact = term
        return self._facts[fact][of_fact]

    def _shown(self, cases: int, term: Term) -> int | None:
        hidden = not self.is_large_enough or cell_of(cases, term) in self._hidden
        return None if hidden else cases.bit_count()

    @cached_property
    def _hidden(self) -> set[Cell]:
        return hidden_counts(self._every, self._facts, self._nested)

    @cached_property
    def _hidden_pairs(self) -> set[Cell]:
        return hidden_pairs(self._facts, narrowing_facts(), self._hidden, self._nested)

    @cached_property
    def _nested(self) -> list[tuple[int, int]]:
        """Give the cases of each term that is never there without another one, with those of that one."""
        return [
            (self._cases_of(part), self._cases_of(whole))
            for part, whole in codebook().implied()
            if part.fact in self._facts and whole.fact in self._facts
        ]


def read_local_release(path: Path) -> LocalRelease | None:
    """Read the release of local cases that a link points to; None where there is none. Raises CasebookError."""
    return _read(path.resolve()) if path.exists() else None


@lru_cache(maxsize=4)
def _read(path: Path) -> LocalRelease:
    with connect(path) as casebook:
        name = str(ask("release", casebook=casebook)["release"].item())
        return LocalRelease(name, ask("case_table", Selection(), casebook))


def narrowing_facts() -> tuple[str, ...]:
    """Name the facts by one term of which local cases can be narrowed."""
    named = (_fact_of(record, term) for record in _narrowing_filters().values() for term in record.terms)
    return tuple(dict.fromkeys(named))


def narrowing_of(selection: Selection) -> tuple[Term | None, str]:
    """Give the one term by which filters narrow local cases, and a sentence where they cannot.

    Two terms or filters together would leave sets of cases that differ by one, and so tell what it says.
    """
    active, known = selection.active(), _narrowing_filters()
    if not active:
        return None, ""
    if len(active) == 1 and active[0] in known and len(terms := getattr(selection, active[0])) == 1:
        return (_fact_of(known[active[0]], terms[0]), terms[0]), ""
    return None, (
        f"Local cases are not counted for these filters: {selection.sentence()}. They can be narrowed by one term of "
        f"one filter ({', '.join(record.name for record in known.values())}), since counts of sets that differ by "
        "a case would tell what it says."
    )


def published_counts(cases: pl.DataFrame, fact: str) -> list[LocalCount]:
    """Count published cases, as the question case_table gives them, by what they say of a fact; none is hidden."""
    rows = rows_by_term(cases)[fact]
    return [LocalCount(term, len(rows.get(term, ()))) for term in counted_facts()[fact].terms]


@once
def rows_by_term(cases: pl.DataFrame) -> Mapping[str, Mapping[str, list[int]]]:
    """Give the rows of cases, as the question case_table gives them, that say each term of each counted fact."""
    answers = cases.with_columns(suspects=_suspects(), latency=_band())
    lists = {"suspects", *(name for name, fact in codebook().facts.items() if fact.kind in LISTS)}
    return {name: _rows_of(answers[name], is_list=name in lists) for name in counted_facts()}


def _rows_of(answers: pl.Series, *, is_list: bool) -> dict[str, list[int]]:
    terms = answers.cast(pl.String).alias("term").to_frame().with_row_index("row").drop_nulls()
    if is_list:
        terms = terms.with_columns(pl.col("term").str.split("; ")).explode("term").unique(maintain_order=True)
    return dict(terms.group_by("term", maintain_order=True).agg("row").rows())


def _suspects() -> pl.Expr:
    """Put the suspect drug and those given together with it into one list, as the fact `suspects` does."""
    together, drug = pl.col("suspect_imids").cast(pl.String), pl.col("drug").cast(pl.String)
    return pl.when(together.str.split("; ").list.contains(drug)).then(together).otherwise(drug)


def _band() -> pl.Expr:
    """Put the latency into a band; a state stays as it is."""
    days = pl.col("latency_days").cast(pl.String)
    number = days.cast(pl.Float64, strict=False)
    band = pl.lit(_BANDS[-1])
    for (last, _), words in [*zip(_MARKS, _BANDS, strict=False)][::-1]:
        band = pl.when(number <= last).then(pl.lit(words)).otherwise(band)
    return pl.when(number.is_null()).then(days).otherwise(band)


def _narrowing_filters() -> dict[str, TermsFilter]:
    return {
        key: record
        for key, record in filters().items()
        if isinstance(record, TermsFilter) and key not in _NOT_NARROWING
    }


def _fact_of(record: TermsFilter, term: str) -> str:
    """Name the fact in which a term of a filter is counted: that of its kind for a finding."""
    if record.key != "finding":
        return record.fact
    return next(fact.name for fact in codebook().finding_kinds().values() if term in fact.terms)

"""Words that sentences and tables share: counts with their denominators, days, lists of terms, names of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook.codebook import UNKNOWN, codebook
from casebook.estimates import FEWEST_UNNAMED, not_known_in_any

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_CASE_MATCHES = "No case matches."
"""What stands where a question has no rows since the filters of its selection leave no case."""

_MOST_IN_A_LIST = 10
"""Cases that a list on a phone names: at most as many as the queries name of one count."""


def in_days(days: float) -> str:
    """Write days as whole days, or with one decimal below ten; a half goes to the even one.

    queries/schema/in_words.sql rounds alike, so that a latency reads the same wherever it stands.
    """
    decimals = 0 if days >= 10 else 1  # noqa: PLR2004  as the docstring says
    return f"{round(days, decimals):g}"


def range_in_days(low: float, high: float) -> str:
    """Write from which to which number of days, as in_days writes them; what would be written twice is said once."""
    first, last = in_days(low), in_days(high)
    return first if first == last else f"{first} to {last}"


def in_whole_days(days: pl.Expr) -> pl.Expr:
    """Give days as in_days writes them, as numbers of a column. NULL stays NULL."""
    return days.map_elements(lambda one: float(in_days(one)), pl.Float64, skip_nulls=True)


def capital(words: str) -> str:
    """Begin with a capital letter."""
    return f"{words[:1].upper()}{words[1:]}"


def many(count: int, thing: str) -> str:
    """Write a count with its thing in the singular or plural: "1 case", "3 cases"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def among(drawn: int, every: int, thing: str) -> str:
    """Write how many are drawn, and of how many where not all of them are: "the first 60 of 61 cases"."""
    return many(drawn, thing) if drawn == every else f"the first {drawn} of {many(every, thing)}"


def of_reported(known: int, every: int) -> str:
    """Write in how many of all cases something is reported, and in how many it is not known.

    A share, "k of n reported", counts an answer among those that are reported: the two must not read alike.
    """
    if known == 0:
        return not_known_in_any(every)
    return f"reported in {known} of {every}" + (f", not known in {every - known}" if every > known else "")


def not_asked(rows: pl.DataFrame) -> str:
    """Say how many cases of pulmonary hypertension a question does not count, as a sentence of its own; "" of none."""
    cases = 0 if rows.is_empty() else rows["not_asked"][0]
    are = "is" if cases == 1 else "are"
    return f" {many(cases, 'case')} of pulmonary hypertension {are} not counted here." if cases else ""


def listed(terms: list[str]) -> str:
    """List terms that are named equally often: three of them, and how many more there are."""
    if len(terms) == 1:
        return terms[0]
    first, more = terms[:3], len(terms) - 3
    last = f"{more} more" if more > 0 else first.pop()
    return f"{', '.join(first)} and {last}"


def first_named(case_ids: str, cases: int, most: int = _MOST_IN_A_LIST) -> str:
    """Name the first of so many cases, and say how many more there are: "a, b and 3 more"."""
    first = case_ids.split(", ")[:most]
    more = f" and {cases - len(first):,} more" if cases > len(first) else ""
    return f"{', '.join(first)}{more}"


def terms_of(fact: str) -> tuple[str, ...]:
    """Give the terms of a fact in clinical order, then the states that it may be in."""
    in_codebook = codebook().facts[fact]
    return (*in_codebook.terms, *in_codebook.states)


def cases_by_term(rows: pl.DataFrame, fact: str) -> dict[str, int]:
    """Give the number of cases for each term and state of a fact, 0 where none has it."""
    counted = rows.group_by(pl.col(fact).cast(pl.String)).agg(pl.col("cases").sum()).rows()
    return dict.fromkeys(terms_of(fact), 0) | dict(counted)


def cases_having(by_term: dict[str, int], terms: Iterable[str]) -> int:
    """Add up the cases of some terms."""
    return sum(by_term.get(term, 0) for term in terms)


def case_ids_of(rows: pl.DataFrame, fact: str, term: str) -> str:
    """Name the cases that have a term: "a, b"; empty where they are more than four."""
    of_term = rows.filter((pl.col(fact).cast(pl.String) == term) & (pl.col("case_ids") != ""))
    return ", ".join(of_term["case_ids"])


def named(rows: pl.DataFrame, fact: str, terms: tuple[str, ...]) -> str:
    """Name the cases that have one of these terms, where they are fewer than five: " Yes: a, b; no: c."."""
    having = rows.select(pl.col(fact).cast(pl.String), "cases", "case_ids").filter(
        pl.col(fact).is_in(terms) & ~pl.col(fact).is_in(UNKNOWN)
    )
    if not 0 < having["cases"].sum() < FEWEST_UNNAMED:
        return ""
    by_term = having.group_by(fact, maintain_order=True).agg(pl.col("case_ids").str.join(", ")).rows()
    return f" {capital('; '.join(f'{term}: {case_ids}' for term, case_ids in by_term))}."

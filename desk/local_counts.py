"""Counts of the hospital's own cases, with small cells left out so that nobody is recognized from them.

The opposite of what is done for published cases: those are named below five. A count from one to four is hidden, and
with it other counts of the same column, until what is hidden cannot be computed from the sum.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from casebook.codebook import LISTS
from casebook.selection import Selection
from casebook.store import ask
from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from casebook.codebook import Fact

LOCAL_CASES = Path(os.environ.get("LOCAL_CASES") or DATA / "local")
"""The folder of the local cases (cases/), their casebook file and its releases. LOCAL_CASES names another one."""

LEAST = 5
"""Cases below which nothing is shown, and the smallest count that is."""

HIDDEN = "hidden"


class Beside(NamedTuple):
    """How many cases say a term, published and local; None for a local count that is hidden."""

    term: str
    published: int
    local: int | None


def suppressed(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Hide small counts of a column whose sum is known, and others with them; None for a hidden one.

    Every count from 1 to 4 is hidden. What is hidden has to be two counts or more, of five cases or more together, and
    more cases than counts: otherwise the smallest of those that are left is hidden, too, and at last all are.
    """
    hidden = {name for name, count in counts.items() if _is_small(count)}
    while hidden and not _is_safe([counts[name] for name in hidden]) and len(hidden) < len(counts):
        left = {name: count for name, count in counts.items() if name not in hidden}
        hidden.add(min(left, key=lambda name: (left[name] == 0, left[name])))  # a zero only where nothing else is left
    return {name: None if name in hidden else count for name, count in counts.items()}


def _is_safe(hidden: Sequence[int]) -> bool:
    return len(hidden) > 1 and sum(hidden) >= LEAST and sum(hidden) > len(hidden)


def cases_in_words(casebook: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Give the cases of a release that do not stand apart, in words: a row a case, a column a fact."""
    return ask("case_table", Selection(), casebook)


def beside_each_other(fact: Fact, published: pl.DataFrame, local: pl.DataFrame) -> list[Beside]:
    """Count the cases of two releases by what they say of a fact of terms, states among them; never added up.

    Terms of which no case says anything are left out. Of a list a case counts for each term that it names; such a count
    is hidden, too, where almost every case has the term, since those that have it not would then be a small count.
    """
    of_published, of_local = _counted(fact, published), _counted(fact, local)
    counts = {term: of_local.get(term, 0) for term in (*fact.terms, *fact.states)}
    if fact.kind in LISTS:
        shown = {term: None if _is_small(n) or _is_small(local.height - n) else n for term, n in counts.items()}
    else:
        shown = suppressed(counts)
    return [
        Beside(term, of_published.get(term, 0), shown[term])
        for term in counts
        if of_published.get(term, 0) or counts[term]
    ]


def _is_small(count: int) -> bool:
    return 0 < count < LEAST


def _counted(fact: Fact, cases: pl.DataFrame) -> dict[str, int]:
    answers = cases[fact.name].cast(pl.String).drop_nulls()
    each = answers.str.split("; ").explode() if fact.kind in LISTS else answers
    return dict(each.value_counts().iter_rows())

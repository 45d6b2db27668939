"""Where sources of cases contradict themselves: on which facts, and how that is marked beside a count or a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook.codebook import codebook
from casebook.store import ask_kept
from common.kept import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CONTRADICTED = "≠"
"""The mark beside a count or a value that a source contradicts; `CONTRADICTED_IN_WORDS` says so below."""

CONTRADICTED_IN_WORDS = f"{CONTRADICTED} the source contradicts itself there."

LATENCY = ("latency_days", "latency_value", "latency_value_to", "latency_kind", "latency_unit", "latency_reported")
"""The facts on which a latency rests."""

_RESTS_ON = {
    "latency": LATENCY,
    "latency_days": LATENCY,
    "rechallenge_outcome": ("rechallenge", "rechallenge_result", "rechallenge_outcome"),
    "findings": tuple(fact.name for fact in codebook().finding_kinds().values()),
}
"""For what is not read by itself, the facts that are read of it."""

MOST_NAMED = 6
"""Cases that a sentence names."""


def resting_on(facts: Iterable[str]) -> tuple[str, ...]:
    """Give the facts that are read, on which these rest: themselves, where they are read by themselves."""
    return tuple(read for fact in facts for read in _RESTS_ON.get(fact, (fact,)))


def contradicted_on(facts: Iterable[str], cases: Iterable[str]) -> list[str]:
    """Give those of some cases, named by case_id, whose source contradicts itself on what these facts rest on."""
    by_fact = _by_fact(ask_kept("contradicted_facts"))
    doubtful = frozenset[str]().union(*(by_fact.get(fact, frozenset()) for fact in resting_on(facts)))
    return [case_id for case_id in cases if case_id in doubtful]


def in_words(cases: list[str]) -> str:
    """Say how many of the counted cases contradict themselves, and which, by case_id; nothing where none does."""
    if not cases:
        return ""
    more = len(cases) - MOST_NAMED
    named = f"{', '.join(cases[:MOST_NAMED])}{f' and {more:,} more' if more > 0 else ''}"
    contradict = "contradicts itself" if len(cases) == 1 else "contradict themselves"
    return f"{CONTRADICTED} {len(cases):,} of these cases {contradict} here: {named}."


def mark_cells(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark each text of a fact on which the source of its case contradicts itself; the same rows where there is none.

    `rows` has a row per case, named by case_id, and columns named as facts; others are left as they are.
    """
    if "case_id" not in rows.columns:
        return rows
    texts = rows.select(pl.col(pl.String).exclude("case_id")).columns
    doubtful = {name: contradicted_on([name], rows["case_id"]) for name in texts}
    if not any(doubtful.values()):
        return rows
    return rows.with_columns(
        pl.when(pl.col("case_id").is_in(cases))
        .then(pl.format(f"{{}} {CONTRADICTED}", name))
        .otherwise(pl.col(name))
        .alias(name)
        for name, cases in doubtful.items()
        if cases
    )


@once
def _by_fact(contradicted: pl.DataFrame) -> Mapping[str, frozenset[str]]:
    """Give for each fact the cases whose source contradicts itself on it."""
    by_fact = contradicted.group_by("fact").agg("case_id").rows()
    return {fact: frozenset(cases) for fact, cases in by_fact}

"""Counts over the case files by the second reader: plain Python over the JSON, none of the code that it checks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.spec.second_reader import Told

KINDS = {"symptom": "symptoms", "CT pattern": "ct_patterns", "CT distribution": "ct_distribution"}
"""Kinds of findings, and the fact of each."""


class Named(NamedTuple):
    """How many of the cases of which a kind of finding is asked say anything of it, and what they name and deny."""

    known: int
    of_all: int
    named: dict[str, int]
    denied: dict[str, int]


def by_drug(cases: list[Told], fact: str) -> Counter[tuple[str, str]]:
    """Count the selected cases by term or state of a fact and drug; a lavage is not asked of pulmonary hypertension."""
    return Counter((told[fact], told["drug"]) for told in cases if fact != "bal_performed" or not _is_vascular(told))


def findings(cases: list[Told]) -> dict[str, Named]:
    """Count what is named and denied, kind by kind; CT is not asked of pulmonary hypertension."""
    return {kind: _named(cases, fact) for kind, fact in KINDS.items()}


def latencies_days(cases: list[Told]) -> dict[str, list[float]]:
    """Give the known latencies in days in ascending order, by drug, and of all under "all"."""
    days: dict[str, list[float]] = {}
    for told in cases:
        for group in (told["drug"], "all"):
            days.setdefault(group, []).extend([] if told["latency_days"] is None else [told["latency_days"]])
    return {group: sorted(known) for group, known in days.items()}


def _named(cases: list[Told], fact: str) -> Named:
    asked = [told for told in cases if fact == "symptoms" or not _is_vascular(told)]
    named = Counter(term for told in asked for term in set(told[fact] or ()))
    denied = Counter(term for told in asked for term in told[f"{fact}_absent"])
    known = sum(told[fact] is not None for told in asked)
    return Named(known, len(asked), dict(named), {term: denied[term] for term in named if denied[term]})


def _is_vascular(told: Told) -> bool:
    return told["lung_injury_kind"] == "pulmonary hypertension"

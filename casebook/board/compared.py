"""The table of Prepare: each published case with its verdicts, how it was treated and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from casebook.board.criteria import criteria
from casebook.codebook import UNKNOWN

if TYPE_CHECKING:
    import polars as pl

    from casebook.board.patient import Patient

MARKS = {"agrees": "✓", "disagrees": "✗", "cannot be compared": "?"}
"""What stands before the words of a case: a mark, so that no verdict depends on colour alone."""

EVERY_CASE = 1_000_000
"""More cases than there are: where a comparison has no limit."""


class Verdict(NamedTuple):
    """How a case compares on one criterion: a key of MARKS, the words for a narrow cell, and all that the case says."""

    comparison: str
    short: str
    words: str


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """One row: its id, its name for readers, its drug, one verdict a criterion, how it was treated and how it ended.

    `counts` are its agreements, disagreements and unknowns.
    """

    case_id: str
    name: str
    drug: str
    verdicts: tuple[Verdict, ...]
    treated: str
    ended: str
    counts: tuple[int, int, int]


def compared_cases(rows: pl.DataFrame, patient: Patient) -> list[ComparedCase]:
    """Lay the comparison out, one record a case in its order. `rows` as queries/board/comparison.sql says."""
    cases: dict[str, list[dict[str, str]]] = {}
    for row in rows.iter_rows(named=True):
        cases.setdefault(row["case_id"], []).append(row)
    stated = {key: patient.value_in_words(key) for key in patient.compared()}
    return [
        ComparedCase(
            case,
            first["case_name"],
            first["drug"],
            tuple(_verdict(of_case, key, words) for key, words in stated.items()),
            _treated(first),
            _ended(first),
            (int(first["agreements"]), int(first["disagreements"]), int(first["unknowns"])),
        )
        for case, of_case in cases.items()
        for first in of_case[:1]
    ]


def of_patient(patient: Patient) -> dict[str, str]:
    """Say by the name of each criterion what is compared of the patient."""
    return {criteria()[key].name: patient.value_in_words(key) for key in patient.compared()}


def _verdict(of_case: list[dict[str, str]], criterion: str, stated: str) -> Verdict:
    """Give the verdict on one criterion; what agrees in the same words as the patient's row is not repeated."""
    (row,) = (row for row in of_case if row["criterion"] == criterion)
    words = row["shared"] or row["told"].partition(" (")[0].replace("; ", ", ")
    return Verdict(row["comparison"], "" if words == stated and row["comparison"] == "agrees" else words, row["told"])


def _treated(case: dict[str, str]) -> str:
    """Say whether the drug was stopped and a steroid given; what is not known is named last."""
    known = {
        "drug": {"yes": "drug stopped", "no": "drug not stopped"}.get(case["stopped"]),
        "steroid": {"yes": "steroid", "no": "no steroid"}.get(case["steroid"]),
    }
    states = {"drug": case["stopped"], "steroid": case["steroid"]}
    return _known_first(known, states)


def _ended(case: dict[str, str]) -> str:
    """Say the outcome, what a rechallenge brought, and a death of any cause, as far as they are known."""
    again = case["rechallenge_outcome"]
    known = {
        "outcome": None if case["outcome"] in UNKNOWN else case["outcome"],
        "rechallenge": None if again in UNKNOWN else f"rechallenge: {again}",
        "death": {"yes": "died, of any cause", "no": "did not die"}.get(case["death_any_cause"]),
    }
    return _known_first(known, {"outcome": case["outcome"], "rechallenge": again, "death": case["death_any_cause"]})


def _known_first(known: dict[str, str | None], states: dict[str, str]) -> str:
    """Say what is known, then for each state the names of what is in it; `known` has None for what is not known."""
    silent = [
        f"{state}: {', '.join(name for name, words in known.items() if not words and states[name] == state)}"
        for state in UNKNOWN
        if any(not words and states[name] == state for name, words in known.items())
    ]
    return "; ".join((*filter(None, known.values()), *silent))

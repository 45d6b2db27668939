"""A second reader of the board: by itself it compares each case with a patient, and puts the cases in order.

Like the second reader of links it is plain Python over the JSON files and data/codebook/*.csv, with none of the code
that it checks, written after docs/board.md and the columns `compares` and `tolerance` of facts.csv. A patient is the
part of a link that states one.
"""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from tests.spec.second_reader import SecondReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Row = dict[str, str]
    Verdicts = dict[str, bool | None]
    """By key of a criterion: whether the case agrees; None where it cannot be compared."""

STATES = ("not applicable", "not reported", "not read")
DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
RAISED_ABOVE = {"lymphocytes": 15.0, "eosinophils": 1.0, "neutrophils": 3.0}
CELLS = (*RAISED_ABOVE, "macrophages")
CALLED = {"lymphocytosis": "lymphocytes", "eosinophilia": "eosinophils", "neutrophilia": "neutrophils"}
ALONE = {"lymphocytes": "lymphocytic", "eosinophils": "eosinophilic", "neutrophils": "neutrophilic"}
EVERY_PATTERN = {*ALONE.values(), "mixed", "normal"}
AT_MOST_TOGETHER = 101.0

FULL_DOSE_MG = {"thalidomide": 200, "lenalidomide": 25, "pomalidomide": 4}

DERIVED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "suspects": lambda told: {told["drug"], *(told["suspect_imids"] or ())},
    "dose_band": lambda told: _dose_band(told["drug"], told["dose_mg_daily"]),
}
"""What is compared and stands in no case file, but for latencies and lavages: how it follows from the others."""


class SecondBoardReader:
    """The cases of a folder beside a patient."""

    def __init__(self, folder: Path) -> None:
        """Read the codebook and all case files."""
        self.links = SecondReader(folder)
        self.facts = {fact["name"]: fact for fact in self.links.facts}
        self.criteria = {fact["criterion"]: fact for fact in self.links.facts if fact["criterion"]}
        files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
        self.files = {file["case_id"]: file for file in files}

    def ordered(self, link: str, patient: str) -> list[tuple[str, Verdicts]]:
        """Give the cases that a link selects beside the patient, in order, each with its verdict on each criterion.

        More agreements come first, then fewer disagreements, then fewer unknowns, then the alphabet. A case that does
        not agree on all that is required is left out; a cell of the lavage that is required requires its pattern.
        """
        stated = parse_qs(patient)
        required = {
            "lavage" if key in CELLS else key
            for key, fact in self.criteria.items()
            if fact["criterion_name"] in stated.get("p_required", ())
        }
        compared = [(case, self.verdicts(case, stated)) for case in self.links.select(link)]
        kept = [
            (case, verdicts)
            for case, verdicts in compared
            if all(verdicts[key] is True for key in required if key in verdicts)
        ]
        return sorted(kept, key=lambda one: (*_counts(one[1].values()), one[0]))

    def verdicts(self, case: str, stated: dict[str, list[str]]) -> Verdicts:
        """Compare one case with what is stated of the patient, criterion by criterion."""
        verdicts: Verdicts = {}
        for key, fact in self.criteria.items():
            if fact["compares"] == "lavage pattern":
                of_patient = _patterns_of_patient(stated)
                if of_patient:
                    verdicts[key] = self._lavage(case, of_patient, stated.get("p_hemorrhage", [""])[0])
            elif fact["compares"] != "part of the lavage" and f"p_{key}" in stated:
                verdicts[key] = self._verdict(case, fact, stated[f"p_{key}"])
        return verdicts

    def _verdict(self, case: str, fact: Row, stated: list[str]) -> bool | None:
        if fact["compares"] == "is among":
            return stated[0] in DERIVED[fact["name"]](self.links.cases[case])
        if fact["compares"] == "same":
            term = self._term(case, fact)
            return None if term in (*STATES, *self._naming_nothing()) else term == stated[0]
        if fact["compares"] == "shares a term":
            return self._shares(self._entry(case, fact["name"]), {*stated})
        tolerance, number = float(fact["tolerance"]), float(stated[0])
        if fact["compares"] == "within distance":
            told = self._entry(case, fact["name"]).get("value")
            return None if told is None else abs(told - number) <= tolerance
        low, high = self._latency(case)
        least, most = max(number, 1) / tolerance, max(number, 1) * tolerance
        if (high is not None and high < least) or (low is not None and low > most):
            return False
        return None if low is None or high is None else True

    def _term(self, case: str, fact: Row) -> str:
        """Give the term of a case, or its state."""
        if fact["name"] in DERIVED:
            return DERIVED[fact["name"]](self.links.cases[case])
        entry = self._entry(case, fact["name"])
        return entry.get("value", entry.get("state"))

    def _shares(self, entry: dict[str, Any], stated: set[str]) -> bool | None:
        """Say whether a list names a stated term; no, where it denies each, or names all there was and none of them."""
        if "value" not in entry:
            return None
        if stated & {*entry["value"]}:
            return True
        is_complete = entry.get("complete", not entry["value"])
        return False if is_complete or stated <= {*entry.get("denied", [])} else None

    def _latency(self, case: str) -> tuple[float | None, float | None]:
        """Give the days between which the latency of a case lies; None where it has no such bound."""
        number = self._entry(case, "latency_value").get("value")
        until = self._entry(case, "latency_value_to").get("value")
        unit = self._entry(case, "latency_unit").get("value")
        kind = self._entry(case, "latency_kind").get("value")
        if number is None or unit not in DAYS:
            return None, None
        if kind == "range" and until is not None:
            return number * DAYS[unit], until * DAYS[unit]
        if kind == "more than":
            return number * DAYS[unit], None
        if kind == "less than":
            return None, number * DAYS[unit]
        return max(number - 0.5, 0) * DAYS[unit], (number + 0.5) * DAYS[unit]

    def _lavage(self, case: str, of_patient: set[str], hemorrhage_of_patient: str) -> bool | None:
        shares = {cell: self._entry(case, f"bal_{cell}_pct").get("value") for cell in CELLS}
        words = self._entry(case, "bal_impression").get("value", [])
        hemorrhage = self._entry(case, "bal_alveolar_hemorrhage").get("value")
        of_case = _patterns(shares, words, hemorrhage)
        if of_case & of_patient:
            return True if len(of_case) == len(of_patient) == 1 else None
        if "hemorrhagic" in of_case:
            return False if hemorrhage_of_patient == "no" else None
        if "hemorrhagic" in of_patient:
            return False if hemorrhage == "no" else None
        return False if of_case else None

    def _naming_nothing(self) -> set[str]:
        return {term["term"] for term in self.links.terms if term["counts_as"] == "not named"}

    def _entry(self, case: str, name: str) -> dict[str, Any]:
        """Give what a file says of a fact; nothing of one that came after its last change, and that it lacks."""
        fact, file = self.facts[name], self.files[case]
        is_older = bool(fact["since"]) and file["changed"] < fact["since"]
        return file["facts"].get(name, {"state": "not read"}) if is_older else file["facts"][name]


def _dose_band(drug: str, dose_mg: float | None) -> str:
    """Give the band of a dose; "not read" stands for every state."""
    if dose_mg is None or drug not in FULL_DOSE_MG:
        return "not read"
    full = FULL_DOSE_MG[drug]
    return "below full dose" if dose_mg < full else "above full dose" if dose_mg > full else "full dose"


def _patterns_of_patient(stated: dict[str, list[str]]) -> set[str]:
    shares = {cell: float(stated[f"p_{cell}"][0]) if f"p_{cell}" in stated else None for cell in CELLS}
    return _patterns(shares, (), stated.get("p_hemorrhage", [None])[0])


def _patterns(shares: dict[str, float | None], words: Iterable[str], hemorrhage: str | None) -> set[str]:
    """Give the patterns that a lavage may have; none where nothing that is known excludes one."""
    if hemorrhage == "yes":
        return {"hemorrhagic"}
    words = {*words}
    called = {CALLED[word] for word in words & {*CALLED}}
    left = AT_MOST_TOGETHER - sum(share for share in shares.values() if share is not None)
    found = set()
    for answers in product((True, False), repeat=3):
        raised = {cell for cell, answer in zip(RAISED_ABOVE, answers, strict=True) if answer}
        needed, fits = 0.0, True
        for cell, above in RAISED_ABOVE.items():
            share = shares[cell]
            if share is not None:
                fits &= (share > above) == (cell in raised)
            elif cell in called:
                fits &= cell in raised
            elif "considered normal" in words:
                fits &= cell not in raised
            elif cell in raised:
                needed += above
        if fits and (needed == 0 or needed < left):
            found.add("normal" if not raised else "mixed" if len(raised) > 1 else ALONE[raised.pop()])
    return set() if found == EVERY_PATTERN else found


def _counts(verdicts: Iterable[bool | None]) -> tuple[int, int, int]:
    """Count what puts a case in its place: agreements (negative, since more come first), disagreements, unknowns."""
    told = [*verdicts]
    return -told.count(True), told.count(False), told.count(None)

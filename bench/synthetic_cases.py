"""Case files of patients who do not exist, to measure with: `python -m bench.synthetic_cases 1000 FOLDER`.

They have the schema of data/cases and pass the same checks. Which facts are known, not reported, not read or not
applicable follows the shares of the shipped cases; numbers are drawn around what such reports give, latencies in the
days, weeks, months and cycles in which reports count. The same seed gives the same files, and the first cases of a
large casebook are those of a small one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook.codebook import UNKNOWN, codebook
from casebook.curation.build import CASES
from casebook.curation.casefile import NOT_READ
from casebook.curation.rules import DAYS_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casebook.codebook import Codebook, Fact

Told = dict[str, Any]
"""What a case file says of one fact: a value with its locator, or a state."""

SEED = 20261128

_AROUND = {
    "age_years": (66, 10),
    "prior_imid_months": (12, 6),
    "pao2_mmhg": (60, 12),
    "spo2_pct": (86, 5),
    "dlco_pct_pred": (48, 15),
    "tlc_pct_pred": (75, 13),
    "bal_cells_per_ml": (250_000, 90_000),
    "bal_cd4_cd8_ratio": (1.5, 0.6),
    "follow_up_months": (9, 5),
    "naranjo_score": (6, 1.5),
}
"""Middle and spread of numbers, in the unit of the fact. Others are drawn evenly from 0 to 10."""

_LATENCY_UNITS = {"day": 4, "week": 2, "month": 5, "cycle": 2}
_DAYS_IN_A_CYCLE = 28
_MIDDLE_LATENCY, _LATENCY_SPREAD = 70, 3.5
"""Days, and the factor that is one standard deviation of their logarithm."""

_FOLLOWS = {
    "bal_note": "bal_performed",
    "histology": "biopsy_performed",
    "steroid_regimen": "steroid_for_event",
    "rechallenge_detail": "rechallenge",
}
"""Texts that are only said where another fact is "yes", beside those of which the codebook says so."""

_CELLS = ("bal_lymphocytes_pct", "bal_eosinophils_pct", "bal_neutrophils_pct", "bal_macrophages_pct")
_LATENCY = (
    *("latency_reported", "latency_value", "latency_value_to", "latency_kind", "latency_unit", "latency_days"),
    *("latency_from", "latency_end_point"),
)

_APART = 1 / 50
"""Share of the cases whose IMiD is co-suspect only, and of those that another case reports too."""

_RARE = 0.3
"""Weight of a term that no shipped case has, beside 1 for each case that has it: every term occurs."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the shipped cases tell of one fact: what they say how often, and the texts that they have."""

    fact: Fact
    says: Mapping[str, float]
    says_if_yes: Mapping[str, float]
    terms: Mapping[str, float]
    texts: Sequence[str]


def habits(shipped: Sequence[Any], book: Codebook) -> dict[str, Habit]:
    """Count how the shipped cases tell of each fact, in the order of the codebook."""
    parent = _parents(book)
    counted = {}
    for name, fact in book.read_facts().items():
        entries = [case["facts"].get(name, NOT_READ) for case in shipped]  # a case may be older than the fact
        done = parent.get(name, name)
        asked = [
            entry
            for case, entry in zip(shipped, entries, strict=True)
            if case["facts"].get(done, {}).get("value") == "yes"
        ]
        values = [entry["value"] for entry in entries if "value" in entry]
        terms = Counter(term for value in values for term in (value if isinstance(value, list) else [value]))
        counted[name] = Habit(
            fact,
            {state: _RARE for state in UNKNOWN if state in fact.states}
            | Counter(entry.get("state", "known") for entry in entries)
            if any(name in case["facts"] for case in shipped)
            else {"known": 1, "not read": 1},
            {"known": 1, "not reported": 1} | Counter(entry.get("state", "known") for entry in asked),
            {term: terms.get(term, _RARE) for term in fact.terms},
            [value for value in terms if isinstance(value, str)] or ["in words of the source"],
        )
    return counted


def _parents(book: Codebook) -> dict[str, str]:
    """Name for each fact that has a meaning only where another one is "yes" that one, in the order of the codebook."""
    return {name: fact.implies[0].fact for name, fact in book.read_facts().items() if fact.implies} | _FOLLOWS


def synthetic_case(number: int, seed: int, known: Mapping[str, Habit], shipped: Sequence[Any]) -> dict[str, Any]:
    """Draw one case: the same number and seed give the same case."""
    draw = _Draw(random.Random(f"{seed}-{number}"), known)  # noqa: S311  chance for measuring, not for secrets
    case_id = f"synthetic-{number:06}"
    read_as = draw.random.choice(shipped)["source"]["read_as"]
    facts = draw.facts(read_as)
    return {
        "case_id": case_id,
        "case_name": f"Synthetic {number}",
        "same_patient_as": f"synthetic-{number - 1:06}" if number % round(1 / _APART) == 0 else None,
        "changed": f"2026-{draw.random.randint(1, 11):02}-{draw.random.randint(1, 28):02}",
        "source": {
            "citation": f"Synthetic case {number}, drawn from seed {seed}; no patient and no report stands behind it.",
            "year": draw.random.randint(2003, 2026),
            "doi": None,
            "pmid": None,
            "url": None,
            "read_as": read_as,
            "read_as_detail": read_as,
            "secondary_source": "A table that does not exist" if read_as == "secondary table" else None,
            "licence": None,
            "in_founding_table": False,
            "citation_locator": None,
            "licence_locator": None,
        },
        "facts": facts,
        "course": [draw.moment() for _ in range(draw.random.choice([0, 0, 0, 0, 0, 1, 2, 4]))],
        "conflicts": [draw.conflict(facts) for _ in range(draw.random.choice([0, 0, 0, 1, 1, 2]))],
    }


@dataclass(frozen=True, slots=True)
class _Draw:
    """The facts of one case, drawn one after the other."""

    random: random.Random
    known: Mapping[str, Habit]

    def facts(self, read_as: str) -> dict[str, Told]:
        entries = {name: self._told(habit, habit.says, read_as) for name, habit in self.known.items()}
        for name, done in _parents(codebook()).items():
            entries[name] = self._following(entries[done], self.known[name], read_as)
        if "value" in entries["rechallenge_drug"]:
            entries["rechallenge_drug"]["value"] = entries["drug"]["value"]
        role = "co-suspect" if self.random.random() < _APART else "suspect"
        entries["imid_role"] = {"value": role, "locator": self._locator()}
        if "value" in entries["suspect_imids"]:
            entries["suspect_imids"]["value"] = [entries["drug"]["value"]]
        return entries | self._lavage(entries["bal_performed"], read_as) | self._latency(read_as)

    def moment(self) -> dict[str, Any]:
        unit, value = self.random.choice(["day", "week", "month"]), self.random.randint(1, 9)
        return {
            "event": self.random.choice(["drug stopped", "imaging", "improvement", "recovery", "end of follow-up"]),
            "reported": f"{value} {unit}s later",
            "value": value,
            "unit": unit,
            "counted_from": "lung event",
            "detail": "as drawn",
            "measures": [],
            "locator": self._locator(),
        }

    def conflict(self, facts: Mapping[str, Told]) -> dict[str, Any]:
        fact = self.random.choice([name for name, entry in facts.items() if "value" in entry])
        readings = [{"says": f"reading {side}", "locator": self._locator()} for side in ("one", "two")]
        return {"fact": fact, "readings": readings, "note": f"Two places differ on {fact}."}

    def _told(self, habit: Habit, says: Mapping[str, float], read_as: str) -> Told:
        state = self._one_of(says)
        if state == "known":
            value = self._value(habit)
            beside = self._beside(habit, value) if isinstance(value, list) else {}
            return {"value": value, "locator": self._locator()} | beside
        return {"state": "not reported" if state == "not read" and read_as == "full text" else state}

    def _beside(self, habit: Habit, named: list[str]) -> dict[str, Any]:
        """Say of one list in ten that it is complete, and let one in ten deny terms, none of which is named."""
        if habit.fact.name == "suspect_imids" or self.random.random() > 1 / 5:
            return {}
        if self.random.random() < 1 / 2:
            return {"complete": True}
        return {"denied": [term for term in habit.terms if term not in named and self.random.random() < 1 / 2]}

    def _following(self, done: Told, habit: Habit, read_as: str) -> Told:
        """Tell of a fact that has a meaning only where another is "yes"."""
        if done.get("value") == "yes":
            return self._told(habit, habit.says_if_yes, read_as)
        if "state" in done:
            return dict(done)
        return {"state": "not applicable" if "not applicable" in habit.fact.states else "not reported"}

    def _lavage(self, performed: Told, read_as: str) -> dict[str, Told]:
        entries = {name: self._following(performed, self.known[name], read_as) for name in _CELLS}
        left = 100.0
        for name in self.random.sample(_CELLS, len(_CELLS)):
            if "value" in entries[name]:
                entries[name]["value"] = round(left * self.random.betavariate(1.5, 2), 1)
                left -= entries[name]["value"]
        return entries

    def _latency(self, read_as: str) -> dict[str, Told]:
        state = self._one_of(self.known["latency_value"].says)
        if state != "known":
            silent = {"state": "not reported" if read_as == "full text" else state}
            return {name: dict(silent) for name in _LATENCY}
        unit = self._one_of(_LATENCY_UNITS)
        days = _MIDDLE_LATENCY * _LATENCY_SPREAD ** self.random.gauss(0, 1)
        value = max(1, round(min(days, 2000) / DAYS_IN.get(unit, _DAYS_IN_A_CYCLE)))
        place = self._locator()
        of_source = {
            "latency_reported": f"{value} {unit}{'s' if value > 1 else ''} after the start of the drug",
            "latency_value": value,
            "latency_kind": "as given",
            "latency_unit": unit,
            "latency_from": "start of the drug",
            "latency_end_point": self._one_of(self.known["latency_end_point"].terms),
        }
        entries: dict[str, Told] = {name: {"value": value, "locator": place} for name, value in of_source.items()}
        entries["latency_value_to"] = {"state": "not applicable"}
        if unit in DAYS_IN:
            entries["latency_days"] = {"value": value * DAYS_IN[unit], "locator": place}
        else:
            entries["latency_days"] = {"state": "not reported", "note": "given in cycles, which are not converted"}
        return entries

    def _value(self, habit: Habit) -> str | float | list[str]:
        fact = habit.fact
        if fact.kind == "term":
            return self._one_of(habit.terms)
        if fact.kind == "open list":
            return [self.random.choice(habit.texts)]
        if fact.kind == "list":
            chosen = {self._one_of(habit.terms) for _ in range(self.random.randint(1, 4))}
            return [term for term in fact.terms if term in chosen]
        if fact.kind == "text":
            return self.random.choice(habit.texts)
        middle, spread = _AROUND.get(fact.name, (5, 2.5))
        return round(min(max(self.random.gauss(middle, spread), fact.low, 0), fact.high), 1)

    def _one_of(self, weights: Mapping[str, float]) -> str:
        return self.random.choices([*weights], [*weights.values()])[0]

    def _locator(self) -> str:
        return f"Case report, paragraph {self.random.randint(1, 9)}"


def synthetic_cases(cases: int, seed: int = SEED, like: Path = CASES) -> Iterator[dict[str, Any]]:
    """Draw cases 1, 2, 3 and so on, as case files hold them, after the shares of the case files in a folder."""
    shipped = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(like.glob("*.json"))]
    known = habits(shipped, codebook())
    for number in range(1, cases + 1):
        yield synthetic_case(number, seed, known, shipped)


def write_case_files(cases: int, folder: Path, seed: int = SEED, like: Path = CASES) -> None:
    """Write as many case files into a folder, which is made; files of other names in it are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in synthetic_cases(cases, seed, like):
        (folder / f"{case['case_id']}.json").write_text(json.dumps(case), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write case files into a folder."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.synthetic_cases", description="Write case files of patients who do not exist."
    )
    parser.add_argument("cases", type=int, help="how many")
    parser.add_argument("folder", type=Path, help="where to; made if missing")
    parser.add_argument("--seed", type=int, default=SEED, help=f"the same seed gives the same files (default: {SEED})")
    asked = parser.parse_args(arguments)
    write_case_files(asked.cases, asked.folder, asked.seed)
    print(f"{asked.cases} synthetic case files in {asked.folder}, seed {asked.seed}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

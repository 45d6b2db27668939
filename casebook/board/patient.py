"""The patient at hand, in the casebook's own vocabulary: nothing that identifies, no free text, no dates."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from casebook.selection import CT_DISTRIBUTIONS, CT_PATTERNS, LONGEST_LATENCY, PATIENT_PREFIX, SYMPTOMS
from casebook.selection import TERMS as FILTER_TERMS

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_PICKED = 6
"""Published cases that the room can look at beside the patient."""

LATENCY_FACTOR = 2
"""A latency agrees from half to twice the patient's days since the start."""

BAL_POINTS = 10
"""A lavage percentage agrees when it differs by no more percentage points than this."""

AGE_BAND = 5
"""Years in a band of age. An age agrees in the patient's band and in the bands beside it."""

_OLDEST = 120
_MOST_A_LAVAGE_ADDS_UP_TO = 101
_ANSWERS = ("yes", "no")

ONE_OF: Mapping[str, tuple[str, ...]] = {
    "drug": FILTER_TERMS["drug"],
    "prior_imid": _ANSWERS,
    "steroid": _ANSWERS,
    "age": tuple(f"{low}-{low + AGE_BAND - 1}" for low in range(0, _OLDEST, AGE_BAND)),
}
"""Criteria of which one term can be stated."""

SOME_OF: Mapping[str, tuple[str, ...]] = {
    "symptoms": SYMPTOMS,
    "ct_patterns": CT_PATTERNS,
    "ct_distribution": CT_DISTRIBUTIONS,
    "co_suspect_drugs": (
        *("bortezomib", "carfilzomib", "ixazomib", "daratumumab", "isatuximab", "elotuzumab", "melphalan"),
        *("cyclophosphamide", "topotecan", "dexamethasone", "prednisone"),
    ),
}
"""Criteria of which several terms can be stated. The vocabulary of schema.sql, in its order."""

CELLS = ("lymphocytes", "eosinophils", "neutrophils", "macrophages")

NUMBERS: Mapping[str, int] = {"days": LONGEST_LATENCY, **dict.fromkeys(CELLS, 100)}
"""Criteria that are whole numbers, with the highest that is possible; the lowest is 0."""

NAMES: Mapping[str, str] = {
    "drug": "suspect IMiD",
    "days": "days since its start",
    "prior_imid": "prior IMiD exposure",
    "symptoms": "symptoms",
    "ct_patterns": "CT patterns",
    "ct_distribution": "CT distribution",
    "lymphocytes": "BAL lymphocytes",
    "eosinophils": "BAL eosinophils",
    "neutrophils": "BAL neutrophils",
    "macrophages": "BAL macrophages",
    "co_suspect_drugs": "co-suspect drugs",
    "steroid": "steroid for the lung event",
    "age": "age",
}
"""Criterion and its name in words, in the order in which they are shown everywhere."""

_OVERLAP = "agrees when the case shares at least one of the terms stated"
_POINTS = f"agrees when it differs by {BAL_POINTS} percentage points at most"

AGREEMENT: Mapping[str, str] = {
    "drug": "agrees when the suspect drug is the same",
    "days": (
        "agrees when the latency of the case, within the precision of its unit, lies between the days stated divided "
        f"by {LATENCY_FACTOR} and the days stated times {LATENCY_FACTOR} (day 0 counts as day 1); a latency in cycles "
        "cannot be compared"
    ),
    "prior_imid": "agrees when the answer, yes or no, is the same",
    "symptoms": _OVERLAP,
    "ct_patterns": _OVERLAP,
    "ct_distribution": f"{_OVERLAP}; “upper” and “mid-to-upper” are two terms",
    "lymphocytes": _POINTS,
    "eosinophils": _POINTS,
    "neutrophils": _POINTS,
    "macrophages": _POINTS,
    "co_suspect_drugs": f"{_OVERLAP}; a case known to have none disagrees",
    "steroid": "agrees when the answer, yes or no, is the same; background steroid of the regimen does not count",
    "age": f"agrees in the same {AGE_BAND}-year band or in one beside it",
}
"""How each criterion compares, in words."""


class Correction(NamedTuple):
    """What a link said of the patient that cannot be, and what was made of it."""

    key: str
    found: str
    made: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        name = NAMES.get(self.key, self.key)
        return f"{name[0].upper()}{name[1:]}: “{self.found}” {self.made}."


@dataclass(frozen=True, slots=True)
class Patient:
    """What is said of the patient; what is empty or None is not stated. Days are whole, lavage in percent.

    `required` names, in words, the criteria on which a case must agree, `picked` the cases for the room. The key in a
    link, and of the widget, is the name of the field after "p_".
    """

    drug: str = ""
    days: int | None = None
    prior_imid: str = ""
    symptoms: tuple[str, ...] = ()
    ct_patterns: tuple[str, ...] = ()
    ct_distribution: tuple[str, ...] = ()
    lymphocytes: int | None = None
    eosinophils: int | None = None
    neutrophils: int | None = None
    macrophages: int | None = None
    co_suspect_drugs: tuple[str, ...] = ()
    steroid: str = ""
    age: str = ""
    required: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()

    @classmethod
    def from_values(cls, said: Mapping[str, list[str]]) -> tuple[Patient, list[Correction]]:
        """Read the keys of a link with their values: the patient, and what had to be corrected.

        What cannot be is left out, the rest holds. Keys that are not of a patient are passed over.
        """
        stated: dict[str, str | int | tuple[str, ...] | None] = {}
        corrections: list[Correction] = []
        known = {PATIENT_PREFIX + field.name: field.name for field in fields(cls)}
        for key, values in said.items():
            if not key.startswith(PATIENT_PREFIX):
                continue
            if key not in known:
                corrections.append(Correction(key, ", ".join(values), "is not asked of a patient, and was left out"))
                continue
            stated[known[key]], made = _read(known[key], values)
            corrections += made
        patient = cls(**stated)  # ty: ignore[invalid-argument-type]  each key was given the type of its field
        return patient, [*corrections, *patient.contradictions()]

    @classmethod
    def from_widgets(cls, held: Mapping[str, object]) -> Patient:
        """Take the patient from the widgets, which have the keys of a link. A widget without a value states nothing."""
        stated: dict[str, object] = {}
        for field in fields(cls):
            value = held.get(PATIENT_PREFIX + field.name)
            if isinstance(value, list):
                order = [*SOME_OF.get(field.name, NAMES.values() if field.name == "required" else ())] or value
                stated[field.name] = tuple(term for term in order if term in value)
            elif value is not None:
                stated[field.name] = value
        return cls(**stated)  # ty: ignore[invalid-argument-type]  a widget gives the type of its field

    def to_query(self) -> str:
        """Write the part of a link that says this patient again; empty when nothing is stated."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value not in ("", None, ()):
                parts = value if isinstance(value, tuple) else (value,)
                pairs += [(PATIENT_PREFIX + field.name, str(part)) for part in parts]
        return urlencode(pairs)

    def stated(self) -> list[str]:
        """Name the criteria that are stated, in their order on the screen."""
        return [name for name in NAMES if getattr(self, name) not in ("", None, ())]

    def in_words(self) -> dict[str, str]:
        """Say each stated criterion in words, by its name."""
        return {name: f"{NAMES[name]}: {self.value_in_words(name)}" for name in self.stated()}

    def sentence(self) -> str:
        """Say the whole patient in one sentence."""
        return "; ".join(self.in_words().values()) or "nothing is stated"

    def in_short(self) -> str:
        """Say the patient as shortly as a line on the screen of a room needs it."""
        short = dict.fromkeys(("drug", "symptoms", "ct_patterns", "ct_distribution"), "") | {
            "days": "day ",
            "prior_imid": "prior IMiD: ",
            "steroid": "steroid: ",
            "co_suspect_drugs": "co-suspect: ",
            "age": "",
            **{cell: f"{cell} " for cell in CELLS},
        }
        return " · ".join(short[name] + self.value_in_words(name) for name in self.stated()) or "nothing is stated"

    def value_in_words(self, name: str) -> str:
        """Say the value of one criterion in words; empty when it is not stated."""
        value = getattr(self, name)
        if value in ("", None, ()):
            return ""
        if isinstance(value, tuple):
            return ", ".join(value)
        units = dict.fromkeys(CELLS, " %") | {"age": " years"}
        return f"{value}{units.get(name, '')}"

    def contradictions(self) -> list[Correction]:
        """Say what cannot be true at once: a lavage whose shares add up to more than all of it."""
        shares = [share for share in (getattr(self, cell) for cell in CELLS) if share is not None]
        if sum(shares) <= _MOST_A_LAVAGE_ADDS_UP_TO:
            return []
        added = " + ".join(f"{share} %" for share in shares)
        return [Correction("BAL percentages", added, f"add up to {sum(shares)} %, which is more than all cells")]

    def parameters(self) -> dict[str, list[str] | float | str | None]:
        """Hand the patient over as the one struct that `compared_cases` in schema.sql takes. None is not stated."""
        day = max(self.days, 1) if self.days is not None else None
        low = int(self.age.split("-")[0]) if self.age else None
        return {
            "drug": self.drug or None,
            "days_low": day / LATENCY_FACTOR if day is not None else None,
            "days_high": float(day * LATENCY_FACTOR) if day is not None else None,
            "prior_imid": self.prior_imid or None,
            "steroid": self.steroid or None,
            "age_low": float(low - AGE_BAND) if low is not None else None,
            "age_below": float(low + 2 * AGE_BAND) if low is not None else None,
            "bal_points": float(BAL_POINTS),
            **{cell: _number(getattr(self, cell)) for cell in CELLS},
            **{name: list(getattr(self, name)) for name in SOME_OF},
            "required": [name for name in self.stated() if NAMES[name] in self.required],
        }


def blank_widgets() -> dict[str, list[str] | None]:
    """Give for the key of each widget what it holds when nothing is stated."""
    lists = (*SOME_OF, "required", "picked")
    return {PATIENT_PREFIX + field.name: [] if field.name in lists else None for field in fields(Patient)}


def _read(name: str, values: list[str]) -> tuple[str | int | tuple[str, ...] | None, list[Correction]]:
    """Read the values of one key: what they state, and what was corrected."""
    if name in NUMBERS:
        return _read_number(name, values)
    if name in ONE_OF:
        allowed = ONE_OF[name]
        made = [Correction(name, value, _not_among(allowed)) for value in values if value not in allowed]
        made += [Correction(name, value, "is one too many, and was left out") for value in values[1:] if not made]
        return (values[0] if values[0] in allowed else ""), made
    if name == "picked":
        unique = tuple(dict.fromkeys(values))
        left = unique[MOST_PICKED:]
        return unique[:MOST_PICKED], [
            Correction(name, value, f"was left out: {MOST_PICKED} cases can be picked") for value in left
        ]
    allowed = SOME_OF[name] if name in SOME_OF else tuple(NAMES.values())
    made = [Correction(name, value, _not_among(allowed)) for value in values if value not in allowed]
    return tuple(term for term in allowed if term in values), made


def _read_number(name: str, values: list[str]) -> tuple[int | None, list[Correction]]:
    highest, found = NUMBERS[name], values[0]
    unit = " days" if name == "days" else " %"
    try:
        number = float(found)
    except ValueError:
        return None, [Correction(name, found, f"is not a number from 0 to {highest}{unit}, and was left out")]
    if not 0 <= number <= highest:
        return None, [Correction(name, found, f"is not possible (0 to {highest}{unit}), and was left out")]
    made = [Correction(name, found, f"was taken as {int(number)}{unit}")] if number != int(number) else []
    return int(number), made


def _not_among(allowed: tuple[str, ...]) -> str:
    return f"is not in the vocabulary ({', '.join(allowed[:12])}), and was left out"


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)

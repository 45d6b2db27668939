"""The criteria of the board, made from the codebook: one record holds key, name, values, words and SQL parameters.

There is a class for each kind of comparison that the codebook names in its column `compares`. How each compares in SQL
is written from the same rows of the codebook by queries/curation/compared_cases_statement.sql.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from casebook.codebook import codebook
from casebook.filters import last_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casebook.codebook import Fact
    from casebook.filters import Parameter

_MOST_TERMS_NAMED = 12


class Correction(NamedTuple):
    """What a link states of the patient that cannot be: of what, the value, and what became of it."""

    name: str
    value: str
    remedy: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"{self.name[0].upper()}{self.name[1:]}: “{self.value}” {self.remedy}."


@dataclass(frozen=True, slots=True)
class _Criterion:
    """What every criterion has: the key of its widget and link after "p_", its name, and words of its own.

    `short` stands before the value where a line must be short, `note` behind the words that say how it compares.
    """

    key: str
    name: str
    short: str
    note: str

    @property
    def label(self) -> str:
        """Give the label of its widget."""
        return self.name[0].upper() + self.name[1:]

    def value_in_words(self, value: object) -> str:
        """Say a value in words."""
        return str(value)

    def in_short(self, value: object) -> str:
        """Say a value as shortly as a line on the screen of a room needs it."""
        return f"{self.short} {self.value_in_words(value)}".strip()

    def _agrees(self, how: str) -> str:
        return f"agrees {how}{f'; {self.note}' if self.note else ''}"


@dataclass(frozen=True, slots=True)
class SameTerm(_Criterion):
    """Agrees when the case has the one term stated."""

    terms: tuple[str, ...]
    of_fact: str

    widget: ClassVar[str] = "segments"
    blank: ClassVar[str] = ""

    @property
    def agreement(self) -> str:
        """Say how it compares."""
        answer = "answer, yes or no," if self.terms == ("yes", "no") else self.of_fact
        return self._agrees(f"when the {answer} is the same")

    def parse(self, texts: list[str]) -> tuple[str, list[Correction]]:
        """Read the values of a link, of which one can be stated."""
        corrections = [
            Correction(self.name, text, not_among(self.terms)) for text in texts if text not in self.terms
        ] or [Correction(self.name, text, "is one too many, and was left out") for text in texts[1:]]
        return (texts[0] if texts[0] in self.terms else ""), corrections

    def parameters(self, term: str) -> dict[str, Parameter]:
        """Give what is bound in SQL. NULL is not stated."""
        return {self.key: term or None}


@dataclass(frozen=True, slots=True)
class SameBand(SameTerm):
    """Agrees when the number of the case lies in the band stated, or in one of the two bands beside it."""

    unit: str
    width: int

    widget: ClassVar[str] = "list of one"

    @property
    def label(self) -> str:
        """Give the label of its widget, with the unit."""
        return f"{self.name[0].upper()}{self.name[1:]} ({self.unit})"

    @property
    def agreement(self) -> str:
        """Say how it compares."""
        return self._agrees(f"in the same {self.width}-{self.unit.removesuffix('s')} band or in one beside it")

    def value_in_words(self, value: object) -> str:
        """Say a band in words, with the unit."""
        return f"{value} {self.unit}"

    def parameters(self, term: str) -> dict[str, Parameter]:
        """Give what is bound in SQL: from which number, below which."""
        low = int(term.rsplit("-", 1)[0]) if term else None
        return {
            f"{self.key}_low": None if low is None else float(low - self.width),
            f"{self.key}_below": None if low is None else float(low + 2 * self.width),
        }


@dataclass(frozen=True, slots=True)
class SharedTerm(_Criterion):
    """Agrees when the list of the case shares a term with those stated."""

    terms: tuple[str, ...]

    widget: ClassVar[str] = "list of several"
    blank: ClassVar[tuple[str, ...]] = ()

    @property
    def agreement(self) -> str:
        """Say how it compares."""
        return self._agrees("when the case shares at least one of the terms stated")

    def parse(self, texts: list[str]) -> tuple[tuple[str, ...], list[Correction]]:
        """Read the values of a link: the terms in the order of the codebook."""
        corrections = [Correction(self.name, text, not_among(self.terms)) for text in texts if text not in self.terms]
        return tuple(term for term in self.terms if term in texts), corrections

    def value_in_words(self, value: object) -> str:
        """Say the terms in words."""
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def parameters(self, terms: tuple[str, ...]) -> dict[str, Parameter]:
        """Give what is bound in SQL. An empty list is not stated."""
        return {self.key: list(terms)}


@dataclass(frozen=True, slots=True)
class _Number(_Criterion):
    """A whole number from `low` to `high`."""

    unit: str
    low: int
    high: int
    tolerance: float

    widget: ClassVar[str] = "number"
    blank: ClassVar[None] = None

    def parse(self, texts: list[str]) -> tuple[int | None, list[Correction]]:
        """Read the values of a link, of which the first counts; a fraction is cut off, and that is said."""
        text, unit = texts[0], f" {self.unit}".rstrip()
        possible = f"{self.low} to {self.high}{unit}"
        try:
            number = float(text)
        except ValueError:
            return None, [Correction(self.name, text, f"is not a number from {possible}, and was left out")]
        if not self.low <= number <= self.high:
            return None, [Correction(self.name, text, f"is not possible ({possible}), and was left out")]
        cut = [Correction(self.name, text, f"was taken as {int(number)}{unit}")] if number != int(number) else []
        return int(number), cut


@dataclass(frozen=True, slots=True)
class WithinFactor(_Number):
    """Agrees when the number of the case, with its precision, lies between a fraction and a multiple of that stated."""

    of_fact: str
    has_precision: bool

    @property
    def agreement(self) -> str:
        """Say how it compares."""
        precision = ", within the precision of its unit," if self.has_precision else ""
        one = self.unit.removesuffix("s")
        return self._agrees(
            f"when the {self.of_fact} of the case{precision} lies between the {self.unit} stated divided by "
            f"{self.tolerance:g} and the {self.unit} stated times {self.tolerance:g} ({one} 0 counts as {one} 1)"
        )

    def parameters(self, number: int | None) -> dict[str, Parameter]:
        """Give what is bound in SQL: from which number, up to which. NULL is not stated."""
        counted = None if number is None else max(number, 1)
        return {
            f"{self.key}_low": None if counted is None else counted / self.tolerance,
            f"{self.key}_high": None if counted is None else counted * self.tolerance,
        }


@dataclass(frozen=True, slots=True)
class WithinPoints(_Number):
    """Agrees when the number of the case differs from that stated by no more than some points."""

    @property
    def label(self) -> str:
        """Give the label of its widget, with the unit."""
        return f"{self.name[0].upper()}{self.name[1:]}{f' ({self.unit})' if self.unit else ''}"

    @property
    def agreement(self) -> str:
        """Say how it compares."""
        points = "percentage points" if self.unit == "%" else self.unit or "points"
        return self._agrees(f"when it differs by {self.tolerance:g} {points} at most")

    def value_in_words(self, value: object) -> str:
        """Say a number in words, with the unit."""
        return f"{value} {self.unit}".rstrip()

    def parameters(self, number: int | None) -> dict[str, Parameter]:
        """Give what is bound in SQL: from which number, up to which. NULL is not stated."""
        return {
            f"{self.key}_low": None if number is None else number - self.tolerance,
            f"{self.key}_high": None if number is None else number + self.tolerance,
        }


Criterion = SameTerm | SameBand | SharedTerm | WithinFactor | WithinPoints


@cache
def criteria() -> Mapping[str, Criterion]:
    """Give every criterion by its key, in the order in which they are shown everywhere."""
    return {key: _of_fact(fact) for key, fact in codebook().criteria().items()}


def not_among(terms: tuple[str, ...]) -> str:
    """Say that a term was left out, and which there are."""
    return f"is not in the vocabulary ({', '.join(terms[:_MOST_TERMS_NAMED])}), and was left out"


def _of_fact(fact: Fact) -> Criterion:
    """Make the criterion of a fact, of the class of its comparison."""
    row = fact.criterion
    if row is None:
        message = f"{fact.name} has no criterion in the codebook"
        raise ValueError(message)
    words = (row.key, row.name, row.short, row.note)
    of_fact = _without_unit(fact.label)
    low, high = 0 if fact.low == float("-inf") else int(fact.low), last_of(fact)
    if row.compares in {"same", "is among"}:
        return SameTerm(*words, fact.terms, of_fact)
    if row.compares == "shares a term":
        return SharedTerm(*words, fact.terms)
    if row.compares == "within factor":
        return WithinFactor(*words, fact.unit, low, high, row.tolerance, of_fact, _has_precision(fact))
    if row.compares == "within points":
        return WithinPoints(*words, fact.unit, low, high, row.tolerance)
    width = int(row.tolerance)
    bands = tuple(f"{first}-{first + width - 1}" for first in range(low, high, width))
    return SameBand(*words, bands, of_fact, fact.unit, width)


def _without_unit(label: str) -> str:
    """Give the label of a fact as it stands within a sentence; an abbreviation keeps its capitals."""
    words = label.partition(" (")[0]
    return words if words[:2].isupper() else words[0].lower() + words[1:]


def _has_precision(fact: Fact) -> bool:
    """Say whether the codebook has bounds of this number, as latency_low_days beside latency_days."""
    stem, _, unit = fact.name.rpartition("_")
    return f"{stem}_low_{unit}" in codebook().facts

"""The criteria of the board, made from the codebook: one record holds key, name, values, words and SQL parameters.

There is a class for each kind of comparison that the codebook names in its column `compares`. How each compares in SQL
is written from the same rows of the codebook by queries/curation/write_compared_cases.sql.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from casebook.board.corrections import Correction, not_among
from casebook.codebook import NOT_NAMED, codebook
from casebook.filters import last_of
from casebook.lavage import patterns_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casebook.codebook import Fact
    from casebook.filters import Parameter

BAND = re.compile(r"(\d{1,3})-(\d{1,3})")
"""How older links state a number: by a band, such as "70-74"."""

_IN_THE_PATTERN = "is compared in the pattern of the lavage"


@dataclass(frozen=True, slots=True)
class _Criterion:
    """What every criterion has: the key of its widget and link after "p_", its name, and words of its own.

    `short` stands before the value where a line must be short, `note` behind the words that say how it compares. Some
    are asked and not compared by themselves, one is compared and follows from them.
    """

    key: str
    name: str
    short: str
    note: str

    asked: ClassVar[bool] = True
    compared: ClassVar[bool] = True

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
class Sign(SameTerm):
    """An answer on the lavage, which is compared as a whole."""

    compared: ClassVar[bool] = False
    agreement: ClassVar[str] = _IN_THE_PATTERN


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
    """A number from `low` to `high`: a whole one, unless the criterion takes fractions."""

    unit: str
    low: int
    high: int

    widget: ClassVar[str] = "number"
    blank: ClassVar[None] = None
    whole: ClassVar[bool] = True

    def parse(self, texts: list[str]) -> tuple[float | None, list[Correction]]:
        """Read the values of a link, of which the first counts.

        Of a band such as "70-74", which older links have, the middle counts, and of a number that must be whole the
        whole part; both are said.
        """
        text, unit = texts[0], f" {self.unit}".rstrip()
        possible = f"{self.low} to {self.high}{unit}"
        band = BAND.fullmatch(text)
        try:
            number = (int(band[1]) + int(band[2])) / 2 if band else float(text)
        except ValueError:
            return None, [Correction(self.name, text, f"is not a number from {possible}, and was left out")]
        if not self.low <= number <= self.high:
            return None, [Correction(self.name, text, f"is not possible ({possible}), and was left out")]
        taken = int(number) if self.whole or number == int(number) else number
        cut = [Correction(self.name, text, f"was taken as {taken}{unit}")] if band or taken != number else []
        return taken, cut


@dataclass(frozen=True, slots=True)
class _WithUnit(_Number):
    """A number that is shown with its unit."""

    @property
    def label(self) -> str:
        """Give the label of its widget, with the unit."""
        return f"{self.name[0].upper()}{self.name[1:]}{f' ({self.unit})' if self.unit else ''}"

    def value_in_words(self, value: object) -> str:
        """Say a number in words, with the unit."""
        return f"{value} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Share(_WithUnit):
    """A share of the cells of a lavage, which is compared as a whole."""

    compared: ClassVar[bool] = False
    whole: ClassVar[bool] = False
    agreement: ClassVar[str] = _IN_THE_PATTERN


@dataclass(frozen=True, slots=True)
class WithinFactor(_Number):
    """Agrees when the number of the case, with its precision, lies between a fraction and a multiple of that stated."""

    tolerance: float
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

    def parameters(self, number: float | None) -> dict[str, Parameter]:
        """Give what is bound in SQL: from which number, up to which. NULL is not stated."""
        counted = None if number is None else max(number, 1)
        return {
            f"{self.key}_low": None if counted is None else counted / self.tolerance,
            f"{self.key}_high": None if counted is None else counted * self.tolerance,
        }


@dataclass(frozen=True, slots=True)
class WithinDistance(_WithUnit):
    """Agrees when the number of the case is at most so far from that stated."""

    tolerance: float

    @property
    def agreement(self) -> str:
        """Say how it compares."""
        return self._agrees(f"when it differs by {self.tolerance:g} {self.unit or 'points'} at most")

    def parameters(self, number: float | None) -> dict[str, Parameter]:
        """Give what is bound in SQL: from which number, up to which. NULL is not stated."""
        return {
            f"{self.key}_low": None if number is None else number - self.tolerance,
            f"{self.key}_high": None if number is None else number + self.tolerance,
        }


@dataclass(frozen=True, slots=True)
class LavagePattern(_Criterion):
    """Agrees when the pattern of the lavage is the same; it follows from the shares and signs that are stated."""

    asked: ClassVar[bool] = False
    blank: ClassVar[tuple[str, ...]] = ()

    @property
    def agreement(self) -> str:
        """Say how it compares."""
        return self._agrees("when it is the same, and certain on both sides")

    def value_in_words(self, value: object) -> str:
        """Say the pattern, or those of which any may be the one."""
        return patterns_in_words(value) if isinstance(value, tuple) else str(value)

    def in_short(self, value: object) -> str:
        """Say the pattern where it is certain, since those of which any may be the one are no short line."""
        certain = isinstance(value, tuple) and len(value) == 1
        return f"{self.short} {self.value_in_words(value) if certain else 'pattern not certain'}"

    def parameters(self, possible: tuple[str, ...]) -> dict[str, Parameter]:
        """Give what is bound in SQL. An empty list is not stated."""
        return {self.key: list(possible)}


Asked = SameTerm | SharedTerm | WithinFactor | WithinDistance | Share
"""A criterion with a widget."""

Criterion = Asked | LavagePattern


@cache
def criteria() -> Mapping[str, Criterion]:
    """Give every criterion by its key, in the order in which they are shown everywhere."""
    return {key: _of_fact(fact) for key, fact in codebook().criteria().items()}


def _of_fact(fact: Fact) -> Criterion:
    """Make the criterion of a fact, of the class of its comparison."""
    row = fact.criterion
    if row is None:
        message = f"{fact.name} has no criterion in the codebook"
        raise ValueError(message)
    words = (row.key, row.name, row.short, row.note)
    of_fact = _without_unit(fact.label)
    low, high = 0 if fact.low == float("-inf") else int(fact.low), last_of(fact)
    named = tuple(term for term in fact.terms if term not in codebook().counting_as(NOT_NAMED, *fact.lists))
    if row.compares in {"same", "is among"}:
        return SameTerm(*words, named, of_fact)
    if row.compares == "shares a term":
        return SharedTerm(*words, fact.terms)
    if row.compares == "within factor":
        return WithinFactor(*words, fact.unit, low, high, row.tolerance, of_fact, _has_precision(fact))
    if row.compares == "within distance":
        return WithinDistance(*words, fact.unit, low, high, row.tolerance)
    if row.compares == "lavage pattern":
        return LavagePattern(*words)
    return Share(*words, fact.unit, low, high) if fact.kind == "number" else Sign(*words, named, of_fact)


def _without_unit(label: str) -> str:
    """Give the label of a fact as it stands within a sentence; an abbreviation keeps its capitals."""
    words = label.partition(" (")[0]
    return words if words[:2].isupper() else words[0].lower() + words[1:]


def _has_precision(fact: Fact) -> bool:
    """Say whether the codebook has bounds of this number, as latency_low_days beside latency_days."""
    stem, _, unit = fact.name.rpartition("_")
    return f"{stem}_low_{unit}" in codebook().facts

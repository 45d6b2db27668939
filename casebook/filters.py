"""The filters of the casebook, made from the codebook: one record holds key, name, words, values and SQL parameters.

A fact with terms is filtered by its terms, a list by any of its terms, a number by a range; whether cases stay in which
the number is not known is a filter of its own. Beside them stands the text search. What a filter does in SQL is written
from the same rows of the codebook by queries/curation/write_selected_cases.sql.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from casebook.codebook import codebook
from casebook.link_keys import TEXT
from casebook.search import terms_meant, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casebook.codebook import Fact
    from casebook.keyed import Value

    Parameter = list[str] | list[str | None] | str | float | bool | None

_LAST_OF_UNBOUNDED = {"days": 3650, "months": 120}
_LAST_OTHERWISE = 10_000
_MOST_TERMS_NAMED = 5
_LONGEST_RANGE_OF_EACH_NUMBER = 250
_EVENLY_APART = (
    *(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 21, 25, 30, 36, 42, 50, 60, 75, 90, 105, 120, 150, 180, 210, 240),
    *(300, 365, 450, 540, 640, 730, 900, 1095, 1460, 1825, 2555, 3650, 5000, 7500),
)
"""Numbers at which a long range can be set with the mouse, about evenly apart on a logarithmic scale."""


class LinkFault(NamedTuple):
    """A part of a link that is not a filter: its key, what stood there, and what is allowed."""

    key: str
    value: str
    allowed: str

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.key}={self.value} is not a filter: {self.allowed}" if self.value else f"{self.key}: {self.allowed}"
        )


@dataclass(frozen=True, slots=True)
class TermsFilter:
    """Leaves the cases whose fact has one of the chosen terms; no term chosen leaves every case."""

    key: str
    fact: str
    name: str
    place: str
    help: str
    terms: tuple[str, ...]

    default: ClassVar[tuple[str, ...]] = ()

    def parse(self, texts: list[str]) -> tuple[tuple[str, ...], list[LinkFault]]:
        """Read the values of a link: the terms in the order of the codebook, and a fault for each other value."""
        faults = [LinkFault(self.key, text, allowed(text, self.terms)) for text in texts if text not in self.terms]
        return self.in_order(texts), faults

    def in_order(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Give the terms once each, in the order of the codebook."""
        return tuple(term for term in self.terms if term in [*terms])

    def in_words(self, terms: tuple[str, ...], _selection: Mapping[str, Value]) -> str:
        """Say the filter in words; of many terms those that are left out."""
        left_out = [term for term in self.terms if term not in terms]
        if left_out and len(terms) > max(_MOST_TERMS_NAMED, len(left_out)):
            return f"{self.name}: any but {' or '.join(left_out)}"
        return f"{self.name}: {' or '.join(terms)}"

    def parameters(self, terms: tuple[str, ...]) -> dict[str, Parameter]:
        """Give what is bound in SQL. NULL is no filter, and leaves the plan of the question."""
        return {self.key: list(terms) or None}


@dataclass(frozen=True, slots=True)
class RangeFilter:
    """Leaves the cases whose number lies in a range of whole numbers, both ends included.

    The range may reach from `low` to `high`; its ends there are open: `high` means "or more".
    """

    key: str
    fact: str
    name: str
    place: str
    help: str
    unit: str
    low: int
    high: int

    @property
    def default(self) -> tuple[int, int]:
        """Give the range that leaves every case."""
        return self.low, self.high

    @property
    def unknown_key(self) -> str:
        """Name the filter that says whether cases stay in which the number is not known."""
        return f"{self.key}_unknown"

    @property
    def is_long(self) -> bool:
        """Say whether the range has too many numbers to be set one by one."""
        return self.high - self.low > _LONGEST_RANGE_OF_EACH_NUMBER

    def ticks(self) -> tuple[int, ...]:
        """Give the numbers at which the range can be set with the mouse."""
        if not self.is_long:
            return tuple(range(self.low, self.high + 1))
        return (self.low, *(tick for tick in _EVENLY_APART if self.low < tick < self.high), self.high)

    def parse(self, texts: list[str]) -> tuple[tuple[int, int] | None, list[LinkFault]]:
        """Read the values of a link: two whole numbers in either order. Nothing is read where there is a fault."""
        numbers = [int(text) for text in texts if self._is_possible(text)]
        if len(texts) == len(numbers) == 2:  # noqa: PLR2004  a range has two ends
            return (min(numbers), max(numbers)), []
        return None, [LinkFault(self.key, ", ".join(texts), self.allowed)]

    @property
    def allowed(self) -> str:
        """Say in words which values are allowed."""
        whole = f"two whole numbers{f' of {self.unit}' if self.unit else ''} from {self.low} to {self.high}"
        low, high = (7, 120) if self.low <= 7 and self.high >= 120 else self.default  # noqa: PLR2004  an example
        return f"{whole}, as in {self.key}={low}&{self.key}={high}"

    def in_words(self, ends: tuple[int, int], selection: Mapping[str, Value]) -> str:
        """Say the range in words, and whether cases stay in which the number is not known."""
        low, high = ends
        unit = f" {self.unit}" if self.unit else ""
        words = f"{low}{unit} or more" if high >= self.high else f"{low} to {high}{unit}"
        return f"{self.name} {words}{', or not known' if selection[self.unknown_key] else ''}"

    def parameters(self, ends: tuple[int, int]) -> dict[str, Parameter]:
        """Give what is bound in SQL. An open end is NULL."""
        low, high = ends
        return {
            f"{self.key}_low": float(low) if low > self.low else None,
            f"{self.key}_high": float(high) if high < self.high else None,
        }

    def _is_possible(self, text: str) -> bool:
        digits = text.removeprefix("-") if self.low < 0 else text
        return (
            digits.isascii()
            and digits.isdigit()
            and len(digits) <= len(str(max(abs(self.low), abs(self.high))))
            and self.low <= int(text) <= self.high
        )


@dataclass(frozen=True, slots=True)
class UnknownFilter:
    """Says whether cases stay in which the number of a range is not known, whatever the range."""

    key: str
    fact: str
    name: str
    place: str
    of: str

    default: ClassVar[bool] = True
    allowed: ClassVar[str] = "true or false"

    def parse(self, texts: list[str]) -> tuple[bool | None, list[LinkFault]]:
        """Read the values of a link, of which the last counts."""
        text = texts[-1].lower()
        if text in {"true", "false"}:
            return text == "true", []
        return None, [LinkFault(self.key, texts[-1], self.allowed)]

    def in_words(self, _stay: bool, _selection: Mapping[str, Value]) -> str:  # noqa: FBT001  as the other filters
        """Say in words that the cases leave."""
        return f"without cases of {self.name}"

    def parameters(self, stay: bool) -> dict[str, Parameter]:  # noqa: FBT001  as the other filters
        """Give what is bound in SQL."""
        return {self.key: stay}


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Leaves the cases in which all of some words stand, or terms of the codebook for which they stand."""

    key: str = TEXT
    fact: str = "searchable"
    name: str = "text"
    place: str = "last"
    help: str = (
        "Cases that hold all of these words, or beginnings of words, in case, citation, DOI, PMID, or in any value "
        "read of the patient. Accents do not matter, nor British or American spelling; brand names and other synonyms "
        "of the codebook are known."
    )

    default: ClassVar[str] = ""

    def parse(self, texts: list[str]) -> tuple[str, list[LinkFault]]:
        """Read the values of a link: any words, with one space between them."""
        return " ".join(" ".join(texts).split()), []

    def in_words(self, text: str, _selection: Mapping[str, Value]) -> str:
        """Say the filter in words, with the terms that are found too."""
        also = " or ".join(f"“{term}”" for term in terms_meant(text))
        return f"text contains “{text}”{f', also as {also}' if also else ''}"

    def parameters(self, text: str) -> dict[str, Parameter]:
        """Give what is bound in SQL: how each word begins, and what else it finds, or None."""
        words = words_of(text)
        return {
            f"{self.key}_words": [word.begins for word in words] or None,
            f"{self.key}_else": [word.else_found for word in words] or None,
        }


CaseFilter = TermsFilter | RangeFilter | UnknownFilter | TextFilter


@cache
def filters() -> Mapping[str, CaseFilter]:
    """Give every filter by its key, in the order in which it stands above a page and in links."""
    records: list[CaseFilter] = []
    for fact in codebook().filters().values():
        records += filters_of_fact(fact)
    return {record.key: record for record in [*records, TextFilter()]}


def terms_of(key: str) -> tuple[str, ...]:
    """Give the terms of a filter in their order."""
    record = filters()[key]
    if not isinstance(record, TermsFilter):
        message = f"the filter {key} has no terms"
        raise TypeError(message)
    return record.terms


def filter_of_column(column: str) -> CaseFilter | None:
    """Give the filter that a value of this column of a question sets: the filter of the fact, or the text search."""
    if column == "case_id":
        return filters()[TEXT]
    return next((record for record in filters().values() if column in {record.fact, record.key}), None)


def allowed(text: str, terms: Iterable[str]) -> str:
    """Say in words which terms are allowed, and which of them comes nearest to a text."""
    terms = list(terms)
    near = get_close_matches(text, terms, n=1)
    hint = f" (did you mean “{near[0]}”?)" if near else ""
    return f"allowed are {', '.join(f'“{term}”' for term in terms)}{hint}"


def last_of(fact: Fact) -> int:
    """Give the last whole number of a range of this fact; of a fact without an upper bound it means "or more"."""
    if fact.high != float("inf"):
        return int(fact.high)
    return _LAST_OF_UNBOUNDED.get(fact.unit, _LAST_OTHERWISE)


def filters_of_fact(fact: Fact) -> list[CaseFilter]:
    """Make the filters of a fact: one, or for a number two."""
    row = fact.filter
    if row is None:
        message = f"{fact.name} has no filter in the codebook"
        raise ValueError(message)
    if fact.kind != "number":
        terms = (*fact.terms, *fact.states) if fact.kind == "term" else fact.terms
        return [TermsFilter(row.key, fact.name, row.name, row.place, row.help, terms)]
    low = 0 if fact.low == float("-inf") else int(fact.low)
    of_numbers = RangeFilter(row.key, fact.name, row.name, row.place, row.help, fact.unit, low, last_of(fact))
    unknown = UnknownFilter(of_numbers.unknown_key, fact.name, f"unknown {row.name}", row.place, row.key)
    return [of_numbers, unknown]

"""Which records may be the same publication: by PubMed number, DOI or title. Nothing is decided here.

Titles are compared by their letters and digits with the ratio of rapidfuzz, 0 to 100: of 650 spoilt titles of 130
records, 562 had 95 or more with the right one and 624 had 80 or more (November 2026).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from literature.record import Record

SAME_TITLE = 95.0
"""From this score on, and a year apart at most, two titles are proposed as the same."""

LIKE_TITLE = 80.0
"""From this score on they are shown side by side."""

PMID, DOI, TITLE, LIKE = "PMID", "DOI", "title", "similar title"
PROPOSED = (PMID, DOI, TITLE)
"""Grounds on which two records are proposed as the same; the other one shows them side by side."""

_SHORT = 20
"""Letters of a title below which it says too little, as in “Reply”: then at most side by side."""

_AT_ONCE = 200
"""Titles that are compared with all others in one go."""

_TWIN_WORDS = re.compile(
    r"\b(erratum|errata|corrigendum|corrigenda|correction|addendum|retract\w*|concern|reply|response|comment\w*|letter|"
    r"editorial|re|protocol|update[sd]?|first|second|third|one|two|three|four|five|[ivx]+|[a-d]|\w*\d\w*)\b"
)
"""Words by which publications of nearly one title differ: an erratum, an answer, a part, a number."""


class Pair(NamedTuple):
    """Two records that may be the same, the later one first, on which ground, and how alike the titles are."""

    record: str
    other: str
    ground: str
    score: float

    @property
    def name(self) -> str:
        """Name the pair in the registry."""
        return f"{self.record} = {self.other}"


def names_in_pair(name: str) -> tuple[str, str]:
    """Give the two records of a pair from its name, the later one first."""
    record, _, other = name.partition(" = ")
    return record, other


def find_pairs(
    new: Mapping[str, Record], known: Mapping[str, Record], progress: Callable[[float], object] = lambda _: None
) -> list[Pair]:
    """Find the pairs of new records among themselves and with known ones, each pair once, on its best ground.

    `progress` is told the share of the titles that were compared.
    """
    pairs: dict[tuple[str, str], Pair] = {}
    every = {**known, **new}
    for ground, key in ((PMID, "pmid"), (DOI, "doi")):
        for record, other in _with_equal(new, known, key):
            pairs.setdefault((record, other), Pair(record, other, ground, _score(every[record], every[other])))
    for record, other, score in _with_like_titles(new, known, progress):
        ground = TITLE if _is_same_title(every[record], every[other], score) else LIKE
        pairs.setdefault((record, other), Pair(record, other, ground, round(score, 1)))
    return list(pairs.values())


def letters_of(title: str) -> str:
    """Give the letters and digits of a title, small and without accents."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _with_equal(new: Mapping[str, Record], known: Mapping[str, Record], key: str) -> Iterator[tuple[str, str]]:
    """Give the pairs whose values of a field are equal and not empty."""
    names: dict[str, list[str]] = {}
    for place, (name, record) in enumerate((*known.items(), *new.items())):
        value = getattr(record, key)
        if not value:
            continue
        if place >= len(known):
            yield from ((name, other) for other in names.get(value, ()))
        names.setdefault(value, []).append(name)


def _with_like_titles(
    new: Mapping[str, Record], known: Mapping[str, Record], progress: Callable[[float], object]
) -> Iterator[tuple[str, str, float]]:
    names = [*known, *new]
    titles = [letters_of(record.title) for record in (*known.values(), *new.values())]
    for first in range(len(known), len(names), _AT_ONCE):
        last = min(first + _AT_ONCE, len(names))
        scores = process.cdist(
            titles[first:last],
            titles[:last],
            scorer=fuzz.ratio,
            score_cutoff=LIKE_TITLE,
            dtype=np.float32,
            workers=-1,
        )
        for row, column in np.argwhere(scores >= LIKE_TITLE):
            if column < first + row and titles[column]:
                yield names[first + row], names[column], float(scores[row, column])
        progress((last - len(known)) / len(new))


def _is_same_title(record: Record, other: Record, score: float) -> bool:
    """Say whether two titles are proposed as one publication, rather than shown side by side."""
    numbers_differ = any(a and b and a != b for a, b in ((record.pmid, other.pmid), (record.doi, other.doi)))
    years = record.year, other.year
    return (
        score >= SAME_TITLE
        and not numbers_differ
        and years[0] is not None
        and years[1] is not None
        and abs(years[0] - years[1]) <= 1
        and min(len(letters_of(record.title)), len(letters_of(other.title))) >= _SHORT
        and _twin_words(record.title) == _twin_words(other.title)
    )


def _twin_words(title: str) -> set[str]:
    return set(_TWIN_WORDS.findall(title.casefold())) - {"a"}


def _score(record: Record, other: Record) -> float:
    return round(fuzz.ratio(letters_of(record.title), letters_of(other.title)), 1)

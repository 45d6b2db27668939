"""The words that the watch looks for: the drugs of the codebook, and what it calls an injury of the lung.

They make the search strings, are marked in a record, and order the records that are screened.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from casebook.codebook import NOT_NAMED, codebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casebook.codebook import Codebook

DRUG_LISTS = ("imid",)
LUNG_LISTS = ("lung_injury_kind", "ct_pattern")
"""Lists of terms.csv whose terms and synonyms are looked for. Symptoms are not among them: fever and rash are not of
the lung."""

OF_THE_LUNG = ("lung", "pulmonary", "pneumonitis", "pneumonia", "respiratory", "alveolar", "interstitial", "pleural")
"""Words that stand within terms of the codebook, and are looked for alone too: a title may say no more."""


_TOKEN = re.compile(r"[^\W_]+")


class Words(NamedTuple):
    """The words of the two kinds, each once, in the order of the codebook."""

    drugs: tuple[str, ...]
    lung: tuple[str, ...]


class Hit(NamedTuple):
    """A word that was found in a text: its place from and to, its kind ("drug" or "lung"), and the word looked for."""

    start: int
    end: int
    kind: str
    word: str


def words_of(book: Codebook) -> Words:
    """Give the words that a codebook makes the watch look for."""
    return Words(tuple(_each_once(_of(book, DRUG_LISTS))), tuple(_each_once((*OF_THE_LUNG, *_of(book, LUNG_LISTS)))))


def words() -> Words:
    """Give the words of the codebook that is in place."""
    return words_of(codebook())


def find(text: str, looked_for: Words | None = None) -> list[Hit]:
    """Find the words in a text, from left to right, the longest where several begin at one place; none overlap.

    Small and capital letters count as the same, except in abbreviations: SOB and HP are found in capitals alone. A
    space in a word stands for a hyphen too, and an "s" may follow.
    """
    begins, kinds = _patterns(looked_for or words())
    hits, end = [], 0
    for token in _TOKEN.finditer(text):
        pattern = begins.get(token[0].casefold())
        match = pattern.match(text, token.start()) if pattern and token.start() >= end else None
        if match:
            word, kind = kinds[_plain(match[0])]
            if not _is_abbreviation(word) or match[0].removesuffix("s") == word:
                end = match.end()
                hits.append(Hit(match.start(), end, kind, word))
    return hits


def distinct(text: str, looked_for: Words | None = None) -> tuple[int, int]:
    """Count the different drug words and the different lung words in a text."""
    different = {(hit.kind, hit.word) for hit in find(text, looked_for)}
    drugs = sum(kind == "drug" for kind, _ in different)
    return drugs, len(different) - drugs


def _of(book: Codebook, lists: Iterable[str]) -> Iterator[str]:
    for name in lists:
        for term in book.lists[name]:
            if term.counts_as != NOT_NAMED:  # "unspecified" names nothing, its synonyms do
                yield term.name
            yield from term.synonyms


def _each_once(every: Iterable[str]) -> Iterator[str]:
    before = set()
    for word in every:
        if word.casefold() not in before:
            before.add(word.casefold())
            yield word


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and word.isalpha()


def _plain(word: str) -> str:
    return re.sub(r"[-\s]+", " ", word.casefold())


@cache
def _patterns(looked_for: Words) -> tuple[dict[str, re.Pattern[str]], dict[str, tuple[str, str]]]:
    """Give by its first token what matches any word that begins so, and for a match in plain letters word and kind.

    One pattern of all words, tried at each letter, takes a hundred times as long.
    """
    kinds: dict[str, tuple[str, str]] = {}
    for kind, every in (("drug", looked_for.drugs), ("lung", looked_for.lung)):
        for word in every:
            kinds.setdefault(_plain(word), (word, kind))
            kinds.setdefault(_plain(word) + "s", (word, kind))
    begins: dict[str, list[str]] = {}
    for word in sorted(kinds, key=len, reverse=True):  # the longest first
        begins.setdefault(_TOKEN.findall(word)[0], []).append(re.escape(word).replace(r"\ ", r"[-\s]+"))
    patterns = {
        token: re.compile(rf"(?:{'|'.join(every)})(?![^\W_])", re.IGNORECASE) for token, every in begins.items()
    }
    return patterns, kinds

"""The text search: how letters fold, where it looks, and which terms of the codebook a word stands for.

Text and question are folded alike: to small letters without accents, look-alikes of other alphabets to the Latin letter
that they look like, British spelling to American, every dash to a hyphen; a hyphen joins, anything else that is neither
letter nor digit parts words. In a text a joined word is followed by its ends (“ground-glass glass”), so that a space
and a word find it wherever a word or a joined part begins, and a space behind it where it ends.

A word that the codebook knows as a synonym, brand name or spelling finds its term too; the last word of a synonym may
be a beginning, from four letters on. A term that a fact can have among others, such as a drug, is found wherever its
words stand; one that excludes the others of its list, only as the value of a fact: “smoker” does not find every
“current”.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from casebook.codebook import codebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casebook.codebook import Fact

BETWEEN_FACTS = "|"
"""Stands before and behind the folded text of each fact, so that no two of them make one phrase."""

_OF_THE_SOURCE = ("case_id", "case_name", "citation", "doi", "pmid")
_NOWHERE = "_"
"""Stands in no folded text."""

_LETTERS_OF_A_BEGINNING = 4
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LOOK_ALIKES = (
    "aαΑаА bβΒвВ cсС dđĐðÐԁ eεΕеЕ hħĦΗнНһ iıιΙіІ jјЈ kκΚкКĸ lłŁ mΜмМ nηΝŋŊ oøØοΟоО "  # noqa: RUF001
    "pρΡрР qԛ sѕЅ tτΤтТŧŦ uυμ vν wωԝ xχΧхХ yγΥуУ zΖ -\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212"  # noqa: RUF001
)
"""Each Latin letter, and the hyphen, before what looks like it and no decomposition of Unicode leads back to it."""

_LATIN = str.maketrans(
    {letter: alike[0] for alike in _LOOK_ALIKES.split() for letter in alike[1:]}
    | {"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"}
)
_SPELLINGS = (
    (re.compile(r"ae|oe"), "e"),  # haemorrhage, oedema, dyspnoea
    (re.compile(r"leuc"), "leuk"),  # leucocytes
    (re.compile(r"(?<=[a-z]{2})our(?=(s|ed|ing|al|able|ite)?$)"), "or"),  # tumours, not hours
    (re.compile(r"(?<=[a-z]{3})is(?=(e|ed|es|ing|ation|ations)$)"), "iz"),  # organising, hospitalisation
    (re.compile(r"^(cent|fib|lit|met)re(s?)$"), r"\1er\2"),
)


class Word(NamedTuple):
    """One word of a question: how its text begins, the terms for which it stands too, and what else it finds.

    What else it finds is a regular expression, None where there is nothing else.
    """

    begins: str
    terms: tuple[str, ...] = ()
    else_found: str | None = None


def is_searched(fact: Fact) -> bool:
    """Say whether the search looks in a fact: it does in what was read of the patient, and in what names the source."""
    return fact.origin == "read" or fact.name in _OF_THE_SOURCE


def fold(text: str) -> str:
    """Fold a text: its words and the ends of joined ones, one space between and around them; "" without any word."""
    words = [end for word in _words(text) for end in _ends(word)]
    return f" {' '.join(words)} " if words else ""


def text_of_case(texts: Iterable[str]) -> str:
    """Join the texts of the facts in which the search looks, in the order of the codebook; "" for an unknown one."""
    return f"{BETWEEN_FACTS}{BETWEEN_FACTS.join(map(fold, texts))}{BETWEEN_FACTS}"


def words_of(question: str) -> list[Word]:
    """Read the words of a question, in order. A run of words that is a synonym stands for its terms in each of them.

    That is what "these words, or this term" means where all words must occur. A joined word without a digit is found
    where it stands apart, too. A question without letter or digit is one word that stands nowhere.
    """
    asked = [words for words in map(_words, question.split()) if words]
    read: list[Word] = []
    while len(read) < len(asked):
        run, terms = _longest_synonym(asked[len(read) :])
        read += [_word(words, terms) for words in run]
    return read or ([Word(_NOWHERE)] if question else [])


def terms_meant(question: str) -> tuple[str, ...]:
    """Give the terms for which words of a question stand, once each."""
    return tuple(dict.fromkeys(term for word in words_of(question) for term in word.terms))


def labels_of_found(question: str, text: str) -> list[str]:
    """Name the facts in which any word of a question is found, from the text of a case; none without a question."""
    patterns = [part for word in words_of(question) for part in (f" {word.begins}", word.else_found) if part]
    if not patterns:
        return []
    # A match begins with the space, or the bar, before its first word.
    places = {text.count(BETWEEN_FACTS, 0, match.start() + 1) for match in re.finditer("|".join(patterns), text)}
    searched = [fact.label for fact in codebook().facts.values() if is_searched(fact)]
    return [label for place, label in enumerate(searched, 1) if place in places]


def synonyms() -> tuple[str, ...]:
    """Give every synonym, folded, with nothing around it."""
    return tuple(_terms_of_synonyms())


def _words(text: str) -> list[str]:
    """Give the folded words of a text, joined ones whole."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text).translate(_LATIN)
        text = "".join(letter for letter in decomposed if unicodedata.category(letter) not in {"Mn", "Cf"})
    return [_american(word) for word in _WORD.findall(text.casefold())]


@lru_cache(maxsize=1 << 16)
def _ends(word: str) -> list[str]:
    """Give a word and, where it is joined, its ends from each hyphen on."""
    parts = word.split("-")
    return ["-".join(parts[place:]) for place in range(len(parts))]


def _word(words: list[str], terms: tuple[str, ...]) -> Word:
    """Make the word of a question from its folded words: several where something else than a space parted them."""
    *first, last = words
    begins = fold(" ".join(first)).lstrip() + last
    apart = [f" {last.replace('-', ' ')}"] if not first and last.replace("-", "").isalpha() and "-" in last else []
    return Word(begins, terms, "|".join((*apart, *map(_pattern_of, terms))) or None)


def _longest_synonym(asked: list[list[str]]) -> tuple[list[list[str]], tuple[str, ...]]:
    """Give the longest run of words at the beginning that is a synonym, and its terms; else one word and none."""
    for length in range(min(len(asked), _longest()), 0, -1):
        run = asked[:length]
        if terms := _terms_of(_apart(word for words in run for word in words)):
            return run, terms
    return asked[:1], ()


@lru_cache(maxsize=1024)
def _terms_of(run: str) -> tuple[str, ...]:
    """Give the terms of which a run of words is a synonym, or one but for the end of its last word."""
    meant = dict.fromkeys(_terms_of_synonyms().get(run, ()))
    if not meant and len(run.rpartition(" ")[2]) >= _LETTERS_OF_A_BEGINNING:
        for synonym, terms in _terms_of_synonyms().items():
            if synonym.startswith(run) and synonym.count(" ") == run.count(" "):
                meant |= dict.fromkeys(terms)
    return tuple(term for term in meant if not _apart(_words(term)).startswith(run))


@cache
def _terms_of_synonyms() -> Mapping[str, tuple[str, ...]]:
    """Give the terms of each synonym, folded and without hyphens."""
    terms: dict[str, tuple[str, ...]] = {}
    for name in _lists():
        for term in codebook().lists[name]:
            for synonym in (_apart(_words(synonym)) for synonym in term.synonyms):
                terms[synonym] = tuple(dict.fromkeys((*terms.get(synonym, ()), term.name)))
    return terms


@cache
def _longest() -> int:
    """Give the number of words of the longest synonym."""
    return max((synonym.count(" ") + 1 for synonym in _terms_of_synonyms()), default=1)


@cache
def _pattern_of(term: str) -> str:
    words = fold(term)
    return words if term in codebook().terms(*_lists("list")) else f"[{BETWEEN_FACTS}]{words}[{BETWEEN_FACTS}]"


def _lists(*kinds: str) -> tuple[str, ...]:
    """Name the lists of terms of the facts in which the search looks; of facts of some kinds, if any are given."""
    facts = [fact for fact in codebook().facts.values() if is_searched(fact) and (not kinds or fact.kind in kinds)]
    return tuple(dict.fromkeys(name for fact in facts for name in fact.lists))


def _apart(words: Iterable[str]) -> str:
    """Write words with a space in place of each hyphen."""
    return " ".join(words).replace("-", " ")


@lru_cache(maxsize=1 << 16)
def _american(word: str) -> str:
    """Spell a word as it is spelled in America."""
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word

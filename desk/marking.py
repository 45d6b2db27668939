"""What in the text of a local case may tell who a patient is, to be looked at by the curator and whoever accepts.

What desk.identifying refuses is certain enough to be kept out; what is marked here is not, and stays until a person has
looked: a word with a capital that is none of the codebook, of medicine or of an ordinary sentence, a number that
measures nothing, a calling, an employer, a high age. Many marks are harmless, which costs a look; a name in small
letters, or one that is a word, is not marked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from casebook.codebook import codebook
from desk.identifying import texts_of
from desk.identifying_words import ABBREVIATIONS, ORDINALS, STAFF
from desk.marking_words import CAPITALS, ENDINGS, EPONYMS, MEASURED, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desk.draft import Json

Span = tuple[int, int]

_ORDINARY = frozenset(Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split())
"""Words of ordinary sentences of a case, in small letters."""

_WORD = re.compile(r"[^\W\d_][\w\u2019'-]*")
_AT_THE_START = re.compile(r"(?:^|[.!?:;\n\u2022]|\s[-\u2013/]|[.!?][\"\u201d)])\s*[\"\u201c(\[]?$")
"""What stands before the first word of a sentence, or of a part of one."""

_OF_LETTERS_IN_CAPITALS = re.compile(rf"(?:{ABBREVIATIONS}|{CAPITALS})s?", re.IGNORECASE)
_OF_THE_LABORATORY = re.compile(
    r"Ig[AGMDE]|[A-Z]{1,5}[a-z]{0,2}\d{1,3}[a-z]?|[A-Z][a-z]C?O\d?|HbA1c|[a-z][A-Z]{1,4}\d?|[IVX]+[AaBb]?|[A-Za-z]|\d+"
)
"""CD4, FEV1, PaO2, SpO2, IgG, pH, IIIA, and what stands alone between hyphens."""

_EPONYMS = re.compile(rf"\b(?:{EPONYMS})\b")

_PATTERNS = (
    # a number that measures nothing
    re.compile(rf"(?<![\w.,/-])\d{{4,}}(?![\w.,]*\d)(?!\s?(?:{MEASURED})\b)(?!\s?[%/])", re.IGNORECASE),
    re.compile(
        r"(?<![\w.,/-])(?!\d+/|CD\d+|S\d+Q\d+|[A-Z]\d{2,4}[A-Z]\b)"
        r"(?=[\w/.-]*[A-Za-z])(?=(?:[A-Za-z/.-]*\d){3})(?![\w/]*/min)[A-Za-z\d][\w/.-]+(?<![.-])"
        rf"(?<!\dmg)(?<!\dml)(?<!\dmL)(?!\s?(?:{MEASURED})\b)"
    ),
    re.compile(r"(?<![\w.,/-])(?:[1-9]|[0-2]\d|3[01])\.\s?(?:0\d|1[0-2]|[1-9])\.(?=\s+[a-z(]|[;,)])"),
    re.compile(
        rf"(?<![\w.,/-])(?:[1-9]|0\d|1[0-2])/(?:[1-9]|[0-2]\d|3[01])\b(?![\w,/-])(?!\s?(?:{MEASURED})\b)(?!\s?%)"
    ),
    re.compile(rf"(?<![\w.,/-])(?:1[3-9]|2\d|3[01])/(?:[1-9]|0\d|1[0-2])\b(?![\w,/-])(?!\s?(?:{MEASURED})\b)(?!\s?%)"),
    re.compile(rf"(?<![\w.,/-])\d{{2,3}} \d{{2,3}}(?: \d{{2,3}})*(?!\s?(?:{MEASURED})\b)(?![\w.,/]*\d)(?!\s?[%/])"),
    re.compile(rf"\b(?:bay|bed|room|cubicle)\s[A-Z]\b|\b(?:{ORDINALS}|last)\s(?:bed|room|bay)\b(?!\sair)"),
    re.compile(
        r"\b\d{1,2}(?:st|nd|rd|th)\b(?!\s+(?:days?|cycles?|lines?|doses?|weeks?|months?|courses?|hours?|hospital|year|"
        r"percentile|ribs?|capsules?|infusion|relapse|generation|decade|intercostal))"
    ),
    # an age over 89
    re.compile(
        r"(?<![\w.,/-])(?<!(?i:day) )(?<!(?i:days) )(?<!(?i:week) )(?:9\d|1[01]\d)(?![\w.,/-]*\d)"
        rf"(?=\s*(?:[.,;)]|$|y|J|a\b))(?!\s?(?:{MEASURED})\b)(?!\s?[%/])"
    ),
    re.compile(
        r"\b(?:ninet(?:y|ies|ieth)|a hundred|centenar\w+)(?:-\w+)?\b(?!\s(?:days|minutes|per|mg))", re.IGNORECASE
    ),
    # callings, employers, what others know of somebody
    re.compile(
        r"\b(?:work(?:s|ed|ing)?|employed|serve[sd]?|train(?:s|ed))\s+(?:\w+\s+)?(?:as|for|with|at)\s+(?:(?:an?|the)\s+)?"
        r"(?:\w+\s+){0,2}\w+",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:retired|former|ex-?|professional|amateur|famous|well-known|award-winning)[\s-](?!smok|tobacco|user)"
        r"(?:[a-z]+\s){0,3}[a-z]+",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:only|first|last|oldest|youngest)\s+(?:\w+\s){1,3}(?:in|of)\s+(?:(?:the|his|her|our|their)\s+)?(?:village|town|city|"
        r"region|country|county|family|valley|island|hospital)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\b\w+\s+){1,3}for\s+a\s+living\b|\b(?:by\s+(?:profession|trade|occupation)|champion\w*|medal\w*|president|founder|chairman|chairwoman|director|"
        r"owner|captain|colonel|keeper|breeder|\w+(?:smith|wright|herd|monger)|professor|lecturer|diplomat|mayor|"
        r"priest|journalist|author|composer|painter|sculptor|poet|pilot|twins?|triplets?|adopted|prison\w*|asylum|"
        r"refugee|lawsuit|police|coroner|newspaper|television|headlines?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:our|my)\s+(?:own\s+)?(?:\w+\s)?(?:{STAFF}|hospital|clinic|ward|unit|department|institution|centre|center)\b"
        r"|\b(?:dialysis|transplant|intensive care|stroke|day)\s(?:unit|ward|clinic)\b"
        r"|\b(?:same|next|neighbou?ring)\s+(?:village|town|street|house|ward|bed|room)\b",
        re.IGNORECASE,
    ),
)


def marked_texts(entries: Mapping[str, Json]) -> list[tuple[str, str]]:
    """Give of entries by place each text that holds a mark, with its place."""
    return [(place, text) for place, entry in entries.items() for text in texts_of(entry) if marks(text)]


def marks(text: str) -> list[Span]:
    """Say from where to where something in a text is to be looked at; what touches is one."""
    every = sorted([*_unknown_words(text), *(part.span() for pattern in _PATTERNS for part in pattern.finditer(text))])
    joined: list[Span] = []
    for start, end in every:
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _unknown_words(text: str) -> Iterator[Span]:
    """Find the words with a capital that are none of the codebook, of medicine, or of the start of a sentence."""
    eponyms = [part.span() for part in _EPONYMS.finditer(text)]
    for word in _WORD.finditer(text):
        if not any(sign.isupper() for sign in word[0]) or any(a <= word.start() < b for a, b in eponyms):
            continue
        at_the_start = bool(_AT_THE_START.search(text[: word.start()]))
        if not _is_known(word[0], at_the_start=at_the_start):
            yield word.span()


def _is_known(word: str, *, at_the_start: bool) -> bool:
    """Say whether each part of a word is known; at the start of a sentence, whether an ordinary word would do."""
    parts = [part for part in re.split(r"[-\u2019']", word) if part not in {"", "s"}]
    return all(
        _OF_LETTERS_IN_CAPITALS.fullmatch(part)
        or _OF_THE_LABORATORY.fullmatch(part)
        or part.lower() in _known_anywhere()
        or (at_the_start and (part.lower() in _ORDINARY or part.lower().endswith(ENDINGS)))
        or part.islower()
        for part in parts
    )


@lru_cache(maxsize=1)
def _known_anywhere() -> frozenset[str]:
    """Give the words of the codebook, drugs and their brands among them, and those that begin a locator."""
    book = codebook()
    terms = (text for terms in book.lists.values() for term in terms for text in (term.name, *term.synonyms))
    labels = (fact.label for fact in book.read_facts().values())
    return frozenset(part.lower() for text in (*terms, *labels, SECTIONS) for part in re.findall(r"[^\W\d_]+", text))

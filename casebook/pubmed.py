"""The address of a search in PubMed for a source of which neither DOI nor PubMed number is known.

A citation is a text, written as docs/coding.md says: authors, title, journal, each ended by a full stop; what was not
read, and other remarks, in brackets or in a sentence that says "not in the ...". A reader clicks the address; nothing
here asks for it.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlencode

_SEARCH = "https://pubmed.ncbi.nlm.nih.gov/"
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_READ = "not in the "
_TITLE_NOT_READ = re.compile(r"\btitle\b[^.;()]*\bnot in the ", re.IGNORECASE)
_AUTHOR = r"[^\W\d_][\w'\u2019-]*(?: [^\W\d_][\w'\u2019-]*){0,3} [^\W\d_a-zß-öø-ÿ]{1,4}"
_AUTHORS = re.compile(rf"({_AUTHOR})(?:, {_AUTHOR})*(?:,? (?:et al|and others))?")
_AUTHOR_AND_YEAR = re.compile(r"([^\W\d_][\w'\u2019-]*) (?:19|20)\d\d\b")
_LEAST_WORDS = 3
"""Words of a title; a sentence of fewer is the name of a journal."""


class Named(NamedTuple):
    """What a citation says of title and first author, as far as it was read; "" where it was not."""

    title: str
    author: str


def named_in(citation: str) -> Named:
    """Find title and first author in a citation."""
    plain = _REMARK.sub("", citation)
    parts = [part.strip() for part in re.split(r"\.(?:\s|$)", plain) if part.strip() and _NOT_READ not in part]
    if not parts:
        return Named("", "")
    authors, with_year = _AUTHORS.fullmatch(parts[0]), _AUTHOR_AND_YEAR.match(parts[0])
    if with_year and not authors:
        return Named("", with_year[1])
    after = parts[1:2] if authors else parts[:1]
    title = "".join(after) if len("".join(after).split()) >= _LEAST_WORDS else ""
    return Named("" if _TITLE_NOT_READ.search(citation) else title, authors[1] if authors else "")


def search_address(citation: str, year: int | None, drug: str) -> str:
    """Give the address that searches PubMed for the title, else for first author, year and drug; "" without either."""
    named = named_in(citation)
    if named.title:
        term = _words(named.title)
    elif named.author:
        term = " AND ".join([f"{_words(named.author)}[au]", *([f"{year}[dp]"] if year else []), _words(drug)])
    else:
        return ""
    return f"{_SEARCH}?{urlencode({'term': term})}"


def _words(text: str) -> str:
    """Leave the words alone, in small letters: PubMed reads AND, OR, NOT, quotes, brackets and * as its own."""
    return " ".join(re.findall(r"[\w'\u2019-]+", text.lower()))

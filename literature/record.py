"""One record of a bibliographic database: what it says of a publication, in plain texts."""

from __future__ import annotations

import re
from typing import NamedTuple

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_INITIALS = re.compile(r"[A-Z]{1,4}", re.ASCII)
_WITH_DOTS = re.compile(r"(?:[A-Z]\.-?)+", re.ASCII)
_MOST_AUTHORS = 3
"""Authors that a citation names before “et al”."""


class Record(NamedTuple):
    """What a record says. What it does not say is an empty text, or None for the year."""

    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    kind: str = ""
    """Type of publication, as the database names it."""
    keywords: tuple[str, ...] = ()
    doi: str = ""
    """In small letters, without resolver (casebook.addresses.find_doi)."""
    pmid: str = ""

    def citation(self) -> str:
        """Write the citation as docs/coding.md says: authors, title, journal, each ended by a full stop."""
        named = [_short(author) for author in self.authors[:_MOST_AUTHORS]]
        authors = ", ".join([*named, *(["et al"] if len(self.authors) > _MOST_AUTHORS else [])])
        volume = self.volume + (f"({self.issue})" if self.issue else "")
        when = f"{self.year or ''}{f';{volume}' if volume else ''}{f':{self.pages}' if self.pages else ''}"
        journal = " ".join(part for part in (self.journal.rstrip("."), when) if part)
        parts = [
            authors or "(Authors not in the record read.)",
            self.title.rstrip(".") or "(Title not in the record read.)",
            journal or "(Journal and year not in the record read.)",
        ]
        return " ".join(part if part.endswith(".)") else f"{part}." for part in parts)


def find_year(text: str) -> int | None:
    """Find the first year in a text; None where there is none."""
    match = _YEAR.search(text)
    return int(match[0]) if match else None


def _short(author: str) -> str:
    """Write an author as in “Doe JM”; what does not say which part is the surname stays as it is."""
    surname, comma, names = author.partition(",")
    if not comma:
        first, _, last = author.strip().rpartition(" ")
        return f"{first} {last.replace('.', '')}".strip() if _WITH_DOTS.fullmatch(last) else author.strip()
    initials = (part if _INITIALS.fullmatch(part) else part[0].upper() for part in re.split(r"[\s.\-]+", names) if part)
    return f"{surname.strip()} {''.join(initials)}".strip()

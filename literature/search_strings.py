"""The strings with which PubMed and Embase are searched, made from the codebook, and their version.

PubMed: [tw] looks in title, abstract, headings, names of substances and keywords
(https://pubmed.ncbi.nlm.nih.gov/help/#tw). Embase, as embase.com has it: ti, ab, kw are title, abstract and keywords of
the authors, de the index terms, tn the trade names.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from literature.searched import DATABASES
from literature.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from literature.words import Words

_DIGITS_OF_VERSION = 8


class SearchStrings(NamedTuple):
    """One string for each database, ready to copy, and the version that both have."""

    pubmed: str
    embase: str
    version: str

    def of(self, database: str) -> str:
        """Give the string for a database, "" for one that has none of its own."""
        return dict(zip(DATABASES, self[:2], strict=True)).get(database, "")


def search_strings(looked_for: Words | None = None) -> SearchStrings:
    """Make the strings. Their version is the beginning of their SHA-256: it changes when a word does."""
    drugs, lung = looked_for or words()
    pubmed = " AND ".join(_either(f'"{word}"[tw]' for word in every) for every in (drugs, lung))
    embase = " AND ".join(
        _either(f"'{word.replace(chr(39), ' ')}':{fields}" for word in every)
        for every, fields in ((drugs, "ti,ab,kw,de,tn"), (lung, "ti,ab,kw,de"))
    )
    version = hashlib.sha256(f"{pubmed}\n{embase}".encode()).hexdigest()[:_DIGITS_OF_VERSION]
    return SearchStrings(pubmed, embase, version)


def _either(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"

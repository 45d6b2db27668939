"""Where a source is found: its address, DOI and PubMed number, how each is written, and the address that it leads to.

A DOI as the handbook of the DOI Foundation has it (https://www.doi.org/the-identifier/resources/handbook): a prefix
"10." and digits, a slash, a suffix.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple


class Written(NamedTuple):
    """How an address or a number is written: as a regular expression, and in words."""

    pattern: re.Pattern[str]
    in_words: str


WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{1,5})?([/?#][A-Za-z0-9._~:/?#@!$&'*+,;=%-]*)?")

_DOI = r"10\.\d{4,9}(?:\.\d+)*/[!-~]+"
_PMID = r"[1-9]\d{0,7}"
"""Eight digits at most: accession numbers of other databases have nine."""

_BEFORE_A_PMID = re.compile(
    r"^(?:https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/|(?:PMID|MEDLINE)?[:\s]*)",
    re.IGNORECASE,
)
_AFTER_A_PMID = re.compile(r"/?(?:[?#].*)?$")

WRITTEN = {
    "url": Written(
        WEB_ADDRESS,
        "an address that begins with http:// or https:// and has no space, quote, bracket or letter beyond ASCII "
        "(write those as %XX); else null",
    ),
    "doi": Written(
        re.compile(rf"{_DOI}(?<![.,;])", re.ASCII),
        "a DOI as in 10.3904/kjim.2010.25.4.447, without resolver and without space; else null",
    ),
    "pmid": Written(re.compile(_PMID, re.ASCII), "a PubMed number as in 17494808, digits alone; else null"),
}
"""By field of the source, how a case file writes it."""


def find_doi(text: str) -> str:
    """Find a DOI in a text, with or without resolver; "" where there is none.

    It comes in small letters: a DOI is the same in any (ISO 26324).
    """
    match = re.search(rf"\b{_DOI}", html.unescape(text), re.ASCII)
    if not match:
        return ""
    doi = match[0].rstrip(".,;\"'>")
    while doi.endswith((")", "]")) and doi.count("(") + doi.count("[") < doi.count(")") + doi.count("]"):
        doi = doi[:-1]
    return doi.lower()


def find_pmid(text: str) -> str:
    """Give a text that is a PubMed number or its address, as the number alone; else ""."""
    digits = _AFTER_A_PMID.sub("", _BEFORE_A_PMID.sub("", text.strip()))
    return digits if WRITTEN["pmid"].pattern.fullmatch(digits) else ""


def doi_address(doi: str) -> str:
    """Give the address at which the resolver of the DOI Foundation finds a DOI."""
    return f"https://doi.org/{doi}"


def pubmed_address(pmid: str) -> str:
    """Give the address of a record in PubMed."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"

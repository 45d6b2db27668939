"""Where a source is found: its address, DOI and PubMed number, how each is written, and the address that it leads to.

A DOI as the handbook of the DOI Foundation has it (https://www.doi.org/the-identifier/resources/handbook): a prefix
"10." and digits, a slash, a suffix.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Written(NamedTuple):
    """How an address or a number is written: as a regular expression, and in words."""

    pattern: re.Pattern[str]
    in_words: str


WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{1,5})?([/?#][A-Za-z0-9._~:/?#@!$&'*+,;=%-]*)?")

WRITTEN = {
    "url": Written(
        WEB_ADDRESS,
        "an address that begins with http:// or https:// and has no space, quote, bracket or letter beyond ASCII "
        "(write those as %XX); else null",
    ),
    "doi": Written(
        re.compile(r"10\.\d{4,9}(\.\d+)*/[!-~]+(?<![.,;])", re.ASCII),
        "a DOI as in 10.3904/kjim.2010.25.4.447, without resolver and without space; else null",
    ),
    "pmid": Written(re.compile(r"[1-9]\d{0,8}", re.ASCII), "a PubMed number as in 17494808, digits alone; else null"),
}
"""By field of the source, how a case file writes it."""


def doi_address(doi: str) -> str:
    """Give the address at which the resolver of the DOI Foundation finds a DOI."""
    return f"https://doi.org/{doi}"


def pubmed_address(pmid: str) -> str:
    """Give the address of a record in PubMed."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"

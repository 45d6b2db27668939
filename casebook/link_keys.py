"""The keys of links that are none of a fact: those of pages, of local cases, and of the patient at hand.

No filter and no criterion of the codebook may have one of them.
"""

from __future__ import annotations

from typing import NamedTuple

CASES = "cases"
"""Key of a link that says whose cases are shown."""

PUBLISHED, LOCAL = "published", "local"
"""Its values: the published cases, which need not be said, and the hospital's own."""

RELEASE, LOCAL_RELEASE = "release", "local_release"
"""Keys of the releases, of published and of local cases, from which a link was copied."""

PATIENT_PREFIX = "p_"
"""How the keys of a link begin that speak of the patient at hand (casebook/board/patient.py). They filter nothing."""

OF_PATIENT = ("required", "picked")
"""What a link says of the patient behind that prefix, beside the criteria."""

TEXT = "q"
"""Key of the text search."""


class PageKey(NamedTuple):
    """A key that belongs to a page and filters nothing: what it says, and the address of the page; "" for several."""

    meaning: str
    page: str = ""


PAGE_KEYS = {
    "case": PageKey("on One case: the case", "one_case"),
    "view": PageKey("on Board: `prepare` or `present`", "board"),
    "against": PageKey(
        "on The report, recomputed, with no filter: `pomalidomide`, the report's own drug, or `every drug`", "claims"
    ),
    CASES: PageKey(
        "`local`: the hospital's own cases in the place of the published ones, on the pages of findings, for those who "
        "may see them; in `compare` beside them, and on Board in its table"
    ),
    "compare": PageKey("on the pages of findings: the query part of the link whose cases are held beside these"),
    RELEASE: PageKey(
        "the release from which the link was copied; if today's is another, the page says what changed since"
    ),
    LOCAL_RELEASE: PageKey(
        "the release of the local cases from which the link was copied, where they are shown; without `release` where "
        "they alone are. If today's is another, the page says so"
    ),
}

RESERVED = (*PAGE_KEYS, *OF_PATIENT, TEXT)
"""Keys that no fact may have."""

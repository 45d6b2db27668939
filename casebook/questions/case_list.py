"""The list of cases: how many a page lists, and which columns."""

from __future__ import annotations

import polars as pl

from casebook.search import labels_of_found

MOST_LISTED = 1000
"""Cases that a page lists. The CSV has no such limit."""

LIST_COLUMNS = {
    "case_name": 165,
    "found_in": 150,
    "drug": 95,
    "latency": 80,
    "latency_days": 90,
    "prior_imid": 76,
    "onset": 100,
    "symptoms": 200,
    "ct_patterns": 200,
    "steroid_for_event": 62,
    "background_steroid": 110,
    "outcome": 198,
    "rechallenge_outcome": 108,
    "co_suspect_drugs": 150,
    "read_as": 113,
    "facts_known": 80,
    "facts_asked": 80,
    "year": 70,
    "citation": 400,
}
"""Columns of the list in their order, each with its width in pixels."""

ALWAYS_LISTED = ("case_name", "found_in")

FIRST_LISTED = ("drug", "latency", "prior_imid", "steroid_for_event", "outcome", "rechallenge_outcome", "read_as")
"""Columns that are listed until the reader chooses others: as many as a screen of 1280 pixels has room for."""


def with_found_in(cases: pl.DataFrame, question: str) -> pl.DataFrame:
    """Add to the rows of case_list the facts in which the words of the text search are found, joined by "; "."""
    found_in = ["; ".join(labels_of_found(question, text)) for text in cases["searchable"]]
    return cases.drop("searchable").with_columns(pl.Series("found_in", found_in, pl.String()))

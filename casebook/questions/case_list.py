"""The list of cases: how many a page lists, and which columns."""

from __future__ import annotations

import polars as pl

from casebook.search import labels_of_found

MOST_LISTED = 1000
"""Cases that a page lists. The CSV has no such limit."""

LIST_COLUMNS = (
    "case_name",
    "found_in",
    "drug",
    "latency_days",
    "latency",
    "prior_imid",
    "onset",
    "symptoms",
    "ct_patterns",
    "steroid_for_event",
    "background_steroid",
    "outcome",
    "rechallenge_outcome",
    "co_suspect_drugs",
    "read_as",
    "facts_known",
    "facts_asked",
    "year",
    "citation",
)


def with_found_in(cases: pl.DataFrame, question: str) -> pl.DataFrame:
    """Add to the rows of case_list the facts in which the words of the text search are found, joined by "; "."""
    found_in = ["; ".join(labels_of_found(question, text)) for text in cases["searchable"]]
    return cases.drop("searchable").with_columns(pl.Series("found_in", found_in, pl.String()))

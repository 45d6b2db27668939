"""The list of cases: how many a page lists, which columns, and in which order."""

from __future__ import annotations

import polars as pl

from casebook.codebook import STATES, codebook
from casebook.search import labels_of_found

MOST_LISTED = 1000
"""Cases that a page lists. The CSV has no such limit."""

LIST_COLUMNS = (
    *("case_name", "found_in", "drug", "latency", "latency_days", "prior_imid", "onset", "symptoms", "ct_patterns"),
    *("steroid_for_event", "background_steroid", "outcome", "rechallenge_outcome", "co_suspect_drugs", "read_as"),
    *("facts_known", "facts_asked", "year", "citation"),
)
"""Columns of the list in their order."""

ALWAYS_LISTED = ("case_name", "found_in")

FIRST_LISTED = ("drug", "latency", "prior_imid", "steroid_for_event", "outcome", "rechallenge_outcome", "read_as")
"""Columns that are listed until the reader chooses others: as many as a screen of 1280 pixels has room for."""


def with_found_in(cases: pl.DataFrame, question: str) -> pl.DataFrame:
    """Add to the rows of case_list the facts in which the words of the text search are found, joined by "; "."""
    found_in = ["; ".join(labels_of_found(question, text)) for text in cases["searchable"]]
    return cases.drop("searchable").with_columns(pl.Series("found_in", found_in, pl.String()))


def sorted_by(cases: pl.DataFrame, column: str, *, descending: bool) -> pl.DataFrame:
    """Sort the rows of case_list by a column: terms in clinical order, days as numbers, else by the alphabet.

    Cases that do not say come last in either direction, and equal ones stay in the order of the question.
    """
    key = "latency_days" if column == "latency" else column
    fact = codebook().facts.get(key)
    if fact is not None and fact.kind == "term":
        places = {term: place for place, term in enumerate(fact.terms)}
        value = pl.col(key).cast(pl.String).replace_strict(places, default=None, return_dtype=pl.Int64)
    elif cases.schema[key] == pl.String:
        value = pl.when(~pl.col(key).is_in([*STATES, "year not read"])).then(pl.col(key).str.to_lowercase())
    else:
        value = pl.col(key)
    return cases.sort(value, descending=descending, nulls_last=True, maintain_order=True)

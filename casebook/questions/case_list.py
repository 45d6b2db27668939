"""The list of cases: how many a page lists, and which columns."""

from __future__ import annotations

MOST_LISTED = 1000
"""Cases that a page lists. The CSV has no such limit."""

LIST_COLUMNS = (
    "case_id",
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

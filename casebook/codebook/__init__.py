"""The codebook: every fact and every term of a case, read from data/codebook and checked.

facts.csv has one row a fact: its section, name, label, kind, lists of terms, states, unit, bounds, explanation and,
where it has one, how it filters and how the board compares it. terms.csv has one row a term, in clinical order. Nothing
else defines a fact or a term: tables, checks, filters, criteria, dictionary and tooltips follow from these two files.
"""

from casebook.codebook.faults import CodebookFault, FaultyCodebookError, in_numbers
from casebook.codebook.model import (
    APART,
    LISTS,
    NOT_APPLICABLE,
    NOT_NAMED,
    STATES,
    UNKNOWN,
    Codebook,
    Criterion,
    Fact,
    Filter,
    Term,
)
from casebook.codebook.reading import CODEBOOK, codebook

__all__ = [
    "APART",
    "CODEBOOK",
    "LISTS",
    "NOT_APPLICABLE",
    "NOT_NAMED",
    "STATES",
    "UNKNOWN",
    "Codebook",
    "CodebookFault",
    "Criterion",
    "Fact",
    "FaultyCodebookError",
    "Filter",
    "Term",
    "codebook",
    "in_numbers",
]

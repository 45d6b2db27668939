"""The filters whose values are terms: key and terms, in their order."""

from __future__ import annotations

from casebook.filters import TermsFilter, filters

TERMS = {key: record.terms for key, record in filters().items() if isinstance(record, TermsFilter)}

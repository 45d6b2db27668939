"""The tables of the keys of a link in docs/links.md, written from the codebook: `python -m casebook.links`."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from casebook.board.criteria import LavagePattern, SameTerm, SharedTerm, criteria
from casebook.board.patient import MOST_PICKED
from casebook.filters import RangeFilter, TermsFilter, UnknownFilter, filters
from casebook.link_keys import PAGE_KEYS, PATIENT_PREFIX
from common.files import write_whole
from common.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.board.criteria import Asked
    from casebook.filters import CaseFilter

DOCUMENT = ROOT / "docs" / "links.md"


def with_tables(document: str) -> str:
    """Give the document with its tables written anew, each between its two markers."""
    tables = {"filters": _of_filters(), "pages": _of_pages(), "patient": _of_patient()}
    for name, rows in tables.items():
        begin, end = f"<!-- {name}: written by python -m casebook.links -->", f"<!-- {name}: end -->"
        if document.count(begin) != 1 or document.count(end) != 1:
            message = f"{DOCUMENT.name} needs these two lines once each, in this order: {begin} and {end}"
            raise ValueError(message)
        table = "\n".join(["| key | values |", "| --- | --- |", *(f"| {key} | {values} |" for key, values in rows)])
        between = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
        document = between.sub(lambda _: f"{begin}\n{table}\n{end}", document)  # noqa: B023  called at once
    return document


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the tables. Exit status: 0, or 1 where the document has no place for them."""
    parser = argparse.ArgumentParser(
        prog="python -m casebook.links", description=f"Write the tables of {DOCUMENT.relative_to(ROOT)} anew."
    )
    parser.parse_args(arguments)
    try:
        write_whole(DOCUMENT, with_tables(DOCUMENT.read_text(encoding="utf-8")).encode())
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Written: {DOCUMENT.relative_to(ROOT)}")
    return 0


def _of_filters() -> list[tuple[str, str]]:
    """Give key and values of each filter."""
    return [(_as_code(record.key), _values_of_filter(record)) for record in filters().values()]


def _values_of_filter(record: CaseFilter) -> str:
    if isinstance(record, TermsFilter):
        return f"{_terms(record.terms)}. {record.help}"
    if isinstance(record, RangeFilter):
        return f"{record.allowed}. {record.help}"
    if isinstance(record, UnknownFilter):
        return f"{_as_code('false')}: cases of {record.name} leave. By default they stay, whatever the range."
    return f"words. {record.help}"


def _of_pages() -> list[tuple[str, str]]:
    """Give each key that belongs to a page, and what it says."""
    return [(_as_code(key), of_page.meaning) for key, of_page in PAGE_KEYS.items()]


def _of_patient() -> list[tuple[str, str]]:
    """Give key and values of each criterion, of what is required, and of the picked cases."""
    of_criteria = [
        (_as_code(PATIENT_PREFIX + key), f"{criterion.name}: {_values_of_criterion(criterion)}")
        for key, criterion in criteria().items()
        if not isinstance(criterion, LavagePattern)
    ]
    return [
        *of_criteria,
        (_as_code(f"{PATIENT_PREFIX}required"), "names of criteria, as in `suspect+IMiD`: on them a case must agree"),
        (_as_code(f"{PATIENT_PREFIX}picked"), f"cases for the room, {MOST_PICKED} at most"),
    ]


def _values_of_criterion(criterion: Asked) -> str:
    if isinstance(criterion, SharedTerm):
        return f"any of {_terms(criterion.terms)}"
    if isinstance(criterion, SameTerm):
        return f"one of {_terms(criterion.terms)}"
    whole = "whole " if criterion.whole else ""
    return f"a {whole}number from {criterion.low} to {criterion.high}{f' {criterion.unit}' if criterion.unit else ''}"


def _terms(terms: tuple[str, ...]) -> str:
    return ", ".join(_as_code(term) for term in terms)


def _as_code(text: str) -> str:
    return f"`{text}`"


if __name__ == "__main__":
    sys.exit(main())

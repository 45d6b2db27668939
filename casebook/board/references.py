"""The sources of the picked cases, as the board names them on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casebook.codebook import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.board.bands import Board
    from casebook.board.picked import Row


def references(board: Board, rows: Sequence[Row]) -> list[str]:
    """Name the source of each picked case, in the order of the picks. `rows` are those of the patient and the cases."""
    return [_reference(case, row) for case, row in zip(board.picked.iter_rows(named=True), rows[1:], strict=True)]


def _reference(case: Mapping[str, Any], row: Row) -> str:
    """Name the source of a picked case: citation, identifiers, how much was read, where it contradicts itself."""
    unknown = {"not read": "not in what was read", "not reported": "none given"}
    doi, pmid = (unknown.get(case[name], case[name]) for name in ("doi", "pmid"))
    numbers = f"DOI: {doi}." if case["pmid"] in UNKNOWN and case["doi"] not in UNKNOWN else f"DOI: {doi}. PMID: {pmid}."
    within = f" in {case['secondary_source'].partition('. ')[0]}" if case["secondary_source"] else ""
    parts = [
        f"{case['case_name']}: {case['citation'].removesuffix('.')}.",
        numbers,
        f"Read as: {case['read_as']}{within}.",
    ]
    if row.contradicted:
        parts.append(f"Contradicts itself on: {', '.join(row.contradicted)}.")
    return " ".join(parts)

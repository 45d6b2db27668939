"""The columns of the table in Prepare: how they are laid out, and what a row is where they find no room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casebook.board.criteria import criteria

if TYPE_CHECKING:
    from casebook.board.patient import Patient

_MOST_BESIDE = 6
"""Criteria beside the drug up to which how a case was treated and ended stands beside them, and not below."""

_GAP, _BOX = 0.3, 2.5
"""What a gap between two columns, and the box that picks a case with the edges of the table, take in rem."""

_IN_BLOCKS = Path(__file__).with_name("compared_blocks.css")


def classes(patient: Patient) -> str:
    """Name the classes of a row, and of the head, that say how many columns there are."""
    others = len(patient.compared()) - ("drug" in patient.compared())
    return f"{_class_of(others)}{' many' if others > _MOST_BESIDE else ''}"


def sheet(*, with_whose: bool) -> str:
    """Give the style of the classes, for every number of criteria: one that changed with it would be laid out anew.

    Where the columns need more than there is, a row is a block of words. `with_whose` adds the column that says whether
    a case is published or local.
    """
    in_blocks, rules = _IN_BLOCKS.read_text(encoding="utf-8"), []
    for others in range(len(criteria()) + 1):
        columns, row = _columns(others, with_whose=with_whose), f".{_class_of(others)}"
        laid_out = " ".join(f"minmax({least}rem, {share}fr)" for least, share in columns)
        needed = sum(least for least, _ in columns) + _GAP * (len(columns) - 1) + _BOX
        rules += [
            f"{row} {{ grid-template-columns: {laid_out}; }}",
            f"@container (max-width: {needed:.1f}rem) {{ {in_blocks.replace('.these', row)} }}",
        ]
    return "\n".join(rules)


def _class_of(others: int) -> str:
    return f"beside_{others}"


def _columns(others: int, *, with_whose: bool) -> list[tuple[float, float]]:
    """Give for each column the rem that its longest word takes, and its share of the room that is left.

    `others` are criteria beside the drug.
    """
    whose = [(4.2, 0.7)] if with_whose else []
    ends = [(4.4, 1.4), (5.2, 1.7)] if others <= _MOST_BESIDE else []
    return [(5.2, 1.5), *whose, (4.9, 1), *[(4.4, 1)] * others, *ends]

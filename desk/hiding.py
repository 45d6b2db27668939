"""Which counts of a set of cases may be shown, so that none from 1 to 4 is shown or can be computed from the others.

A count is that of the cases with one term of one fact, or with two terms of two facts. It stands for the cases that it
counts: two counts of the very same cases are shown both, or neither, whatever they are called. Cases are bits of a
whole number, as in 0b0101 for the first and the third, so that the cases of two terms are `one & other`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

LEAST = 5
"""Cases below which nothing is shown, and the smallest count that is."""

Fact = dict[str, int]
"""The cases that say each term of a fact, states among them."""

Term = tuple[str, str]
"""A fact and one of its terms."""

Cell = int | frozenset[Term]
"""The cases of a count; of a count of none, which would all be one, its terms."""


def is_small(count: int) -> bool:
    """Say whether a count is one that is hidden."""
    return 0 < count < LEAST


def hidden_counts(every: int, facts: Mapping[str, Fact], nested: Sequence[tuple[int, int]]) -> set[Cell]:
    """Give the counts of one term that are hidden. `every` are all cases, of which there are five or more.

    `nested` are cases of one term that, by what the terms mean, are all among those of another one, which come second.
    """
    lines = [[cell_of(cases, (name, term)) for term, cases in fact.items()] for name, fact in facts.items()]
    parts = [(cases, every) for fact in facts.values() for cases in fact.values() if cases]
    hidden: set[Cell] = set()
    _hide(hidden, lines, [*parts, *nested])
    return hidden


def hidden_pairs(
    facts: Mapping[str, Fact], narrowing: Sequence[str], hidden: set[Cell], nested: Sequence[tuple[int, int]]
) -> set[Cell]:
    """Give the counts of two terms that are hidden, the first of them one of the facts that narrow.

    `hidden` are the hidden counts of one term: all that stands below one of them is hidden, too. `nested` as above.
    """
    pairs: set[Cell] = set()
    lines: list[list[Cell]] = []
    rows = [row for narrow in narrowing for row in facts[narrow].values()]
    parts = [(row & part, row & whole) for row in rows for part, whole in nested if row & part]
    for narrow in narrowing:
        for name, fact in facts.items():
            if name == narrow:
                continue
            table = [
                [cell_of(row & column, (narrow, first), (name, second)) for second, column in fact.items()]
                for first, row in facts[narrow].items()
            ]
            rows, columns = [*facts[narrow].values()], [*fact.values()]
            _put_together(table, rows, columns, hidden, pairs, lines, parts)
    _hide(pairs, lines, parts)
    return pairs


def cell_of(cases: int, *terms: Term) -> Cell:
    """Give the cell of some cases, which say these terms."""
    return cases or frozenset(terms)


def _put_together(  # noqa: PLR0913, PLR0917  what a table of two facts is made of, and what it adds to
    table: Sequence[Sequence[Cell]],
    rows: Sequence[int],
    columns: Sequence[int],
    hidden: set[Cell],
    pairs: set[Cell],
    lines: list[list[Cell]],
    parts: list[tuple[int, int]],
) -> None:
    """Add the rows and columns of a table of two facts whose sums are shown, and hide what has a hidden sum."""
    for row, of_row in zip(rows, table, strict=True):
        if row in hidden:
            pairs.update(of_row)
        else:
            lines.append([*of_row])
            parts += [(cell, row) for cell in of_row if isinstance(cell, int)]
    for place, column in enumerate(columns):
        of_column = [of_row[place] for of_row in table]
        if column in hidden:
            pairs.update(of_column)
        else:
            lines.append(of_column)
            parts += [(cell, column) for cell in of_column if isinstance(cell, int)]


def _hide(hidden: set[Cell], lines: Sequence[Sequence[Cell]], parts: Iterable[tuple[int, int]]) -> None:
    """Hide small counts, those whose rest is small, and others in their line, until none can be computed."""
    hidden.update(part for part, whole in parts if is_small(part.bit_count()) or is_small((whole & ~part).bit_count()))
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for line in lines:
            hide_in_line(line, hidden, _count)


def hide_in_line(line: Sequence[Cell], hidden: set[Cell], count: Callable[[Cell], int]) -> None:
    """Hide more of the counts of a line whose sum is known, until those that are hidden cannot be computed.

    What is hidden has to be two counts or more, of five cases or more together, and more cases than counts: otherwise
    the smallest of those that are left is hidden, too, a count of none last of all, and at last all are.
    """
    of_line = {cell: count(cell) for cell in line}
    left = sorted(
        (cell for cell in of_line if cell not in hidden), key=lambda cell: (of_line[cell] == 0, of_line[cell])
    )
    counts = [of_line[cell] for cell in of_line if cell in hidden]
    if not any(counts):
        return
    for cell in left:
        if len(counts) > 1 and sum(counts) >= LEAST and sum(counts) > len(counts):
            return
        counts.append(of_line[cell])
        hidden.add(cell)


def _count(cell: Cell) -> int:
    return cell.bit_count() if isinstance(cell, int) else 0

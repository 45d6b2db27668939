"""Which counts of a set of cases may be shown, so that none from 1 to 4 is shown or can be computed from the others.

Computed by the sums of any table of two facts. What three such tables together would tell is not looked for.
A count is that of the cases with one term of one fact, or with two terms of two facts. It stands for the cases that it
counts: two counts of the very same cases are shown both, or neither, whatever they are called. Cases are bits of a
whole number, as in 0b0101 for the first and the third, so that the cases of two terms are `one & other`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    tables = [_table_of(facts, narrow, name) for narrow in narrowing for name in facts if name != narrow]
    pairs: set[Cell] = set()
    rows = [row for narrow in narrowing for row in facts[narrow].values()]
    parts = [(row & part, row & whole) for row in rows for part, whole in nested if row & part]
    lines: list[list[Cell]] = []
    for table in tables:
        _put_together(table, hidden, pairs, lines, parts)
    _hide(pairs, lines, parts)
    while further := {cell for table in tables for cell in _to_hide_further(table, hidden, pairs)}:
        pairs |= further
        _hide(pairs, lines, ())
    return pairs


def cell_of(cases: int, *terms: Term) -> Cell:
    """Give the cell of some cases, which say these terms."""
    return cases or frozenset(terms)


class _Table(NamedTuple):
    """Counts of the terms of two facts: a row of cells for each term of one, and the counts of the terms alone."""

    cells: Sequence[Sequence[Cell]]
    rows: Sequence[Cell]
    columns: Sequence[Cell]


_Place = tuple[str, int]
"""A row or a column of a table, or what the sums of all of them add to."""

_ROWS, _COLUMNS = ("rows", 0), ("columns", 0)


class _Step(NamedTuple):
    """A hidden count as a way between two places: it grows from `start` to `end`, and shrinks back."""

    start: _Place
    end: _Place
    cell: Cell


def _table_of(facts: Mapping[str, Fact], narrow: str, name: str) -> _Table:
    """Lay out the cases of two facts."""
    return _Table(
        [
            [cell_of(row & column, (narrow, first), (name, second)) for second, column in facts[name].items()]
            for first, row in facts[narrow].items()
        ],
        [cell_of(cases, (narrow, term)) for term, cases in facts[narrow].items()],
        [cell_of(cases, (name, term)) for term, cases in facts[name].items()],
    )


def _put_together(
    table: _Table, hidden: set[Cell], pairs: set[Cell], lines: list[list[Cell]], parts: list[tuple[int, int]]
) -> None:
    """Add the rows and columns of a table of two facts whose sums are shown, and hide what has a hidden sum.

    What stands in a row or column that is shown to have no case is known to be none, and hides nothing beside it.
    """
    turned = [*zip(*table.cells, strict=True)]
    for sums, of_sums, others in ((table.rows, table.cells, table.columns), (table.columns, turned, table.rows)):
        for whole, line in zip(sums, of_sums, strict=True):
            if whole in hidden:
                pairs.update(line)
                continue
            lines.append([cell for cell, other in zip(line, others, strict=True) if _is_open(other, hidden)])
            parts += [(cell, whole) for cell in line if isinstance(cell, int) and isinstance(whole, int)]


def _is_open(whole: Cell, hidden: set[Cell]) -> bool:
    """Say whether a sum leaves open what stands below it: one that is shown as none does not."""
    return isinstance(whole, int) or whole in hidden


def _to_hide_further(table: _Table, hidden: set[Cell], pairs: set[Cell]) -> Iterator[Cell]:
    """Give counts that are shown and have to be hidden, since small ones follow from the sums of the table.

    Hidden counts can be others, with every sum as it is, where one can grow or shrink and some others make up for it
    around a circle of rows and columns; a count of none cannot shrink. A hidden sum is such a count, too: what it adds
    to, the number of all cases, is known.
    """
    rows = {("row", place): row for place, row in enumerate(table.rows) if _is_open(row, hidden)}
    columns = {("column", place): column for place, column in enumerate(table.columns) if _is_open(column, hidden)}
    between = [_Step(row, column, table.cells[row[1]][column[1]]) for row in rows for column in columns]
    shown = [step for step in between if step.cell not in pairs]
    steps = [step for step in between if step.cell in pairs]
    steps += [_Step(_ROWS, row, whole) for row, whole in rows.items() if whole in hidden]
    steps += [_Step(column, _COLUMNS, whole) for column, whole in columns.items() if whole in hidden]
    wholes = rows | columns
    for step in steps:
        count = _count(step.cell)
        rests = [_count(wholes[place]) - count for place in (step.start, step.end) if place in wholes]
        if not any(map(is_small, (count, *rests))):
            continue
        others = [other for other in steps if other is not step]
        if _leads(others, step.end, step.start) or (count and _leads(others, step.start, step.end)):
            continue
        beside = [other.cell for other in shown if other.start == step.start or other.end == step.end]
        if left := beside or [other.cell for other in shown]:
            yield min(left, key=_smallest_first)


def _leads(steps: Sequence[_Step], start: _Place, end: _Place) -> bool:
    """Say whether some counts can grow and others shrink all the way from one place of a table to another."""
    moves = [(step.start, step.end) for step in steps] + [(step.end, step.start) for step in steps if _count(step.cell)]
    reached = {start}
    while new := {after for before, after in moves if before in reached} - reached:
        reached |= new
    return end in reached


def _hide(hidden: set[Cell], lines: Sequence[Sequence[Cell]], parts: Iterable[tuple[int, int]]) -> None:
    """Hide small counts, those whose rest is small, and others in their line, until none can be computed."""
    hidden.update(part for part, whole in parts if is_small(part.bit_count()) or is_small((whole & ~part).bit_count()))
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for line in lines:
            _hide_in_line(line, hidden)


def _hide_in_line(line: Sequence[Cell], hidden: set[Cell]) -> None:
    """Hide more of the counts of a line whose sum is known, until those that are hidden cannot be computed.

    What is hidden has to be two counts or more, of five cases or more together, and more cases than counts: otherwise
    the smallest of those that are left is hidden, too, a count of none last of all, and at last all are.
    """
    of_line = dict.fromkeys(line)
    counts = [_count(cell) for cell in of_line if cell in hidden]
    if not any(counts):
        return
    for cell in sorted((cell for cell in of_line if cell not in hidden), key=_smallest_first):
        if len(counts) > 1 and sum(counts) >= LEAST and sum(counts) > len(counts):
            return
        counts.append(_count(cell))
        hidden.add(cell)


def _smallest_first(cell: Cell) -> tuple[bool, int]:
    """Give the order in which counts that could be shown are hidden: a count of none last of all."""
    return not _count(cell), _count(cell)


def _count(cell: Cell) -> int:
    return cell.bit_count() if isinstance(cell, int) else 0

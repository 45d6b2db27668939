"""The cells of the whole drug-event table, over which a prior is fitted: with reports, and never reported together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_WIDTH = 0.005  # of a bin, in the logarithm of the expected count
_EXACT = 50  # cells with more reports are not binned
_FEW = 20_000  # cells that need no binning
_AT_ONCE = 4_000_000  # products of margins computed in one go


@dataclass(frozen=True)
class TableCells:
    """Cells of the drug-event table: reported and expected reports and how many cells are alike, each of shape (k,)."""

    a: Numbers
    expected: Numbers
    weight: Numbers


def _bins_of(logs: Numbers) -> NDArray[np.int64]:
    """Give the bin of each logarithm."""
    return np.floor(logs / _WIDTH).astype(np.int64)


def binned(a: Numbers, expected: Numbers) -> TableCells:
    """Put cells of the same small reported count and about the same expected count together.

    A bin is represented by its mean; within 0.5 % the likelihood of a small count is a straight line to one in 100,000.
    """
    small = a <= _EXACT
    if len(a) <= _FEW or not small.any():
        return TableCells(a, expected, np.ones_like(a))
    place = _bins_of(np.log(expected[small]))
    place -= place.min()
    width = int(place.max()) + 1
    bins = a[small].astype(np.int64) * width + place
    weight = np.bincount(bins)
    kept = np.flatnonzero(weight)
    return TableCells(
        np.concatenate([kept // width, a[~small]]).astype(np.float64),
        np.concatenate([np.bincount(bins, expected[small])[kept] / weight[kept], expected[~small]]),
        np.concatenate([weight[kept], np.ones(int((~small).sum()))]),
    )


def zero_cells(expected: Numbers, n_drug: Numbers, n_event: Numbers, n: float) -> TableCells:
    """Give the cells of pairs that were never reported together, binned by their expected count.

    `expected` is that of the pairs that were; `n_drug` and `n_event` are the margins, a number a drug and a number an
    event. All cells are counted from the margins, and the reported ones are taken off.
    """
    drugs, drug_weight = np.unique(n_drug, return_counts=True)
    events, event_weight = np.unique(n_event, return_counts=True)
    lowest = int(np.floor(np.log(drugs[0] * events[0] / n) / _WIDTH))
    size = int(np.floor(np.log(drugs[-1] * events[-1] / n) / _WIDTH)) - lowest + 1
    weight, total = np.zeros(size), np.zeros(size)
    rows = max(_AT_ONCE // len(events), 1)
    for start in range(0, len(drugs), rows):
        some = drugs[start : start + rows]
        bins = np.clip(_bins_of(np.add.outer(np.log(some / n), np.log(events)).ravel()) - lowest, 0, size - 1)
        product = np.multiply.outer(some / n, events).ravel()
        share = np.multiply.outer(drug_weight[start : start + rows], event_weight).astype(np.float64).ravel()
        weight += np.bincount(bins, share, size)
        total += np.bincount(bins, share * product, size)
    known = np.clip(_bins_of(np.log(expected)) - lowest, 0, size - 1)
    weight -= np.bincount(known, minlength=size)
    total -= np.bincount(known, expected, size)
    kept = weight > 0
    return TableCells(np.zeros(int(kept.sum())), total[kept] / weight[kept], weight[kept])


def joined(*parts: TableCells) -> TableCells:
    """Give the cells of all parts together."""
    return TableCells(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("a", "expected", "weight"))
    )

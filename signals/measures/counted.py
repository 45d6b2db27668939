"""Functions of a reported count, computed once for each count that occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Numbers = NDArray[np.float64]


def by_count(a: Numbers, function: Callable[[Numbers], Numbers]) -> Numbers:
    """Give function(a), computed once for each count in `a`; counts are whole and not below zero, of any shape."""
    whole = np.asarray(a).astype(np.int64)
    occurring = np.flatnonzero(np.bincount(whole.ravel()))
    table = np.empty(int(occurring[-1]) + 1 if len(occurring) else 0)
    table[occurring] = function(occurring.astype(np.float64))
    return table[whole]

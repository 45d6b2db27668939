"""The reporting odds ratio of several strata, pooled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from signals.measures.disproportionality import Z
from signals.measures.measured import counts_in

if TYPE_CHECKING:
    import polars as pl


def pooled_ror(rows: pl.DataFrame) -> tuple[float, float, float] | None:
    """Give the ROR pooled over strata, a row of counts each, with its 95 % interval; None where it is not defined.

    Sum of a d / n over sum of b c / n: Mantel and Haenszel, J Natl Cancer Inst 1959;22:719-48; variance of its
    logarithm: Robins, Breslow and Greenland, Biometrics 1986;42:311-23.
    """
    if rows.is_empty():
        return None
    counts = counts_in(rows)
    with_both, without = counts.a * counts.d / counts.n, counts.b * counts.c / counts.n
    agree, differ = (counts.a + counts.d) / counts.n, (counts.b + counts.c) / counts.n
    up, down = with_both.sum(), without.sum()
    if up == 0 or down == 0:
        return None
    variance = (
        (agree * with_both).sum() / (2 * up**2)
        + (agree * without + differ * with_both).sum() / (2 * up * down)
        + (differ * without).sum() / (2 * down**2)
    )
    spread = np.exp(Z * np.sqrt(variance))
    return float(up / down), float(up / down / spread), float(up / down * spread)

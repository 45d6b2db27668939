"""All measures of pairs, from a frame of their counts alone: whatever engine or database has counted them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from signals.measures.disproportionality import Counts, chi_square, evans, measures_of
from signals.measures.posterior import Posterior, Shrunk

if TYPE_CHECKING:
    from signals.measures.shrinkage import Prior

COUNTS = ("a", "n_drug", "n_event", "n")
"""Columns of counts: reports with drug and event, with the drug, with the event, and in the population."""

LIMITS = {
    "prr": ("prr_low", "prr_high"),
    "ror": ("ror_low", "ror_high"),
    "ic": ("ic_low", "ic_high"),
    "ebgm": ("eb05", "eb95"),
}
"""By measure that has an interval: the columns of its limits."""

MEASURES = (
    "expected",
    *("prr", *LIMITS["prr"], "chi_square", "chi_square_yates", "ror", *LIMITS["ror"]),
    *("ic", *LIMITS["ic"], "ebgm", *LIMITS["ebgm"], "evans"),
)


class CountsError(ValueError):
    """Rows are not counts of pairs. The message says which column is missing, or which counts cannot be."""


def measured(rows: pl.DataFrame, prior: Prior | None = None) -> pl.DataFrame:
    """Add every measure to rows of counts, whatever other columns they have; NULL where it is not defined.

    EBGM and its limits are NULL without a prior, and where nothing is expected. Raises CountsError.
    """
    counts = counts_in(rows)
    columns = {
        "expected": counts.expected,
        **measures_of(counts),
        "chi_square_yates": chi_square(counts, yates=True),
        **_shrunk(prior, counts.a, counts.expected),
    }
    named = rows.with_columns(pl.Series(name, values, pl.Float64).fill_nan(None) for name, values in columns.items())
    return named.with_columns(pl.Series("evans", evans(counts))).select(*rows.columns, *MEASURES)


def counts_in(rows: pl.DataFrame) -> Counts:
    """Take the counts out of rows. Raises CountsError where a column is missing or they make no 2x2 tables."""
    if missing := [name for name in COUNTS if name not in rows.columns]:
        message = f"Rows of counts lack {', '.join(missing)}; they have {', '.join(rows.columns)}."
        raise CountsError(message)
    try:
        return Counts.of(*(rows[name].to_numpy() for name in COUNTS))
    except ValueError as error:
        raise CountsError(str(error)) from error


def _shrunk(prior: Prior | None, a: np.ndarray, expected: np.ndarray) -> dict[str, np.ndarray]:
    """Give EBGM, EB05 and EB95; NaN without a prior and where nothing is expected."""
    columns = {name: np.full(a.shape, np.nan) for name in Shrunk.__dataclass_fields__}
    known = np.flatnonzero(expected > 0)
    if prior is not None and len(known):
        shrunk = Posterior.of(prior, a[known], expected[known]).shrunk()
        for name, values in columns.items():
            values[known] = getattr(shrunk, name)
    return columns

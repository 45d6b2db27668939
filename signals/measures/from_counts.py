"""The seam for another engine: every measure, the fitted prior included, from a frame of counts and nothing else.

Whoever counts the pairs of a population, in whatever database, gives one row a pair that is reported at least once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from signals.measures.every_pair import fit_prior
from signals.measures.measured import COUNTS, CountsError, counts_in, measured
from signals.measures.pairs import Pairs

if TYPE_CHECKING:
    import numpy as np

    from signals.measures.population import Likelihood
    from signals.measures.shrinkage import Fit

COUNTED = ("drug", "event", *COUNTS)
"""Columns of a frame of counts; what else it holds is passed on."""


def measure(counts: pl.DataFrame, likelihood: Likelihood = "zero cells") -> tuple[pl.DataFrame, Fit]:
    """Give all pairs of a population with every measure, and the prior fitted on them.

    EBGM and its limits are NULL where the fit failed. Raises CountsError.
    """
    fit = fit_prior(pairs_of(counts), likelihood)
    return measured(counts, None if fit.failure else fit.prior), fit


def pairs_of(counts: pl.DataFrame) -> Pairs:
    """Give the pairs of a frame of counts. Raises CountsError where they are not those of one population."""
    if missing := [name for name in COUNTED if name not in counts.columns]:
        message = f"Rows of counts lack {', '.join(missing)}; they need {', '.join(COUNTED)}."
        raise CountsError(message)
    if counts["n"].n_unique() != 1:
        message = f"Rows of counts are of one population: n is one number, not {counts['n'].n_unique()} of them."
        raise CountsError(message)
    counts_in(counts)
    drugs, drug, drug_margin = _margins(counts, "drug", "n_drug")
    events, event, event_margin = _margins(counts, "event", "n_event")
    a = counts["a"].cast(pl.Float64).to_numpy()
    return Pairs(drugs, events, drug_margin, event_margin, int(counts["n"][0]), drug, event, a)


def _margins(counts: pl.DataFrame, name: str, margin: str) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Give the names in order, the place of each row's name among them, and the reports of each name."""
    each = counts.group_by(pl.col(name).cast(pl.String)).agg(pl.col(margin).unique().sort()).sort(name)
    if not (unlike := each.filter(pl.col(margin).list.len() > 1)).is_empty():
        different, numbers = unlike.row(0)
        message = (
            f"The {name} {different!r} has {' and '.join(map(str, numbers))} reports in {margin}; it has one number."
        )
        raise CountsError(message)
    names = each[name].to_list()
    place = counts[name].cast(pl.String).replace_strict(names, range(len(names)), return_dtype=pl.Int32)
    return names, place.to_numpy(), each[margin].list.first().cast(pl.Float64).to_numpy()

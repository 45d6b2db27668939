"""All measures of all pairs of a population, as tables and as a Parquet file."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from signals import cells, shrinkage
from signals.disproportionality import Counts, chi_square, information_component, prr, ror
from signals.pairs import Pairs
from signals.population import Likelihood
from signals.posterior import Posterior
from signals.shrinkage import Fit

BATCH = 125_000  # pairs whose measures are computed in one go
AHEAD = 4  # batches that are in memory at once
LOWER, UPPER = 0.05, 0.95

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Shrunk:
    """EBGM with its limits for pairs; empty arrays where the fit failed."""

    ebgm: Numbers
    eb05: Numbers
    eb95: Numbers


def fit_prior(pairs: Pairs, likelihood: Likelihood) -> Fit:
    """Fit the prior on all pairs of a population, with the cells never reported together where the likelihood asks."""
    expected = pairs.expected
    reported = cells.binned(pairs.a, expected)
    if likelihood == "truncated":
        return shrinkage.fit(reported, likelihood)
    never = cells.zero_cells(expected, pairs.drug_margin, pairs.event_margin, pairs.n)
    return shrinkage.fit(cells.joined(reported, never), likelihood)


def shrink(pairs: Pairs, fit: Fit) -> Shrunk | None:
    """Return EBGM, EB05 and EB95 of pairs, or None where the fit failed."""
    if fit.failure:
        return None
    posterior = Posterior.of(fit.prior, pairs.a, pairs.expected)
    with ThreadPoolExecutor(2) as pool:
        limits = pool.map(posterior.quantiles, (LOWER, UPPER))
        return Shrunk(posterior.ebgm(), *limits)


def table_of(pairs: Pairs, shrunk: Shrunk | None, stretch: slice) -> pa.Table:
    """Return a stretch of the pairs with all measures; a measure that is not defined is null."""
    margins = pairs.drug_margin[pairs.drug[stretch]], pairs.event_margin[pairs.event[stretch]]
    counts = Counts(pairs.a[stretch], *margins, np.asarray(pairs.n, np.float64))
    ratio, odds = prr(counts), ror(counts)
    component = information_component(counts.a, counts.expected)
    none = np.full(counts.a.shape, np.nan)
    measures = {
        "prr": ratio.value,
        "prr_low": ratio.low,
        "prr_high": ratio.high,
        "chi_square": chi_square(counts),
        "ror": odds.value,
        "ror_low": odds.low,
        "ror_high": odds.high,
        "ic": component.value,
        "ic_low": component.low,
        "ic_high": component.high,
        "ebgm": shrunk.ebgm[stretch] if shrunk else none,
        "eb05": shrunk.eb05[stretch] if shrunk else none,
        "eb95": shrunk.eb95[stretch] if shrunk else none,
    }
    return pa.table(
        {
            "drug": pa.DictionaryArray.from_arrays(pairs.drug[stretch], pairs.drugs),
            "event": pa.DictionaryArray.from_arrays(pairs.event[stretch], pairs.events),
            "a": counts.a.astype(np.int64),
            "n_drug": counts.n_drug.astype(np.int64),
            "n_event": counts.n_event.astype(np.int64),
            "n": np.full(counts.a.shape, pairs.n, np.int64),
            **{name: pa.array(values, from_pandas=True) for name, values in measures.items()},
        }
    )


def tables_of(pairs: Pairs, shrunk: Shrunk | None) -> Iterator[pa.Table]:
    """Yield the pairs with all measures, a batch at a time, while the next ones are computed."""
    stretches = [slice(start, start + BATCH) for start in range(0, max(len(pairs.a), 1), BATCH)]
    with ThreadPoolExecutor(2) as pool:
        ahead: deque[Future[pa.Table]] = deque()
        for stretch in stretches:
            ahead.append(pool.submit(table_of, pairs, shrunk, stretch))
            if len(ahead) == AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def said_of(fit: Fit) -> str:
    """Say what became of the fit, in words and with its hyperparameters."""
    prior = fit.prior
    values = (
        f"alpha1 {prior.alpha1:.6g}, beta1 {prior.beta1:.6g}, alpha2 {prior.alpha2:.6g}, beta2 {prior.beta2:.6g}, "
        f"share of the first {prior.share:.6g}; minus log-likelihood {fit.minus_log_likelihood:.4f} "
        f"over {fit.cells:,.0f} cells; likelihood: {fit.likelihood}"
    )
    if fit.failure:
        return f"The EBGM prior could not be fitted: {fit.failure} EBGM, EB05 and EB95 are left empty. Last: {values}."
    return " ".join(filter(None, [f"EBGM prior: {values}.", fit.remark]))


def write(pairs: Pairs, shrunk: Shrunk | None, path: Path, said: dict[str, str]) -> None:
    """Write pairs with all measures as one Parquet file that carries what is to be said of them."""
    tables = tables_of(pairs, shrunk)
    first = next(tables)
    schema = first.schema.with_metadata(said)
    with parquet.ParquetWriter(path, schema, use_dictionary=["drug", "event"], compression="snappy") as writer:
        writer.write_table(first.replace_schema_metadata(said))
        for table in tables:
            writer.write_table(table.replace_schema_metadata(said))

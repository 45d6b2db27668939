"""All measures of all pairs of a population, as tables and as a Parquet file."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from signals.measures import contingency, shrinkage
from signals.measures.disproportionality import Counts, measures_of
from signals.measures.posterior import Posterior, Shrunk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from signals.measures.pairs import Pairs
    from signals.measures.population import Likelihood
    from signals.measures.shrinkage import Fit

_BATCH = 125_000  # pairs whose measures are computed in one go
_AHEAD = 4  # batches that are in memory at once

Numbers = NDArray[np.float64]


def fit_prior(pairs: Pairs, likelihood: Likelihood) -> Fit:
    """Fit the prior on all pairs of a population, with the cells never reported together where the likelihood asks."""
    expected = pairs.expected
    reported = contingency.binned(pairs.a, expected)
    if likelihood == "truncated":
        return shrinkage.fit(reported, likelihood)
    never = contingency.zero_cells(expected, pairs.drug_margin, pairs.event_margin, pairs.n)
    return shrinkage.fit(contingency.joined(reported, never), likelihood)


def shrink(pairs: Pairs, fit: Fit) -> Shrunk | None:
    """Give EBGM, EB05 and EB95 of pairs, or None where the fit failed."""
    return None if fit.failure else Posterior.of(fit.prior, pairs.a, pairs.expected).shrunk_together()


def _table_of(pairs: Pairs, shrunk: Shrunk | None, stretch: slice) -> pa.Table:
    """Give a stretch of the pairs with all measures; a measure that is not defined is null."""
    margins = pairs.drug_margin[pairs.drug[stretch]], pairs.event_margin[pairs.event[stretch]]
    counts = Counts(pairs.a[stretch], *margins, np.asarray(pairs.n, np.float64))
    none = np.full(counts.a.shape, np.nan)
    measures = {
        **measures_of(counts),
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


def _tables_of(pairs: Pairs, shrunk: Shrunk | None) -> Iterator[pa.Table]:
    """Give the pairs with all measures, a batch at a time, while the next ones are computed."""
    stretches = [slice(start, start + _BATCH) for start in range(0, max(len(pairs.a), 1), _BATCH)]
    with ThreadPoolExecutor(2) as pool:
        ahead: deque[Future[pa.Table]] = deque()
        for stretch in stretches:
            ahead.append(pool.submit(_table_of, pairs, shrunk, stretch))
            if len(ahead) == _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def write(pairs: Pairs, shrunk: Shrunk | None, path: Path, remarks: dict[str, str]) -> None:
    """Write pairs with all measures as one Parquet file that carries remarks, such as the population and the prior."""
    tables = _tables_of(pairs, shrunk)
    first = next(tables)
    schema = first.schema.with_metadata(remarks)
    with parquet.ParquetWriter(path, schema, use_dictionary=["drug", "event"], compression="snappy") as writer:
        writer.write_table(first.replace_schema_metadata(remarks))
        for table in tables:
            writer.write_table(table.replace_schema_metadata(remarks))

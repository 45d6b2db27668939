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

NUMERIC_ERRORS = (ValueError, ArithmeticError, np.linalg.LinAlgError, MemoryError)
"""What a computation can end in for counts that nobody has thought of; it is said in the sentence of the fit."""


def fit_prior(pairs: Pairs, likelihood: Likelihood) -> Fit:
    """Fit the prior on all pairs of a population, with the cells never reported together where the likelihood asks.

    Where the computation itself fails, `failure` of the fit says so: every other measure stands without it.
    """
    try:
        return _fitted(pairs, likelihood)
    except NUMERIC_ERRORS as error:
        return shrinkage.failed(likelihood, error)


def _fitted(pairs: Pairs, likelihood: Likelihood) -> Fit:
    """Fit the prior; numeric errors pass."""
    if not len(pairs.a):
        return shrinkage.fit(contingency.TableCells(*(np.empty(0) for _ in range(3))), likelihood)
    expected = pairs.expected
    reported = contingency.binned(pairs.a, expected)
    if likelihood == "truncated":
        return shrinkage.fit(reported, likelihood)
    never = contingency.zero_cells(expected, pairs.drug_margin, pairs.event_margin, pairs.n)
    return shrinkage.fit(contingency.joined(reported, never), likelihood)


def shrink(pairs: Pairs, fit: Fit) -> tuple[Shrunk | None, Fit]:
    """Give EBGM, EB05 and EB95 of pairs with their fit; None where the fit, or the computation from it, failed."""
    if fit.failure:
        return None, fit
    try:
        return Posterior.of(fit.prior, pairs.a, pairs.expected).shrunk_together(), fit
    except NUMERIC_ERRORS as error:
        return None, shrinkage.failed(fit.likelihood, error)


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
    """Write pairs with all measures as one file: CSV where the name of `path` ends so, else Parquet.

    A Parquet file carries the remarks, such as the population and the prior, beside its rows. The remark `note`, which
    no reader may miss, is a column too.
    """
    tables = _tables_of(pairs, shrunk)
    if note := remarks.get("note"):
        tables = (table.append_column("note", pa.array([note] * table.num_rows, pa.string())) for table in tables)
    if path.suffix.lower() == ".csv":
        _write_csv(tables, path)
    else:
        _write_parquet(tables, path, remarks)


def _write_parquet(tables: Iterator[pa.Table], path: Path, remarks: dict[str, str]) -> None:
    """Write tables of one schema as Parquet."""
    first = next(tables)
    schema = first.schema.with_metadata(remarks)
    repeated = ["drug", "event", "a", "n_drug", "n_event", "n"]
    # Measures hardly repeat: to compress them takes a third of the writing and saves a tenth of the file.
    compression = {name: "snappy" if name in repeated else "none" for name in schema.names}
    with parquet.ParquetWriter(path, schema, use_dictionary=repeated, compression=compression) as writer:
        writer.write_table(first.replace_schema_metadata(remarks))
        for table in tables:
            writer.write_table(table.replace_schema_metadata(remarks))


def _write_csv(tables: Iterator[pa.Table], path: Path) -> None:
    """Write tables of one schema as CSV, as the pages hand it out."""
    import polars as pl  # noqa: PLC0415  Parquet, which is the rule, does without: this import takes a quarter second

    from common.tables import to_csv  # noqa: PLC0415  likewise

    with path.open("wb") as target:
        for number, table in enumerate(tables):
            rows = pl.DataFrame(table).with_columns(pl.col("drug", "event").cast(pl.String))
            target.write(to_csv(rows, head=number == 0))

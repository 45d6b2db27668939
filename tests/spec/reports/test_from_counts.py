"""Every measure follows from a frame of counts, whichever engine has counted."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from signals.intake.load import load
from signals.measures.command import main
from signals.measures.from_counts import measure
from signals.measures.measured import CountsError

COUNTS = pl.DataFrame(
    {
        "drug": ["thalidomide", "thalidomide", "lenalidomide"],
        "event": ["Pneumonitis", "Cough", "Cough"],
        "a": [1, 2, 3],
        "n_drug": [3, 3, 3],
        "n_event": [1, 5, 5],
        "n": [6, 6, 6],
    }
)


def counted_by_polars(listing: pl.DataFrame) -> pl.DataFrame:
    """Count the pairs of a listing without a database, each report once."""
    names = listing.unique()
    pairs = names.group_by("drug", "event").agg(a=pl.col("case").n_unique())
    for name in ("drug", "event"):
        pairs = pairs.join(names.group_by(name).agg(pl.col("case").n_unique().alias(f"n_{name}")), on=name)
    return pairs.with_columns(n=pl.lit(names["case"].n_unique()))


@pytest.mark.slow
def test_pairs_that_another_engine_counted_have_the_measures_that_the_command_writes(tmp_path: Path) -> None:
    caers = pl.read_csv(gzip.decompress((Path(__file__).parent / "reference" / "caers.csv.gz").read_bytes()))
    listing = caers.select(
        case="id", drug=pl.col("var1").str.to_lowercase().str.replace_all(" ", "_", literal=True), event="var2"
    )
    listing.write_csv(tmp_path / "caers.csv")
    load([tmp_path / "caers.csv"], tmp_path / "caers.duckdb")
    main([str(tmp_path / "caers.duckdb"), "--out", str(tmp_path / "m.parquet")])
    written = pl.read_parquet(tmp_path / "m.parquet").with_columns(lower("drug"), lower("event"))

    measures, fit = measure(counted_by_polars(listing.with_columns(lower("event"))))

    both = measures.join(written, on=["drug", "event"], suffix="_written")
    assert not fit.failure
    assert both.height == measures.height == written.height == 17_189
    for name in written.columns[2:]:
        ours, theirs = (both[column].cast(pl.Float64).to_numpy() for column in (name, f"{name}_written"))
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-9, err_msg=name)


def lower(name: str) -> pl.Expr:
    """Give names in small letters: a database writes an event as most reports do."""
    return pl.col(name).cast(pl.String).str.to_lowercase()


def test_few_counts_have_every_measure_but_those_of_a_prior_that_cannot_be_fitted() -> None:
    measures, fit = measure(COUNTS)

    assert "too few to fit" in fit.failure
    assert measures["expected"].to_list() == [0.5, 2.5, 2.5]
    assert measures["ebgm"].to_list() == [None, None, None]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (COUNTS.drop("n_drug", "event"), "lack event, n_drug; they need drug, event, a, n_drug, n_event, n"),
        (COUNTS.with_columns(n=pl.Series([6, 6, 7])), "n is one number, not 2"),
        (
            COUNTS.with_columns(n=pl.lit(9), n_drug=pl.Series([3, 4, 3])),
            "'thalidomide' has 3 and 4 reports in n_drug",
        ),
        (COUNTS.with_columns(a=pl.Series([2, 2, 3])), "a cell is below zero"),
        (COUNTS.clear(), "not 0 of them"),
    ],
)
def test_rows_that_are_not_counts_of_one_population_are_named(counts: pl.DataFrame, sentence: str) -> None:
    with pytest.raises(CountsError, match=sentence):
        measure(counts)

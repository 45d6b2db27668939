"""The command that writes every measure: whatever the reports are, it writes what can be computed and says the rest."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signals.intake.load import load
from signals.intake.load import main as loading
from signals.measures import every_pair, shrinkage
from signals.measures.command import main
from signals.measures.every_pair import fit_prior, shrink
from signals.measures.measured import measured
from signals.measures.pairs import Pairs
from signals.measures.posterior import Posterior
from signals.measures.shrinkage import Prior

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow
"""Each loads reports of its own."""

DUMOUCHEL = Prior(0.2, 0.1, 2, 4, 1 / 3)


def listing_of(folder: Path, rows: list[tuple[str, str, str]]) -> Path:
    """Load rows of case, drug and event as a listing, and give the database."""
    pl.DataFrame(rows, ["case", "drug", "event"], orient="row").write_csv(folder / "listing.csv")
    load([folder / "listing.csv"], folder / "r.duckdb")
    return folder / "r.duckdb"


def test_measures_are_written_where_every_pair_is_expected_equally_often(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(f"c{case}", f"drug {case}", f"event {case}") for case in range(200)]

    status = main([str(listing_of(tmp_path, rows)), "--out", str(tmp_path / "m.parquet")])

    written = pl.read_parquet(tmp_path / "m.parquet")
    assert status == 0
    assert written.height == 200
    assert written["ic"].null_count() == written["chi_square"].null_count() == 0
    said = capsys.readouterr().out
    assert ("EBGM prior: alpha1" in said) == (written["ebgm"].null_count() == 0)
    assert "EBGM prior: alpha1" in said or "The EBGM prior could not be fitted" in said


def test_the_quantile_of_a_tied_expected_count_is_that_of_each_pair_alone() -> None:
    a, expected = np.ones(5_000), np.repeat([0.005, 0.005 * (1 + 1e-9)], 2_500)
    posterior = Posterior.of(DUMOUCHEL, a, expected)

    np.testing.assert_allclose(posterior.quantiles(0.05), posterior.quantile(0.05), rtol=1e-12)


@pytest.mark.parametrize("broken", ["fit_prior", "shrink"])
def test_other_measures_are_written_where_the_computation_of_ebgm_ends_in_an_error(
    broken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        message = "`x` must be strictly increasing sequence."
        raise ValueError(message)

    database = listing_of(tmp_path, [(f"c{n}", f"drug {n % 14}", f"event {n % 11}") for n in range(400)])
    if broken == "fit_prior":
        monkeypatch.setattr(every_pair, "_fitted", fail)
    else:
        usable = shrinkage.Fit(DUMOUCHEL, 1.0, "zero cells", 1.0, "", "")
        monkeypatch.setattr(every_pair, "_fitted", lambda *_: usable)
        monkeypatch.setattr(Posterior, "shrunk_together", fail)

    status = main([str(database), "--out", str(tmp_path / "m.parquet")])

    written = pl.read_parquet(tmp_path / "m.parquet")
    assert status == 0
    assert (written["ebgm"].null_count(), written["prr"].null_count()) == (written.height, 0)
    assert "ValueError: `x` must be strictly increasing sequence" in capsys.readouterr().out


@st.composite
def pairs_in_reports(draw: st.DrawFn) -> tuple[Pairs, pl.DataFrame]:
    """Draw reports as 0-1 tables and count their pairs: one pair, equal cells, one drug in all reports, none at all."""
    reports, drugs, events = draw(st.integers(0, 40)), draw(st.integers(1, 12)), draw(st.integers(1, 12))
    shape = draw(st.sampled_from(["random", "one each", "one drug in all", "all alike"]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    if shape == "one each":
        reports = reports * draw(st.sampled_from([1, 10]))
        uses, has = np.eye(reports, dtype=bool), np.eye(reports, dtype=bool)
    else:
        uses, has = rng.random((reports, drugs)) < 0.4, rng.random((reports, events)) < 0.4
        uses[:, 0] |= shape == "one drug in all"
        if shape == "all alike":
            uses[:], has[:] = True, True
    counted = uses.any(1) & has.any(1)
    uses, has, reports = uses[counted], has[counted], int(counted.sum())
    uses, has = uses[:, uses.any(0)], has[:, has.any(0)]
    a = uses.T.astype(int) @ has.astype(int)
    drug, event = np.nonzero(a)
    margins = uses.sum(0).astype(float), has.sum(0).astype(float)
    names = [[f"{kind}{n}" for n in range(len(margin))] for kind, margin in zip("de", margins, strict=True)]
    pairs = Pairs(
        *names, *margins, reports, drug.astype(np.int32), event.astype(np.int32), a[drug, event].astype(float)
    )
    counts = {"a": a[drug, event], "n_drug": margins[0][drug], "n_event": margins[1][event]}
    return pairs, pl.DataFrame(counts).with_columns(n=pl.lit(reports))


@pytest.mark.slow
@given(pairs_in_reports(), st.sampled_from(["zero cells", "truncated"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_table_of_reports_ends_in_an_error_or_loses_a_measure(drawn: tuple[Pairs, pl.DataFrame], likelihood) -> None:  # noqa: ANN001  one of two words
    pairs, counts = drawn

    fit = fit_prior(pairs, likelihood)
    shrunk, fit = shrink(pairs, fit)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("m.parquet", "m.csv"):
            every_pair.write(pairs, shrunk, Path(folder) / name, {})
        written, as_csv = pl.read_parquet(Path(folder) / "m.parquet"), pl.read_csv(Path(folder) / "m.csv")

    assert "error" not in fit.failure
    assert (shrunk is None) == bool(fit.failure)
    assert written.height == as_csv.height == len(pairs.a)
    assert as_csv.columns == written.columns
    assert written["ic"].null_count() == 0
    compared = (counts["n_event"] > counts["a"]) & (counts["n_event"] < counts["n"])
    zero_free = compared if counts.height else pl.Series([], dtype=pl.Boolean)
    assert (written["prr"].is_not_null() == zero_free).all()
    assert measured(counts, None if fit.failure else fit.prior).height == counts.height


def test_an_empty_population_gives_a_file_without_a_row_that_replaces_an_older_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = listing_of(tmp_path, [("c1", "lenalidomide", "Pneumonitis")])
    for name in ("m.parquet", "m.csv"):
        main([str(database), "--out", str(tmp_path / name)])

        assert main([str(database), "--out", str(tmp_path / name), "--roles", "C"]) == 0

        read = pl.read_parquet if name.endswith("parquet") else pl.read_csv
        assert read(tmp_path / name).height == 0
        assert "No pair is left in this population." in capsys.readouterr().out


def test_a_file_named_csv_is_csv_with_the_rows_of_the_parquet(tmp_path: Path) -> None:
    rows = [(f"c{n}", f"={n % 3}drug", f"event {n % 2}") for n in range(12)]
    database = listing_of(tmp_path, rows)

    for name in ("m.parquet", "M.CSV"):
        assert main([str(database), "--out", str(tmp_path / name)]) == 0

    parquet = pl.read_parquet(tmp_path / "m.parquet").with_columns(pl.col("drug", "event").cast(pl.String))
    csv = pl.read_csv(tmp_path / "M.CSV", schema=parquet.schema)
    assert csv["drug"].unique().sort().to_list() == ["'=0drug", "'=1drug", "'=2drug"]
    assert csv.drop("drug").equals(parquet.drop("drug"))


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        ("m.xlsx", "m.xlsx ends in .xlsx; allowed are .parquet and .csv"),
        ("measures", "measures ends in nothing; allowed are .parquet and .csv"),
        ("nowhere/m.csv", "m.csv cannot be written: there is no folder"),
    ],
)
def test_another_ending_or_a_missing_folder_is_said_in_a_sentence(
    out: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path / "r.duckdb"), "--out", str(tmp_path / out)])

    said = capsys.readouterr().err
    assert sentence in said
    assert "Errno" not in said
    assert ".measuring" not in said


@pytest.mark.slow
def test_the_printed_prior_gives_the_written_ebgm_again(extract: Path, tmp_path: Path) -> None:
    main([str(extract), "--out", str(tmp_path / "m.parquet"), "--least", "3"])
    written = pl.read_parquet(tmp_path / "m.parquet")
    sentence = pl.read_parquet_metadata(tmp_path / "m.parquet")["prior"]

    numbers = [part.split()[-1] for part in sentence.partition(";")[0].replace(":", ",").split(",")[1:]]
    a, expected = (
        written["a"].to_numpy().astype(float),
        (written["n_drug"] * written["n_event"] / written["n"]).to_numpy(),
    )
    again = Posterior.of(Prior(*map(float, numbers)), a, expected).ebgm()

    np.testing.assert_allclose(again, written["ebgm"].to_numpy(), rtol=1e-12)


@pytest.mark.parametrize(
    ("memory", "sentence"),
    [
        ("much", "'much' is no amount of memory; allowed is a number with MB, GB or TB, such as 2GB"),
        ("5 MB", "5 MB of memory is too little; at least 100MB are needed to open a database"),
        ("0.01GiB", "0.01GiB of memory is too little; at least 100MB are needed to open a database"),
    ],
)
@pytest.mark.parametrize("command", [main, loading])
def test_an_amount_of_memory_that_is_none_or_too_little_is_named_and_no_database_is_called_damaged(
    command: Callable[[list[str]], int], memory: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command([str(tmp_path / "x"), "--memory", memory, *(["--out", "m.csv"] if command is main else [])])

    said = capsys.readouterr().err
    assert sentence in said
    assert "--anew" not in said.splitlines()[-1]

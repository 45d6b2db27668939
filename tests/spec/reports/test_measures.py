"""Every measure against reference values and against what must hold for any counts."""

import gzip
import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from signals.intake.load import load
from signals.measures import contingency, shrinkage
from signals.measures.command import main
from signals.measures.contingency import TableCells
from signals.measures.disproportionality import Counts, chi_square, evans, information_component, prr, ror
from signals.measures.pairs import AT_ONCE, count_pairs
from signals.measures.population import Population, Role
from signals.measures.posterior import Posterior
from signals.measures.shrinkage import Prior
from signals.store import open_for_reading
from tests.spec.reports.contents import SAMPLES
from tests.spec.reports.drawn import reports, write_quarter

REFERENCE = Path(__file__).parent / "reference"
RIFABUTIN = json.loads((REFERENCE / "rifabutin_uveitis.json").read_text())
IC_EXAMPLES = json.loads((REFERENCE / "ic_examples.json").read_text())["examples"]
DUMOUCHEL = Prior(0.2, 0.1, 2, 4, 1 / 3)
COLUMNS = [
    *("drug", "event", "a", "n_drug", "n_event", "n", "prr", "prr_low", "prr_high", "chi_square"),
    *("ror", "ror_low", "ror_high", "ic", "ic_low", "ic_high", "ebgm", "eb05", "eb95"),
]

EXACT = 1e-12  # relative, for measures in closed form


def read_packed(name: str) -> pl.DataFrame:
    return pl.read_csv(gzip.decompress((REFERENCE / name).read_bytes()))


@pytest.fixture(scope="module")
def openebgm() -> pl.DataFrame:
    return read_packed("expected_theta_full.csv.gz")


@pytest.fixture(scope="module")
def openebgm_prior() -> Prior:
    line = next(
        line
        for line in (REFERENCE / "hyper_estimates.txt").read_text().splitlines()
        if line.startswith("autoHyper full")
    )
    return Prior(*(float(number) for number in line.split(":")[1].split(",")))


def counts_of(a: int, b: int, c: int, d: int) -> Counts:
    return Counts.of([a], [a + b], [a + c], [a + b + c + d])


def test_prr_ror_and_chi_square_of_rifabutin_and_uveitis_are_those_of_evans() -> None:
    counts = counts_of(*(RIFABUTIN[cell] for cell in "abcd"))

    assert prr(counts).value == pytest.approx(RIFABUTIN["prr"], rel=EXACT)
    assert ror(counts).value == pytest.approx(RIFABUTIN["ror"], rel=EXACT)
    assert chi_square(counts) == pytest.approx(RIFABUTIN["chi2_pearson_uncorrected"], rel=EXACT)
    assert chi_square(counts, yates=True) == pytest.approx(RIFABUTIN["chi2_yates"], rel=EXACT)
    assert round(float(prr(counts).value[0])) == 586  # as printed
    assert round(float(chi_square(counts)[0]), -1) == 22740  # as printed
    assert evans(counts).all()


def test_the_intervals_of_prr_and_ror_are_log_normal() -> None:
    counts = counts_of(10, 90, 20, 880)

    se_prr, se_ror = np.sqrt(1 / 10 - 1 / 100 + 1 / 20 - 1 / 900), np.sqrt(1 / 10 + 1 / 90 + 1 / 20 + 1 / 880)

    assert prr(counts).low == pytest.approx(4.5 * np.exp(-1.959964 * se_prr), rel=EXACT)
    assert prr(counts).high == pytest.approx(4.5 * np.exp(1.959964 * se_prr), rel=EXACT)
    assert ror(counts).low == pytest.approx(8800 / 1800 * np.exp(-1.959964 * se_ror), rel=EXACT)
    assert ror(counts).high == pytest.approx(8800 / 1800 * np.exp(1.959964 * se_ror), rel=EXACT)


@pytest.mark.parametrize("example", IC_EXAMPLES, ids=lambda example: f"O={example['O']} E={example['E']}")
def test_the_information_component_has_norens_value_and_exact_limits(example: dict[str, float]) -> None:
    component = information_component([example["O"]], [example["E"]])

    expected_ic = np.log2((example["O"] + 0.5) / (example["E"] + 0.5))
    assert component.value[0] == pytest.approx(example.get("ic", expected_ic), abs=5e-8)
    assert component.value[0] == pytest.approx(expected_ic, rel=EXACT)
    for key, limit in (("ic025", component.low), ("ic975", component.high)):
        if key in example:
            assert limit[0] == pytest.approx(example[key], abs=5e-8)  # the references are printed to seven places


def test_the_exact_interval_is_far_from_the_formula_that_must_not_be_copied() -> None:
    component = information_component([4], [1.1])

    assert component.low[0] < 0 < np.exp(np.log(component.value[0]) - 1.96 * 0.1)


def test_the_truncated_likelihood_is_that_of_openebgm(openebgm: pl.DataFrame) -> None:
    pairs = TableCells(openebgm["N"].to_numpy().astype(float), openebgm["E"].to_numpy(), np.ones(len(openebgm)))

    assert shrinkage.minus_log_likelihood(DUMOUCHEL, pairs, "truncated") == pytest.approx(4373.5195, abs=5e-5)


def test_the_fit_finds_the_optimum_of_openebgm(openebgm: pl.DataFrame, openebgm_prior: Prior) -> None:
    pairs = TableCells(openebgm["N"].to_numpy().astype(float), openebgm["E"].to_numpy(), np.ones(len(openebgm)))

    fit = shrinkage.fit(pairs, "truncated")

    assert not fit.failure
    assert fit.minus_log_likelihood == pytest.approx(4162.4557, abs=5e-5)
    for name in ("alpha1", "beta1", "alpha2", "beta2", "share"):
        assert getattr(fit.prior, name) == pytest.approx(getattr(openebgm_prior, name), rel=1e-4)


def test_ebgm_and_its_limits_are_those_of_openebgm_for_every_pair(
    openebgm: pl.DataFrame, openebgm_prior: Prior
) -> None:
    posterior = Posterior.of(openebgm_prior, openebgm["N"].to_numpy().astype(float), openebgm["E"].to_numpy())

    assert np.abs(posterior.ebgm() - openebgm["ebgm"].to_numpy()).max() < 1e-6
    assert np.abs(posterior.quantiles(0.05) - openebgm["eb05"].to_numpy()).max() < 1e-4
    assert np.abs(posterior.quantiles(0.95) / openebgm["eb95"].to_numpy() - 1).max() < 2e-4  # printed to four places
    assert np.abs(posterior.quantiles(0.95) - openebgm["eb95"].to_numpy()).max() < 1e-4


@pytest.mark.slow
def test_reports_are_counted_from_a_listing_as_openebgm_counts_them(tmp_path: Path, openebgm: pl.DataFrame) -> None:
    listing = tmp_path / "caers.csv"
    solid = pl.col("var1").str.replace_all(" ", "_", literal=True)  # openEBGM keeps names apart that differ in blanks
    read_packed("caers.csv.gz").select(case="id", drug=solid, event="var2").write_csv(listing)
    load([listing], tmp_path / "caers.duckdb")

    pairs = count_pairs(open_for_reading(tmp_path / "caers.duckdb"), Population(("PS",)))

    counted = pl.DataFrame(
        {
            "var1": [pairs.drugs[place] for place in pairs.drug],
            "var2": [pairs.events[place].lower() for place in pairs.event],
            "a": pairs.a,
            "expected": pairs.expected,
        }
    )
    spelt = openebgm.with_columns(solid.str.to_lowercase(), pl.col("var2").str.to_lowercase())
    both = counted.join(spelt, on=["var1", "var2"])
    assert len(both) == len(counted) == len(openebgm) == 17_189
    assert (both["a"] == both["N"]).all()
    np.testing.assert_allclose(both["expected"], both["E"], rtol=1e-12)


def test_the_likelihood_with_zero_cells_counts_every_cell_of_the_table() -> None:
    rng = np.random.default_rng(1)
    drugs, events, n = rng.integers(1, 50, 30).astype(float), rng.integers(1, 50, 40).astype(float), 400.0
    expected = np.multiply.outer(drugs, events).ravel() / n
    a = rng.poisson(expected).astype(float)
    reported = a > 0
    never = contingency.zero_cells(expected[reported], drugs, events, n)
    all_cells = contingency.joined(TableCells(a[reported], expected[reported], np.ones(reported.sum())), never)

    binned = shrinkage.minus_log_likelihood(DUMOUCHEL, all_cells, "zero cells")

    first = nbinom.pmf(a, 0.2, 0.1 / (0.1 + expected))
    second = nbinom.pmf(a, 2, 4 / (4 + expected))
    assert all_cells.weight.sum() == len(a)
    assert binned == pytest.approx(-np.log(first / 3 + second * 2 / 3).sum(), rel=1e-5)


def simulated(prior: Prior, size: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    expected = np.exp(rng.normal(-1, 1.5, size))
    first = rng.random(size) < prior.share
    ratio = np.where(
        first, rng.gamma(prior.alpha1, 1 / prior.beta1, size), rng.gamma(prior.alpha2, 1 / prior.beta2, size)
    )
    return rng.poisson(ratio * expected).astype(float), expected


def test_the_fit_finds_the_prior_that_cells_were_drawn_from() -> None:
    prior = Prior(1.5, 0.3, 4, 5, 0.15)

    fit = shrinkage.fit(contingency.binned(*simulated(prior, 200_000)))

    assert not fit.failure
    assert fit.prior.share == pytest.approx(prior.share, rel=0.15)
    assert fit.prior.alpha1 / fit.prior.beta1 == pytest.approx(prior.alpha1 / prior.beta1, rel=0.1)
    assert fit.prior.alpha2 / fit.prior.beta2 == pytest.approx(prior.alpha2 / prior.beta2, rel=0.05)


@pytest.mark.slow
def test_binning_cells_hardly_moves_the_fit() -> None:
    a, expected = simulated(Prior(1.5, 0.3, 4, 5, 0.15), 60_000)

    fine = shrinkage.fit(TableCells(a, expected, np.ones_like(a)))
    coarse = shrinkage.fit(contingency.binned(a, expected))

    for name in ("alpha1", "beta1", "alpha2", "beta2", "share"):
        assert getattr(coarse.prior, name) == pytest.approx(getattr(fine.prior, name), rel=1e-3)


def test_a_fit_that_collapses_says_so() -> None:
    expected = np.full(5_000, 0.01)

    fit = shrinkage.fit(TableCells(np.ones_like(expected), expected, np.ones_like(expected)), "truncated")

    assert fit.failure


def test_a_failed_fit_leaves_ebgm_empty_and_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load(
        [
            write_quarter(
                tmp_path, "2022Q1", reports(("1001", "100", "1", "20220101"), ("2001", "200", "1", "20220101"))
            )
        ],
        tmp_path / "r.duckdb",
    )

    status = main([str(tmp_path / "r.duckdb"), "--out", str(tmp_path / "m.parquet")])

    written = pl.read_parquet(tmp_path / "m.parquet")
    assert status == 0
    assert "could not be fitted" in capsys.readouterr().out
    assert written.columns == COLUMNS
    assert written.select("a", "n_drug", "n_event", "n").rows() == [(2, 2, 2, 2)]
    assert written.select("prr", "ror", "chi_square", "ebgm").rows() == [(None, None, None, None)]


def test_quantiles_of_many_pairs_are_those_of_each_by_itself() -> None:
    rng = np.random.default_rng(3)
    a = rng.choice([1.0, 2.0, 3.0, 250.0], 40_000, p=[0.6, 0.3, 0.09, 0.01])
    expected = np.exp(rng.uniform(-9, 6, len(a)))
    for prior in (Prior(0.84, 0.029, 9_988, 10_000, 3.6e-5), Prior(0.05, 0.02, 1.5, 1.4, 0.01), DUMOUCHEL):
        posterior = Posterior.of(prior, a, expected)
        for probability in (0.05, 0.95):
            together, alone = posterior.quantiles(probability), posterior.quantile(probability)
            assert np.abs(together / alone - 1).max() < 1e-8


cell = st.integers(0, 2_000_000)


@pytest.mark.slow
@given(cell, cell, cell, cell)
@settings(max_examples=300, deadline=None)
def test_swapping_drug_and_event_changes_neither_ror_nor_chi_square_nor_ic(a: int, b: int, c: int, d: int) -> None:
    if a + b == 0 or a + c == 0:
        return
    there, back = counts_of(a, b, c, d), counts_of(a, c, b, d)

    for measure in (ror, lambda counts: information_component(counts.a, counts.expected)):
        for name in ("value", "low", "high"):
            np.testing.assert_allclose(getattr(measure(there), name), getattr(measure(back), name), rtol=1e-9)
    np.testing.assert_allclose(chi_square(there), chi_square(back), rtol=1e-9)


@given(cell, cell, cell, cell)
@settings(max_examples=300, deadline=None)
def test_doubling_all_counts_keeps_the_ratios_doubles_chi_square_and_narrows_the_intervals(
    a: int, b: int, c: int, d: int
) -> None:
    once, twice = counts_of(a, b, c, d), counts_of(2 * a, 2 * b, 2 * c, 2 * d)

    for measure in (prr, ror):
        np.testing.assert_allclose(measure(once).value, measure(twice).value, rtol=1e-12)
        if np.isfinite(measure(once).low).all():
            assert (measure(twice).low >= measure(once).low * (1 - 1e-12)).all()
            assert (measure(twice).high <= measure(once).high * (1 + 1e-12)).all()
    np.testing.assert_allclose(chi_square(twice), 2 * chi_square(once), rtol=1e-9)


@given(cell, cell, cell, cell)
@settings(max_examples=300, deadline=None)
def test_a_zero_cell_gives_none_and_never_a_number_made_up(a: int, b: int, c: int, d: int) -> None:
    counts = counts_of(a, b, c, d)

    assert np.isnan(prr(counts).value).all() == (a == 0 or c == 0 or b == d == 0)
    assert np.isnan(ror(counts).value).all() == (0 in (a, b, c, d))
    assert np.isnan(prr(counts).low).all() == np.isnan(prr(counts).value).all()
    assert evans(counts).any() <= (a >= 3)


def test_a_drug_in_every_report_has_no_ratio_and_an_information_component_of_about_zero() -> None:
    counts = counts_of(30, 970, 0, 0)

    assert np.isnan(prr(counts).value).all()
    assert np.isnan(ror(counts).value).all()
    assert np.isnan(chi_square(counts)).all()
    assert information_component(counts.a, counts.expected).value[0] == 0


def test_an_event_in_every_report_has_no_ratio_whose_interval_would_have_no_width() -> None:
    counts = counts_of(8, 0, 42, 0)

    assert np.isnan([prr(counts).value, prr(counts).low, prr(counts).high, ror(counts).value]).all()
    assert information_component(counts.a, counts.expected).value[0] == 0


@pytest.mark.parametrize("roles", [("PS", "PS"), ("PS", "SS", "PS", "SS")])
def test_a_role_that_is_named_twice_is_chosen_once(roles: tuple[Role, ...]) -> None:
    assert Population(roles).role_bits == Population(tuple(sorted(set(roles)))).role_bits


def test_counts_that_make_no_table_are_refused() -> None:
    with pytest.raises(ValueError, match="a cell is below zero"):
        Counts.of([5], [4], [9], [100])


def test_chi_square_of_twenty_million_reports_does_not_overflow() -> None:
    counts = counts_of(1_000_000, 4_000_000, 3_000_000, 12_000_000)

    assert chi_square(counts)[0] == pytest.approx(0, abs=1e-6)
    assert chi_square(counts_of(1_100_000, 3_900_000, 2_900_000, 12_100_000))[0] == pytest.approx(
        20e6 * (1.1 * 12.1 - 3.9 * 2.9) ** 2 / (5 * 15 * 4 * 16), rel=1e-12
    )


@pytest.mark.slow
def test_the_written_file_holds_every_pair_with_exactly_the_named_columns(
    extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "measures.parquet"

    assert main([str(extract), "--out", str(out)]) == 0

    written = pl.read_parquet(out)
    rows = pl.read_csv(SAMPLES / "faers22q3_ps_singleword_pt.csv.gz", schema_overrides={"CASEID": pl.String})
    assert written.columns == COLUMNS
    assert written["a"].sum() >= rows.n_unique() * 0.99
    assert written["n"].unique().to_list() == [215_867]
    names = written.select(pl.col("drug", "event").cast(pl.String)).rows()
    assert names == sorted(set(names))
    assert written.select(pl.exclude("drug", "event").is_null().sum()).row(0)[-3:] == (0, 0, 0)
    assert "EBGM prior: alpha1" in capsys.readouterr().out
    assert (written["eb05"] <= written["ebgm"]).all()
    assert (written["ebgm"] <= written["eb95"]).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("comparator", "pair", "counts", "ratio"),
    [
        ("all", ("pomalidomide", "Pneumonitis"), (11, 1536, 697, 215_867), (2.24, 1.24, 4.05)),
        ("all", ("lenalidomide", "Pneumonia"), (234, 5826, 6766, 215_867), (1.29, 1.14, 1.47)),
        ("active", ("pomalidomide", "Pneumonitis"), (11, 1536, 25, 9168), (3.90, 1.78, 8.58)),
        ("active", ("lenalidomide", "Pneumonia"), (234, 5826, 482, 9168), (0.54, 0.46, 0.64)),
    ],
)
def test_the_comparator_moves_the_number_in_the_2022_extract(
    extract: Path,
    tmp_path: Path,
    comparator: str,
    pair: tuple[str, str],
    counts: tuple[int, int, int, int],
    ratio: tuple[float, float, float],
) -> None:
    out = tmp_path / "measures.parquet"

    main([str(extract), "--out", str(out), "--comparator", comparator, "--roles", "PS"])

    (row,) = (
        pl.read_parquet(out).filter((pl.col("drug") == pair[0]) & (pl.col("event") == pair[1])).iter_rows(named=True)
    )
    assert tuple(row[name] for name in ("a", "n_drug", "n_event", "n")) == counts
    assert tuple(round(row[name], 2) for name in ("prr", "prr_low", "prr_high")) == ratio


@pytest.mark.slow
def test_roles_least_reports_and_likelihood_are_options(
    extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "measures.parquet"

    main([str(extract), "--out", str(out), "--least", "3", "--likelihood", "truncated"])

    assert pl.read_parquet(out)["a"].min() == 3
    assert re.search("likelihood: truncated", capsys.readouterr().out)
    main([str(extract), "--out", str(out), "--roles", "SS"])
    assert "No pair is left" in capsys.readouterr().out


def test_there_must_be_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.duckdb"), "--out", str(tmp_path / "m.parquet")]) == 1
    assert "There is no database" in capsys.readouterr().err


@pytest.mark.parametrize("at_once", [1, AT_ONCE])
def test_each_report_counts_once_however_often_it_names_a_drug_or_a_term(tmp_path: Path, at_once: int) -> None:
    drawn = reports(("1001", "100", "1", "20220101"), ("2001", "200", "1", "20220101"))
    drawn["DRUG"] = (
        "primaryid|drug_seq|role_cod|drugname|prod_ai\n"
        "1001|1|PS|REVLIMID|LENALIDOMIDE\n1001|2|SS|LENALIDOMIDE|LENALIDOMIDE\n1001|3|C|ASPIRIN|ASPIRIN\n"
        "2001|1|C|REVLIMID|LENALIDOMIDE\n2001|2|PS|ASPIRIN|ASPIRIN"
    )
    drawn["REAC"] = "primaryid|pt\n1001|Pneumonitis\n1001|PNEUMONITIS\n2001|Cough"
    load([write_quarter(tmp_path, "2022Q1", drawn)], tmp_path / "r.duckdb")

    def table(*roles: Role) -> list[tuple[str, str, int, int, int]]:
        pairs = count_pairs(open_for_reading(tmp_path / "r.duckdb"), Population(roles), at_once)
        return [
            (
                pairs.drugs[drug],
                pairs.events[event],
                int(a),
                int(pairs.drug_margin[drug]),
                int(pairs.event_margin[event]),
            )
            for drug, event, a in zip(pairs.drug, pairs.event, pairs.a, strict=True)
        ]

    assert table("PS", "SS") == [("aspirin", "Cough", 1, 1, 1), ("lenalidomide", "Pneumonitis", 1, 1, 1)]
    assert table("C") == [
        ("aspirin", "Pneumonitis", 1, 1, 1),
        ("lenalidomide", "Cough", 1, 1, 1),
    ]


@pytest.mark.slow
def test_fitting_is_repeatable(openebgm: pl.DataFrame) -> None:
    pairs = TableCells(openebgm["N"].to_numpy().astype(float), openebgm["E"].to_numpy(), np.ones(len(openebgm)))

    assert shrinkage.fit(pairs, "truncated") == shrinkage.fit(pairs, "truncated")
    assert shrinkage.fit(pairs, "truncated").sentence().startswith("EBGM prior: alpha1 3.2559")

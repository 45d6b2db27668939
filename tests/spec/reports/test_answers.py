"""What the pages about reports answer, on drawn reports and on genuine ones."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from signals import answers, readus
from signals.measures.command import main
from signals.measures.every_pair import fit_prior
from signals.measures.measured import measured
from signals.measures.pairs import count_pairs
from signals.measures.pooled import pooled_ror
from signals.measures.population import Population
from signals.store import ask, open_for_reading
from tests.spec.reports.drawn import reports

if TYPE_CHECKING:
    from pathlib import Path

    from tests.spec.reports.contents import Draw

EVENT = "Pneumonitis"


def counts(rows: pl.DataFrame) -> list[tuple[int, int, int, int]]:
    return rows.select("a", "n_drug", "n_event", "n").rows()


POPULATIONS = {
    "DEMO": (
        "primaryid|caseid|caseversion|fda_dt|sex|age|age_cod|reporter_country\n"
        "11|1|1|20220105|F|70|YR|JP\n21|2|1|20220105|M|60|YR|US\n31|3|1|20220405|F|80|YR|JP\n"
        "41|4|1|20220405|F|50|YR|US\n51|5|1|20220705|M|||"
    ),
    "DRUG": (
        "primaryid|drug_seq|role_cod|drugname|prod_ai\n"
        "11|1|PS|POMALYST|POMALIDOMIDE\n"
        "21|1|PS|REVLIMID|LENALIDOMIDE\n21|2|SS|VELCADE|BORTEZOMIB\n"
        "31|1|PS|ASPIRIN|ASPIRIN\n31|2|C|POMALYST|POMALIDOMIDE\n"
        "41|1|SS|POMALYST|POMALIDOMIDE\n41|2|PS|AMIODARONE|AMIODARONE\n"
        "51|1|PS|ASPIRIN|ASPIRIN"
    ),
    "REAC": "primaryid|pt\n11|Pneumonitis\n21|Pneumonitis\n31|Pneumonitis\n41|Pneumonitis\n41|Pneumonia\n51|Nausea",
    "INDI": "primaryid|indi_drug_seq|indi_pt\n11|1|Plasma cell myeloma\n21|1|PLASMA CELL MYELOMA\n51|1|Pain",
}


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (Population(), (2, 2, 4, 5)),
        (Population(("PS",)), (1, 1, 4, 5)),
        (Population(("C",)), (1, 1, 1, 1)),
        (Population(comparator="indication"), (1, 1, 2, 2)),
        (Population(comparator="active"), (2, 2, 3, 3)),
        (Population(no_co_cause=True), (1, 1, 3, 4)),
        (Population(no_co_suspect=True), (1, 1, 2, 3)),
        (Population(sexes=("female",)), (2, 2, 3, 3)),
        (Population(sexes=("male", "female"), countries=("JP",)), (1, 1, 2, 2)),
        (Population(age_bands=("unknown",)), (0, 0, 0, 1)),
        (Population(years=(2021,)), (0, 0, 0, 0)),
        (Population(countries=("unknown", "US")), (1, 1, 2, 3)),
    ],
)
def test_a_population_keeps_the_reports_it_names_and_no_other(
    drawn_reports: Draw, population: Population, expected: tuple[int, int, int, int]
) -> None:
    connection = drawn_reports(POPULATIONS)

    assert counts(answers.pairs(connection, population, ["pomalidomide"], [EVENT])) == [expected]


def test_a_drug_is_set_against_reports_without_an_imid_in_any_role(
    drawn_reports: Draw,
) -> None:
    connection = drawn_reports(POPULATIONS)

    moved = answers.populations(connection, Population(), "pomalidomide", EVENT)

    by_name = dict(zip(moved["population"], counts(moved), strict=True))
    assert by_name["against reports without an IMiD"] == (2, 2, 2, 3)
    assert by_name["primary suspect alone"] == (1, 1, 4, 5)
    assert by_name["myeloma as indication"] == (1, 1, 2, 2)
    assert moved["remark"].str.starts_with("small background").all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("drug", "expected"), [("dexamethasone", (42, 617, 6_409, 208_424)), ("pomalidomide", (121, 1_536, 6_530, 209_960))]
)
def test_a_report_of_the_drug_that_names_no_imid_is_in_the_background_once(
    extract: Path, drug: str, expected: tuple[int, int, int, int]
) -> None:
    moved = answers.populations(open_for_reading(extract), Population(), drug, "Pneumonia")

    background = moved.filter(pl.col("population") == "against reports without an IMiD")
    assert counts(background) == [expected]


def test_an_emptied_result_is_said(drawn_reports: Draw) -> None:
    connection = drawn_reports(POPULATIONS)

    moved = answers.populations(connection, Population(no_co_cause=True), "pomalidomide", "Pneumonia")

    remarks = dict(zip(moved["population"], moved["remark"], strict=True))
    assert remarks["no known co-cause"] == "the restriction has emptied this result"


def test_a_group_of_terms_counts_a_report_once(drawn_reports: Draw) -> None:
    drawn = POPULATIONS | {"REAC": "primaryid|pt\n11|Pneumonitis\n11|Interstitial lung disease\n21|Dyspnoea\n51|Nausea"}
    connection = drawn_reports(drawn)

    events = ["Lung injury, narrow", "Lung injury, narrow and wide"]
    rows = answers.pairs(connection, Population(), ["pomalidomide", "lenalidomide"], events)

    assert rows.select("event", "drug", "a", "n_event").rows() == [
        ("Lung injury, narrow", "lenalidomide", 0, 1),
        ("Lung injury, narrow", "pomalidomide", 1, 1),
        ("Lung injury, narrow and wide", "lenalidomide", 1, 2),
        ("Lung injury, narrow and wide", "pomalidomide", 1, 2),
    ]


def test_a_drug_that_no_report_names_is_shown_with_zero(
    drawn_reports: Draw,
) -> None:
    connection = drawn_reports(POPULATIONS)

    rows = answers.pairs(connection, Population(), ["thalidomide"], [EVENT])

    assert counts(rows) == [(0, 0, 4, 5)]
    assert rows.select("prr", "ror", "ebgm").row(0) == (None, None, None)


def test_a_trend_grows_by_the_quarter_in_which_cases_were_first_received(
    drawn_reports: Draw,
) -> None:
    connection = drawn_reports(POPULATIONS)

    rows = answers.trend(connection, Population(), "pomalidomide", EVENT)

    assert rows.select("quarter", "a_in_quarter", "a", "n_drug", "n_event", "n").rows() == [
        ("2022Q1", 1, 1, 1, 2, 2),
        ("2022Q2", 1, 2, 2, 4, 4),
        ("2022Q3", 0, 2, 2, 4, 5),
    ]


def test_the_first_quarter_of_each_criterion_is_found() -> None:
    grown = pl.DataFrame(
        {
            "quarter": ["2020Q1", "2020Q2", "2020Q3"],
            "a": [1, 3, 9],
            "n_drug": [100, 120, 150],
            "n_event": [50, 100, 120],
            "n": [10_000, 20_000, 30_000],
        }
    )

    met = answers.first_met(measured(grown))

    first_quarters = dict(met.select("criterion", "first_quarter").rows())
    assert first_quarters["Evans: PRR at least 2, chi-square at least 4, 3 reports"] == "2020Q2"
    assert first_quarters["lower limit of IC above 0"] == "2020Q3"
    assert first_quarters["EB05 at least 2"] is None
    assert met.filter(pl.col("remark") != "").select("criterion", "remark").rows() == [
        ("EB05 at least 2", "its measure is not there")
    ]


def test_strata_add_up_to_the_population_and_pool_to_the_ror_of_mantel_and_haenszel(
    drawn_reports: Draw,
) -> None:
    connection = drawn_reports(POPULATIONS)

    for kind in ("year", "sex", "age band", "country"):
        strata = answers.strata(connection, Population(), "pomalidomide", EVENT, kind)
        assert strata.select(pl.col("a", "n_drug", "n_event", "n").sum()).row(0) == (2, 2, 4, 5)


def test_the_pooled_ror_is_that_of_one_stratum_and_of_two_alike() -> None:
    one = pl.DataFrame({"a": [10], "n_drug": [100], "n_event": [30], "n": [1000]})
    once = measured(one)

    assert pooled_ror(one) == pytest.approx(once.select("ror", "ror_low", "ror_high").row(0), rel=1e-12)
    pooled = pooled_ror(pl.concat([one, one]))
    assert pooled is not None
    value, low, high = pooled
    assert value == pytest.approx(once["ror"].item(), rel=1e-12)
    assert np.log(high / low) == pytest.approx(
        np.log(once["ror_high"] / once["ror_low"]).item() / np.sqrt(2), rel=1e-12
    )


def test_a_report_without_an_indication_does_not_deny_myeloma_and_one_without_age_is_no_copy_for_sure(
    drawn_reports: Draw,
) -> None:
    connection = drawn_reports(POPULATIONS)
    everybody = Population().parameter()

    rows = [
        row
        for drug, event in (("pomalidomide", "Pneumonitis"), ("aspirin", "Nausea"))
        for row in ask(connection, "reports", population=everybody, drug=drug, event=event, most=9)
        .sort("case_id")
        .select(pl.col("case_id").cast(pl.String), "myeloma", "duplicate")
        .rows()
    ]

    assert rows == [("1", True, None), ("4", None, None), ("5", False, None)]


@pytest.mark.slow
def test_the_reports_behind_a_number_are_as_many_as_the_number(extract: Path) -> None:
    connection = open_for_reading(extract)
    for drug in ("lenalidomide", "pomalidomide"):
        for population in (Population(), Population(no_co_cause=True)):
            (pair,) = answers.pairs(connection, population, [drug], [EVENT]).iter_rows(named=True)
            behind = ask(connection, "reports", population=population.parameter(), drug=drug, event=EVENT, most=20_000)
            assert behind.height == behind["case_id"].n_unique() == pair["a"]
            assert behind["drugs"].list.join("; ").str.contains(drug, literal=True).all()
            assert behind["terms"].list.contains(EVENT).all()


@pytest.mark.slow
def test_the_pages_show_the_numbers_that_the_command_writes(extract: Path, tmp_path: Path) -> None:
    main([str(extract), "--out", str(tmp_path / "m.parquet"), "--comparator", "active"])
    written = pl.read_parquet(tmp_path / "m.parquet").with_columns(pl.col("drug", "event").cast(pl.String))
    connection = open_for_reading(extract)
    population = Population(comparator="active")
    fit = fit_prior(count_pairs(connection.cursor(), population), "zero cells")

    rows = answers.pairs(
        connection, population, ["lenalidomide", "pomalidomide", "bortezomib"], ["Pneumonitis", "Pneumonia"], fit.prior
    ).filter(pl.col("a") > 0)

    both = rows.join(written, on=["drug", "event"], suffix="_written")
    assert both.height == rows.height > 3
    for name in written.columns[2:]:
        np.testing.assert_allclose(
            both[name].cast(pl.Float64), both[f"{name}_written"].cast(pl.Float64), rtol=1e-9, err_msg=name
        )


def test_look_alike_copies_are_shown_with_and_without(drawn_reports: Draw) -> None:
    drawn = reports(
        ("1001", "100", "1", "20220101"), ("2001", "200", "1", "20220101"), ("3001", "300", "1", "20220101")
    )
    drawn["DEMO"] = "primaryid|caseid|caseversion|fda_dt|event_dt|age|age_cod|sex|reporter_country\n" + "\n".join(
        f"{case}001|{case}00|1|20220101|20211205|67|YR|F|JP" for case in (1, 2, 3)
    )
    connection = drawn_reports(drawn)

    everyone, once = (
        answers.pairs(connection, population, ["lenalidomide"], [EVENT])
        for population in (Population(), replace(Population(), no_duplicates=True))
    )

    assert (counts(everyone), counts(once)) == ([(3, 3, 3, 3)], [(1, 1, 1, 1)])


@pytest.mark.slow
def test_the_checklist_is_filled_and_packed_with_figures_and_hashes(extract: Path) -> None:
    connection = open_for_reading(extract)
    checklist = readus.fill_checklist(connection, Population(), "all reports", "a hypothesis")

    packed = readus.packed(readus.figures_of(connection, Population(), ["pomalidomide"], EVENT), checklist)

    with zipfile.ZipFile(BytesIO(packed)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        figure = json.loads(archive.read("pairs.vl.json"))
        assert set(manifest) == set(archive.namelist()) - {"manifest.json"}
    assert figure["data"]["values"][0]["a"] == 11
    for item in ("Database", "Deduplication", "Drugs", "Events", "Thresholds", "Comparators and sensitivity", "Limits"):
        assert f"- **{item}.**" in checklist
    assert "496,312 lines = 496,312 in + 0 rejected" in checklist
    assert "215,867 cases count" in checklist


def test_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="The roles are XX; allowed are PS, SS, I, C"):
        Population(("XX",))  # ty: ignore[invalid-argument-type]

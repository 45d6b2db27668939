"""What the pages show, on drawn reports and on genuine ones."""

import json
import tempfile
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from contents import SAMPLES
from drawn import reports, write_quarter
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from signals import answers, readus, sentences
from signals.intake.load import load
from signals.measures.command import main
from signals.measures.pooled import pooled_ror
from signals.measures.population import Population
from signals.store import ask, open_for_reading

EVENT = "Pneumonitis"


@pytest.fixture
def drawn_reports(tmp_path):
    """Load drawn reports and open them."""

    def load_drawn(drawn, label="2022Q1"):
        load([write_quarter(tmp_path, label, drawn)], tmp_path / "r.duckdb")
        return open_for_reading(tmp_path / "r.duckdb")

    return load_drawn


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    database = tmp_path_factory.mktemp("extract") / "2022q3.duckdb"
    load([SAMPLES / "faers22q3_ps_singleword_pt.csv.gz"], database)
    return database


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
def test_a_population_keeps_the_reports_it_names_and_no_other(drawn_reports, population, expected):
    connection = drawn_reports(POPULATIONS)

    assert counts(answers.pairs(connection, population, ["pomalidomide"], [EVENT])) == [expected]


def test_a_drug_is_set_against_reports_without_an_imid_in_any_role(drawn_reports):
    connection = drawn_reports(POPULATIONS)

    moved = answers.populations(connection, Population(), "pomalidomide", EVENT)

    by_name = dict(zip(moved["population"], counts(moved), strict=True))
    assert by_name["against reports without an IMiD"] == (2, 2, 2, 3)
    assert by_name["primary suspect alone"] == (1, 1, 4, 5)
    assert by_name["myeloma as indication"] == (1, 1, 2, 2)
    assert moved["remark"].str.starts_with("small background").all()


@pytest.mark.parametrize(
    ("drug", "expected"), [("dexamethasone", (42, 617, 6_409, 208_424)), ("pomalidomide", (121, 1_536, 6_530, 209_960))]
)
def test_a_report_of_the_drug_that_names_no_imid_is_in_the_background_once(extract, drug, expected):
    moved = answers.populations(open_for_reading(extract), Population(), drug, "Pneumonia")

    background = moved.filter(pl.col("population") == "against reports without an IMiD")
    assert counts(background) == [expected]


@dataclass(frozen=True)
class Case:
    """A drawn report: its drugs with a role each, its terms, and whether it names myeloma as indication."""

    drugs: dict[str, str]
    terms: frozenset[str]
    myeloma: bool


IMIDS = {"lenalidomide", "pomalidomide"}
ACTIVE = {*IMIDS, "bortezomib"}
DRUGS = (*sorted(ACTIVE), "dexamethasone", "amiodarone", "aspirin")
CASES = st.builds(
    Case,
    drugs=st.dictionaries(st.sampled_from(DRUGS), st.sampled_from(["PS", "SS", "I", "C"]), min_size=1, max_size=4),
    terms=st.frozensets(st.sampled_from([EVENT, "Pneumonia", "Nausea"]), max_size=2),
    myeloma=st.booleans(),
)
LISTED = ("pomalidomide", "bortezomib", "dexamethasone", "thalidomide")


def quarter_of(cases: list[Case]) -> dict[str, str]:
    """Draw cases as the tables of a quarter."""
    numbered = list(enumerate(cases, start=1))
    return {
        "DEMO": "primaryid|caseid|caseversion|fda_dt\n"
        + "\n".join(f"{case}1|{case}|1|20220105" for case, _ in numbered),
        "DRUG": "\n".join(
            ["primaryid|drug_seq|role_cod|drugname|prod_ai"]
            + [
                f"{case}1|{line}|{role}|{drug}|{drug}"
                for case, drawn in numbered
                for line, (drug, role) in enumerate(drawn.drugs.items(), start=1)
            ]
        ),
        "REAC": "\n".join(
            ["primaryid|pt"] + [f"{case}1|{term}" for case, drawn in numbered for term in sorted(drawn.terms)]
        ),
        "INDI": "\n".join(
            ["primaryid|indi_drug_seq|indi_pt"]
            + [f"{case}1|1|Plasma cell myeloma" for case, drawn in numbered if drawn.myeloma]
        ),
    }


def in_population(case: Case, population: Population) -> bool:
    """Say by the words of Population whether a case counts; no drawn case looks like a copy."""
    in_role = {drug for drug, role in case.drugs.items() if role in population.roles}
    return all(
        (
            case.terms and in_role,
            population.comparator != "indication" or case.myeloma,
            population.comparator != "active" or in_role & ACTIVE,
            not population.no_co_cause or not ("amiodarone" in case.drugs or "Pneumonia" in case.terms),
            not population.no_co_suspect or sum(role in {"PS", "SS"} for role in case.drugs.values()) <= 1,
        )
    )


def cells_of(cases: list[Case], roles: tuple[str, ...], drug: str) -> tuple[int, ...]:
    """Count the four cells of a drug and the event over cases, each case in one of them."""
    placed = [(case.drugs.get(drug) in roles, EVENT in case.terms) for case in cases]
    return tuple(placed.count(cell) for cell in ((True, True), (True, False), (False, True), (False, False)))


@settings(max_examples=15, deadline=None, phases=(Phase.generate,))  # to shrink takes a load a step
@given(
    cases=st.lists(CASES, min_size=1, max_size=25),
    chosen=st.builds(
        Population,
        roles=st.sampled_from([("PS", "SS"), ("PS",), ("C",), ("PS", "SS", "I", "C")]),
        comparator=st.sampled_from(["all", "indication", "active"]),
        no_co_cause=st.booleans(),
        no_co_suspect=st.booleans(),
    ),
)
def test_every_two_by_two_has_each_report_of_its_population_in_one_cell(cases, chosen):
    cases = [
        *cases,
        Case({"pomalidomide": "PS", "dexamethasone": "SS", "bortezomib": "SS"}, frozenset({EVENT}), myeloma=True),
        Case({"dexamethasone": "PS", "bortezomib": "SS"}, frozenset({EVENT}), myeloma=False),
    ]
    everyone = Population(chosen.roles)
    expected = {
        "as chosen": chosen,
        "all reports": everyone,
        "myeloma as indication": replace(everyone, comparator="indication"),
        "myeloma drugs only": replace(everyone, comparator="active"),
        "no co-suspect": replace(everyone, no_co_suspect=True),
        "no known co-cause": replace(everyone, no_co_cause=True),
        "no look-alike copies": everyone,
        "primary suspect alone": Population(("PS",)),
        "primary and secondary suspect": Population(("PS", "SS")),
    }
    with tempfile.TemporaryDirectory() as folder:
        load([write_quarter(Path(folder), "2022Q1", quarter_of(cases))], Path(folder) / "r.duckdb")
        connection = open_for_reading(Path(folder) / "r.duckdb")
        shown = {drug: answers.populations(connection, chosen, drug, EVENT) for drug in LISTED}
        connection.close()

    for drug, rows in shown.items():
        reports_of = {
            name: [case for case in cases if in_population(case, population)] for name, population in expected.items()
        }
        reports_of["against reports without an IMiD"] = [
            case
            for case in reports_of["all reports"]
            if case.drugs.get(drug) in chosen.roles or not IMIDS & set(case.drugs)
        ]
        for name, a, n_drug, n_event, n in rows.select("population", "a", "n_drug", "n_event", "n").rows():
            roles = expected.get(name, chosen).roles
            assert (a, n_drug - a, n_event - a, n - n_drug - n_event + a) == cells_of(reports_of[name], roles, drug)
            assert n == len(reports_of[name])
        assert set(rows["population"]) == set(reports_of)


def test_an_emptied_result_is_said(drawn_reports):
    connection = drawn_reports(POPULATIONS)

    moved = answers.populations(connection, Population(no_co_cause=True), "pomalidomide", "Pneumonia")

    remarks = dict(zip(moved["population"], moved["remark"], strict=True))
    assert remarks["no known co-cause"] == "the restriction has emptied this result"


def test_a_group_of_terms_counts_a_report_once(drawn_reports):
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


def test_a_drug_that_no_report_names_is_shown_with_zero(drawn_reports):
    connection = drawn_reports(POPULATIONS)

    rows = answers.pairs(connection, Population(), ["thalidomide"], [EVENT])

    assert counts(rows) == [(0, 0, 4, 5)]
    assert rows.select("prr", "ror", "ebgm").row(0) == (None, None, None)


def test_a_trend_grows_by_the_quarter_in_which_cases_were_first_received(drawn_reports):
    connection = drawn_reports(POPULATIONS)

    rows = answers.trend(connection, Population(), "pomalidomide", EVENT)

    assert rows.select("quarter", "a_in_quarter", "a", "n_drug", "n_event", "n").rows() == [
        ("2022Q1", 1, 1, 1, 2, 2),
        ("2022Q2", 1, 2, 2, 4, 4),
        ("2022Q3", 0, 2, 2, 4, 5),
    ]


def test_the_first_quarter_of_each_criterion_is_found():
    grown = pl.DataFrame(
        {
            "quarter": ["2020Q1", "2020Q2", "2020Q3"],
            "a": [1, 3, 9],
            "n_drug": [100, 120, 150],
            "n_event": [50, 100, 120],
            "n": [10_000, 20_000, 30_000],
        }
    )

    met = dict(answers.first_met(answers.measured(grown)).rows())

    assert met["Evans: PRR at least 2, chi-square at least 4, 3 reports"] == "2020Q2"
    assert met["lower limit of IC above 0"] == "2020Q3"
    assert met["EB05 at least 2"] is None


def test_strata_add_up_to_the_population_and_pool_to_the_ror_of_mantel_and_haenszel(drawn_reports):
    connection = drawn_reports(POPULATIONS)

    for kind in ("year", "sex", "age band", "country"):
        strata = answers.strata(connection, Population(), "pomalidomide", EVENT, kind)
        assert strata.select(pl.col("a", "n_drug", "n_event", "n").sum()).row(0) == (2, 2, 4, 5)


def test_the_pooled_ror_is_that_of_one_stratum_and_of_two_alike():
    one = pl.DataFrame({"a": [10], "n_drug": [100], "n_event": [30], "n": [1000]})
    once = answers.measured(one)

    assert pooled_ror(one) == pytest.approx(once.select("ror", "ror_low", "ror_high").row(0), rel=1e-12)
    pooled = pooled_ror(pl.concat([one, one]))
    assert pooled is not None
    value, low, high = pooled
    assert value == pytest.approx(once["ror"].item(), rel=1e-12)
    assert np.log(high / low) == pytest.approx(
        np.log(once["ror_high"] / once["ror_low"]).item() / np.sqrt(2), rel=1e-12
    )


ONSET = reports(*((f"{case}1", str(case), "1", "20220101") for case in range(100, 107))) | {
    "DEMO": "primaryid|caseid|caseversion|fda_dt|event_dt\n"
    "1001|100|1|20220101|20211205\n1011|101|1|20220101|20211205\n1021|102|1|20220101|\n1031|103|1|20220101|202112\n"
    "1041|104|1|20220101|20211205\n1051|105|1|20220101|20211205\n1061|106|1|20220101|20211201",
    "THER": "primaryid|dsg_drug_seq|start_dt|end_dt\n"
    "1001|1|20211205|\n1011|1|20211201|\n1011|1|20211106|20211110\n1021|1|20211201|\n1031|1|20211101|\n"
    "1041|1|20211206|\n1061|1|20211101|",
}


def test_time_to_onset_counts_the_first_day_as_one_and_says_why_a_report_is_not_usable(drawn_reports):
    connection = drawn_reports(ONSET)

    rows = ask(connection, "onset", population=Population().parameter(), drug="lenalidomide", event=EVENT, roles=3)

    assert dict(rows.sort("case_id").select("case_id", "state").rows()) == {
        "100": "usable",
        "101": "usable",
        "102": "no date of the event",
        "103": "a date is partial",
        "104": "the start lies after the event",
        "105": "no start of the drug",
        "106": "usable",
    }
    assert dict(rows.select("case_id", "days").drop_nulls().rows()) == {"100": 1, "101": 30, "106": 31}
    assert sentences.of_onset(rows).startswith("Usable: 3 of 7 reports = 43 %. Median 30 days")
    assert sentences.binned(rows)["reports"].to_list() == [1, 1, 1, 0, 0, 0]


def test_an_old_date_on_the_first_of_a_month_is_not_usable(drawn_reports):
    drawn = {
        "DEMO": "isr|case|fda_dt|event_dt\n7|1|20040105|20040110\n8|2|20040105|20040110",
        "DRUG": "isr|drug_seq|role_cod|drugname\n7|1|PS|THALOMID\n8|1|PS|THALOMID",
        "REAC": "isr|pt\n7|PNEUMONITIS\n8|PNEUMONITIS",
        "THER": "isr|drug_seq|start_dt\n7|1|20040101\n8|1|20040102",
    }
    connection = drawn_reports(drawn, "2004Q1")

    rows = ask(connection, "onset", population=Population().parameter(), drug="thalidomide", event=EVENT, roles=3)

    assert rows.sort("case_id").select("days", "state").rows() == [
        (None, "an old date on the first of a month, maybe partial"),
        (9, "usable"),
    ]


def test_dechallenge_and_rechallenge_count_a_report_once_by_its_most_telling_line(drawn_reports):
    drawn = reports(("1001", "100", "1", "20220101"), ("2001", "200", "1", "20220101")) | {
        "DRUG": "primaryid|drug_seq|role_cod|drugname|dechal|rechal\n"
        "1001|1|PS|REVLIMID|U|\n1001|2|SS|LENALIDOMIDE|Y|N\n2001|1|PS|REVLIMID||\n2001|2|C|LENALIDOMIDE|Y|Y"
    }
    connection = drawn_reports(drawn)

    rows = ask(connection, "challenge", population=Population().parameter(), drug="lenalidomide", event=EVENT, roles=3)

    assert rows.rows() == [
        ("stopped: did it abate?", "yes", 1),
        ("stopped: did it abate?", "not reported", 1),
        ("given again: did it recur?", "no", 1),
        ("given again: did it recur?", "not reported", 1),
    ]


def test_the_reports_behind_a_number_are_as_many_as_the_number(extract):
    connection = open_for_reading(extract)
    for drug in ("lenalidomide", "pomalidomide"):
        for population in (Population(), Population(no_co_cause=True)):
            (pair,) = answers.pairs(connection, population, [drug], [EVENT]).iter_rows(named=True)
            behind = ask(connection, "reports", population=population.parameter(), drug=drug, event=EVENT, most=20_000)
            assert behind.height == behind["case_id"].n_unique() == pair["a"]
            assert behind["drugs"].str.contains(drug, literal=True).all()
            assert behind["terms"].str.contains(EVENT, literal=True).all()


def test_the_pages_show_the_numbers_that_the_command_writes(extract, tmp_path):
    from signals.measures.every_pair import fit_prior  # noqa: PLC0415 only this test fits
    from signals.measures.pairs import count_pairs  # noqa: PLC0415 likewise

    main([str(extract), "--out", str(tmp_path / "m.parquet"), "--comparator", "active"])
    written = pl.read_parquet(tmp_path / "m.parquet").with_columns(pl.col("drug", "event").cast(pl.String))
    connection = open_for_reading(extract)
    population = Population(comparator="active")
    fit = fit_prior(count_pairs(connection.cursor(), population), "zero cells")

    shown = answers.pairs(
        connection, population, ["lenalidomide", "pomalidomide", "bortezomib"], ["Pneumonitis", "Pneumonia"], fit.prior
    ).filter(pl.col("a") > 0)

    both = shown.join(written, on=["drug", "event"], suffix="_written")
    assert both.height == shown.height > 3
    for name in written.columns[2:]:
        np.testing.assert_allclose(
            both[name].cast(pl.Float64), both[f"{name}_written"].cast(pl.Float64), rtol=1e-9, err_msg=name
        )


def test_look_alike_copies_are_shown_with_and_without(drawn_reports):
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


def test_the_checklist_is_filled_and_packed_with_figures_and_hashes(extract):
    connection = open_for_reading(extract)
    said = readus.checklist(connection, Population(), "all reports", "a hypothesis")

    packed = readus.packed(readus.figures_of(connection, Population(), ["pomalidomide"], EVENT), said)

    with zipfile.ZipFile(BytesIO(packed)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        drawn = json.loads(archive.read("pairs.vl.json"))
        assert set(manifest) == set(archive.namelist()) - {"manifest.json"}
    assert drawn["data"]["values"][0]["a"] == 11
    for item in ("Database", "Deduplication", "Drugs", "Events", "Thresholds", "Comparators and sensitivity", "Limits"):
        assert f"- **{item}.**" in said
    assert "496,312 lines = 496,312 in + 0 rejected" in said
    assert "215,867 cases count" in said


def test_a_role_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="The roles are XX; allowed are PS, SS, I, C"):
        Population(("XX",))  # ty: ignore[invalid-argument-type]

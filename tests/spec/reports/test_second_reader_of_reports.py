"""Every 2x2 that the room shows of the genuine extracts is the one that a second reader counts from the lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest

from signals import answers
from signals.intake.load import load
from signals.measures.population import COMPARATORS, Population, Role
from signals.store import ask, open_for_reading
from tests.spec.reports import second_reader
from tests.spec.reports.contents import SAMPLES
from tests.spec.reports.drawn import write_quarter
from tests.spec.reports.second_reader import DRUG_PARTS, TERM_PARTS, Report, cells_of, is_in, terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb
    import polars as pl

QUARTERS = tuple(
    SAMPLES / name
    for name in ("aers_ascii_2004q1.zip", "faers_ascii_2017q2.zip", "faers_2022q4_sample", "DELETE21Q4.txt")
)
SUSPECTS: tuple[Role, ...] = ("PS", "SS")
RESTRICTIONS = (
    {},
    {"no_co_cause": True},
    {"no_co_suspect": True},
    {"no_duplicates": True},
    {"sexes": ("female",)},
    {"sexes": ("male", "unknown")},
    {"age_bands": ("65-74", "unknown")},
    {"countries": ("US", "JP")},
    {"countries": ("unknown",)},
    {"report_types": ("EXP",)},
    {"years": (2022, 2015)},
    {"no_co_cause": True, "no_co_suspect": True, "sexes": ("female", "male")},
)
DRUGS = tuple(sorted(drug for drug, part in DRUG_PARTS.items() if part != "co_cause"))


@pytest.fixture(scope="module")
def quarters(tmp_path_factory: pytest.TempPathFactory) -> tuple[duckdb.DuckDBPyConnection, list[Report]]:
    """Load all genuine quarters, and read them a second time."""
    into = tmp_path_factory.mktemp("quarters") / "faers.duckdb"
    load(list(QUARTERS), into)
    return open_for_reading(into), second_reader.read_quarters(*QUARTERS)


@pytest.fixture(scope="module")
def listing(extract: Path) -> tuple[duckdb.DuckDBPyConnection, list[Report]]:
    """Open the genuine listing, and read it a second time."""
    return open_for_reading(extract), second_reader.read_listing(SAMPLES / "faers22q3_ps_singleword_pt.csv.gz")


def tables_of(rows: pl.DataFrame, *names: str) -> dict[tuple[object, ...], tuple[int, int, int, int]]:
    """Give the four cells of rows of counts, by the columns that name a row."""
    counted = rows.select(*names, "a", "n_drug", "n_event", "n").rows()
    return {
        tuple(row[:-4]): (a, n_drug - a, n_event - a, n - n_drug - n_event + a)
        for row in counted
        for a, n_drug, n_event, n in [row[-4:]]
    }


def assert_pairs_agree(
    opened: tuple[duckdb.DuckDBPyConnection, list[Report]], population: Population, drugs: Sequence[str]
) -> None:
    connection, reports = opened
    events = ask(connection, "listed_events")["event"].to_list()
    counted = [report for report in reports if is_in(report, population)]

    shown = tables_of(answers.pairs(connection, population, drugs, events), "drug", "event")

    places = range(len(counted))
    named = {
        drug: {place for place in places if counted[place].drugs.get(drug, set()) & set(population.roles)}
        for drug in drugs
    }
    told = [(place, counted[place].terms & set(TERM_PARTS)) for place in places]
    affected = {event: {place for place, terms in told if terms & terms_of(event)} for event in events}
    for drug, event in product(drugs, events):
        those, these = named[drug], affected[event]
        both = len(those & these)
        expected = both, len(those) - both, len(these) - both, len(counted) - len(those | these)
        assert shown[drug, event] == expected, (drug, event)
    assert len(shown) == len(drugs) * len(events)


NAMES = (
    ("REVLIMID", ""), ("", "LENALIDOMIDE"), ("UNKNOWN", ""), ("PRODUCT UNKNOWN", ""), ("UNKNOWN", "LENALIDOMIDE"),
    ("12345", ""), ("12345", "THALIDOMIDE"), ("REVLIMID", "UNKNOWN"), ("[UNKNOWN]", "UNKNOWN"), ("Not specified", "NA"),
    ("VELCADE", "UNKNOWN\\BORTEZOMIB"), ("UNKNOWN MEDICATIONS", ""), ("UNKNOWN GREEN TEA", ""), ("DECADRON", "12345"),
    ("UNKNOWN REVLIMID", ""),
)  # fmt: skip
TERMS = ("Pneumonitis", "Unknown", "Pneumonia", "NOT REPORTED", "10035742", "Dyspnoea", "Adverse event unknown", "")


@pytest.mark.slow
def test_names_that_nobody_knows_count_as_they_do_for_a_second_reader(tmp_path: Path) -> None:
    draw = Random(29)  # noqa: S311  the same drawing each time
    cases = range(100, 160)
    drawn = {
        "DEMO": "primaryid|caseid|caseversion|fda_dt|sex\n"
        + "\n".join(f"{case}1|{case}|1|20220101|F" for case in cases),
        "DRUG": "primaryid|drug_seq|role_cod|drugname|prod_ai",
        "REAC": "primaryid|pt",
        "INDI": "primaryid|indi_drug_seq|indi_pt",
    }
    for case in cases:
        for place, (name, ingredient) in enumerate(draw.sample(NAMES, draw.randint(1, 3))):
            drawn["DRUG"] += f"\n{case}1|{place}|{draw.choice(second_reader.ROLES)}|{name}|{ingredient}"
        for term in draw.sample(TERMS, draw.randint(1, 2)):
            drawn["REAC"] += f"\n{case}1|{term}"
        drawn["INDI"] += (
            f"\n{case}1|0|{draw.choice(('Unknown', 'Plasma cell myeloma', 'Product used for unknown indication'))}"
        )
    quarter = write_quarter(tmp_path, "2022Q1", drawn)
    load([quarter], tmp_path / "r.duckdb")
    opened = open_for_reading(tmp_path / "r.duckdb"), second_reader.read_quarters(quarter)

    every: tuple[Role, ...] = ("PS", "SS", "I", "C")
    for comparator, roles in product(COMPARATORS, (SUSPECTS, every)):
        for restriction in ({}, {"no_co_suspect": True}, {"no_co_cause": True}):
            assert_pairs_agree(opened, Population(roles, comparator, **restriction), DRUGS)  # ty: ignore[invalid-argument-type]
    assert {report.case for report in opened[1] if not report.terms or not report.drugs}


@pytest.mark.slow
@pytest.mark.parametrize("comparator", COMPARATORS)
@pytest.mark.parametrize("roles", [("PS",), ("PS", "SS"), ("C",), ("PS", "SS", "I", "C")])
def test_the_pairs_of_the_genuine_quarters_are_those_of_a_second_reader(
    quarters: tuple[duckdb.DuckDBPyConnection, list[Report]], comparator: str, roles: tuple[Role, ...]
) -> None:
    for restriction in RESTRICTIONS:
        assert_pairs_agree(quarters, Population(roles, comparator, **restriction), DRUGS)  # ty: ignore[invalid-argument-type]


@pytest.mark.slow
@pytest.mark.parametrize("comparator", COMPARATORS)
def test_the_pairs_of_the_genuine_listing_are_those_of_a_second_reader(
    listing: tuple[duckdb.DuckDBPyConnection, list[Report]], comparator: str
) -> None:
    drugs = ("lenalidomide", "pomalidomide", "thalidomide", "dexamethasone", "bortezomib")
    for restriction in ({}, {"no_co_cause": True}):
        assert_pairs_agree(listing, Population(SUSPECTS, comparator, **restriction), drugs)  # ty: ignore[invalid-argument-type]


@pytest.mark.slow
@pytest.mark.parametrize("chosen", [Population(), Population(("PS",), "active", no_co_cause=True, sexes=("female",))])
def test_compared_populations_of_the_genuine_quarters_are_those_of_a_second_reader(
    quarters: tuple[duckdb.DuckDBPyConnection, list[Report]], chosen: Population
) -> None:
    connection, reports = quarters
    variants = answers.variants_of(chosen)
    for drug, event in product(
        ("thalidomide", "lenalidomide", "dexamethasone"), ("Lung injury, narrow and wide", "Pneumonia")
    ):
        shown = tables_of(answers.populations(connection, chosen, drug, event), "population")

        for name, population in variants.items():
            counted = [report for report in reports if is_in(report, population)]
            assert shown[name,] == cells_of(counted, population.roles, drug, event), (drug, event, name)
        background = second_reader.against_no_imid(drug, reports, variants["all reports"])
        assert shown["against reports without an IMiD",] == cells_of(background, chosen.roles, drug, event)
        assert len(shown) == len(variants) + 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "column"), [("year", "year"), ("sex", "sex"), ("age band", "age_band"), ("country", "country")]
)
def test_strata_of_the_genuine_quarters_are_those_of_a_second_reader(
    quarters: tuple[duckdb.DuckDBPyConnection, list[Report]], kind: str, column: str
) -> None:
    connection, reports = quarters
    for drug, event, population in product(
        ("lenalidomide", "dexamethasone"), ("Pneumonia", "Dyspnoea"), (Population(), Population(("PS", "SS", "I", "C")))
    ):
        shown = tables_of(answers.strata(connection, population, drug, event, kind), "stratum")

        counted = [report for report in reports if is_in(report, population)]
        for (stratum,), cells in shown.items():
            those = [report for report in counted if getattr(report, column) == stratum]
            assert cells == cells_of(those, population.roles, drug, event), (stratum, drug, event)
        assert sum(sum(cells) for cells in shown.values()) == len(counted)


@pytest.mark.slow
def test_the_trend_of_the_genuine_quarters_is_that_of_a_second_reader(
    quarters: tuple[duckdb.DuckDBPyConnection, list[Report]],
) -> None:
    connection, reports = quarters
    population = replace(Population(), roles=("PS", "SS", "I", "C"))
    counted = [report for report in reports if is_in(report, population)]
    for drug, event in product(("lenalidomide", "dexamethasone", "thalidomide"), ("Pneumonia", "Dyspnoea")):
        shown = tables_of(answers.trend(connection, population, drug, event), "quarter")

        assert [quarter for (quarter,) in shown] == sorted({report.quarter for report in counted})
        for (quarter,), cells in shown.items():
            so_far = [report for report in counted if report.quarter <= str(quarter)]
            assert cells == cells_of(so_far, population.roles, drug, event), (quarter, drug, event)

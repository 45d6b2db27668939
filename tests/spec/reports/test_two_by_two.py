"""Every 2x2 table has each report of its population in one of its cells, whatever the reports are."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from signals import answers
from signals.intake.load import load
from signals.measures.population import COMPARATORS, Population
from signals.store import open_for_reading
from tests.how_often import times
from tests.spec.reports.drawn import write_quarter
from tests.spec.reports.second_reader import Report, against_no_imid, cells_of, is_in, mark_copies

if TYPE_CHECKING:
    import polars as pl

EVENT = "Pneumonitis"
GROUP = "Lung injury, narrow"
ROLES = st.sampled_from(["PS", "SS", "I", "C"])
DRUGS = ("lenalidomide", "pomalidomide", "bortezomib", "dexamethasone", "amiodarone", "aspirin")
LISTED = ("pomalidomide", "bortezomib", "dexamethasone", "thalidomide")
RECEIVED = {"20211005": "2021Q4", "20220105": "2022Q1", "202203": "2022Q1", "2021": "2021Q4", "2022": "2022Q1"}
"""First dates of the FDA, and the quarter in which a report of 2022 Q1 counts: of a year alone, the last it may be."""

REPORTS = st.builds(
    Report,
    case=st.just(""),
    drugs=st.dictionaries(st.sampled_from(DRUGS), st.sets(ROLES, min_size=1, max_size=2), min_size=1, max_size=4),
    terms=st.sets(st.sampled_from(["pneumonitis", "interstitial lung disease", "pneumonia", "nausea"]), max_size=2),
    indications=st.sampled_from([set(), {"plasma cell myeloma"}, {"pain"}]),
    quarter=st.sampled_from(list(RECEIVED)),
    sex=st.sampled_from(["female", "male", "unknown"]),
    age=st.sampled_from([None, 10.0, 50.0, 80.0]),
    country=st.sampled_from(["JP", "US", "unknown"]),
    kind=st.sampled_from(["EXP", "PER", "unknown"]),
    event_date=st.sampled_from(["20211205", "202112", ""]),
)
SELDOM = st.sampled_from([False, False, False, True])
POPULATIONS = st.builds(
    Population,
    roles=st.sampled_from([("PS", "SS"), ("PS",), ("C",), ("PS", "SS", "I", "C")]),
    comparator=st.sampled_from(COMPARATORS),
    no_co_cause=SELDOM,
    no_co_suspect=SELDOM,
    no_duplicates=st.booleans(),
    years=st.sampled_from([(), (), (), (), (), (2021,), (2021, 2022)]),
    sexes=st.sampled_from([(), (), (), (), (), ("female",), ("male", "unknown")]),
    age_bands=st.sampled_from([(), (), (), (), (), ("18-44", "45-64"), ("unknown",)]),
    countries=st.sampled_from([(), (), (), (), (), ("JP",), ("US", "unknown")]),
    report_types=st.sampled_from([(), (), (), (), (), ("EXP",), ("unknown", "PER")]),
    cases=st.sampled_from([(), (), (), (), (), ("1", "3", "5", "7", "99"), tuple(map(str, range(1, 30)))]),
)
STRATA = {"year": "year", "sex": "sex", "age band": "age_band", "country": "country"}


def quarter_of(reports: list[Report]) -> dict[str, str]:
    """Draw reports as the tables of a quarter."""

    def known(value: str) -> str:
        return "" if value == "unknown" else value

    demo = [
        f"{r.case}1|{r.case}|1|20220331|{r.quarter}|{known(r.sex)[:1].upper()}|"
        f"{'' if r.age is None else int(r.age)}|YR|"
        f"{known(r.country)}|{known(r.kind)}|{r.event_date}"
        for r in reports
    ]
    drugs = [
        f"{r.case}1|{line}|{role}|{drug}|{drug}"
        for r in reports
        for line, (drug, roles) in enumerate(r.drugs.items(), start=1)
        for role in sorted(roles)
    ]
    head = "primaryid|caseid|caseversion|fda_dt|init_fda_dt|sex|age|age_cod|reporter_country|rept_cod|event_dt"
    return {
        "DEMO": "\n".join([head, *demo]),
        "DRUG": "\n".join(["primaryid|drug_seq|role_cod|drugname|prod_ai", *drugs]),
        "REAC": "\n".join(["primaryid|pt", *(f"{r.case}1|{term}" for r in reports for term in sorted(r.terms))]),
        "INDI": "\n".join(
            ["primaryid|indi_drug_seq|indi_pt", *(f"{r.case}1|1|{name}" for r in reports for name in r.indications)]
        ),
    }


@pytest.mark.slow
def test_every_two_by_two_has_each_report_of_its_population_in_one_cell() -> None:
    drawn = given(reports=st.lists(REPORTS, min_size=5, max_size=25), twins=st.booleans(), chosen=POPULATIONS)
    # To shrink takes a load a step.
    settings(max_examples=times(4, 15), deadline=None, phases=(Phase.generate,))(drawn(each_report_is_in_one_cell))()


def each_report_is_in_one_cell(reports: list[Report], chosen: Population, *, twins: bool) -> None:
    """Load the reports, and compare each 2x2 table of the room with what is counted in Python."""
    reports = [
        *reports,
        *(reports if twins else []),
        Report(
            "",
            {"pomalidomide": {"PS"}, "dexamethasone": {"SS"}, "bortezomib": {"SS"}},
            {"pneumonitis"},
            set(),
            "20220105",
        ),
        Report("", {"dexamethasone": {"PS"}, "bortezomib": {"SS"}}, {"pneumonitis"}, set(), "20220105"),
    ]
    reports = [replace(report, case=str(number)) for number, report in enumerate(reports, start=1)]
    with tempfile.TemporaryDirectory() as folder:
        load([write_quarter(Path(folder), "2022Q1", quarter_of(reports))], Path(folder) / "r.duckdb")
        connection = open_for_reading(Path(folder) / "r.duckdb")
        pairs = answers.pairs(connection, chosen, LISTED, [EVENT, GROUP])
        moved = {drug: answers.populations(connection, chosen, drug, EVENT) for drug in LISTED}
        strata = {kind: answers.strata(connection, chosen, "pomalidomide", GROUP, kind) for kind in STRATA}
        trend = answers.trend(connection, chosen, "pomalidomide", GROUP)
        connection.close()

    for report in mark_copies(reports):
        report.quarter = RECEIVED[report.quarter]
    counted = [report for report in reports if is_in(report, chosen)]
    for drug, event, cells in rows_with_cells(pairs, "drug", "event"):
        assert cells == cells_of(counted, chosen.roles, drug, event)
    assert pairs.height == 2 * len(LISTED)
    variants = answers.variants_of(chosen)
    for drug, rows in moved.items():
        those = {name: [r for r in reports if is_in(r, population)] for name, population in variants.items()}
        those["against reports without an IMiD"] = against_no_imid(drug, reports, variants["all reports"])
        for name, cells in rows_with_cells(rows, "population"):
            roles = variants[name].roles if name in variants else chosen.roles
            assert cells == cells_of(those[name], roles, drug, EVENT), name
        assert set(rows["population"]) == set(those)
    for kind, column in STRATA.items():
        for stratum, cells in rows_with_cells(strata[kind], "stratum"):
            those_in = [report for report in counted if getattr(report, column) == stratum]
            assert cells == cells_of(those_in, chosen.roles, "pomalidomide", GROUP), (kind, stratum)
        assert strata[kind]["n"].sum() == len(counted)
    for quarter, cells in rows_with_cells(trend, "quarter"):
        assert re.fullmatch(r"\d{4}Q[1-4]", quarter)
        so_far = [report for report in counted if report.quarter <= quarter]
        assert cells == cells_of(so_far, chosen.roles, "pomalidomide", GROUP), quarter


def rows_with_cells(rows: pl.DataFrame, *names: str) -> list[tuple]:
    """Give each row of counts by what names it, with its four cells; none of them is below zero."""
    named = []
    for *name, a, n_drug, n_event, n in rows.select(*names, "a", "n_drug", "n_event", "n").rows():
        cells = a, n_drug - a, n_event - a, n - n_drug - n_event + a
        assert min(cells) >= 0
        assert sum(cells) == n
        named.append((*name, cells))
    return named

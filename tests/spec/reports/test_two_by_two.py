"""Every 2x2 table has each report of its population in one of its cells, whatever the reports are."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from signals import answers
from signals.intake.load import load
from signals.measures.population import Population
from signals.store import open_for_reading
from tests.spec.reports.drawn import write_quarter

EVENT = "Pneumonitis"


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
        + "\n".join(f"{number}1|{number}|1|20220105" for number, _ in numbered),
        "DRUG": "\n".join(
            ["primaryid|drug_seq|role_cod|drugname|prod_ai"]
            + [
                f"{number}1|{line}|{role}|{drug}|{drug}"
                for number, case in numbered
                for line, (drug, role) in enumerate(case.drugs.items(), start=1)
            ]
        ),
        "REAC": "\n".join(
            ["primaryid|pt"] + [f"{number}1|{term}" for number, case in numbered for term in sorted(case.terms)]
        ),
        "INDI": "\n".join(
            ["primaryid|indi_drug_seq|indi_pt"]
            + [f"{number}1|1|Plasma cell myeloma" for number, case in numbered if case.myeloma]
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
    cells = [(case.drugs.get(drug) in roles, EVENT in case.terms) for case in cases]
    return tuple(cells.count(cell) for cell in ((True, True), (True, False), (False, True), (False, False)))


@pytest.mark.parametrize("examples", [2, pytest.param(15, marks=pytest.mark.slow)])
def test_every_two_by_two_has_each_report_of_its_population_in_one_cell(examples: int) -> None:
    drawn = given(
        cases=st.lists(CASES, min_size=1, max_size=25),
        chosen=st.builds(
            Population,
            roles=st.sampled_from([("PS", "SS"), ("PS",), ("C",), ("PS", "SS", "I", "C")]),
            comparator=st.sampled_from(["all", "indication", "active"]),
            no_co_cause=st.booleans(),
            no_co_suspect=st.booleans(),
        ),
    )
    # To shrink takes a load a step.
    settings(max_examples=examples, deadline=None, phases=(Phase.generate,))(drawn(each_report_is_in_one_cell))()


def each_report_is_in_one_cell(cases: list[Case], chosen: Population) -> None:
    """Load the cases, and compare each 2x2 table with what is counted in Python."""
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
        answered = {drug: answers.populations(connection, chosen, drug, EVENT) for drug in LISTED}
        connection.close()

    for drug, rows in answered.items():
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

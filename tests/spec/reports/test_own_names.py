"""A drug or an event is any name of the database, alone or in a group; a population may be a list of case numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from signals import answers
from signals.measures.population import Population
from signals.store import ask
from tests.spec.reports.drawn import reports

if TYPE_CHECKING:
    from tests.spec.reports.contents import Draw

DRAWN = reports(*((f"{case}1", str(case), "1", "20220105") for case in range(1, 6))) | {
    "DRUG": "primaryid|drug_seq|role_cod|drugname|prod_ai\n"
    "11|1|PS|ASPIRIN|ASPIRIN\n21|1|PS|IBUPROFEN|IBUPROFEN\n21|2|SS|ASPIRIN|ASPIRIN\n31|1|PS|REVLIMID|LENALIDOMIDE\n"
    "41|1|C|ASPIRIN|ASPIRIN\n41|2|PS|REVLIMID|LENALIDOMIDE\n51|1|PS|AMIODARONE|AMIODARONE",
    "REAC": "primaryid|pt\n11|Nausea\n11|Rash\n21|Rash\n31|Pneumonitis\n41|Nausea\n51|Nausea\n51|Pneumonitis",
}
EVERYONE = Population()


def counts(rows: pl.DataFrame) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    return {(drug, event): (a, d, e, n) for drug, event, a, d, e, n in rows.select(
        "drug", "event", "a", "n_drug", "n_event", "n").rows()}  # fmt: skip


def test_an_unlisted_drug_and_term_are_counted_as_listed_ones_are(drawn_reports: Draw) -> None:
    connection = drawn_reports(DRAWN)

    rows = answers.pairs(
        connection, EVERYONE, ["aspirin", "lenalidomide", "amiodarone"], ["Rash", "Nausea", "Pneumonitis"]
    )

    found = counts(rows)
    assert found["aspirin", "Rash"] == (2, 2, 2, 5)
    assert found["aspirin", "Nausea"] == (1, 2, 3, 5)
    assert found["lenalidomide", "Pneumonitis"] == (1, 2, 2, 5)
    assert found["amiodarone", "Pneumonitis"] == (1, 1, 2, 5)
    assert rows.filter(pl.col("drug") == "aspirin")["part"].unique().to_list() == ["other"]


def test_a_group_counts_a_report_once_whatever_it_is_made_of(drawn_reports: Draw) -> None:
    connection = drawn_reports(DRAWN)

    found = counts(
        answers.pairs(
            connection,
            EVERYONE,
            ["aspirin | ibuprofen", "aspirin | lenalidomide"],
            ["Nausea | Rash", "Pneumonitis | Rash"],
        )
    )

    assert found["aspirin | ibuprofen", "Nausea | Rash"] == (2, 2, 4, 5)
    assert found["aspirin | lenalidomide", "Pneumonitis | Rash"] == (3, 4, 4, 5)


def test_reports_trend_strata_and_onset_take_a_group_too(drawn_reports: Draw) -> None:
    connection = drawn_reports(DRAWN)
    drug, event = "aspirin | ibuprofen", "Nausea | Rash"
    asked = {"population": EVERYONE.parameter(), "drug": drug, "event": event}

    assert ask(connection, "reports", most=9, **asked)["case_id"].sort().to_list() == ["1", "2"]
    assert answers.trend(connection, EVERYONE, drug, event).select("a", "n_drug", "n_event", "n").rows() == [
        (2, 2, 4, 5)
    ]
    assert answers.strata(connection, EVERYONE, drug, event, "sex")["a"].to_list() == [2]
    assert ask(connection, "onset", roles=3, **asked).height == 2


def test_names_are_found_by_a_part_of_them_with_how_many_reports_name_each(drawn_reports: Draw) -> None:
    connection = drawn_reports(DRAWN)

    assert ask(connection, "find_drugs", words="PRO").rows() == [("ibuprofen", 1)]
    assert ask(connection, "find_drugs", words="a").rows()[0] == ("aspirin", 3)
    assert ask(connection, "find_terms", words="nau").rows() == [("Nausea", 3)]
    assert ask(connection, "find_terms", words="nothing like it").rows() == []


def test_a_list_of_case_numbers_is_a_population(drawn_reports: Draw) -> None:
    connection = drawn_reports(DRAWN)
    some = Population(cases=("1", "3", "5", "99"))

    found = counts(answers.pairs(connection, some, ["aspirin", "lenalidomide"], ["Nausea", "Pneumonitis"]))

    assert found["aspirin", "Nausea"] == (1, 1, 2, 3)
    assert found["lenalidomide", "Pneumonitis"] == (1, 1, 2, 3)


def test_case_numbers_that_a_reader_types_are_read_without_zeros_in_front_and_looked_for(drawn_reports: Draw) -> None:
    cases = ask(drawn_reports(DRAWN), "cases_meant", typed=["5", "0001", "1", "99", "US-7"])

    assert cases.rows() == [("5", True), ("1", True), ("99", False), ("US-7", False)]

"""Each published case beside the patient at hand: agrees, disagrees, or cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.board.criteria import criteria
from casebook.board.patient import Patient
from casebook.selection import Selection
from casebook.store import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]


def verdicts(patient: Patient, drawn: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Give for each case how it compares on the one criterion that is stated."""
    rows = ask("comparison", Selection(), drawn, patient=patient.parameters(), most=100)
    return dict(rows.select("case_id", "comparison").sort("case_id").rows())


def in_order(patient: Patient, drawn: duckdb.DuckDBPyConnection) -> list[str]:
    """Give the cases in the order in which they are shown."""
    rows = ask("comparison", Selection(), drawn, patient=patient.parameters(), most=100)
    return rows["case_id"].unique(maintain_order=True).to_list()


def test_an_answer_agrees_disagrees_or_cannot_be_compared(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | prior_imid
        a       | yes
        b       | no
        c       | not reported
        d       | not read
    """)

    assert verdicts(Patient(prior_imid="yes"), drawn) == {
        "a": "agrees",
        "b": "disagrees",
        "c": "cannot be compared",
        "d": "cannot be compared",
    }


def test_a_latency_agrees_from_half_to_twice_with_the_precision_of_its_unit(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | latency_value | latency_unit | latency_days
        a       | 30            | day          | 30
        b       | 29            | day          | 29
        c       | 120           | day          | 120
        d       | 4             | month        | 121.75
        e       | 121           | day          | 121
        f       | 2             | cycle        |
        g       |               |              | not read
    """)

    assert verdicts(Patient(days=60), drawn) == {
        "a": "agrees",
        "b": "disagrees",
        "c": "agrees",
        "d": "agrees",
        "e": "disagrees",
        "f": "cannot be compared",
        "g": "cannot be compared",
    }


def test_day_nought_counts_as_day_one(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | latency_days
        a       | 0
        b       | 1
        c       | 2
        d       | 3
    """)

    assert verdicts(Patient(days=0), drawn) == {"a": "agrees", "b": "agrees", "c": "agrees", "d": "disagrees"}


@pytest.mark.parametrize(
    ("fact", "stated", "shared", "other"),
    [
        ("symptoms", ("dyspnea", "fever"), "fever; cough", "rash"),
        ("ct_patterns", ("nodules", "fibrosis"), "fibrosis; consolidation", "consolidation"),
        ("ct_distribution", ("upper", "diffuse"), "bilateral; upper", "mid-to-upper"),
        ("co_suspect_drugs", ("bortezomib",), "bortezomib", "daratumumab"),
    ],
)
def test_a_list_agrees_when_it_shares_a_term(
    casebook: Draw, fact: str, stated: tuple[str, ...], shared: str, other: str
) -> None:
    drawn = casebook(f"""
        case_id | {fact}
        a       | {shared}
        b       | {other}
        c       | none
        d       |
        e       | not read
    """)
    patient, _ = Patient.from_values({f"p_{fact}": list(stated)})

    assert verdicts(patient, drawn) == {
        "a": "agrees",
        "b": "disagrees",
        "c": "disagrees",
        "d": "cannot be compared",
        "e": "cannot be compared",
    }


def test_the_terms_that_are_shared_are_named(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | symptoms
        a       | fever; cough; rash
    """)
    patient = Patient(symptoms=("cough", "fever", "dyspnea"))

    rows = ask("comparison", Selection(), drawn, patient=patient.parameters(), most=100)

    assert rows["shared"].to_list() == ["cough, fever"]
    assert rows["told"].to_list() == ["fever; cough; rash"]


def test_a_lavage_agrees_within_ten_points_and_none_done_cannot_be_compared(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | bal_eosinophils_pct
        a       | 35
        b       | 14.9
        c       | 36
        d       | not applicable
        e       |
    """)

    assert verdicts(Patient(eosinophils=25), drawn) == {
        "a": "agrees",
        "b": "disagrees",
        "c": "disagrees",
        "d": "cannot be compared",
        "e": "cannot be compared",
    }


def test_an_age_agrees_in_the_same_band_and_in_those_beside_it(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | age_years
        a       | 65
        b       | 79
        c       | 64
        d       | 80
        e       |
    """)

    assert verdicts(Patient(age="70-74"), drawn) == {
        "a": "agrees",
        "b": "agrees",
        "c": "disagrees",
        "d": "disagrees",
        "e": "cannot be compared",
    }


def test_the_steroid_that_counts_is_that_for_the_event_not_that_of_the_regimen(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | steroid_for_event | background_steroid
        a       | no                | yes
        b       | yes               | no
        c       |                   | yes
    """)

    assert verdicts(Patient(steroid="yes"), drawn) == {"a": "disagrees", "b": "agrees", "c": "cannot be compared"}


MIXED = """
    case_id | drug         | prior_imid | steroid_for_event
    a       | pomalidomide | no         | no
    b       | pomalidomide |            |
    c       | pomalidomide | yes        |
    d       | thalidomide  | yes        | yes
    e       | lenalidomide |            | no
    f       | pomalidomide | no         |
"""


def test_cases_come_by_agreements_then_by_fewer_unknowns(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", prior_imid="yes", steroid="yes")

    assert in_order(patient, casebook(MIXED)) == ["d", "c", "a", "f", "b", "e"]


def test_a_required_criterion_sets_aside_who_disagrees_and_apart_who_does_not_say(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", prior_imid="yes", required=("prior IMiD exposure",))
    drawn = casebook(MIXED)

    kept = in_order(patient, drawn)
    aside = ask("set_aside", Selection(), drawn, patient=patient.parameters()).row(0, named=True)

    assert kept == ["c", "d"]
    assert aside == {"cases": 6, "kept": 2, "disagreeing": 2, "silent": 2}


def test_a_criterion_that_is_required_but_not_stated_sets_nothing_aside(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", required=("prior IMiD exposure",))

    assert len(in_order(patient, casebook(MIXED))) == 6


def test_only_the_criteria_stated_are_compared_and_only_the_cases_that_the_filters_leave(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", days=60)

    rows = ask("comparison", Selection(drug=("thalidomide",)), casebook(MIXED), patient=patient.parameters(), most=9)

    assert set(rows["criterion"]) == {"drug", "days"}
    assert set(rows["case_id"]) == {"d"}


def test_every_criterion_of_a_patient_has_its_verdict(shipped: duckdb.DuckDBPyConnection) -> None:
    patient, _ = Patient.from_values(
        {f"p_{name}": ["0"] for name in ("days", "lymphocytes", "eosinophils", "neutrophils", "macrophages")}
        | {"p_drug": ["thalidomide"], "p_prior_imid": ["yes"], "p_steroid": ["no"], "p_age": ["60-64"]}
        | {"p_symptoms": ["rash"], "p_ct_patterns": ["nodules"], "p_ct_distribution": ["lower"]}
        | {"p_co_suspect_drugs": ["prednisone"]}
    )

    rows = ask("comparison", Selection(), shipped, patient=patient.parameters(), most=100)

    assert set(rows["criterion"]) == set(criteria())
    assert rows.height == 19 * len(criteria())


def test_agreements_disagreements_and_unknowns_of_a_case_add_up_to_the_criteria_stated(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    patient = Patient(drug="pomalidomide", days=60, symptoms=("dyspnea",), lymphocytes=40, steroid="no")

    rows = ask("comparison", Selection(), shipped, patient=patient.parameters(), most=100)

    assert set(rows.select(rows["agreements"] + rows["disagreements"] + rows["unknowns"]).to_series()) == {5}

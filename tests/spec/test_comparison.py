"""Each published case beside the patient at hand: agrees, disagrees, or cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.board.criteria import LavagePattern, SameTerm, SharedTerm, criteria
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
        b       | only {other}
        c       | none
        f       | {other}
        g       | {other}; no {"; no ".join(stated)}
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
        "f": "cannot be compared",
        "g": "disagrees",
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


LAVAGES = """
    case_id | bal_performed | L   | E   | N   | M        | bal_impression    | hemorrhage
    a       | yes           | 44  | 25  | 0.5 | 30.5     |                   |
    b       | yes           | 71  |     |     |          |                   |
    c       | yes           | 40  | 0   | 2   |          | considered normal | no
    d       | yes           | 5   | 45  |     | 43       |                   |
    e       | yes           |     |     |     |          | considered normal |
    f       | yes           |     |     |     |          | lymphocytosis     |
    g       | yes           |     |     |     |          |                   | yes
    h       | yes           |     |     |     | not read |                   |
    i       | no            | n/a | n/a | n/a | n/a      | n/a               | n/a
    j       | not read      |     |     |     |          |                   |
"""
for short, column in {
    "n/a": "not applicable",
    "| L ": "| bal_lymphocytes_pct ",
    "| E ": "| bal_eosinophils_pct ",
    "| N ": "| bal_neutrophils_pct ",
    "| M ": "| bal_macrophages_pct ",
    "| hemorrhage": "| bal_alveolar_hemorrhage",
}.items():
    LAVAGES = LAVAGES.replace(short, column)
_CANNOT = "cannot be compared"


@pytest.mark.parametrize(
    ("patient", "verdict_of_each"),
    [
        # one letter a case: agrees, disagrees, ? cannot be compared
        (Patient(lymphocytes=40, eosinophils=20), "a?d?d?????"),
        (Patient(lymphocytes=40, eosinophils=0, neutrophils=1), "d?add?????"),
        (Patient(lymphocytes=5, eosinophils=0.5, neutrophils=1), "ddddad????"),
        (Patient(lymphocytes=40), "????d?????"),
        (Patient(lymphocytes=5), "??d???????"),
        (Patient(lymphocytes=40, eosinophils=20, hemorrhage="no"), "a?d?d?d???"),
        (Patient(hemorrhage="yes"), "??d???a???"),
    ],
)
def test_a_lavage_agrees_by_its_pattern_where_that_is_certain_on_both_sides(
    casebook: Draw, patient: Patient, verdict_of_each: str
) -> None:
    words = {"a": "agrees", "d": "disagrees", "?": _CANNOT}

    assert verdicts(patient, casebook(LAVAGES)) == {
        case: words[letter] for case, letter in zip("abcdefghij", verdict_of_each, strict=True)
    }


def test_the_pattern_of_a_lavage_is_told_with_its_shares_or_the_words_of_the_source(casebook: Draw) -> None:
    rows = ask("comparison", Selection(), casebook(LAVAGES), patient=Patient(lymphocytes=40).parameters(), most=100)

    assert dict(rows.select("case_id", "told").sort("case_id").rows()) == {
        "a": "mixed (lymphocytes 44 %, eosinophils 25 %, neutrophils 0.5 %, macrophages 30.5 %)",
        "b": "lymphocytic or mixed (lymphocytes 71 %)",
        "c": "lymphocytic (lymphocytes 40 %, eosinophils 0 %, neutrophils 2 %)",
        "d": "eosinophilic or mixed (lymphocytes 5 %, eosinophils 45 %, macrophages 43 %)",
        "e": "normal (considered normal)",
        "f": "lymphocytic or mixed (lymphocytosis)",
        "g": "hemorrhagic",
        "h": "not read",
        "i": "not applicable",
        "j": "not read",
    }


def test_a_required_lavage_sets_aside_what_could_be_another_pattern(casebook: Draw) -> None:
    patient = Patient(lymphocytes=40, eosinophils=20, required=("lavage pattern",))

    assert in_order(patient, casebook(LAVAGES)) == ["a"]


def test_an_age_agrees_within_ten_years(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | age_years
        a       | 62
        b       | 82
        c       | 61.9
        d       | 83
        e       |
    """)

    assert verdicts(Patient(age=72), drawn) == {
        "a": "agrees",
        "b": "agrees",
        "c": "disagrees",
        "d": "disagrees",
        "e": "cannot be compared",
    }


def test_a_kind_of_lung_injury_that_the_source_does_not_name_cannot_be_compared(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | lung_injury_kind
        a       | organizing pneumonia
        b       | eosinophilic pneumonia
        c       | unspecified
        d       | not read
    """)

    assert verdicts(Patient(kind="organizing pneumonia"), drawn) == {
        "a": "agrees",
        "b": "disagrees",
        "c": "cannot be compared",
        "d": "cannot be compared",
    }


def test_an_infection_is_compared_as_excluded_or_not(casebook: Draw) -> None:
    drawn = casebook("case_id | infection_excluded\na | yes\nb | no\nc | not reported")

    assert verdicts(Patient(infection="yes"), drawn) == {"a": "agrees", "b": "disagrees", "c": "cannot be compared"}


@pytest.mark.parametrize(
    ("fact", "key", "stated", "other"),
    [
        ("sex", "sex", "female", "male"),
        ("smoking", "smoking", "never", "former"),
        ("respiratory_support", "support", "oxygen", "none"),
        ("prior_imid_lung_toxicity", "prior_injury", "no", "yes"),
    ],
)
def test_what_is_told_of_the_patient_in_one_term_is_compared_as_it_is(
    casebook: Draw, fact: str, key: str, stated: str, other: str
) -> None:
    drawn = casebook(f"case_id | {fact}\na | {stated}\nb | {other}\nc | not reported\nd | not read")
    patient, _ = Patient.from_values({f"p_{key}": [stated]})

    compared = verdicts(patient, drawn)

    assert compared == {"a": "agrees", "b": "disagrees", "c": "cannot be compared", "d": "cannot be compared"}


def test_a_prior_imid_that_the_patient_had_is_compared_where_the_case_had_one(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | prior_imid | prior_imid_drugs              | prior_imid_lung_toxicity
        a       | yes        | lenalidomide                  | no
        b       | yes        | only thalidomide              | yes
        c       | yes        | thalidomide                   |
        d       | no         | not applicable                | not applicable
        e       | yes        | thalidomide; no lenalidomide  | not read
    """)

    assert verdicts(Patient(prior_imid_drugs=("lenalidomide",)), drawn) == {
        "a": "agrees",
        "b": "disagrees",
        "c": "cannot be compared",
        "d": "cannot be compared",
        "e": "disagrees",
    }


def test_a_dose_is_compared_by_the_band_in_which_it_lies_beside_the_full_dose_of_its_drug(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | drug         | dose_mg_daily
        a       | thalidomide  | 100
        b       | thalidomide  | 200
        c       | lenalidomide | 25
        d       | pomalidomide | 3.5
        e       | lenalidomide | 50
        f       | iberdomide   | 1.6
        g       | pomalidomide |
        h       | pomalidomide | not read
    """)

    assert verdicts(Patient(dose_band="full dose"), drawn) == {
        **dict.fromkeys("ade", "disagrees"),
        **dict.fromkeys("bc", "agrees"),
        **dict.fromkeys("fgh", "cannot be compared"),
    }
    told = ask("comparison", Selection(), drawn, patient=Patient(dose_band="full dose").parameters(), most=10)
    assert dict(told.select("case_id", "told").rows()) == {
        "a": "below full dose",
        "b": "full dose",
        "c": "full dose",
        "d": "below full dose",
        "e": "above full dose",
        "f": "not applicable",
        "g": "not reported",
        "h": "not read",
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


def test_cases_come_by_agreements_then_by_fewer_disagreements(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", prior_imid="yes", steroid="yes")

    assert in_order(patient, casebook(MIXED)) == ["c", "d", "b", "f", "a", "e"]


def test_a_case_that_does_not_say_comes_before_those_that_disagree(casebook: Draw) -> None:
    """As buttin-2008 does, which tells no symptom, beside six cases on thalidomide without a fever."""
    others = "\n".join(f"{name} | thalidomide | only dyspnea" for name in "abcdef")
    drawn = casebook(
        f"case_id | drug | symptoms\n{others}\nsilent | thalidomide | not read\nboth | thalidomide | fever"
    )

    assert in_order(Patient(drug="thalidomide", symptoms=("fever",)), drawn) == ["both", "silent", *"abcdef"]


def test_a_required_criterion_sets_aside_who_disagrees_and_apart_who_does_not_say(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", prior_imid="yes", required=("prior IMiD exposure",))
    drawn = casebook(MIXED)

    kept = in_order(patient, drawn)
    aside = ask("set_aside", Selection(), drawn, patient=patient.parameters()).row(0, named=True)

    assert kept == ["c", "d"]
    assert aside == {"cases": 6, "kept": 2, "disagreeing": 2, "silent": 2}


def test_a_criterion_that_is_required_but_not_stated_sets_nothing_aside(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", required=("prior IMiD exposure",))
    drawn = casebook(MIXED)

    assert len(in_order(patient, drawn)) == 6
    assert patient.parameters()["required"] == []
    aside = ask("set_aside", Selection(), drawn, patient=patient.parameters()).row(0, named=True)
    assert aside == {"cases": 6, "kept": 6, "disagreeing": 0, "silent": 0}
    assert ask("selected_count", Selection(), drawn)["selected"].to_list() == [6]


def test_only_the_criteria_stated_are_compared_and_only_the_cases_that_the_filters_leave(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", days=60)

    rows = ask("comparison", Selection(drug=("thalidomide",)), casebook(MIXED), patient=patient.parameters(), most=9)

    assert set(rows["criterion"]) == {"drug", "days"}
    assert set(rows["case_id"]) == {"d"}


def test_every_criterion_of_a_patient_has_its_verdict(shipped: duckdb.DuckDBPyConnection) -> None:
    stated = {
        f"p_{key}": [criterion.terms[-1] if isinstance(criterion, SameTerm | SharedTerm) else str(criterion.low)]
        for key, criterion in criteria().items()
        if not isinstance(criterion, LavagePattern)  # it follows from its parts
    }
    patient, corrections = Patient.from_values(stated)

    rows = ask("comparison", Selection(), shipped, patient=patient.parameters(), most=100)

    compared = {key for key, criterion in criteria().items() if criterion.compared}
    assert corrections == []
    assert set(rows["criterion"]) == compared == {*patient.compared()}
    assert rows.height == 19 * len(compared)


def test_agreements_disagreements_and_unknowns_of_a_case_add_up_to_the_criteria_stated(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    patient = Patient(drug="pomalidomide", days=60, symptoms=("dyspnea",), lymphocytes=40, steroid="no")

    rows = ask("comparison", Selection(), shipped, patient=patient.parameters(), most=100)

    assert set(rows.select(rows["agreements"] + rows["disagreements"] + rows["unknowns"]).to_series()) == {5}

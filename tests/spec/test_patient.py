"""What is said of the patient at hand: in the casebook's vocabulary, from a link and back, corrected in sight."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from casebook.board.criteria import SameTerm, Share, SharedTerm, WithinDistance, WithinFactor, criteria
from casebook.board.patient import MOST_PICKED, Patient, blank_widgets
from casebook.selection import Selection

LINK = (
    "p_drug=pomalidomide&p_days=60&p_prior_imid=yes&p_symptoms=dyspnea&p_symptoms=fever&p_ct_patterns=nodules"
    "&p_lymphocytes=44&p_co_suspect_drugs=bortezomib&p_steroid=no&p_age=72&p_required=suspect+drug&p_picked=vivien-2022"
)


def test_a_link_states_a_patient_and_is_written_back_as_it_was() -> None:
    patient, corrections = Patient.from_values(parse_qs(LINK))

    assert corrections == []
    assert patient == Patient(
        drug="pomalidomide",
        days=60,
        prior_imid="yes",
        symptoms=("dyspnea", "fever"),
        ct_patterns=("nodules",),
        lymphocytes=44,
        co_suspect_drugs=("bortezomib",),
        steroid="no",
        age=72,
        required=("suspect drug",),
        picked=("vivien-2022",),
    )
    assert patient.to_query() == LINK


def test_the_keys_of_a_patient_filter_nothing() -> None:
    assert Selection.from_query(f"{LINK}&view=present&release=2026-11-23-00000000") == (Selection(), [])


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("days", "-5", "Latency (days): “-5” is not possible (0 to 3650 days), and was left out."),
        ("days", "99999", "Latency (days): “99999” is not possible (0 to 3650 days), and was left out."),
        ("days", "soon", "Latency (days): “soon” is not a number from 0 to 3650 days, and was left out."),
        ("days", "nan", "Latency (days): “nan” is not possible (0 to 3650 days), and was left out."),
        ("eosinophils", "140", "BAL eosinophils: “140” is not possible (0 to 100 %), and was left out."),
        ("drug", "aspirin", "Suspect drug: “aspirin” is not in the vocabulary"),
        ("symptoms", "Mr Smith", "Symptoms: “Mr Smith” is not in the vocabulary"),
        ("age", "old", "Age: “old” is not a number from 0 to 120 years, and was left out."),
        ("age", "140-144", "Age: “140-144” is not possible (0 to 120 years), and was left out."),
        ("kind", "unspecified", "Kind of lung injury: “unspecified” is not in the vocabulary"),
        ("lavage", "mixed", "P_lavage: “mixed” is not asked of a patient, and was left out."),
        ("name", "Smith", "P_name: “Smith” is not asked of a patient, and was left out."),
    ],
)
def test_an_impossible_value_is_left_out_in_a_sentence(key: str, value: str, sentence: str) -> None:
    patient, (correction,) = Patient.from_values({f"p_{key}": [value], "p_steroid": ["yes"]})

    assert patient == Patient(steroid="yes")
    assert str(correction).startswith(sentence)


def test_days_with_a_fraction_are_taken_as_whole_days_and_that_is_said() -> None:
    patient, (correction,) = Patient.from_values({"p_days": ["12.5"]})

    assert patient.days == 12
    assert str(correction) == "Latency (days): “12.5” was taken as 12 days."


@pytest.mark.parametrize(("band", "age"), [("70-74", 72), ("115-119", 117), ("0-4", 2)])
def test_an_age_in_a_band_of_an_older_link_is_taken_as_its_middle_and_that_is_said(band: str, age: int) -> None:
    patient, (correction,) = Patient.from_values({"p_age": [band]})

    assert patient.age == age
    assert str(correction) == f"Age: “{band}” was taken as {age} years."


def test_a_share_keeps_its_fraction_since_one_per_cent_can_decide() -> None:
    patient, corrections = Patient.from_values(parse_qs("p_eosinophils=1.5&p_lymphocytes=10.0&p_neutrophils=2"))

    assert corrections == []
    assert patient.pattern() == ("eosinophilic",)
    assert patient.to_query() == "p_lymphocytes=10&p_eosinophils=1.5&p_neutrophils=2"


def test_a_share_that_an_older_link_requires_requires_the_pattern_of_the_lavage_and_that_is_said() -> None:
    patient, (correction,) = Patient.from_values({"p_required": ["suspect drug", "BAL lymphocytes"]})

    assert patient.required == ("suspect drug", "lavage pattern")
    assert str(correction) == "Required: “BAL lymphocytes” is part of the lavage pattern now, which was taken."


def test_a_name_of_a_criterion_in_an_older_link_requires_what_is_called_otherwise_now() -> None:
    patient, corrections = Patient.from_values({"p_required": ["suspect IMiD", "days since its start"]})

    assert corrections == []
    assert patient.required == ("suspect drug", "latency (days)")


def test_the_lavage_is_stated_by_its_shares_and_compared_as_one_pattern() -> None:
    patient = Patient(drug="thalidomide", lymphocytes=40, eosinophils=2.5)

    assert patient.stated() == ["drug", "lymphocytes", "eosinophils", "lavage"]
    assert patient.compared() == ["drug", "lavage"]
    assert patient.in_words()["lavage"] == "lavage pattern: mixed"
    assert Patient(macrophages=40).compared() == []
    assert Patient(hemorrhage="yes").pattern() == ("hemorrhagic",)


def test_more_cases_than_the_room_can_look_at_are_left_out_by_name() -> None:
    named = [f"case-{number}" for number in range(MOST_PICKED + 1)]

    patient, (correction,) = Patient.from_values({"p_picked": named})

    assert patient.picked == tuple(named[:MOST_PICKED])
    assert correction.value == "case-6"


def test_a_lavage_of_more_than_all_cells_is_said_to_be_impossible() -> None:
    _, (correction,) = Patient.from_values({"p_lymphocytes": ["60"], "p_macrophages": ["50"]})

    assert str(correction) == "BAL percentages: “60 % + 50 %” add up to 110 %, which is more than all cells."


def test_nothing_that_identifies_can_be_said_of_a_patient() -> None:
    asked = Patient.defaults().keys() - {"required", "picked"}
    numbers = {
        key for key, criterion in criteria().items() if isinstance(criterion, WithinFactor | WithinDistance | Share)
    }
    of_terms = {key for key, criterion in criteria().items() if isinstance(criterion, SameTerm | SharedTerm)}

    assert {"days", "age"} <= numbers
    assert asked == numbers | of_terms  # no text, no date, and nothing that the board does not compare


@pytest.mark.parametrize(
    ("key", "some_terms"),
    [
        ("drug", ("thalidomide", "lenalidomide", "pomalidomide")),
        ("prior_imid", ("yes", "no")),
        ("steroid", ("yes", "no")),
        ("infection", ("yes", "no")),
        ("hemorrhage", ("yes", "no")),
        ("kind", ("interstitial pneumonitis", "pleural disease")),
        ("symptoms", ("dyspnea", "rash")),
        ("ct_patterns", ("ground-glass opacities", "pleural effusion")),
        ("ct_distribution", ("bilateral", "mid-to-upper")),
        ("co_suspect_drugs", ("bortezomib", "prednisone")),
    ],
)
def test_a_criterion_offers_terms_and_no_state_in_the_order_of_the_codebook(
    key: str, some_terms: tuple[str, ...]
) -> None:
    criterion = criteria()[key]
    assert isinstance(criterion, SameTerm | SharedTerm)

    assert tuple(term for term in criterion.terms if term in some_terms) == some_terms
    assert not {"not applicable", "not reported", "not read"} & {*criterion.terms}


@pytest.mark.parametrize(
    ("key", "agreement"),
    [
        ("drug", "agrees when the suspect drug is the same"),
        ("steroid", "agrees when the answer, yes or no, is the same; background steroid of the regimen does not count"),
        (
            "days",
            (
                "agrees when the latency of the case, within the precision of its unit, lies between the days stated "
                "divided by 2 and the days stated times 2 (day 0 counts as day 1); a latency in cycles cannot be "
                "compared"
            ),
        ),
        ("symptoms", "agrees when the case shares at least one of the terms stated"),
        ("age", "agrees when it differs by 10 years at most"),
        (
            "lavage",
            (
                "agrees when it is the same, and certain on both sides; raised are lymphocytes above 15 %, eosinophils "
                "above 1 %, neutrophils above 3 % (ATS guideline 2012), more than one is mixed; where no share is "
                "given, the words of the source count; where a share that is not known could decide, it cannot be "
                "compared"
            ),
        ),
        ("lymphocytes", "is compared in the pattern of the lavage"),
        (
            "kind",
            (
                "agrees when the kind of lung injury is the same; a source that says lung injury, and no more, cannot "
                "be compared"
            ),
        ),
    ],
)
def test_a_criterion_says_in_words_how_it_compares(key: str, agreement: str) -> None:
    assert criteria()[key].agreement == agreement


def test_a_criterion_that_there_is_not_cannot_be_stated() -> None:
    with pytest.raises(TypeError, match="Patient has no name: its keys are drug, days"):
        Patient(name="Smith")


def test_the_widgets_state_the_patient_of_the_link() -> None:
    patient, _ = Patient.from_values(parse_qs(LINK))
    widgets = {f"p_{key}": [*value] if isinstance(value, tuple) else value for key, value in patient.items().items()}

    assert Patient.from_widgets(widgets) == patient
    assert Patient.from_widgets(blank_widgets()) == Patient()


def test_a_patient_is_said_as_shortly_as_a_line_of_the_room_needs_it() -> None:
    patient = Patient(drug="thalidomide", days=7, prior_imid="no", symptoms=("fever",), lymphocytes=0, age=67)

    assert patient.in_short() == (
        "thalidomide · day 7 · prior IMiD: no · fever · lymphocytes 0 % · lavage pattern not certain · 67 years"
    )
    assert Patient(hemorrhage="yes").in_short() == "hemorrhage: yes · lavage hemorrhagic"


def test_a_patient_is_said_in_words_with_units() -> None:
    patient = Patient(drug="thalidomide", days=7, lymphocytes=40, age=67)

    assert patient.sentence() == (
        "suspect drug: thalidomide; latency (days): 7; BAL lymphocytes: 40 %; lavage pattern: lymphocytic or mixed; "
        "age: 67 years"
    )
    assert Patient().sentence() == "nothing is stated"

"""The narrative of a case: prose in order of time, of what the case says and of nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from casebook.codebook import LISTS, codebook
from desk.narrative import narrative
from desk.narrative_words import GROUPS, PARTS_OF_LATENCY

WITHOUT: dict[str, Any] = {"facts": {}, "course": [], "conflicts": []}
NO_WORDS = ("Not known: ", "nothing is known")
FACTS = codebook().read_facts()


def of(**values: object) -> str:
    """Tell a case that has these facts alone."""
    return narrative(
        {**WITHOUT, "facts": {name: {"value": value, "locator": "record"} for name, value in values.items()}}
    )


def first_of(text: str, sentence: str) -> int:
    """Give the place of a sentence, which has to be there once."""
    assert text.count(sentence) == 1, text
    return text.index(sentence)


def test_a_case_is_told_in_sentences_in_order_of_time() -> None:
    text = of(
        rechallenge="no",
        outcome="resolved",
        drug_discontinued="yes",
        steroid_for_event="no",
        ct_patterns=["ground-glass opacities", "nodules"],
        symptoms=["dyspnea", "fever"],
        latency_reported="6 weeks",
        latency_days=42,
        dose="4 mg daily, 21 of 28 days",
        drug="pomalidomide",
        indication="multiple myeloma",
        age_years=72,
        sex="male",
    )

    sentences = (
        "The patient was male.",
        "The age at the lung event was 72 years.",
        "The drug was given for: multiple myeloma.",
        "The suspect drug was pomalidomide.",
        "Dose: 4 mg daily, 21 of 28 days.",
        "From the start of the suspect drug to the lung event it was, as the record says: 6 weeks.",
        "In days: 42.",
        "Symptoms: dyspnea and fever.",
        "Computed tomography showed ground-glass opacities and nodules.",
        "The suspect drug was stopped.",
        "No steroid was given for the lung event.",
        "The lung injury resolved.",
        "The suspect drug was not given again.",
    )
    assert [first_of(text, sentence) for sentence in sentences] == sorted(map(text.index, sentences))


@pytest.mark.parametrize("name", [name for name in FACTS if name not in PARTS_OF_LATENCY])
def test_each_value_that_a_fact_can_have_is_told_and_no_two_alike(name: str) -> None:
    fact = FACTS[name]
    values: list[Any] = [*fact.terms] if fact.terms else [3.5] if fact.kind == "number" else ["so said"]
    told = {of(**{name: [value] if fact.kind in LISTS else value}) for value in values}

    assert len(told) == len(values)
    assert narrative(WITHOUT) not in told


def test_a_fact_without_a_value_is_a_gap_once_in_its_paragraph() -> None:
    paragraphs = of(sex="female", outcome="improved").split("\n")

    assert len(paragraphs) == len(GROUPS)
    assert paragraphs[0] == (
        "The patient was female. Not known: age; comorbidity; prior lung disease; smoking; pack-years; other drugs."
    )
    assert paragraphs[1] == "Of the disease and its treatment before nothing is known."
    assert all(sum(paragraph.count(words) for words in NO_WORDS) <= 1 for paragraph in paragraphs)


def test_of_what_was_not_done_nothing_is_asked() -> None:
    lavage = [text for text in of(bal_performed="no").split("\n") if "lavage" in text]

    assert lavage == ["No bronchoalveolar lavage was done. Not known: blood eosinophilia."]
    assert "BAL" in of(bal_performed="yes")


def test_a_list_says_what_it_names_what_it_denies_and_whether_that_was_all() -> None:
    def told(**entry: object) -> str:
        entry = {"locator": "record", **entry}
        return narrative({**WITHOUT, "facts": {"symptoms": entry}})

    assert "Symptoms: cough. " in told(value=["cough"], complete=False)
    assert "Whether all is named is not known of: symptoms." in told(value=["cough"], complete=False)
    assert "Whether all" not in told(value=["cough"], complete=True)
    assert "There were no symptoms." in told(value=[], complete=True)
    denied = told(value=[], denied=["fever"])
    assert "There were no symptoms." not in denied
    assert "Denied: fever." in denied


def test_what_is_not_applicable_is_no_gap() -> None:
    facts = {"age_years": {"state": "not applicable"}, "sex": {"value": "male", "locator": "record"}}

    assert "age" not in narrative({**WITHOUT, "facts": facts}).split("\n")[0]


def test_days_that_were_computed_are_told_without_a_needless_precision() -> None:
    assert "In days: about 61." in of(latency_days=60.875)


def test_numbers_stand_together_with_their_units() -> None:
    assert "Measured at presentation: PaO2 54 mmHg; SpO2 88 %." in of(pao2_mmhg=54, spo2_pct=88.0)


def test_dated_moments_stand_before_the_outcome_in_order_of_time() -> None:
    def moment(event: str, value: float, unit: str, counted_from: str) -> dict[str, Any]:
        reported = f"{value:g} {unit}"
        return {
            "event": event,
            "value": value,
            "unit": unit,
            "counted_from": counted_from,
            "reported": reported,
            "detail": f"so it was at {reported}.",
            "measures": [],
            "locator": "record",
        }

    course = [
        moment("recovery", 4, "month", "drug stopped"),
        moment("improvement", 3, "week", "drug stopped"),
        moment("symptom onset", 40, "day", "start of the suspect drug"),
        moment("death", 2, "cycle", "lung event"),
        moment("imaging", 9, "cycle", "lung event"),
        moment("rechallenge", 100, "day", "start of the suspect drug"),
    ]
    facts = {
        name: {"value": value, "locator": "record"} for name, value in (("outcome", "resolved"), ("latency_days", 42))
    }
    text = narrative({**WITHOUT, "course": course, "facts": facts})

    told = (
        "Symptom onset, 40 day",
        "Improvement, 3 week",
        "Rechallenge, 100 day",
        "Recovery, 4 month",
        "Imaging",
        "Death",
    )
    places = [first_of(text, f"{words}") for words in told]
    assert places == sorted(places)
    assert places[-1] < text.index("The lung injury resolved.")


def test_a_moment_counted_from_the_start_of_a_drug_whose_latency_is_not_known_has_no_place_before_others() -> None:
    moment = {"unit": "day", "detail": "x", "measures": [], "locator": "record", "value": 1}
    first = {**moment, "event": "imaging", "counted_from": "start of the suspect drug", "reported": "day 1"}
    other = {**moment, "event": "recovery", "counted_from": "lung event", "reported": "a day later", "value": 30}

    text = narrative({**WITHOUT, "course": [first, other]})

    assert text.index("Recovery, a day later") < text.index("Imaging, day 1")


def test_a_value_measured_at_a_moment_is_told_unless_its_words_say_it() -> None:
    moment = {
        "event": "improvement",
        "value": 1,
        "unit": "month",
        "counted_from": "drug stopped",
        "reported": "a month",
    }
    measures = [{"fact": "pao2_mmhg", "value": 96}, {"fact": "spo2_pct", "value": 98}]
    text = narrative({**WITHOUT, "course": [{**moment, "detail": "PaO2 96 mmHg", "measures": measures}]})

    assert "Improvement, a month: PaO2 96 mmHg. Measured then: SpO2 (%) 98." in text


def test_what_a_record_contradicts_itself_on_is_told_last_with_what_it_says() -> None:
    readings = [{"says": "rapid", "locator": "Abstract"}, {"says": "gradual", "locator": "Case"}]
    text = narrative({**WITHOUT, "conflicts": [{"fact": "pace_of_recovery", "readings": readings}]})

    assert text.endswith("The record contradicts itself on pace of recovery: “rapid” and “gradual”.")


def test_words_with_braces_are_told_as_they_are() -> None:
    assert "Dose: 4 mg {daily} {}." in of(dose="4 mg {daily} {}.")


def test_no_word_of_a_narrative_names_a_source_that_was_published() -> None:
    assert "published" not in narrative(WITHOUT)

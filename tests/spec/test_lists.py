"""A term of a list is named, denied or unknown: in filters, counts, the matrix, on the board and in the CSV."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from casebook import export
from casebook.board.patient import Patient
from casebook.codebook import codebook
from casebook.curation.casefile import read_case
from casebook.curation.records import KnownList
from casebook.selection import Selection
from casebook.store import ask
from tests.casefiles import with_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

LISTS = """
case_id            | symptoms                | ct_patterns | lung_injury_kind
1-named            | fever; cough            |             |
2-denied           | cough; no fever         |             |
3-complete-without | only cough              |             |
4-none             | none                    |             |
5-among-others     | cough                   |             |
6-not-reported     |                         |             |
7-not-read         | not read                |             |
8-not-applicable   | not applicable          |             |
9-denied-alone     | no fever                | nodules     | pulmonary hypertension
"""
WITH_FEVER = "1"
WITHOUT_FEVER = "2349"


def first_letters(case_ids: list[str]) -> str:
    """Give the numbers with which these drawn cases begin, in one word."""
    return "".join(sorted(case_id[0] for case_id in case_ids))


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ("finding=fever", WITH_FEVER),
        ("not_finding=fever", WITHOUT_FEVER),
        ("finding=cough&not_finding=fever", "23"),
        ("finding=fever&not_finding=fever", ""),
        ("not_finding=fever&not_finding=cough", "2349"),
        ("not_finding=cough", "4"),
        ("not_finding=nodules", ""),
    ],
)
def test_a_finding_is_asked_for_as_named_or_as_denied(casebook: Draw, link: str, left: str) -> None:
    selection, faults = Selection.from_query(link)

    assert faults == []
    assert first_letters(ask("case_choices", selection, casebook(LISTS), most=100)["case_id"].to_list()) == left
    assert Selection.from_query(selection.to_query()) == (selection, [])


def test_the_counts_of_a_finding_tell_how_many_deny_it(casebook: Draw) -> None:
    counts = ask("finding_counts", Selection(), casebook(LISTS))

    rows = counts.filter(counts["kind"] == "symptom").select("finding", "of_term", "denied", "known", "of_all").rows()
    assert rows == [("cough", 4, 1, 6, 9), ("fever", 1, 4, 6, 9)]


def test_ct_is_not_counted_of_pulmonary_hypertension(casebook: Draw) -> None:
    cases = casebook("""
        case_id | ct_patterns      | lung_injury_kind
        a       | nodules          | organizing pneumonia
        b       | no nodules       |
        c       |                  | unspecified
        d       | nodules          | pulmonary hypertension
        e       | no nodules       | pulmonary hypertension
    """)

    counts = ask("finding_counts", Selection(), cases)

    nodules = counts.filter(counts["finding"] == "nodules")
    assert nodules.select("cases", "denied", "known", "of_all").rows() == [(1, 1, 2, 3)]


@pytest.mark.parametrize(
    ("stated", "agree", "disagree"),
    [
        (("fever",), "1", "2349"),
        (("fever", "cough"), "1235", "4"),
        (("rash",), "", "34"),
        (("fever", "rash"), "1", "34"),
    ],
)
def test_the_board_sees_a_disagreement_only_where_all_terms_of_the_patient_are_denied(
    casebook: Draw, stated: tuple[str, ...], agree: str, disagree: str
) -> None:
    patient = Patient(symptoms=stated)

    rows = ask("comparison", Selection(), casebook(LISTS), patient=patient.parameters(), most=100)

    by_verdict: dict[str, list[str]] = {}
    for case_id, verdict in rows.select("case_id", "comparison").rows():
        by_verdict.setdefault(verdict, []).append(case_id)
    assert first_letters(by_verdict.get("agrees", [])) == agree
    assert first_letters(by_verdict.get("disagrees", [])) == disagree


def test_the_csv_tells_what_is_named_what_is_denied_and_whether_that_is_all(casebook: Draw) -> None:
    rows = csv.DictReader(export.cases_csv(Selection(), casebook(LISTS)).decode("utf-8-sig").splitlines())

    assert {row["case_id"][0]: (row["symptoms"], row["symptoms_denied"], row["symptoms_complete"]) for row in rows} == {
        "1": ("fever; cough", "none", "no"),
        "2": ("cough", "fever", "no"),
        "3": ("cough", "none", "yes"),
        "4": ("none", "none", "yes"),
        "5": ("cough", "none", "no"),
        "6": ("not reported", "not reported", "not reported"),
        "7": ("not read", "not read", "not read"),
        "8": ("not applicable", "not applicable", "not applicable"),
        "9": ("none named", "fever", "no"),
    }


@pytest.mark.parametrize(
    ("entry", "is_complete"),
    [
        ({"value": []}, True),
        ({"value": [], "denied": ["fever"]}, False),
        ({"value": [], "denied": ["fever"], "complete": True}, True),
        ({"value": ["cough"]}, False),
        ({"value": ["cough"], "complete": True}, True),
    ],
)
def test_a_list_that_only_denies_some_terms_says_nothing_of_the_others(
    entry: dict[str, object], *, is_complete: bool
) -> None:
    text = json.dumps(with_changes({"facts.symptoms": {**entry, "locator": "Abstract"}}))

    case = read_case("vivien-2022.json", text, codebook()).case

    assert case is not None
    symptoms = case.facts["symptoms"]
    assert isinstance(symptoms, KnownList)
    assert symptoms.is_complete == is_complete


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"value": ["fever"], "denied": ["fever"]}, "no term twice"),
        ({"value": [], "complete": False}, "names or denies a term"),
        ({"value": ["cough"], "denied": ["fevr"]}, "nearest: fever"),
        ({"value": ["cough"], "denied": ["fever", "fever"]}, "each term once, and none that is named"),
        ({"value": ["cough"], "complete": "yes"}, "true, where the source names all there was"),
        ({"value": ["cough"], "said_of": "groop"}, "nearest: group"),
        ({"value": ["cough"], "from_claim": 99}, "the number of the claim that the value was read from, 1 to 14"),
    ],
)
def test_a_fault_of_a_list_is_said_with_what_is_allowed(entry: dict[str, object], fault: str) -> None:
    text = json.dumps(with_changes({"facts.symptoms": {**entry, "locator": "Abstract"}}))

    faults = read_case("vivien-2022.json", text, codebook()).faults

    assert len(faults) == 1
    assert faults[0].field == "facts.symptoms"
    assert fault in str(faults[0])


def test_an_open_list_holds_words_that_are_no_terms() -> None:
    entry = {"value": ["bortezomib", "amiodarone"], "locator": "Abstract"}

    assert (
        read_case("vivien-2022.json", json.dumps(with_changes({"facts.co_suspect_drugs": entry})), codebook()).faults
        == []
    )


# --- more than one IMiD, and cases apart

SUSPECTS = """
case_id | drug         | suspect_imids                   | imid_role  | same_patient_as
a       | thalidomide  | only thalidomide                | suspect    |
b       | lenalidomide | only lenalidomide; pomalidomide | suspect    |
c       | pomalidomide | not read                        |            |
d       | thalidomide  | only thalidomide                | co-suspect |
e       | thalidomide  | only thalidomide                | suspect    | a
"""


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ("", "abc"),
        ("drug=pomalidomide", "bc"),
        ("drug=lenalidomide", "b"),
        ("drug=thalidomide", "a"),
        ("drug=thalidomide&counts=co-suspect only", "d"),
        ("counts=co-suspect only&counts=reported twice&counts=counted", "abcde"),
    ],
)
def test_cases_that_stand_apart_are_counted_only_when_asked_for(casebook: Draw, link: str, left: str) -> None:
    selection, _ = Selection.from_query(link)

    assert "".join(sorted(ask("case_choices", selection, casebook(SUSPECTS), most=9)["case_id"])) == left


def test_the_drug_of_the_patient_agrees_with_each_imid_that_was_given_together(casebook: Draw) -> None:
    rows = ask("comparison", Selection(), casebook(SUSPECTS), patient=Patient(drug="pomalidomide").parameters(), most=9)

    assert dict(rows.select("case_id", "comparison").rows()) == {"a": "disagrees", "b": "agrees", "c": "agrees"}


# --- latency

LATENCY = ["latency_value", "latency_value_to", "latency_kind", "latency_unit", "latency_days"]


@pytest.mark.parametrize(
    ("latency", "fault"),
    [
        ((2, None, "as given", "year", 730.5), ""),
        ((2, 3, "range", "month", 76.09375), ""),
        ((2, None, "more than", "year", None), ""),
        ((2, None, "less than", "week", None), ""),
        ((2, None, "more than", "year", 730.5), "a state: more than is a bound, and no time"),
        ((2, 3, "as given", "month", 60.875), "a state, but for a range"),
        ((3, 2, "range", "month", 76.09375), "a number above latency_value"),
        ((2, None, "range", "month", 60.875), "the upper number of the range"),
        ((2, 3, "range", "month", 60.875), "76.0938, which is 2.5 month x 30.4375 days"),
    ],
)
def test_a_latency_is_a_time_a_range_or_a_bound(latency: tuple[object, ...], fault: str) -> None:
    entries = {
        f"facts.{name}": {"state": "not applicable"} if said is None else {"value": said, "locator": "Abstract"}
        for name, said in zip(LATENCY, latency, strict=True)
    }

    faults = read_case("vivien-2022.json", json.dumps(with_changes(entries)), codebook()).faults

    assert [fault in found.allowed for found in faults] == ([True] if fault else [])


def test_the_bounds_and_words_of_a_latency_are_those_of_its_source(casebook: Draw) -> None:
    cases = casebook("""
        case_id | latency_value | latency_value_to | latency_kind | latency_unit | latency_days
        a       | 2             |                  | as given     | year         | 730.5
        b       | 2             | 3                | range        | month        | 76.09375
        c       | 2             |                  | more than    | year         | not applicable
        d       | 1             |                  | less than    | week         | not applicable
        e       | 2             |                  | not read     | month        | 60.875
    """)

    rows = cases.sql(
        "SELECT case_id, latency_words, latency_low_days, latency_high_days FROM cases ORDER BY case_id"
    ).fetchall()

    assert rows == [
        ("a", "2 years", 547.875, 913.125),
        ("b", "2 to 3 months", 60.875, 91.3125),
        ("c", "more than 2 years", 730.5, None),
        ("d", "less than 1 week", None, 7.0),
        ("e", "2 months", 45.65625, 76.09375),
    ]

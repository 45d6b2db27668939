"""The build: every fault of every case file in one report, and never a broken casebook file."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from casebook.codebook import codebook
from casebook.curation.build import FaultyCasesError, build, main
from casebook.curation.casefile import read_case
from tests.casefiles import GONE, SOUND, with_changes, write_case
from tests.frozen import CASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEASURE = {"fact": "pao2_mmhg", "value": 96}
TO_TYPE = 'type {"state": "not read"} or {"value": ..., "locator": ...}'
READINGS = [{"says": "9 months", "locator": "para 2"}, {"says": "11 months", "locator": "para 4"}]


def faults_of(folder: Path) -> list[str]:
    """Build from a folder with faults, and give the faults as they are reported."""
    with pytest.raises(FaultyCasesError) as raised:
        build(folder, folder / "casebook.duckdb")
    return [str(fault) for fault in raised.value.faults]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Give every file beside a casebook file, and what is in it."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    ("changes", "field", "found", "allowed"),
    [
        # the file
        ({"case_id": "vivien-2021"}, "case_id", '"vivien-2021"', "vivien-2022, as the file is named"),
        ({"case_id": GONE}, "case_id", "nothing: the field is missing", "the field is required"),
        ({"case_id": 7}, "case_id", "7", "letters a to z, digits and hyphens, as the file is named"),
        ({"changed": "23.11.2026"}, "changed", '"23.11.2026"', "a date, as in 2026-11-23"),
        ({"changed": "20261123"}, "changed", '"20261123"', "a date, as in 2026-11-23"),
        ({"changed": "2026-W48-1"}, "changed", '"2026-W48-1"', "a date, as in 2026-11-23"),
        ({"changed": None}, "changed", "null", "a date, as in 2026-11-23"),
        (
            {"colour": "blue"},
            "colour",
            "a field that is not known",
            "case_id, case_name, changed, same_patient_as, source, facts, course, conflicts",
        ),
        # the source
        ({"source.url": "javascript:alert(1)"}, "source.url", '"javascript:alert(1)"', "begins with http"),
        ({"source.url": "https://a.example/) ![b](c"}, "source.url", '"https://a.example/) ![b](c"', "no space"),
        ({"source.url": "1"}, "source.url", '"1"', "begins with http"),
        ({"source.doi": "https://doi.org/10.1000/182"}, "source.doi", '"https://doi.org/10.1000/182"', "a DOI as in"),
        ({"source.doi": "10.1000/1 82"}, "source.doi", '"10.1000/1 82"', "a DOI as in"),
        ({"source.pmid": "PMID 17494808"}, "source.pmid", '"PMID 17494808"', "digits alone"),
        ({"source.read_as": "abstrakt"}, "source.read_as", '"abstrakt"', "nearest: abstract"),
        ({"source.citation": ""}, "source.citation", '""', "a text that is not empty"),
        ({"source.doi": 10}, "source.doi", "10", "a text that is not empty"),
        ({"source.year": "2022"}, "source.year", '"2022"', "a year from 1950 to 2100, or null"),
        ({"source.year": 2022.5}, "source.year", "2022.5", "a year from 1950 to 2100, or null"),
        ({"source.year": 22}, "source.year", "22", "a year from 1950 to 2100, or null"),
        ({"source.in_founding_table": "yes"}, "source.in_founding_table", '"yes"', "true or false"),
        ({"source.secondary_source": "Table 1"}, "source.secondary_source", '"Table 1"', "else null"),
        ({"source.read_as": "secondary table"}, "source.secondary_source", "null", "in whose table the case was read"),
        ({"source.licence": GONE}, "source.licence", "nothing: the field is missing", "the field is required"),
        ({"source": []}, "source", "[]", "an object with citation"),
        # a fact
        (
            {"facts.sex": GONE},
            "facts.sex",
            "nothing: the field is missing",
            'type {"state": "not read"} or {"value": ..',
        ),
        ({"facts.drug": GONE}, "facts.drug", "nothing: the field is missing", 'type {"value": ..., "locator": ...}'),
        ({"facts.sexx": {"state": "not read"}}, "facts.sexx", "a field that is not known", "nearest: sex"),
        ({"facts.sex.value": "mael"}, "facts.sex", '"mael"', "nearest: male"),
        ({"facts.sex.value": "Woman"}, "facts.sex", '"Woman"', "nearest: female"),
        ({"facts.sex.value": "not reported"}, "facts.sex", '"not reported"', "female | male; or a state"),
        ({"facts.sex.value": None}, "facts.sex", "null", "female | male"),
        ({"facts.sex.value": ["male"]}, "facts.sex", '["male"]', "female | male"),
        ({"facts.sex": "male"}, "facts.sex", '"male"', 'either {"value", "locator"} or {"state"}'),
        ({"facts.sex.state": "not read"}, "facts.sex", '{"value": "male"', 'either {"value", "locator"} or {"state"}'),
        ({"facts.sex": {"state": "unknown"}}, "facts.sex", '"unknown"', "not reported | not read, or a value"),
        ({"facts.sex": {"state": "not applicable"}}, "facts.sex", '"not applicable"', "not reported | not read"),
        ({"facts.drug.value": "aspirin"}, "facts.drug", '"aspirin"', "thalidomide | lenalidomide | pomalidomide"),
        ({"facts.drug": {"state": "not reported"}}, "facts.drug", '"not reported"', "always known"),
        ({"facts.drug.value": "pomalidomid"}, "facts.drug", '"pomalidomid"', "nearest: pomalidomide"),
        ({"facts.drug.value": "CC-4047"}, "facts.drug", '"CC-4047"', "nearest: pomalidomide"),
        ({"facts.sex.locator": GONE}, "facts.sex", '"male"', "a value with a locator"),
        ({"facts.sex.locator": " "}, "facts.sex", '"male"', "a value with a locator"),
        ({"facts.sex.note": ""}, "facts.sex.note", '""', "a text that is not empty"),
        ({"facts.sex.source": "Abstract"}, "facts.sex.source", "a field that is not known", "value, locator, note"),
        ({"facts.dose.locator": "Abstract"}, "facts.dose.locator", "a field that is not known", "state, note"),
        ({"facts.indication.value": 3}, "facts.indication", "3", "a text that is not empty"),
        ({"facts.indication.value": "not reported"}, "facts.indication", '"not reported"', '{"state": "not reported"}'),
        ({"facts.symptoms.value": "dyspnea"}, "facts.symptoms", '"dyspnea"', "a list of: dyspnea"),
        ({"facts.symptoms.value": ["dispnea"]}, "facts.symptoms", '"dispnea"', "nearest: dyspnea"),
        ({"facts.symptoms.value": ["breathlesness"]}, "facts.symptoms", '"breathlesness"', "nearest: dyspnea"),
        ({"facts.symptoms.value": ["cough", "cough"]}, "facts.symptoms", '["cough", "cough"]', "each term once"),
        ({"facts.symptoms.value": [["cough"]]}, "facts.symptoms", '["cough"]', "a list of: dyspnea"),
        # a number
        ({"facts.bal_lymphocytes_pct.value": 144}, "facts.bal_lymphocytes_pct", "144", "a number from 0 to 100"),
        ({"facts.bal_lymphocytes_pct.value": -1}, "facts.bal_lymphocytes_pct", "-1", "a number from 0 to 100"),
        ({"facts.bal_lymphocytes_pct.value": "44"}, "facts.bal_lymphocytes_pct", '"44"', "a number from 0 to 100"),
        ({"facts.bal_lymphocytes_pct.value": True}, "facts.bal_lymphocytes_pct", "true", "a number from 0 to 100"),
        ({"facts.bal_cells_per_ml.value": 10**400}, "facts.bal_cells_per_ml", "1000", "a number from 0 up"),
        ({"facts.age_years.value": 172}, "facts.age_years", "172", "a number from 0 to 120"),
        ({"facts.latency_value.value": -2}, "facts.latency_value", "-2", "a number from 0 up"),
        ({"facts.latency_days.value": -60.875}, "facts.latency_days", "-60.875", "a number from 0 up"),
        # between facts
        ({"facts.bal_eosinophils_pct.value": 27}, "facts.bal_lymphocytes_pct", "[44, 27, 0.5, 30.5]", "101 at most"),
        ({"facts.latency_unit.value": "cycle"}, "facts.latency_days", "60.875", "in cycles is not converted to days"),
        ({"facts.latency_days.value": 60}, "facts.latency_days", "60", "60.875, which is 2 month x 30.4375 days"),
        ({"facts.latency_days": {"state": "not reported"}}, "facts.latency_days", '"not reported"', "60.875, which is"),
        ({"facts.latency_unit": {"state": "not read"}}, "facts.latency_days", "60.875", "no number and unit"),
        (
            {"facts.rechallenge_result": {"value": "recurred", "locator": "para 5"}},
            "facts.rechallenge_result",
            '"recurred"',
            "rechallenge is no",
        ),
        (
            {
                "facts.rechallenge": {"state": "not reported"},
                "facts.rechallenge_drug": {"value": "pomalidomide", "locator": "para 5"},
            },
            "facts.rechallenge_drug",
            '"pomalidomide"',
            "a state: rechallenge is not reported",
        ),
        (
            {"facts.rechallenge_result": {"state": "not read"}},
            "facts.rechallenge_result",
            '"not read"',
            "rechallenge is no",
        ),
        (
            {"facts.rechallenge.value": "yes"},
            "facts.rechallenge_result",
            '"not applicable"',
            "since rechallenge is yes",
        ),
        ({"facts.prior_imid.value": "no"}, "facts.prior_imid_months", "9", "not applicable, since prior_imid is no"),
        ({"facts.bal_performed.value": "no"}, "facts.bal_cells_per_ml", "168000", "since bal_performed is no"),
        (
            {"facts.biopsy_performed": {"value": "no", "locator": "p 3"}, "facts.biopsy_kind": {"state": "not read"}},
            "facts.biopsy_kind",
            '"not read"',
            "not applicable, since biopsy_performed is no",
        ),
        # the course
        ({"course": {}}, "course", "{}", "a list of moments"),
        ({"course.0": "onset"}, "course[0]", '"onset"', "an object with event, reported"),
        ({"course.0.event": "onset"}, "course[0].event", '"onset"', "nearest: symptom onset"),
        ({"course.0.event": "withdrawal"}, "course[0].event", '"withdrawal"', "nearest: drug stopped"),
        ({"course.0.unit": "cycle"}, "course[0].unit", '"cycle"', "day | week | month"),
        ({"course.0.value": "3"}, "course[0].value", '"3"', "a number"),
        ({"course.0.locator": GONE}, "course[0].locator", "nothing: the field is missing", "the field is required"),
        ({"course.1.measures": MEASURE}, "course[1].measures", '{"fact": "pao2_mmhg"', "a list of measured values"),
        (
            {"course.1.measures": [{**MEASURE, "value": -5}]},
            "course[1].measures[0].value",
            "-5",
            "a number from 10 to 760",
        ),
        ({"course.1.measures": [{**MEASURE, "fact": "sex"}]}, "course[1].measures[0].fact", '"sex"', "age_years"),
        ({"course.1.measures": [{**MEASURE, "fact": ["sex"]}]}, "course[1].measures[0].fact", '["sex"]', "age_years"),
        # contradictions
        ({"conflicts": None}, "conflicts", "null", "a list of contradictions"),
        (
            {"conflicts.0.fact": "prior_imid_month"},
            "conflicts[0].fact",
            '"prior_imid_month"',
            "nearest: prior_imid_months",
        ),
        (
            {"conflicts.0.readings": READINGS[:1]},
            "conflicts[0].readings",
            '[{"says": "9 months"',
            "two readings or more",
        ),
        ({"conflicts.0.readings.0.locator": ""}, "conflicts[0].readings[0].locator", '""', "a text that is not empty"),
        ({"conflicts.0.note": 1}, "conflicts[0].note", "1", "a text that is not empty"),
        (
            {"conflicts.0": {"fact": "sex", "readings": READINGS, "remark": "?"}},
            "conflicts[0].note",
            "nothing: the field is missing",
            "the field is required",
        ),
    ],
)
def test_a_fault_is_said_with_file_field_value_found_and_what_is_allowed(
    changes: dict[str, Any], field: str, found: str, allowed: str
) -> None:
    text = json.dumps(with_changes(changes))

    faults = read_case("vivien-2022.json", text, codebook()).faults

    begins = f"vivien-2022.json: {field}: found {found}"
    (about_it,) = [said for fault in faults if (said := str(fault)).startswith(begins)]
    assert allowed in about_it.split("; allowed: ")[1]


def test_a_value_without_a_locator_is_offered_no_other_value() -> None:
    faults = read_case("vivien-2022.json", json.dumps(with_changes({"facts.sex.locator": GONE})), codebook()).faults

    assert [fault.nearest for fault in faults] == [""]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "Expecting value: line 1 column 1"),
        ('{"case_id": "vivien-2022",}', "line 1 column 27"),
        ("{'case_id': 'vivien-2022'}", "line 1 column 2"),
        ('{"case_id": "a", "case_id": "b"}', "the key 'case_id' stands twice"),
        (json.dumps(SOUND).replace('"value": 72', '"value": 72, "value": 73'), "the key 'value' stands twice"),
        (json.dumps(SOUND).replace("60.875", "NaN"), "NaN is not a JSON number"),
        (json.dumps(SOUND).replace("60.875", "-Infinity"), "-Infinity is not a JSON number"),
        (json.dumps(SOUND).replace("multiple myeloma", r"\ud800"), "surrogates not allowed"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_what_is_no_json_is_one_fault_that_says_where(tmp_path: Path, text: str, found: str) -> None:
    write_case(tmp_path, text)

    (said,) = faults_of(tmp_path)

    assert said.startswith("vivien-2022.json: the file: found ")
    assert found in said


def test_a_number_too_large_for_a_computer_is_a_fault(tmp_path: Path) -> None:
    write_case(tmp_path, json.dumps(SOUND).replace("168000", "1e999"))

    (said,) = faults_of(tmp_path)

    assert said == "vivien-2022.json: facts.bal_cells_per_ml: found Infinity; allowed: a number from 0 up"


@pytest.mark.parametrize("text", ["[]", "null", '"vivien-2022"', "7"])
def test_json_that_is_no_object_is_a_fault(tmp_path: Path, text: str) -> None:
    write_case(tmp_path, text)

    (said,) = faults_of(tmp_path)

    assert f"found {text}; allowed: an object with case_id" in said


def test_text_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "vivien-2022.json").write_bytes(json.dumps(SOUND).replace("former", "früher").encode("latin-1"))
    (tmp_path / "chen-nd.json").write_bytes('{"case_id": "Müller"}'.encode("latin-1"))

    said = faults_of(tmp_path)

    assert [fault.split("; ")[1] for fault in said if "chen-nd" in fault] == ["allowed: text in UTF-8"]


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda path: path.mkdir(), "a folder; allowed: an ordinary file"),
        (lambda path: path.symlink_to("nowhere.json"), "a link to nothing; allowed: an ordinary file"),
        (os.mkfifo, "no ordinary file; allowed: an ordinary file"),
        (lambda path: path.symlink_to("/dev/zero"), "no ordinary file; allowed: an ordinary file"),
        (lambda path: path.write_bytes(b" " * 5_000_001), "more than 5 MB; allowed: 5 MB at most"),
    ],
    ids=["folder", "dangling link", "pipe", "device", "large"],
)
def test_what_is_no_case_file_is_named_and_not_opened(
    tmp_path: Path, make: Callable[[Path], object], found: str
) -> None:
    write_case(tmp_path, SOUND)
    make(tmp_path / "doe-2024.json")

    assert faults_of(tmp_path) == [f"doe-2024.json: the file: found {found}"]


def test_a_name_that_ends_in_capitals_is_not_passed_over(tmp_path: Path) -> None:
    write_case(tmp_path, SOUND).rename(tmp_path / "vivien-2022.JSON")

    (said,) = faults_of(tmp_path)

    assert said.startswith(
        "vivien-2022.JSON: the file: found a name that ends in .JSON; allowed: a name that ends in .js"
    )


@pytest.mark.parametrize("name", ["vivien 2022", "vivien_2022", "vivien.2022", "-vivien", "müller-2022"])
def test_a_case_id_has_letters_digits_and_hyphens_only(tmp_path: Path, name: str) -> None:
    write_case(tmp_path, with_changes({"case_id": name}), name)

    (said,) = faults_of(tmp_path)

    assert said.endswith(
        f'the file name: found "{name}"; allowed: letters a to z, digits and hyphens, as in doe-2024.json'
    )


@pytest.mark.parametrize(
    ("changed", "faults"), [("2026-11-24", 0), ("2026-11-25", 0), ("2026-11-26", 1), ("2099-01-01", 1)]
)
def test_a_case_cannot_have_been_changed_after_today_wherever_on_earth(changed: str, faults: int) -> None:
    text = json.dumps(with_changes({"changed": changed}))

    said = read_case("vivien-2022.json", text, codebook(), today=date(2026, 11, 24)).faults

    assert [str(fault) for fault in said if fault.field == "changed"] == [
        f'vivien-2022.json: changed: found "{changed}"; allowed: a date up to today, 2026-11-24'
    ] * faults


def test_missing_facts_are_counted_in_one_line(tmp_path: Path) -> None:
    write_case(tmp_path, with_changes({"facts": {}, "source.doi": GONE, "source.pmid": GONE}))

    of_source, of_facts, of_drug = faults_of(tmp_path)

    assert of_source == (
        "vivien-2022.json: source: found nothing: 2 fields are missing: doi, pmid; "
        "allowed: the fields are required: a text that is not empty, or null"
    )
    missing = sum(not fact.since for fact in codebook().read_facts().values()) - 1
    assert of_facts.startswith(f"vivien-2022.json: facts: found nothing: {missing} facts are missing: age_years, sex, ")
    assert of_facts.endswith(
        f' and {missing - 12} more; allowed: type {{"state": "not read"}} or {{"value": ..., "locator": ...}}'
    )
    assert of_drug.startswith("vivien-2022.json: facts.drug: found nothing: the field is missing; allowed: type ")


@pytest.mark.slow
@pytest.mark.parametrize("into", ["", "facts.", "course.0."])
def test_unknown_fields_are_named_up_to_five_and_counted(tmp_path: Path, into: str) -> None:
    write_case(tmp_path, with_changes({f"{into}key{number}": 1 for number in range(200_000)}))
    began = time.process_time()

    *named, counted = faults_of(tmp_path)

    assert time.process_time() - began < 4
    assert len(named) == 5
    assert "199,995 more fields that are not known" in counted


@pytest.mark.parametrize(
    "text",
    [
        "{" + ",".join(f'"key{number}": 1' for number in range(30_000)) + ', "key0": 2}',
        json.dumps(with_changes({"course": [{}] * 100_000})),
        json.dumps(with_changes({"conflicts.0.readings": [1] * 500_000})),
        json.dumps(with_changes({"facts.symptoms.value": ["x"] * 500_000})),
        json.dumps(with_changes({"facts.symptoms.value": [f"x{number}" for number in range(200_000)]})),
        json.dumps(with_changes({"x" * 4_000_000: 1})),
        json.dumps(with_changes({"facts.sex.value": "x" * 4_000_000})),
        '{"a":' * 200_000,
        json.dumps(with_changes({})).replace("60.875", "9" * 1_000_000),
    ],
    ids=["twice", "moments", "readings", "one term", "terms", "key", "value", "deep", "digits"],
)
def test_no_case_file_holds_up_the_build(tmp_path: Path, text: str) -> None:
    write_case(tmp_path, text)
    began = time.process_time()

    said = faults_of(tmp_path)

    assert time.process_time() - began < 4
    assert 1 <= len(said) <= 5
    assert max(map(len, said)) < 700


def test_a_text_has_no_control_characters(tmp_path: Path) -> None:
    write_case(tmp_path, with_changes({"facts.indication.value": "a\0b", "facts.indication.note": "two\nlines"}))

    (said,) = faults_of(tmp_path)

    assert said == r'vivien-2022.json: facts.indication: found "a\u0000b"; allowed: a text without control characters'


def test_a_fault_alone_is_counted_in_the_singular(tmp_path: Path) -> None:
    write_case(tmp_path, with_changes({"facts.age_years.value": 172}))

    with pytest.raises(FaultyCasesError, match=r"^1 fault in 1 file$"):
        build(tmp_path, tmp_path / "casebook.duckdb")


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()

    assert faults_of(tmp_path / "cases") == [
        "cases: the folder: found no case file; allowed: one file <case_id>.json for each case"
    ]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert "no case file" in faults_of(tmp_path / "nowhere")[0]


def test_a_case_id_that_stands_twice_is_a_fault_whatever_its_capitals(tmp_path: Path) -> None:
    write_case(tmp_path, SOUND)
    write_case(tmp_path, with_changes({"case_id": "Vivien-2022"}), "Vivien-2022")

    (said,) = faults_of(tmp_path)

    assert said.endswith("case_id: found vivien-2022, 2 times; allowed: each case_id once")


def test_a_case_id_that_is_missing_twice_is_not_said_to_stand_twice(tmp_path: Path) -> None:
    write_case(tmp_path, with_changes({"case_id": GONE}))
    write_case(tmp_path, with_changes({"case_id": GONE}), "vivien-2023")

    assert ["is missing" in said for said in faults_of(tmp_path)] == [True, True]


def test_all_faults_of_all_files_are_in_one_report(tmp_path: Path) -> None:
    write_case(tmp_path, "{", "broken")
    write_case(
        tmp_path,
        with_changes(
            {
                "facts.sex.value": "mael",
                "facts.symptoms.value": ["dispnea", "cuogh"],
                "facts.age_years.value": 172,
                "facts.latency_unit.value": "cycle",
                "facts.rechallenge_result": {"value": "recurred", "locator": "para 5"},
                "source.read_as": "abstrakt",
                "changed": "yesterday",
            }
        ),
    )
    write_case(tmp_path, with_changes({"case_id": "chen-nd", "facts.sex.locator": GONE}), "chen-nd")

    said = "\n".join(faults_of(tmp_path))

    assert re.findall(r"^(\S+)\.json: (.*?): found", said, re.MULTILINE) == [
        ("broken", "the file"),
        ("chen-nd", "facts.sex"),
        ("vivien-2022", "changed"),
        ("vivien-2022", "source.read_as"),
        ("vivien-2022", "facts.age_years"),
        ("vivien-2022", "facts.sex"),
        ("vivien-2022", "facts.symptoms"),
        ("vivien-2022", "facts.symptoms"),
        ("vivien-2022", "facts.latency_days"),
        ("vivien-2022", "facts.rechallenge_result"),
    ]


@pytest.mark.slow
def test_the_command_reports_faults_with_exit_status_1_and_leaves_the_casebook_file_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases, into = tmp_path / "cases", tmp_path / "data" / "casebook.duckdb"
    into.parent.mkdir()
    write_case(cases, SOUND)
    build(cases, into)
    before, link = snapshot(into.parent), into.readlink()
    write_case(cases, with_changes({"case_id": "chen-nd", "facts.sex.value": "mael"}), "chen-nd")
    write_case(cases, with_changes({"facts.age_years.value": 172}))

    status = main(["--cases", str(cases), "--into", str(into)])

    printed = capsys.readouterr()
    assert status == 1
    assert printed.out == ""
    first, *others = printed.err.splitlines()
    assert first.startswith('chen-nd.json: facts.sex: found "mael"; allowed: female | male; or a state: not reported')
    assert first.endswith("; nearest: male")
    assert others == [
        "vivien-2022.json: facts.age_years: found 172; allowed: a number from 0 to 120",
        "2 faults in 2 files. The casebook file stays as it was.",
    ]
    assert snapshot(into.parent) == before
    assert into.readlink() == link


def test_the_command_names_the_release_and_says_when_nothing_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--cases", str(CASES), "--into", str(tmp_path / "casebook.duckdb")]

    statuses, (first, second) = (main(asked), main(asked)), capsys.readouterr().out.splitlines()

    assert statuses == (0, 0)
    assert re.fullmatch(r"Casebook release \d{4}-\d\d-\d\d-[0-9a-f]{8}: 19 cases\.", first)
    assert second == first.replace("19 cases.", "19 cases, as before.")


def test_a_casebook_that_cannot_be_written_is_said_with_exit_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--cases", str(CASES), "--into", str(tmp_path / "nowhere" / "casebook.duckdb")])

    assert status == 1
    assert capsys.readouterr().err.startswith("The casebook file could not be written: ")


@pytest.mark.slow
def test_the_same_files_give_the_same_release_wherever_they_lie(tmp_path: Path) -> None:
    shutil.copytree(CASES, tmp_path / "elsewhere")

    here, _ = build(CASES, tmp_path / "here.duckdb")
    there, _ = build(tmp_path / "elsewhere", tmp_path / "there.duckdb")

    assert here == there


def test_a_changed_case_gives_another_release_named_after_its_date(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    write_case(cases, SOUND)
    first, _ = build(cases, tmp_path / "casebook.duckdb")
    write_case(cases, with_changes({"changed": "2026-11-24", "facts.age_years.value": 73}))

    second, made = build(cases, tmp_path / "casebook.duckdb")

    assert made
    assert first["release"] != second["release"]
    assert str(second["release"]).startswith("2026-11-24-")
    assert second["content"].startswith(second["release"][-8:])


def test_a_space_more_in_a_case_file_gives_no_new_release(tmp_path: Path) -> None:
    write_case(tmp_path / "cases", SOUND)
    first, _ = build(tmp_path / "cases", tmp_path / "casebook.duckdb")
    write_case(tmp_path / "cases", json.dumps(SOUND, indent=4))

    second, made = build(tmp_path / "cases", tmp_path / "casebook.duckdb")

    assert second == first
    assert not made

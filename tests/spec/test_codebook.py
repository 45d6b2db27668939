"""The codebook: its faults by row and column, and what follows from it in tables, exports, checks and editors."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from jsonschema import Draft202012Validator

from casebook.codebook import CODEBOOK, STATES, FaultyCodebookError, codebook
from casebook.codebook.__main__ import main as check_codebook
from casebook.codebook.reading import TERM_COLUMNS
from casebook.curation.casefile import read_case
from casebook.curation.model import json_schema
from casebook.curation.rows import add_cases
from casebook.curation.rules import compared_facts
from casebook.curation.template import main as new_case
from casebook.schema import make_schema
from casebook.selection import Selection
from casebook.store import ask
from common.paths import ROOT
from tests.casefiles import GONE, SOUND, with_changes
from tests.copies import run_in
from tests.frozen import CASES

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from jsonschema.protocols import Validator

    from casebook.codebook import Codebook

Row = dict[str, str]

KL6 = {
    "section": "Severity",
    "name": "kl6_u_per_ml",
    "label": "KL-6 (U/ml)",
    "origin": "read",
    "kind": "number",
    "states": "; ".join(STATES),
    "unit": "U/ml",
    "low": "0",
    "explanation": "Krebs von den Lungen-6 in the blood at presentation.",
    "since": "2026-11-24",
}
"""A fact that the shipped codebook does not have, younger than the sound case."""

HEADING = ",".join(TERM_COLUMNS) + "\n"
"""The first line of terms.csv."""


def rows_of(path: Path) -> list[Row]:
    """Read the rows of a file of the codebook."""
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def row_of(name: str) -> str:
    """Say in which row of the shipped facts.csv a fact stands, as a fault says it."""
    (row,) = [row for row, cells in enumerate(rows_of(CODEBOOK / "facts.csv"), 2) if cells["name"] == name]
    return f"row {row}"


def write_rows(path: Path, rows: list[Row], between: str = ",", encoding: str = "utf-8") -> None:
    """Write a file of the codebook as a spreadsheet does."""
    with path.open("w", encoding=encoding, newline="") as table:
        writer = csv.DictWriter(table, [*rows[0]], restval="", delimiter=between)
        writer.writeheader()
        writer.writerows(rows)


def with_row(folder: Path, row: Row, file: str = "facts.csv") -> Path:
    """Copy the codebook into a folder, with one row more."""
    shutil.copytree(CODEBOOK, folder, dirs_exist_ok=True)
    write_rows(folder / file, [*rows_of(CODEBOOK / file), row])
    return folder


def with_cells(folder: Path, name: str, cells: Row) -> Path:
    """Copy the codebook into a folder, with other cells in the row of one fact."""
    shutil.copytree(CODEBOOK, folder, dirs_exist_ok=True)
    rows = rows_of(CODEBOOK / "facts.csv")
    write_rows(folder / "facts.csv", [row | cells if row["name"] == name else row for row in rows])
    return folder


def faults_of(folder: Path) -> list[str]:
    """Read a codebook with faults, and give them as they are reported."""
    with pytest.raises(FaultyCodebookError) as raised:
        codebook(folder)
    return [str(fault) for fault in raised.value.faults]


@pytest.fixture
def with_kl6(tmp_path: Path) -> Codebook:
    """Give the shipped codebook with a fact that was added later."""
    return codebook(with_row(tmp_path / "codebook", KL6))


# --- faults


@pytest.mark.parametrize(
    ("name", "cells", "fault"),
    [
        ("sex", {"kind": "terms"}, f"{row_of('sex')}, column kind: found “terms”; allowed: term | list | open list"),
        ("sex", {"name": "Sex"}, f"{row_of('sex')}, column name: found “Sex”; allowed: a name of letters a to z"),
        ("sex", {"name": "smoking"}, "column name: found “smoking”; allowed: each name once"),
        ("sex", {"name": "conflicts"}, "column name: found “conflicts”; allowed: a name that is no other column"),
        ("sex", {"name": "dose_state"}, "column name: found “dose_state”; allowed: another name"),
        ("sex", {"terms": "gender"}, f"{row_of('sex')}, column terms: found “gender”; allowed: lists of terms.csv: "),
        ("sex", {"terms": "sex; answer"}, "column terms: found “sex; answer”; allowed: one list, for a term"),
        ("sex", {"states": "not read; not reported"}, "column states: found “not read; not reported”; allowed: any of"),
        ("sex", {"kind": "date", "terms": ""}, "column kind: found “date”; allowed: term | list | open list | number"),
        ("sex", {"explanation": ""}, "column explanation: found “”; allowed: a label and an explanation"),
        ("sex", {"section": ""}, "column section: found “”; allowed: a section"),
        ("symptoms", {"terms": "symptom; symptom"}, "allowed: lists without a term in common; dyspnea is in 2 of them"),
        ("age_years", {"low": "0,5"}, "column low: found “0,5”; allowed: a number with a point"),
        ("age_years", {"low": "nan"}, "column low: found “nan”; allowed: a number"),
        ("age_years", {"low": "130"}, "column high: found “120”; allowed: no less than low"),
        ("year", {"states": "not applicable; not read"}, "column states: found “not applicable; not read”; allowed: "),
        ("read_as", {"states": "not read"}, "column states: found “not read”; allowed: nothing, for a term of"),
        ("sex", {"since": "20261124"}, "column since: found “20261124”; allowed: a date, as in 2026-11-23"),
        ("drug", {"since": "2026-11-24"}, "column since: found “2026-11-24”; allowed: nothing, but for a fact that"),
        ("suspects", {"filter": "outcome"}, "column filter: found “outcome”; allowed: a key of its own"),
        ("suspects", {"filter_place": "left"}, "column filter_place: found “left”; allowed: sidebar | more"),
        ("suspects", {"filter_order": "first"}, "column filter_order: found “first”; allowed: a whole number"),
        ("outcome", {"filter_order": "1"}, "column filter_order: found “1”; allowed: a place of its own"),
        ("age_years", {"criterion_order": "2"}, "column criterion_order: found “2”; allowed: a place of its own; age"),
        ("findings", {"terms": "symptom; sex"}, "column terms: found “sex”; allowed: lists that a fact which is"),
        ("age_years", {"tolerance": "0"}, "column tolerance: found “0”; allowed: a number above 0"),
        ("age_years", {"compares": "nearly"}, "column compares: found “nearly”; allowed: same | is among"),
        ("biopsy_kind", {"implies": "biopsy=yes"}, "column implies: found “biopsy=yes”; allowed: a fact and a term"),
        ("biopsy_kind", {"implies": "biopsy_performed"}, "column implies: found “biopsy_performed”; allowed: a fact"),
    ],
)  # fmt: skip
def test_a_fault_of_a_fact_is_named_with_row_and_column(tmp_path: Path, name: str, cells: Row, fault: str) -> None:
    faults = faults_of(with_cells(tmp_path, name, cells))

    assert [said for said in faults if said.startswith("facts.csv, row ") and fault in said] != []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"list": "sex", "term": "female"}, "column term: found “female”; allowed: each term of sex once"),
        ({"list": "sex", "term": "not read"}, "column term: found “not read”; allowed: a term, without “;”"),
        ({"list": "sex", "term": "a; b"}, "column term: found “a; b”; allowed: a term, without “;”"),
        ({"list": "Sex", "term": "other"}, "column list: found “Sex”; allowed: a name of letters a to z"),
        ({"list": "text", "term": "short"}, "column list: found “text”; allowed: a name that is no type of SQL"),
        (
            {"list": "pace", "term": "resolved"},
            "column counts_as: found “”; allowed: “better”, as in the other list with the term resolved",
        ),
        (
            {"list": "sex", "term": "other", "ontology_id": "HP:25179", "ontology_label": "Ground-glass opacification"},
            "column ontology_id: found “HP:25179”; allowed: HP: and seven digits, ATC: and the seven signs",
        ),
        (
            {"list": "outcome", "term": "lost", "implies": "death_any_cause=lost"},
            "column implies: found “death_any_cause=lost”; allowed: a fact and a term of it",
        ),
        (
            {"list": "sex", "term": "other", "ontology_id": "HP:0025179"},
            "column ontology_label: found “”; allowed: the name that the identifier has in its ontology",
        ),
        (
            {"list": "sex", "term": "other", "ontology_label": "Ground-glass opacification"},
            "column ontology_label: found “Ground-glass opacification”; allowed: the name that the identifier has",
        ),
    ],
)
def test_a_fault_of_a_term_is_named_with_row_and_column(tmp_path: Path, row: Row, fault: str) -> None:
    faults = faults_of(with_row(tmp_path, row, "terms.csv"))

    last = len(rows_of(tmp_path / "terms.csv")) + 1
    assert [said for said in faults if said.startswith(f"terms.csv, row {last}, {fault}")] != []


def test_an_answer_implies_others_through_several_steps() -> None:
    implied = {(tuple(part), tuple(whole)) for part, whole in codebook().implied()}

    assert (("biopsy_kind", "surgical"), ("biopsy_performed", "yes")) in implied
    assert (("seriousness", "death"), ("death_any_cause", "yes")) in implied
    assert (("bal2_performed", "no"), ("bal_performed", "yes")) in implied
    assert not any(part == ("outcome", "improved") for part, _ in implied)


def test_two_terms_of_a_list_cannot_have_the_same_identifier(tmp_path: Path) -> None:
    identified = {"ontology_id": "HP:0002329", "ontology_label": "Drowsiness"}
    with_row(tmp_path / "one", {"list": "symptom", "term": "drowsiness", **identified}, "terms.csv")
    rows = [*rows_of(tmp_path / "one" / "terms.csv"), {"list": "symptom", "term": "sleepiness", **identified}]
    write_rows(tmp_path / "one" / "terms.csv", rows)

    (fault,) = faults_of(tmp_path / "one")

    assert fault == (
        f"terms.csv, row {len(rows) + 1}, column ontology_id: found “HP:0002329”; "
        "allowed: each identifier once in a list; drowsiness has it"
    )


def test_all_faults_of_both_files_are_named_at_once(tmp_path: Path) -> None:
    with_row(tmp_path, {"list": "sex", "term": "female"}, "terms.csv")
    faulty = with_row(tmp_path / "faulty", KL6 | {"kind": "terms", "terms": "sex", "low": "x"})
    shutil.copy(faulty / "facts.csv", tmp_path)
    fact, term = (f"{file}, row {len(rows_of(tmp_path / file)) + 1}" for file in ("facts.csv", "terms.csv"))

    assert [said.split(": found")[0] for said in faults_of(tmp_path)] == [
        f"{fact}, column kind",
        f"{fact}, column terms",
        f"{fact}, column low",
        f"{term}, column term",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "column heading: found “missing: counts_as, implies, list, meaning, ontology_id, ontology_label, syn"),
        (HEADING.replace(",counts_as", ""), "column heading: found “missing: counts_as; unknown: none”"),
        (HEADING, "row 2, column all: found “nothing”; allowed: a row for each"),
        (f"{HEADING}sex,female\n", "row 2, column all: found “2 cells”; allowed: 8 cells"),
        (f'{HEADING}sex,"female\n', "column all: found “unexpected end of data”"),
        (f"{HEADING}sex,fëmale,,,,,,\n", "column all: found “'utf-8' codec"),
    ],
)  # fmt: skip
def test_what_is_no_such_table_is_one_sentence(tmp_path: Path, content: str, fault: str) -> None:
    shutil.copy(CODEBOOK / "facts.csv", tmp_path)
    (tmp_path / "terms.csv").write_bytes(content.encode("latin-1"))

    assert [said for said in faults_of(tmp_path) if said.startswith("terms.csv") and fault in said] != []


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    shutil.copy(CODEBOOK / "terms.csv", tmp_path)

    assert faults_of(tmp_path) == [
        f"facts.csv, row 1, column all: found “No such file or directory”; allowed: a file facts.csv in {tmp_path}"
    ]


@pytest.mark.parametrize(("between", "encoding"), [(";", "utf-8-sig"), (",", "utf-8-sig"), (";", "utf-8")])
def test_a_spreadsheet_may_write_semicolons_and_a_byte_order_mark(tmp_path: Path, between: str, encoding: str) -> None:
    for file in ("facts.csv", "terms.csv"):
        write_rows(tmp_path / file, rows_of(CODEBOOK / file), between, encoding)

    assert codebook(tmp_path).content() == codebook().content()


def test_the_command_says_that_there_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    status = check_codebook([])

    assert status == 0
    assert capsys.readouterr().out.startswith("The codebook has no fault: ")


def test_the_command_names_faults_with_exit_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = check_codebook(["--folder", str(with_cells(tmp_path, "year", {"kind": "number", "low": "x"}))])

    assert status == 1
    assert capsys.readouterr().err.splitlines() == [
        f"facts.csv, {row_of('year')}, column low: found “x”; allowed: a number with a point, as in 0.5, or nothing",
        "1 fault in 1 file.",
    ]


# --- what follows from it


def test_every_fact_has_a_column_in_the_order_of_the_codebook_and_its_state_beside_it() -> None:
    casebook = duckdb.connect()

    make_schema(casebook)

    columns = [name for name, *_ in casebook.table("cases").description]
    beside = ("_state", "_denied", "_complete")
    assert [name for name in columns if not name.endswith(beside) or name in codebook().facts] == [*codebook().facts]
    assert columns[columns.index("symptoms") + 1 :][:3] == ["symptoms_state", "symptoms_denied", "symptoms_complete"]
    assert columns[columns.index("age_years") + 1] == "age_years_state"
    assert "sex_state" not in columns


@pytest.mark.parametrize(
    "update",
    [
        "UPDATE cases SET age_years = 172",
        "UPDATE cases SET age_years_state = 'not read'",
        "UPDATE cases SET age_years = NULL",
    ],
)
def test_a_value_out_of_bounds_or_beside_a_state_is_refused_by_the_table(update: str) -> None:
    casebook = duckdb.connect()
    make_schema(casebook)
    add_cases(casebook, [case_of({})], codebook())

    with pytest.raises(duckdb.ConstraintException):
        casebook.execute(update)


@pytest.mark.parametrize("term", ["mother's milk", '50 % "or" more', "αβγ", "a" * 200])
def test_a_term_may_hold_any_character_but_a_semicolon(tmp_path: Path, term: str) -> None:
    book = codebook(with_row(tmp_path, {"list": "symptom", "term": term}, "terms.csv"))
    casebook = duckdb.connect()
    make_schema(casebook, book)

    add_cases(casebook, [case_of({"facts.symptoms.value": ["dyspnea", term]}, book)], book)

    assert ask("case_table", Selection(), casebook)["symptoms"].to_list() == [f"dyspnea; {term}"]
    assert ask("case_table", Selection(finding=(term,)), casebook).height == 1


def test_a_term_counts_as_what_the_codebook_says(casebook: Any) -> None:  # noqa: ANN401  the fixture draws a casebook
    drawn = casebook("""
        case_id | outcome
        a       | resolved
        b       | improved with residual fibrosis
        c       | stable
        d       |
    """)

    counted = drawn.sql("FROM cases SELECT outcome_is_better(outcome), is_unknown(outcome) ORDER BY case_id").fetchall()

    assert counted == [(True, False), (True, False), (False, False), (False, True)]


def test_rules_compare_facts_that_the_codebook_has() -> None:
    assert compared_facts(codebook()) <= codebook().read_facts().keys()


def case_of(changes: dict[str, Any], book: Codebook | None = None) -> Any:  # noqa: ANN401  a checked case
    """Give the sound case with changes, checked."""
    read = read_case("vivien-2022.json", json.dumps(with_changes(changes)), book or codebook())
    assert read.faults == []
    return read.case


# --- a fact that is added later


def test_a_case_older_than_a_fact_has_not_read_it(with_kl6: Codebook) -> None:
    assert case_of({}, with_kl6).facts["kl6_u_per_ml"].state == "not read"


def test_a_case_changed_since_a_fact_was_added_must_answer_it(with_kl6: Codebook) -> None:
    text = json.dumps(with_changes({"changed": "2026-11-24"}))

    (fault,) = read_case("vivien-2022.json", text, with_kl6).faults

    assert str(fault) == (
        "vivien-2022.json: facts.kl6_u_per_ml: found nothing: the field is missing; "
        'allowed: type {"state": "not read"} or {"value": ..., "locator": ...}'
    )


def test_an_older_case_may_answer_a_fact_that_was_added_later(with_kl6: Codebook) -> None:
    answered = case_of({"facts.kl6_u_per_ml": {"value": 1200, "locator": "para 2"}}, with_kl6)

    assert answered.facts["kl6_u_per_ml"].value == 1200


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy what the casebook is built from."""
    for folder in ("casebook", "common", "queries", "data/codebook"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(CASES, tmp_path / "data" / "cases")
    return tmp_path


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a copied project."""
    return run_in(project, "-m", *command)


@pytest.mark.slow
def test_a_fact_is_one_row_of_one_file(project: Path) -> None:
    with_row(project / "data" / "codebook", KL6 | {"since": "2099-01-01"})

    built, exported = run(project, "casebook.build"), run(project, "casebook.export")

    assert built.returncode == 0
    rows = list(csv.DictReader(exported.stdout.lstrip("\ufeff").splitlines()))
    assert {row["kl6_u_per_ml"] for row in rows} == {"not read"}
    assert [*rows[0]][-2:] == ["kl6_u_per_ml", "conflicts"]


@pytest.mark.slow
def test_a_fault_of_the_codebook_stops_the_build_and_leaves_the_casebook_file_as_it_was(project: Path) -> None:
    run(project, "casebook.build")
    before = {path.name: path.read_bytes() for path in (project / "data").glob("casebook*")}
    with_cells(project / "data" / "codebook", "sex", {"low": "x"})

    built = run(project, "casebook.build")

    assert built.returncode == 1
    assert built.stderr.splitlines() == [
        f"facts.csv, {row_of('sex')}, column low: found “x”; allowed: a number with a point, as in 0.5, or nothing",
        "1 fault in 1 file. The casebook file stays as it was.",
    ]
    assert {path.name: path.read_bytes() for path in (project / "data").glob("casebook*")} == before


@pytest.mark.slow
def test_a_term_more_gives_the_release_another_name(project: Path) -> None:
    first = run(project, "casebook.build").stdout
    with_row(project / "data" / "codebook", {"list": "symptom", "term": "clubbing"}, "terms.csv")

    second = run(project, "casebook.build").stdout

    assert first.split(": ")[1] == second.split(": ")[1]
    assert first.split(": ")[0] != second.split(": ")[0]


# --- a new case


def test_a_new_case_has_no_fault_but_what_is_to_be_filled_in(tmp_path: Path) -> None:
    assert new_case(["doe-2024", "--into", str(tmp_path)]) == 0

    text = (tmp_path / "doe-2024.json").read_text(encoding="utf-8")
    assert {said["state"] for said in json.loads(text)["facts"].values()} == {"not read"}
    assert [str(fault).split("; allowed: ") for fault in read_case("doe-2024.json", text, codebook()).faults] == [
        ['doe-2024.json: case_name: found ""', "a name for readers, as in Doe 2024 (2), or null"],
        ['doe-2024.json: source.citation: found ""', "a text that is not empty"],
        ["doe-2024.json: source.read_as: found null", " | ".join(codebook().terms("read_as"))],
        ['doe-2024.json: source.read_as_detail: found ""', "a text that is not empty"],
        [
            'doe-2024.json: facts.drug: found "not read"',
            f'{{"value": ..., "locator": ...}}: this fact is always known ({" | ".join(codebook().terms("imid"))})',
        ],
    ]


def test_a_new_case_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_case(["doe-2024", "--into", str(tmp_path)])

    words = capsys.readouterr().out
    assert words.startswith(f"{tmp_path / 'doe-2024.json'} is written. Next:\n1. ")
    assert f"python -m casebook.build --cases {tmp_path}" in words


@pytest.mark.parametrize(
    ("case_id", "refusal"),
    [
        ("Vivien-2022", "There is already a case vivien-2022.json in "),
        ("doe 2024", "“doe 2024” cannot name a case: allowed are letters a to z, digits and hyphens, as in doe-2024."),
        ("../doe-2024", "“../doe-2024” cannot name a case: "),
        ("döe-2024", "“döe-2024” cannot name a case: "),
        ("", "“” cannot name a case: "),
        ("d" * 300, "[Errno 36] File name too long"),
    ],
)
def test_a_case_that_exists_or_is_ill_named_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case_id: str, refusal: str
) -> None:
    (tmp_path / "vivien-2022.json").touch()

    assert new_case([case_id, "--into", str(tmp_path)]) == 1

    assert capsys.readouterr().err.startswith(refusal)
    assert [path.name for path in tmp_path.iterdir()] == ["vivien-2022.json"]


def test_a_new_case_needs_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_case(["doe-2024", "--into", str(tmp_path / "nowhere")]) == 1

    assert capsys.readouterr().err == (
        f"There is no folder {tmp_path / 'nowhere'}. Make it first, or name another one with --into.\n"
    )


# --- what an editor completes from


@pytest.fixture(scope="module")
def editor() -> Validator:
    """Give what an editor checks a case file by."""
    return Draft202012Validator(json_schema(codebook()))


@pytest.mark.parametrize(
    ("changes", "sound"),
    [
        ({}, True),
        ({"$schema": "../../case.schema.json"}, True),
        ({"facts.sex": {"state": "not read"}}, True),
        ({"facts.sex.value": "mael"}, False),
        ({"facts.sex": {"state": "not applicable"}}, False),
        ({"facts.sex.locator": GONE}, False),
        ({"facts.sexx": {"state": "not read"}}, False),
        ({"facts.age_years.value": 172}, False),
        ({"facts.symptoms.value": ["cough", "cough"]}, False),
        ({"facts.dose.value": " "}, False),
        ({"facts.drug": {"state": "not read"}}, False),
        ({"source.year": None}, True),
        ({"source.year": 22}, False),
        ({"source.citation": None}, False),
        ({"case_id": "vivien 2022"}, False),
        ({"course.0.unit": "cycle"}, False),
        ({"course.1.measures": [{"fact": "pao2_mmhg", "value": 9}]}, False),
    ],
)
def test_the_json_schema_allows_what_the_build_allows(
    editor: Validator,
    changes: dict[str, Any],
    sound: bool,  # noqa: FBT001
) -> None:
    case = with_changes(changes)

    assert editor.is_valid(case) is sound
    assert (read_case("vivien-2022.json", json.dumps(case), codebook()).faults == []) is sound


def test_the_json_schema_explains_each_fact_and_leaves_out_what_was_added_later(with_kl6: Codebook) -> None:
    facts = json_schema(with_kl6)["$defs"]["Facts"]

    assert facts["properties"]["sex"]["title"] == "Sex"
    assert facts["properties"]["age_years"]["description"] == "Age at the lung event."
    assert "kl6_u_per_ml" in facts["properties"]
    assert set(facts["required"]) == SOUND["facts"].keys()


def test_a_kind_of_finding_is_one_row_of_facts_and_a_list_in_the_row_findings(tmp_path: Path) -> None:
    ultrasound = {**KL6, "name": "ultrasound_signs", "label": "Ultrasound", "kind": "list", "terms": "ultrasound_sign"}
    book = with_row(tmp_path, ultrasound | {"unit": "", "low": ""})
    lists = "symptom; ct_pattern; ct_distribution; ultrasound_sign"
    terms = [*rows_of(book / "terms.csv"), {"list": "ultrasound_sign", "term": "B-lines", "meaning": "Vertical lines."}]
    write_rows(book / "terms.csv", terms)
    facts = rows_of(book / "facts.csv")
    write_rows(book / "facts.csv", [row | {"terms": lists} if row["name"] == "findings" else row for row in facts])

    with duckdb.connect() as connection:
        make_schema(connection, codebook(book))
        kinds = connection.execute("SELECT kind, fact FROM finding_kinds ORDER BY place").fetchall()
        findings = connection.execute("SELECT all_findings({symptoms: ['fever'], ct_patterns: NULL::VARCHAR[], "
            "ct_distribution: ['apical'], ultrasound_signs: ['B-lines']})").fetchone()  # fmt: skip

    assert kinds[-1] == ("ultrasound sign", "ultrasound_signs")
    assert [kind for kind, _ in kinds[:-1]] == ["symptom", "CT pattern", "CT distribution"]
    assert findings == (["fever", "apical", "B-lines"],)

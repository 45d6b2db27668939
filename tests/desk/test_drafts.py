"""A draft is its rows: each change is kept at once, seen by whoever makes it, and counted as the build would."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from casebook.codebook import codebook
from desk.checks import faults_by_place, left_to_do
from desk.doubles import Source, doubles_of_patient, doubles_of_source, parse_source
from desk.drafts import every_draft, put, read, start
from desk.errors import DeskError
from desk.person import Person
from desk.places import case_of, entries_of
from desk.present import present_cases
from desk.starting import start_correction, start_new
from desk.ui import get_ready
from registry import store
from registry.table import DRAFT, engine_of, opened, writing
from tests.casefiles import SOUND

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk.conftest import Hospital

ANN = Person("ann", frozenset({"curator"}))
BEN = Person("ben", frozenset({"curator"}))
EVE = Person("eve", frozenset({"reader"}))
FACTS = len(codebook().read_facts())
AGE = {"value": 72, "locator": "Abstract"}


@pytest.fixture
def draft(registry: str, hospital: Hospital) -> str:  # noqa: ARG001  the registry that the draft is kept in
    """Start a draft of a new case; gives its name."""
    return start_new(ANN, "doe-2024", Source(doi="10.1000/x.1", year=2024), hospital.cases)


def test_a_change_is_there_for_whoever_reads_the_draft_anew(registry: str, draft: str) -> None:
    put(ANN, draft, "facts.age_years", AGE, number_seen=0)
    opened(registry).dispose()  # as after a restart

    there = read(draft)

    assert there.values() == {
        "case_id": "doe-2024",
        "source.doi": "10.1000/x.1",
        "source.year": 2024,
        "facts.age_years": AGE,
    }
    assert there.entries["facts.age_years"].actor == "ann"
    assert [draft.name for draft in every_draft()] == [draft]


def test_once_the_desk_has_got_ready_a_page_reads_the_rows_of_no_draft_that_did_not_grow(
    registry: str, draft: str
) -> None:
    asked: list[str] = []
    engine = opened(registry)

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    get_ready()
    event.listen(engine, "before_cursor_execute", note)
    unchanged = [draft.name for draft in every_draft()]
    assert (unchanged, any("draft.entry" in statement for statement in asked)) == ([draft], False)
    put(ANN, draft, "facts.age_years", AGE, number_seen=0)
    asked.clear()

    (grown,) = every_draft()

    assert grown.value("facts.age_years") == AGE
    assert sum("draft.entry" in statement for statement in asked) == 1


def test_nobody_overwrites_what_they_have_not_seen(draft: str) -> None:
    first = put(ANN, draft, "facts.age_years", AGE, number_seen=0)

    with pytest.raises(DeskError, match=r"ann changed “Age \(years\)” meanwhile \(.* UTC\)\. .* was not saved"):
        put(BEN, draft, "facts.age_years", {"state": "not reported"}, number_seen=0)
    put(BEN, draft, "facts.age_years", {"state": "not reported"}, number_seen=first)

    assert read(draft).value("facts.age_years") == {"state": "not reported"}
    assert read(draft).authors == {"ann", "ben"}


def test_two_persons_change_two_facts_at_once(draft: str) -> None:
    put(ANN, draft, "facts.age_years", AGE, number_seen=0)
    put(BEN, draft, "facts.sex", {"value": "male", "locator": "Abstract"}, number_seen=0)

    assert read(draft).value("facts.age_years") == AGE
    assert read(draft).value("facts.sex") == {"value": "male", "locator": "Abstract"}


def test_writers_at_once_lose_no_change_and_number_each_once(draft: str) -> None:
    places = [f"facts.{name}" for name in list(codebook().read_facts())[:12]]

    with ThreadPoolExecutor(4) as writers:
        numbers = list(writers.map(lambda place: put(ANN, draft, place, {"state": "not reported"}, 0), places))

    assert set(places) <= read(draft).values().keys()
    assert sorted(numbers) == list(range(read(draft).number - 11, read(draft).number + 1))


def test_of_writers_of_one_fact_at_once_one_is_first_and_the_others_are_told(draft: str) -> None:
    def write(age: int) -> str:
        try:
            put(ANN, draft, "facts.age_years", {"value": age, "locator": "Abstract"}, 0)
        except DeskError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(4) as writers:
        told = list(writers.map(write, range(4)))

    assert told.count("") == 1
    assert read(draft).value("facts.age_years")["value"] == told.index("")


def test_a_change_whose_answer_got_lost_is_not_made_twice(draft: str) -> None:
    uid = store.new_uid()

    first = put(ANN, draft, "facts.age_years", AGE, 0, uid)
    again = put(ANN, draft, "facts.age_years", AGE, 0, uid)

    assert first == again == read(draft).number


def test_an_entry_that_is_taken_out_is_no_answer_any_more(draft: str) -> None:
    seen = put(ANN, draft, "facts.age_years", AGE, number_seen=0)
    put(ANN, draft, "facts.age_years", None, seen)

    assert "facts.age_years" not in read(draft).values()
    assert left_to_do(read(draft), codebook()).answered == 0


def test_only_a_curator_writes_into_a_draft(draft: str, hospital: Hospital) -> None:
    with pytest.raises(DeskError, match="needs the role curator; eve has: reader"):
        put(EVE, draft, "facts.age_years", AGE, number_seen=0)
    with pytest.raises(DeskError, match="needs the role curator"):
        start_new(EVE, "roe-2024", Source(), hospital.cases)


@pytest.mark.parametrize("change", ["changed", "removed", "replaced"])
def test_the_guards_of_the_database_refuse_to_change_a_row_of_a_draft(registry: str, draft: str, change: str) -> None:
    row = {"draft": draft, "number": 1, "uid": "u", "at": "", "actor": "x", "kind": "set", "place": "", "entry": "1"}
    statements = {
        "changed": sa.update(DRAFT).values(actor="ben"),
        "removed": sa.delete(DRAFT),
        "replaced": sa.insert(DRAFT).values(row).prefix_with("OR REPLACE", dialect="sqlite"),
    }

    with pytest.raises(DBAPIError), writing(opened(registry)).begin() as connection:
        connection.execute(statements[change])

    assert read(draft).authors == {"ann"}


def test_a_registry_of_before_the_desk_gets_the_table_of_drafts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hospital: Hospital
) -> None:
    path = tmp_path / "older.sqlite"
    monkeypatch.setenv("REGISTRY", f"sqlite:///{path}")
    store.append("ann", "signed in", "session")
    engine_of.cache_clear()
    with sqlite3.connect(path) as older:
        older.execute("DROP TABLE draft")

    draft = start_new(ANN, "doe-2024", Source(), hospital.cases)

    assert read(draft).case_id == "doe-2024"
    assert store.check().events == 2


# --- what is left, and faults


def test_what_is_left_is_counted(draft: str) -> None:
    put(ANN, draft, "facts.age_years", AGE, number_seen=0)
    put(ANN, draft, "facts.sex", {"value": "male", "locator": " "}, number_seen=0)
    put(ANN, draft, "facts.smoking", {"state": "not reported"}, number_seen=0)
    put(ANN, draft, "facts.dose", {"state": "not read"}, number_seen=0)

    assert str(left_to_do(read(draft), codebook())) == f"3 of {FACTS} facts answered; 1 without a locator"


def test_each_fault_of_the_build_is_named_by_its_place(draft: str, hospital: Hospital) -> None:
    put(ANN, draft, "facts.age_years", {"value": 720, "locator": "Abstract"}, number_seen=0)
    put(ANN, draft, "facts.sex", {"value": "male"}, number_seen=0)
    put(ANN, draft, "source.pmid", "PMID 1", number_seen=0)
    put(ANN, draft, "facts.bal_performed", {"value": "no", "locator": "Case"}, number_seen=0)
    put(ANN, draft, "facts.bal_lymphocytes_pct", {"state": "not reported"}, number_seen=0)

    faults = faults_by_place(read(draft), codebook(), present_cases(hospital.cases))

    assert "a number from 0 to 120" in str(faults["facts.age_years"][0])
    assert "locator" in faults["facts.sex"][0].allowed
    assert "a PubMed number" in faults["source.pmid"][0].allowed
    assert "not applicable, since bal_performed is no" in faults["facts.bal_lymphocytes_pct"][0].allowed
    assert {"facts.drug", "source.citation", "source.read_as", "source.read_as_detail"} <= faults.keys()
    assert not {"facts.smoking", "facts.bal_neutrophils_pct", "case_id", "source.doi"} & faults.keys()


def test_what_an_answer_leaves_no_room_for_is_handed_in_as_not_applicable_unless_it_is_answered() -> None:
    no, silent = {"value": "no", "locator": "Case"}, {"state": "not reported"}
    answers = {"facts.bal_performed": no, "facts.biopsy_performed": silent, "facts.bal_lymphocytes_pct": silent}

    facts = case_of(answers, "2026-11-28", codebook())["facts"]

    of_the_second = "bal2_lymphocytes_pct"  # a lavage that there is not, where there was no first one
    assert [facts[name]["state"] for name in ("bal_neutrophils_pct", "bal2_performed", of_the_second)] == [
        "not applicable"
    ] * 3
    assert (facts["bal_lymphocytes_pct"], facts["biopsy_kind"]["state"]) == (silent, "not read")


def test_a_name_that_another_case_has_is_a_fault(draft: str, hospital: Hospital) -> None:
    put(ANN, draft, "case_name", SOUND.get("case_name", "vivien-2022"), number_seen=0)
    put(ANN, draft, "same_patient_as", "nobody-2000", number_seen=0)

    faults = faults_by_place(read(draft), codebook(), present_cases(hospital.cases))

    assert "vivien-2022 has it" in faults["case_name"][0].allowed
    assert "the case_id of another case" in faults["same_patient_as"][0].allowed


def test_a_sound_case_entered_fact_by_fact_has_no_fault(draft: str, hospital: Hospital) -> None:
    entries = {**entries_of(SOUND), "case_id": "roe-2024"}

    there = read(start(ANN, {"from": "nothing"}, None, entries))

    assert draft != there.name
    assert faults_by_place(there, codebook(), present_cases(hospital.cases)) == {}


# --- beginning


def test_a_draft_of_a_name_that_is_taken_is_refused(draft: str, hospital: Hospital) -> None:
    assert draft
    for taken in ("vivien-2022", "Doe-2024"):
        with pytest.raises(DeskError, match="There is already a case or a draft"):
            start_new(ANN, taken, Source(), hospital.cases)
    with pytest.raises(DeskError, match="cannot name a case"):
        start_new(ANN, "no name", Source(), hospital.cases)


@pytest.mark.usefixtures("registry")
def test_a_correction_begins_with_what_the_case_says_and_only_once(hospital: Hospital) -> None:
    draft = read(start_correction(ANN, "vivien-2022", hospital.cases))

    assert draft.values() == entries_of(SOUND)
    assert draft.case_id == "vivien-2022"
    assert faults_by_place(draft, codebook(), present_cases(hospital.cases)) == {}
    with pytest.raises(DeskError, match="ann began to correct vivien-2022"):
        start_correction(BEN, "vivien-2022", hospital.cases)
    with pytest.raises(DeskError, match="There is no case nobody-2000"):
        start_correction(BEN, "nobody-2000", hospital.cases)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("10.3904/kjim.2010.25.4.447", Source(doi="10.3904/kjim.2010.25.4.447")),
        ("https://doi.org/10.3904/kjim.2010.25.4.447", Source(doi="10.3904/kjim.2010.25.4.447")),
        ("doi: 10.1000/X", Source(doi="10.1000/x")),
        ("17494808", Source(pmid="17494808")),
        ("PMID: 17494808", Source(pmid="17494808")),
        ("https://pubmed.ncbi.nlm.nih.gov/17494808/", Source(pmid="17494808")),
        ("https://pubmed.ncbi.nlm.nih.gov/17494808/?from_term=lung", Source(pmid="17494808")),
        ("https://www.ncbi.nlm.nih.gov/pubmed/17494808", Source(pmid="17494808")),
        ("HTTPS://DOI.ORG/10.1000/X.", Source(doi="10.1000/x")),
        ("", Source()),
    ],
)
def test_a_source_is_read_as_it_is_copied(typed: str, source: Source) -> None:
    assert parse_source(typed) == source


def test_what_is_neither_doi_nor_pubmed_number_is_refused() -> None:
    for typed in ("somewhere", "10.1000/x 2", "1234567890"):
        with pytest.raises(DeskError, match=f"'{typed}' is neither a DOI"):
            parse_source(typed)
    with pytest.raises(DeskError, match="'24' is no year"):
        parse_source("", year="24")


def test_possible_doubles_are_named_with_the_reason(draft: str, hospital: Hospital) -> None:
    cases, drafts = present_cases(hospital.cases), [read(draft)]

    assert [double.why for double in doubles_of_source(Source(doi="10.1000/X.1"), cases, drafts)] == ["the same DOI"]
    of_author = doubles_of_source(Source(author="vivien", year=2022), cases, drafts)
    assert [(double.case_id, double.why) for double in of_author] == [
        ("vivien-2022", "an author of this name, year 2022")
    ]
    assert doubles_of_source(Source(author="Vivien", year=2010), cases, drafts) == []
    assert doubles_of_source(Source(doi="10.1000/y"), cases, drafts) == []


def test_a_case_of_a_patient_like_this_is_named(draft: str, hospital: Hospital) -> None:
    cases = present_cases(hospital.cases)
    for name in ("drug", "age_years", "sex"):
        assert list(doubles_of_patient(read(draft), cases)) == []
        put(ANN, draft, f"facts.{name}", SOUND["facts"][name], number_seen=0)

    assert [double.case_id for double in doubles_of_patient(read(draft), cases)] == ["vivien-2022"]


@pytest.mark.usefixtures("registry")
def test_of_two_who_begin_a_case_of_one_name_at_once_one_does(hospital: Hospital) -> None:
    def begin(person: Person) -> str:
        try:
            return start_new(person, "doe-2024", Source(author="Doe"), hospital.cases)
        except DeskError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        answers = [*pool.map(begin, [Person(f"person {place}", ANN.roles) for place in range(4)])]

    assert [draft.case_id for draft in every_draft()] == ["doe-2024"]
    assert sum("already a case or a draft doe-2024" in answer for answer in answers) == 3


@pytest.mark.usefixtures("registry")
def test_of_two_who_correct_a_case_at_once_one_does(hospital: Hospital) -> None:
    def begin(person: Person) -> str:
        try:
            return start_correction(person, "vivien-2022", hospital.cases)
        except DeskError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        answers = [*pool.map(begin, [Person(f"person {place}", ANN.roles) for place in range(4)])]

    assert len(every_draft()) == 1
    assert sum("began to correct vivien-2022" in answer for answer in answers) == 3

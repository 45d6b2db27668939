"""A hospital's own cases: apart from the published ones, identifying nobody, in small counts hidden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from casebook.codebook import codebook
from casebook.curation.build import FaultyCasesError, build
from casebook.store import ask, connect
from desk import publication, steps
from desk.doubles import Source
from desk.drafts import put, read
from desk.errors import DeskError
from desk.identifying import identifying_parts
from desk.person import Person
from desk.places import entries_of, in_words
from desk.starting import start_correction, start_local, start_new
from registry import store
from tests.casefiles import SOUND, write_case
from tests.desk.conftest import Hospital
from tests.desk.planted import HARMLESS, PLANTED
from tests.desk.planted_afterwards import FURTHER
from tests.frozen import CASES

if TYPE_CHECKING:
    from pathlib import Path

    from desk.draft import Draft

OWN = frozenset({"curator", "reviewer", "local"})
ANN, ZOE = Person("ann", OWN), Person("zoe", OWN)
OTHER = Person("cem", frozenset({"curator", "reviewer", "administrator"}))
FACTS = {name: entry for name, entry in entries_of(SOUND).items() if name.startswith("facts.")}


@pytest.fixture
def room(tmp_path: Path, registry: str) -> Hospital:  # noqa: ARG001  in which the drafts are kept
    """Name the folder of local cases, which is not there before the first of them is accepted."""
    return Hospital(tmp_path / "local" / "cases", tmp_path / "local" / "casebook.duckdb")


def handed_in(room: Hospital) -> Draft:
    """Have Ann enter a sound local case and hand it in."""
    name = start_local(ANN, room.cases)
    for place, entry in FACTS.items():
        put(ANN, name, place, {key: part for key, part in entry.items() if key != "from_claim"}, 0)
    return steps.submit(ANN, read(name), codebook(), ())


def accept(draft: Draft, room: Hospital, person: Person = ZOE, *, identifies_nobody: bool = True) -> str:
    """Accept what was handed in."""
    assert draft.submitted is not None
    sha256 = draft.submitted.content["sha256"]
    return publication.accept(person, draft.name, sha256, *room, identifies_nobody=identifies_nobody)


def test_a_local_case_becomes_a_release_of_its_own_and_none_of_the_published_one(
    room: Hospital, hospital: Hospital
) -> None:
    before = hospital.texts(), hospital.into.resolve()

    accept(handed_in(room), room)

    (text,) = room.texts().values()
    assert json.loads(text)["case_id"] == "local-1"
    with connect(room.into.resolve()) as casebook:
        assert ask("case_names", casebook=casebook)["case_id"].to_list() == ["local-1"]
    assert (hospital.texts(), hospital.into.resolve()) == before
    assert [folder.stat().st_mode & 0o077 for folder in (room.into.parent, room.cases)] == [0, 0]


def test_a_local_case_has_a_number_in_place_of_a_citation_and_no_field_of_a_source(room: Hospital) -> None:
    name = start_local(ANN, room.cases)
    assert read(start_local(ANN, room.cases)).case_id == "local-2"

    assert read(name).values() == {
        "case_id": "local-1",
        "case_name": "Local case 1",
        "source.citation": "Local case 1.",
        "source.read_as": "full text",
        "source.read_as_detail": "record of the patient",
    }
    for place in ("source.citation", "source.year", "source.doi", "source.url"):
        with pytest.raises(DeskError, match=f"A local case has no field “{in_words(place, codebook())}”"):
            put(ANN, name, place, 5, read(name).number_at(place))


def test_a_published_case_cannot_be_called_as_a_local_one(room: Hospital) -> None:
    with pytest.raises(DeskError, match="is the name of a local case"):
        start_new(ANN, "Local-3", Source(), room.cases)


def test_no_release_holds_local_cases_and_published_ones(hospital: Hospital) -> None:
    write_case(hospital.cases, {**SOUND, "case_id": "local-1", "case_name": "Local case 1"}, "local-1")

    with pytest.raises(FaultyCasesError) as refused:
        build(*hospital)

    (fault,) = refused.value.faults
    assert (fault.file, fault.field, fault.found) == ("local-1.json", "case_id", "local-1")
    assert "never among published ones" in fault.allowed


def test_without_the_right_nobody_begins_writes_hands_in_or_accepts_a_local_case(room: Hospital) -> None:
    with pytest.raises(DeskError, match="needs the role local"):
        start_local(OTHER, room.cases)
    draft = handed_in(room)
    assert draft.submitted is not None
    for do in (
        lambda: put(OTHER, draft.name, "facts.sex", None, draft.number_at("facts.sex")),
        lambda: accept(draft, room, OTHER),
        lambda: steps.send_back(OTHER, draft.name, "", "why"),
        lambda: steps.withdraw(OTHER, draft.name, "why"),
        lambda: publication.finish(OTHER, draft.name, *room),
        lambda: start_correction(OTHER, "local-1", room.cases),
    ):
        with pytest.raises(DeskError, match="needs the role local"):
            do()


def test_who_accepts_a_local_case_confirms_that_nothing_identifies_and_the_registry_keeps_it(room: Hospital) -> None:
    draft = handed_in(room)
    with pytest.raises(DeskError, match="Confirm first"):
        accept(draft, room, identifies_nobody=False)

    accept(draft, room)

    (accepted,) = [event for event in store.every_event() if event.kind == "accepted"]
    assert json.loads(accepted.content)["identifies nobody"] is True


def test_what_identifies_is_refused_before_it_is_written_anywhere(room: Hospital) -> None:
    name = start_local(ANN, room.cases)
    rows = read(name).number

    for place, entry in (
        ("facts.indication", {"value": "myeloma of Mrs Smith", "locator": "record"}),
        ("facts.age_years", {"value": 72, "locator": "record of 12.03.2024"}),
        ("facts.age_years", {"state": "not reported", "note": "MRN 4711"}),
        ("course", [{"event": "improvement", "reported": "on 3 March"}]),
        ("conflicts", [{"fact": "sex", "readings": [{"says": "J.D. is male", "locator": ""}]}]),
        ("source.read_as_detail", "record 4711234"),
    ):
        with pytest.raises(DeskError, match="may tell who the patient is"):
            put(ANN, name, place, entry, read(name).number_at(place))
    draft = handed_in(room)
    with pytest.raises(DeskError, match="may tell who the patient is"):
        steps.withdraw(ANN, draft.name, "Mrs Smith does not want it")

    assert read(name).number == rows
    assert not any("Smith" in event.content for event in store.every_event())


@pytest.mark.parametrize("age", [90, 95.5])
def test_an_age_over_89_is_refused_in_its_field_and_the_sentence_says_what_is_allowed(
    room: Hospital, age: float
) -> None:
    name = start_local(ANN, room.cases)

    with pytest.raises(DeskError, match="Allowed is 0 to 89"):
        put(ANN, name, "facts.age_years", {"value": age, "locator": "record"}, 0)

    assert read(name).value("facts.age_years") is None
    put(ANN, name, "facts.age_years", {"value": 89, "locator": "record"}, 0)


@pytest.mark.parametrize(
    ("place", "entry"),
    [
        ("facts.latency_value", {"value": 19520312}),
        ("facts.bal_cells_per_ml", {"value": 19520312}),
        ("facts.follow_up_months", {"value": 47112.5}),
        ("course", [{"event": "death", "value": 12031952}]),
        ("course", [{"event": "death", "measures": [{"fact": "pao2_mmhg", "value": 4711234}]}]),
    ],
)
@pytest.mark.usefixtures("registry")
def test_no_number_of_a_local_case_takes_a_day_of_birth_or_the_number_of_a_record(
    place: str, entry: object, room: Hospital
) -> None:
    name = start_local(ANN, room.cases)

    with pytest.raises(DeskError, match="a long number"):
        put(ANN, name, place, entry, 0)

    assert read(name).value(place) is None


@pytest.mark.usefixtures("registry")
def test_a_count_of_cells_of_a_local_case_may_be_long(room: Hospital) -> None:
    name = start_local(ANN, room.cases)
    measures = [{"fact": "bal_cells_per_ml", "value": 168000}]

    put(ANN, name, "facts.bal_cells_per_ml", {"value": 1_200_000, "locator": "record"}, 0)
    put(ANN, name, "course", [{"event": "improvement", "measures": measures}], 0)

    assert read(name).value("course")[0]["measures"] == measures


@pytest.mark.usefixtures("registry")
def test_over_89_may_be_said_in_the_note_of_the_age(room: Hospital) -> None:
    name = start_local(ANN, room.cases)

    put(ANN, name, "facts.age_years", {"state": "not read", "note": "over 89"}, 0)

    assert read(name).value("facts.age_years") == {"state": "not read", "note": "over 89"}


def test_a_correction_of_a_local_case_that_still_has_such_an_age_is_not_handed_in(room: Hospital) -> None:
    accept(handed_in(room), room)
    path = room.cases / "local-1.json"
    case = json.loads(path.read_text(encoding="utf-8"))
    case["facts"]["age_years"]["value"] = 95
    path.write_text(json.dumps(case), encoding="utf-8")
    name = start_correction(ANN, "local-1", room.cases)
    put(ANN, name, "facts.sex", {"value": "female", "locator": "record"}, 0)

    with pytest.raises(DeskError, match="Allowed is 0 to 89"):
        steps.submit(ANN, read(name), codebook(), (), "another sex")


def test_of_200_planted_identifiers_as_many_are_found_as_is_told() -> None:
    found = {kind: sum(bool(identifying_parts(text)) for text in texts) for kind, texts in PLANTED.items()}

    assert sum(map(len, PLANTED.values())) == 200
    assert [kind for kind, texts in PLANTED.items() if found[kind] == len(texts)] == [*KINDS_FOUND]
    assert sum(found.values()) == FOUND


def test_of_100_further_ones_which_the_rules_were_not_written_for_as_many_are_found_as_is_told() -> None:
    assert sum(map(len, FURTHER.values())) == 100
    assert sum(bool(identifying_parts(text)) for texts in FURTHER.values() for text in texts) == FOUND_OF_FURTHER


def test_of_the_values_and_notes_of_published_cases_nothing_but_dates_and_years_is_taken_for_an_identifier() -> None:
    """They have some that are dates indeed; elsewhere the check would keep a curator from saying what a case says."""
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.json"))]
    entries = [{**entry, "locator": ""} for case in cases for entry in case["facts"].values()]
    details = [moment["detail"] for case in cases for moment in case["course"]]

    kinds = {kind for said in (entries, details) for kind, _ in identifying_parts(said)}

    assert len(entries) > 1000
    assert kinds <= {"a date", "a year"}


KINDS_FOUND = (
    *("dates", "years", "long numbers", "titles with names", "initials", "words", "names without a title"),
    "parts of numbers",
)
FOUND, FOUND_OF_FURTHER = 195, 95


@pytest.mark.parametrize("text", HARMLESS)
def test_what_a_case_has_to_say_is_not_refused(text: str) -> None:
    assert identifying_parts(text) == []

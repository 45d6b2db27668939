"""The pages of the desk: a case is entered, handed in, and accepted by somebody else; each sees what is theirs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from casebook import store
from casebook.codebook import STATES, codebook
from casebook.curation import reading
from common.html import escape
from desk.doubles import Source
from desk.drafts import every_draft, put, read, start
from desk.person import Person
from desk.places import entries_of
from desk.starting import start_correction, start_new
from desk.steps import send_back, submit
from desk.ui.entry import parts_of
from desk.ui.fields import STATES_OF_A_FACT, term_words
from tests.access.test_entrance import roles_file
from tests.casefiles import SOUND
from tests.desk.opening import opened

if TYPE_CHECKING:
    from tests.desk.conftest import Hospital

__all__ = ["roles_file"]

ANN = Person("ann", frozenset({"curator"}))


@pytest.fixture
def desk(roles_file: object, hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> Hospital:  # noqa: ARG001  sign-in
    """Let the pages work in a folder of their own."""
    monkeypatch.setattr(reading, "CASES", hospital.cases)
    monkeypatch.setattr(store, "CASEBOOK", hospital.into)
    return hospital


def test_a_case_is_begun_and_filled_on_the_page_and_found_in_another_session(desk: Hospital) -> None:
    app = opened("enter", "ann", "curator")
    app.text_input(key="begin_identifier").input("10.1000/x.1").run()
    app.text_input(key="begin_case_id").input("doe-2024").run()
    app.button(key="begin").click().run()
    (draft,) = every_draft()
    app.segmented_control(key="desk_section").set_value("Patient").run()
    key = f"desk_{draft.name}_facts."
    app.text_input(key=f"{key}age_years_value").input("72,5").run()
    app.text_input(key=f"{key}age_years_locator").input("Abstract").run()
    app.selectbox(key=f"{key}sex_value").select("not reported").run()
    assert not app.exception

    other = opened("enter", "ben", "curator")
    other.selectbox(key="desk_draft").select(draft.name).run()

    assert read(draft.name).values() == {
        "case_id": "doe-2024",
        "source.doi": "10.1000/x.1",
        "facts.age_years": {"value": 72.5, "locator": "Abstract"},
        "facts.sex": {"state": "not reported"},
    }
    assert any(f"2 of {len(codebook().read_facts())} facts answered" in html.proto.body for html in other.get("html"))
    assert [*desk.texts()] == ["vivien-2022.json"]


def test_a_form_just_begun_says_what_it_lacks_and_neither_names_an_error_nor_speaks_json(desk: Hospital) -> None:
    start_new(ANN, "doe-nd", Source(author="Doe"), desk.cases)
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select_index(0).run()
    said = {}
    for section in ("Source", "Exposure"):
        app.segmented_control(key="desk_section").set_value(section).run()
        assert not app.error
        said[section] = [info.value for info in app.info]
    app.segmented_control(key="desk_section").set_value("Course and contradictions").run()
    next(button for button in app.button if button.label == "Add a moment").click().run()
    said["Course"] = [info.value for info in app.info]

    assert escape("Not answered yet; allowed: a text that is not empty") in said["Source"]
    assert said["Exposure"] == [escape("Not answered yet; allowed: a value, with its locator")]
    assert said["Course"] == [
        escape(
            "Still to be filled in, moment 1: what happened; when, as reported; detail; locator; number; unit; "
            "counted from."
        )
    ]
    assert not any(mark in words for each in said.values() for words in each for mark in ("{", "null", "course["))


@pytest.mark.usefixtures("desk")
def test_days_that_follow_from_a_latency_are_lacking_and_no_fault_until_something_else_is_entered() -> None:
    entries = {place: entry for place, entry in entries_of(SOUND).items() if place != "facts.latency_days"}
    name = start(ANN, {"from": "nothing"}, None, {**entries, "case_id": "doe-2024"})
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()
    app.segmented_control(key="desk_section").set_value("Onset").run()

    assert not app.error
    assert [info.value for info in app.info] == [
        escape("Not answered yet; allowed: 60.875, which is 2 month x 30.4375 days")
    ]
    assert any("Still lacking: Latency (days)." in html.proto.body for html in app.get("html"))

    app.text_input(key=f"desk_{name}_facts.latency_days_value").input("8").run()
    app.text_input(key=f"desk_{name}_facts.latency_days_locator").input("Abstract").run()

    assert len(app.error) == 1
    assert any("find faults in: Latency (days)." in html.proto.body for html in app.get("html"))


def test_what_began_a_draft_is_closed_above_it(desk: Hospital) -> None:  # noqa: ARG001  its cases
    app = opened("enter", "ann", "curator")
    app.session_state["begin_new_open"] = True
    app.text_input(key="begin_author").input("Doe").run()
    app.button(key="begin").click().run()

    assert [draft.case_id for draft in every_draft()] == ["doe-nd"]
    assert app.session_state["begin_new_open"] is False


@pytest.mark.usefixtures("desk")
def test_a_list_offers_no_way_to_take_all_that_is_like_what_was_typed() -> None:
    start(ANN, {"from": "nothing"}, None, {"case_id": "doe-2024"})
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select_index(0).run()
    app.segmented_control(key="desk_section").set_value("Lavage").run()

    lists = [box.proto for box in app.multiselect if "impression" in box.label]
    assert len(lists) == 2
    assert {(box.placeholder, box.select_all, box.wrap) for box in lists} == {("nothing chosen", 0, True)}


@pytest.mark.usefixtures("desk")
def test_a_fault_stands_beside_its_field_and_the_draft_cannot_be_handed_in() -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()
    app.segmented_control(key="desk_section").set_value("Patient").run()
    assert not app.button(key="hand_in").disabled

    app.text_input(key=f"desk_{name}_facts.age_years_value").input("720").run()

    assert [error.value for error in app.error] == [escape("Found 720; allowed: a number from 0 to 120")]
    assert app.button(key="hand_in").disabled


def test_each_state_is_longer_in_words_than_no_which_the_browser_therefore_offers_first() -> None:
    no = term_words(["answer"])["no"]

    assert STATES_OF_A_FACT.keys() == {*STATES}
    assert all(words.startswith(f"{state} · ") and len(words) > len(no) for state, words in STATES_OF_A_FACT.items())


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("part", ["locator", "note"])
def test_a_locator_or_a_note_alone_lacks_a_value_and_that_is_said_in_words(part: str) -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    put(ANN, name, "facts.indication", {part: "Abstract, sentence 2"}, read(name).number_at("facts.indication"))
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()
    app.segmented_control(key="desk_section").set_value("Patient").run()

    assert not app.error
    assert [info.value for info in app.info] == [
        escape("A value or a state is missing: there is a locator or a note alone.")
    ]
    assert app.button(key="hand_in").disabled


@pytest.mark.usefixtures("desk")
def test_a_state_clears_a_value_and_a_value_a_state() -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()
    app.segmented_control(key="desk_section").set_value("Patient").run()
    key = f"desk_{name}_facts.age_years_"

    app.selectbox(key=f"{key}state").select("not reported").run()
    assert read(name).value("facts.age_years") == {"state": "not reported"}
    assert app.text_input(key=f"{key}value").value == ""
    app.text_input(key=f"{key}value").input("71").run()

    assert read(name).value("facts.age_years") == {"value": 71}
    assert app.selectbox(key=f"{key}state").value is None


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ({"value": [], "denied": ["fever"]}, None),
        ({"value": []}, "all there was"),
        ({"value": ["cough"]}, None),
        ({"value": ["cough"], "complete": False}, "some among others"),
    ],
)
def test_a_list_of_a_file_that_only_denies_is_not_shown_as_complete(
    entry: dict[str, list[str]], shown: str | None
) -> None:
    parts = parts_of(entry, codebook().facts["symptoms"])

    assert parts["complete"] == shown


@pytest.mark.usefixtures("desk")
def test_a_list_of_which_something_is_denied_and_nothing_named_is_not_taken_for_complete() -> None:
    name = start(ANN, {"from": "nothing"}, None, {"case_id": "doe-2024"})
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()
    app.segmented_control(key="desk_section").set_value("Onset").run()
    key = f"desk_{name}_facts.symptoms_"

    app.multiselect(key=f"{key}denied").select("fever").run()
    assert read(name).value("facts.symptoms") == {"value": [], "denied": ["fever"], "complete": False}
    app.selectbox(key=f"{key}complete").select("all there was").run()

    assert read(name).value("facts.symptoms") == {"value": [], "denied": ["fever"], "complete": True}


@pytest.mark.usefixtures("desk")
def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten() -> None:
    name = start(ANN, {"from": "nothing"}, None, {"case_id": "doe-2024"})
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()
    app.segmented_control(key="desk_section").set_value("Patient").run()
    put(Person("ben", frozenset({"curator"})), name, "facts.age_years", {"value": 60, "locator": "Table 1"}, 0)

    app.text_input(key=f"desk_{name}_facts.age_years_value").input("72").run()

    assert read(name).value("facts.age_years") == {"value": 60, "locator": "Table 1"}
    assert any("ben changed" in error.value for error in app.error)
    assert app.text_input(key=f"desk_{name}_facts.age_years_value").value == "60"


@pytest.mark.usefixtures("desk")
def test_moments_and_contradictions_are_added_filled_and_removed() -> None:
    name = start(ANN, {"from": "nothing"}, None, {"case_id": "doe-2024"})
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()
    app.segmented_control(key="desk_section").set_value("Course and contradictions").run()
    key = f"desk_{name}_"

    app.button(key=f"{key}course_add").click().run()
    app.selectbox(key=f"{key}course_0_event").select("improvement").run()
    app.text_input(key=f"{key}course_0_value").input("1").run()
    app.multiselect(key=f"{key}course_0_measures").select("pao2_mmhg").run()
    app.text_input(key=f"{key}course_0_pao2_mmhg").input("96").run()
    app.button(key=f"{key}conflicts_add").click().run()
    app.selectbox(key=f"{key}conflicts_0_fact").select("outcome").run()
    app.text_input(key=f"{key}conflicts_0_says_1").input("resolution").run()
    assert not app.exception

    there = read(name)
    assert there.value("course") == [
        {"event": "improvement", "value": 1, "measures": [{"fact": "pao2_mmhg", "value": 96}]}
    ]
    assert there.value("conflicts") == [{"fact": "outcome", "readings": [{"says": "resolution", "locator": ""}]}]
    app.button(key=f"{key}course_0_remove").click().run()
    assert read(name).value("course") is None


def test_somebody_else_accepts_on_the_page_and_the_authors_cannot(desk: Hospital) -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    submit(ANN, read(name), codebook(), ())
    own = opened("accept", "ann", "reviewer")
    own.selectbox(key="desk_submitted").select(name).run()
    assert own.button(key="accept").disabled

    app = opened("accept", "zoe", "reviewer")
    app.selectbox(key="desk_submitted").select(name).run()
    app.button(key="accept").click().run()

    assert not app.exception
    assert "It is part of release" in app.success[0].value
    assert json.loads(desk.texts()["doe-2024.json"])["case_id"] == "doe-2024"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("button", ["accept", "send_back"])
def test_what_was_handed_in_anew_since_the_page_showed_it_is_neither_accepted_nor_sent_back(button: str) -> None:
    zoe = Person("zoe", frozenset({"reviewer"}))
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    first = submit(ANN, read(name), codebook(), ()).submitted
    app = opened("accept", "zoe", "reviewer")
    app.selectbox(key="desk_submitted").select(name).run()
    app.text_input(key=f"back_{name}").input("Read it again.").run()
    assert first is not None
    send_back(Person("ben", zoe.roles), name, first.content["sha256"], "Read the age again.")
    age = {"value": 33, "locator": "Abstract"}
    put(ANN, name, "facts.age_years", age, read(name).number_at("facts.age_years"))
    submit(ANN, read(name), codebook(), ())

    app.button(key=button).click().run()

    assert read(name).state == "submitted"
    assert [error.value for error in app.error] == [
        escape("The case was handed in anew since you looked at it. Look at it again.")
    ]
    app.button(key=button).click().run()
    assert read(name).state == ("published" if button == "accept" else "returned")


@pytest.mark.usefixtures("desk")
def test_what_somebody_else_wrote_since_the_page_showed_it_is_not_handed_in_unseen() -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()
    age = {"value": 33, "locator": "Abstract"}
    put(Person("ben", ANN.roles), name, "facts.age_years", age, read(name).number_at("facts.age_years"))

    app.button(key="hand_in").click().run()

    assert read(name).state == "started"
    assert [error.value for error in app.error] == [
        escape("ben changed the draft meanwhile. Look at it, and hand it in again.")
    ]
    app.button(key="hand_in").click().run()
    assert read(name).state == "submitted"


@pytest.mark.usefixtures("desk")
def test_who_accepts_sees_what_changed_since_it_was_sent_back() -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    first = submit(ANN, read(name), codebook(), ())
    assert first.submitted is not None
    send_back(Person("zoe", frozenset({"reviewer"})), name, first.submitted.content["sha256"], "Read the age again.")
    age = {"value": 71, "locator": "Abstract"}
    put(ANN, name, "facts.age_years", age, read(name).number_at("facts.age_years"))
    submit(ANN, read(name), codebook(), ())
    app = opened("accept", "zoe", "reviewer")
    app.selectbox(key="desk_submitted").select(name).run()

    assert [heading.value for heading in app.subheader] == ["Changed since it was sent back"]
    tables = [html.proto.body for html in app.get("html") if "Handed in before" in html.proto.body]
    assert len(tables) == 1
    assert "Age (years)" in tables[0]
    assert "Suspect drug" not in tables[0]


def test_whoever_clicks_reads_what_the_click_did(desk: Hospital) -> None:  # noqa: ARG001  its cases
    app = opened("enter", "ann", "curator")
    app.text_input(key="begin_author").input("Doe").run()
    app.button(key="begin").click().run()
    begun = [success.value for success in app.success]
    (draft,) = every_draft()
    for place, entry in entries_of(SOUND).items():
        if place != "case_id":
            put(ANN, draft.name, place, entry, read(draft.name).number_at(place))
    app.run()
    app.button(key="hand_in").click().run()
    handed_in = [success.value for success in app.success]
    beside = opened("accept", "zoe", "reviewer")
    beside.selectbox(key="desk_submitted").select(draft.name).run()
    beside.text_input(key=f"back_{draft.name}").input("Read the age again.").run()
    beside.button(key="send_back").click().run()
    app.run()
    app.text_input(key=f"withdrawing_{draft.name}").input("There is no patient in it.").run()
    app.button(key="withdraw").click().run()

    assert begun == [escape("doe-nd: begun, and open below. Each change is saved as soon as you leave its field.")]
    assert handed_in == [escape("doe-nd: handed in. A reviewer who wrote none of it accepts it or sends it back.")]
    assert [success.value for success in beside.success] == [
        escape("doe-nd: sent back with your reason, and open again to ann on the page Enter.")
    ]
    assert [success.value for success in app.success] == [
        escape("doe-nd: withdrawn. Its changes stay in the registry.")
    ]
    assert not app.run().success


@pytest.mark.usefixtures("desk")
def test_who_begins_a_correction_reads_that_it_is_one(desk: Hospital) -> None:  # noqa: ARG001  its cases
    app = opened("enter", "ann", "curator")
    app.selectbox(key="begin_correction_of").select("vivien-2022").run()
    app.button(key="begin_correction").click().run()

    assert escape("Correction of vivien-2022: begun") in app.success[0].value


@pytest.mark.usefixtures("desk")
def test_beside_a_draft_that_cannot_be_handed_in_yet_stands_what_it_lacks() -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    put(ANN, name, "facts.age_years", {"value": 71}, read(name).number_at("facts.age_years"))
    app = opened("enter", "ann", "curator")
    app.selectbox(key="desk_draft").select(name).run()

    assert app.button(key="hand_in").disabled
    assert escape("Still lacking: Age (years).") in [caption.value for caption in app.caption]


@pytest.mark.usefixtures("desk")
def test_who_accepts_a_correction_reads_that_it_is_one_its_source_and_why_it_was_sent_back(desk: Hospital) -> None:
    name = start_correction(ANN, "vivien-2022", desk.cases)
    put(ANN, name, "facts.age_years", {"value": 71, "locator": "Abstract"}, 0)
    first = submit(ANN, read(name), codebook(), (), "The abstract says 71.")
    assert first.submitted is not None
    send_back(Person("zoe", frozenset({"reviewer"})), name, first.submitted.content["sha256"], "Of which patient?")
    put(ANN, name, "facts.sex", {"value": "male", "locator": "Abstract"}, 0)
    submit(ANN, read(name), codebook(), (), "The abstract says 71, male.")
    app = opened("accept", "zoe", "reviewer")
    box = app.selectbox(key="desk_submitted")
    listed = box.options
    box.select(name).run()
    shown = " ".join(html.proto.body for html in app.get("html"))

    assert listed == ["Correction of vivien-2022 · ann"]
    assert f"Source: {SOUND['source']['citation']} · Read as: " in shown
    assert "zoe sent it back: Of which patient?" in shown


@pytest.mark.usefixtures("desk")
def test_a_curator_does_not_accept_and_a_reviewer_does_not_enter() -> None:
    assert "needs the role reviewer" in opened("accept", "ann", "curator").info[0].value
    assert "needs the role curator" in opened("enter", "zoe", "reviewer").info[0].value


def test_a_possible_double_is_named_before_anything_is_typed(desk: Hospital) -> None:
    start_new(ANN, "doe-2024", Source(doi="10.1000/x.1"), desk.cases)
    app = opened("enter", "ben", "curator")

    app.text_input(key="begin_identifier").input("https://doi.org/10.1000/X.1").run()

    assert "the same DOI" in app.warning[0].value

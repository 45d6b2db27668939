"""Pages of two readings, of local cases and of the history; and beginning with a pasted or an included record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from casebook import store as casebook_store
from casebook.codebook import codebook
from casebook.curation import reading
from casebook.curation.build import build
from common.html import escape
from desk import local_counts, publication, steps
from desk.doubles import Source
from desk.drafts import every_draft, put, read, start
from desk.person import Person
from desk.places import entries_of
from desk.readings import pairs
from desk.report_form import boxes, report_form
from desk.starting import start_local, start_new
from literature.decisions import INCLUDE, screen
from registry import store
from tests.access.test_entrance import roles_file
from tests.casefiles import SOUND, write_case
from tests.desk.opening import opened
from tests.desk.test_records import RIS
from tests.literature.drawing import taken_in

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.desk.conftest import Hospital

__all__ = ["roles_file"]

ANN, BEN = (Person(name, frozenset({"curator"})) for name in ("ann", "ben"))
ZOE = Person("zoe", frozenset({"reviewer"}))
RELEASE = "2026-11-29-0a1b2c3d"


@pytest.fixture
def desk(
    roles_file: Path,  # noqa: ARG001  sign-in
    hospital: Hospital,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Hospital:
    """Let the pages work in folders of their own, the local ones too."""
    monkeypatch.setattr(reading, "CASES", hospital.cases)
    monkeypatch.setattr(casebook_store, "CASEBOOK", hospital.into)
    monkeypatch.setattr(local_counts, "LOCAL_CASES", tmp_path / "local")
    return hospital


def text_of(app: AppTest) -> str:
    """Give all HTML of a page."""
    return "\n".join(html.proto.body for html in app.get("html"))


def test_a_draft_begins_with_a_pasted_record_and_names_its_double(desk: Hospital) -> None:
    start_new(BEN, "roe-2024", Source(doi="10.1000/x.1"), desk.cases)
    app = opened("enter", "ann", "curator")
    app.segmented_control(key="begin_from").set_value("a pasted or dropped record").run()

    app.text_area(key="begin_pasted").input(RIS).run()
    assert "the same DOI" in app.warning[0].value
    app.button(key="begin").click().run()

    assert not app.exception
    draft = next(draft for draft in every_draft() if draft.case_id == "mullerdoe-2024")
    assert draft.value("source.doi") == "10.1000/x.1"
    assert draft.value("source.citation").startswith("Müller-Doe J. Lenalidomide and the lung.")


@pytest.mark.usefixtures("desk")
def test_a_draft_begins_with_a_record_that_the_literature_watch_includes() -> None:
    taken_in(RIS.encode())
    screen("p.doe", "1-1", INCLUDE)
    app = opened("enter", "ann", "curator")
    app.segmented_control(key="begin_from").set_value("the literature watch").run()

    app.selectbox(key="begin_watched").select("1-1").run()
    app.button(key="begin").click().run()

    assert not app.exception
    (draft,) = every_draft()
    assert draft.value("source.citation_locator") == "Record 1-1 of the literature watch"


def test_two_readings_are_begun_compared_and_settled_on_the_page(desk: Hospital) -> None:
    one = start_new(ANN, "doe-2024", Source(doi="10.1000/x.1"), desk.cases, two_readings=True)
    (pair,) = pairs(every_draft())
    hidden = opened("enter", "ben", "curator")
    assert not [box for box in hidden.selectbox if box.key == "desk_draft"]
    app = opened("readings", "ben", "curator")
    app.selectbox(key="desk_pair").select(pair.name).run()
    app.button(key="begin_second").click().run()
    (other,) = (draft for draft in every_draft() if draft.name != one)
    for person, name, age in ((ANN, one, 72), (BEN, other.name, 71)):
        entries = {**entries_of(SOUND), "facts.age_years": {"value": age, "locator": "Abstract"}}
        for place, entry in entries.items():
            if place != "case_id" and read(name).value(place) != entry:
                put(person, name, place, entry, read(name).number_at(place))
        steps.submit(person, read(name), codebook(), ())

    app.run()
    assert "Age (years)" in text_of(app)
    assert "Both say the same of" in text_of(app)
    entered = opened("enter", "ben", "curator")
    entered.selectbox(key="desk_draft").select(other.name).run()
    assert any("This reading is handed in, and kept as it is." in info.value for info in entered.info)
    app.button(key="begin_agreed").click().run()
    agreed = next(draft for draft in every_draft() if "readings" in draft.origin)
    entered = opened("enter", "ben", "curator")
    entered.selectbox(key="desk_draft").select(agreed.name).run()
    assert any(escape("Not settled yet: Age (years).") in info.value for info in entered.info)
    app.button(key="settle_facts.age_years_ben").click().run()

    assert not app.exception
    agreed = read(agreed.name)
    assert agreed.value("facts.age_years")["value"] == 71
    assert agreed.unsettled() == []
    assert "The agreed state is a draft on the page Enter" in text_of(app)
    steps.submit(BEN, agreed, codebook(), ())
    app.run()
    assert "The agreed state is handed in." in text_of(app)
    assert "a draft on the page Enter" not in text_of(app)


# --- local cases


def local_cases(number: int) -> None:
    """Build a local release of so many cases."""
    folder = local_counts.LOCAL_CASES / "cases"
    folder.mkdir(parents=True)
    for name in (f"local-{place}" for place in range(1, number + 1)):
        write_case(folder, {**SOUND, "case_id": name, "case_name": name.replace("-", " ")}, name)
    build(folder, local_counts.LOCAL_CASES / "casebook.duckdb")


@pytest.mark.usefixtures("desk")
def test_local_cases_stand_beside_the_published_ones_for_who_has_the_right_and_each_view_is_told() -> None:
    local_cases(6)

    app = opened("local_cases", "zoe", "reviewer", "local")

    assert "6 local cases, beside " in text_of(app)
    views = [event for event in store.every_event() if event.kind == "read"]
    assert {(event.actor, event.subject) for event in views} == {("zoe", "local cases")}
    assert json.loads(views[0].content)["fact"]


@pytest.mark.usefixtures("desk")
def test_below_five_local_cases_nothing_is_shown() -> None:
    local_cases(4)

    app = opened("local_cases", "zoe", "reviewer", "local")

    assert "fewer than 5 local cases" in app.info[0].value
    assert "<table" not in text_of(app)


@pytest.mark.usefixtures("desk")
def test_without_the_right_the_local_cases_are_absent() -> None:
    local_cases(6)

    for page in ("local_cases", "report_form"):
        app = opened(page, "zoe", "reviewer", "curator")
        assert "This page is not for your roles" in app.error[0].value
        assert "Local case" not in text_of(app)
    enter = opened("enter", "zoe", "curator")
    assert not [button for button in enter.button if button.key == "begin_local"]
    assert [*enter.selectbox(key="begin_correction_of").options] == ["vivien-2022"]


@pytest.mark.usefixtures("desk")
def test_a_local_case_is_begun_filled_and_what_identifies_is_refused_on_the_page() -> None:
    app = opened("enter", "ann", "curator", "local")
    app.button(key="begin_local").click().run()
    (draft,) = every_draft()
    app.segmented_control(key="desk_section").set_value("Patient").run()

    app.text_input(key=f"desk_{draft.name}_facts.age_years_value").input("72").run()
    app.text_input(key=f"desk_{draft.name}_facts.age_years_locator").input("record of 12.03.2024").run()

    refused = next(error.value for error in app.error if "may tell who the patient is" in error.value)
    assert escape("You had entered: 72 · locator: record of 12.03.2024") in refused
    assert read(draft.name).value("facts.age_years") == {"value": 72}
    app.selectbox(key=f"desk_{draft.name}_facts.sex_value").select("male").run()
    assert any("You had entered" in error.value for error in app.error)  # until the field itself is entered anew
    app.text_input(key=f"desk_{draft.name}_facts.age_years_locator").input("record").run()
    assert not any("You had entered" in error.value for error in app.error)
    other = opened("enter", "ben", "curator")
    assert not [box for box in other.selectbox if box.key == "desk_draft"]
    (look,) = [event for event in store.every_event() if event.kind == "read"]
    assert (look.actor, json.loads(look.content)) == ("ann", {"case": "local-1", "draft": draft.name})


def test_words_that_may_identify_are_marked_for_who_enters_and_who_accepts_a_local_case(desk: Hospital) -> None:
    ann = Person("ann", frozenset({"curator", "local"}))
    name = start_local(ann, desk.cases)
    for fact, entry in SOUND["facts"].items():
        written = {"note": "says <Bianchi>"} if fact == "sex" else {}
        put(ann, name, f"facts.{fact}", {key: entry[key] for key in entry if key != "from_claim"} | written, 0)
    marked = "says &lt;<mark>Bianchi</mark>&gt;"

    entering = opened("enter", "ann", "curator", "local")
    entering.selectbox(key="desk_draft").select(name).run()
    assert marked in text_of(entering)
    steps.submit(ann, read(name), codebook(), ())

    app = opened("accept", "zoe", "reviewer", "local")
    app.selectbox(key="desk_submitted").select(name).run()

    assert not app.exception
    assert marked in text_of(app)
    (confirmed,) = app.checkbox
    assert confirmed.label.startswith("I have read it through, each marked word too")
    assert app.button(key="accept").disabled


def test_that_one_local_case_identifies_nobody_is_confirmed_of_no_other(desk: Hospital) -> None:
    ann = Person("ann", frozenset({"curator", "local"}))
    names = [start_local(ann, desk.cases) for _ in range(2)]
    for name in names:
        for fact, entry in SOUND["facts"].items():
            put(ann, name, f"facts.{fact}", {key: entry[key] for key in entry if key != "from_claim"}, 0)
        steps.submit(ann, read(name), codebook(), ())
    app = opened("accept", "zoe", "reviewer", "local")
    app.selectbox(key="desk_submitted").select(names[0]).run()
    app.checkbox[0].check().run()
    assert not app.button(key="accept").disabled

    app.selectbox(key="desk_submitted").select(names[1]).run()

    assert not app.checkbox[0].value
    assert app.button(key="accept").disabled


@pytest.mark.usefixtures("desk")
def test_the_report_of_a_local_case_is_offered_and_told() -> None:
    local_cases(1)
    app = opened("report_form", "zoe", "reviewer", "local")
    app.selectbox(key="local_case").select("local-1").run()

    assert "Not known:" in text_of(app)
    assert json.loads([*store.every_event()][-1].content) == {"case": "local-1"}
    assert "needs one of the roles" in opened("report_form", "eve", "reader", "local").info[0].value


# --- the report form


def test_the_form_says_what_the_case_says_and_not_known_for_the_rest(tmp_path: Path) -> None:
    facts = {**SOUND["facts"], "dose": {"state": "not read"}, "rechallenge": {"value": "no", "locator": "Case"}}
    case = {**SOUND, "facts": facts | {"rechallenge_result": {"state": "not applicable"}}}

    filled = {box.number: box.content for box in boxes(case, None)}
    (tmp_path / "form.pdf").write_bytes(report_form(case, None, RELEASE))

    assert (filled["1"], filled["2"], filled["2a"], filled["3"]) == ("PRIVACY", "PRIVACY", "72", "male")
    assert filled["14"] == "pomalidomide\nco-suspect drugs: not known"
    assert (filled["15"], filled["16"], filled["1a"], filled["4-6"]) == ("not known",) * 4
    assert filled["21"] == "not applicable"
    assert "Not known: " in filled["7 + 13"]
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "form.pdf").pages)
    assert "pomalidomide" in text
    assert "not known" in text
    assert f"Local release {RELEASE}" in text


def test_criteria_of_seriousness_are_ticked_only_where_the_case_names_or_denies_them() -> None:
    named = {"value": ["hospitalization"], "denied": ["disability"], "complete": False, "locator": "x"}
    facts = {"seriousness": named, "outcome": {"value": "died of the lung injury", "locator": "x"}}

    filled = {box.number: box.content for box in boxes({**SOUND, "facts": facts}, None)}

    assert filled["8-12"] == (
        "patient died: yes; life threatening: not known; involved or prolonged inpatient hospitalisation: yes; "
        "involved persistent or significant disability or incapacity: no; other medically important condition: "
        "not known; congenital abnormalities: not known"
    )


def test_history_says_of_a_list_whether_it_is_all_and_of_what_does_not_apply_that_it_does_not() -> None:
    no_smoker = {"smoking": {"value": "never", "locator": "x"}, "pack_years": {"state": "not applicable"}}
    facts = {**no_smoker, "prior_imid_drugs": {"value": ["lenalidomide"], "complete": False, "locator": "x"}}

    filled = {box.number: box.content for box in boxes({**SOUND, "facts": facts}, None)}

    assert "Smoking: never; Pack-years: not applicable" in filled["23"]
    assert "Prior IMiDs: lenalidomide (others not known)" in filled["23"]
    assert filled["24d"] == "not known"


def test_the_same_case_gives_the_same_form() -> None:
    assert report_form(SOUND, None, RELEASE) == report_form(SOUND, None, RELEASE)


@pytest.mark.parametrize(
    ("facts", "suspects"),
    [
        ({}, "pomalidomide\nco-suspect drugs: not known"),
        ({"co_suspect_drugs": {"state": "not reported"}}, "pomalidomide\nco-suspect drugs: not known"),
        ({"co_suspect_drugs": {"value": [], "complete": True}}, "pomalidomide\nco-suspect drugs: none"),
        (
            {"co_suspect_drugs": {"value": ["bortezomib", "docetaxel"], "complete": True}},
            "pomalidomide\nco-suspect drugs: bortezomib; docetaxel",
        ),
        (
            {"co_suspect_drugs": {"value": ["bortezomib"], "complete": False}},
            "pomalidomide\nco-suspect drugs: bortezomib (others not known)",
        ),
        (
            {"suspect_imids": {"value": ["pomalidomide", "thalidomide"], "complete": True}},
            "pomalidomide; thalidomide\nco-suspect drugs: not known",
        ),
        (
            {"suspect_imids": {"value": ["thalidomide"], "complete": False}},
            "pomalidomide; thalidomide (others not known)\nco-suspect drugs: not known",
        ),
    ],
)
def test_box_14_says_whether_the_suspect_drugs_are_all(facts: dict[str, Any], suspects: str) -> None:
    case = {**SOUND, "facts": {"drug": {"value": "pomalidomide", "locator": "x"}, **facts}}

    filled = {box.number: box.content for box in boxes(case, None)}

    assert filled["14"] == suspects


def test_an_age_that_is_not_kept_stands_in_the_form_as_its_note_says_it() -> None:
    case = {**SOUND, "facts": {"age_years": {"state": "not read", "note": "over 89"}}}

    filled = {box.number: box.content for box in boxes(case, None)}

    assert filled["2a"] == "not known (over 89)"


@pytest.mark.parametrize(
    ("facts", "abated", "reappeared"),
    [
        (
            {"drug_discontinued": "yes", "outcome": "improved", "rechallenge": "yes", "rechallenge_result": "recurred"},
            "yes",
            "yes",
        ),
        (
            {
                "drug_discontinued": "yes",
                "outcome": "worsened",
                "rechallenge": "yes",
                "rechallenge_result": "did not recur",
            },
            "no",
            "no",
        ),
        ({"drug_discontinued": "no", "outcome": "improved", "rechallenge": "no"}, "not applicable", "not applicable"),
        ({"drug_discontinued": "yes"}, "not known", "not known"),
        (
            {"outcome": "resolved", "rechallenge": "yes", "rechallenge_result": "outcome unknown"},
            "not known",
            "not known",
        ),
    ],
)
def test_what_came_after_stopping_and_giving_again_is_answered_by_the_case_alone(
    facts: dict[str, str], abated: str, reappeared: str
) -> None:
    case = {**SOUND, "facts": {name: {"value": value, "locator": "x"} for name, value in facts.items()}}

    filled = {box.number: box.content for box in boxes(case, None)}

    assert (filled["20"], filled["21"]) == (abated, reappeared)


# --- history


def test_the_history_of_a_case_is_shown_by_day(desk: Hospital) -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    draft = steps.submit(ANN, read(name), codebook(), ())
    assert draft.submitted is not None
    publication.accept(ZOE, name, draft.submitted.content["sha256"], *desk)
    app = opened("history", "zoe", "reviewer")

    app.selectbox(key="history_case").select("doe-2024").run()

    assert "What doe-2024 said at the end of" in text_of(app)
    assert "Written by ann, accepted by zoe" in text_of(app)

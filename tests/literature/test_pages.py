"""A month of the watch on its pages: take in, judge, screen, undo, a second person, settle."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from literature.decisions import EXCLUDE, INCLUDE, REASONS, SAME, every_decision, judge, screen
from literature.ui.session import cases
from tests.access.test_entrance import opened, roles_file
from tests.literature.drawing import ris, state, taken_in
from tests.reading import counts, tables, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

__all__ = ["roles_file"]

pytestmark = pytest.mark.usefixtures("roles_file")
LONG = "Pomalidomide-induced lung injury in a patient with relapsed myeloma"


def html(app: AppTest) -> str:
    """Give all HTML of a page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_first_page_shows_the_strings_the_files_and_until_when_was_searched() -> None:
    taken_in(ris("One", "Two"))

    app = opened("literature", "pharmacists")

    assert counts(app)["Records"] == counts(app)["Left to screen"] == 2
    assert "searched until 2026-11-01 (version of the string: another, 12345678)" in words(app)
    assert "not searched yet" in words(app)
    assert app.code[0].value.startswith('("thalidomide"[tw] OR')
    assert tables(app)[-1]["Records"].to_list() == ["2"]


def test_files_are_taken_in_on_the_page_and_one_that_is_damaged_is_refused_with_both_numbers() -> None:
    app = opened("literature", "pharmacists", name="p.doe")

    good, damaged = ris("One"), ris("Two", "Three").replace(b"ER  - \n\nTY", b"TY")
    app.file_uploader[0].set_value([("good.ris", good, "text/plain"), ("bad.ris", damaged, "text/plain")])
    app.button("literature_take_in").click().run()
    assert "choose files, and the database in which you searched" in words(app)
    assert state().imports == ()
    app.file_uploader[0].set_value([("good.ris", good, "text/plain"), ("bad.ris", damaged, "text/plain")])
    app.selectbox("literature_database").select("Embase")
    app.button("literature_take_in").click().run()

    assert "good.ris: 1 lines begin a record, and 1 records were read" in app.success[0].value.replace("\\", "")
    assert "bad.ris was not taken in. 2 lines begin a record; records that could be read: 1" in words(app)
    assert state().imports[0].actor == "p.doe"
    assert state().imports[0].account["search"]["database"] == "Embase"


def test_two_records_stand_side_by_side_and_an_answer_can_be_taken_back() -> None:
    taken_in(ris(LONG, f"{LONG}: erratum"))
    app = opened("duplicates", "pharmacists")

    assert "Not proposed, but to be looked at: similar title" in words(app)
    app.button("literature_T").click().run()

    assert "No pair is left" in app.success[0].value
    (pair,) = state().pairs
    app.selectbox("literature_back").select(pair.name).run()
    app.button("literature_take_back").click().run()
    assert state().open_pairs() == [pair]


def test_a_record_is_screened_by_a_click_and_comes_again_by_undo() -> None:
    taken_in(ris("Something", "Thalidomide & <b>pneumonitis</b>"))
    app = opened("screening", "pharmacists", name="p.doe")

    assert "2 left. Record 1-2. Drug words: 1; lung words: 1." in words(app)
    assert '<mark class="drug">Thalidomide</mark> &amp; &lt;b&gt;<mark class="lung">pneumonitis</mark>' in html(app)
    assert app.button("literature_undo").disabled
    app.button("literature_exclude_3").click().run()
    assert state().outcome("1-2")[:2] == (EXCLUDE, REASONS[3])
    assert "1 left. Record 1-1" in words(app)
    app.button("literature_undo").click().run()
    assert "2 left. Record 1-2" in words(app)
    app.button("literature_include").click().run()
    app.button("literature_unsure").click().run()
    assert "Nothing is left to screen here." in app.success[0].value
    assert [one.decision for one in every_decision()] == ["exclude", "taken back", "include", "unsure"]


def test_somebody_who_comes_back_goes_on_where_they_left_off() -> None:
    taken_in(ris("One", "Two", "Three"))
    opened("screening", "pharmacists", name="p.doe").button("literature_include").click().run()

    again = opened("screening", "pharmacists", name="p.doe")

    assert "2 left. Record 1-2" in words(again)


def test_a_second_person_sees_neither_decision_nor_reason_of_the_first() -> None:
    taken_in(ris("One"))
    screen("p.doe", "1-1", EXCLUDE, REASONS[3])
    app = opened("screening", "reviewers", name="q.roe")

    app.selectbox("literature_look").select("every").run()

    assert "1 left. Record 1-1" in words(app)
    assert "p.doe" not in words(app) + html(app)
    assert "excluded" not in words(app) + html(app)
    app.button("literature_include").click().run()
    assert state().disagreements() == ["1-1"]


def test_a_decision_that_came_too_late_is_told_and_not_written() -> None:
    taken_in(ris("One", "Two"))
    app = opened("screening", "pharmacists", name="p.doe")
    screen("p.doe", "1-1", INCLUDE)

    app.button("literature_exclude_0").click().run()

    assert "decided otherwise" in app.error[0].value
    assert state().outcome("1-1").decision == INCLUDE


def test_two_who_differ_stand_beside_each_other_until_it_is_settled() -> None:
    taken_in(ris("One"))
    screen("p.doe", "1-1", EXCLUDE, REASONS[3])
    screen("q.roe", "1-1", INCLUDE)
    app = opened("disagreements", "reviewers", name="r.poe")

    assert tables(app)[0]["Who"].to_list() == ["p.doe", "q.roe"]
    assert "agreed on 0 of 1 records" in words(app)
    assert app.button("literature_settle_exclude").disabled
    app.button("literature_settle_include").click().run()

    assert state().included() == ["1-1"]
    assert tables(app)[-1]["Before"].to_list() == ["p.doe: exclude; q.roe: include"]
    app.selectbox("literature_settled_back").select("1-1").run()
    app.button("literature_unsettle").click().run()
    assert state().disagreements() == ["1-1"]


def test_nothing_is_headed_to_be_taken_along_before_there_is_a_record() -> None:
    assert "Take along" not in [heading.value for heading in opened("literature", "pharmacists").header]
    taken_in(ris("One"))

    assert "Take along" in [heading.value for heading in opened("literature", "pharmacists").header]


def test_a_page_of_the_desk_names_its_link_and_the_day_on_each_sheet_of_paper() -> None:
    printed = html(opened("literature", "pharmacists"))

    assert f"IMiD Lung Casebook, Literature. Printed {datetime.now(UTC):%Y-%m-%d}. " in printed
    assert '@page{@bottom-left{content:"IMiD Lung Casebook, Literature.' in printed


def test_known_sources_are_those_of_all_cases_with_titles_and_numbers() -> None:
    known = cases()

    assert all(name.startswith("case:") for name in known)
    assert known["case:kang-2010"].title.startswith("Nonspecific Interstitial Pneumonitis after Bortezomib")
    assert known["case:kang-2010"].doi == "10.3349/ymj.2010.51.3.448"


def test_a_record_that_a_case_was_made_of_is_proposed_as_the_same() -> None:
    taken_in(ris("Another title", more="DO  - 10.3349/YMJ.2010.51.3.448\n"), cases())
    (pair,) = state().open_pairs()
    assert pair.other == "case:kang-2010"

    app = opened("duplicates", "curators")

    assert "Proposed as the same: DOI" in words(app)
    judge("p.doe", pair.name, SAME)
    assert state().to_screen() == []

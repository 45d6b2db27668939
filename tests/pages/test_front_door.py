"""The first screen, Help, and the line above a page: what is filtered, compared, and taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from casebook.codebook import codebook
from tests.menu import COMPARED, FILTERED, PAGES
from tests.pages.opening import as_it_opens, opened
from tests.reading import counts, tables, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    Link = dict[str, list[str]]


def buttons(app: AppTest) -> set[str]:
    """Name the buttons of the line above a page."""
    return {str(button.key) for button in app.button if re.match(r"off_|clear|undo", str(button.key))}


def test_the_first_screen_says_what_this_is_and_how_much_was_read_and_opens_three_doors() -> None:
    app = opened("overview")
    said = words(app)

    assert "IMiD Lung Casebook: published cases of lung injury attributed to immunomodulatory imide drugs" in said
    assert "19 published cases that could be read, 1 of them in full text. More have been published." in said
    help_, *doors = [link.proto.label for link in app.get("page_link")]
    assert help_ == "Help"
    assert doors == ["**A patient to discuss**", "**What the cases show**", "**What is reported to authorities**"]


def test_who_narrows_has_come_in_and_sees_no_doors() -> None:
    assert len(opened("overview", {"drug": ["pomalidomide"]}).get("page_link")) == 1


def test_a_drug_that_the_filter_takes_away_is_not_counted_as_zero() -> None:
    assert counts(opened("overview", {"drug": ["lenalidomide"]})) == {"Cases": 4, "lenalidomide": 4}


def holds(part: Any, what: str) -> bool:  # noqa: ANN401  a part of the tree of a page
    """Say whether a part of a page has this key or says these words, or holds one that does."""
    said = str(getattr(part.proto, "body", "")) if hasattr(part, "proto") else ""
    return (
        getattr(part, "key", None) == what
        or what in said
        or any(holds(child, what) for child in getattr(part, "children", {}).values())
    )


@pytest.mark.parametrize("name", COMPARED)
def test_all_that_a_filter_says_above_a_page_is_one_part_of_it_so_that_nothing_below_moves(name: str) -> None:
    body = opened(name, {"drug": ["thalidomide"]}).main.children[1]

    above = [part for part in body.children.values() if holds(part, "filter_line")]

    said_on_paper = "Filter: suspect drug: thalidomide"
    assert [holds(part, what) for part in above for what in (said_on_paper, "off_drug")] == [True, True]


@pytest.mark.parametrize("name", PAGES)
def test_help_is_one_click_from_every_page(name: str) -> None:
    assert "Help" in [link.proto.label for link in as_it_opens(name).get("page_link")]


def test_help_explains_every_term_of_the_codebook_that_a_fact_has() -> None:
    explained = {row["Term"] for table in tables(opened("help")) if "Term" in table.columns for row in table.to_dicts()}

    of_facts = {term for fact in codebook().facts.values() if fact.label for term in fact.terms}
    assert of_facts <= explained


@pytest.mark.parametrize("name", FILTERED)
def test_filters_are_cleared_and_brought_back_by_undo(name: str) -> None:
    app = opened(name, {"drug": ["thalidomide"], "latency": ["0", "365"], "compare": ["drug=lenalidomide"]})
    assert buttons(app) == {"off_drug", "off_latency", "off_compare", "clear_filters"}

    app.button(key="clear_filters").click().run()
    cleared = buttons(app)
    app.button(key="undo").click().run()

    assert not app.exception
    assert cleared == {"undo"}
    assert buttons(app) == {"off_drug", "off_latency", "off_compare", "clear_filters"}
    assert app.session_state["latency"] == (0, 365)


def test_each_change_is_undone_by_itself_the_last_one_first() -> None:
    app = opened("timing")
    app.pills(key="drug").set_value(["pomalidomide"]).run()
    app.pills(key="steroid").set_value(["yes"]).run()

    app.button(key="undo").click().run()
    after_one = buttons(app)
    app.button(key="undo").click().run()

    assert after_one == {"off_drug", "clear_filters", "undo"}
    assert buttons(app) == set()


def test_a_comparison_from_a_link_stands_chosen_and_is_taken_off_in_the_line() -> None:
    app = opened("treatment", {"compare": ["drug=lenalidomide&outcome=resolved"]})
    chosen = app.selectbox(key="compare_offer").value

    app.button(key="off_compare").click().run()

    assert chosen == "what the link below says"
    assert app.selectbox(key="compare_offer").value == "nothing"
    assert buttons(app) == {"undo"}


def test_the_number_behind_a_term_is_written_into_its_button_and_one_without_a_case_is_struck_through() -> None:
    styles = "".join(element.proto.body for element in opened("timing").get("html") if "<style>" in element.proto.body)

    counted = re.findall(r'\.st-key-drug button\S*:nth-of-type\((\d)\) p::after\{content:" (\d+)"\}', styles)
    assert counted[:4] == [("1", "7"), ("2", "4"), ("3", "8"), ("4", "0")]
    assert ".st-key-drug button[data-variant=pills]:nth-of-type(4) p{text-decoration:line-through}" in styles


def test_a_wrong_value_and_a_missing_case_have_a_ready_text_that_names_case_fact_place_and_release() -> None:
    one = opened("one_case", {"case": ["vivien-2022"]})
    one.session_state["value_is_wrong"] = True
    one.session_state["wrong_fact"] = "BAL lymphocytes (%)"
    one.run()
    listed = opened("case_list")
    listed.session_state["case_is_missing"] = True
    listed.run()

    assert "Case: vivien-2022 (vivien-2022)" in one.code[0].value
    assert "Fact: BAL lymphocytes (%) (bal_lymphocytes_pct)" in one.code[0].value
    assert "It stands there: 44" in one.code[0].value
    assert "Where it was read: Case presentation, para 4" in one.code[0].value
    assert "Release: 20" in one.code[0].value
    assert "A published case is missing" in listed.code[0].value


@pytest.mark.parametrize("name", FILTERED)
def test_a_sheet_says_filter_comparison_release_and_link(name: str) -> None:
    app = opened(name, {"drug": ["pomalidomide"], "compare": ["drug=thalidomide"]})

    (body,) = [element.proto.body for element in app.get("html") if "@bottom-left{" in element.proto.body]
    first, foot = body.split("<style>")
    for printed in (foot, first):
        assert "8 of 19 cases. Filter: suspect drug: pomalidomide." in printed
        assert "drug=pomalidomide" in printed.replace("\\26 ", "&")
        assert "release=20" in printed
    assert ("Compared with: suspect drug: thalidomide." in first) == PAGES[name].calls("choose_selections")


def test_the_link_of_a_view_is_there_as_a_code_for_a_phone_too() -> None:
    app = opened("timing", {"drug": ["pomalidomide"]})
    app.session_state["copy_link"] = True
    app.run()

    drawn = [element.proto.body for element in app.get("html") if "<img" in element.proto.body]
    assert len(drawn) == 1
    assert 'alt="QR code of this link"' in drawn[0]

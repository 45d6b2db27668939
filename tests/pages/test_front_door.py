"""The first screen, Help, and the line above a page: what is filtered, compared, and taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from casebook.codebook import codebook
from common.paths import ROOT
from tests.menu import FILTERED, PAGES
from tests.reading import tables, words

if TYPE_CHECKING:
    Link = dict[str, list[str]]


def opened(page: str, link: Link | None = None) -> AppTest:
    """Open a page by a link."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
    for key, values in (link or {}).items():
        app.query_params[key] = values
    return app.switch_page(PAGES[page].script).run()


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


@pytest.mark.parametrize("name", PAGES)
def test_help_is_one_click_from_every_page(name: str) -> None:
    assert "Help" in [link.proto.label for link in opened(name).get("page_link")]


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

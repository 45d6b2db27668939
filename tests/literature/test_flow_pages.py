"""What the pages say of searches, of the flow of records, and of what became of the included ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from common.paths import ROOT
from literature.decisions import INCLUDE, NOT_HAD, screen
from literature.exchange import as_ris, entries_of
from literature.imports import Search, every_import, take_in
from literature.readers import read_file
from literature.search_strings import search_strings
from literature.searched import searched_to
from tests.access.test_entrance import opened, roles_file
from tests.literature.drawing import ris, state, taken_in
from tests.reading import tables, words

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["roles_file"]


def search(database: str, until: str, title: str = "One") -> None:
    """Take in a file of one record, searched in a database until a day."""
    content = ris(f"{title} in {database} until {until}")
    take_in(read_file("a.ris", content), content, "p.doe", Search(database, until, "1"), {})


@pytest.mark.usefixtures("roles_file")
def test_the_first_screen_says_until_when_each_database_was_searched_and_how_long_ago() -> None:
    assert searched_to() == "No search of the literature is on record."
    search("PubMed", "2026-10-01")
    search("PubMed", "2026-11-01")
    search("PubMed", "2026-09-01")

    days = (datetime.now(UTC).date() - date(2026, 11, 1)).days
    assert searched_to() == f"Searched: PubMed to 2026-11-01 ({days} days ago); Embase not at all."
    assert f"More have been published. Searched: PubMed to 2026-11-01 ({days}" in words(opened("overview", "readers"))


def test_without_sign_in_the_first_screen_says_nothing_of_searches() -> None:
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60).run()

    assert searched_to() == ""
    assert "More have been published." in words(app)
    assert "earched" not in words(app)


@pytest.mark.usefixtures("roles_file")
def test_methods_shows_the_flow_now_and_as_it_was_at_a_release() -> None:
    app = opened("methods", "readers")
    assert "No file of records was taken in." in words(app)
    taken_in(ris("One", "Two", "Three"))
    screen("p.doe", "1-1", INCLUDE)

    app.run()

    assert "Of 3 records, 3 were to be screened and 1 were sought for retrieval; of 0 there is a case." in words(app)
    assert len(app.get("vega_lite_chart")) == 1
    release = app.selectbox("flow_of").options[1]
    app.selectbox("flow_of").select(release).run()
    assert f"As it stood on {release[:10]} 23:59 UTC." in words(app)
    assert "No file of records had been taken in." in words(app)


def test_without_sign_in_methods_has_no_flow() -> None:
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60).run()
    app.switch_page("about/methods.py").run()

    assert "How was the literature searched?" not in words(app)


@pytest.mark.usefixtures("roles_file")
def test_an_included_record_is_closed_with_a_remark_and_opened_again() -> None:
    taken_in(ris("One", "Two"))
    app = opened("full_text", "pharmacists", name="p.doe")
    assert "No record is included yet." in words(app)
    screen("p.doe", "1-1", INCLUDE)
    screen("p.doe", "1-2", INCLUDE)
    app.run()
    assert "2 included, 2 of them not followed up yet." in words(app)

    app.text_input("literature_remark_1-1").set_value("asked the library").run()
    app.button("literature_close_1").click().run()

    assert (state().closed["1-1"].decision, state().closed["1-1"].reason) == (NOT_HAD, "asked the library")
    assert tables(app)[-1]["Became"].to_list() == [NOT_HAD, "waiting"]
    app.button("literature_open_again").click().run()
    assert "2 included, 2 of them not followed up yet." in words(app)


@pytest.mark.usefixtures("roles_file")
def test_the_string_with_which_was_searched_is_kept_with_the_file() -> None:
    app = opened("literature", "pharmacists", name="p.doe")

    app.file_uploader[0].set_value([("good.ris", ris("One"), "text/plain")])
    app.selectbox("literature_database").select("PubMed")
    app.button("literature_take_in").click().run()

    assert every_import()[0].account["search"]["string"] == search_strings().pubmed


@pytest.mark.usefixtures("roles_file")
def test_records_and_decisions_are_offered_and_taken_in_on_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken_in(ris("One", "Two"))
    screen("p.doe", "1-1", INCLUDE)
    labels = [button.proto.label for button in opened("literature", "pharmacists").get("download_button")]
    assert labels == ["RIS of all records and decisions", "CSV of all records and decisions"]
    content = as_ris(entries_of(state()))
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'other.sqlite'}")
    app = opened("literature", "pharmacists", name="q.roe")

    app.file_uploader[0].set_value([("literature.ris", content, "text/plain")])
    app.button("literature_take_in").click().run()

    assert "New here: 2 records of 1 files and 1 decisions" in app.success[0].value.replace("\\", "")
    assert state().included() == ["1-1"]
    assert tables(app)[-1]["Searched"].to_list() == ["", "PubMed until 2026-11-01"]

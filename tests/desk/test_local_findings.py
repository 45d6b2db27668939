"""Local cases on the pages of findings: for who has the right alone, in counts, each look told to the registry."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import streamlit as st

from access.downloads import NotAllowedError
from casebook.store import open_release
from desk import local_counts
from desk.local_chart import LOCAL as OWN
from desk.local_chart import PUBLISHED, counts_of
from desk.local_counts import counted_facts
from desk.page_facts import facts_of_page
from registry import store
from tests.access.test_entrance import RULES, roles_file
from tests.desk.following import BESIDE, LOCAL, all_of, followed, looks
from tests.desk.local_release import DRAWN, build_local_release, local, thirty
from tests.menu import FINDINGS, PAGES

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


__all__ = ["local", "roles_file", "thirty"]


@pytest.fixture
def desk(roles_file: Path, local: None) -> Path:  # noqa: ARG001
    """Have sign-in and thirty local cases; gives the file of roles."""
    return roles_file


FEW = "worsened"


def charts(app: AppTest) -> list[str]:
    """Name the facts whose local cases a page draws."""
    drawn = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    said = [f" {counts_of(*sides).__doc__}" for sides in ((OWN,), (PUBLISHED, OWN), (PUBLISHED,))]
    return [alt.removesuffix(words) for alt in drawn for words in said if alt.endswith(words)]


COUNTING = [page for page in FINDINGS if page != "claims"]
"""The pages of findings on which local cases are counted."""


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("page", COUNTING)
def test_a_page_of_findings_counts_local_cases_and_names_none(page: str) -> None:
    app = followed(page, LOCAL, "reader", "local")

    assert app.title[0].value.endswith(": local cases")
    assert "**30 local cases**" in all_of(app)
    assert charts(app) == [counted_facts()[fact].label for fact in facts_of_page(page)]
    assert "local-1" not in all_of(app)
    assert "Local case 1" not in all_of(app)
    assert "pages of findings" in app.segmented_control(key="cases").help
    assert looks()[-1]["page"] == page
    assert looks()[-1]["filter"] == "no filter"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("page", COUNTING)
def test_with_local_cases_alone_no_word_of_the_page_or_its_charts_names_published_ones(page: str) -> None:
    app = followed(page, LOCAL, "reader", "local")

    sent = "\n".join(str(element.proto) for element in app.main)
    assert "ublished" not in sent
    assert [part.proto.body.count("Local release") for part in app.get("html") if "<hr>" in part.proto.body] == [1]
    assert {alt.proto.alt.split(" Bars of ")[1].split(" of each")[0] for alt in app.get("vega_lite_chart")} == {
        "the local cases"
    }


@pytest.mark.usefixtures("desk")
def test_with_both_the_sentence_about_published_cases_stands_below_and_each_chart_names_both() -> None:
    app = followed("treatment", BESIDE, "reader", "local")

    text = all_of(app)
    assert "Published cases, chosen by what somebody noticed" in text
    assert "Bars of the published cases and the local cases" in text


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(("page", "query"), [("claims", LOCAL), ("claims", BESIDE), ("one_case", BESIDE)])
def test_a_page_about_published_cases_alone_stays_and_says_so(page: str, query: dict[str, str]) -> None:
    app = followed(page, query, "curator", "local")

    assert "This page shows published cases alone" in app.info[0].value
    assert "local cases" not in app.title[0].value
    assert looks() == []


@pytest.mark.usefixtures("desk")
def test_what_a_link_holds_beside_local_cases_is_not_shown_and_that_is_said() -> None:
    app = followed("timing", {**LOCAL, "compare": "drug=thalidomide"}, "reader", "local")

    assert "Nothing is held beside local cases" in app.info[0].value


@pytest.mark.usefixtures("desk")
def test_a_page_that_names_single_cases_stays_with_the_published_ones_and_says_so() -> None:
    app = followed("case_list", LOCAL, "curator", "local")

    assert "This page shows published cases" in app.info[0].value
    assert "local-1" not in all_of(app)
    assert looks() == []


@pytest.mark.usefixtures("desk")
def test_published_cases_are_the_default_and_no_look_is_told() -> None:
    app = followed("overview", {}, "reader", "local")

    assert app.segmented_control(key="cases").value == "published"
    assert "Outcome" not in charts(app)
    assert looks() == []


@pytest.mark.usefixtures("desk")
def test_compare_with_holds_local_cases_beside_the_published_ones_on_the_same_axes() -> None:
    app = followed("overview", {}, "reader", "local")

    app.session_state["comparison"] = True  # as a click on it does
    app.run()
    app.selectbox(key="compare_offer").select("local cases").run()

    assert not app.exception
    assert app.text_input(key="compare").value == BESIDE["compare"]
    assert re.search(r"Of \d+ published cases: ", all_of(app))
    assert "Of 30 local cases: lenalidomide 15, pomalidomide 15." in all_of(app)
    (look,) = looks()
    assert look["page"] == "overview"


@pytest.mark.usefixtures("desk")
def test_a_filter_narrows_local_cases_by_one_term_and_by_no_more() -> None:
    app = followed("timing", {**LOCAL, "onset": "abrupt"}, "reader", "local")
    assert "**12 local cases**" in all_of(app)

    app.pills(key="steroid").set_value(["yes"]).run()

    assert "Local cases are not counted for these filters" in app.info[0].value
    assert not charts(app)


@pytest.mark.usefixtures("desk")
def test_a_term_that_few_local_cases_have_tells_nothing() -> None:
    app = followed("timing", {**LOCAL, "outcome": FEW}, "reader", "local")

    assert "nothing of them is shown" in app.info[0].value
    assert not charts(app)
    assert looks()[-1]["filter"] == f"outcome: {FEW}"


def test_below_five_local_cases_a_page_of_findings_shows_the_sentence_alone(
    roles_file: Path,  # noqa: ARG001  sign-in
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local_counts, "LOCAL_CASES", tmp_path / "local")
    build_local_release(DRAWN[:4])

    app = followed("overview", LOCAL, "reader", "local")

    assert "There are fewer than 5 local cases" in app.info[0].value
    assert not charts(app)
    assert "4 local" not in all_of(app)


@pytest.mark.usefixtures("desk")
def test_the_counts_are_offered_as_a_file_to_those_who_take_counts_away_with_what_it_is_of() -> None:
    app = followed("lavage", LOCAL, "reader", "local")

    app.session_state["rows_local_bal_performed"] = True
    app.run()

    (offered,) = [button.proto for button in app.get("download_button") if "CSV of these rows" in button.proto.label]
    assert offered.label == "CSV of these rows"
    view = app.session_state["view_to_tell"]
    assert view["cases"] == "local"
    assert view["release"] == looks()[-1]["release"]
    assert view["filter"] == "no filter"


def test_the_counts_are_handed_out_with_an_event_and_to_nobody_whose_role_has_gone(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Any] = {}
    made = st.download_button
    monkeypatch.setattr(
        st, "download_button", lambda *parts, **more: offered.update({parts[2]: parts[1]}) or made(*parts, **more)
    )
    app = followed("lavage", LOCAL, "reader", "local")
    app.session_state["rows_local_bal_performed"] = True
    app.run()
    hand_out = offered["local_bal_performed.csv"]

    rows = pl.read_csv(io.BytesIO(hand_out()))
    (exported,) = (json.loads(event.content) for event in store.every_event() if event.kind == "exported")
    assert rows.columns == ["Answer", "Local cases"]
    assert (exported["cases"], exported["level"], exported["rows"]) == ("local", "counts", rows.height)
    assert exported["release"] == looks()[-1]["release"]

    desk.write_text(RULES.replace('locals = ["local"]', 'locals = ["reader"]'))
    with pytest.raises(NotAllowedError, match="to those alone who may see them"):
        hand_out()
    assert len([event for event in store.every_event() if event.kind == "exported"]) == 1


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("page", [name for name, page in PAGES.items() if page.section != "reports"])
def test_without_the_right_no_page_shows_or_hands_out_anything_local_whatever_the_link_says(page: str) -> None:
    app = followed(page, LOCAL | BESIDE, "curator", "reviewer")
    text = all_of(app)

    assert not charts(app)
    assert "local_" not in text
    assert "30 local" not in text
    assert "local-1" not in text
    assert not [box for box in app.segmented_control if box.key == "cases"]
    for box in app.selectbox:
        assert "local cases" not in box.options
    assert looks() == []


def test_whose_right_has_gone_sees_published_cases_at_the_next_click(desk: Path) -> None:
    app = followed("treatment", LOCAL, "reader", "local")
    assert "Outcome" in charts(app)

    desk.write_text(RULES.replace('locals = ["local"]', 'locals = ["reader"]'))
    app.run()

    assert "Outcome" not in charts(app)
    assert "local cases are for those who have the role for them" in app.warning[0].value


@pytest.mark.usefixtures("local")
def test_without_sign_in_a_link_to_local_cases_shows_the_published_ones() -> None:
    app = followed("overview", LOCAL | BESIDE)

    assert "Outcome" not in charts(app)
    assert app.get("vega_lite_chart")
    assert "local cases are for those who have the role for them" in app.warning[0].value


def test_what_a_page_counts_of_local_cases_is_what_it_counts_of_published_ones() -> None:
    open_release()

    assert facts_of_page("timing") == ("suspects", "latency", "prior_imid", "prior_imid_drugs", "onset")
    assert {"symptoms", "ct_patterns", "ct_distribution"} <= {*facts_of_page("presentation")}
    assert "bal_pattern" in facts_of_page("lavage")
    assert facts_of_page("claims") == ()
    assert {fact for page in COUNTING for fact in facts_of_page(page)} <= {*counted_facts()}

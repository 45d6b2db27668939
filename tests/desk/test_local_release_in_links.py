"""A link to local cases, and a page of them on paper, name the local release; a link of another one says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from casebook.store import release
from desk import local_counts
from desk.local_counts import read_local_release
from tests.access.test_entrance import roles_file
from tests.desk.following import BESIDE, LOCAL, followed
from tests.desk.local_release import local, thirty
from tests.desk.opening import opened

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

__all__ = ["local", "roles_file", "thirty"]

ANOTHER = "2020-01-01-00000000"


@pytest.fixture
def today(roles_file: Path, local: None) -> str:  # noqa: ARG001
    """Have sign-in and thirty local cases; gives the name of their release."""
    there = read_local_release(local_counts.LOCAL_CASES / "casebook.duckdb")
    assert there is not None
    return there.name


def printed(app: AppTest) -> str:
    """Give what a page says on paper alone."""
    (words,) = [
        html.proto.body for html in app.get("html") if ", printed " in html.proto.body and "<p" in html.proto.body
    ]
    return re.sub(r"<[^>]*>", "", words).replace("&amp;", "&")


def boxes(app: AppTest) -> str:
    """Give the sentences of a page."""
    return "\n".join(str(sentence.value) for sentence in app.markdown).replace("\\", "")  # with which marks are escaped


def test_a_page_of_local_cases_alone_names_their_release_on_paper_and_in_its_link_and_no_other(today: str) -> None:
    words = printed(followed("timing", LOCAL, "reader", "local"))

    assert words.startswith("30 local cases (no filter). Local release ")
    assert f"Local release {today}, printed 20" in words
    assert f"&local_release={today}" in words
    assert not re.search(r"[?&]release=", words)


@pytest.mark.parametrize("page", ["timing", "board"])
def test_with_local_cases_beside_published_ones_paper_and_link_name_both_releases(today: str, page: str) -> None:
    published = str(release()["release"])

    words = printed(followed(page, BESIDE, "reviewer", "local"))

    assert f"Release {published}, local release {today}, printed 20" in words
    assert f"&release={published}&local_release={today}" in words


@pytest.mark.parametrize(
    ("page", "query"), [("timing", LOCAL), ("timing", BESIDE), ("board", {**BESIDE, "p_age": "70"})]
)
def test_a_link_of_another_local_release_says_so_until_the_reader_goes_on_with_todays(
    today: str, page: str, query: dict[str, str]
) -> None:
    app = followed(page, {**query, "local_release": ANOTHER}, "reviewer", "local")
    named = f"This link was made with local release {ANOTHER}; today's is {today}."
    assert named in boxes(app)

    app.button(key="take_local_release").click().run()

    assert named not in boxes(app)


def test_a_link_of_todays_local_release_says_nothing_of_it(today: str) -> None:
    app = followed("timing", {**LOCAL, "local_release": today}, "reader", "local")

    assert "This link was made" not in boxes(app)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("query", [LOCAL, BESIDE])
def test_link_and_print_of_who_may_not_see_local_cases_hold_nothing_of_them(query: dict[str, str]) -> None:
    words = printed(followed("timing", {**query, "local_release": ANOTHER}, "reader"))

    assert "local" not in words
    assert f"Release {release()['release']}, printed" in words


def test_the_page_of_one_local_case_and_that_of_their_counts_name_the_local_release_on_paper(today: str) -> None:
    counts = printed(opened("local_cases", "zoe", "reader", "local"))
    app = opened("report_form", "zoe", "reviewer", "local")

    app.selectbox(key="local_case").select("local-1").run()

    assert counts.startswith("30 local cases beside ")
    assert f"local release {today}, printed" in counts
    assert f"Local case local-1. Local release {today}, printed" in printed(app)

"""What changed from one release to the next: kept by the build, told for the view of a link."""

from __future__ import annotations

import shutil
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from casebook.curation.build import CASES, build
from casebook.releases import UnknownReleaseError, changes_of_view, read_release
from casebook.selection import Selection
from casebook.store import CASEBOOK, connect, release
from common.paths import ROOT
from tests.casefiles import SOUND, write_case
from tests.reading import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Releases = tuple["Path", str, str, "Path"]
"""Folder of releases, the release before, that of now, and the casebook file of now."""


def named(case: dict[str, Any], name: str, **values: str) -> dict[str, Any]:
    """Give the sound case another name and other values for some facts."""
    other = deepcopy(case)
    other["case_id"] = name
    for fact, value in values.items():
        other["facts"][fact] = {"value": value, "locator": "page 1"}
    return other


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """Build two releases: between them one case is added, one corrected, one withdrawn, and one stays."""
    place = tmp_path_factory.mktemp("releases")
    cases, into = place / "cases", place / "casebook.duckdb"
    for name in ("stays", "corrected", "withdrawn"):
        write_case(cases, named(SOUND, name), name)
    before, _ = build(cases, into)
    write_case(cases, named(SOUND, "corrected", outcome="improved"), "corrected")
    write_case(cases, named(SOUND, "added", drug="thalidomide"), "added")
    (cases / "withdrawn.json").unlink()
    now, _ = build(cases, into)
    return place / "releases", str(before["release"]), str(now["release"]), into


def changed(
    releases: Releases, selection: Selection
) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str, int, int]]]:
    """Tell what changed for a view: cases by change, and counts that differ."""
    folder, before, now, into = releases
    with connect(into.resolve()) as opened:
        changes = changes_of_view(folder, before, now, selection, opened)
    return dict(changes.cases), changes.counts.rows()


def test_a_record_that_a_killed_build_left_half_told_is_told_whole_by_the_next(tmp_path: Path) -> None:
    into, folder = tmp_path / "casebook.duckdb", tmp_path / "releases"
    for outcome in ("resolved", "improved"):
        write_case(tmp_path / "cases", named(SOUND, "vivien-2022", outcome=outcome))
        newest, _ = build(tmp_path / "cases", into)
        whole = {path.name: path.read_bytes() for path in folder.iterdir()}
        (folder / f"{newest['release']}.csv").unlink()

        build(tmp_path / "cases", into)

        assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole


def test_a_case_added_corrected_and_withdrawn_is_told_by_name(releases: Releases) -> None:
    cases, counts = changed(releases, Selection())

    assert cases == {"added": ("added",), "corrected": ("corrected",), "withdrawn": ("withdrawn",)}
    assert counts == [
        ("outcome", "improved", 0, 1),
        ("outcome", "resolved", 3, 2),
        ("suspect drug", "pomalidomide", 3, 2),
        ("suspect drug", "thalidomide", 0, 1),
    ]


def test_only_what_changed_in_this_view_is_told(releases: Releases) -> None:
    cases, counts = changed(releases, Selection(drug=("thalidomide",)))

    assert cases == {"added": ("added",), "corrected": (), "withdrawn": ()}
    assert ("cases", "in this view", 0, 1) in counts


def test_a_correction_that_takes_a_case_out_of_the_view_is_told(releases: Releases) -> None:
    cases, counts = changed(releases, Selection(drug=("pomalidomide",), outcome=("resolved",)))

    assert cases == {"added": (), "corrected": ("corrected",), "withdrawn": ("withdrawn",)}
    assert ("cases", "in this view", 3, 1) in counts


def test_a_view_in_which_nothing_changed_is_told_so(releases: Releases) -> None:
    folder, before, now, into = releases
    with connect(into.resolve()) as opened:
        assert not changes_of_view(folder, before, now, Selection(drug=("lenalidomide",)), opened)
        assert not changes_of_view(folder, now, now, Selection(), opened)


def test_what_changed_is_told_of_the_cases_that_hold_the_words_too(releases: Releases) -> None:
    nothing = {"added": (), "corrected": (), "withdrawn": ()}

    assert changed(releases, Selection(q="no case has these words")) == (nothing, [])
    assert changed(releases, Selection(q="WITHDRAWN"))[0] == nothing | {"withdrawn": ("withdrawn",)}
    assert changed(releases, Selection(q="corrected")) == (
        nothing | {"corrected": ("corrected",)},
        [("outcome", "improved", 0, 1), ("outcome", "resolved", 1, 0)],
    )


def test_the_text_search_is_left_aside_on_both_sides_where_no_words_were_kept_and_that_is_said(
    releases: Releases,
) -> None:
    folder, before, now, into = releases
    wordless = folder / "2000-01-03-00000000.csv"
    read_release(folder, before).drop("words").write_csv(wordless)
    try:
        with connect(into.resolve()) as opened:
            changes = changes_of_view(folder, wordless.stem, now, Selection(q="no case has these words"), opened)
            everything = changes_of_view(folder, wordless.stem, now, Selection(), opened)
    finally:
        wordless.unlink()

    assert (changes.left_aside, everything.left_aside) == (("text",), ())
    assert (changes.cases, changes.counts.rows()) == (everything.cases, everything.counts.rows())


def test_a_filter_that_came_after_a_release_is_left_aside_on_both_sides_and_named(releases: Releases) -> None:
    folder, before, now, into = releases
    earlier = folder / "2000-01-04-00000000.csv"
    read_release(folder, before).drop("outcome", "latency_days").write_csv(earlier)
    link = "outcome=died+of+the+lung+injury&latency=0&latency=1&latency_unknown=false&drug=pomalidomide"
    try:
        with connect(into.resolve()) as opened:
            changes = changes_of_view(folder, earlier.stem, now, Selection.from_query(link)[0], opened)
            on_drug = changes_of_view(folder, earlier.stem, now, Selection(drug=("pomalidomide",)), opened)
    finally:
        earlier.unlink()

    assert changes.left_aside == ("outcome", "latency", "unknown latency")
    assert changes.cases == on_drug.cases == {"added": (), "corrected": ("corrected",), "withdrawn": ("withdrawn",)}
    assert {fact for fact, *_ in changes.counts.rows()}.isdisjoint({"outcome", "latency"})


def test_a_term_that_left_the_codebook_is_still_counted_for_the_release_that_had_it(releases: Releases) -> None:
    folder, before, now, into = releases
    earlier = folder / "2000-01-05-00000000.csv"
    read_release(folder, before).with_columns(outcome=pl.lit("cured")).write_csv(earlier)
    try:
        with connect(into.resolve()) as opened:
            changes = changes_of_view(folder, earlier.stem, now, Selection(), opened)
    finally:
        earlier.unlink()

    assert ("outcome", "cured", 3, 0) in changes.counts.rows()


def test_a_release_with_a_finding_that_left_the_vocabulary_since_can_still_be_compared(releases: Releases) -> None:
    folder, before, now, into = releases
    earlier = folder / "2000-01-02-00000000.csv"
    findings = pl.lit("breathlessness; cough").alias("findings")
    read_release(folder, before).with_columns(findings).write_csv(earlier)
    try:
        cases, _ = changed((folder, earlier.stem, now, into), Selection(finding=("cough",)))
    finally:
        earlier.unlink()

    assert cases == {"added": (), "corrected": ("corrected",), "withdrawn": ("withdrawn",)}


def test_the_build_keeps_one_line_a_case_and_one_line_a_change(releases: Releases) -> None:
    folder, before, now, _ = releases

    log = pl.read_csv(folder / "changes.csv", infer_schema=False)

    assert read_release(folder, before)["case_id"].to_list() == ["corrected", "stays", "withdrawn"]
    assert log.filter(pl.col("release") == now).rows() == [
        (now, before, "added", "added"),
        (now, before, "corrected", "corrected"),
        (now, before, "withdrawn", "withdrawn"),
    ]


def test_a_release_that_is_kept_already_is_not_kept_again(releases: Releases) -> None:
    folder, *_, into = releases
    held = {path.name: path.read_bytes() for path in folder.iterdir()}

    build(into.parent / "cases", into)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == held


@pytest.mark.parametrize("linked", ["2020-01-01-00000000", "../casebook", "", "2026-11-23-zzzzzzzz"])
def test_a_release_without_a_record_is_said_to_have_none(releases: Releases, linked: str) -> None:
    folder, _, now, into = releases

    with connect(into.resolve()) as opened, pytest.raises(UnknownReleaseError, match="No record is kept of release"):
        changes_of_view(folder, linked, now, Selection(), opened)


def test_the_record_of_the_shipped_release_is_in_the_tree(tmp_path: Path) -> None:
    shutil.copytree(CASES, tmp_path / "cases")
    made, _ = build(tmp_path / "cases", tmp_path / "casebook.duckdb")
    name = str(made["release"])

    kept = (ROOT / "data" / "releases" / f"{name}.csv").read_text(encoding="utf-8")

    assert kept == (tmp_path / "releases" / f"{name}.csv").read_text(encoding="utf-8")


# --- on the page


@pytest.fixture
def earlier() -> Iterator[str]:
    """Keep a record of an earlier release beside the case file: the same cases but one, and no outcome."""
    record = CASEBOOK.parent / "releases" / "2000-01-01-00000000.csv"
    read_release(record.parent, str(release()["release"]))[1:].drop("outcome").write_csv(record)
    yield record.stem
    record.unlink()


def opened_page(**query: str) -> AppTest:
    """Open the first page by a link."""
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def test_an_address_does_not_name_the_release_while_somebody_works() -> None:
    page = opened_page(drug="pomalidomide").run()

    assert "release" not in page.query_params
    assert "This link was made" not in words(page)


def test_a_link_of_todays_release_has_nothing_to_say() -> None:
    assert "This link was made" not in words(opened_page(release=str(release()["release"])))


def test_a_link_of_another_release_says_so_on_each_page_until_the_reader_goes_on(earlier: str) -> None:
    page = opened_page(release=earlier)
    first = words(page)
    page.query_params.clear()  # as a change of page leaves the address
    page.switch_page("pages/cases/case_list.py").run()
    second = words(page)

    page.button(key="take_release").click().run()

    assert f"This link was made with release {earlier}" in first
    assert "For this view, cases added: archbronconeumol-nd-1." in first
    assert "cases, in this view: 18 → 19" in first
    assert f"This link was made with release {earlier}" in second
    assert "This link was made" not in words(page)


def test_a_release_that_was_taken_off_does_not_come_back_with_the_address_that_named_it(earlier: str) -> None:
    page = opened_page(release=earlier)
    page.button(key="take_release").click().run()
    assert "release" not in page.query_params

    page.query_params["release"] = earlier  # as the way back does
    page.run()

    assert "This link was made" not in words(page)


def test_the_page_names_the_filter_that_is_left_aside_for_the_release_of_the_link(earlier: str) -> None:
    page = opened_page(release=earlier, outcome="resolved")

    assert not page.exception
    assert "The filter “outcome” is left aside here" in words(page)


def link_on(page: AppTest) -> str:
    """Open the place of the link, and read it there."""
    page.session_state["copy_link"] = True
    (link,) = page.run().code
    return link.value


def test_the_link_of_a_view_has_filters_the_second_selection_and_the_release() -> None:
    page = opened_page(drug="pomalidomide", compare="drug=thalidomide&steroid=yes", q="rash or  fever")

    link = link_on(page)

    assert dict(parse_qsl(urlsplit(link).query)) == {
        "drug": "pomalidomide",
        "compare": "drug=thalidomide&steroid=yes",
        "q": "rash or fever",
        "release": str(release()["release"]),
    }


def test_the_link_of_the_board_has_the_patient_and_that_of_the_next_page_has_none() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for key, value in {"p_drug": "pomalidomide", "p_days": "60", "view": "present"}.items():
        page.query_params[key] = value
    page.switch_page("pages/cases/board.py").run()

    of_board = dict(parse_qsl(urlsplit(link_on(page)).query))
    page.query_params.clear()
    page.switch_page("pages/findings/timing.py").run()
    of_timing = dict(parse_qsl(urlsplit(link_on(page)).query))

    today = str(release()["release"])
    assert of_board == {"p_drug": "pomalidomide", "p_days": "60", "view": "present", "release": today}
    assert of_timing == {"release": today}

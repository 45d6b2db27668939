"""What changed from one release to the next: kept by the build, told for the view of a link."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from casebook.curation.build import build
from casebook.releases import UnknownReleaseError, changes_of_view, read_release
from casebook.selection import Selection
from casebook.store import CASEBOOK, connect, release
from common.paths import ROOT
from tests.casefiles import SOUND, write_case

if TYPE_CHECKING:
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

    assert changes.without_text
    assert not everything.without_text
    assert (changes.cases, changes.counts.rows()) == (everything.cases, everything.counts.rows())


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


def test_a_page_holds_the_release_for_its_link_from_the_first_click_on() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()

    page.run()

    assert page.session_state["release"] == release()["release"]
    assert [part for part in page.markdown if "This link was made" in part.value] == []


def test_a_link_of_another_release_says_so_on_the_page_and_can_be_brought_up_to_date() -> None:
    before = CASEBOOK.parent / "releases" / "2000-01-01-00000000.csv"
    today = str(release()["release"])
    lines = (CASEBOOK.parent / "releases" / f"{today}.csv").read_text(encoding="utf-8").splitlines()
    before.write_text("\n".join([lines[0], *lines[2:]]) + "\n", encoding="utf-8")
    try:
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        page.query_params["release"] = "2000-01-01-00000000"
        page.run()
        said = " ".join(part.value.replace("\\", "") for part in page.markdown)
        assert "This link was made with release 2000-01-01-00000000" in said
        assert "For this view, cases added: archbronconeumol-nd-1." in said
        assert "cases, in this view: 18 → 19" in said

        page.button(key="take_release").click().run()

        assert page.session_state["release"] == today
        assert "This link was made" not in " ".join(part.value for part in page.markdown)
    finally:
        before.unlink()

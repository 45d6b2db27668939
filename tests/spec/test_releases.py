"""What changed from one release to the next: kept by the build, told for the view of a link."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from bench.damages import DAMAGES, HARMLESS
from casebook.curation.build import build
from casebook.curation.build import main as build_main
from casebook.release_records import DamagedRecordError, UnknownReleaseError, read_record, release_before
from casebook.releases import changes_of_view, main
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_text_search_is_left_aside_on_both_sides_where_no_text_was_kept_and_that_is_said(
    releases: Releases,
) -> None:
    folder, before, now, into = releases
    wordless = folder / "2000-01-03-00000000.csv"
    read_record(folder, before).drop("text").write_csv(wordless)
    try:
        with connect(into.resolve()) as opened:
            changes = changes_of_view(folder, wordless.stem, now, Selection(q="no case has these words"), opened)
            everything = changes_of_view(folder, wordless.stem, now, Selection(), opened)
    finally:
        wordless.unlink()

    assert (changes.left_aside, everything.left_aside) == (("text",), ())
    assert (changes.cases, changes.counts.rows()) == (everything.cases, everything.counts.rows())


@pytest.mark.slow
def test_a_filter_that_came_after_a_release_is_left_aside_on_both_sides_and_named(releases: Releases) -> None:
    folder, before, now, into = releases
    earlier = folder / "2000-01-04-00000000.csv"
    read_record(folder, before).drop("outcome", "latency_days").write_csv(earlier)
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
    read_record(folder, before).with_columns(outcome=pl.lit("cured")).write_csv(earlier)
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
    read_record(folder, before).with_columns(findings).write_csv(earlier)
    try:
        cases, _ = changed((folder, earlier.stem, now, into), Selection(finding=("cough",)))
    finally:
        earlier.unlink()

    assert cases == {"added": (), "corrected": ("corrected",), "withdrawn": ("withdrawn",)}


def test_the_record_of_a_release_names_its_cases_their_number_and_the_release_before(releases: Releases) -> None:
    folder, before, now, _ = releases

    record = read_record(folder, now)

    assert record.select("case_id", "cases", "before").rows() == [
        ("added", "3", before),
        ("corrected", "3", before),
        ("stays", "3", before),
    ]
    assert set(read_record(folder, before)["before"]) == {""}


def test_the_command_lists_what_each_release_changed(releases: Releases, capsys: pytest.CaptureFixture[str]) -> None:
    folder, before, now, _ = releases

    assert main(["--records", str(folder)]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "release,before,change,case_id",
        f"{before},,added,corrected",
        f"{before},,added,stays",
        f"{before},,added,withdrawn",
        f"{now},{before},added,added",
        f"{now},{before},corrected,corrected",
        f"{now},{before},withdrawn,withdrawn",
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


# --- a record that is damaged


FAULTS = {
    "merge conflict": "marks of a merge conflict in line 2",
    "Latin-1": "is not UTF-8 from line 2 on",
    "NUL": "holds a NUL in line 3",
    "empty": "holds no case",
    "heading alone": "holds no case",
    "cut in a cell": "is cut or damaged in line|cells instead of",
    "cut between lines": "has 1 cases and says that they are 2",
    "semicolons": "parted by commas, as a spreadsheet saves it",
    "hash as a number": r"has '1\.2E\+15' as hash of a case",
    "a comma in a case_id": "has 'corrected,x' as case_id of a case",
    "a line feed in a case_id": r"has 'corrected\\nx' as case_id of a case",
    "a case twice": "has the case corrected twice",
    "two releases before": "says that the release before is",
}
"""Each damage of a record, and what is said of it."""


def test_every_damage_that_is_tried_has_its_sentence() -> None:
    assert FAULTS.keys() == DAMAGES.keys()


@pytest.fixture(scope="module")
def built_twice(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """Build two releases, between which one case is corrected."""
    place = tmp_path_factory.mktemp("built_twice")
    cases, into = place / "cases", place / "casebook.duckdb"
    names = []
    for outcome in ("resolved", "improved"):
        write_case(cases, named(SOUND, "corrected", outcome=outcome), "corrected")
        write_case(cases, named(SOUND, "stays"), "stays")
        names.append(str(build(cases, into)[0]["release"]))
    return place / "releases", names[0], names[1], into


@pytest.fixture
def two_releases(built_twice: Releases, tmp_path: Path) -> Releases:
    """Copy the folder of the two releases, whose records a test may then damage."""
    folder, before, now, into = built_twice
    place = shutil.copytree(folder.parent, tmp_path / "built_twice", symlinks=True)
    return place / folder.name, before, now, place / into.name


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_is_said_with_its_file_its_line_and_the_cure(two_releases: Releases, damage: str) -> None:
    folder, before, now, into = two_releases
    path = folder / f"{before}.csv"
    path.write_bytes(DAMAGES[damage](path.read_bytes()))

    with connect(into.resolve()) as opened, pytest.raises(DamagedRecordError, match=FAULTS[damage]) as raised:
        changes_of_view(folder, before, now, Selection(), opened)

    assert str(raised.value).startswith(f"releases/{before}.csv ")
    assert "put the file back as it was, for instance with git checkout" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_record_of_the_release_in_place_is_written_anew_where_it_is_damaged(
    two_releases: Releases, damage: str
) -> None:
    folder, _, now, into = two_releases
    path = folder / f"{now}.csv"
    whole = path.read_bytes()
    path.write_bytes(DAMAGES[damage](whole))

    build(into.parent / "cases", into)

    assert path.read_bytes() == whole


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_of_an_earlier_release_stops_no_build_and_is_said(
    two_releases: Releases, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, before, now, into = two_releases
    path = folder / f"{before}.csv"
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    write_case(into.parent / "cases", named(SOUND, "added"), "added")

    status = build_main(["--cases", str(into.parent / "cases"), "--into", str(into)])

    printed = capsys.readouterr()
    newest = printed.out.split()[2].strip(":")
    assert status == 0
    assert printed.err.startswith(f"releases/{before}.csv ")
    assert printed.err.count("\n") == 1
    assert set(read_record(folder, newest)["before"]) == {now}


@pytest.mark.parametrize("change", HARMLESS)
def test_a_record_that_only_looks_different_says_the_same(two_releases: Releases, change: str) -> None:
    folder, before, *_ = two_releases
    path = folder / f"{before}.csv"
    record = read_record(folder, before)

    path.write_bytes(HARMLESS[change](path.read_bytes()))

    assert read_record(folder, before).equals(record)


def test_a_folder_in_the_place_of_a_record_is_said_to_be_one(
    two_releases: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, before, now, into = two_releases
    for name in (before, now):
        (folder / f"{name}.csv").unlink()
        (folder / f"{name}.csv").mkdir()

    with pytest.raises(DamagedRecordError, match=rf"^releases/{before}\.csv is a folder: put the file back"):
        read_record(folder, before)
    assert build_main(["--cases", str(into.parent / "cases"), "--into", str(into)]) == 1
    assert capsys.readouterr().err == (
        f"The casebook file could not be written: {folder / now}.csv is a folder and is not replaced: move it away. "
        "It stays as it was.\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("gone", [0, 1])
def test_a_missing_record_stops_no_build(two_releases: Releases, gone: int) -> None:
    folder, before, now, into = two_releases
    (folder / f"{(before, now)[gone]}.csv").unlink()
    write_case(into.parent / "cases", named(SOUND, "added"), "added")

    newest, _ = build(into.parent / "cases", into)

    assert set(read_record(folder, str(newest["release"]))["before"]) == {now}
    assert (folder / f"{now}.csv").exists()


def test_the_command_says_which_changes_it_cannot_list(
    two_releases: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, before, now, _ = two_releases
    (folder / f"{before}.csv").unlink()

    status = main(["--records", str(folder)])

    assert status == 1
    assert capsys.readouterr() == (
        "release,before,change,case_id\n",
        f"What release {now} changed cannot be said: it followed {before}, of which no record is read.\n",
    )


# --- which release came before


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({}, ""),
        ({"a": ""}, "a"),
        ({"b": "", "a": "b"}, "a"),
        ({"a": "", "b": "a", "c": "a"}, "c"),
        ({"a": "b", "b": "a"}, "b"),
        ({"a": "", "b": "a", "c": "new"}, "b"),
        ({"a": "", "new": "", "b": "new"}, ""),
    ],
    ids=["none", "one", "a chain", "merged", "a circle", "one that followed it", "its own record"],
)
def test_a_release_follows_the_last_one_that_did_not_follow_it(before: dict[str, str], expected: str) -> None:
    assert release_before("new", before) == expected


def test_records_of_the_first_version_and_their_log_are_read(
    two_releases: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, before, now, into = two_releases
    for name in (before, now):
        read_record(folder, name).drop("cases", "before").write_csv(folder / f"{name}.csv")
    (folder / "changes.csv").write_text(
        "release,before,change,case_id\n"
        f"{before},,added,corrected\n<<<<<<< HEAD\n\n{before},,added,stays\n{now},{before},corrected,corrected\n"
    )

    assert main(["--records", str(folder)]) == 0
    assert f"\n{now},{before},corrected,corrected\n" in capsys.readouterr().out
    build(into.parent / "cases", into)
    assert set(read_record(folder, now)["before"]) == {before}
    assert "before" not in read_record(folder, before).columns


# --- on the page


# --- on the page


@pytest.fixture
def earlier() -> Iterator[str]:
    """Keep a record of an earlier release beside the case file: the same cases but one, and no outcome."""
    record = CASEBOOK.parent / "releases" / "2000-01-01-00000000.csv"
    read_record(record.parent, str(release()["release"]))[1:].drop("outcome", "cases", "before").write_csv(record)
    yield record.stem
    record.unlink()


def opened_page(**query: str) -> AppTest:
    """Open the first page by a link."""
    page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def test_an_address_does_not_name_the_release_while_somebody_works() -> None:
    page = opened_page(drug="pomalidomide").run()

    assert "release" not in page.query_params
    assert "This link was made" not in words(page)


def test_a_link_of_todays_release_has_nothing_to_say() -> None:
    assert "This link was made" not in words(opened_page(release=str(release()["release"])))


@pytest.mark.slow
def test_a_link_of_another_release_says_so_on_each_page_until_the_reader_goes_on(earlier: str) -> None:
    page = opened_page(release=earlier)
    first = words(page)
    page.query_params.clear()  # as a change of page leaves the address
    page.switch_page("cases/case_list.py").run()
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


@pytest.mark.slow
def test_the_link_of_the_board_has_the_patient_and_that_of_the_next_page_has_none() -> None:
    page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
    for key, value in {"p_drug": "pomalidomide", "p_days": "60", "view": "present"}.items():
        page.query_params[key] = value
    page.switch_page("cases/board.py").run()

    of_board = dict(parse_qsl(urlsplit(link_on(page)).query))
    page.query_params.clear()
    page.switch_page("findings/timing.py").run()
    of_timing = dict(parse_qsl(urlsplit(link_on(page)).query))

    today = str(release()["release"])
    assert of_board == {"p_drug": "pomalidomide", "p_days": "60", "view": "present", "release": today}
    assert of_timing == {"release": today}


def test_a_damaged_record_of_the_release_of_a_link_is_a_sentence_on_the_page() -> None:
    damaged = CASEBOOK.parent / "releases" / "2000-01-04-00000000.csv"
    damaged.write_bytes(b"case_id;hash\n<<<<<<< HEAD\n")
    try:
        page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
        page.query_params["release"] = damaged.stem
        page.run()
    finally:
        damaged.unlink()

    sentences = " ".join(part.value.replace("\\", "") for part in page.markdown)
    assert not page.exception
    assert (
        "releases/2000-01-04-00000000.csv holds the marks of a merge conflict in line 2: put the file back" in sentences
    )


@pytest.mark.slow
def test_a_case_file_of_another_version_is_a_sentence_on_the_page(tmp_path: Path) -> None:
    into = tmp_path / "casebook.duckdb"
    write_case(tmp_path / "cases", SOUND)
    build(tmp_path / "cases", into)
    with duckdb.connect(into.resolve()) as opened:
        opened.execute("UPDATE release SET schema = 'of a newer version'")
    run_once = (
        "from streamlit.testing.v1 import AppTest\n"
        f"page = AppTest.from_file({str(ROOT / 'pages' / 'frame.py')!r}, default_timeout=30).run()\n"
        "print(len(page.exception), *(part.value for part in page.error))"
    )

    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", run_once],
        cwd=ROOT,
        env=os.environ | {"CASEBOOK": str(into)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert run.stdout.replace("\\", "").startswith("0 The case file casebook-")
    assert "was made by another version of the dashboard" in run.stdout

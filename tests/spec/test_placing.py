"""The casebook file in its place: what a build replaces, what it removes, and how builds wait for each other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import duckdb
import pytest

from casebook.curation.build import FaultyCasesError, build, main
from casebook.curation.failures import BuildError
from casebook.curation.placing import LOCK
from casebook.store import ask, connect
from common.files import left_aside, written_aside
from common.lock import LockedError, hold
from common.paths import ROOT
from tests.casefiles import SOUND, with_changes, write_case
from tests.frozen import CASES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the frozen cases; gives the folder of the casebook file."""
    folder = tmp_path_factory.mktemp("built") / "data"
    folder.mkdir()
    build(CASES, folder / "casebook.duckdb")
    return folder


@pytest.fixture
def into(built: Path, tmp_path: Path) -> Path:
    """Copy the casebook file of the frozen cases, the file that it names, and its record."""
    shutil.copytree(built, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "casebook.duckdb"


def failure_of(capsys: pytest.CaptureFixture[str], into: Path, cases: Path = CASES) -> str:
    """Run the command, expect it to end with exit status 1 and one line, and give that line."""
    assert main(["--cases", str(cases), "--into", str(into)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    return line


@pytest.mark.slow
@pytest.mark.parametrize("share", [0, 0.3, 0.7, 0.9])
def test_a_truncated_casebook_file_is_made_again(into: Path, share: float) -> None:
    whole = into.read_bytes()
    into.resolve().write_bytes(whole[: int(len(whole) * share)])

    _, made = build(CASES, into)

    assert made
    assert answers(into) == 19


@pytest.mark.slow
def test_a_casebook_file_damaged_in_the_middle_is_made_again(into: Path) -> None:
    whole = bytearray(into.read_bytes())
    middle = whole.index(b"dyspnea had by then been worsening")
    whole[middle : middle + 3] = b"???"
    into.resolve().write_bytes(whole)

    _, made = build(CASES, into)

    assert made
    assert answers(into) == 19


@pytest.mark.slow
def test_only_the_newest_release_and_the_one_before_are_kept(tmp_path: Path) -> None:
    for age in (70, 71, 72, 73):
        write_case(tmp_path / "cases", with_changes({"facts.age_years.value": age}))
        build(tmp_path / "cases", tmp_path / "casebook.duckdb")

    assert len(list(tmp_path.glob("casebook-*.duckdb"))) == 2
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_the_old_file_answering_and_nothing_that_stays(tmp_path: Path) -> None:
    into = tmp_path / "casebook.duckdb"
    write_case(tmp_path / "one", SOUND)
    build(tmp_path / "one", into)
    many = write_many(tmp_path / "many", 300)

    killed_while_writing(many, into)

    assert answers(into) == 1
    assert list(tmp_path.glob(".building-*"))
    assert build(tmp_path / "one", into)[1] is False
    assert sorted(path.name for path in tmp_path.glob(".*")) == []
    assert answers(into) == 1
    build(many, into)
    assert answers(into) == 300
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


@pytest.mark.slow
def test_two_builds_at_once_leave_one_whole_casebook(tmp_path: Path) -> None:
    into = tmp_path / "casebook.duckdb"
    command = [sys.executable, "-m", "casebook.build", "--cases", str(CASES), "--into", str(into)]

    builds = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(2)]

    assert [build.wait(timeout=60) for build in builds] == [0, 0]
    assert answers(into) == 19
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"this is no casebook", b"\0" * 100_000])
def test_a_file_with_the_name_of_a_database_that_is_none_is_replaced(tmp_path: Path, content: bytes) -> None:
    into = tmp_path / "casebook.duckdb"
    into.write_bytes(content)

    build(CASES, into)

    assert answers(into) == 19


@pytest.mark.slow
def test_a_copy_of_a_casebook_is_replaced(tmp_path: Path) -> None:
    build(CASES, tmp_path / "casebook.duckdb")
    into = tmp_path / "copy.duckdb"
    into.write_bytes((tmp_path / "casebook.duckdb").read_bytes())

    assert build(CASES, into)[1] is False
    write_case(tmp_path / "cases", SOUND)
    assert build(tmp_path / "cases", into)[1] is True
    assert answers(into) == 1


def test_a_file_that_is_no_casebook_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "paper.docx"
    into.write_bytes(b"a paper")

    line = failure_of(capsys, into)

    assert line.startswith(f"{into} is not a casebook and is not replaced: name another file with --into")
    assert into.read_bytes() == b"a paper"


@pytest.mark.parametrize("damage", [0, 4096])
def test_another_database_is_not_replaced_nor_is_a_damaged_one_that_may_be_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: int
) -> None:
    into = tmp_path / "reports.duckdb"
    with duckdb.connect(into) as other:
        other.execute("CREATE TABLE reports AS SELECT * FROM range(10)")
    content = into.read_bytes()[: -damage or None]
    into.write_bytes(content)

    assert "reports.duckdb is not a casebook and is not replaced" in failure_of(capsys, into)
    assert into.read_bytes() == content


def test_a_folder_and_a_link_to_nothing_are_named_as_what_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, link = tmp_path / "folder.duckdb", tmp_path / "link.duckdb"
    folder.mkdir()
    link.symlink_to(tmp_path / "unmounted" / "casebook.duckdb")

    assert failure_of(capsys, folder).startswith(f"{folder} is a folder: name a file")
    assert "is a link to" in (line := failure_of(capsys, link))
    assert "which is not there: mend or remove the link" in line
    assert "there is no such folder or file" in failure_of(capsys, tmp_path / "nowhere" / "casebook.duckdb")


@pytest.mark.slow
def test_a_link_whose_release_is_gone_is_pointed_to_a_new_file(into: Path) -> None:
    into.resolve().unlink()

    build(CASES, into)

    assert answers(into) == 19


@pytest.mark.slow
def test_a_casebook_beside_it_whose_name_begins_alike_stays(tmp_path: Path) -> None:
    write_case(tmp_path / "cases", SOUND)
    build(CASES, tmp_path / "casebook-all.duckdb")
    (tmp_path / "casebook-2026-notes.duckdb").write_bytes(b"notes")
    for age in (70, 71, 72):
        write_case(tmp_path / "cases", with_changes({"facts.age_years.value": age}))
        build(tmp_path / "cases", tmp_path / "casebook.duckdb")

    assert answers(tmp_path / "casebook-all.duckdb") == 19
    assert (tmp_path / "casebook-2026-notes.duckdb").exists()


def test_what_is_written_aside_is_found_where_a_process_was_killed(tmp_path: Path) -> None:
    with written_aside(tmp_path / "2026-11-23-0badcafe.csv") as aside:
        aside.write_bytes(b"half")

        assert [*left_aside(tmp_path, ".csv")] == [aside]


def test_what_killed_builds_left_behind_is_removed_by_the_next_one_though_it_changes_nothing(
    tmp_path: Path, into: Path
) -> None:
    left_behind = (
        *(".building-0badcafe.duckdb", ".building-0badcafe.duckdb.wal", ".building-0badcafe.link", LOCK),
        *("casebook-2026-11-23-0badcafe-0badcafe.duckdb", "releases/.2026-11-23-0badcafe-0badcafe.csv"),
    )
    for name in left_behind:
        (tmp_path / name).write_bytes(b"half")

    _, made = build(CASES, into)

    assert made is False

    assert [name for name in left_behind if (tmp_path / name).exists()] == []
    assert answers(into) == 19


@pytest.mark.slow
def test_a_build_waits_for_another_one_and_names_it_when_it_has_waited_long_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "casebook.duckdb"
    under_way = tmp_path / ".building-0badcafe.duckdb"
    with hold(tmp_path / LOCK, 0, pytest.fail):
        under_way.write_bytes(b"half")

        with pytest.raises(LockedError, match=rf"^process {os.getpid()} has held .* for more than 0\.2 seconds$"):
            build(CASES, into, patience=0.2)

        assert f"Another build is under way in this folder (process {os.getpid()})" in capsys.readouterr().err
        assert under_way.read_bytes() == b"half"
    build(CASES, into, patience=0)
    assert answers(into) == 19


def test_a_build_that_changes_nothing_writes_nothing_and_needs_no_room(tmp_path: Path, into: Path) -> None:
    times = {path: path.lstat().st_mtime_ns for path in (tmp_path, into, tmp_path / "releases")}

    _, made = build(CASES, into)

    assert made is False
    assert {path: path.lstat().st_mtime_ns for path in times} == times


def test_a_release_is_not_named_after_a_day_to_come(tmp_path: Path) -> None:
    into = tmp_path / "casebook.duckdb"
    write_case(tmp_path / "cases", with_changes({"changed": "9999-12-31"}))

    with pytest.raises((BuildError, FaultyCasesError)):
        build(tmp_path / "cases", into)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases"]


def answers(into: Path) -> int:
    """Count the cases that a casebook file tells of."""
    with connect(into.resolve()) as casebook:
        return ask("case_by_id", casebook=casebook, case_id="vivien-2022").height and int(
            ask("release", casebook=casebook)["cases"].item()
        )


def write_many(folder: Path, cases: int) -> Path:
    """Write so many case files that a build of them can be killed in its middle."""
    write_case(folder, SOUND)
    for number in range(1, cases):
        write_case(folder, with_changes({"case_id": f"case-{number}"}), f"case-{number}")
    return folder


def killed_while_writing(cases: Path, into: Path) -> None:
    """Start a build, and kill it as soon as the file that it writes aside has something in it."""
    command = [sys.executable, "-m", "casebook.build", "--cases", str(cases), "--into", str(into)]
    started = subprocess.Popen(command, cwd=ROOT)
    while started.poll() is None and not any(path.stat().st_size for path in into.parent.glob(".building-*")):
        time.sleep(0.001)
    started.send_signal(signal.SIGKILL)
    assert started.wait(timeout=20) == -signal.SIGKILL

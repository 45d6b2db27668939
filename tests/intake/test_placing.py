"""A load beside open pages: it builds aside, and its database takes the place of the one before in one step."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest

from common.files import state_of
from common.paths import ROOT
from signals.intake.archives import ArchiveError
from signals.intake.load import load, main
from signals.intake.placing import changed_aside
from signals.measures.population import Population
from signals.store import ReportsError, ask, open_for_reading
from tests.spec.reports.contents import content_of
from tests.spec.reports.drawn import reports, write_quarter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def quarter(folder: Path, label: str, cases: range) -> Path:
    return write_quarter(folder, label, reports(*((f"{case}1", str(case), "1", "20220105") for case in cases)))


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return quarter(tmp_path / "archives", "2022Q1", range(1, 4))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return quarter(tmp_path / "archives", "2022Q2", range(10, 12))


def size_of(database: duckdb.DuckDBPyConnection) -> int:
    return ask(database, "population_size", population=Population().parameter()).item()


def files_beside(database: Path) -> list[Path]:
    return sorted(path for path in database.parent.iterdir() if path != database)


def test_a_load_puts_a_file_of_its_own_in_place_while_an_open_one_is_read_on(
    first: Path, second: Path, database: Path
) -> None:
    load([first], database)
    held = open_for_reading(database)
    before = database.resolve()

    load([second], database)

    assert database.is_symlink()
    assert database.resolve() != before
    assert (size_of(held), size_of(open_for_reading(database))) == (3, 5)
    assert files_beside(database) == sorted([before, database.resolve()])


def test_the_file_before_the_last_goes_with_the_next_load(first: Path, second: Path, database: Path) -> None:
    load([first], database)
    oldest = database.resolve()
    load([second], database)

    load([], database)

    assert not oldest.exists()
    assert len(files_beside(database)) == 2


def test_a_plain_file_of_an_earlier_version_becomes_a_link(first: Path, second: Path, database: Path) -> None:
    load([first], database)
    plain = database.resolve().read_bytes()
    database.unlink()
    database.write_bytes(plain)

    load([second], database)

    assert database.is_symlink()
    assert size_of(open_for_reading(database)) == 5


def test_loading_the_same_again_puts_nothing_else_in_place(first: Path, database: Path) -> None:
    load([first], database)
    before = database.resolve(), state_of(database)

    load([first], database)

    assert (database.resolve(), state_of(database)) == before
    assert files_beside(database) == [database.resolve()]


def test_what_came_before_a_faulty_archive_is_in_place(first: Path, database: Path, tmp_path: Path) -> None:
    (tmp_path / "damaged.zip").write_bytes(b"PK")

    with pytest.raises(ArchiveError, match="not a whole ZIP"):
        load([first, tmp_path / "damaged.zip"], database)

    assert size_of(open_for_reading(database)) == 3


def test_a_load_goes_on_with_what_a_killed_one_had_taken_in(first: Path, second: Path, database: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from signals.intake import load as of\n"
        "one, two, into = map(Path, sys.argv[1:])\n"
        "whole = of._load_one\n"
        "of._load_one = lambda c, path, *rest: os._exit(9) if path == two else whole(c, path, *rest)\n"
        "of.load([one, two], into)"
    )
    subprocess.run([sys.executable, "-c", killed, first, second, database], cwd=ROOT, check=False)
    assert not database.exists()

    load([second], database)

    assert size_of(open_for_reading(database)) == 5
    assert files_beside(database) == [database.resolve()]


def test_a_copy_that_was_made_of_another_state_is_not_gone_on_with(first: Path, second: Path, database: Path) -> None:
    load([first], database)
    stale = database.with_name(f".loading-{database.name}.00000000-from-1-2-3.duckdb")
    stale.write_bytes(b"an older copy")

    load([second], database)

    assert not stale.exists()
    assert size_of(open_for_reading(database)) == 5


def test_a_load_waits_for_another_one_into_the_same_database(first: Path, second: Path, database: Path) -> None:
    with changed_aside(database):
        command = [sys.executable, "-m", "signals.load", second, "--into", database]
        waiting = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr
        assert f"process {os.getpid()} loads into {database}; waiting" in waiting.stderr.readline()
    waiting.communicate()

    assert waiting.returncode == 0
    load([first], database)
    assert size_of(open_for_reading(database)) == 5


def make_older(database: Path) -> None:
    """Make a database look as one of an earlier version does."""
    with duckdb.connect(database.resolve()) as connection:
        connection.execute("DROP TABLE made_by")


def make_damaged(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4101] ^= 0xFF
    database.resolve().write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [(make_older, "was made by another version"), (make_damaged, "cannot be read as a database of reports")],
)
def test_an_older_or_damaged_database_is_named_with_the_command_that_mends_it(
    spoil: Callable[[Path], None],
    sentence: str,
    first: Path,
    second: Path,
    database: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    load([first], database)
    spoil(database)

    with pytest.raises(ReportsError, match=sentence):
        open_for_reading(database)
    assert main([str(second), "--into", str(database)]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert "--anew" in said
    assert main([str(first), str(second), "--into", str(database), "--anew"]) == 0

    assert size_of(open_for_reading(database)) == 5


@pytest.mark.parametrize("name", ["casebook.duckdb", "notes.csv"])
def test_anew_replaces_nothing_else_than_reports(
    name: str, first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / name
    if name == "casebook.duckdb":
        with duckdb.connect(other) as connection:
            connection.execute("CREATE TABLE cases (case_id VARCHAR)")
    else:
        other.write_text("a,b\n")
    before = other.read_bytes()

    assert main([str(first), "--into", str(other), "--anew"]) == 1

    assert other.read_bytes() == before
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_rerun_after_a_load_anew_holds_what_the_load_names_alone(
    first: Path, second: Path, database: Path, tmp_path: Path
) -> None:
    load([first], database)

    assert main([str(second), "--into", str(database), "--anew"]) == 0

    load([second], tmp_path / "alone" / "faers.duckdb")
    assert content_of(database) == content_of(tmp_path / "alone" / "faers.duckdb")

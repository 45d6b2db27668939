"""Pages about reports when another file takes the place of their database, or it is written to."""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from signals.intake.load import load
from signals.intake.placing import changed_aside
from signals.measures.population import Population
from signals.store import DATABASE, ask, open_for_reading
from signals.ui import database
from tests.pages.reports.opening import HOLD, ONE_WORD, PAGES, opened
from tests.reading import tables, words
from tests.spec.reports.drawn import reports, write_quarter

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

DAY = 1_700_000_000_000_000_000  # in ns: files that are copied with their dates differ in nothing but their contents


def draw_database(path: Path, cases: int) -> Path:
    """Load cases of lenalidomide with pneumonitis from one country into a plain file of an old date."""
    drawn = reports(*((f"{case}1", str(case), "1", "20220105") for case in range(1, cases + 1)))
    drawn["DEMO"] = "primaryid|caseid|caseversion|fda_dt|reporter_country\n" + "\n".join(
        f"{case}1|{case}|1|20220105|C{cases}" for case in range(1, cases + 1)
    )
    load([write_quarter(path.parent / f"drawn_{path.stem}", "2022Q1", drawn)], path)
    path.resolve().replace(path)
    os.utime(path, ns=(DAY, DAY))
    return path


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a database of three reports below read/, and one of five beside it, which each test copies."""
    home = tmp_path_factory.mktemp("drawn_databases")
    draw_database(home / "read" / "faers.duckdb", 3)
    draw_database(home / "next.duckdb", 5)
    return home


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, drawn: Path) -> tuple[Path, Path]:
    """Give the database that the pages read, with three reports, and one of five to take its place."""
    shutil.copytree(drawn, tmp_path, symlinks=True, dirs_exist_ok=True)
    place = tmp_path / "read" / "faers.duckdb"
    monkeypatch.setattr(database, "DATABASE", place)
    return place, tmp_path / "next.duckdb"


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_from_the_file_that_took_the_place_of_another(
    page: str, replaced: tuple[Path, Path]
) -> None:
    place, following = replaced
    held_elsewhere = open_for_reading(place)
    at = opened(page, reports_from=database.LOADED)
    before = words(at), at.multiselect(key="report_country").options

    following.replace(place)
    at.run()

    assert not at.exception
    assert "**3 reports:**" in before[0]
    assert "**5 reports:**" in words(at)
    assert (before[1], at.multiselect(key="report_country").options) == (["C3"], ["C5"])
    assert ask(held_elsewhere, "population_size", population=Population().parameter()).item() == 3
    assert [file.name for file in place.parent.iterdir() if file.is_file()] == ["faers.duckdb"]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_during_a_load_and_from_what_it_put_in_place_at_the_next_run(
    page: str, replaced: tuple[Path, Path], tmp_path: Path
) -> None:
    place, _ = replaced
    more = write_quarter(tmp_path, "2022Q2", reports(("101", "10", "1", "20220405"), ("111", "11", "1", "20220405")))
    at = opened(page, reports_from=database.LOADED)

    with changed_aside(place) as aside, duckdb.connect(aside.path) as writing:
        writing.execute("DELETE FROM report")
        during = words(at.run())
    load([more], place)
    after = words(at.run())

    assert "**3 reports:**" in during
    assert "**5 reports:**" in after
    assert not at.exception


@pytest.mark.slow
def test_a_database_of_an_earlier_version_is_named_with_the_command_that_mends_it(
    replaced: tuple[Path, Path],
) -> None:
    place, _ = replaced
    with duckdb.connect(place) as earlier:
        earlier.execute("DROP TABLE made_by")

    at = opened("signal.py", reports_from=database.LOADED)

    assert "faers.duckdb was made by another version of this program" in words(at)
    assert "--anew" in words(at)


def reports_kept() -> None:
    """Run as a page that goes on reading what it has opened."""
    import streamlit as st  # noqa: PLC0415  Streamlit runs the body alone

    from signals import ui  # noqa: PLC0415  likewise

    ui.offer_choices("")
    st.session_state["kept"] = ui.open_reports()


@pytest.mark.slow
def test_a_new_session_answers_from_the_new_file_while_another_is_open_to_the_old_one(
    replaced: tuple[Path, Path],
) -> None:
    place, following = replaced
    other = AppTest.from_function(reports_kept, default_timeout=60).run()
    following.replace(place)

    at = opened("case_reports.py", reports_from=database.LOADED, report_drug="lenalidomide", report_event="Pneumonitis")

    assert "5 reports, the newest first." in words(at)
    assert tables(at)[0].height == 5
    kept = other.session_state["kept"].connection
    assert ask(kept, "population_size", population=Population().parameter()).item() == 3


def replaced_while_it_runs(place: str, following: str) -> None:
    """Run as a page in whose midst the database is replaced."""
    from pathlib import Path  # noqa: PLC0415  Streamlit runs the body alone

    import streamlit as st  # noqa: PLC0415  likewise

    from signals import ui  # noqa: PLC0415  likewise

    ui.offer_choices("")
    if Path(following).exists():
        Path(following).replace(place)
    ui.choose_population(ui.open_reports())
    st.write("done")


def test_a_run_of_a_page_answers_from_one_file_though_another_takes_its_place_meanwhile(
    replaced: tuple[Path, Path],
) -> None:
    place, following = replaced
    at = AppTest.from_function(replaced_while_it_runs, default_timeout=60, args=(str(place), str(following)))

    during = words(at.run()), at.multiselect(key="report_country").options
    after = words(at.run()), at.multiselect(key="report_country").options

    assert "**3 reports:**" in during[0]
    assert during[1] == ["C3"]
    assert "**5 reports:**" in after[0]
    assert after[1] == ["C5"]


def test_the_prior_is_fitted_anew_on_the_file_that_took_the_place(replaced: tuple[Path, Path]) -> None:
    place, _ = replaced
    shutil.copyfile(DATABASE.parent / database.EXTRACTS[ONE_WORD][0], place.with_name("next.duckdb"))
    at = opened("signal.py", reports_from=database.LOADED)
    before = words(at)

    place.with_name("next.duckdb").replace(place)
    at.run()

    prior = re.compile(r"EBGM prior[^.]* [^;]*;")
    assert prior.findall(words(at)) == prior.findall(words(opened("signal.py", reports_from=database.LOADED)))
    assert prior.findall(words(at)) != prior.findall(before)
    assert "215,867 reports:" in words(at)


def test_a_damaged_file_in_the_place_is_named_and_the_next_one_answers(replaced: tuple[Path, Path]) -> None:
    place, following = replaced
    at = opened("signal.py", reports_from=database.LOADED)
    content = place.read_bytes()

    place.with_name("damaged").write_bytes(content[:4101] + bytes([content[4101] ^ 0xFF]) + content[4102:])
    place.with_name("damaged").replace(place)
    damaged = words(at.run())
    place.unlink()
    missing = words(at.run())
    following.replace(place)
    at.run()

    assert "faers.duckdb cannot be read as a database of reports." in damaged
    assert "There are no reports here yet." in missing
    assert "**5 reports:**" in words(at)


def test_a_file_whose_date_alone_changes_stays_locked_when_the_session_before_ends(replaced: tuple[Path, Path]) -> None:
    place, _ = replaced
    other = AppTest.from_function(reports_kept, default_timeout=60).run()
    os.utime(place)
    at = opened("signal.py", reports_from=database.LOADED)

    del other
    gc.collect()

    assert "**3 reports:**" in words(at)
    writing = subprocess.run([sys.executable, "-c", HOLD, place], capture_output=True, input="", text=True, check=False)
    assert "Could not set lock" in writing.stderr


def test_a_connection_for_reading_reads_its_own_file_alone(replaced: tuple[Path, Path]) -> None:
    place, following = replaced
    connection = open_for_reading(place)

    for statement in (
        f"ATTACH '{following}'",
        f"FROM read_text('{__file__}')",
        f"COPY report TO '{place}.csv'",
        "SET enable_external_access = true",
        "SET memory_limit = '9GB'",
        "CREATE TABLE written (i INTEGER)",
    ):
        with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
            connection.execute(statement)
    settings = "SELECT current_setting('temp_directory'), current_setting('autoload_known_extensions')"
    assert connection.sql(settings).fetchone() == (f"{place}.tmp", False)

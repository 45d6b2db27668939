"""The pages about reports: they run on the extracts, say what is missing, and show what the questions answer."""

import gc
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from drawn import reports, write_quarter
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from signals.intake.load import load
from signals.measures.population import Population
from signals.store import DAMAGED, ask, open_for_reading
from signals.ui import database
from tests.browsing import STANDS_STILL
from tests.reading import tables, words

# pytest-playwright defines its base_url fixture in a way that pytest 10 will not take; nothing of ours.
plugin_of_today = pytest.mark.filterwarnings("ignore:(?s)Session-scoped fixtures defined as instance methods.*")
ROOT = Path(__file__).parents[2]
PAGES = sorted(path.name for path in (ROOT / "pages" / "reports").glob("*.py"))
ONE_WORD, FEW = database.EXTRACTS
LINK = "reports_from=Extract%3A+2022+Q3%2C+one-word+terms&report_drug=pomalidomide&report_event=Pneumonitis"


@pytest.fixture(scope="module", autouse=True)
def _extracts():
    """Load both extracts as a reader does who chooses them."""
    for extract in database.EXTRACTS:
        opened("about_the_data.py", reports_from=extract)


def opened(page: str, **chosen: object) -> AppTest:
    """Open a page with something chosen."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.run()
    at.switch_page(f"pages/reports/{page}")
    for key, value in chosen.items():
        at.session_state[key] = value
    at.run()
    assert not at.exception, at.exception
    return at


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("extract", [ONE_WORD, FEW])
def test_every_page_answers_from_an_extract_and_says_that_it_supports_no_conclusion(page, extract):
    at = opened(page, reports_from=extract)

    assert database.NO_CONCLUSION in words(at)
    assert database.STANDING_SENTENCE in words(at)
    assert re.search(r"\*\*[\d,]+ reports:\*\* all reports; primary suspect or secondary suspect", words(at))


@pytest.mark.parametrize("page", PAGES)
def test_without_a_database_every_page_says_how_to_load_one_and_offers_the_extracts(page, monkeypatch, tmp_path):
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")

    at = opened(page, reports_from=database.LOADED)

    assert "There are no reports here yet." in words(at)
    assert "python -m signals.load" in at.code[0].value
    assert [button.label for button in at.button if str(button.key).startswith("try_")] == list(database.EXTRACTS)


WRITING = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@pytest.mark.parametrize("page", PAGES)
def test_while_another_program_loads_every_page_says_so(page, monkeypatch, tmp_path):
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")
    held = subprocess.Popen(
        [sys.executable, "-c", WRITING, tmp_path / "faers.duckdb"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert held.stdout
    assert held.stdout.readline() == b"held\n"

    at = opened(page, reports_from=database.LOADED)
    held.communicate()

    assert "faers.duckdb is being loaded by another program." in words(at)


@pytest.mark.parametrize("damaged", [0, 4101, 12_293], ids=["no database", "its header", "a block"])
def test_a_damaged_database_is_named_on_the_page(damaged, monkeypatch, tmp_path):
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")
    duckdb.connect(database.DATABASE).sql("SELECT 1 AS report").create("report")
    content = bytearray(database.DATABASE.read_bytes())
    content[damaged] ^= 0xFF
    database.DATABASE.write_bytes(content[:8] if damaged == 0 else content)

    at = opened("signal.py", reports_from=database.LOADED)

    assert "faers.duckdb cannot be read as a database of reports." in words(at)
    assert "loaded by another program" not in words(at)


def test_a_database_damaged_in_the_middle_of_its_data_is_named_on_the_page(monkeypatch, tmp_path):
    content = bytearray((database.DATABASE.parent / database.EXTRACTS[ONE_WORD][0]).read_bytes())
    content[content.index(b"Pneumonitis")] ^= 0xFF
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")
    database.DATABASE.write_bytes(content)
    open_for_reading(database.DATABASE).close()

    at = opened("signal.py", reports_from=database.LOADED)

    assert [fault.value.replace("\\", "") for fault in at.error] == [DAMAGED.format("The database")]


DAY = 1_700_000_000_000_000_000  # in ns: files that are copied with their dates differ in nothing but their contents


def draw_database(path: Path, cases: int) -> Path:
    """Load cases of lenalidomide with pneumonitis from one country into a database of an old date."""
    drawn = reports(*((f"{case}1", str(case), "1", "20220105") for case in range(1, cases + 1)))
    drawn["DEMO"] = "primaryid|caseid|caseversion|fda_dt|reporter_country\n" + "\n".join(
        f"{case}1|{case}|1|20220105|C{cases}" for case in range(1, cases + 1)
    )
    load([write_quarter(path.parent / f"drawn_{path.stem}", "2022Q1", drawn)], path)
    os.utime(path, ns=(DAY, DAY))
    return path


@pytest.fixture
def replaced(monkeypatch, tmp_path) -> tuple[Path, Path]:
    """Return the database that the pages read, with three reports, and one of five to take its place."""
    place = tmp_path / "read" / "faers.duckdb"
    monkeypatch.setattr(database, "DATABASE", draw_database(place, 3))
    return place, draw_database(tmp_path / "next.duckdb", 5)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_from_the_file_that_took_the_place_of_another(page, replaced):
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


def reports_kept() -> None:
    """Run as a page that goes on reading what it has opened."""
    import streamlit as st  # noqa: PLC0415  Streamlit runs the body alone

    from signals import ui  # noqa: PLC0415  likewise

    ui.offer_choices()
    st.session_state["kept"] = ui.open_reports()


def test_a_new_session_answers_from_the_new_file_while_another_is_open_to_the_old_one(replaced):
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

    ui.offer_choices()
    if Path(following).exists():
        Path(following).replace(place)
    ui.choose_population(ui.open_reports())
    st.write("done")


def test_a_run_of_a_page_answers_from_one_file_though_another_takes_its_place_meanwhile(replaced):
    place, following = replaced
    at = AppTest.from_function(replaced_while_it_runs, default_timeout=60, args=(str(place), str(following)))

    during = words(at.run()), at.multiselect(key="report_country").options
    after = words(at.run()), at.multiselect(key="report_country").options

    assert "**3 reports:**" in during[0]
    assert during[1] == ["C3"]
    assert "**5 reports:**" in after[0]
    assert after[1] == ["C5"]


def test_the_prior_is_fitted_anew_on_the_file_that_took_the_place(replaced):
    place, _ = replaced
    shutil.copyfile(ROOT / "data" / database.EXTRACTS[ONE_WORD][0], place.with_name("next.duckdb"))
    at = opened("signal.py", reports_from=database.LOADED)
    before = words(at)

    place.with_name("next.duckdb").replace(place)
    at.run()

    said = re.compile(r"EBGM prior[^.]* [^;]*;")
    assert said.findall(words(at)) == said.findall(words(opened("signal.py", reports_from=database.LOADED)))
    assert said.findall(words(at)) != said.findall(before)
    assert "215,867 reports:" in words(at)


def test_a_damaged_file_in_the_place_is_named_and_the_next_one_answers(replaced):
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


def test_a_file_whose_date_alone_changes_stays_locked_when_the_session_before_ends(replaced):
    place, _ = replaced
    other = AppTest.from_function(reports_kept, default_timeout=60).run()
    os.utime(place)
    at = opened("signal.py", reports_from=database.LOADED)

    del other
    gc.collect()

    assert "**3 reports:**" in words(at)
    writing = subprocess.run(
        [sys.executable, "-c", WRITING, place], capture_output=True, input="", text=True, check=False
    )
    assert "Could not set lock" in writing.stderr


def test_a_connection_for_reading_reads_its_own_file_alone(replaced):
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


def test_the_table_behind_a_number_has_the_counts_and_every_measure():
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    cells, measures = tables(at)

    assert cells.drop("Reports").rows() == [
        ("11", "1,525", "1,536"), ("686", "213,645", "214,331"), ("697", "215,170", "215,867")
    ]  # fmt: skip
    assert measures.row(0) == ("PRR", "2.24", "1.24", "4.05")
    assert measures.row(4)[:2] == ("chi-square, Pearson", "7.43")
    assert "none" not in measures.row(3)
    assert "EBGM prior: alpha1" in words(at)


def test_a_restriction_in_the_sidebar_moves_the_number():
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    at.selectbox(key="comparator").set_value("active").run()

    assert "9,168 reports:" in words(at)
    assert tables(at)[-1].row(0) == ("PRR", "3.90", "1.78", "8.58")


def test_a_zero_cell_reads_none():
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="thalidomide", report_event="Pneumonitis")

    assert tables(at)[-1].row(0) == ("PRR", "none", "none", "none")


def test_a_population_without_a_report_says_so():
    at = opened("signal.py", reports_from=ONE_WORD, comparator="indication")

    assert "No report is left in this population" in words(at)


def test_without_a_role_the_page_asks_for_one():
    at = opened("signal.py", reports_from=ONE_WORD, roles=[])

    assert "Choose at least one role" in words(at)


def test_the_forest_draws_a_row_for_each_chosen_event_and_drug():
    at = opened("signal.py", reports_from=ONE_WORD, events=["Pneumonitis"], drugs=["lenalidomide", "pomalidomide"])

    assert "2 pairs by ROR; 0 of them never reported together." in words(at)
    assert "Lower limit above 1: 1, highest pomalidomide with Pneumonitis." in words(at)


def test_the_populations_stand_side_by_side_with_their_remarks():
    at = opened("populations.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    assert "ROR moves from 2.20 (against reports without an IMiD) to 3.92 (myeloma drugs only)" in words(at)
    (populations,) = tables(at)
    assert populations["remark"].to_list().count("the restriction has emptied this result") == 1


def test_the_account_of_lines_is_on_screen():
    at = opened("about_the_data.py", reports_from=FEW)

    _, files, rejects, *_ = tables(at)

    lists = files.filter(pl.col("file") == "OUTC22Q4.txt").select("lines", "accepted", "rejected")
    assert lists.rows() == [("1206", "360", "846")]
    assert all(int(lines) == int(accepted) + int(rejected) for lines, accepted, rejected in files[:, 2:5].rows())
    assert "no report with this number is in the quarter's DEMO file" in rejects["reason"][0]


@plugin_of_today
@pytest.mark.browser
def test_a_link_reproduces_the_view_and_nothing_leaves_the_host(dashboard: str, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(dashboard)
    expect(page.locator("h1")).to_be_visible(timeout=60_000)

    page.goto(f"{dashboard}/populations?{LINK}")

    expect(page.get_by_text("ROR moves from 2.20")).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-chart_populations svg, .st-key-chart_populations canvas").first).to_be_visible()
    assert [address for address in asked if not address.startswith((dashboard, "data:", "blob:"))] == []


@plugin_of_today
@pytest.mark.browser
def test_a_click_on_a_mark_shows_the_table_behind_it(dashboard: str, page: Page):
    page.goto(dashboard)
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    page.goto(f"{dashboard}/signal?{LINK.partition('&')[0]}&events=Pneumonitis&drugs=pomalidomide")
    expect(page.get_by_role("heading", name="lenalidomide and Lung injury, narrow: the 2x2 table")).to_be_visible(
        timeout=60_000
    )

    mark = page.locator(
        ".st-key-chart_forest [aria-roledescription='circle'], .st-key-chart_forest .mark-symbol path"
    ).first
    page.wait_for_function(STANDS_STILL, polling=500, timeout=60_000)
    mark.click(force=True)

    expect(page.get_by_role("heading", name="pomalidomide and Pneumonitis: the 2x2 table")).to_be_visible(
        timeout=30_000
    )


@plugin_of_today
@pytest.mark.browser
def test_reports_and_checklist_can_be_taken_along(dashboard: str, page: Page):
    page.goto(dashboard)
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    page.goto(f"{dashboard}/case_reports?{LINK}")
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name="CSV of all 11 reports").click()
    rows = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + 11

    page.goto(f"{dashboard}/about_the_data?{LINK}")
    with page.expect_download(timeout=60_000) as packed:
        page.get_by_role("button", name="Checklist with figures (ZIP)").click(timeout=60_000)
    assert Path(packed.value.path()).read_bytes()[:2] == b"PK"

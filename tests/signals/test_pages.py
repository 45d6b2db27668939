"""The pages about reports: they run on the extracts, say what is missing, and show what the questions answer."""

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from signals.store import DAMAGED, open_for_reading
from signals.ui import database
from tests.browsing import STANDS_STILL
from tests.reading import words

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


def test_the_table_behind_a_number_has_the_counts_and_every_measure():
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    cells, measures = at.table[-2].value, at.table[-1].value

    assert cells.iloc[:, 1:].to_numpy().tolist() == [
        ["11", "1,525", "1,536"], ["686", "213,645", "214,331"], ["697", "215,170", "215,867"]
    ]  # fmt: skip
    assert measures.iloc[0].to_list() == ["PRR", "2.24", "1.24", "4.05"]
    assert measures.iloc[4].to_list()[:2] == ["chi-square, Pearson", "7.43"]
    assert "none" not in measures.iloc[3].to_list()
    assert "EBGM prior: alpha1" in words(at)


def test_a_restriction_in_the_sidebar_moves_the_number():
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    at.selectbox(key="comparator").set_value("active").run()

    assert "9,168 reports:" in words(at)
    assert at.table[-1].value.iloc[0].to_list() == ["PRR", "3.90", "1.78", "8.58"]


def test_a_zero_cell_reads_none():
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="thalidomide", report_event="Pneumonitis")

    assert at.table[-1].value.iloc[0].to_list() == ["PRR", "none", "none", "none"]


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
    shown = at.table[0].value
    assert shown["remark"].to_list().count("the restriction has emptied this result") == 1


def test_the_account_of_lines_is_on_screen():
    at = opened("about_the_data.py", reports_from=FEW)

    files = at.table[1].value

    assert files.loc[
        files["file"].str.replace("\\", "") == "OUTC22Q4.txt", ["lines", "accepted", "rejected"]
    ].to_numpy().tolist() == [["1206", "360", "846"]]
    assert (files["lines"].astype(int) == files["accepted"].astype(int) + files["rejected"].astype(int)).all()
    assert "no report with this number is in the quarter's DEMO file" in at.table[2].value["reason"].to_list()[
        0
    ].replace("\\", "")


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
    page.goto(f"{dashboard}/reports?{LINK}")
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name="CSV of all 11 reports").click()
    rows = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + 11

    page.goto(f"{dashboard}/about_the_data?{LINK}")
    with page.expect_download(timeout=60_000) as packed:
        page.get_by_role("button", name="Checklist with figures (ZIP)").click(timeout=60_000)
    assert Path(packed.value.path()).read_bytes()[:2] == b"PK"

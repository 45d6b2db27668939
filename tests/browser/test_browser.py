"""What only a browser can show: links, page switches, downloads, two readers at once, and no word to another host."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from casebook.curation.build import build
from casebook.phenopackets import phenopacket_of
from common.paths import ROOT
from common.server import serving
from tests.browsing import Reader
from tests.casefiles import SOUND, with_changes, write_case
from tests.copies import copy_dashboard
from tests.frozen import CASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(page: Page, dashboard: str) -> Iterator[Reader]:
    """Give somebody at a browser; whatever a test does, the console holds no error and nothing left the host."""
    page.set_viewport_size({"width": 1280, "height": 800})
    reading = Reader(page, dashboard)
    yield reading
    assert reading.faults == []


# --- links


@pytest.mark.parametrize(("address", "place"), [("one_case?case=geyer-2011-1", "pubmed.ncbi"), ("context", "doi.org")])
def test_a_link_to_a_source_opens_in_a_new_tab_and_nothing_is_fetched_for_it(
    reader: Reader, address: str, place: str
) -> None:
    reader.open(address)

    link = reader.page.locator(f'[data-testid="stMain"] a[href*="{place}"]').first
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(reader.page.locator("link[rel*=prefetch], link[rel*=preconnect], link[rel*=prerender]")).to_have_count(0)


@pytest.mark.slow
def test_the_first_reader_of_a_server_that_is_ready_finds_the_page_of_a_deep_link(page: Page, tmp_path: Path) -> None:
    with serving(tmp_path / "streamlit.log") as server:
        reader = Reader(page, server.address).open("timing", "drug=pomalidomide")

        expect(page.locator("h1")).to_have_text("How soon after the start of the drug?", timeout=60_000)
        expect(page.get_by_text("Page not found")).to_have_count(0)
        reader.remaining("8 of 19 cases")


def test_a_link_reproduces_the_view(reader: Reader, dashboard: str, browser: Browser) -> None:
    reader.open()
    reader.page.locator(".st-key-drug").get_by_text("pomalidomide", exact=True).click()
    reader.remaining("8 of 19 cases")
    reader.page.locator(".st-key-rechallenge").get_by_text("recurred", exact=True).click()
    reader.remaining("3 of 19 cases")
    reader.says_in_its_link({"drug": ["pomalidomide"], "rechallenge": ["recurred"]})
    link = reader.page.url

    with browser.new_context() as elsewhere:
        other = Reader(elsewhere.new_page(), dashboard)
        other.page.goto(link)
        other.settled().remaining("3 of 19 cases")
        sentence = other.page.get_by_text("Latency: ").first.inner_text()

    assert sentence == reader.page.get_by_text("Latency: ").first.inner_text()
    assert other.faults == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("link", "cases", "fault"),
    [
        ("latency=10&latency=123", "13 of 19 cases", None),
        ("latency=120&latency=7", "14 of 19 cases", None),
        ("latency=120&latency=7&latency_unknown=false", "6 of 19 cases", None),
        ("latency=zz&latency=50", "19 of 19 cases", "two whole numbers of days"),
        ("latency=zz&latency=0", "19 of 19 cases", "two whole numbers of days"),
        ("drug=aspirin&drug=pomalidomide", "8 of 19 cases", "drug=aspirin is not a filter"),
        ("rechallenge=done%2C+outcome+unknown", "0 of 19 cases", None),
        ("q=ground-glass+pomalidomide", "6 of 19 cases", None),
    ],
)
def test_any_latency_and_any_fault_of_a_link_is_taken_as_the_export_takes_it(
    reader: Reader, link: str, cases: str, fault: str | None
) -> None:
    reader.open("case_list", link)

    reader.remaining(cases)
    warnings = reader.page.get_by_test_id("stAlert").filter(has_text="Left out of the link")
    expect(warnings).to_have_count(1 if fault else 0)
    if fault:
        expect(warnings).to_contain_text(fault)


# --- filters


@pytest.mark.slow
def test_filters_survive_every_page_of_the_menu_and_the_way_back(reader: Reader) -> None:
    reader.open("", "drug=pomalidomide&latency=10&latency=123&steroid=yes")
    reader.remaining("1 of 19 cases")

    for section, title in (
        *(("Findings", "Timing"), ("Cases", "Case list"), ("About", "Methods"), ("Cases", "One case")),
        *(("About", "Methods"), ("Findings", "Overview")),
    ):
        reader.go_to(section, title)
        if section != "About":
            reader.remaining("1 of 19 cases")
            reader.says_in_its_link({"drug": ["pomalidomide"], "latency": ["10", "123"], "steroid": ["yes"]})


@pytest.mark.slow
def test_a_page_left_before_its_filters_stand_gives_them_to_the_link_of_the_next(reader: Reader) -> None:
    late: list[Route] = []
    reader.page.route("**/ButtonGroup.*.js", lambda part: late.append(part))  # noqa: PLW0108  Playwright marks it
    reader.open("", "drug=pomalidomide&steroid=yes")
    reader.remaining("5 of 19 cases")
    assert late

    reader.go_to("Findings", "Timing")
    for part in late:
        part.continue_()

    reader.remaining("5 of 19 cases")
    reader.says_in_its_link({"drug": ["pomalidomide"], "steroid": ["yes"]})


def test_back_returns_to_the_page_before_with_its_filters(reader: Reader) -> None:
    reader.open("", "drug=lenalidomide")
    expect(reader.page.locator(".st-key-drug").get_by_text("lenalidomide")).to_be_visible(timeout=60_000)
    reader.go_to("Findings", "Timing")

    reader.page.go_back()

    expect(reader.page.locator("h1")).to_have_text("What has been published?")
    reader.settled().remaining("4 of 19 cases")


@pytest.mark.slow
def test_each_filter_is_taken_off_by_one_click(reader: Reader) -> None:
    query = (
        "drug=pomalidomide&prior_imid=not+reported&steroid=yes&rechallenge=recurred&onset=abrupt&outcome=resolved"
        "&outcome=improved&finding=dyspnea&read_as=secondary+table&latency=1&latency=400&latency_unknown=false&q=a"
    )
    reader.open("case_list", query)

    for key in parse_qs(query):
        reader.page.locator(f".st-key-off_{key} button").click()
        expect(reader.page.locator(f".st-key-off_{key}")).to_have_count(0, timeout=60_000)
        reader.settled()

    reader.remaining("19 of 19 cases, 1 read in full text · no filter")
    reader.says_in_its_link({})


@pytest.mark.parametrize(
    "query",
    [
        "drug=pomalidomide&latency=10&latency=123&latency_unknown=false&q=myeloma&finding=dyspnea",
        "drug=pomalidomide&compare=drug%3Dthalidomide",
    ],
)
def test_clear_filters_takes_all_filters_and_the_comparison_off(reader: Reader, query: str) -> None:
    reader.open("", query)
    doors = reader.page.locator(".st-key-doors")
    expect(doors).to_be_hidden()

    reader.page.locator(".st-key-clear_filters button").click()

    reader.remaining("19 of 19 cases, 1 read in full text · no filter")
    expect(reader.page.locator(".st-key-clear_filters")).to_have_count(0)
    expect(doors).to_be_visible()
    reader.says_in_its_link({})


@pytest.mark.slow
def test_two_readers_do_not_see_each_others_filters(reader: Reader, dashboard: str, browser: Browser) -> None:
    reader.open("", "drug=pomalidomide")

    with browser.new_context() as elsewhere:
        other = Reader(elsewhere.new_page(), dashboard).open()
        other.remaining("19 of 19 cases")
        other.page.locator(".st-key-drug").get_by_text("thalidomide", exact=True).click()
        other.remaining("7 of 19 cases")

    reader.page.locator(".st-key-steroid").get_by_text("no", exact=True).click()
    reader.remaining("1 of 19 cases")


# --- cases


def test_a_name_in_the_list_opens_its_case_beside_it_and_keeps_the_filters(reader: Reader) -> None:
    reader.open("case_list", "drug=pomalidomide&steroid=no")
    reader.remaining("1 of 19 cases")

    with reader.page.context.expect_page() as opened:
        reader.page.locator(".st-key-case_table a").click()
    beside = opened.value

    expect(beside.locator("h1")).to_have_text("What is known of this case?", timeout=60_000)
    expect(beside.locator(".st-key-filter_line")).to_contain_text("1 of 19 cases")
    expect(beside.get_by_text("11 months", exact=False).first).to_be_visible()
    assert {"drug=pomalidomide", "steroid=no", "case=vivien-2022"} <= {*urlsplit(beside.url).query.split("&")}
    beside.close()


def test_a_link_to_a_case_shows_it(reader: Reader) -> None:
    reader.open("one_case", "case=kang-2010")

    expect(reader.page.get_by_text("10.3349/ymj.2010.51.3.448").first).to_be_visible()
    expect(reader.page.get_by_role("combobox", name="Case", exact=True)).to_have_value("kang-2010")


# --- taking along


def test_csv_and_zip_arrive_and_are_those_of_the_command(reader: Reader, tmp_path: Path) -> None:
    link = "drug=pomalidomide&rechallenge=recurred"
    reader.open("", link)
    by_command = subprocess.run(
        [sys.executable, "-m", "casebook.export", link], cwd=ROOT, capture_output=True, check=True
    ).stdout

    with reader.page.expect_download() as csv:
        reader.page.locator(".st-key-download_csv button:visible").first.click()
    with reader.page.expect_download() as packed:
        reader.page.locator(".st-key-download_zip button:visible").first.click()

    csv.value.save_as(tmp_path / "cases.csv")
    packed.value.save_as(tmp_path / "cases.zip")
    for file, ending in ((csv, "csv"), (packed, "zip")):
        assert re.fullmatch(rf"cases_pomalidomide_\d{{4}}-\d\d-\d\d\.{ending}", file.value.suggested_filename)
    assert (tmp_path / "cases.csv").read_bytes() == by_command
    with zipfile.ZipFile(io.BytesIO((tmp_path / "cases.zip").read_bytes())) as archive:
        explained = archive.read("about.txt").decode("utf-8-sig")
        assert archive.read("cases.csv") == by_command
    assert re.search(
        rf"^Link: {reader.address}/?\?{link}&release=\d{{4}}-\d\d-\d\d-[0-9a-f]{{8}}$", explained, re.MULTILINE
    )
    assert hashlib.sha256(by_command).hexdigest() in explained


@pytest.mark.slow
def test_the_phenopacket_of_a_case_arrives_and_is_that_of_the_case_shown(
    reader: Reader, shipped: duckdb.DuckDBPyConnection
) -> None:
    reader.open("one_case", "case=tello-2013")

    with reader.page.expect_download() as packet:
        reader.page.locator(".st-key-download_phenopacket button:visible").first.click()

    assert packet.value.suggested_filename == "tello-2013.json"
    assert packet.value.path().read_bytes() == phenopacket_of("tello-2013", shipped)


def test_the_rows_behind_a_chart_arrive_as_csv(reader: Reader) -> None:
    reader.open("", "drug=pomalidomide")

    reader.page.locator(".st-key-rows_rechallenge_by_drug summary").click()
    expect(reader.page.locator(".st-key-csv_rechallenge_by_drug")).to_be_visible()
    reader.settled()  # a press while a run makes the page anew can be lost
    with reader.page.expect_download() as csv:
        reader.page.locator(".st-key-csv_rechallenge_by_drug button").click()

    assert csv.value.suggested_filename == "rechallenge_by_drug.csv"
    assert b"recurred,pomalidomide,3" in csv.value.path().read_bytes()


# --- a case file that is damaged or missing


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Copy the dashboard, without its case file."""
    return copy_dashboard(tmp_path)


@pytest.mark.slow
def test_a_missing_or_damaged_case_file_is_said_in_a_sentence_and_mended_without_a_restart(
    page: Page, broken: Path, served: Callable[[Path], str]
) -> None:
    address = served(broken)
    into = broken / "data" / "casebook.duckdb"

    page.goto(address)
    expect(page.get_by_text("There is no case file casebook.duckdb.")).to_be_visible(timeout=60_000)
    into.write_bytes(b"no casebook")
    page.reload()
    is_said_and_mended(page, into)


@pytest.mark.slow
def test_a_case_file_damaged_in_the_middle_is_said_in_a_sentence_and_mended_without_a_restart(
    page: Page, broken: Path, served: Callable[[Path], str]
) -> None:
    into = broken / "data" / "casebook.duckdb"
    build(CASES, into)
    whole = bytearray(into.read_bytes())
    whole[whole.index(b"dyspnea had by then been worsening")] ^= 0xFF
    into.resolve().write_bytes(whole)
    address = served(broken)

    page.goto(f"{address}/one_case?case=vivien-2022")
    is_said_and_mended(page, into)


def is_said_and_mended(page: Page, into: Path) -> None:
    """Expect a sentence instead of the page, and the page once the case file has been made again."""
    expect(page.get_by_text("cannot be read. Make it again with: python -m casebook.build")).to_be_visible(
        timeout=60_000
    )
    expect(page.get_by_text("Traceback")).to_have_count(0)
    build(CASES, into)
    page.reload()
    expect(page.get_by_text("19 of 19 cases", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("cannot be read")).to_have_count(0)


@pytest.mark.slow
def test_a_new_release_is_on_the_page_and_in_its_download_without_a_restart(
    page: Page, broken: Path, served: Callable[[Path], str]
) -> None:
    into, cases = broken / "data" / "casebook.duckdb", broken / "cases"
    write_case(cases, SOUND)
    build(cases, into)
    page.goto(served(broken))
    expect(page.get_by_text("1 of 1 cases", exact=True)).to_be_visible(timeout=60_000)
    assert len(downloaded(page)) == 1

    write_case(cases, with_changes({"case_id": "vivien-2023"}), "vivien-2023")
    build(cases, into)
    page.locator(".st-key-drug").get_by_text("pomalidomide", exact=True).click()

    expect(page.get_by_text("2 of 2 cases", exact=True)).to_be_visible(timeout=60_000)
    assert len(downloaded(page)) == 2


def downloaded(page: Page) -> list[bytes]:
    """Download the CSV of a page; give its rows."""
    with page.expect_download() as csv:
        page.locator(".st-key-download_csv button:visible").first.click()
    return csv.value.path().read_bytes().splitlines()[1:]

"""The page to take along: one A4 page whose numbers are those of the screen and of the CSV."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest
from pypdf import PdfReader

from casebook import export
from casebook.board.bands import TITLES, read_board
from casebook.board.content import content
from casebook.board.letters import scripts_missing
from casebook.board.one_page import PageError, board_zip, one_page
from casebook.board.patient import Patient
from casebook.board.sheet import sheet
from casebook.estimates import not_known_in_any
from casebook.selection import Selection
from casebook.store import release

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from casebook.board.bands import Board

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

MADE = datetime(2026, 11, 23, 5, 0, 17, 250, tzinfo=UTC)
PATIENT = Patient(
    drug="pomalidomide",
    days=60,
    prior_imid="yes",
    symptoms=("dyspnea", "fever"),
    lymphocytes=40,
    steroid="no",
    age=72,
    picked=("vivien-2022", "gajic-2018", "geyer-2011-2", "icard-2021", "modi-2015", "kang-2010"),
)


@pytest.fixture(scope="module")
def board(shipped: duckdb.DuckDBPyConnection) -> Board:
    """Give the board of the shipped cases for one patient."""
    return read_board(Selection(read_as=("full text", "secondary table", "abstract")), PATIENT, shipped)


@pytest.fixture(scope="module")
def page(board: Board, shipped: duckdb.DuckDBPyConnection) -> bytes:
    """Give the page of that board."""
    return one_page(board, MADE, "https://host/board", shipped)


def text_of(page: bytes) -> str:
    """Read the text of a page back, in one line, each space an ordinary one."""
    (only,) = PdfReader(io.BytesIO(page)).pages
    return " ".join(only.extract_text().replace("\u200b", "").split())


def test_it_is_a_single_page_of_a4_whose_charts_are_vectors(page: bytes) -> None:
    (only,) = PdfReader(io.BytesIO(page)).pages

    assert [round(float(side) / 72 * 25.4) for side in (only.mediabox.width, only.mediabox.height)] == [210, 297]
    assert list(only.images) == []
    assert "this patient, day 60" in text_of(page)


def test_the_numbers_on_the_page_are_those_of_the_screen_and_of_the_csv(
    page: bytes, board: Board, shipped: duckdb.DuckDBPyConnection
) -> None:
    packed = zipfile.ZipFile(io.BytesIO(board_zip(board, page, casebook=shipped)))
    numbers = pl.read_csv(io.BytesIO(packed.read("numbers.csv")))
    on_page = text_of(page)

    from_csv = [
        f"{what}: {cases} of {of}{f' reported, {unknown} not known' if unknown else ''}"
        if of
        else f"{what}: {not_known_in_any(unknown)}"
        for what, cases, of, unknown in numbers.select("what", "cases", "of_reported", "not_known").rows()
    ]
    on_screen = [str(count) for band in ("seen_before", "picked", "after_stopping", "given_again")
                 for count in board.counts(band)]  # fmt: skip

    assert len(from_csv) == len(on_screen) >= 17
    for of_csv, of_screen in zip(from_csv, on_screen, strict=True):
        assert of_screen.startswith(of_csv)
        assert of_csv.split(",")[0] in on_page
    for band in ("after_stopping", "given_again"):
        for cases, of_row in board.drawn(band).select("cases", "of_row").rows():
            assert f"{cases} of {of_row}" in on_page


def test_the_page_says_the_patient_the_cases_the_filter_the_release_and_the_limits(
    page: bytes, board: Board, shipped: duckdb.DuckDBPyConnection
) -> None:
    on_page = text_of(page)
    named = str(release(shipped)["release"])

    for value in ("pomalidomide", "dyspnea, fever", "40 %", "72 years"):
        assert value in on_page
    for case in PATIENT.picked:
        assert f"{case}: " in on_page
    assert "lavage: mixed (L 44 E 25 N 0.5 M 30.5 %)" in on_page
    assert "Contradicts itself on: " in on_page
    assert "DOI: not in what was read." in on_page
    assert "No item was answered." in on_page
    assert board.could_be_read() in on_page
    for band in TITLES:
        assert board.set_in_words(band) in on_page
    assert f"Filter: {board.selection.sentence()}" in on_page
    assert f"https://host/board?{board.query(named)}".replace(" ", "") in on_page.replace(" ", "")
    assert f"release={named}" in on_page
    assert "Made: 2026-11-23 05:00 UTC" in on_page
    assert export.STANDING_SENTENCE in on_page


def test_a_browser_prints_what_the_page_says(board: Board, shipped: duckdb.DuckDBPyConnection) -> None:
    judged = {"naranjo_2": "yes"}
    written = content(board, MADE, "https://host/board", judged=judged, registry="abc123", casebook=shipped)
    made = text_of(one_page(board, MADE, "https://host/board", shipped, judged, registry="abc123")).replace(" ", "")

    printed = sheet(written)

    words = html.unescape(re.sub(r"<[^>]*>", " ", printed)).split()
    assert [word for word in words if word not in made] == []
    assert "abc123" in words
    assert 'src="data:image/svg' in printed


def test_the_letters_of_the_sheet_shrink_as_there_is_more_to_say(
    board: Board, shipped: duckdb.DuckDBPyConnection
) -> None:
    sizes = []
    for picked in ((), PATIENT.picked[:3], PATIENT.picked):
        fewer = read_board(board.selection, PATIENT.replace(picked=picked), shipped)
        written = sheet(content(fewer, MADE, "", judged={}, registry="", casebook=shipped))
        sizes += map(float, re.findall(r'class="sheet" style="font-size:([\d.]+)pt"', written))

    assert sizes == sorted({*sizes}, reverse=True)
    assert len(sizes) == 3


def test_the_link_on_the_page_shows_the_same_board_again(board: Board) -> None:
    query = board.query("2026-11-23-00000000")

    assert Selection.from_query(query) == (board.selection, [])
    assert query.startswith("view=present&")
    assert PATIENT.to_query() in query


def test_the_same_page_is_the_same_bytes_but_for_date_and_time(
    page: bytes, board: Board, shipped: duckdb.DuckDBPyConnection
) -> None:
    again = one_page(board, MADE, "https://host/board", shipped)
    later = one_page(board, MADE + timedelta(hours=1), "https://host/board", shipped)

    assert again == page
    assert later != page
    assert text_of(later).replace("06:00", "05:00") == text_of(page)


def test_a_page_that_cannot_be_made_says_why(casebook: Draw) -> None:
    drawn = casebook(f"""
        case_id | citation
        a       | {"a citation without an end " * 900}
    """)
    board = read_board(Selection(), Patient(picked=("a",)), drawn)

    with pytest.raises(PageError, match="need more than one page"):
        one_page(board, MADE, casebook=drawn)

    packed = zipfile.ZipFile(io.BytesIO(board_zip(board, None, casebook=drawn)))
    assert "cases.csv" in packed.namelist()
    assert "board.pdf" not in packed.namelist()


def test_a_page_for_a_drug_without_a_case_is_made_all_the_same(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | drug
        a       | thalidomide
    """)

    on_page = text_of(one_page(read_board(Selection(), Patient(drug="lenalidomide"), drawn), MADE, casebook=drawn))

    assert "Cases on lenalidomide that could be read: 0 of 1" in on_page
    assert "No case was picked." in on_page


def test_the_page_says_what_is_answered_of_causality_and_what_follows(
    board: Board, shipped: duckdb.DuckDBPyConnection
) -> None:
    on_page = text_of(
        one_page(board, MADE, casebook=shipped, judged={"naranjo_2": "yes", "time": "no", "jrs_1": "unknown"})
    )

    assert (
        "9 of 10 items open, the others give 2 points. 2. Did the event come after the drug was given? yes." in on_page
    )
    assert "1. Is the time from the drug to the event plausible? no." in on_page
    assert "Japanese Respiratory Society" not in on_page


@pytest.mark.parametrize(
    "citation",
    [
        "呼吸と循環 抄録",
        "한국어 논문",
        "中文论文",
        "Пневмонит при талидомиде",
        "Πνευμονίτιδα",
        "التهاب رئوي",
        "Ærø straße",
    ],
)
def test_a_citation_keeps_its_letters_and_none_is_missing(casebook: Draw, citation: str) -> None:
    drawn = casebook(f"case_id | citation\na | {citation}")

    page = one_page(read_board(Selection(), Patient(picked=("a",)), drawn), MADE, casebook=drawn)

    assert "are missing" not in text_of(page)
    assert scripts_missing([citation]) == ()


def test_a_page_names_the_script_whose_letters_it_lacks(casebook: Draw) -> None:
    drawn = casebook("case_id | citation\na | ปอดอักเสบ and דלקת")

    on_page = text_of(one_page(read_board(Selection(), Patient(picked=("a",)), drawn), MADE, casebook=drawn))

    assert "Letters of these scripts are missing on this page: Hebrew, Thai." in on_page


def test_nothing_in_a_case_is_read_as_markup(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | citation
        a       | Smith #panic("no") *et al* $x$ @ref <tag> http://x // y
    """)

    on_page = text_of(one_page(read_board(Selection(), Patient(picked=("a",)), drawn), MADE, casebook=drawn))

    assert 'Smith #panic("no") *et al* $x$ @ref <tag> http://x // y' in on_page


def test_the_zip_holds_the_page_with_the_same_cases_as_the_export(
    page: bytes, board: Board, shipped: duckdb.DuckDBPyConnection
) -> None:
    packed = zipfile.ZipFile(io.BytesIO(board_zip(board, page, "https://host/board", shipped)))

    assert packed.namelist() == [
        "cases.csv",
        "evidence.csv",
        "about.txt",
        "comparison.csv",
        "picked.csv",
        "numbers.csv",
        "board.pdf",
    ]
    assert packed.read("board.pdf") == page
    about = packed.read("about.txt").decode("utf-8-sig")
    assert f"Link: https://host/board?{board.query(str(release(shipped)['release']))}\n" in about
    assert "p_picked=vivien-2022" in about
    assert f"Patient at hand, as stated: {PATIENT.sentence()}" in about
    (files,) = (line for line in about.splitlines() if line.startswith("Files: "))
    assert [name for name in packed.namelist() if name not in files] == ["about.txt"]
    assert packed.read("cases.csv") == export.cases_csv(board.selection, shipped)


def test_the_page_names_the_last_hash_of_the_registry_where_there_is_one(
    board: Board, page: bytes, shipped: duckdb.DuckDBPyConnection
) -> None:
    with_hash = one_page(board, MADE, "https://host/board", shipped, registry="0a" * 32)

    assert f"Registry: {'0a' * 32}." in text_of(with_hash)
    assert "Registry:" not in text_of(page)

"""What a reader takes along: a CSV that any spreadsheet opens, and a ZIP that explains it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from itertools import zip_longest
from typing import TYPE_CHECKING

import polars as pl
import pytest

from casebook import export
from casebook.codebook import codebook
from casebook.phenopackets import phenopacket_of
from casebook.selection import Selection
from casebook.store import ask, release
from common.paths import ROOT
from common.tables import joined, to_csv
from tests.drawing import add_rows
from tests.packets import faults_of_packet
from tests.spec.test_filters import DRAWN
from tests.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]


def read_back(table: bytes, between: str = ",") -> list[dict[str, str]]:
    """Read a CSV as a spreadsheet does that expects this sign between cells."""
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=between))


def run_export(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Export as a reader without a browser does; in this process, since to start another takes a second."""
    printed, said = (io.TextIOWrapper(io.BytesIO(), write_through=True) for _ in range(2))
    with redirect_stdout(printed), redirect_stderr(said):
        status = export.main(arguments)
    return subprocess.CompletedProcess(arguments, status, printed.buffer.getvalue(), said.buffer.getvalue())


# --- the CSV


def test_a_csv_begins_with_the_mark_by_which_excel_knows_utf8_once(shipped: duckdb.DuckDBPyConnection) -> None:
    table = export.cases_csv(Selection(), shipped)

    assert table.startswith(b"\xef\xbb\xbfcase_id,")
    assert table.count(b"\xef\xbb\xbf") == 1


def test_a_csv_has_one_row_a_case_and_its_lines_end_as_excel_writes_them(shipped: duckdb.DuckDBPyConnection) -> None:
    table = export.cases_csv(Selection(), shipped)

    assert len(read_back(table)) == 19
    assert table.endswith(b"\r\n")
    assert table.count(b"\r\n") == 20


def test_every_cell_comes_back_as_it_was_asked(shipped: duckdb.DuckDBPyConnection) -> None:
    asked = ask("case_table", Selection(), shipped)

    rows = read_back(export.cases_csv(Selection(), shipped))

    for row, case in zip(rows, asked.iter_rows(named=True), strict=True):
        assert list(row) == asked.columns
        assert {name: cell.removeprefix("'") for name, cell in row.items()} == {
            name: str(cell).removeprefix("'") for name, cell in case.items()
        }


def test_every_state_is_written_out_and_no_cell_is_empty(shipped: duckdb.DuckDBPyConnection) -> None:
    cells = [cell for row in read_back(export.cases_csv(Selection(), shipped)) for cell in row.values()]

    assert "" not in cells
    assert {"not reported", "not read", "not applicable", "none"} <= set(cells)


def test_lists_are_joined_by_semicolons_and_an_empty_one_is_none(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms       | ct_patterns | co_suspect_drugs
        a       | cough; dyspnea | none        | not read
    """)

    (row,) = read_back(export.cases_csv(Selection(), cases))

    assert (row["symptoms"], row["ct_patterns"], row["co_suspect_drugs"]) == ("cough; dyspnea", "none", "not read")


@pytest.mark.parametrize(
    "begins",
    [
        *("=", "+", "-", "@", "\t", "\r", "\n", "\r\n"),
        *(" =", "  +", "\u00a0-", "\u200b@", "\ufeff=", "\x00=", "\v=", " \t="),
        *("\uff1d", "\uff0b", "\uff0d", "\uff20", " \uff1d", "\ufe66", "\ufe62", "\ufe63", "\ufe6b"),
    ],
)
def test_a_cell_that_would_start_a_formula_is_made_harmless(begins: str) -> None:
    rows = pl.DataFrame({"note": [f"{begins}HYPERLINK(1)", "a=b"], "notes": [[f"{begins}x", "2"], ["c", f"{begins}x"]]})

    cells = read_back(to_csv(rows))

    assert [row["note"] for row in cells] == [f"'{begins}HYPERLINK(1)", "a=b"]
    assert [row["notes"] for row in cells] == [f"'{begins}x; 2", f"c; '{begins}x"]


@pytest.mark.parametrize("number", ["-1", "-0.5", "-1e-05", "-12345678901234"])
@pytest.mark.parametrize("semicolon", [False, True])
def test_a_negative_number_stays_a_number_in_a_column_of_texts_too(number: str, semicolon: bool) -> None:  # noqa: FBT001
    rows = pl.DataFrame({"naranjo_score": [number, "not reported", f"{number}+1"], "of": [float(number), None, None]})

    cells = read_back(to_csv(rows, semicolon=semicolon), ";" if semicolon else ",")

    assert [row["naranjo_score"] for row in cells] == [number, "not reported", f"'{number}+1"]
    assert float(cells[0]["of"].replace(",", ".")) == float(number)


def parted(cell: str, mark: str) -> list[str]:
    """Part a cell as the data dictionary says."""
    items = re.split(rf"(?<!\\)((?:\\\\)*) ?{re.escape(mark)} ", cell)
    joined = [before + slashes for before, slashes in zip_longest(items[::2], items[1::2], fillvalue="")]
    return [re.sub(r"\\(.)", r"\1", item) for item in joined]


@pytest.mark.parametrize(
    "items",
    [["a; b", "c"], ["a\\", "b"], ["a\\; b", "c;d"], ["\\", ";", "\\;"], ["a | b", "c"], ["plain"], ["a\\\\", "; "]],
)
def test_the_items_of_a_list_can_be_parted_again(casebook: Draw, items: list[str]) -> None:
    (row,) = read_back(to_csv(pl.DataFrame({"items": [items]})))
    notes = [{"case_id": "a", "position": place, "fact": "drug", "note": item} for place, item in enumerate(items)]
    readings = [{"says": "x", "locator": "1"}, {"says": "y", "locator": "2"}]
    cases = add_rows(casebook("case_id\na"), "conflicts", *({**note, "readings": readings} for note in notes))
    (case,) = read_back(export.cases_csv(Selection(), cases))

    assert parted(row["items"], ";") == items
    assert parted(case["conflicts"], "|") == items
    assert joined(items) == row["items"]


def test_with_semicolons_the_cells_and_decimals_are_those_of_a_country_with_a_decimal_comma(casebook: Draw) -> None:
    cases = casebook("""
        case_id | pao2_mmhg | naranjo_score | symptoms       | histology | outcome_detail
        a       | 45.5      | -1            | cough; dyspnea | 1.5       | =1; "2"
        b       | not read  | 10            | none           | a,b       |
    """)

    table = export.cases_csv(Selection(), cases, semicolon=True)
    rows = read_back(table, ";")

    assert [row["pao2_mmhg"] for row in rows] == ["45,5", "not read"]
    assert [row["naranjo_score"] for row in rows] == ["-1", "10"]
    assert [row["symptoms"] for row in rows] == ["cough; dyspnea", "none"]
    assert [row["histology"] for row in rows] == ["1.5", "a,b"]
    assert rows[0]["outcome_detail"] == '\'=1; "2"'
    assert len({len(row) for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";")}) == 1


def test_numbers_are_the_same_with_semicolons_and_with_commas(shipped: duckdb.DuckDBPyConnection) -> None:
    commas, semicolons = (
        read_back(export.cases_csv(Selection(), shipped, semicolon=semicolon), between)
        for semicolon, between in ((False, ","), (True, ";"))
    )

    differ = {
        (name, cell, other[name])
        for row, other in zip(commas, semicolons, strict=True)
        for name, cell in row.items()
        if cell != other[name]
    }

    assert differ
    assert [(name, cell, other) for name, cell, other in differ if float(cell) != float(other.replace(",", "."))] == []
    assert {codebook().facts[name].kind for name, _, _ in differ} == {"number"}


@pytest.mark.parametrize(
    "cell", ['says "rapid"', "a, b", "a;b", "first\nsecond", "first\r\nsecond", "Müller ≥ 5 µg", ""]
)
def test_quotes_commas_line_breaks_and_any_letter_come_back(cell: str) -> None:
    assert read_back(to_csv(pl.DataFrame({"note": [cell], "after": ["x"]}))) == [{"note": cell, "after": "x"}]


def test_a_negative_number_stays_a_number() -> None:
    rows = pl.DataFrame({"day": [-3.5], "of": [None]})

    assert read_back(to_csv(rows)) == [{"day": "-3.5", "of": ""}]
    assert read_back(to_csv(rows, semicolon=True), ";") == [{"day": "-3,5", "of": ""}]


def test_no_case_is_a_heading_alone(shipped: duckdb.DuckDBPyConnection) -> None:
    table = export.cases_csv(Selection(q="a word that no case has"), shipped)

    assert read_back(table) == []
    assert table.startswith(b"\xef\xbb\xbfcase_id,")


@pytest.mark.slow
def test_every_filter_narrows_the_csv_as_it_narrows_the_page(shipped: duckdb.DuckDBPyConnection) -> None:
    for key, terms in TERMS.items():
        for half in (terms[::2], terms[1::2]):
            selection, _ = Selection.from_values({key: list(half)})
            listed = ask("case_choices", selection, shipped, most=100)["case_id"]
            assert sorted(listed) == [row["case_id"] for row in read_back(export.cases_csv(selection, shipped))]


# --- the ZIP

CHOSEN = Selection(drug=("pomalidomide",), rechallenge=("recurred",))


@pytest.fixture
def unpacked(shipped: duckdb.DuckDBPyConnection) -> dict[str, bytes]:
    """Unpack the ZIP of a few cases."""
    with zipfile.ZipFile(io.BytesIO(export.cases_zip(CHOSEN, "http://host/", shipped))) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_zip_holds_the_csv_the_evidence_and_what_explains_them(
    unpacked: dict[str, bytes], shipped: duckdb.DuckDBPyConnection
) -> None:
    assert list(unpacked) == ["cases.csv", "evidence.csv", "about.txt"]
    assert unpacked["cases.csv"] == export.cases_csv(CHOSEN, shipped)


def test_the_checksum_in_a_zip_is_that_of_its_csv(unpacked: dict[str, bytes]) -> None:
    assert f"SHA-256 of cases.csv: {hashlib.sha256(unpacked['cases.csv']).hexdigest()}" in about(unpacked)


def test_a_zip_names_filter_link_release_rows_limits_and_sources(
    unpacked: dict[str, bytes], shipped: duckdb.DuckDBPyConnection
) -> None:
    told, said = release(shipped), about(unpacked)

    assert "Filter: suspect drug: pomalidomide; rechallenge: recurred" in said
    assert f"Link: http://host/?drug=pomalidomide&rechallenge=recurred&release={told['release']}" in said
    assert f"Release: {told['release']} (newest case change {told['newest_case']})" in said
    assert "Cases: 3 of 19, one row each in cases.csv" in said
    assert "cannot give frequency, risk or proof of cause. Not reported is not absent." in said
    assert [line for line in said.splitlines() if line.startswith(("- geyer-2011-1:", "- modi-2015:", "- tello-2013:"))]
    assert "Licence: not read." in said  # three rows of a table


def test_a_zip_says_how_its_cells_are_parted_and_what_an_apostrophe_means(unpacked: dict[str, bytes]) -> None:
    said = about(unpacked)

    assert "Cells are parted by commas, numbers have a decimal point." in said
    assert "The items of a list are joined by “; ”, contradictions by “ | ”." in said
    assert "An apostrophe\nstands before a text that a spreadsheet would run as a formula" in said
    assert "“ | ” stands\n  between two of them, and a backslash before each “|”" in said


def test_a_zip_tells_an_empty_list_from_one_that_only_denies_some(unpacked: dict[str, bytes]) -> None:
    said = " ".join(about(unpacked).split())

    assert "“none” is a list known to be empty" in said
    assert "“none named” one of which the source only denies some: others may have been there." in said


def test_the_dictionary_in_a_zip_explains_every_column_of_the_csv(unpacked: dict[str, bytes]) -> None:
    (row, *_) = read_back(unpacked["cases.csv"])

    unexplained = [name for name in row if f"\n- {name} (" not in about(unpacked)]

    assert unexplained == []


def test_the_evidence_in_a_zip_has_a_locator_for_every_known_value(unpacked: dict[str, bytes]) -> None:
    evidence = read_back(unpacked["evidence.csv"])

    assert {row["case_id"] for row in evidence} == {"geyer-2011-1", "modi-2015", "tello-2013"}
    assert [row for row in evidence if (row["state"] == "known") != bool(row["locator"])] == []


def test_the_same_cases_give_the_same_bytes(shipped: duckdb.DuckDBPyConnection) -> None:
    assert export.cases_csv(CHOSEN, shipped) == export.cases_csv(CHOSEN, shipped)
    assert export.cases_zip(CHOSEN, casebook=shipped) == export.cases_zip(CHOSEN, casebook=shipped)


def test_no_case_packs_too(casebook: Draw) -> None:
    packed = export.cases_zip(Selection(q="a word that no case has"), casebook=casebook(DRAWN))

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert "Cases: 0 of 7" in archive.read("about.txt").decode("utf-8-sig")


def about(unpacked: dict[str, bytes]) -> str:
    """Read what explains a ZIP."""
    return unpacked["about.txt"].decode("utf-8-sig")


# --- the command


@pytest.mark.parametrize(
    "link",
    [
        "drug=pomalidomide&rechallenge=recurred",
        "?drug=pomalidomide&rechallenge=recurred",
        "http://host:8501/one_case?drug=pomalidomide&case=vivien-2022&rechallenge=recurred",
    ],
)
def test_the_command_writes_exactly_the_csv_of_a_link(link: str) -> None:
    done = run_export(link)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == export.cases_csv(CHOSEN)


def test_the_command_writes_for_spreadsheets_with_a_decimal_comma(tmp_path: Path) -> None:
    done = run_export("--semicolon", "drug=pomalidomide&rechallenge=recurred")
    packed = run_export("--semicolon", "--zip", str(tmp_path / "cases.zip"), "drug=pomalidomide&rechallenge=recurred")

    assert (done.returncode, packed.returncode, packed.stderr) == (0, 0, b"")
    assert done.stdout == export.cases_csv(CHOSEN, semicolon=True)
    with zipfile.ZipFile(tmp_path / "cases.zip") as archive:
        assert archive.read("cases.csv") == done.stdout
        told = {(row["case_id"], row["fact"]): row["value"] for row in read_back(archive.read("evidence.csv"), ";")}
        assert read_back(done.stdout, ";")[0]["latency_days"] == told["geyer-2011-1", "latency_days"]
        assert "Cells are parted by semicolons, numbers have a decimal comma." in archive.read("about.txt").decode(
            "utf-8-sig"
        )


def test_the_command_without_a_filter_writes_every_case() -> None:
    assert len(read_back(run_export().stdout)) == 19


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("drug=pomalidomid", ["drug=pomalidomid", "“thalidomide”, “lenalidomide”, “pomalidomide”", "did you mean"]),
        ("dose=4", ["dose=4", "“drug”", "“latency”", "“latency_unknown”", "“q”"]),
        ("rechallenge=no&steroid=maybe", ["rechallenge=no", "“not attempted”", "steroid=maybe", "“not reported”"]),
        ("latency=7", ["latency=7", "two whole numbers of days from 0 to 3650"]),
    ],
)
def test_an_unknown_key_or_value_is_exit_status_2_and_named_with_what_is_allowed(link: str, said: list[str]) -> None:
    done = run_export(link)

    assert done.returncode == 2
    assert done.stdout == b""
    assert [part for part in said if part not in done.stderr.decode()] == []
    assert b"Traceback" not in done.stderr


def test_the_command_packs_a_zip_and_writes_nothing_else(tmp_path: Path) -> None:
    done = run_export("--zip", str(tmp_path / "cases.zip"), "drug=pomalidomide&rechallenge=recurred")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "cases.zip").read_bytes() == export.cases_zip(CHOSEN)
    assert [path.name for path in tmp_path.iterdir()] == ["cases.zip"]


def test_a_faulty_filter_leaves_an_older_zip_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "cases.zip").write_bytes(b"older")

    done = run_export("--zip", str(tmp_path / "cases.zip"), "drug=pomalidomid")

    assert done.returncode == 2
    assert (tmp_path / "cases.zip").read_bytes() == b"older"


@pytest.mark.parametrize("file", ["nowhere/cases.zip", "folder", "pipe", ""])
def test_a_zip_that_cannot_be_written_is_exit_status_1_in_one_line(tmp_path: Path, file: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    done = run_export("--zip", str(tmp_path / file) if file else "")

    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "pipe"]
    assert (tmp_path / "pipe").is_fifo()


def test_the_command_writes_each_case_of_a_link_as_a_phenopacket_of_its_own(
    tmp_path: Path, shipped: duckdb.DuckDBPyConnection
) -> None:
    folder = tmp_path / "new" / "packets"

    done = run_export("--phenopackets", str(folder), "?drug=pomalidomide&rechallenge=recurred")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert written == {
        f"{case_id}.json": phenopacket_of(case_id, shipped) for case_id in ("geyer-2011-1", "modi-2015", "tello-2013")
    }
    assert [packet for packet in written.values() if faults_of_packet(json.loads(packet))] == []


def test_phenopackets_take_the_place_of_older_ones_and_leave_other_files(tmp_path: Path) -> None:
    (tmp_path / "tello-2013.json").write_bytes(b"older")
    (tmp_path / "notes.txt").write_bytes(b"mine")

    export.write_phenopackets(tmp_path, Selection(q="tello-2013"))

    assert json.loads((tmp_path / "tello-2013.json").read_bytes())["id"] == "tello-2013"
    assert {path.name for path in tmp_path.iterdir()} == {"tello-2013.json", "notes.txt"}


def test_a_folder_that_cannot_be_made_is_exit_status_1_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    done = run_export("--phenopackets", str(tmp_path / "file"))

    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.slow
def test_the_command_ends_quietly_when_its_reader_goes_away() -> None:
    command = f"'{sys.executable}' -m casebook.export | head -c 1"

    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=False, timeout=60)  # noqa: S607

    assert b"Traceback" not in done.stderr

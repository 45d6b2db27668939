"""Quarters come in wholly or not at all, and every line is in or accounted for."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from common.paths import ROOT
from signals.intake.errors import ArchiveError
from signals.intake.load import LoadError, load, main
from tests.spec.reports.contents import SAMPLES, content_of
from tests.spec.reports.drawn import reports, write_quarter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.spec.reports.contents import Load

AERS_2004Q1 = SAMPLES / "aers_ascii_2004q1.zip"
FAERS_2017Q2 = SAMPLES / "faers_ascii_2017q2.zip"
FAERS_2022Q4 = SAMPLES / "faers_2022q4_sample"
DELETED_2021Q4 = SAMPLES / "DELETE21Q4.txt"
LISTING = SAMPLES / "faers22q3_ps_singleword_pt.csv.gz"
EXTRACTS = (AERS_2004Q1, FAERS_2017Q2, FAERS_2022Q4, DELETED_2021Q4)


@pytest.mark.parametrize(("name", "decoy"), [("caseid=9", "other"), ("a*b", "axb"), ("a?b", "axb"), ("a[x]b", "axb")])
def test_a_quarter_is_read_from_the_folder_that_is_named_whatever_signs_are_in_its_name(
    tmp_path: Path, loaded: Load, name: str, decoy: str
) -> None:
    quarter = write_quarter(tmp_path / name, "2022Q1", reports(("1001", "100", "1", "20220101")))
    write_quarter(tmp_path / decoy, "2022Q1", reports(("2001", "200", "1", "20220101")))
    with (quarter / "ascii" / "REAC22Q1.txt").open("a") as file:
        file.write("1001$100\n")

    answer = loaded(quarter)

    assert answer("SELECT case_id, primary_id FROM report") == [("100", "1001")]
    assert answer("SELECT file, line FROM reject") == [("REAC22Q1.txt", 3)]


def lines_of(archive: Path) -> dict[str, int]:
    """Count the lines below the header of every file, without the code under test."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as files:
            raw = {Path(name).name: files.read(name) for name in files.namelist() if not name.endswith("/")}
    elif archive.suffix == ".gz":
        raw = {archive.name: gzip.decompress(archive.read_bytes())}
    else:
        files = [archive] if archive.is_file() else [file for file in archive.rglob("*") if file.is_file()]
        raw = {file.name: file.read_bytes() for file in files}
    return {name: len(text.splitlines()) - 1 for name, text in raw.items()}


@pytest.mark.parametrize(
    "archive", [*EXTRACTS, pytest.param(LISTING, marks=pytest.mark.slow)], ids=lambda path: path.name
)
def test_every_line_of_a_genuine_extract_is_in_or_rejected(archive: Path, loaded: Load) -> None:
    answer = loaded(archive)

    account = {name: lines for name, lines, _, _ in answer("SELECT name, lines, accepted, rejected FROM file")}

    assert account == lines_of(archive)
    assert answer("SELECT count(*) FROM file WHERE lines <> accepted + rejected") == [(0,)]
    assert answer("SELECT sum(rejected)::BIGINT FROM file") == answer("SELECT count(*) FROM reject")


def test_a_rejected_line_is_kept_with_its_own_text_and_place(loaded: Load) -> None:
    answer = loaded(FAERS_2022Q4)

    rejected = answer("SELECT file, line, text FROM reject")

    assert len(rejected) > 1_000
    for name, line, text in rejected:
        lines = (FAERS_2022Q4 / "ASCII" / name).read_text(encoding="utf-8").split("\n")
        assert lines[line - 1].rstrip("\r") == text


def test_loading_again_changes_nothing(database: Path) -> None:
    for archive in EXTRACTS:
        load([archive], database)
    once = content_of(database)

    load(list(EXTRACTS), database)

    assert content_of(database) == once


@pytest.mark.slow
def test_the_order_of_loading_does_not_matter_for_genuine_extracts(tmp_path: Path) -> None:
    load(list(EXTRACTS), tmp_path / "forth" / "faers.duckdb")
    load(list(reversed(EXTRACTS)), tmp_path / "back" / "faers.duckdb")

    assert content_of(tmp_path / "forth" / "faers.duckdb") == content_of(tmp_path / "back" / "faers.duckdb")


FIRST = reports(("1001", "100", "1", "20220101"), ("2001", "200", "1", "20220101"), ("3009", "300", "9", "20220101"))
SECOND = reports(("1002", "100", "2", "20220401"), ("30010", "300", "10", "20220401"), ("4001", "400", "1", "20220401"))
THIRD = reports(("1002", "100", "2", "20220401"), ("2001", "200", "1", "20211231"), ("5001", "500", "1", "20220701"))
OLD = {
    "DEMO": "isr|case|foll_seq|fda_dt\n77|400|3|20040101\n78|600||20040101\n79|600|1|20040102",
    "DRUG": "isr|drug_seq|role_cod|drugname\n77|1|PS|THALOMID\n78|1|PS|THALOMID\n79|1|PS|THALOMID",
    "REAC": "isr|pt\n77|PNEUMONITIS\n78|PNEUMONITIS\n79|PNEUMONITIS",
}


@pytest.mark.parametrize(
    "order",
    [
        (2, 0, 3, 1),
        *(pytest.param(order, marks=pytest.mark.slow) for order in ((0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2))),
    ],
)
def test_the_last_version_of_a_case_counts_whatever_the_order_of_loading(
    tmp_path: Path, loaded: Load, order: tuple[int, ...]
) -> None:
    quarters = [
        write_quarter(tmp_path, "2022Q1", FIRST),
        write_quarter(tmp_path, "2022Q2", SECOND),
        write_quarter(tmp_path, "2022Q3", THIRD, deleted=("500", "999")),
        write_quarter(tmp_path, "2004Q1", OLD),
    ]

    answer = loaded(*(quarters[place] for place in order))

    assert answer("SELECT case_id, primary_id, quarter FROM report ORDER BY case_id") == [
        ("100", "1002", "2022Q3"),  # the same version in two quarters: the later quarter
        ("200", "2001", "2022Q1"),  # the same version: the later date of the FDA, though in the earlier quarter
        ("300", "30010", "2022Q2"),  # version 10 comes after 9
        ("400", "4001", "2022Q2"),  # FAERS goes before AERS, whatever the number of the follow-up
        ("600", "79", "2004Q1"),  # a follow-up goes before the initial report, whose number is blank
    ]
    assert answer("SELECT count(*) FROM gone") == [(7,)]
    assert answer("SELECT case_id FROM reaction JOIN report USING (report_id) ORDER BY 1") == [
        ("100",), ("200",), ("300",), ("400",), ("600",)
    ]  # fmt: skip


def test_a_deleted_case_goes_and_does_not_come_back(tmp_path: Path, loaded: Load) -> None:
    named = write_quarter(tmp_path, "2022Q1", reports(("1001", "100", "1", "20220101")))
    deleting = write_quarter(tmp_path, "2022Q2", reports(("2001", "200", "1", "20220401")), deleted=("100",))
    again = write_quarter(tmp_path, "2022Q3", reports(("1002", "100", "2", "20220701")))

    answer = loaded(named, deleting, again)

    assert answer("SELECT case_id FROM report") == [("200",)]
    assert answer("SELECT count(*) FROM drug_line") == [(1,)]


def test_lines_that_cannot_be_taken_in_are_rejected_each_with_its_reason(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(
        tmp_path, "2025Q1", reports(("1001", "100", "1", "20250101"), ("2001", "200", "1", "20250101"))
    )
    with (folder / "ascii" / "DEMO25Q1.txt").open("a") as lines:
        lines.write("x$300" + "$" * 12 + "\n\n1001$100$1" + "$" * 11 + "\n4001$4$$$00$1" + "$" * 10 + "\n5001$500\n")
    with (folder / "ascii" / "DRUG25Q1.txt").open("a") as lines:
        lines.write(
            "1001$100$2$DN$REVLIMID$$$\n1001$100$3$$REVLIMID$$$\n9999$9$1$PS$REVLIMID$$$\n1001$100$4$C$$$$\n1001$1$00$2$PS$X$$$\n1001$100$5$PS$RE$VLIMID$LENALIDOMIDE$Y$N\n"
        )
    with (folder / "ascii" / "REAC25Q1.txt").open("a") as lines:
        lines.write("1001$100$ $\n5001$500$Cough$\n1001$100$Cough$")

    answer = loaded(folder)

    assert answer("SELECT file, line, reason FROM reject ORDER BY file, line") == [
        ("DEMO25Q1.txt", 4, "the report number is not a number"),
        ("DEMO25Q1.txt", 5, "the line is blank"),
        ("DEMO25Q1.txt", 6, "a second line for the same report"),
        ("DEMO25Q1.txt", 7, "more fields than the header, which has 14; the last are empty"),
        ("DEMO25Q1.txt", 8, "2 fields where the header has 14"),
        ("DRUG25Q1.txt", 4, "the drug was not administered (role DN)"),
        ("DRUG25Q1.txt", 5, "the role is none of PS, SS, I, C"),
        ("DRUG25Q1.txt", 6, "no report with this number is in the quarter's DEMO file"),
        ("DRUG25Q1.txt", 7, "no drug is named"),
        ("DRUG25Q1.txt", 8, "more fields than the header, which has 8; the last are empty"),
        ("DRUG25Q1.txt", 9, "9 fields where the header has 8"),
        ("REAC25Q1.txt", 4, "no term is named"),
        ("REAC25Q1.txt", 5, "no report with this number is in the quarter's DEMO file"),
    ]
    assert answer("SELECT count(*) FROM reaction") == [(3,)]


def test_two_records_on_one_line_of_an_old_file_are_rejected_and_the_rest_is_in(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(tmp_path, "2011Q2", OLD)
    drug = folder / "ascii" / "DRUG11Q2.txt"
    lines = drug.read_text().split("\n")
    drug.write_text("\n".join([lines[0], lines[1], lines[2] + lines[3], ""]))

    answer = loaded(folder)

    assert answer("SELECT file, line, text FROM reject") == [("DRUG11Q2.txt", 3, lines[2] + lines[3])]
    assert answer("SELECT accepted FROM file WHERE name = 'DRUG11Q2.txt'") == [(1,)]


def test_line_ends_marks_and_foreign_letters_of_real_files_are_read(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(
        tmp_path, "2012Q4", reports(("1001", "100", "1", "20121001"), ("2001", "200", "1", "20121001"))
    )
    drug = folder / "ascii" / "DRUG12Q4.txt"
    text = drug.read_text().replace("REVLIMID", 'RÉVLIMID "10\r MG"', 1).replace("\n", "\r\n")
    drug.write_bytes(b"\xef\xbb\xbf" + text.encode("latin-1"))
    demo = folder / "ascii" / "DEMO12Q4.txt"
    demo.write_text(demo.read_text().replace("$occp_cod", "$ occp_cod").replace("$sex$", "$gndr_cod$"))

    answer = loaded(folder)

    assert answer("SELECT drug_name FROM product ORDER BY 1") == [("REVLIMID",), ('RÉVLIMID "10  MG"',)]
    assert answer("SELECT sum(rejected)::BIGINT FROM file") == [(0,)]


@pytest.fixture(scope="module")
def with_a_quarter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load one genuine quarter into a database."""
    into = tmp_path_factory.mktemp("quarter") / "faers.duckdb"
    load([AERS_2004Q1], into)
    return into


def damaged_zip(tmp_path: Path) -> Path:
    raw = bytearray(FAERS_2017Q2.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path = tmp_path / "damaged.zip"
    path.write_bytes(raw)
    return path


def truncated_zip(tmp_path: Path) -> Path:
    path = tmp_path / "truncated.zip"
    path.write_bytes(FAERS_2017Q2.read_bytes()[:-2_000])
    return path


def without_a_table(tmp_path: Path) -> Path:
    folder = write_quarter(tmp_path, "2022Q1", FIRST)
    (folder / "ascii" / "THER22Q1.txt").unlink()
    return folder


def with_commas(tmp_path: Path) -> Path:
    folder = write_quarter(tmp_path, "2022Q1", FIRST)
    drug = folder / "ascii" / "DRUG22Q1.txt"
    drug.write_text(drug.read_text().replace("$", ","))
    return folder


def empty_file(tmp_path: Path) -> Path:
    folder = write_quarter(tmp_path, "2022Q1", FIRST)
    (folder / "ascii" / "REAC22Q1.txt").write_text("")
    return folder


def two_quarters(tmp_path: Path) -> Path:
    write_quarter(tmp_path / "both", "2022Q1", FIRST)
    folder = write_quarter(tmp_path / "both", "2022Q2", SECOND)
    (folder / "ascii" / "DEMO22Q2.txt").unlink()
    shutil.rmtree(tmp_path / "both" / "2022Q1" / "ascii" / "nothing", ignore_errors=True)
    return tmp_path / "both"


def spreadsheet(tmp_path: Path) -> Path:
    path = tmp_path / "export.XLSX"
    path.write_bytes(b"PK")
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (damaged_zip, "cannot be read to its end"),
        (truncated_zip, "not a whole ZIP archive"),
        (without_a_table, "lacks THER"),
        (with_commas, "must be separated by the dollar sign"),
        (empty_file, "lacks the column"),
        (two_quarters, "two"),
        (lambda folder: folder / "nothing.zip", "There is no file or folder"),
        (lambda folder: folder, "holds no file named like"),
        (spreadsheet, "is a spreadsheet; save its sheet as CSV"),
    ],
)
def test_a_faulty_archive_is_named_and_leaves_the_reports_as_they_were(
    make: Callable[[Path], Path],
    sentence: str,
    tmp_path: Path,
    with_a_quarter: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    database = with_a_quarter
    before = content_of(database)
    archive = make(tmp_path)

    status = main([str(archive), "--into", str(database)])

    assert status == 1
    assert sentence in capsys.readouterr().err
    assert content_of(database) == before
    assert not [path.name for path in database.parent.iterdir() if path.name.startswith(".loading") and path.is_dir()]


def test_a_first_load_that_fails_leaves_no_database(tmp_path: Path, database: Path) -> None:
    with pytest.raises(ArchiveError, match="not a whole ZIP"):
        load([truncated_zip(tmp_path)], database)

    assert not database.exists()


def test_a_quarter_with_other_content_is_refused(tmp_path: Path, database: Path) -> None:
    load([write_quarter(tmp_path / "one", "2022Q1", FIRST)], database)
    before = content_of(database)

    with pytest.raises(ArchiveError, match="with other content"):
        load([write_quarter(tmp_path / "two", "2022Q1", SECOND)], database)

    assert content_of(database) == before


def test_fda_quarters_and_a_line_listing_do_not_go_into_one_database(database: Path, tmp_path: Path) -> None:
    load([AERS_2004Q1], database)
    listing = tmp_path / "other.csv"
    listing.write_text("case,drug,event\n1,REVLIMID,Pneumonitis\n")

    with pytest.raises(ArchiveError, match="would count twice"):
        load([listing], database)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "casebook.duckdb"
    with duckdb.connect(foreign) as connection:
        connection.execute("CREATE TABLE cases (case_id VARCHAR)")

    with pytest.raises(LoadError, match="something else than spontaneous reports"):
        load([AERS_2004Q1], foreign)


@pytest.mark.slow
def test_a_killed_load_leaves_the_quarters_before_it_and_goes_on_afterwards(tmp_path: Path, database: Path) -> None:
    rows = [(f"{case}1", str(case), "1", "20220101") for case in range(10_000, 130_000)]
    second = write_quarter(tmp_path, "2022Q2", reports(*rows))
    load([AERS_2004Q1], database)
    before = content_of(database)
    whole = tmp_path / "whole" / "faers.duckdb"
    load([AERS_2004Q1, second], whole)

    command = [sys.executable, "-m", "signals.load", str(second), "--into", str(database)]
    steps = tmp_path / "steps"
    with steps.open("w") as errors:
        loading = subprocess.Popen(command, stderr=errors, cwd=ROOT)
    while "into the database" not in steps.read_text():
        assert loading.poll() is None
        time.sleep(0.01)
    time.sleep(0.15)
    os.kill(loading.pid, signal.SIGKILL)
    loading.wait()

    assert loading.returncode == -signal.SIGKILL
    assert content_of(database) == before
    load([second], database)
    assert content_of(database) == content_of(whole)
    assert [file.name for file in database.parent.iterdir() if file.name.startswith(".")] == []


def test_a_case_is_flagged_where_it_looks_like_a_copy_and_stays_in(tmp_path: Path, loaded: Load) -> None:
    drawn = reports(
        ("1001", "100", "1", "20220101"), ("2001", "200", "1", "20220101"), ("3001", "300", "1", "20220101")
    )
    drawn["DEMO"] = (
        "primaryid|caseid|caseversion|fda_dt|event_dt|age|age_cod|sex|reporter_country\n"
        "1001|100|1|20220101|20211205|67|YR|F|JP\n"
        "2001|200|1|20220101|20211205|67|YR|F|JP\n"
        "3001|300|1|20220101|202112|67|YR|F|JP"
    )

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert answer("SELECT case_id, duplicate FROM profile JOIN report USING (report_id) ORDER BY 1") == [
        ("100", False), ("200", True), ("300", False)
    ]  # fmt: skip


def test_ages_dates_and_countries_mean_the_same_in_every_layout(tmp_path: Path, loaded: Load) -> None:
    drawn = reports(*((f"{case}1", str(case), "1", "20220101") for case in range(100, 106)))
    drawn["DEMO"] = (
        "primaryid|caseid|caseversion|fda_dt|event_dt|age|age_cod|sex|reporter_country\n"
        "1001|100|1|20220101|20211205|7|DEC|F|JAPAN\n"
        "1011|101|1|20220101|202112|18|MON|M|JP\n"
        "1021|102|1|20220101|2021|52|WK|UNK|US\n"
        "1031|103|1|20220101|20210231|800|YR||COUNTRY NOT SPECIFIED\n"
        "1041|104|1|20220101|21|10|DY|F|\n"
        "1051|105|1|20220101||4383|HR|F|"
    )

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert answer(
        "SELECT event_date, round(age_years, 3), p.sex::VARCHAR, p.age_band::VARCHAR, p.country "
        "FROM report JOIN profile AS p USING (report_id) ORDER BY case_id"
    ) == [
        ("2021-12-05", 70.0, "female", "65-74", "JP"),
        ("2021-12", 1.5, "male", "0-17", "JP"),
        ("2021", 0.997, None, "0-17", "US"),
        ("2021-02", None, None, None, None),  # 31 February is February; an age of 800 years is none
        (None, 0.027, "female", "0-17", None),
        (None, 0.5, "female", "0-17", None),
    ]


@pytest.mark.parametrize(
    ("ingredient", "drugs"),
    [
        ("BORTEZOMIB MONOHYDRATE", ["bortezomib"]),
        ("Dexamethasone Disodium Phosphate\\POMALIDOMIDE HYDRATE", ["dexamethasone", "pomalidomide"]),
        ("MELPHALAN FLUFENAMIDE", ["melphalan flufenamide"]),
        ("SODIUM CHLORIDE", ["sodium chloride"]),
        ("UNKNOWN", ["brand"]),
    ],
)
def test_a_listed_drug_is_found_in_whatever_salt_and_an_ingredient_that_is_not_known_is_none(
    tmp_path: Path, loaded: Load, ingredient: str, drugs: list[str]
) -> None:
    drawn = reports(("1001", "100", "1", "20220101"))
    drawn["DRUG"] = f"primaryid|drug_seq|role_cod|drugname|prod_ai\n1001|1|PS|BRAND|{ingredient}"

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert answer("SELECT name FROM exposure JOIN drug USING (drug_id) ORDER BY 1") == [(drug,) for drug in drugs]


def test_drugs_are_found_by_ingredient_brand_misspelling_and_word_but_not_inside_words(
    tmp_path: Path, loaded: Load
) -> None:
    drawn = reports(*((f"{case}1", str(case), "1", "20220101") for case in range(100, 107)))
    drawn["DRUG"] = (
        "primaryid|drug_seq|role_cod|drugname|prod_ai\n"
        "1001|1|PS|REVLIMID|\n"
        "1011|1|SS|REVLAMID (25 MG, CAPSULES)|\n"
        "1021|1|C|POMALYST|POMALIDOMIDE\n"
        "1031|1|PS|CHLORTHALIDONE|CHLORTHALIDONE\n"
        "1041|1|PS|DARZALEX FASPRO|DARATUMUMAB\\HYALURONIDASE-FIHJ\n"
        "1051|1|PS|Thalidomide|\n"
        "1051|2|C|THALOMID|THALIDOMIDE\n"
        "1061|1|I|SOME OTHER THING|"
    )

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert answer(
        "SELECT case_id, name, roles FROM exposure JOIN drug USING (drug_id) JOIN report USING (report_id) ORDER BY ALL"
    ) == [
        ("100", "lenalidomide", 1),
        ("101", "lenalidomide", 2),
        ("102", "pomalidomide", 8),
        ("103", "chlorthalidone", 1),
        ("104", "daratumumab", 1),
        ("104", "hyaluronidase-fihj", 1),
        ("105", "thalidomide", 9),
        ("106", "some other thing", 4),
    ]

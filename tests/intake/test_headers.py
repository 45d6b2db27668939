"""The header of a listing is found wherever it stands; titles above it and notes below the rows are no reports."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from signals.intake.errors import ArchiveError
from signals.intake.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.spec.reports.contents import Load

TWICE_PACKED = gzip.compress(gzip.compress(b"case,drug,event\n1,A,B\n", mtime=0), mtime=0)  # no time in it
ROWS = "1,Revlimid,Pneumonitis\n2,Velcade,Rash\n"
CASES = "SELECT case_id FROM report ORDER BY 1"
PAIRS = """SELECT r.case_id, d.name, t.name FROM report AS r JOIN exposure AS e USING (report_id)
    JOIN drug AS d USING (drug_id) JOIN reaction AS x USING (report_id) JOIN shown_term AS t USING (term_id)
    ORDER BY ALL"""
READ = [("1", "lenalidomide", "Pneumonitis"), ("2", "bortezomib", "Rash")]
REJECTED = "SELECT line, reason FROM reject ORDER BY ALL"


def written(folder: Path, text: str, name: str = "a.csv") -> Path:
    """Write a listing."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("above", "rejected"),
    [
        ("Line listing of cases\nExported 2022-03-05\n", [(1, "above the header"), (2, "above the header")]),
        ("\n\n", [(1, "the line is blank"), (2, "the line is blank")]),
        ('"Cases, drugs, ""all"" events",,\n,,\n', [(1, "above the header"), (2, "above the header")]),
        ('A 12" title\n', [(1, "above the header")]),
        ("\ufeffTitle; of; three\n", [(1, "above the header")]),
    ],
)
def test_lines_above_the_header_are_left_out_and_named(
    tmp_path: Path, loaded: Load, above: str, rejected: list[tuple[int, str]]
) -> None:
    answer = loaded(written(tmp_path, f"{above}case_id,drug,event\n{ROWS}"))

    assert answer(PAIRS) == READ
    assert answer(REJECTED) == rejected
    assert answer("SELECT lines, accepted, note FROM file") == [
        (2 + len(rejected), 2, f"the header is line {len(rejected) + 1}")
    ]


def test_a_name_of_a_column_may_hold_a_line_break(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, f'All cases\n"Case\nID","Drug\n","event"\n{ROWS}'))

    assert answer(PAIRS) == READ
    assert answer(REJECTED) == [(1, "above the header")]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("case_id,drug,event,\n1,Revlimid,Pneumonitis,\n2,Velcade,Rash,\n", ""),
        (
            "case_id,drug,event\n1,Revlimid,Pneumonitis,\n2,Velcade,Rash,\n",
            "each row ends in a delimiter, behind which nothing stands",
        ),
        (
            "case_id;drug;event\n1;Revlimid;Pneumonitis;;\n2;Velcade;Rash;;\n",
            "each row ends in a delimiter, behind which nothing stands",
        ),
        (
            "case_id\tdrug\tevent\tage\n1\tRevlimid\tPneumonitis\t65\t\n2\tVelcade\tRash\t\t\n",
            "each row ends in a delimiter, behind which nothing stands",
        ),
        (
            "case_id,drug,event,\n1,Revlimid,Pneumonitis\n2,Velcade,Rash\n",
            "the header ends in a delimiter, behind which nothing stands",
        ),
    ],
)
def test_a_delimiter_at_the_end_of_each_line_is_no_cell(tmp_path: Path, loaded: Load, text: str, note: str) -> None:
    answer = loaded(written(tmp_path, text))

    assert answer(PAIRS) == READ
    assert answer("SELECT rejected, note FROM file") == [(0, note)]


@pytest.mark.parametrize(
    "text",
    [
        "case_id,drug,event,age\n1,Lenalidomide, Revlimid,Rash,\n2,Bortezomib, Velcade,Cough,\n",
        "case_id,drug,event,narrative\n1,Revlimid,Rash,none,\n",
    ],
)
def test_rows_that_a_comma_inside_a_name_may_have_made_longer_are_refused(
    tmp_path: Path, database: Path, text: str
) -> None:
    with pytest.raises(ArchiveError, match=r"a\.csv: the header has 4 fields, its rows have 5, the last of them empty"):
        load([written(tmp_path, text)], database)


def test_a_row_with_a_delimiter_more_than_the_others_is_rejected(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, f"case_id,drug,event\n{ROWS}3,Revlimid,Cough,\n"))

    assert answer(CASES) == [("1",), ("2",)]
    assert answer(REJECTED) == [(4, "4 fields where the header has 3")]


@pytest.mark.parametrize(
    "below",
    [
        "Total: 2 rows",
        "Total,2,rows",
        "Subtotal of A,2 cases,all",
        "Source: FDA,read in 2022,by me",
        "Confidential,for internal use,do not copy",
        "Data lock 2022,by the sponsor,all cases",
        "* Reported term,coded,by hand",
        "Quelle: FDA,gelesen,2022 von mir",
        "(2 rows)",
    ],
)
def test_totals_and_notes_below_the_rows_are_no_reports(tmp_path: Path, loaded: Load, below: str) -> None:
    answer = loaded(written(tmp_path, f"case_id,drug,event\n{ROWS}\n{below}\n"))

    assert answer(PAIRS) == READ
    assert answer("SELECT line FROM reject ORDER BY 1") == [(4,), (5,)]


def test_a_line_of_units_below_the_header_is_no_report(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, f"case_id,drug,event\n(number),(name),(MedDRA PT)\n{ROWS}"))

    assert answer(CASES) == [("1",), ("2",)]
    assert answer(REJECTED) == [(2, "the case number is unlike those of the other rows: a note on the table?")]


def test_case_numbers_that_are_words_are_cases(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, "case_id,drug,event\nCase A,A,B\nUS 12,A,B\nSmith,A,B\n7,A,B\n"))

    assert answer(CASES) == [("7",), ("Case A",), ("Smith",), ("US 12",)]


def test_a_header_written_otherwise_in_the_middle_of_a_file_is_no_report(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, f"case_id,drug,event\n{ROWS} CASE_ID,Drug ,EVENT\n3,A,B\n"))

    assert answer(CASES) == [("1",), ("2",), ("3",)]
    assert answer(REJECTED) == [(4, "the header once more")]


def test_another_header_further_down_is_refused_with_its_line(tmp_path: Path, database: Path) -> None:
    path = written(tmp_path, f"case_id,drug,event\n{ROWS}drug,case_id,event\nA,3,B\n")

    with pytest.raises(ArchiveError, match=r"a\.csv: line 4 is another header, with its columns in another order"):
        load([path], database)


def test_names_that_public_databases_give_their_columns_are_known_unless_a_plainer_one_is_there(
    tmp_path: Path, loaded: Load
) -> None:
    answer = loaded(
        written(tmp_path, "Case Number,Medicines reported as being taken,MedDRA reaction terms\n1,Revlimid,Rash\n"),
        written(tmp_path, "case,drug,product,PT,reactions\n2,Velcade,X,Cough,Y\n", "b.csv"),
    )

    assert answer(PAIRS) == [("1", "lenalidomide", "Rash"), ("2", "bortezomib", "Cough")]
    assert answer("SELECT unused FROM file ORDER BY name") == [("",), ("product, reactions",)]


def test_an_export_of_e2b_is_read_by_the_names_of_its_elements(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        written(
            tmp_path,
            "safetyreportid,safetyreportversion,occurcountry,patientonsetage,patientonsetageunit,patientsex,"
            "reactionmeddrapt,reactionstartdate,medicinalproduct,drugcharacterization\n"
            "DE-1,1,DE,65,801,1,Rash,20220101,ASPIRIN,1\nDE-1,2,DE,780,802,1,Rash,20220101,IBUPROFEN,1\n"
            "DE-2,1,FR,6,800,2,Cough,202201,ASPIRIN,3\n",
        )
    )

    assert answer("SELECT case_id, sex::VARCHAR, age_years, country, event_date FROM report ORDER BY 1") == [
        ("DE-1", "male", 65.0, "DE", "2022-01-01"),
        ("DE-2", "female", 60.0, "FR", "2022-01"),
    ]
    assert answer(PAIRS) == [("DE-1", "ibuprofen", "Rash"), ("DE-2", "aspirin", "Cough")]
    assert answer(REJECTED) == [(2, "an earlier version of the case; the last one counts")]


def test_the_joined_files_of_jader_are_read(tmp_path: Path, loaded: Load) -> None:
    path = tmp_path / "jader.csv"
    header = "識別番号,報告回数,性別,年齢,医薬品の関与,医薬品（一般名）,医薬品（販売名）,有害事象,有害事象発現日"  # noqa: RUF001  as the agency writes it
    rows = [
        "A-1,1,男性,70歳代,被疑薬,アスピリン,X,発疹,20200103",
        "A-1,1,男性,70歳代,併用薬,イブプロフェン,X,発疹,20200103",
    ]
    path.write_bytes("\r\n".join([header, *rows, ""]).encode("cp932"))

    answer = loaded(path)

    assert answer("SELECT case_id, sex::VARCHAR, event_date FROM report") == [("A-1", "male", "2020-01-03")]
    assert answer("SELECT name, roles FROM exposure JOIN drug USING (drug_id) ORDER BY 2") == [
        ("アスピリン", 1), ("イブプロフェン", 8)
    ]  # fmt: skip
    assert answer("SELECT encoding, unused FROM file") == [("Shift-JIS", "医薬品（販売名）")]  # noqa: RUF001  as above


def test_a_listing_of_which_no_row_fits_the_header_is_refused(tmp_path: Path, database: Path) -> None:
    with pytest.raises(ArchiveError, match=r"a\.csv: no row has as many fields as the header; line 2: 1 fields where"):
        load([written(tmp_path, "case,drug,event\n1;A;B\n2;A;B\n")], database)


def test_a_name_of_a_file_that_cannot_be_printed_is_kept_as_one_that_can(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, f"case,drug,event\n{ROWS}", "a\x1b[31m\nb.csv"))

    assert answer("SELECT label FROM quarter") == [("a\ufffd[31m\ufffdb",)]


def test_fields_parted_by_dollar_signs_are_a_listing_too(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, "caseid$drugname$pt\n1$Revlimid$Pneumonitis\n2$Velcade$Rash\n", "a.txt"))

    assert answer(PAIRS) == READ


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"PAR1\x15\x04", "is Parquet by its content"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a spreadsheet or a ZIP archive by its content"),
        ("a.csv", b"\xef\xbb\xbf\n<html><table>", "is a web page"),
        ("a.txt", b'[{"case": 1}]', "is JSON by its content"),
        ("a.csv", b"%PDF-1.7", "is a PDF by its content"),
        ("a.csv.gz", b"case,drug,event\n1,A,B\n", "is not packed with gzip"),
        ("a.csv.gz", TWICE_PACKED, "is packed with gzip by its content"),
        ("a.csv.gz", b"", "has no header that names its columns"),
        ("a.csv", b"", "has no header that names its columns"),
        ("a.csv", b"\n \n,,\n", "has no header that names its columns"),
    ],
)
def test_what_is_no_listing_by_its_content_is_said_in_a_sentence(
    tmp_path: Path, database: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(ArchiveError, match=sentence):
        load([path], database)

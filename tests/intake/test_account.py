"""The account of a load is complete: every file is in, passed over or refused, every value not read is said."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from signals.intake.errors import ArchiveError
from signals.intake.load import load, main
from signals.measures.population import Population
from signals.readus import fill_checklist
from signals.store import open_for_reading
from tests.spec.reports.contents import answer_of
from tests.spec.reports.drawn import reports, write_quarter

if TYPE_CHECKING:
    from tests.spec.reports.contents import Load

THREE = reports(
    ("100011", "10001", "1", "20190215"), ("100021", "10002", "1", "20190215"), ("100031", "10003", "1", "20190215")
)
NAMES = (
    "ADR19Q1DeletedCases.txt",
    "adr18q4deletedcases.TXT",
    "20Q4DeletedCases.txt",
    "AllDeletedCases.txt",
    "DELETE19Q1.txt",
    "delete21q3.txt",
)


def zipped(folder: Path, into: Path) -> Path:
    """Pack a folder as the FDA packs a quarter."""
    with zipfile.ZipFile(into, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder))
    return into


@pytest.mark.parametrize(
    ("name", "home"), [*zip(NAMES, ("deleted", "Deleted", "ascii", ".", "DELETED", "a/b"), strict=True)]
)
def test_a_list_of_deleted_cases_counts_under_every_name_that_the_fda_used(
    tmp_path: Path, loaded: Load, name: str, home: str
) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    (folder / home).mkdir(exist_ok=True, parents=True)
    (folder / home / name).write_bytes(b" \r\n10002\r\n")

    answer = loaded(zipped(folder, tmp_path / "faers_ascii_2019q1.zip"))

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("10001",), ("10003",)]
    assert answer(f"SELECT lines, accepted FROM file WHERE name = '{name}'") == [(1, 1)]  # noqa: S608  a name of a test


@pytest.mark.parametrize("name", NAMES)
def test_a_list_of_deleted_cases_loads_alone_before_or_after_the_quarter(
    tmp_path: Path, loaded: Load, name: str
) -> None:
    quarter = write_quarter(tmp_path, "2019Q1", THREE)
    alone = tmp_path / name
    alone.write_text("\n10002")

    answer = loaded(alone, quarter)

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("10001",), ("10003",)]
    assert answer("SELECT count(*) FROM quarter WHERE kind = 'deleted list'") == [(1,)]


@pytest.mark.parametrize(
    ("place", "content"),
    [
        ("deleted/withdrawn.txt", "caseid\n10002\n"),
        ("ascii/Removed_Cases_19Q1.txt", "nothing of numbers"),
        ("deleted/19Q1.txt", "\n10002\n"),
        ("cases", "10002\n10003"),
        ("deleted/DELETE2019Q1.txt", "10002\n"),
        ("deleted/DELETE19Q1.txt.gz", "packed"),
        ("ascii/Voided_19Q1.txt", "nothing of numbers"),
        ("deleted/cases.xlsx", "a spreadsheet"),
        ("ascii/19Q1.csv", "caseid,date\n10002,2019-01-01\n"),
        ("ascii/list.txt", "Case Number$Reason$\n10002$duplicate$\n10003$duplicate$\n"),
    ],
)
def test_what_looks_like_an_unknown_list_stops_the_load_unless_told_to_go_on(
    tmp_path: Path, database: Path, place: str, content: str
) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text(content)

    with pytest.raises(ArchiveError, match="looks like a list of deleted cases"):
        load([folder], database)
    assert not database.exists()
    assert main([str(folder), "--into", str(database), "--pass-over-lists"]) == 0

    answer = answer_of(database)
    assert answer("SELECT count(*) FROM report") == [(3,)]
    assert answer("SELECT name, reason FROM passed_over") == [
        (place, "looks like a list of deleted cases, and was passed over as told")
    ]


def test_every_other_file_of_an_archive_is_named_with_why_it_was_passed_over(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    (folder / "Readme.pdf").write_bytes(b"%PDF-")
    (folder / "About deleted cases.pdf").write_bytes(b"%PDF-")
    (folder / "ascii" / "STAT19Q1.TXT").write_text("DEMO 3 records")
    (folder / "ascii" / "._DEMO19Q1.txt").write_bytes(b"\0\5\x16\7")
    (folder / "inner.ZIP").write_bytes(b"PK")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "loop").symlink_to(".")
    os.mkfifo(folder / "pipe")

    answer = loaded(folder)

    neither = "not a table of the quarter, nor a list of deleted cases"
    assert dict(answer("SELECT name, reason FROM passed_over")) == {
        "Readme.pdf": neither,
        "About deleted cases.pdf": neither,
        "ascii/STAT19Q1.TXT": neither,
        "ascii/._DEMO19Q1.txt": neither,
        "inner.ZIP": "an archive inside the archive; unpack it and load it by itself",
        "gone.txt": "a link to nothing",
        "loop": "neither a file nor a folder",
        "pipe": "neither a file nor a folder",
    }


def test_a_folder_that_cannot_be_looked_into_stops_the_load(
    tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    (folder / "closed").mkdir()
    look = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)  # root may look into every folder

    with pytest.raises(ArchiveError, match=r"closed cannot be looked into \(Permission denied\)"):
        load([folder], database)


def test_each_archive_of_the_command_line_is_in_refused_or_not_tried(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write_quarter(tmp_path, "2019Q1", THREE)
    second = write_quarter(tmp_path, "2019Q2", THREE)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")

    status = main([str(first), str(broken), str(second), "--into", str(database)])

    said = capsys.readouterr()
    assert status == 1
    assert "2019Q1 is in." in said.out
    assert f"{broken} is not a whole ZIP archive" in said.err
    assert f"{second} was not tried" in said.err


def test_a_list_that_comes_alone_says_how_many_reports_it_takes_away(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = tmp_path / "AllDeletedCases.txt"
    named.write_text("\n10002\n99999\n")

    load([write_quarter(tmp_path, "2019Q1", THREE), named], database)

    assert "2 cases named as deleted; 1 versions of them, of any quarter, do not count" in capsys.readouterr().out


def test_the_printed_account_says_why_lines_are_not_in(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = tmp_path / "a.csv"
    listing.write_text("case,drug,event\n1,A,B\n2,NA,B\n3,A,B\n4,NA,B\n")

    load([listing], database)

    assert "a.csv: rejected: 2 x no drug is named, the first in line 3" in capsys.readouterr().out


def test_what_was_refused_stands_in_the_account_until_it_is_in(tmp_path: Path, database: Path) -> None:
    first, second = write_quarter(tmp_path, "2019Q1", THREE), write_quarter(tmp_path, "2019Q2", THREE)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")
    account = "SELECT name, bytes, reason FROM refused ORDER BY ALL"

    main([str(first), str(broken), str(second), "--into", str(database)])

    sentence = f"{broken} is not a whole ZIP archive (File is not a zip file); fetch it again."
    assert answer_of(database)(account) == [
        ("2019Q2", 0, "not tried, since broken.zip was refused"),
        ("broken.zip", 2, f"refused: {sentence}"),
    ]
    checklist = fill_checklist(open_for_reading(database), Population(), "all", "")
    assert f"2019Q2: not tried, since broken.zip was refused; broken.zip: refused: {sentence}" in checklist

    main([str(second), "--into", str(database)])

    assert [name for name, *_ in answer_of(database)(account)] == ["broken.zip"]


def test_what_was_not_there_stands_in_the_account_until_something_else_is_in(tmp_path: Path, database: Path) -> None:
    first, second = write_quarter(tmp_path, "2019Q1", THREE), write_quarter(tmp_path, "2019Q2", THREE)
    slip, listing = tmp_path / "2091Q1.zip", tmp_path / "slip.csv"
    account = "SELECT name, bytes, reason FROM refused ORDER BY ALL"

    main([str(first), str(slip), str(listing), "--into", str(database)])

    assert answer_of(database)(account) == [
        ("2091Q1.zip", 0, f"not there: there is no file or folder {slip}"),
        ("slip.csv", 0, f"not there: there is no file or folder {listing}"),
    ]
    main([str(second), "--into", str(database)])
    assert answer_of(database)(account) == []


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_numbers_with_zeros_in_front_are_the_numbers_without_and_told(tmp_path: Path, loaded: Load, ends: str) -> None:
    drawn = {
        "DEMO": "isr|case|foll_seq|fda_dt|event_dt\n0077|00400|1|20040101|20031205\n78|0500||20040101|",
        "DRUG": "isr|drug_seq|role_cod|drugname\n77|01|PS|THALOMID\n0078|2|PS|THALOMID",
        "REAC": "isr|pt\n00077|PNEUMONITIS\n000078|COUGH",
        "THER": "isr|drug_seq|start_dt|end_dt\n77|1|20031201|",
        "INDI": "isr|drug_seq|indi_pt\n077|1|MULTIPLE MYELOMA",
        "OUTC": "isr|outc_cod\n0077|DE",
    }
    folder = write_quarter(tmp_path, "2004Q1", drawn)
    for file in (folder / "ascii").iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", ends.encode()))
    later = write_quarter(tmp_path, "2004Q2", FOLLOWED_UP)

    answer = loaded(folder, later)

    assert answer("SELECT case_id, primary_id FROM report ORDER BY ALL") == [("400", "90"), ("500", "78")]
    assert answer("SELECT DISTINCT rejected FROM file") == [(0,)]
    reason = "blanks around a number, zeros in front or a point and zeros behind are no part of it; read without them"
    assert answer(f"SELECT file, field, how_often, examples FROM unread WHERE reason = '{reason}' ORDER BY ALL") == [  # noqa: S608  a sentence of a test
        ("DEMO04Q1.txt", "caseid", 2, "00400 | 0500"),
        ("DEMO04Q1.txt", "primaryid", 1, "0077"),
        ("DRUG04Q1.txt", "drug_seq", 1, "01"),
        ("DRUG04Q1.txt", "primaryid", 1, "0078"),
        ("INDI04Q1.txt", "primaryid", 1, "077"),
        ("OUTC04Q1.txt", "primaryid", 1, "0077"),
        ("REAC04Q1.txt", "primaryid", 2, "000078 | 00077"),
    ]


def test_a_file_whose_name_is_no_text_is_passed_over_by_name(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.pdf")).write_bytes(b"%PDF-")

    answer = loaded(folder)

    assert answer("SELECT name FROM passed_over") == [("caf\ufffd.pdf",)]


@pytest.mark.parametrize("line", ["10002$", '"10002"', "0010002", "10002.0", "10002,"])
def test_a_case_number_of_a_list_is_read_however_it_is_written(tmp_path: Path, loaded: Load, line: str) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    (folder / "DELETE19Q1.txt").write_text(f" \n{line}\n")

    answer = loaded(folder)

    assert answer("SELECT case_id FROM report ORDER BY ALL") == [("10001",), ("10003",)]


def test_a_list_of_deleted_cases_that_names_no_case_is_refused(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    (folder / "DELETE19Q1.txt").write_text("10002$1\n10003$2\n")

    with pytest.raises(
        ArchiveError, match=r"no line of this list of deleted cases names a case; the first reads '10002\$1'"
    ):
        loaded(folder)


@pytest.mark.parametrize("content", [b"10002$\n10003$\n", b'"10002"\n', b"10002,10003\n", b" \r10002\r", b"10002.0\n"])
def test_numbers_alone_look_like_a_list_however_they_are_written(
    tmp_path: Path, database: Path, content: bytes
) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    (folder / "gone.txt").write_bytes(content)

    with pytest.raises(ArchiveError, match=r"gone\.txt looks like a list of deleted cases"):
        load([folder], database)


def test_codes_that_the_fda_does_not_explain_are_kept_and_counted(tmp_path: Path, loaded: Load) -> None:
    drawn = reports(("1001", "100", "1", "20220101"), ("1011", "101", "1", "20220101"))
    drawn["OUTC"] = "primaryid|outc_cod\n1001| de\n1001|XX\n1011|xx\n1011|HO\n1011|"
    drawn["RPSR"] = "primaryid|rpsr_cod\n1001|ZZZ\n1011|HP\n1011|oth"
    drawn["DEMO"] = (
        "primaryid|caseid|caseversion|fda_dt|occp_cod|rept_cod\n1001|100|1|20220101|1|30day\n1011|101|1|20220101|md |2"
    )

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert answer("SELECT field, how_often, examples FROM unread ORDER BY ALL") == [
        ("occp_cod", 1, "1"),
        ("outc_cod", 2, "XX | xx"),
        ("rept_cod", 1, "2"),
        ("rpsr_cod", 1, "ZZZ"),
    ]
    assert answer("SELECT DISTINCT code FROM outcome ORDER BY ALL") == [("DE",), ("HO",), ("XX",)]


def test_an_archive_in_a_folder_of_deleted_cases_looks_like_a_list(tmp_path: Path, database: Path) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    (folder / "deleted").mkdir(exist_ok=True)
    (folder / "deleted" / "cases.zip").write_bytes(b"PK")

    with pytest.raises(ArchiveError, match=r"deleted/cases\.zip looks like a list of deleted cases"):
        load([folder], database)


def test_values_that_are_not_read_are_counted_by_file_field_and_reason_with_examples(
    tmp_path: Path, loaded: Load
) -> None:
    drawn = reports(*((f"{case}1", str(case), "1", "20220101") for case in range(100, 109)))
    drawn["DEMO"] = (
        "primaryid|caseid|caseversion|fda_dt|event_dt|age|age_cod|sex\n"
        "1001|100|1|20220101|20210230|65||F\n"
        "1011|101|1|20220101|2021|sixty|YR|X\n"
        "1021|102|1|20220101|20211340|130|YR|UNK\n"
        "1031|103|1|20220101|spring|7|FORT| m \n"
        "1041|104|1|20220101|20991231||YR|NS\n"
        "1051|105|1|20220101|91990201|66|YR|\n"
        "1061|106|one|20220101||67|YR|F\n"
        "1071|107|1|20220101||6_5|YR|F\n"
        "1081|108|1|20220101||1e1|YR|F"
    )
    drawn["THER"] = "primaryid|dsg_drug_seq|start_dt|end_dt\n1001|1|20210101|in May"
    drawn["DRUG"] += "\n1001|2|C|ASPIRIN|"

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    later = "lies after the day on which the report was received; not used for time to onset"
    assert answer("SELECT file, field, reason, how_often, examples FROM unread ORDER BY ALL") == [
        ("DEMO22Q1.txt", "age", "not a number", 3, "1e1 YR | 6_5 YR | sixty YR"),
        ("DEMO22Q1.txt", "age", "not between 0 and 120 years", 1, "130 YR"),
        ("DEMO22Q1.txt", "age", "the unit is none of DEC, YR, MON, WK, DY, HR", 1, "7 FORT"),
        ("DEMO22Q1.txt", "age", "without a unit", 1, "65"),
        ("DEMO22Q1.txt", "caseversion", "not a number; read as the first version", 1, "one"),
        ("DEMO22Q1.txt", "event_dt", later, 2, "2099-12-31 | 9199-02-01"),
        ("DEMO22Q1.txt", "event_dt", "no such day; the month is read", 1, "20210230"),
        ("DEMO22Q1.txt", "event_dt", "no such month; the year is read", 1, "20211340"),
        ("DEMO22Q1.txt", "event_dt", "not a date", 1, "spring"),
        ("DEMO22Q1.txt", "sex", "none of F, M, UNK, NS", 1, "X"),
        ("THER22Q1.txt", "end_dt", "not a date", 1, "in May"),
    ]
    assert answer("SELECT sex::VARCHAR FROM report WHERE case_id = '103'") == [("male",)]


@pytest.mark.parametrize(
    ("written", "read", "reason"),
    [
        ("02020305", None, "not a date"),
        ("020203", None, "not a date"),
        ("0202", None, "not a date"),
        ("2022-3-5", None, "not a date"),
        ("2022 305", None, "not a date"),
        ("19000101", None, "a day that programs write where there is none"),
        ("19700101", None, "a day that programs write where there is none"),
        ("19700102", "1970-01-02", None),
        ("1900", "1900", None),
    ],
)
def test_a_date_of_a_quarter_is_digits_of_a_year_in_which_somebody_may_have_lived(
    tmp_path: Path, loaded: Load, written: str, read: str | None, reason: str | None
) -> None:
    drawn = reports(("1001", "100", "1", "20220401"))
    drawn["THER"] = f"primaryid|dsg_drug_seq|start_dt|end_dt\n1001|1|{written}|"

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert answer("SELECT started FROM therapy") == [(read,)] * bool(read)
    assert answer("SELECT field, reason, examples FROM unread") == [("start_dt", reason, written)] * bool(reason)


def test_treatments_that_end_before_they_start_or_belong_to_no_drug_are_counted(tmp_path: Path, loaded: Load) -> None:
    drawn = reports(("1001", "100", "1", "20220401"))
    drawn["THER"] = (
        "primaryid|dsg_drug_seq|start_dt|end_dt\n1001|1|20220201|20220101\n1001|1|20220201|2022\n"
        "1001|1|20220201|20220201\n1001|9|20220201|20220210"
    )

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert answer("SELECT field, reason, how_often, examples FROM unread ORDER BY ALL") == [
        ("drug_seq", "no line of drugs with this number is in; not used", 1, "1001 9"),
        ("end_dt", "lies before the start", 1, "20220201 to 20220101"),
    ]


def test_numbers_roles_and_versions_that_another_program_wrote_are_read_or_counted(
    tmp_path: Path, loaded: Load
) -> None:
    drawn = reports(("1001", "100", "1", "20220401"), ("1011", "101", "1.6", "20220401"))
    drawn["DRUG"] = "primaryid|drug_seq|role_cod|drugname\n1001.0|1.0|ps|REVLIMID\n1011|1|c|REVLIMID"
    folder = write_quarter(tmp_path, "2022Q1", drawn)
    demo = folder / "ascii" / "DEMO22Q1.txt"
    demo.write_text(demo.read_text().replace("1001$100$", "1001 $100.0$"))

    answer = loaded(folder)

    assert answer("SELECT case_id, primary_id FROM report ORDER BY ALL") == [("100", "1001"), ("101", "1011")]
    assert answer("SELECT drug_seq, role::VARCHAR FROM drug_line ORDER BY ALL") == [("1", "C"), ("1", "PS")]
    assert answer("SELECT file, field, examples FROM unread ORDER BY ALL") == [
        ("DEMO22Q1.txt", "caseid", "100.0"),
        ("DEMO22Q1.txt", "caseversion", "1.6"),
        ("DEMO22Q1.txt", "primaryid", "1001 "),
        ("DRUG22Q1.txt", "drug_seq", "1.0"),
        ("DRUG22Q1.txt", "primaryid", "1001.0"),
    ]


def test_the_checklist_names_files_passed_over_and_values_not_read(tmp_path: Path, database: Path) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    demo = folder / "ascii" / "DEMO19Q1.txt"
    demo.write_text(demo.read_text().replace("$20190215$", "$spring$", 1))
    (folder / "Readme.pdf").write_bytes(b"%PDF-")
    load([folder], database)

    checklist = fill_checklist(open_for_reading(database), Population(), "all reports", "a hypothesis")

    assert "- **Files not read.** Readme.pdf: not a table of the quarter" in checklist
    assert "- **Values not read.** 2019Q1 DEMO19Q1.txt, fda_dt: 1 x not a date" in checklist


def test_fields_that_are_not_used_are_named(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(write_quarter(tmp_path, "2022Q1", THREE))

    unused = dict(answer("SELECT name, unused FROM file"))
    assert unused["DEMO22Q1.txt"] == "i_f_code"
    assert unused["REAC22Q1.txt"] == "caseid, drug_rec_act"
    assert unused["DRUG22Q1.txt"] == "caseid"


def test_signs_for_what_is_missing_are_no_drug_no_event_and_no_ingredient_in_a_quarter(
    tmp_path: Path, loaded: Load
) -> None:
    drawn = THREE | {
        "DRUG": "primaryid|drug_seq|role_cod|drugname|prod_ai\n"
        "100011|1|PS|NA|N/A\n100021|1|PS|REVLIMID|NULL\n100031|1|PS|nan|LENALIDOMIDE",
        "REAC": "primaryid|pt\n100011|NA\n100021|Pneumonitis\n100031|N/A",
    }

    answer = loaded(write_quarter(tmp_path, "2019Q1", drawn))

    assert answer("SELECT DISTINCT name FROM drug JOIN exposure USING (drug_id)") == [("lenalidomide",)]
    assert answer("SELECT name FROM shown_term") == [("Pneumonitis",)]
    assert answer("SELECT file, line, reason FROM reject ORDER BY ALL") == [
        ("DRUG19Q1.txt", 2, "no drug is named"),
        ("REAC19Q1.txt", 2, "no term is named"),
        ("REAC19Q1.txt", 4, "no term is named"),
    ]


def test_what_says_that_nobody_knows_a_name_is_none_in_a_quarter_unless_another_column_names_it(
    tmp_path: Path, loaded: Load
) -> None:
    named = {
        "UNKNOWN": "", "PRODUCT UNKNOWN": "", "NOT SPECIFIED": "", "UNKNOWN DRUG (UNKNOWN)": "", "[UNKNOWN]": " ",
        "UNSPECIFIED MEDICATIONS": "", "NO CONCOMITANT MEDICATION": "", "12345": "", "67890": "LENALIDOMIDE",
        "UNKNOWN.": "THALIDOMIDE", "REVLIMID": "UNKNOWN", "UNKNOWN BLOOD PRESSURE TEA": "", "HERBALS UNSPECIFIED": "",
        "UNKNOWN PRODUCT": "UNSPECIFIED INGREDIENT",
    }  # fmt: skip
    drawn = reports(*((f"{case}1", str(case), "1", "20220101") for case in range(100, 100 + len(named))))
    drawn["DRUG"] = "primaryid|drug_seq|role_cod|drugname|prod_ai\n" + "\n".join(
        f"{case}1|1|PS|{name}|{ingredient}" for case, (name, ingredient) in enumerate(named.items(), 100)
    )
    drawn["REAC"] += "\n1001|Unknown\n1001|Not reported\n1001|Unevaluable event\n1001|10037844"
    drawn["INDI"] = "primaryid|indi_drug_seq|indi_pt\n1001|1|Unknown\n1001|1|Product used for unknown indication"

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert [name for (name,) in answer("SELECT DISTINCT name FROM drug JOIN exposure USING (drug_id) ORDER BY 1")] == [
        "herbals unspecified", "lenalidomide", "thalidomide", "unknown blood pressure tea", "unspecified ingredient"
    ]  # fmt: skip
    assert answer("SELECT name FROM shown_term ORDER BY 1") == [("Pneumonitis",), ("Unevaluable event",)]
    assert answer("SELECT DISTINCT name FROM indication") == [("product used for unknown indication",)]
    assert answer("SELECT file, reason, count(*) FROM reject GROUP BY ALL ORDER BY ALL") == [
        ("DRUG22Q1.txt", "no drug is named", 7),
        ("DRUG22Q1.txt", "the drug is a number, not a name", 1),
        ("INDI22Q1.txt", "no indication is named", 1),
        ("REAC22Q1.txt", "no term is named", 2),
        ("REAC22Q1.txt", "the term is a number, not a name", 1),
    ]


def test_a_country_of_a_quarter_is_a_name_or_code_and_others_are_counted(tmp_path: Path, loaded: Load) -> None:
    written = [
        ("276", "DE"), (" ", "de"), ("NULL", ""), ("??", "FR"), ("Unknown", ""), ("NA", ""), ("NI", ""),
        ("GERMANY", "US"), ("UK", ""), ("\tUS", ""), ("DEU", "840"),
    ]  # fmt: skip
    drawn = reports(*((f"{case}1", str(case), "1", "20220101") for case in range(100, 100 + len(written))))
    drawn["DEMO"] = "primaryid|caseid|caseversion|fda_dt|reporter_country|occr_country\n" + "\n".join(
        f"{case}1|{case}|1|20220101|{reporter}|{occurred}" for case, (reporter, occurred) in enumerate(written, 100)
    )

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert [
        country
        for (country,) in answer("SELECT p.country FROM profile AS p JOIN report USING (report_id) ORDER BY case_id")
    ] == ["DE", "DE", None, "FR", None, "NA", "NI", "DE", "GB", "US", "DEU"]
    number, kept = "a number, not the name of a country", "neither a code of two letters nor in the list of countries"
    assert answer("SELECT field, reason, how_often, examples FROM unread ORDER BY ALL") == [
        ("occr_country", number, 1, "840"),
        ("reporter_country", number, 1, "276"),
        ("reporter_country", f"{kept}; kept as it is written", 1, "DEU"),
    ]


@pytest.mark.parametrize(
    "name",
    ["DEMO22Q1_2.txt", "REAC22Q1_part2.txt", "drug22q1b.TXT", "INDI22Q1-2.txt", "OUTC22Q1 (2)", "THER22Q1.2.csv"],
)
def test_a_part_of_a_table_stops_the_load_since_its_lines_would_be_missing(
    tmp_path: Path, database: Path, name: str
) -> None:
    folder = write_quarter(tmp_path, "2022Q1", THREE)
    (folder / "ascii" / name).write_text("primaryid$caseid\n")

    with pytest.raises(ArchiveError, match="may be a part of a table; passed over, its lines would be missing"):
        load([folder], database)


@pytest.mark.parametrize(
    ("content", "read", "rejected"),
    [
        ("isr$pt$\n77$COUGH\n80$FEVER\n90$RASH\n", ["Cough", "Fever", "Rash"], []),
        ("isr$pt\n77$COUGH\n80$FEVER$\n90$RASH$\n", ["Cough", "Fever", "Rash"], []),
        ("isr$pt\n77$COUGH$\n80$FEVER\n90$RASH\n", ["Fever", "Rash"], [2]),
    ],
)
def test_most_rows_show_whether_a_dollar_sign_ends_them(
    tmp_path: Path, loaded: Load, content: str, read: list[str], rejected: list[int]
) -> None:
    drawn = {
        "DEMO": "isr|case|fda_dt\n77|1|20040101\n80|2|20040101\n90|3|20040101",
        "DRUG": "isr|drug_seq|role_cod|drugname\n77|1|PS|THALOMID\n80|1|PS|THALOMID\n90|1|PS|THALOMID",
    }
    folder = write_quarter(tmp_path, "2004Q1", drawn)
    (folder / "ascii" / "REAC04Q1.txt").write_text(content)

    answer = loaded(folder)

    assert [name for (name,) in answer("SELECT name FROM shown_term ORDER BY 1")] == read
    assert [line for (line,) in answer("SELECT line FROM reject ORDER BY 1")] == rejected


def test_letters_that_were_lost_and_null_bytes_of_a_quarter_are_said(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(tmp_path, "2019Q1", THREE)
    terms = folder / "ascii" / "REAC19Q1.txt"
    terms.write_text(
        terms.read_text() + "100011$10001$Sj\u00c3\u00b6gren's syndrome$\n100011$10001$Co\0ugh$\n", "utf-8"
    )

    answer = loaded(folder)

    assert answer("SELECT field, reason, how_often FROM unread") == [
        ("pt", "letters were lost or changed before the file was written", 1)
    ]
    assert answer("SELECT note FROM file WHERE name = 'REAC19Q1.txt'") == [("1 null bytes were read as blanks",)]


OLD = {
    "DEMO": "isr|case|foll_seq|fda_dt\n77|400|1|20040101\n80|500||20040101",
    "DRUG": "isr|drug_seq|role_cod|drugname\n77|1|PS|THALOMID\n80|1|PS|THALOMID",
    "REAC": "isr|pt\n77|PNEUMONITIS\n80|COUGH",
}
RENUMBERED = {
    "DEMO": "isr|case|foll_seq|fda_dt\n77|401|1|20040101",
    "DRUG": "isr|drug_seq|role_cod|drugname\n77|1|PS|THALOMID",
    "REAC": "isr|pt\n77|PNEUMONITIS",
}
FOLLOWED_UP = {
    "DEMO": "isr|case|foll_seq|fda_dt\n90|400|2|20040901",
    "DRUG": "isr|drug_seq|role_cod|drugname\n90|1|PS|THALOMID",
    "REAC": "isr|pt\n90|PNEUMONITIS",
}


@pytest.mark.slow
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (0, 2, 1)])
def test_a_report_under_two_case_numbers_in_two_quarters_is_one_report(
    tmp_path: Path, loaded: Load, order: tuple[int, ...]
) -> None:
    quarters = [
        write_quarter(tmp_path, "2004Q1", OLD),
        write_quarter(tmp_path, "2004Q2", RENUMBERED),
        write_quarter(tmp_path, "2004Q3", FOLLOWED_UP),
    ]

    answer = loaded(*(quarters[place] for place in order))

    assert answer("SELECT case_id, primary_id FROM report ORDER BY ALL") == [("400", "90"), ("500", "80")]
    assert answer("SELECT count(*) FROM reaction") == [(2,)]


@pytest.mark.slow
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_deleted_case_goes_under_all_of_its_numbers(tmp_path: Path, loaded: Load, order: tuple[int, ...]) -> None:
    named = tmp_path / "AllDeletedCases.txt"
    named.write_text(" \n400\n")
    archives = [write_quarter(tmp_path, "2004Q1", OLD), write_quarter(tmp_path, "2004Q2", RENUMBERED), named]

    answer = loaded(*(archives[place] for place in order))

    assert answer("SELECT case_id FROM report") == [("500",)]


def test_numbers_of_faers_that_only_look_alike_are_two_reports(tmp_path: Path, loaded: Load) -> None:
    first = write_quarter(tmp_path, "2022Q1", reports(("10011", "1001", "1", "20220101")))
    second = write_quarter(tmp_path, "2022Q2", reports(("10011", "100", "11", "20220401")))

    answer = loaded(first, second)

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("100",), ("1001",)]

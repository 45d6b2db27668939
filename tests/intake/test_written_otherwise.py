"""What another hand or program wrote otherwise into a quarter is read as meant, or rejected and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from signals.intake.errors import ArchiveError
from signals.intake.load import load
from tests.spec.reports.drawn import reports, write_quarter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.spec.reports.contents import Load

THREE_OLD = {
    "DEMO": "isr|case|fda_dt|occp_cod\n77|1|20040101|MD\n80|2|20040101|MD\n90|3|20040101|MD",
    "DRUG": "isr|drug_seq|role_cod|drugname\n77|1|PS|THALOMID\n80|1|PS|THALOMID\n90|1|PS|THALOMID",
}
UNREAD = "SELECT field, reason, how_often, examples FROM unread ORDER BY ALL"


@pytest.mark.parametrize(
    ("rows", "read", "rejected"),
    [
        ("77$COUGH (2)\n80$FEVER$\n90$RASH$\n", ["Cough (2)", "Fever", "Rash"], []),
        ("77$COUGH$\n80$FEVER\n77$CHILLS\n90$RASH$\n", ["Chills", "Cough", "Fever", "Rash"], []),
        ("77$COUGH$\n80$FEVER$\n90$RASH\n", ["Cough", "Fever", "Rash"], []),
        ("77$COUGH$\n80$FEVER$\n90$RA", ["Cough", "Fever"], [4]),  # the file was cut
        ("77$COU\nGH$\n80$FEVER$\n90$RASH$\n77$RASH$\n", ["Fever", "Rash"], [2, 3]),
        ("77$COU\n\nGH$\n80$FEVER$\n90$RASH$\n77$RASH$\n", ["Fever", "Rash"], [2, 3, 4]),
        ("77$\n80$FEVER$\n90$RASH$\n", ["Fever", "Rash"], [2]),
    ],
)
def test_a_row_that_lacks_only_the_dollar_sign_at_its_end_is_in(
    tmp_path: Path, loaded: Load, rows: str, read: list[str], rejected: list[int]
) -> None:
    folder = write_quarter(tmp_path, "2004Q1", THREE_OLD)
    (folder / "ascii" / "REAC04Q1.txt").write_text(f"isr$pt\n{rows}")

    answer = loaded(folder)

    assert [name for (name,) in answer("SELECT name FROM shown_term ORDER BY 1")] == read
    assert [line for (line,) in answer("SELECT line FROM reject ORDER BY 1")] == rejected
    lacking = sum(not row.endswith("$") for row in rows.splitlines()) if not rejected else 0
    said = f"lines without the dollar sign at their end, read as if it were there: {lacking}" if lacking else ""
    assert answer("SELECT note FROM file WHERE name = 'REAC04Q1.txt'") == [(said,)]


def test_a_row_whose_last_value_is_empty_lacks_a_field_or_its_end_and_is_rejected(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(tmp_path, "2004Q1", THREE_OLD)
    demo = folder / "ascii" / "DEMO04Q1.txt"
    demo.write_text(demo.read_text().replace("$MD$\n", "$\n", 1))

    answer = loaded(folder)

    assert answer("SELECT reason FROM reject WHERE file = 'DEMO04Q1.txt'") == [("11 fields where the header has 12",)]


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u2003"])
def test_blanks_of_all_kinds_around_a_code_are_no_part_of_it(tmp_path: Path, loaded: Load, blank: str) -> None:
    drawn = reports(("1001", "100", "1", "20220101"))
    folder = write_quarter(tmp_path, "2022Q1", drawn)
    rows = {
        "DEMO": ["1001", "100", "1", "I", "20211203", "20220101", "20220101", "EXP", "65", "YR", "F", "MD", "DE", ""],
        "DRUG": ["1001", "100", "1", "PS", "REVLIMID", "LENALIDOMIDE", "Y", "N"],
        "OUTC": ["1001", "100", "HO"],
        "RPSR": ["1001", "100", "HP"],
        "THER": ["1001", "100", "1", "20211201", "20211202"],
    }
    for table, cells in rows.items():
        file = folder / "ascii" / f"{table}22Q1.txt"
        numbers = {"DEMO": 3, "DRUG": 3, "THER": 3}.get(table, 2)
        written = [cell if place < numbers or not cell else f"{blank}{cell}{blank}" for place, cell in enumerate(cells)]
        file.write_text(file.read_text().partition("\n")[0] + "\n" + "$".join(written) + "\n", encoding="utf-8")

    answer = loaded(folder)

    assert answer(
        "SELECT event_date, fda_date, sex::VARCHAR, age_years, country, reporter, report_type FROM report"
    ) == [("2021-12-03", "2022-01-01", "female", 65.0, "DE", "MD", "EXP")]
    assert answer("SELECT role::VARCHAR, dechallenge::VARCHAR, rechallenge::VARCHAR FROM drug_line") == [
        ("PS", "yes", "no")
    ]
    assert answer("SELECT o.code, s.code, started FROM outcome AS o, source AS s, therapy") == [
        ("HO", "HP", "2021-12-01")
    ]
    assert answer(UNREAD) == []


@pytest.mark.parametrize("blank", [" ", "\t"])
def test_a_blank_in_front_of_a_number_makes_no_other_number_of_it(tmp_path: Path, loaded: Load, blank: str) -> None:
    folder = write_quarter(
        tmp_path, "2022Q1", reports(("1001", "100", "1", "20220101"), ("1011", "101", "1", "20220101"))
    )
    for table in ("DEMO", "REAC"):
        file = folder / "ascii" / f"{table}22Q1.txt"
        file.write_text(file.read_text().replace("\n10", f"\n{blank}10"))

    answer = loaded(folder)

    assert answer("SELECT case_id, primary_id FROM report ORDER BY 1") == [("100", "1001"), ("101", "1011")]
    assert answer("SELECT count(*) FROM reaction") == [(2,)]
    assert answer("SELECT field, how_often FROM unread ORDER BY ALL") == [("primaryid", 2), ("primaryid", 2)]


@pytest.mark.parametrize("age", ["nan", "-inf", "Infinity"])
def test_an_age_that_is_a_number_to_programs_alone_is_counted_as_none(tmp_path: Path, loaded: Load, age: str) -> None:
    drawn = reports(("1001", "100", "1", "20220101"))
    drawn["DEMO"] = f"primaryid|caseid|caseversion|fda_dt|age|age_cod\n1001|100|1|20220101|{age}|YR"

    answer = loaded(write_quarter(tmp_path, "2022Q1", drawn))

    assert answer("SELECT age_years FROM report") == [(None,)]
    assert answer(UNREAD) == [("age", "not a number", 1, f"{age} YR")]


def listing(folder: Path, *lines: str) -> Path:
    """Write a listing of these lines."""
    path = folder / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_such_an_age_of_a_listing_is_counted_as_none(tmp_path: Path, loaded: Load) -> None:
    ages = ("nan", "NaN", "inf", "NA", "65")

    answer = loaded(
        listing(tmp_path, "case,drug,event,age", *(f"{case},A,B,{age}" for case, age in enumerate(ages, 1)))
    )

    assert answer("SELECT age_years FROM report ORDER BY case_id") == [(None,)] * 4 + [(65.0,)]
    assert answer(UNREAD) == [("age", "not a number", 3, "NaN | inf | nan")]


def test_signs_and_letters_of_print_are_read_as_those_of_the_keyboard(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(
            tmp_path,
            "case,drug,event,date",
            "1,A,Diarrhœa,2022\u201103\u201105",
            "2,A,Diarrhoea.,2022\u221203\u221205",
            "3,A,DIARRHOEA,5th of March 2022",
            '4,A,S.L.E.,"March, 2022"',
        )
    )

    assert answer("SELECT spelling FROM term ORDER BY 1") == [("diarrhoea",), ("s.l.e.",)]
    assert answer("SELECT event_date FROM report ORDER BY case_id") == [("2022-03-05",)] * 3 + [("2022-03",)]


def test_the_joined_tables_of_canada_vigilance_are_a_listing(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(
            tmp_path,
            "REPORT_ID,VERSION_NO,DATINTRECEIVED,GENDER_ENG,AGE,AGE_Y,AGE_UNIT_ENG,DRUGNAME,DRUGINVOLV_ENG,PT_NAME_ENG",
            "7,1,2022-03-05,Female,780,65,Months,REVLIMID,Suspect,Pneumonitis",
            "7,1,2022-03-05,Female,780,65,Months,ASPIRIN,Concomitant,Pneumonitis",
            "7,1,2022-03-05,Female,780,65,Months,PREDNISONE,Treatment,Pneumonitis",
            "7,0,2022-03-01,Female,780,65,Months,ASPIRIN,Suspect,Rash",
        )
    )

    assert answer("SELECT case_id, event_date, sex::VARCHAR, age_years FROM report") == [("7", None, "female", 65.0)]
    assert answer("SELECT name, roles FROM exposure JOIN drug USING (drug_id) ORDER BY 1") == [
        ("aspirin", 8), ("lenalidomide", 1)
    ]  # fmt: skip
    assert answer("SELECT line, reason FROM reject ORDER BY 1") == [
        (4, "the role is none of PS, SS, I, C"),
        (5, "an earlier version of the case; the last one counts"),
    ]


@pytest.mark.parametrize("alone", [True, False])
def test_the_tables_of_canada_vigilance_are_refused_with_what_to_do(
    tmp_path: Path, database: Path, *, alone: bool
) -> None:
    rows = {
        "reports.txt": '"1"$"000000001"$"0"$"24-SEP-73"$"24-SEP-73"$"Spontaneous"$"Female"',
        "Report_Drug.txt": '"11"$"1"$"23"$"REVLIMID"$"Suspect"$"Suspect"',
        "reactions.txt": '"111"$"1"$""$"Pneumonitis"$"Pneumopathie inflammatoire"',
    }
    for name, row in rows.items():
        (tmp_path / name).write_text(f"{row}\n", encoding="utf-8")

    with pytest.raises(
        ArchiveError, match=r"reports.txt is a table of the extract of Canada Vigilance.* by REPORT_ID into one CSV"
    ):
        load([tmp_path / "reports.txt" if alone else tmp_path], database)

"""Line listings of other databases are read cell by cell as they were meant, or the cell is counted with its reason."""

from __future__ import annotations

import os
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from signals.intake.errors import ArchiveError
from signals.intake.load import Choices, load
from signals.intake.values import read_ages
from tests.spec.reports.contents import answer_of, content_of

if TYPE_CHECKING:
    from tests.spec.reports.contents import Load

DATES = (
    "20.11.2019", "19.12.2012", "20/05/2021", "2022-1-1", "2022-1-2", "2022-03-05 10:22:33", "05-MAR-2022",
    "05/03/2022", "2022-03-05",
)  # fmt: skip
DRUGS = "SELECT case_id, name FROM exposure JOIN drug USING (drug_id) JOIN report USING (report_id) ORDER BY ALL"
TERMS = "SELECT case_id, name FROM reaction JOIN shown_term USING (term_id) JOIN report USING (report_id) ORDER BY ALL"
UNREAD = "SELECT field, reason, how_often, examples FROM unread ORDER BY ALL"


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a listing."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_dates_of_a_listing_are_read_in_the_order_that_the_whole_column_shows(tmp_path: Path, loaded: Load) -> None:
    rows = "".join(f"{case},LENALIDOMIDE,Pneumonitis,{written_date}\n" for case, written_date in enumerate(DATES, 1))

    answer = loaded(written(tmp_path, "dates.csv", f"case_id,drug,event,date\n{rows}"))

    assert [day for (day,) in answer("SELECT event_date FROM report ORDER BY case_id")] == [
        "2019-11-20", "2012-12-19", "2021-05-20", "2022-01-01", "2022-01-02", "2022-03-05", "2022-03-05", "2022-03-05",
        "2022-03-05",
    ]  # fmt: skip
    assert answer(UNREAD) == []
    assert "day-first" in answer("SELECT note FROM file")[0][0]


def test_dates_that_no_order_decides_are_none_and_counted_unless_an_order_is_named(
    tmp_path: Path, database: Path
) -> None:
    listing = written(
        tmp_path, "dates.csv", "case;drug;event;date\n1;A;B;05/03/2022\n2;A;B;06/03/2022\n3;A;B;05/05/2022\n4;A;B;\n"
    )
    dates = "SELECT event_date FROM report ORDER BY case_id"

    load([listing], database)
    load([listing], tmp_path / "day.duckdb", choices=Choices(dates="day-first"))
    load([listing], tmp_path / "month.duckdb", choices=Choices(dates="month-first"))

    assert answer_of(database)(dates) == [(None,), (None,), ("2022-05-05",), (None,)]
    reason = "day or month first? Say it with --dates"
    assert answer_of(database)(UNREAD) == [("date", reason, 2, "05/03/2022 | 06/03/2022")]
    assert answer_of(tmp_path / "day.duckdb")(dates)[:2] == [("2022-03-05",), ("2022-03-06",)]
    assert answer_of(tmp_path / "month.duckdb")(dates)[:2] == [("2022-05-03",), ("2022-06-03",)]
    assert answer_of(tmp_path / "day.duckdb")("SELECT note FROM file") == [("dates read day-first, as told",)]


@pytest.mark.slow
def test_days_moments_and_numbers_of_parquet_are_the_days_they_are(tmp_path: Path, loaded: Load) -> None:
    day, moment = date(2022, 3, 5), datetime(2022, 3, 5, 23, 30)  # noqa: DTZ001  as files have it
    frames = {
        "day": pl.Series([day]),
        "moment": pl.Series([moment]),
        "zoned": pl.Series([moment]).dt.replace_time_zone("Asia/Tokyo"),
        "number": pl.Series([20220305]),
        "fraction": pl.Series([20220305.0]),
        "text": pl.Series(["2022-03-05T23:30:00Z"]),
        "category": pl.Series(["05-Mar-2022"], dtype=pl.Categorical),
    }
    paths = []
    for number, (name, values) in enumerate(frames.items()):
        rows = pl.DataFrame({"case": [float(number)], "drug": ["REVLIMID"], "event": ["Cough"], "date": values})
        rows.write_parquet(tmp_path / f"{name}.parquet")
        paths.append(tmp_path / f"{name}.parquet")

    answer = loaded(*paths)

    assert answer("SELECT case_id, event_date FROM report ORDER BY 1") == [
        (str(number), "2022-03-05") for number in range(len(frames))
    ]


def test_missing_signs_are_no_drugs_no_events_and_no_values(tmp_path: Path, loaded: Load) -> None:
    text = (
        "case_id,drug,event,role,sex,age,date\n"
        "1,LENALIDOMIDE,Pneumonitis,PS,F,70,NA\n2,NA,Pneumonitis,PS,NA,NA,NA\n3,LENALIDOMIDE,NA,PS,F,70,20220101\n"
        "4,nan,Cough,,,,\n5,Revlimid,NULL,,,,\n6,n/a,Cough,,,,\n7,Revlimid,<NA>,,,,\nNaN,Revlimid,Cough,,,,\n"
        "8,Revlimid,  ,,,,\n9,Revlimid,Cough,null,.,-,NaT\n"
    )

    answer = loaded(written(tmp_path, "na.csv", text))

    assert answer("SELECT case_id, age_years, event_date FROM report ORDER BY 1") == [
        ("1", 70.0, None), ("9", None, None)
    ]  # fmt: skip
    assert answer("SELECT line, reason FROM reject ORDER BY 1") == [
        (3, "no drug is named"),
        (4, "no event is named"),
        (5, "no drug is named"),
        (6, "no event is named"),
        (7, "no drug is named"),
        (8, "no event is named"),
        (9, "no case is named"),
        (10, "no event is named"),
    ]
    assert answer(UNREAD) == [("role", "no role is given; counted as primary suspect", 1, "line 11")]


def test_ages_sexes_and_units_are_read_or_counted_with_their_reason(tmp_path: Path, loaded: Load) -> None:
    rows = [
        ("65 years", "", "F"), ("60-69", "", "F"), ("18-64 Years", "", "F"), ("65,5", "YR", " M "), ("65", "a", "M"),
        ("7", "decade", "Male"), ("26", "wk", "female"), ("18", "802", "f "), ("\uff16\uff15", "YR", "unknown"),
        ("70歳代", "", "女性"),
        (">65", "", "X"), ("sixty", "", ""), ("130", "YR", ""), ("65.0", "fortnights", ""),
    ]  # fmt: skip
    lines = "".join(
        f'{case};LENALIDOMIDE;Pneumonitis;"{age}";{unit};{sex}\n' for case, (age, unit, sex) in enumerate(rows, 1)
    )

    answer = loaded(written(tmp_path, "ages.csv", f"\ufeff Case ID ;DRUG;Event;Age;Age Unit;SEX\n{lines}"))

    ages = "SELECT round(age_years, 3), sex::VARCHAR FROM report ORDER BY length(case_id), case_id"
    assert answer(ages) == [
        (65.0, "female"), (None, "female"), (None, "female"), (65.5, "male"), (65.0, "male"), (70.0, "male"),
        (0.498, "female"), (1.5, "female"), (65.0, None), (None, "female"), (None, None), (None, None), (None, None),
        (None, None),
    ]  # fmt: skip
    assert answer(UNREAD) == [
        ("age", "a range or a bound, not an age", 4, "18-64 Years | 60-69 | 70歳代"),
        ("age", "not a number", 1, "sixty"),
        ("age", "not between 0 and 120 years", 1, "130 YR"),
        ("age", "the unit is not known", 1, "65.0 fortnights"),
        ("sex", "not a sex that is known", 1, "X"),
    ]


@pytest.mark.parametrize(
    ("codes", "sexes"),
    [
        ("12", ["male", "female"]),
        ("01", [None, None]),
        ("02", [None, "female"]),
        ("11", [None, None]),
        ("19", ["male", None]),
    ],
)
def test_codes_of_sexes_are_read_unless_they_may_be_no_and_yes(
    tmp_path: Path, loaded: Load, codes: str, sexes: list[str | None]
) -> None:
    text = f"case,drug,event,sex\n1,Revlimid,Cough,{codes[0]}\n2,Revlimid,Cough,{codes[1]}\n"

    answer = loaded(written(tmp_path, "codes.csv", text))

    assert [sex for (sex,) in answer("SELECT sex::VARCHAR FROM report ORDER BY case_id")] == sexes
    assert answer("SELECT coalesce(sum(how_often), 0)::BIGINT FROM unread") == [(2 if codes in {"01", "11"} else 0,)]


def test_roles_in_words_and_codes_are_read_and_others_rejected(tmp_path: Path, loaded: Load) -> None:
    roles = {
        "Suspect": "PS", "1": "PS", "primary_suspect": "PS", "Secondary Suspect": "SS", "2": "C", "Concomitant": "C",
        "3": "I", "interacting": "I", "Concomitant Medication(s)": "C", "": "PS", "被疑薬": "PS",
    }  # fmt: skip
    lines = "".join(f"{case},Revlimid,Cough,{role}\n" for case, role in enumerate([*roles, "4", "Treatment"], 10))

    answer = loaded(written(tmp_path, "roles.csv", f"case,drug,event,role\n{lines}"))

    assert [
        role for (role,) in answer("SELECT role::VARCHAR FROM drug_line JOIN report USING (report_id) ORDER BY case_id")
    ] == list(roles.values())
    assert answer("SELECT line, reason FROM reject ORDER BY 1") == [
        (13, "the drug was not administered (role DN)"),
        (14, "the role is none of PS, SS, I, C"),
    ]


def test_a_country_na_is_told_apart_from_others(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, "c.csv", "case,drug,event,country\n1,Revlimid,Cough,NA\n2,Revlimid,Cough,de\n"))

    assert answer("SELECT country FROM report ORDER BY case_id") == [(None,), ("DE",)]
    assert answer(UNREAD) == [("country", "NA may be Namibia, or missing; not read", 1, "NA")]


def test_rows_of_a_case_that_differ_give_no_age_or_sex_and_say_so(tmp_path: Path, loaded: Load) -> None:
    text = (
        "case,drug,event,sex,age,date\n1,Revlimid,Cough,F,65,2020-01-01\n1,Revlimid,Rash,M,9,2020-02-01\n"
        "2,Revlimid,Cough,F,65,\n2,Revlimid,Rash,Female,65.0,2020-02-01\n"
    )

    answer = loaded(written(tmp_path, "differ.csv", text))

    assert answer("SELECT sex::VARCHAR, age_years, event_date FROM report ORDER BY case_id") == [
        (None, None, "2020-02-01"), ("female", 65.0, "2020-02-01")
    ]  # fmt: skip
    assert answer(UNREAD) == [
        ("age", "the rows of a case differ; none is read", 1, "case 1: 65.0, 9.0"),
        ("date", "the rows of a case differ; the latest is read", 1, "case 1: 20200101, 20200201"),
        ("sex", "the rows of a case differ; none is read", 1, "case 1: F, M"),
    ]


def test_columns_that_are_not_read_are_named_and_two_for_one_thing_are_refused(tmp_path: Path, database: Path) -> None:
    load([written(tmp_path, "one.csv", 'sep=;\n"Case No";drug;PT;note;note;"a;b"\n1;Revlimid;Cough;;;\n')], database)

    assert answer_of(database)("SELECT lines, accepted, unused FROM file") == [(1, 1, "note, note, a;b")]
    with pytest.raises(ArchiveError, match=r"two columns for the same thing \(event\)"):
        load([written(tmp_path, "two.csv", "case,drug,PT,event\n1,Revlimid,Cough,Rash\n")], database)


@pytest.mark.parametrize("header", ["case,drug,PT,Event 2", "case,drug,event,event3", "case,drug,event,drug_name_2"])
def test_further_columns_of_drugs_or_events_are_refused_since_they_would_not_count(
    tmp_path: Path, database: Path, header: str
) -> None:
    with pytest.raises(ArchiveError, match=f"further columns .{header.rsplit(',', maxsplit=1)[1]}., which would not"):
        load([written(tmp_path, "wide.csv", f"{header}\n1,Revlimid,Cough,Rash\n")], database)


def test_line_breaks_inside_quotes_and_cells_leave_the_row_in(tmp_path: Path, database: Path) -> None:
    text = (
        'case_id,drug,event\n1,"LENALIDOMIDE\nDEXAMETHASONE",Pneumonitis\n2,BORTEZOMIB,"Nausea, vomiting"\n'
        '3,THALIDOMIDE,"He said ""ILD"""\n4,THALIDOMIDE,Pneumonitis\n'
    )
    rows = pl.read_csv(text.encode())
    rows.write_parquet(tmp_path / "listing[1].parquet")

    load([written(tmp_path, "listing.csv", text)], database)
    load([tmp_path / "listing[1].parquet"], tmp_path / "parquet.duckdb")

    for place in (database, tmp_path / "parquet.duckdb"):
        answer = answer_of(place)
        assert answer("SELECT lines, accepted, rejected FROM file") == [(4, 4, 0)]
        assert answer(DRUGS)[:2] == [("1", "dexamethasone"), ("1", "lenalidomide")]
        assert answer("SELECT name FROM shown_term ORDER BY 1") == [
            ('He said "ILD"',), ("Nausea, vomiting",), ("Pneumonitis",)
        ]  # fmt: skip


def test_a_quotation_mark_too_many_is_named_with_its_line_and_costs_no_other_row(tmp_path: Path, loaded: Load) -> None:
    text = (
        'case,drug,event\n1,Revlimid,Cough\n2,"Revlimid,Cough\n3,Revlimid,Cough\n4,Revlimid "10 mg",Cough\n'
        '5,"R"x,Cough\n6,"Revlimid",Rash\n'
    )

    answer = loaded(written(tmp_path, "quotes.csv", text))

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("1",), ("3",), ("4",), ("6",)]
    fault = "a quotation mark is left open, or is neither doubled nor at an end of its field"
    assert answer("SELECT line, reason, text FROM reject ORDER BY 1") == [
        (3, fault, '2,"Revlimid,Cough'),
        (6, fault, '5,"R"x,Cough'),
    ]


def test_two_quotation_marks_left_open_do_not_swallow_the_rows_between(tmp_path: Path, loaded: Load) -> None:
    text = 'case,drug,event\n1,"Revlimid,Cough\n2,Imnovid,Cough\n3,Velcade",Cough\n4,Revlimid,Cough\n'

    answer = loaded(written(tmp_path, "quotes.csv", text))

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("2",), ("3",), ("4",)]
    assert answer("SELECT line FROM reject") == [(2,)]


EXPORT = "case_id,drug,event,sex,age,date\n1,LENALIDOMIDE,Pneumonitis,F,65,2020-01-05\n2,BORTEZOMIB,Nausea,,,\n"
FEBRUARY = "case_id,drug,event,sex,age,date\n1,THALIDOMIDE,Cough,,65.5,2020-03\n3,BORTEZOMIB,Nausea,,,\n"


def test_a_case_of_two_listings_names_the_drugs_and_terms_of_both_in_any_order(tmp_path: Path) -> None:
    export, february = written(tmp_path, "export.csv", EXPORT), written(tmp_path, "feb.csv", FEBRUARY)
    forth, back = tmp_path / "forth.duckdb", tmp_path / "back.duckdb"

    load([export, february, export], forth)
    load([february, export], back)

    answer = answer_of(forth)
    assert answer(DRUGS)[:2] == [("1", "lenalidomide"), ("1", "thalidomide")]
    assert answer(TERMS)[:2] == [("1", "Cough"), ("1", "Pneumonitis")]
    assert answer("SELECT case_id, sex::VARCHAR, age_years, event_date FROM report ORDER BY 1")[0] == (
        "1", "female", 65.5, "2020-03"
    )  # fmt: skip
    assert answer("SELECT case_id, quarter, joined FROM gone") == [("1", "export", True)]
    assert answer("SELECT note FROM file WHERE quarter = 'feb'") == [
        ("1 of its cases were in already: its rows were added to theirs",)
    ]
    notes = {"file", "quarter"}
    assert {name: rows for name, rows in content_of(forth).items() if name not in notes} == {
        name: rows for name, rows in content_of(back).items() if name not in notes
    }


def test_a_case_of_two_listings_is_replaced_where_that_is_told(tmp_path: Path, database: Path) -> None:
    export, february = written(tmp_path, "export.csv", EXPORT), written(tmp_path, "feb.csv", FEBRUARY)

    load([february], database)
    load([export], database, choices=Choices(shared_cases="replace"))

    answer = answer_of(database)
    assert answer(DRUGS) == [("1", "lenalidomide"), ("2", "bortezomib"), ("3", "bortezomib")]
    assert answer("SELECT case_id, quarter, joined FROM gone") == [("1", "feb", False)]
    assert answer("SELECT note FROM file WHERE quarter = 'export'") == [
        ("1 of its cases were in already: its rows took the place of theirs",)
    ]


def test_listings_that_contradict_each_other_on_a_case_are_not_joined(tmp_path: Path, database: Path) -> None:
    export = written(tmp_path, "export.csv", EXPORT)
    other = written(tmp_path, "other.csv", "case,drug,event,sex,age\n1,Revlimid,Cough,M,40\n")
    load([export], database)
    before = content_of(database)

    with pytest.raises(ArchiveError, match=r"case 1: age 65.0 there, 40.0 here; case 1: sex female there, male here"):
        load([other], database)

    assert content_of(database) == before


def test_a_listing_under_another_name_is_in_already(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load([written(tmp_path, "export.csv", EXPORT)], database)

    load([written(tmp_path, "copy of export.csv", EXPORT)], database)

    assert "copy of export is in already as export; nothing has changed." in capsys.readouterr().out


def test_a_day_that_is_still_to_come_is_no_date_of_a_listing(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(written(tmp_path, "late.csv", "case,drug,event,date\n1,Revlimid,Cough,2099-12-31\n"))

    assert answer("SELECT event_date FROM report") == [(None,)]
    assert answer(UNREAD) == [("date", "a day that is still to come", 1, "2099-12-31")]


def test_numbers_of_cases_that_tables_and_spreadsheets_changed_are_mended_or_rejected(
    tmp_path: Path, loaded: Load
) -> None:
    answer = loaded(
        written(tmp_path, "a.csv", "case_id,drug,event\n10001.0,A,B\n1.0002E+07,A,B\n1.0002E+07,C,D\n"),
        written(tmp_path, "b.csv", "case_id,drug,event\n10001,C,D\n"),
    )

    assert answer(DRUGS) == [("10001", "a"), ("10001", "c")]
    assert answer("SELECT DISTINCT reason FROM reject") == [
        ("the case number is shortened, as spreadsheets do; its last digits are lost",)
    ]


@pytest.mark.parametrize(
    "sign",
    [
        "---",
        "??",
        "\u2013",
        "(null)",
        "<missing>",
        "#REF!",
        "#DIV/0!",
        "Unknown",
        "not reported",
        "\\N",
        "XXX",
        "TBD",
        "N/K",
        "NK.",
        "ASKU",
        "[not specified]",
        "NR",
        "NI",
        "non renseigné",
        "не указано",
        "未記載",
        "해당없음",
    ],
)
def test_further_signs_for_what_is_missing_or_not_known_are_no_drug_and_no_event(
    tmp_path: Path, loaded: Load, sign: str
) -> None:
    answer = loaded(written(tmp_path, "a.csv", f"case_id,drug,event\n1,A,B\n2,{sign},B\n3,A,{sign}\n"))

    assert answer("SELECT case_id FROM report") == [("1",)]
    assert answer("SELECT line, reason FROM reject ORDER BY ALL") == [
        (3, "no drug is named"),
        (4, "no event is named"),
    ]


def test_dates_and_ages_of_a_shared_case_that_differ_are_counted(tmp_path: Path, loaded: Load) -> None:
    head = "case_id,drug,event,date,age\n"

    answer = loaded(
        written(tmp_path, "a.csv", f"{head}1,A,B,2022-01-01,60\n"),
        written(tmp_path, "b.csv", f"{head}1,C,D,2019-06-06,61\n"),
    )

    assert answer("SELECT event_date, age_years FROM report") == [("2022-01-01", 61)]
    assert answer(UNREAD) == [
        ("age", "another listing says otherwise of the case; the higher is read", 1, "case 1: 60.0 there, 61.0 here"),
        (
            "date", "another listing says otherwise of the case; the later is read", 1,
            "case 1: 20220101 there, 20190606 here",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("age", "unit", "reason"),
    [
        ('"1,234"', "DY", "a comma before three digits: thousands, or a part of one?"),
        ("65 years", "MON", "two units that differ"),
        ("12 M", "YR", "the unit is not known"),
    ],
)
def test_an_age_that_may_be_two_is_none_and_counted(
    tmp_path: Path, loaded: Load, age: str, unit: str, reason: str
) -> None:
    answer = loaded(written(tmp_path, "a.csv", f"case_id,drug,event,age,age_unit\n1,A,B,{age},{unit}\n"))

    assert answer("SELECT age_years FROM report") == [(None,)]
    assert answer("SELECT field, reason, how_often FROM unread") == [("age", reason, 1)]


def test_an_age_is_read_as_records_of_hl7_write_it() -> None:
    ages = [("P65Y", ""), ("P6M", ""), ("P65Y", "YR"), ("P65Y", "MON")]
    ages += [("P65Y3M", ""), ("P0Y6M0D", ""), ("P65Y3M", "MON")]

    read = read_ages(ages)

    assert [read[age].meaning for age in ages] == ["65.0", "0.5", "65.0", None, "65.25", "0.5", None]


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_cell_that_no_name_fills_is_rejected_with_its_line(tmp_path: Path, loaded: Load, ending: str) -> None:
    rows = pl.DataFrame({"case_id": ["1", "2"], "drug": ["A", "A" * 500_000], "event": ["B", "B"]})
    path = tmp_path / f"long{ending}"
    rows.write_csv(path) if ending == ".csv" else rows.write_parquet(path)

    answer = loaded(path)

    assert answer("SELECT case_id FROM report") == [("1",)]
    assert answer("SELECT line, reason FROM reject") == [(3, "a cell of more than 10,000 letters; no name is so long")]


def test_roles_with_the_word_drug_or_medication_are_those_without(tmp_path: Path, loaded: Load) -> None:
    roles = ("Suspect drug", "Primary_Suspect_Drug", "Concomitant medication")

    answer = loaded(
        written(
            tmp_path, "a.csv", "case,drug,event,role\n" + "".join(f"{n},A,B,{role}\n" for n, role in enumerate(roles))
        )
    )

    assert answer("SELECT roles FROM exposure JOIN report USING (report_id) ORDER BY case_id") == [(1,), (1,), (8,)]


def test_a_spreadsheet_under_the_name_of_a_listing_is_named(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00")

    with pytest.raises(ArchiveError, match=r"export\.csv is a spreadsheet or a ZIP archive"):
        load([path], database)


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_name_that_is_no_text_is_no_hindrance(tmp_path: Path, loaded: Load, ending: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9" + ending.encode()))
    rows = pl.DataFrame({"case_id": ["1"], "drug": ["A"], "event": ["B"]})
    with path.open("wb") as file:
        rows.write_csv(file) if ending == ".csv" else rows.write_parquet(file)

    answer = loaded(path)

    assert answer("SELECT name FROM file") == [(f"caf\ufffd{ending}",)]


def test_a_word_in_front_of_a_case_number_and_groups_of_digits_are_no_part_of_it(tmp_path: Path, loaded: Load) -> None:
    head = "case_id,drug,event\n"

    answer = loaded(
        written(tmp_path, "a.csv", f"{head}Case 10001234,A,B\n#10001235,A,B\nISR 10001236,A,B\nUS-77,A,B\n1.234,A,B\n"),
        written(
            tmp_path,
            "b.csv",
            f'{head}"10,001,234",C,D\nCase No. 0010001235,C,D\n' + "10'001\u2019236,C,D\nUS\u201377,C,D\n",
        ),
    )

    assert answer("SELECT DISTINCT case_id FROM report ORDER BY 1") == [
        ("1.234",), ("10001234",), ("10001235",), ("10001236",), ("ISR 10001236",), ("US-77",)
    ]  # fmt: skip
    reason = "words, and signs between digits, are no part of a number; read without them"
    assert answer("SELECT quarter, field, reason, how_often FROM unread ORDER BY ALL") == [
        ("a", "case", reason, 2),
        ("b", "case", reason, 3),
    ]


@pytest.mark.parametrize("name", ["listing.dat", "listing", "listing.pq"])
def test_a_listing_under_another_ending_is_refused_with_the_endings_that_are_known(
    tmp_path: Path, database: Path, name: str
) -> None:
    with pytest.raises(ArchiveError, match=r"no line listing by its name: that ends in \.csv, \.tsv, \.txt"):
        load([written(tmp_path, name, "case_id,drug,event\n1,A,B\n")], database)


def test_a_listing_inside_an_archive_is_to_be_unpacked(tmp_path: Path, database: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("listing.csv", "case_id,drug,event\n1,A,B\n")

    with pytest.raises(ArchiveError, match=r"It holds listing\.csv; a line listing, or an archive inside, is unpacked"):
        load([tmp_path / "a.zip"], database)


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("primaryid,caseid", ("1001,100", "1002,100", "10010,100", "2001,200", "2001,200")),
        ("ISR,CASE", ("77,100", "80,100", "103,100", "90,200", "90,200")),
        ("caseid,caseversion", ("100,1", "100,2", "100,10", "200,1", "200,1")),
        ("caseversion,caseid,primaryid", ("1,100,1001", "2,100,1002", "10,100,10010", "1,200,2001", "1,200,2001")),
    ],
)
def test_the_last_version_of_a_case_counts_where_a_listing_numbers_versions_too(
    tmp_path: Path, loaded: Load, head: str, rows: tuple[str, ...]
) -> None:
    events = ("Cough", "Rash", "Pneumonitis", "Nausea", "Vomiting")
    lines = [f"{numbers},Revlimid,{event}" for numbers, event in zip(rows, events, strict=True)]

    answer = loaded(written(tmp_path, "a.csv", "\n".join([f"{head},drug,event", *lines])))

    assert answer(
        """SELECT r.case_id, t.name FROM report AS r JOIN reaction USING (report_id)
        JOIN shown_term AS t USING (term_id) ORDER BY ALL"""
    ) == [("100", "Pneumonitis"), ("200", "Nausea"), ("200", "Vomiting")]
    assert answer("SELECT line, reason FROM reject ORDER BY ALL") == [
        (2, "an earlier version of the case; the last one counts"),
        (3, "an earlier version of the case; the last one counts"),
    ]


def test_a_row_whose_version_is_not_known_is_rejected_where_other_rows_of_the_case_have_one(
    tmp_path: Path, loaded: Load
) -> None:
    text = "caseid,caseversion,drug,event\n1,2,A,B\n1,,A,C\n1,two,A,D\n2,,A,B\n"

    answer = loaded(written(tmp_path, "a.csv", text))

    assert answer("SELECT case_id FROM report ORDER BY ALL") == [("1",), ("2",)]
    assert answer("SELECT line, reason FROM reject ORDER BY ALL") == [
        (line, "the version of the case is not known here, and is in other rows") for line in (3, 4)
    ]


@pytest.mark.parametrize(("unit", "years", "unread"), [("MON", None, 2), ("YR", 65, 0), ("", 65, 0)])
def test_an_age_without_a_unit_is_years_unless_others_are_in_months(
    tmp_path: Path, loaded: Load, unit: str, years: float | None, unread: int
) -> None:
    head = "case_id,drug,event,age,age_unit\n"

    answer = loaded(written(tmp_path, "a.csv", f"{head}1,A,B,66,{unit}\n2,A,B,65,\n3,A,B,65,N/K\n4,A,B,65 years,\n"))

    assert answer("SELECT age_years FROM report WHERE case_id <> '1' ORDER BY case_id") == [(years,), (years,), (65,)]
    reason = "without a unit, and others are in months or less"
    assert answer("SELECT reason, how_often FROM unread") == ([(reason, unread)] if unread else [])

"""Cells of a listing that could be taken for something else are read as meant, rejected, or counted with the doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from signals.intake.errors import ArchiveError
from signals.intake.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.spec.reports.contents import Load

REJECTED = "SELECT line, reason FROM reject ORDER BY ALL"
UNREAD = "SELECT field, reason, how_often, examples FROM unread ORDER BY ALL"


def listing(folder: Path, *lines: str, name: str = "a.csv") -> Path:
    """Write a listing of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("drug", "event", "reason"),
    [
        ("__", "B", "no drug is named"),
        ("A", "(blank)", "no event is named"),
        ("A", "#NV", "no event is named"),
        ("nicht", "n.d.", "no event is named"),
        ("不明", "B", "no drug is named"),
        ("NASK", "B", "no drug is named"),
        ("PRODUCT UNKNOWN", "B", "no drug is named"),
        ("Unknown (unknown)", "B", "no drug is named"),
        ("A", "Adverse event not specified", "no event is named"),
        ("12345", "B", "the drug is a number, not a name"),
        ("A", "10035742", "the event is a number, not a name"),
    ],
)
def test_what_is_no_name_is_no_drug_and_no_event(
    tmp_path: Path, loaded: Load, drug: str, event: str, reason: str
) -> None:
    answer = loaded(listing(tmp_path, "case,drug,event", "1,A,B", f"2,{drug},{event}"))

    assert answer(REJECTED) == [(3, reason)]


def test_a_case_that_is_not_known_is_none(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(listing(tmp_path, "case,drug,event", "1,A,B", "unknown,A,B", "UNK,A,B"))

    assert answer("SELECT case_id FROM report") == [("1",)]
    assert answer("SELECT DISTINCT reason FROM reject") == [("no case is named",)]


def test_zeros_in_front_of_a_case_number_are_no_part_of_it_and_told(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(tmp_path, "case,drug,event", "00123,A,B", "123,C,D", "0A7,A,B", name="a.csv"),
        listing(tmp_path, "case,drug,event", "0123,E,F", name="b.csv"),
    )

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("0A7",), ("123",)]
    assert answer("SELECT count(*) FROM reaction JOIN report USING (report_id) WHERE case_id = '123'") == [(3,)]
    reason = "zeros in front are no part of a number; read without them"
    assert answer("SELECT quarter, reason, how_often, examples FROM unread ORDER BY ALL") == [
        ("a", reason, 1, "00123"),
        ("b", reason, 1, "0123"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["'{}'", '"=""{}"""', "\u201c{}\u201d", "\u00ab{}\u00bb", '"""{}"""'])
def test_what_other_programs_put_around_a_cell_is_no_part_of_it(tmp_path: Path, loaded: Load, form: str) -> None:
    cells = [",".join(form.format(cell) for cell in row) for row in (("1", "Revlimid", "Rash"), ("2", "X", "Cough"))]

    answer = loaded(listing(tmp_path, "case,drug,event", "1,Velcade,Rash", *cells))

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("1",), ("2",)]
    assert answer("SELECT name FROM shown_term ORDER BY 1") == [("Cough",), ("Rash",)]


def test_a_header_in_the_middle_of_a_file_is_no_report(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(listing(tmp_path, "case,drug,event", "1,A,B", "\ufeffcase,drug,event", "2,A,B"))

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("1",), ("2",)]
    assert answer(REJECTED) == [(3, "the header once more")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "header",
    [
        "ï»¿case,drug,event",
        "\ufeff\ufeffCase ID*,DRUG,Event:",
        "#case-id,Drug.,( event )",
        "\uff43\uff41\uff53\uff45\uff3f\uff49\uff44,drug\u200b,event\u00a0",
    ],
)
def test_a_header_is_found_whatever_signs_are_around_its_words(tmp_path: Path, loaded: Load, header: str) -> None:
    answer = loaded(listing(tmp_path, header, "1,A,B"))

    assert answer("SELECT case_id FROM report") == [("1",)]


def test_lost_letters_are_said(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(
            tmp_path,
            "case\tdrug\tevent",
            "3\tRevlimid\tSjÃ¶gren's syndrome",
            "4\tRevlimid\tSj?gren's syndrome",
            "5\tRevlimid\tSj\ufffdgren's syndrome",
            "6\tRevlimid\tSj&ouml gren's &unknown; syndrome",
            "7\tRevlimid\tAÇÃO",
            "8\tRevlimid\tSj\u0102\u00b6gren",
            "9\tRevlimid\tSj\u251c\u00c2gren",
            "10\tRevlimid\tSj\u0446\u00b6gren",
        )
    )

    assert answer("SELECT field, reason, how_often FROM unread ORDER BY ALL") == [
        ("event", "letters were lost or changed before the file was written", 7),
    ]


def test_rows_without_a_role_among_others_with_one_are_counted(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(listing(tmp_path, "case,drug,event,role", "1,A,B,C", "1,C,B,", "2,A,B,PS"))

    assert answer(UNREAD) == [("role", "no role is given; counted as primary suspect", 1, "line 3")]


def test_s_beside_a_primary_suspect_is_no_role(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(listing(tmp_path, "case,drug,event,role", "1,A,B,PS", "2,A,B,S"))

    assert answer(REJECTED) == [(3, "the role S beside a primary suspect: suspect or secondary?")]


@pytest.mark.parametrize(
    ("codes", "sexes"),
    [(("H", "M"), [None, None]), (("F", "M"), ["female", "male"]), (("Hombre", "Mujer"), ["male", "female"])],
)
def test_m_beside_h_may_be_a_woman(
    tmp_path: Path, loaded: Load, codes: tuple[str, str], sexes: list[str | None]
) -> None:
    answer = loaded(listing(tmp_path, "case,drug,event,sex", f"1,A,B,{codes[0]}", f"2,A,B,{codes[1]}"))

    read = [sex for (sex,) in answer("SELECT sex::VARCHAR FROM report ORDER BY case_id")]
    assert read == sexes
    assert answer("SELECT coalesce(sum(how_often), 0)::BIGINT FROM unread") == [(read.count(None),)]


def test_a_unit_in_the_name_of_the_column_counts_like_one_beside_the_age(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(tmp_path, "case,drug,event,Age (years),age_unit", "1,A,B,65,", "2,A,B,65,MON", "3,A,B,65 months,")
    )

    assert answer("SELECT age_years FROM report ORDER BY case_id") == [(65.0,), (None,), (None,)]
    assert answer("SELECT reason, how_often FROM unread") == [("two units that differ", 2)]


def test_a_country_that_is_a_number_or_not_known_is_none(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(listing(tmp_path, "case,drug,event,country", "1,A,B,840", "2,A,B,unknown", "3,A,B,USA"))

    assert answer("SELECT p.country FROM profile AS p JOIN report USING (report_id) ORDER BY case_id") == [
        (None,), (None,), ("US",)
    ]  # fmt: skip
    assert answer(UNREAD) == [("country", "a number, not the name of a country", 1, "840")]


def test_one_country_in_two_spellings_is_one(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(tmp_path, "case,drug,event,country", "1,A,B,DE", "1,A,C,Germany", "2,A,B,NI", "3,A,B,DEU"),
        listing(tmp_path, "case,drug,event,country", "1,A,D,Germany", name="b.csv"),
    )

    assert answer("SELECT p.country FROM profile AS p JOIN report USING (report_id) ORDER BY case_id") == [
        ("DE",), (None,), ("DEU",)
    ]  # fmt: skip
    assert [(field, reason) for field, reason, *_ in answer(UNREAD)] == [
        ("country", "NI may be Nicaragua, or missing; not read"),
        ("country", "neither a code of two letters nor in the list of countries; kept as it is written"),
    ]


def test_numbers_that_a_parquet_file_cannot_hold_exactly_are_no_case_and_no_date(tmp_path: Path, loaded: Load) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {
            "case": pl.Series([16_777_215, 20_000_001], dtype=pl.Float32),
            "drug": ["A", "A"],
            "event": ["B", "B"],
            "date": pl.Series([None, None], dtype=pl.Float32),
        }
    ).write_parquet(path)
    other = tmp_path / "b.parquet"
    pl.DataFrame(
        {"case": [1], "drug": ["A"], "event": ["B"], "date": pl.Series([20220305], dtype=pl.Float32)}
    ).write_parquet(other)

    answer = loaded(path, other)

    assert answer("SELECT case_id, event_date FROM report ORDER BY ALL") == [("1", None), ("16777215", None)]
    assert answer("SELECT reason FROM reject") == [
        ("the case number is shortened, as spreadsheets do; its last digits are lost",)
    ]
    assert answer("SELECT field, reason FROM unread") == [("date", "not a date")]


def test_a_packed_listing_under_the_name_of_a_plain_one_is_named(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x1f\x8b\x08\x00")

    with pytest.raises(ArchiveError, match=r"a\.csv is packed with gzip by its content; name it a\.csv\.gz"):
        load([path], database)


def broken_parquet(path: Path, kind: pa.DataType) -> None:
    """Write a listing whose second event is Latin-1."""
    events = pa.array([b"Cough", "Sjögren".encode("latin-1")], pa.binary())
    pq.write_table(
        pa.table({"case": ["1", "2"], "drug": ["A", "A"], "event": events.view(kind)}),
        path,
    )


@pytest.mark.parametrize("kind", [pa.binary(), pa.string()], ids=str)
def test_a_text_of_parquet_that_is_no_utf8_is_named_with_its_row(
    tmp_path: Path, database: Path, kind: pa.DataType
) -> None:
    path = tmp_path / "bytes.parquet"
    broken_parquet(path, kind)

    with pytest.raises(ArchiveError, match=r"bytes\.parquet: the column event is no UTF-8 in row 2"):
        load([path], database)


def test_bytes_of_parquet_that_are_utf8_are_texts(tmp_path: Path, loaded: Load) -> None:
    path = tmp_path / "bytes.parquet"
    pl.DataFrame({"case": ["1"], "drug": [b"Revlimid"], "event": ["Sjögren".encode()]}).write_parquet(path)

    answer = loaded(path)

    assert answer("SELECT name FROM shown_term") == [("Sjögren",)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sj&ouml;gren&rsquo;s syndrome", "Sjögren\u2019s syndrome"),
        ("Sj&#246;gren&#x2019;s syndrome", "Sjögren\u2019s syndrome"),
        ("Sj&amp;ouml;gren&amp;rsquo;s syndrome", "Sjögren\u2019s syndrome"),
        ("Guillain-Barr&eacute; syndrome", "Guillain-Barré syndrome"),
        ("Heat&nbsp;rash", "Heat rash"),
        ("&quot;Cough&quot;", "Cough"),
        ("\x01Cou\x07gh\x7f", "Cough"),
        ("\u202aCough\u202c", "Cough"),
    ],
)
def test_letters_of_html_are_what_they_stand_for_and_signs_without_a_shape_are_none(
    tmp_path: Path, loaded: Load, written: str, name: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"case_id,drug,event\n1,Revlimid&reg;,{written}\n2,A&B;C,Rash\n", encoding="utf-8")

    answer = loaded(path)

    assert answer("SELECT name FROM shown_term ORDER BY 1 DESC") == [(event,) for event in sorted((name, "Rash"))[::-1]]
    assert answer("SELECT name FROM drug ORDER BY 1") == [("a&b;c",), ("lenalidomide",)]


def test_zeros_behind_a_decimal_comma_are_no_part_of_a_case_number(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(listing(tmp_path, "case;drug;event", "10001,0;A;B", "10001;A;C", "10,000;A;B"))

    assert answer("SELECT case_id FROM report ORDER BY 1") == [("10000",), ("10001",)]

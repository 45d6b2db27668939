"""A draft begins with a record that was pasted, dropped, or included by the literature watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk.doubles import Source, doubles_of_source
from desk.drafts import read
from desk.errors import DeskError
from desk.person import Person
from desk.present import present_cases
from desk.records import entries_of_record, name_of_case, read_records, source_of
from desk.starting import start_new
from literature.record import Record

if TYPE_CHECKING:
    from tests.desk.conftest import Hospital

ANN = Person("ann", frozenset({"curator"}))
RIS = """TY  - JOUR
AU  - Müller-Doe, Jane
TI  - Lenalidomide and the lung
PY  - 2024
T2  - Journal of Tests
DO  - 10.1000/X.1
AB  - An abstract.
ER  -
"""
NBIB = """
PMID- 12345678
TI  - Lenalidomide and the lung
FAU - Doe, Jane
AU  - Doe J
DP  - 2024 Mar
JT  - Journal of Tests
"""


@pytest.mark.usefixtures("registry")
def test_a_pasted_record_fills_the_source_of_a_draft(hospital: Hospital) -> None:
    (record,) = read_records(RIS.encode())
    source = source_of(record)

    name = start_new(
        ANN,
        name_of_case(source.author, source.year),
        source,
        hospital.cases,
        entries_of_record(record, "a pasted record"),
    )

    assert read(name).values() == {
        "case_id": "mullerdoe-2024",
        "source.citation": "Müller-Doe J. Lenalidomide and the lung. Journal of Tests 2024.",
        "source.year": 2024,
        "source.doi": "10.1000/x.1",
        "source.read_as": "abstract",
        "source.read_as_detail": "title and abstract in a pasted record",
        "source.citation_locator": "A pasted record",
    }


def test_a_record_of_pubmed_tells_number_author_and_year() -> None:
    (record,) = read_records(NBIB.encode())

    assert source_of(record) == Source("", "12345678", "Doe", 2024)


def test_a_record_that_cannot_be_read_whole_is_refused_with_the_reason() -> None:
    with pytest.raises(DeskError, match=r"What was pasted cannot be read\. No line begins a record"):
        read_records(b"Doe J. A paper. 2024.")
    with pytest.raises(DeskError, match=r"export\.ris cannot be read"):
        read_records(RIS.replace("TY  -", "TY -").encode() + NBIB.encode(), "export.ris")


def test_a_pasted_record_that_is_cut_off_is_said_to_be_one() -> None:
    with pytest.raises(DeskError, match=r"1 line begins a record; records that could be read: 0 \(RIS\)\."):
        read_records(RIS.replace("ER  -", "").encode())


@pytest.mark.parametrize(
    ("volume", "issue", "pages", "where"),
    [
        ("10", "2", "101-4", "2019;10(2):101-4"),
        ("10", "", "", "2019;10"),
        ("", "", "101-4", "2019:101-4"),
        ("", "", "", "2019"),
    ],
)
def test_a_citation_has_no_mark_before_a_volume_that_its_record_does_not_have(
    volume: str, issue: str, pages: str, where: str
) -> None:
    record = Record("Title", authors=("Doe J",), year=2019, journal="Journal", volume=volume, issue=issue, pages=pages)

    assert record.citation() == f"Doe J. Title. Journal {where}."


def test_a_double_of_a_pasted_record_is_named(hospital: Hospital) -> None:
    record = Record(title="x", authors=("Vivien, A",), year=2022)

    (double,) = doubles_of_source(source_of(record), present_cases(hospital.cases), [])

    assert double.case_id == "vivien-2022"


@pytest.mark.parametrize(
    ("author", "year", "name"),
    [
        ("Doe", 2024, "doe-2024"),
        ("García Ñ", 2020, "garcian-2020"),
        ("Müller-Øst", 2020, "mullerost-2020"),
        ("Łuczyński", 2021, "luczynski-2021"),
        ("Weiß", 2022, "weiss-2022"),
        ("", 2020, ""),
        ("Doe", None, "doe-nd"),
        ("李", 2020, ""),
    ],
)
def test_a_name_is_proposed_where_an_author_is_known_and_nd_stands_for_a_year_that_is_not(
    author: str, year: int | None, name: str
) -> None:
    assert name_of_case(author, year) == name

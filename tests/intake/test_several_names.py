"""A cell with several names is split where one sign parts those of its column beyond doubt, else kept and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.spec.reports.contents import Load

TERMS = """SELECT r.case_id, t.name FROM report AS r JOIN reaction USING (report_id)
    JOIN shown_term AS t USING (term_id) ORDER BY ALL"""
DRUGS = """SELECT r.case_id, d.name, e.roles FROM report AS r JOIN exposure AS e USING (report_id)
    JOIN drug AS d USING (drug_id) ORDER BY ALL"""
UNREAD = "SELECT field, reason, how_often, examples FROM unread ORDER BY ALL"
KEPT = "several names in one cell? They were read as one"


def listing(folder: Path, *rows: tuple[str, str, str], name: str = "a.csv", header: str = "case,drug,event") -> Path:
    """Write a listing of these rows, as CSV or Parquet by its name."""
    path = folder / name
    frame = pl.DataFrame(rows, schema=header.split(","), orient="row")
    frame.write_csv(path) if name.endswith(".csv") else frame.write_parquet(path)
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
@pytest.mark.parametrize(
    ("cell", "sign"),
    [
        ("Pneumonitis; Rash", "';'"),
        ("Pneumonitis;Rash;", "';'"),
        ("Pneumonitis|Rash", "'|'"),
        ("Pneumonitis;\nRash", "';'"),
        ("\u2022 Pneumonitis\n\u2022 Rash", "'\u2022'"),
        ("- Pneumonitis\r\n- Rash", "'\u2022'"),
        ("Pneumonitis<BR><BR>Rash", "<br>"),
        ("Pneumonitis,<br/>Rash", "<br>"),
        ("Pneumonitis\nRash", "line breaks"),
        ("['Pneumonitis', 'Rash']", "'\u2022'"),
        ('["Pneumonitis","Rash"]', "'\u2022'"),
        ('c("Pneumonitis", "Rash")', "'\u2022'"),
        ("1) Pneumonitis; 2) Rash", "'\u2022'"),
        ("1. Pneumonitis 2. Rash", "'\u2022'"),
        ("(1) Pneumonitis\n(2) Rash", "'\u2022'"),
        ("<p>Pneumonitis</p><p><b>Rash</b></p>", "<br>"),
        ("<ul><li>Pneumonitis</li>\n<li>Rash</li></ul>", "<br>"),
        ("Pneumonitis\tRash", "line breaks"),
        ("Pneumonitis\vRash", "line breaks"),
        ("Pneumonitis\u2028Rash", "line breaks"),
        ("Pneumonitis (10035742); Rash [PT: 10037844]", "';'"),
    ],
)
def test_a_cell_with_several_terms_is_split_by_the_one_sign_of_its_column(
    tmp_path: Path, loaded: Load, name: str, cell: str, sign: str
) -> None:
    answer = loaded(
        listing(tmp_path, ("1", "A", cell), ("2", "B", "Myalgia, generalised"), ("3", "B", "Rash"), name=name)
    )

    assert answer(TERMS) == [("1", "Pneumonitis"), ("1", "Rash"), ("2", "Myalgia, generalised"), ("3", "Rash")]
    assert answer("SELECT accepted, note FROM file") == [
        (3, f"event: cells with several names, parted by {sign}, were split: 1")
    ]
    assert answer(UNREAD) == []


@pytest.mark.parametrize(
    "cells",
    [
        ["Pneumonitis; Rash", "Cough|Rash"],
        ["Rash; severe on both arms"],
        ["Rash; Grade 3"],
        ["Rash; 12"],
        ["Cough; Rash (arm; leg"],
        ["Interstitial\nLung Disease"],
        ["Rash|Cough; Fever"],
        ["Interstitial\tLung Disease"],
    ],
)
def test_cells_are_kept_and_counted_where_a_sign_may_stand_in_a_name(
    tmp_path: Path, loaded: Load, cells: list[str]
) -> None:
    answer = loaded(listing(tmp_path, *((str(case), "A", cell) for case, cell in enumerate(cells))))

    assert answer(TERMS) == [(str(case), " ".join(cell.split())) for case, cell in enumerate(cells)]
    assert [row[:3] for row in answer(UNREAD)] == [("event", KEPT, len(cells))]


def test_a_sign_inside_brackets_parts_nothing(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(listing(tmp_path, ("1", "A", "Neoplasm (benign; malignant)"), ("2", "A", "Rash; Neoplasm (x; y)")))

    assert answer(TERMS) == [("1", "Neoplasm (benign; malignant)"), ("2", "Rash; Neoplasm (x; y)")]
    assert answer(UNREAD) == [("event", KEPT, 1, "Rash; Neoplasm (x; y)")]


def test_a_cell_in_twenty_that_speaks_against_the_sign_is_kept_alone(tmp_path: Path, loaded: Load) -> None:
    rows = [(str(case), "A", "Pneumonitis; Rash") for case in range(1, 20)]

    answer = loaded(listing(tmp_path, *rows, ("20", "A", "Cough; worse at night")))

    assert answer("SELECT name FROM shown_term ORDER BY 1") == [("Cough; worse at night",), ("Pneumonitis",), ("Rash",)]
    assert answer(UNREAD) == [("event", KEPT, 1, "Cough; worse at night")]


@pytest.mark.parametrize("cell", ["Rash, Cough", "Rash / Cough", "Rash/Cough", "Rash + Cough", "Rash & Cough"])
def test_signs_of_names_part_nothing_and_are_counted_where_each_part_is_a_term_that_occurs(
    tmp_path: Path, loaded: Load, cell: str
) -> None:
    answer = loaded(
        listing(
            tmp_path,
            ("1", "A", "Myalgia, generalised"),
            ("2", "A", cell),
            ("3", "A", "Rash"),
            ("4", "A", "Cough"),
            ("5", "A", "Electrocardiogram ST/T change"),
            ("6", "A", "Reticulocytes 50+"),
            ("7", "A", "Rash / unknown"),
        )
    )

    assert answer(TERMS) == [
        ("1", "Myalgia, generalised"),
        ("2", cell),
        ("3", "Rash"),
        ("4", "Cough"),
        ("5", "Electrocardiogram ST/T change"),
        ("6", "Reticulocytes 50+"),
        ("7", "Rash / unknown"),
    ]
    assert answer(UNREAD) == [("event", KEPT, 1, cell)]


def test_several_drugs_of_a_cell_have_the_role_of_their_row_and_a_dose_is_none(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(tmp_path, ("1", "Revlimid;Dexamethasone", "Rash"), ("2", "Velcade; unknown", "Rash"), name="a.csv"),
        listing(tmp_path, ("3", "Revlimid; 25 mg", "Rash"), ("4", "VELCADE; CAPSULE", "Rash"), name="b.csv"),
        listing(tmp_path, ("5", "LENALIDOMIDE\\DEXAMETHASONE", "Rash"), name="c.csv"),
    )

    assert answer(DRUGS) == [
        ("1", "dexamethasone", 1),
        ("1", "lenalidomide", 1),
        ("2", "bortezomib", 1),
        ("3", "lenalidomide", 1),
        ("4", "bortezomib", 1),
        ("5", "dexamethasone", 1),
        ("5", "lenalidomide", 1),
    ]
    assert answer(UNREAD) == [("drug", KEPT, 2, "Revlimid; 25 mg | VELCADE; CAPSULE")]


def test_a_line_listing_of_eudravigilance_names_terms_and_drugs_without_what_it_says_of_them(
    tmp_path: Path, loaded: Load
) -> None:
    drugs = (
        "REVLIMID [LENALIDOMIDE] (S - Plasma cell myeloma; anaemia - Drug withdrawn - [1mo - 25mg - Oral use]),<BR><BR>"
        "ASPIRIN (C - n/a - n/a - [n/a - n/a - n/a]),<BR><BR>VELCADE (N - n/a - n/a - [n/a - n/a - n/a])"
    )
    terms = (
        "Pneumonitis (n/a - Recovered/Resolved - Life Threatening, Caused/Prolonged Hospitalisation),<BR><BR>"
        "Myalgia, generalised (3d - Not Recovered/Not Resolved/Ongoing - )"
    )
    header = (
        "EU Local Number,"
        "Suspect/interacting Drug List (Drug Char - Indication PT - Action taken - [Duration - Dose - Route]),"
        "Reaction List PT (Duration \u2013 Outcome - Seriousness Criteria)"
    )

    answer = loaded(
        listing(
            tmp_path, ("EU-EC-1", drugs, terms), ("EU-EC-2", "IMNOVID (I - a - b - [c])", "Cough (n/a - Unknown - )"),
            header=header,
        )
    )  # fmt: skip

    assert answer(TERMS) == [("EU-EC-1", "Myalgia, generalised"), ("EU-EC-1", "Pneumonitis"), ("EU-EC-2", "Cough")]
    assert answer(DRUGS) == [("EU-EC-1", "aspirin", 8), ("EU-EC-1", "lenalidomide", 1), ("EU-EC-2", "pomalidomide", 4)]
    assert answer(UNREAD) == [("drug", "the drug was not administered; it does not count", 1, "VELCADE")]


def test_a_product_and_its_maker_are_no_two_drugs(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(tmp_path, ("1", "RIPPED FREAK; PHARMAFREAK", "Rash"), ("2", "B", "Rash"), ("3", "C", "Rash"))
    )

    assert [drug for _, drug, _ in answer(DRUGS)] == ["ripped freak; pharmafreak", "b", "c"]
    assert [(field, how_often) for field, _, how_often, _ in answer(UNREAD)] == [("drug", 1)]


def test_a_cell_of_some_hundred_names_is_split_and_one_of_a_thousand_and_more_is_rejected(
    tmp_path: Path, loaded: Load
) -> None:
    many, too_many = (";".join(f"Term {number}" for number in range(count)) for count in (400, 1_001))
    rows = [("1", "A", many), ("2", "A", too_many), ("3", "A", "Term 5"), ("4", "A", "narrative " * 110)]

    answer = loaded(listing(tmp_path, *rows))

    assert answer("SELECT case_id, count(*) FROM report JOIN reaction USING (report_id) GROUP BY ALL ORDER BY ALL") == [
        ("1", 400), ("3", 1)
    ]  # fmt: skip
    assert answer("SELECT line, reason FROM reject ORDER BY ALL") == [
        (3, "a cell of more than 1,000 names; no report names so many"),
        (5, "a name of more than 1,000 letters; no name is so long"),
    ]


@pytest.mark.parametrize("cell", ["Rash\u3001Cough", "Rash and Cough", "Rash / Cough"])
def test_words_between_names_that_stand_elsewhere_are_doubted(tmp_path: Path, loaded: Load, cell: str) -> None:
    answer = loaded(listing(tmp_path, ("1", "A", cell), ("2", "A", "Rash"), ("3", "A", "Cough")))

    assert answer(TERMS) == [("1", cell), ("2", "Rash"), ("3", "Cough")]
    assert answer(UNREAD) == [("event", KEPT, 1, cell)]


def test_a_carriage_return_inside_a_cell_parts_names(tmp_path: Path, loaded: Load) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'case,drug,event\n1,A,"Rash\rCough"\n2,A,Rash\n3,A,Cough\n')

    assert loaded(path)(TERMS) == [("1", "Cough"), ("1", "Rash"), ("2", "Rash"), ("3", "Cough")]


def test_the_number_that_meddra_gives_a_term_is_no_part_of_it(tmp_path: Path, loaded: Load) -> None:
    cells = ["Rash", "Rash (10037844)", "10037844 Rash", "Rash [LLT 10037844]", "Rash: 10037844", "1. Rash"]

    answer = loaded(listing(tmp_path, *((str(case), "A", cell) for case, cell in enumerate(cells))))

    assert answer("SELECT DISTINCT name FROM reaction JOIN shown_term USING (term_id)") == [("Rash",)]


def test_the_role_behind_a_drug_in_words_is_read_and_a_letter_is_doubted(tmp_path: Path, loaded: Load) -> None:
    answer = loaded(
        listing(
            tmp_path,
            ("1", "Aspirin - Suspected; Ibuprofen - Not suspected", "Rash"),
            ("2", "Aspirin (Suspect drug)", "Rash"),
            ("3", "Ibuprofen [Interacting]", "Rash"),
            ("4", "Aspirin (SS)", "Rash"),
            ("4", "Ibuprofen (concomitant)", "Rash"),
            ("5", "Ibuprofen (C)", "Rash"),
        )
    )

    assert answer(DRUGS) == [
        ("1", "aspirin", 1), ("1", "ibuprofen", 8), ("2", "aspirin", 1), ("3", "ibuprofen", 4), ("4", "aspirin", 2),
        ("4", "ibuprofen", 8), ("5", "ibuprofen (c)", 1),
    ]  # fmt: skip
    assert answer(UNREAD) == [("drug", "a role behind the name? It was read as a part of it", 1, "Ibuprofen (C)")]


def test_numbers_of_the_lines_of_eudravigilance_are_no_part_of_a_drug(tmp_path: Path, loaded: Load) -> None:
    cell = "1. Aspirin (S - Pain - n/a - [n/a - 25mg - n/a])<BR><BR>2. Ibuprofen (C - n/a - n/a - [n/a - n/a - n/a])"

    answer = loaded(listing(tmp_path, ("1", cell, "Rash"), ("2", "Aspirin", "Rash"), ("3", "Ibuprofen", "Rash")))

    assert answer(DRUGS)[:2] == [("1", "aspirin", 1), ("1", "ibuprofen", 8)]

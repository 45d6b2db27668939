"""Lists that a user may edit, and line listings of other databases."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import polars as pl
import pytest

from signals.intake.errors import ArchiveError
from signals.intake.lists import ListError, read_lists
from signals.intake.load import load
from tests.spec.reports.contents import SAMPLES, answer_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.spec.reports.contents import Load


def test_an_edited_list_is_applied_to_what_is_in_already(tmp_path: Path, database: Path) -> None:
    load([SAMPLES / "faers_ascii_2017q2.zip"], database)
    lists = tmp_path / "terms"
    shutil.copytree(SAMPLES.parent / "terms", lists)
    with (lists / "drugs.csv").open("a") as lines:
        lines.write("risperidone,RISPERDAL,comparator,word,a test\n")
    with (lists / "lung_injury.csv").open("a") as lines:
        lines.write("Abnormal weight gain,wide,a test\n")

    load([], database, lists_folder=lists)

    answer = answer_of(database)
    assert answer("SELECT part FROM drug WHERE name = 'risperidone'") == [("comparator",)]
    spelling = "SELECT count(*) FROM watched_reaction JOIN term USING (term_id) WHERE spelling = 'abnormal weight gain'"
    assert answer(spelling) == [(3,)]


def test_a_faulty_list_is_named_with_line_column_and_what_is_allowed(tmp_path: Path) -> None:
    lists = tmp_path / "terms"
    shutil.copytree(SAMPLES.parent / "terms", lists)
    (lists / "lung_injury.csv").write_text("term,part,reason\nPneumonitis,narow,x\nCough,wide,\n")

    with pytest.raises(ListError) as error:
        read_lists(lists)

    assert "lung_injury.csv, line 2: part is 'narow', allowed is narrow, wide" in str(error.value)
    assert "lung_injury.csv, line 3: reason is empty" in str(error.value)


def test_the_lists_of_the_project_are_sound_and_short_enough() -> None:
    lists = read_lists()

    assert len(lists.terms) < 100
    parts = {"narrow", "wide", "pulmonary hypertension", "infection", "embolism", "other cause"}
    assert {part for _, part in lists.terms} == parts
    celmods = {"iberdomide", "mezigdomide", "avadomide", "golcadomide"}
    assert {"thalidomide", "lenalidomide", "pomalidomide"} | celmods == {
        drug for drug, _, part, _ in lists.drugs if part == "imid"
    }


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_line_listing_keeps_role_date_country_sex_and_age(tmp_path: Path, loaded: Load, ending: str) -> None:
    rows = pl.DataFrame(
        {
            "Case": ["DE-1", "DE-1", "DE-2", "DE-3"],
            "Drug": ["Revlimid", "dexamethasone", "Imnovid", ""],
            "Event": ["Pneumonitis", "Pneumonitis", "COVID-19", "Cough"],
            "Role": ["SS", "C", None, "PS"],
            "Date": ["2021-05-03", "2021-05-03", "2021-06", "2021"],
            "Country": ["DE", "DE", "FR", "FR"],
            "Sex": ["F", "F", "male", "M"],
            "Age": [61, 61, 70, 5],
        }
    )
    path = tmp_path / f"eudra.{ending}"
    rows.write_csv(path) if ending == "csv" else rows.write_parquet(path)

    answer = loaded(path)

    assert answer("SELECT case_id, event_date, country, sex::VARCHAR, age_years FROM report ORDER BY 1") == [
        ("DE-1", "2021-05-03", "DE", "female", 61.0),
        ("DE-2", "2021-06", "FR", "male", 70.0),
    ]
    assert answer("SELECT name, roles FROM exposure JOIN drug USING (drug_id) ORDER BY 1") == [
        ("dexamethasone", 8), ("lenalidomide", 2), ("pomalidomide", 1)
    ]  # fmt: skip
    assert answer("SELECT name FROM shown_term ORDER BY 1") == [("COVID-19",), ("Pneumonitis",)]
    assert answer("SELECT line, reason FROM reject") == [(5, "no drug is named")]


def test_a_line_listing_without_an_event_column_is_refused_with_what_it_needs(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("case,drug\n1,REVLIMID\n")

    with pytest.raises(ArchiveError, match="needs one of each of: event, ae, pt"):
        load([path], database)

"""One patient in two papers is counted once, and the build names cases that may be one patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.codebook import codebook
from casebook.curation.build import main as build
from casebook.curation.reading import read_cases
from casebook.store import ask
from tests.casefiles import with_changes, write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]


def test_cases_of_equal_drugs_age_sex_and_disease_may_be_one_patient(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | age_years | sex    | concomitant_antineoplastic | indication | same_patient_as
        a       | pomalidomide | 72        | male   | dexamethasone; bortezomib  | myeloma    |
        b       | pomalidomide | 72        | male   | bortezomib; dexamethasone  | Myeloma    |
        c       | pomalidomide | 72        | male   |                            | myeloma    |
        d       | pomalidomide | 72        | female | dexamethasone; bortezomib  | myeloma    |
        e       | thalidomide  | 72        | male   | dexamethasone; bortezomib  | myeloma    |
        f       | pomalidomide |           | male   | dexamethasone; bortezomib  | myeloma    |
        g       | pomalidomide |           | male   | dexamethasone; bortezomib  | myeloma    |
        h       | pomalidomide | 72        |        | dexamethasone; bortezomib  | myeloma    |
        i       | pomalidomide | 72        | male   | dexamethasone; bortezomib  | myeloma    | a
    """)

    assert ask("possible_doubles", casebook=cases)["case_ids"].to_list() == [["a", "b"]]


def test_the_build_names_possible_doubles_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("vivien-2022", "somebody-2023"):
        write_case(tmp_path / "cases", with_changes({"case_id": name}), name)

    status = build(["--cases", str(tmp_path / "cases"), "--into", str(tmp_path / "casebook.duckdb")])

    assert status == 0
    assert "somebody-2023 and vivien-2022 may be one patient" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"same_patient_as": "vivien-2022"}, []),
        ({"same_patient_as": "nobody-1999"}, ["same_patient_as"]),
        ({"same_patient_as": "somebody-2023"}, ["same_patient_as"]),
        ({"case_name": "Vivien 2022"}, ["case_name"]),
        ({"case_name": "Somebody 2023"}, []),
    ],
)
def test_the_other_report_of_a_patient_is_a_case_and_a_name_is_of_one_case(
    tmp_path: Path, changes: dict[str, str], faults: list[str]
) -> None:
    write_case(tmp_path, with_changes({"case_name": "Vivien 2022"}))
    write_case(tmp_path, with_changes({"case_id": "somebody-2023"} | changes), "somebody-2023")

    assert [fault.field for fault in read_cases(tmp_path, codebook()).faults] == faults

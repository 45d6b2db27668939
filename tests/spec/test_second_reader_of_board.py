"""A second reader of the case files, of none of the package's code, compares each case with the patient alike."""

from __future__ import annotations

import ast
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

import pytest

from bench.synthetic_cases import write_case_files
from casebook.board.patient import Patient
from casebook.curation.build import build
from casebook.selection import Selection
from casebook.store import ask, connect
from tests.frozen import CASES
from tests.how_often import times
from tests.spec import second_reader_of_board
from tests.spec.second_reader_of_board import CELLS, SecondBoardReader

if TYPE_CHECKING:
    import duckdb

    from tests.spec.second_reader_of_board import Row, Verdicts

SAID = {"agrees": True, "disagrees": False, "cannot be compared": None}


class Patients:
    """Random patients over all criteria, each beside a random filter; the same ones for the same seed."""

    def __init__(self, reader: SecondBoardReader, seed: int) -> None:
        """Gather the criteria, and the filters that are chosen by terms."""
        self.reader = reader
        self.random = random.Random(seed)  # noqa: S311  nothing is kept secret
        self.filters = [key for key, fact in reader.links.filters.items() if fact["kind"] != "number"]

    def pair(self) -> tuple[str, str]:
        """Draw a link that filters, often one that leaves all, and what is stated of a patient."""
        asked = [key for key, fact in self.reader.criteria.items() if fact["compares"] != "lavage pattern"]
        pairs: list[tuple[str, str]] = []
        for key in self.random.sample(asked, self.random.randint(1, len(asked))):
            pairs += [(f"p_{key}", value) for value in self._values(self.reader.criteria[key])]
        shares = [key for key, _ in pairs if key.removeprefix("p_") in CELLS]
        pairs = [pair for pair in pairs if pair[0] not in shares[3:]]
        criteria = [self.reader.criteria[key.removeprefix("p_")] for key, _ in pairs if key != "p_hemorrhage"]
        names = [fact["criterion_name"] for fact in criteria]
        pairs += [
            ("p_required", name)
            for name in self.random.sample(names, min(len(names), self.random.choice((0, 0, 0, 1))))
        ]
        return urlencode(self._filter()), urlencode(pairs)

    def _filter(self) -> list[tuple[str, str]]:
        key = self.random.choice(["", "not_finding", "kind", *self.filters])
        if not key:
            return []
        values = self.reader.links.values(key)
        return [(key, value) for value in self.random.sample(values, min(len(values), self.random.randint(1, 6)))]

    def _values(self, fact: Row) -> list[str]:
        if fact["kind"] == "number":
            if fact["criterion"] in CELLS:
                return [str(self.random.choice((0, 0.5, 1, 2, 3, 5, 15, 16, 33)))]
            ages = (0, 34, 55, 62, 70, 72, 88, 120)
            return [
                str(self.random.choice(ages if fact["unit"] == "years" else (0, 1, 3, 7, 14, 30, 60, 61, 200, 480)))
            ]
        naming = [
            row["term"]
            for row in self.reader.links.terms
            if row["list"] in fact["terms"].split("; ") and row["counts_as"] not in ("not named", "apart")
        ]
        most = 1 if fact["kind"] == "term" or fact["compares"] == "is among" else 4
        return self.random.sample(naming, min(len(naming), self.random.randint(1, most)))


def of_package(link: str, patient: str, cases: duckdb.DuckDBPyConnection) -> list[tuple[str, Verdicts]]:
    """Give what the package says: the cases in order, each with its verdict on each criterion."""
    selection, faults = Selection.from_query(f"?{link}")
    stated, corrections = Patient.from_values(parse_qs(patient))
    corrections = [one for one in corrections if one.name != "required"]
    assert (faults, corrections) == ([], [])
    rows = ask("comparison", selection, cases, patient=stated.parameters(), most=100_000)
    told: dict[str, Verdicts] = {}
    for case, criterion, comparison in rows.select("case_id", "criterion", "comparison").rows():
        told.setdefault(case, {})[criterion] = SAID[comparison]
    return [*told.items()]


def differences(
    reader: SecondBoardReader, cases: duckdb.DuckDBPyConnection, patients: int, seed: int
) -> tuple[list[tuple[str, str]], list[bool | None]]:
    """Give the patients whom the two compare differently, and every verdict that was compared."""
    drawn, differ, every = Patients(reader, seed), [], []
    for link, patient in (drawn.pair() for _ in range(patients)):
        ordered = reader.ordered(link, patient)
        every += [verdict for _, verdicts in ordered for verdict in verdicts.values()]
        if any(verdicts for _, verdicts in ordered) and of_package(link, patient, cases) != ordered:
            differ.append((link, patient))
    return differ, every


@pytest.mark.slow
def test_a_second_reader_compares_random_patients_alike(shipped: duckdb.DuckDBPyConnection) -> None:
    patients = times(20, 50)
    differ, every = differences(SecondBoardReader(CASES), shipped, patients=patients, seed=2026)

    assert differ == []
    assert min(every.count(True), every.count(False), every.count(None)) > 4 * patients


@pytest.mark.slow
def test_a_second_reader_compares_many_random_patients_alike(shipped: duckdb.DuckDBPyConnection) -> None:
    patients = times(60, 500)
    differ, every = differences(SecondBoardReader(CASES), shipped, patients=patients, seed=2022)

    assert differ == []
    assert min(every.count(True), every.count(False), every.count(None)) > 4 * patients


@pytest.mark.slow
def test_a_second_reader_compares_random_patients_alike_with_cases_that_know_every_fact(tmp_path: Path) -> None:
    folder, into, patients = tmp_path / "cases", tmp_path / "casebook.duckdb", times(30, 200)
    write_case_files(150, folder, like=CASES)
    build(folder, into)

    with connect(into.resolve()) as opened:
        differ, every = differences(SecondBoardReader(folder), opened, patients=patients, seed=2026)

    assert differ == []
    assert min(every.count(True), every.count(False), every.count(None)) > 50 * patients


def test_the_second_reader_of_the_board_stands_on_none_of_the_code_that_it_checks() -> None:
    tree = ast.parse(Path(second_reader_of_board.__file__).read_text(encoding="utf-8"))

    imported = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    imported += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    of_others = {name.split(".")[0] for name in imported if name != "tests.spec.second_reader"}
    assert of_others <= {*sys.stdlib_module_names}


def test_the_second_reader_of_the_board_compares_on_every_criterion() -> None:
    asked = {*Patient.defaults()} - {"required", "picked"}

    assert {*SecondBoardReader(CASES).criteria} == asked | {"lavage"}


@pytest.mark.parametrize(
    ("patient", "case", "verdicts"),
    [
        ("p_drug=pomalidomide&p_days=60&p_steroid=yes", "vivien-2022", {"drug": True, "days": True, "steroid": False}),
        ("p_lymphocytes=44&p_eosinophils=25&p_age=50", "vivien-2022", {"lavage": True, "age": False}),
        ("p_steroid=no&p_prior_imid=yes", "kumar-2018", {"steroid": None, "prior_imid": None}),
        ("p_drug=thalidomide&p_days=60", "freelibrary-nd-1", {"drug": True, "days": None}),
    ],
)
def test_the_second_reader_of_the_board_says_of_a_case_what_its_file_tells(
    patient: str, case: str, verdicts: Verdicts
) -> None:
    assert SecondBoardReader(CASES).verdicts(case, parse_qs(patient)) == verdicts

"""A filter is one row of the codebook, and so is a criterion of the board: nothing else is edited."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from common.paths import ROOT
from tests.copies import copy_project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Opened = dict[str, dict[str, object]]

pytestmark = pytest.mark.slow

WITHOUT_SEX = "2000-01-01-00000000"
"""A record of a release from before the filters of the copy."""


def started(copy: Path, casebook: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a Python command in the copy, on a case file."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "CASEBOOK": str(casebook)}
    return subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


def run(copy: Path, *command: str) -> str:
    """Run a Python command in the copy, as somebody does who works there."""
    done = started(copy, copy / "data" / "casebook.duckdb", *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def fill(copy: Path, name: str, cells: Mapping[str, str]) -> None:
    """Fill cells in the row of one fact, as somebody does in a spreadsheet."""
    path = copy / "data" / "codebook" / "facts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    next(row for row in rows if row["name"] == name).update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project, fill the columns of filters in the row `sex` and of criteria in `antibiotics`; build it."""
    into = tmp_path_factory.mktemp("copies") / "project"
    copy_project(into)
    fill(
        into,
        "sex",
        {"filter": "sex", "filter_order": "20", "filter_name": "sex", "filter_place": "more"},
    )
    fill(
        into,
        "antibiotics",
        {"criterion": "antibiotics", "criterion_order": "40", "criterion_name": "antibiotics", "compares": "same"},
    )
    run(into, "-m", "casebook.build")
    return into


def shipped_release() -> str:
    """Name the release that is shipped: its record was kept before sex was a filter."""
    return max(path.stem for path in (ROOT / "data" / "releases").glob("*.csv"))


@pytest.fixture(scope="module")
def opened(copy: Path) -> Opened:
    """Open every page of the copy by new links and old ones."""
    releases = copy / "data" / "releases"
    (releases / f"{WITHOUT_SEX}.csv").write_bytes((releases / f"{shipped_release()}.csv").read_bytes())
    links = (
        "sex=female",
        f"sex=female&release={WITHOUT_SEX}",
        f"release={WITHOUT_SEX}",
        f"release={shipped_release()}",
    )
    return json.loads(
        run(
            copy,
            "-m",
            "tests.data.opened_by_old_links",
            str(copy / "data" / "casebook.duckdb"),
            *links,
            "p_antibiotics=yes",
        )
    )


def cases_with(copy: Path, fact: str, value: str) -> int:
    """Count the case files that say so of a fact, without those that stand apart."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in (copy / "data" / "cases").glob("*.json")]
    counted = [case for case in files if case["facts"]["imid_role"].get("value") != "co-suspect"]
    return sum(case["facts"][fact].get("value") == value for case in counted if not case.get("same_patient_as"))


def test_a_filter_is_one_row_of_the_codebook(copy: Path, opened: Opened) -> None:
    assert {link: page["exceptions"] for link, page in opened.items() if page["exceptions"]} == {}
    narrowed = {page["left"] for link, page in opened.items() if "sex=female" in link.split("?")[1].split("&")}
    assert narrowed - {None} == {str(cases_with(copy, "sex", "female"))}
    assert all("sex" in page["widgets"] for page in opened.values())  # ty: ignore[unsupported-operator]  a list


def test_an_older_release_is_compared_without_the_filter_that_came_later_and_that_is_said(opened: Opened) -> None:
    aside = "The filter “sex” is left aside here"

    for link, page in opened.items():
        if page["left"] is not None:
            assert (f"made with release {WITHOUT_SEX}" in str(page["words"])) == (WITHOUT_SEX in link), link
            assert (aside in str(page["words"])) == (WITHOUT_SEX in link and "sex=female" in link), link


def test_a_criterion_of_the_board_is_one_row_of_the_codebook(copy: Path, opened: Opened) -> None:
    board = opened["board?p_antibiotics=yes"]

    assert "p_antibiotics" in board["widgets"]  # ty: ignore[unsupported-operator]  a list
    assert "antibiotics agrees when the answer, yes or no, is the same." in str(board["words"]).replace("**", "")
    compared = run(
        copy,
        "-c",
        "from casebook.board.patient import Patient; from casebook.selection import Selection; "
        "from casebook.store import ask; import collections; "
        "rows = ask('comparison', Selection(), patient=Patient(antibiotics='yes').parameters(), most=1000); "
        "print(dict(collections.Counter(rows['comparison'].to_list()))['agrees'])",
    )
    assert int(compared) == cases_with(copy, "antibiotics", "yes")


def test_a_case_file_of_another_codebook_is_said_to_be_one_and_narrows_nothing(copy: Path, tmp_path: Path) -> None:
    older = tmp_path / "casebook.duckdb"
    run(ROOT, "-m", "casebook.build", "--into", str(older))
    message = "was made by another version of the dashboard"

    exported = started(copy, older, "-m", "casebook.export", "sex=female")
    page = json.loads(started(copy, older, "-m", "tests.data.opened_by_old_links", str(older), "sex=female").stdout)

    assert (exported.returncode, exported.stdout) == (1, "")
    assert message in exported.stderr
    assert all(message in said["words"] and said["left"] is None for said in page.values())


def test_the_tables_of_links_follow_from_the_row(copy: Path) -> None:
    run(copy, "-m", "casebook.links")

    document = (copy / "docs" / "links.md").read_text(encoding="utf-8")
    assert "| `sex` | `female`, `male`, `not reported`, `not read`" in document
    assert "| `p_antibiotics` | antibiotics: one of `yes`, `no` |" in document

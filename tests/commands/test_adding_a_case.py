"""A case is added by one file and one command, and no test turns red."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.codebook import codebook
from common.paths import DATA
from tests.casefiles import with_changes, write_case
from tests.copies import copy_project, run_in

if TYPE_CHECKING:
    from pathlib import Path

CASE = with_changes(
    {
        "case_id": "doe-2024",
        "changed": "2026-11-28",
        "source.citation": "Doe J. Lung injury in a patient who does not exist. Journal of Tests 2024;1:1.",
        "source.in_founding_table": False,
        "facts.age_years.value": 58,
        "facts.sex.value": "male",
    }
    | {f"facts.{name}": {"state": "not read"} for name, fact in codebook().read_facts().items() if fact.since}
)
"""A case of today: it answers the facts that are younger than the sound case, too."""


@pytest.mark.slow
def test_a_case_that_is_added_turns_no_test_red(tmp_path: Path) -> None:
    """Those outside tests/data are not run: tests/living_data.py fails each that so much as opens a shipped case.

    The slow ones, which make copies of their own, are run once, over the cases that there are.
    """
    copy = copy_project(tmp_path / "project")
    write_case(copy / "data" / "cases", CASE, "doe-2024")

    built = run_in(copy, "-m", "casebook.build")
    tested = run_in(copy, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-m", "not slow", "tests/data")

    assert built.returncode == 0, built.stderr
    assert tested.returncode == 0, tested.stdout[-5000:]
    assert "[doe-2024] PASSED" in tested.stdout
    assert list((copy / "data" / "releases").glob("2026-11-28-*.csv"))


def test_a_test_elsewhere_that_opens_a_shipped_case_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    (case, *_) = (DATA / "cases").glob("*.json")
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "tests/spec/test_of_a_case.py::test_it (call)")

    with pytest.raises(AssertionError, match="which changes with every case"):
        case.read_text(encoding="utf-8")

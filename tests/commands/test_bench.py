"""Synthetic case files are case files like any other, and the same seed draws the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.synthetic_cases import synthetic_cases, write_case_files
from casebook.curation.build import build
from casebook.selection import Selection
from casebook.store import ask, connect
from tests.frozen import CASES
from tests.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a casebook built from 600 synthetic case files."""
    folder = tmp_path_factory.mktemp("synthetic")
    write_case_files(600, folder, like=CASES)
    into = folder / "casebook.duckdb"
    build(folder, into)
    with connect(into.resolve()) as opened:
        yield opened


def test_the_build_finds_no_fault_in_synthetic_case_files(synthetic: duckdb.DuckDBPyConnection) -> None:
    cases = ask("release", casebook=synthetic)["cases"].item()

    assert cases == 600


@pytest.mark.parametrize("key", TERMS)
def test_every_term_of_every_filter_occurs_among_synthetic_cases(
    synthetic: duckdb.DuckDBPyConnection, key: str
) -> None:
    left = {
        term: ask("selected_count", Selection.from_values({key: [term]})[0], synthetic)["selected"].item()
        for term in TERMS[key]
    }

    assert all(left.values()), left


def test_latencies_are_told_in_days_weeks_months_and_cycles() -> None:
    units = {case["facts"]["latency_unit"].get("value") for case in synthetic_cases(100, like=CASES)}

    assert units == {"day", "week", "month", "cycle", None}


def test_the_same_seed_gives_the_same_release_and_another_seed_another(tmp_path: Path) -> None:
    releases = []
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        write_case_files(20, tmp_path / name, seed, like=CASES)
        release, _ = build(tmp_path / name, tmp_path / f"{name}.duckdb")
        releases.append(release["content"])

    first, again, other = releases
    assert first == again != other


def test_the_first_cases_of_a_large_casebook_are_those_of_a_small_one() -> None:
    assert list(synthetic_cases(40, like=CASES))[:5] == list(synthetic_cases(5, like=CASES))

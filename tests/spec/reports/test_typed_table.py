"""A typed 2x2 table has every measure, with a formula each, and the values of the reference tables."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from signals.measures.shrinkage import Prior
from signals.ui.typed import FORMULAS, measures_of_cells

PRIOR = Prior(0.2, 0.1, 2, 4, 1 / 3)
RIFABUTIN = json.loads((Path(__file__).parent / "reference" / "rifabutin_uveitis.json").read_text())


def values(cells: dict[str, int]) -> dict[str, str]:
    rows = measures_of_cells(cells, PRIOR)
    return dict(rows.select("Measure", "Value").rows())


def test_every_measure_of_a_typed_table_has_its_formula() -> None:
    rows = measures_of_cells({"a": 11, "b": 1_525, "c": 686, "d": 213_645}, PRIOR)

    assert rows["Measure"].to_list() == [name for name, _ in FORMULAS.values()]
    assert all(len(formula) > 10 for formula in rows["How it is computed"])
    assert rows.filter(pl.col("Measure") == "PRR").row(0)[1:4] == ("2.237", "1.236", "4.051")


def test_rifabutin_and_uveitis_give_what_evans_prints() -> None:
    found = values({name: RIFABUTIN[name] for name in "abcd"})

    assert float(found["PRR"].replace(",", "")) == pytest.approx(RIFABUTIN["prr"], rel=1e-3)
    assert float(found["chi-square, Pearson"].replace(",", "")) == pytest.approx(22_740, abs=1)
    assert found["Evans' criteria"] == "met"


def test_a_zero_cell_gives_none() -> None:
    found = values({"a": 0, "b": 10, "c": 5, "d": 100})

    assert (found["PRR"], found["ROR"], found["Evans' criteria"]) == ("none", "none", "not met")
    assert found["IC"] != "none"

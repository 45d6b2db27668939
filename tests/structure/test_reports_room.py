"""The reports room keeps its own house: who may import what, questions that are asked, reports apart from cases."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from common.charts import specification
from common.paths import QUERIES, ROOT
from signals import charts
from signals.intake.quarter import CHILDREN

if TYPE_CHECKING:
    from pathlib import Path

    from common.charts import Question

MODULES = sorted((ROOT / "signals").glob("**/*.py"))
PAGES = sorted((ROOT / "pages" / "reports").glob("*.py"))
TABLES = ("demo", "listing", *(table.lower() for table in CHILDREN))

MAY_IMPORT = {
    "store": set(),
    "intake": {"store"},
    "load": {"intake"},
    "measures": {"store"},
    "answers": {"measures", "store"},
    "sentences": {"measures"},
    "charts": set(),
    "readus": {"answers", "charts", "intake", "measures", "sentences", "store"},
    "ui": {"answers", "charts", "intake", "measures", "readus", "sentences", "store"},
}
"""Module or folder, and what it may import of the package beside itself."""


def imported(path: Path) -> set[str]:
    """Give the modules that a file imports, as full names."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down_only(path: Path) -> None:
    part = path.relative_to(ROOT / "signals").parts[0].removesuffix(".py")

    ours = {name.split(".")[1] for name in imported(path) if name.startswith("signals.")}

    assert ours <= MAY_IMPORT.get(part, set()) | {part}


def test_streamlit_is_known_to_the_ui_and_pages_alone() -> None:
    knowing = {path for path in MODULES if any(name.split(".")[0] == "streamlit" for name in imported(path))}

    assert {path.parent.name for path in knowing} == {"ui"}


def test_the_room_takes_no_rows_of_the_casebook() -> None:
    assert {name for path in [*MODULES, *PAGES] for name in imported(path) if name.startswith("casebook")} == set()


def test_every_question_is_asked() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in [*MODULES, *PAGES])
    by_table = {f"{stem}_{table}" for stem in ("stage", "faults", "drop_faults", "count") for table in TABLES}
    names = {path.stem for path in (QUERIES / "reports").rglob("*.sql")}

    assert {name for name in names - by_table if f'"{name}"' not in texts} == set()


DRAWN = [charts.forest, charts.forest_of_ic, charts.populations, charts.populations_of_ic, charts.trend]
DRAWN += [charts.trend_of_ic, charts.reports_by_quarter, charts.onset]


@pytest.mark.parametrize("chart", DRAWN, ids=lambda chart: chart.__name__)
def test_a_chart_is_drawn_from_columns_that_its_rows_have(chart: Question) -> None:
    columns = {
        "part",
        "a",
        "n_drug",
        "n_event",
        "n",
        "value",
        "low",
        "high",
        "row",
        "place",
        "drug",
        "event",
        "quarter",
    }
    columns |= {"population", "a_in_quarter", "bin", "reports", "sentence", "words"}

    fields = set(re.findall(r"'field': '(\w+)'", str(specification(chart))))

    assert fields <= columns
    assert chart.__doc__

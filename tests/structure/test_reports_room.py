"""The reports room keeps its own house: who may import what, questions that are asked, reports apart from cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from common.charts import specification
from common.paths import QUERIES, ROOT
from signals import charts
from signals.intake.quarter import CHILDREN

if TYPE_CHECKING:
    from common.charts import Chart

MODULES = sorted((ROOT / "signals").glob("**/*.py"))
PAGES = sorted((ROOT / "pages" / "reports").glob("*.py"))
TABLES = ("demo", *(table.lower() for table in CHILDREN))


def test_every_question_is_asked() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in [*MODULES, *PAGES])
    by_table = {f"{stem}_{table}" for stem in ("stage", "faults", "drop_faults", "count") for table in TABLES}
    names = {path.stem for path in (QUERIES / "reports").rglob("*.sql")}

    assert {name for name in names - by_table if f'"{name}"' not in texts} == set()


DRAWN = [
    chart
    for name, chart in vars(charts).items()
    if not name.startswith("_") and getattr(chart, "__annotations__", {}).get("return") == "Drawn"
]


@pytest.mark.parametrize("chart", DRAWN, ids=lambda chart: chart.__name__)
def test_a_chart_is_drawn_from_columns_that_its_rows_have(chart: Chart) -> None:
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

    assert fields
    assert fields <= columns
    assert chart.__doc__

"""The reports room keeps its own house: who may import what, questions that are asked, reports apart from cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
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


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([("imid", 2.0), ("backbone", 1.0), ("comparator", None)], [["imid", "backbone"]]),
        ([("other", 2.0)], [["other"]]),
        ([("imid", None)], []),
    ],
)
def test_the_legend_names_the_kinds_of_drugs_that_are_drawn(
    rows: list[tuple[str, float | None]], named: list[list[str]]
) -> None:
    pairs = pl.DataFrame(rows, schema={"part": pl.String, "value": pl.Float64}, orient="row")
    plain = specification(charts.forest)

    fitted = charts.with_kinds_of(plain, pairs)

    legends = [
        definition.get("legend")
        for layer in fitted["layer"]
        for channel, definition in layer["encoding"].items()
        if channel in {"color", "shape"}
    ]
    assert [legend["values"] for legend in legends if legend] == named * 3  # of the lines, the marks and their shapes
    assert "values" not in str(plain)


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

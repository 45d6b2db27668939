"""Over a release of many cases a page draws what a reader takes in, and a filter changes no chart but its rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bench.synthetic_cases import write_case_files
from tests.frozen import CASES
from tests.menu import FINDINGS, WITH_FIGURES
from tests.pages.opening import opened, released
from tests.reading import tables, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True, scope="module")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Serve 200 invented cases, on six drugs."""
    folder = tmp_path_factory.mktemp("many") / "cases"
    write_case_files(200, folder, like=CASES)
    with released(folder):
        yield


def specifications(app: AppTest) -> dict[str, object]:
    """Give the specification of each chart of a page, by its key."""
    charts = [element.proto for element in app.get("vega_lite_chart")]
    return {chart.id.rpartition("-")[2]: json.loads(chart.spec) for chart in charts}


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FINDINGS if name in WITH_FIGURES])
def test_a_filter_leaves_the_specification_of_each_chart(name: str) -> None:
    """The browser embeds a chart anew where it differs, which takes three times as long as a redraw."""
    whole = specifications(opened(name))

    assert whole
    for filters in ({"drug": ["pomalidomide"]}, {"drug": ["iberdomide"]}, {"steroid": ["no"]}):
        narrowed = specifications(opened(name, filters))
        assert narrowed
        assert narrowed == {key: whole[key] for key in narrowed}, filters  # one without rows is not drawn


def test_a_table_lists_thirty_cases_and_all_that_it_has_by_one_click() -> None:
    app = opened("treatment")
    toggle = app.toggle(key="whole_treatment")
    listed = next(table for table in tables(app) if "Severity" in table.columns)

    assert toggle.label == "List the first 100"
    assert "The first 30 cases are listed." in words(app)
    assert listed.height == 30

    toggle.set_value(True).run()

    whole = next(table for table in tables(app) if "Severity" in table.columns)
    assert whole.height == 100
    assert whole.head(30).equals(listed)
    assert "The first 100 cases are listed. The CSV in the line above the page holds all of them." in words(app)

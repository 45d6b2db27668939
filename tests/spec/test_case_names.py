"""The names of cases: what a reader meets in place of a case_id, in sentences, links, tables and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook import case_names
from casebook.case_names import address_of, for_charts, link_to, name_of, with_links, with_names

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

DRAWN = """
    case_id   | case_name           | drug
    doe-2024  | Doe 2024 (2)        | pomalidomide
    lee-nd    | Lee <i>, year & co  | lenalidomide
    chen      |                     | thalidomide
"""


def test_a_case_without_a_name_is_called_by_its_case_id(casebook: Callable[[str], duckdb.DuckDBPyConnection]) -> None:
    cases = casebook(DRAWN)

    assert [name_of(case, cases) for case in ("doe-2024", "chen", "withdrawn-1999")] == [
        "Doe 2024 (2)",
        "chen",
        "withdrawn-1999",
    ]


def test_a_sentence_names_each_case_and_leaves_other_words_alone(
    casebook: Callable[[str], duckdb.DuckDBPyConnection],
) -> None:
    cases = casebook(DRAWN)

    said = with_names("Yes: doe-2024, lee-nd; ground-glass in not-doe-2024 and chen.", cases)

    assert said == "Yes: Doe 2024 (2), Lee <i>, year & co; ground-glass in not-doe-2024 and chen."


def test_a_link_leads_to_the_case_keeps_the_filters_and_lets_nothing_through_as_html(
    casebook: Callable[[str], duckdb.DuckDBPyConnection],
) -> None:
    cases = casebook(DRAWN)

    assert with_links("<b>: doe-2024", "drug=pomalidomide", cases) == (
        '&lt;b&gt;: <a href="one_case?drug=pomalidomide&amp;case=doe-2024" target="_blank">Doe 2024 (2)</a>'
    )
    assert link_to("lee-nd", casebook=cases).endswith(">Lee &lt;i&gt;, year &amp; co</a>")
    assert address_of("doe-2024") == "one_case?case=doe-2024"


def test_case_names_of_a_chart_stand_beside_the_case_ids(casebook: Callable[[str], duckdb.DuckDBPyConnection]) -> None:
    cases = casebook(DRAWN)
    rows = pl.DataFrame({"case_id": ["doe-2024", None], "recurred_ids": ["doe-2024, lee-nd", ""]})

    drawn = for_charts(rows, cases)

    assert drawn.to_dict(as_series=False) == {
        "case_id": ["doe-2024", None],
        "recurred_ids": ["Doe 2024 (2), Lee <i>, year & co", ""],
        "case": ["Doe 2024 (2)", None],
    }
    assert case_names.with_names("", cases) == ""

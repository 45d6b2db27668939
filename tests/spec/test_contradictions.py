"""Where sources contradict themselves: which counts and cells it touches, and how that is said."""

from __future__ import annotations

import polars as pl

from casebook.contradictions import MOST_NAMED, contradicted_on, in_words, mark_cells, resting_on

CASES = ["gajic-2018", "kang-2010", "vivien-2022"]


def test_a_derived_fact_is_contradicted_where_one_is_that_it_rests_on() -> None:
    assert "rechallenge_result" in resting_on(["rechallenge_outcome"])
    assert "latency_value" in resting_on(["latency_days"])
    assert {"symptoms", "ct_patterns"} <= {*resting_on(["findings"])}
    assert resting_on(["outcome"]) == ("outcome",)


def test_of_some_cases_those_are_named_whose_source_contradicts_itself_on_the_fact() -> None:
    assert contradicted_on(["pace_of_recovery"], CASES) == ["gajic-2018", "vivien-2022"]
    assert contradicted_on(["drug"], CASES) == []
    assert contradicted_on([], CASES) == []


def test_how_many_contradict_themselves_is_said_in_the_singular_and_plural_and_names_are_limited() -> None:
    assert in_words([]) == ""
    assert in_words(["a-1"]) == "≠ 1 of these cases contradicts itself here: a-1."
    assert in_words(["a-1", "b-1"]) == "≠ 2 of these cases contradict themselves here: a-1, b-1."
    assert in_words([f"a-{case}" for case in range(MOST_NAMED + 3)]).endswith(f"a-{MOST_NAMED - 1} and 3 more.")


def test_a_cell_has_a_mark_where_the_source_of_its_case_contradicts_itself_on_the_fact_of_its_column() -> None:
    rows = pl.DataFrame(
        {"case_id": CASES, "drug": ["x", "y", "z"], "pace_of_recovery": ["progressive", "rapid", "rapid"]}
    )

    marked = mark_cells(rows)

    assert marked["pace_of_recovery"].to_list() == ["progressive ≠", "rapid", "rapid ≠"]
    assert marked["drug"].to_list() == ["x", "y", "z"]


def test_rows_without_a_contradiction_or_without_cases_stay_as_they_are() -> None:
    rows = pl.DataFrame({"case_id": CASES, "drug": ["x", "y", "z"]})

    assert mark_cells(rows) is rows
    assert (counts := rows.drop("case_id")) is mark_cells(counts)

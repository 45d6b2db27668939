"""The four bands of the board: each number is counted from the cases that it opens, unknown kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
import vl_convert

from casebook.board import charts as board_charts
from casebook.board.bands import TITLES, read_board
from casebook.board.charts import room_specification
from casebook.board.patient import Patient
from casebook.board.tables import LAVAGE, comparison_in_words, lavages_beside_patient, picked_beside_patient
from casebook.selection import Selection
from casebook.store import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

DRAWN = """
case_id | drug         | latency_days | drug_discontinued | steroid_for_event | outcome                         | pace_of_recovery | rechallenge | rechallenge_result | prior_imid | prior_imid_lung_toxicity | later_other_imid | later_other_imid_result
a       | pomalidomide | 7            | yes               | yes               | resolved                        | rapid            | yes         | recurred           | yes        | no                       | yes              | did not recur
b       | pomalidomide | 60           | yes               | yes               | improved with residual fibrosis | progressive      | yes         | did not recur      | yes        |                          | yes              | recurred
c       | pomalidomide | 480          | yes               | no                | worsened                        |                  | yes         | outcome unknown    | no         |                          | no               | not applicable
d       | pomalidomide |              | yes               |                   | improved                        | not read         | no          | not applicable     |            |                          |                  |
e       | pomalidomide | not read     | no                | no                | not reported                    |                  |             |                    | not read   |                          | not read         | not read
f       | thalidomide  | 60           | yes               | yes               | resolved                        | rapid            | yes         | recurred           | no         |                          |                  |
"""  # noqa: E501  a drawn table is as wide as its facts
ON_POMALIDOMIDE = Patient(drug="pomalidomide", days=60)


def said(
    band: str, patient: Patient, drawn: duckdb.DuckDBPyConnection, selection: Selection | None = None
) -> list[str]:
    """Give what a band says in numbers."""
    return [str(count) for count in read_board(selection or Selection(), patient, drawn).counts(band)]


def test_seen_before_counts_the_drug_and_places_the_day_among_known_latencies(casebook: Draw) -> None:
    assert said("seen_before", ON_POMALIDOMIDE, casebook(DRAWN)) == [
        "Published cases on pomalidomide: 5 of 6",
        "Latency: 3 of 5 reported",
        "Shorter than day 60: 1 of 3 reported, 2 not known",
        "Day 60, within precision: 1 of 3 reported, 2 not known",
        "Longer than day 60: 1 of 3 reported, 2 not known",
    ]


def test_without_a_drug_the_bands_speak_of_every_case(casebook: Draw) -> None:
    assert said("seen_before", Patient(), casebook(DRAWN)) == [
        "Published cases on any IMiD: 6 of 6",
        "Latency: 4 of 6 reported",
    ]


def test_after_stopping_tells_steroid_from_none_and_from_not_known(casebook: Draw) -> None:
    assert said("after_stopping", ON_POMALIDOMIDE, casebook(DRAWN)) == [
        "Drug stopped: 4 of 5 reported",
        "Resolved or improved, with steroid: 2 of 2 reported",
        "… without steroid: 0 of 1 reported",
        "… steroid not known: 1 of 1 reported",
        "Rapid pace: 1 of 2 reported, 2 not known",
        "Residual fibrosis: 1 of 4 reported",
    ]


def test_given_again_keeps_the_same_drug_apart_from_another_before_and_after(casebook: Draw) -> None:
    assert said("given_again", ON_POMALIDOMIDE, casebook(DRAWN)) == [
        "Same drug again: 3 of 4 reported, 1 not known",
        "… recurred: 1 of 2 reported, 1 not known",
        "Another IMiD afterwards: 2 of 3 reported, 2 not known",
        "… recurred: 1 of 2 reported",
        "Another IMiD before: 2 of 3 reported, 2 not known",
        "… with lung injury: 0 of 1 reported, 1 not known",
    ]


def test_the_filters_narrow_the_bands(casebook: Draw) -> None:
    narrowed = said("seen_before", Patient(), casebook(DRAWN), Selection(drug=("thalidomide",)))

    assert narrowed == ["Published cases on any IMiD: 1 of 1", "Latency: 1 of 1 reported"]


def test_a_band_without_a_case_says_so(casebook: Draw) -> None:
    empty = Patient(drug="lenalidomide")

    assert said("after_stopping", empty, casebook(DRAWN))[0] == "Drug stopped: no case"
    assert said("given_again", empty, casebook(DRAWN))[0] == "Same drug again: no case"


@pytest.mark.parametrize("band", list(TITLES))
@pytest.mark.parametrize("drug", ["", "thalidomide", "lenalidomide", "pomalidomide"])
def test_each_number_is_counted_from_as_many_cases_as_it_opens(
    shipped: duckdb.DuckDBPyConnection, band: str, drug: str
) -> None:
    board = read_board(Selection(), Patient(drug=drug, days=60, picked=("vivien-2022", "kang-2010")), shipped)

    for count in board.counts(band):
        assert count.share.known + count.share.unknown == count.cases.height, count.label
        assert count.cases["case_id"].is_unique().all()


@pytest.mark.parametrize("band", ["seen_before", "after_stopping", "given_again"])
def test_a_chart_draws_the_cases_of_its_band(shipped: duckdb.DuckDBPyConnection, band: str) -> None:
    board = read_board(Selection(), ON_POMALIDOMIDE, shipped)
    drawn = board.drawn(band)
    specification = room_specification(getattr(board_charts, band), "#000000")

    svg = vl_convert.vegalite_to_svg(
        specification | {"width": 700, "datasets": {"rows": drawn.to_dicts()}, "data": {"name": "rows"}}
    )

    cases = {"seen_before": 19, "after_stopping": 8, "given_again": 2 * 8}[band]
    assert drawn["cases"].sum() == cases
    assert svg.count("of 8<") == {"seen_before": 0, "after_stopping": 0, "given_again": 5}[band]
    assert ("this patient, day 60" in svg) == (band == "seen_before")


def test_the_picked_cases_stand_below_the_patient_in_the_order_of_the_picks(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    patient = Patient(
        days=60, ct_patterns=("nodules",), lymphocytes=40, picked=("kumar-2018", "vivien-2022", "chen-nd")
    )

    board = read_board(Selection(drug=("thalidomide",)), patient, shipped)
    rows = picked_beside_patient(board)

    assert rows.columns[0] == ""
    assert rows[""].to_list() == ["this patient", "kumar-2018", "vivien-2022", "chen-nd"]
    assert rows[LAVAGE].to_list() == [
        *("lymphocytic or mixed: 40 / ? / ? / ?", "not done", "mixed: 44 / 25 / 0.5 / 30.5", "not reported"),
    ]
    assert rows["latency"].to_list() == ["day 60", "not reported", "2 months", "9 weeks"]
    assert lavages_beside_patient(board) == [[40, None, None, None], [None] * 4, [44, 25, 0.5, 30.5], [None] * 4]


def test_the_comparison_is_laid_out_with_the_patient_first_and_a_mark_before_each_word(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | drug         | symptoms
        a       | thalidomide  |
        b       | pomalidomide | fever; rash
    """)
    patient = Patient(drug="pomalidomide", symptoms=("cough", "fever"))
    rows = ask("comparison", Selection(), drawn, patient=patient.parameters(), most=10)

    laid_out = comparison_in_words(rows, patient)

    assert laid_out.rows() == [
        ("this patient", "", "", "", "pomalidomide", "cough, fever"),
        ("b", "2", "0", "0", "✓\u00a0pomalidomide", "✓\u00a0fever"),
        ("a", "0", "1", "1", "✗\u00a0thalidomide", "?\u00a0not reported"),
    ]
    assert laid_out.schema == dict.fromkeys(laid_out.columns, pl.String())

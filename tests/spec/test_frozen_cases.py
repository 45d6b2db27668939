"""The nineteen frozen cases: the founding report's figures, every value kept with its locator, the known traps."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import polars as pl
import pytest

from casebook.questions import counts, knowledge, timing
from casebook.selection import Selection
from casebook.store import ask
from tests.frozen import CASES

if TYPE_CHECKING:
    import duckdb

POMALIDOMIDE = Selection(drug=("pomalidomide",))


def frozen(name: str) -> list[dict[str, str]]:
    """Read a table of what was curated from the sources, frozen when the cases were taken over."""
    with (CASES.parent / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def fact(shipped: duckdb.DuckDBPyConnection, case_id: str, name: str) -> tuple[str, str, str]:
    """Give one fact of a case: its state, its value in words, and the locator."""
    rows = ask("facts_of_case", casebook=shipped, case_id=case_id).filter(pl.col("fact") == name)
    return rows.select("state", "in_words", "locator").row(0)


# --- the founding report


def test_the_founding_report_has_eight_cases_of_pomalidomide(shipped: duckdb.DuckDBPyConnection) -> None:
    cases = ask("case_table", POMALIDOMIDE, shipped)

    assert cases.height == 8
    assert set(cases["in_founding_table"]) == {"yes"}


def test_rechallenge_was_done_in_four_recurred_in_three_and_not_in_one(shipped: duckdb.DuckDBPyConnection) -> None:
    counted = ask("rechallenge_by_drug", POMALIDOMIDE, shipped)

    assert dict(counted.select(pl.col("rechallenge_outcome").cast(str), "cases").rows()) == {
        "recurred": 3,
        "did not recur": 1,
        "not attempted": 1,
        "not reported": 3,
    }
    assert counts.rechallenge_by_drug.sentence(counted) == (
        "Rechallenge: 4 of 5 reported, 3 not known. The lung injury recurred in 3 of 4 reported. "
        "Recurred: geyer-2011-1, modi-2015, tello-2013; did not recur: geyer-2011-2."
    )


def test_a_steroid_was_given_for_the_event_in_five_not_in_one_and_two_do_not_say(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    counted = ask("steroid_by_drug", POMALIDOMIDE, shipped)

    assert dict(counted.select(pl.col("steroid_for_event").cast(str), "cases").rows()) == {
        "yes": 5,
        "no": 1,
        "not reported": 2,
    }


def test_latency_lies_between_6_days_and_22_months_and_is_unknown_in_one(shipped: duckdb.DuckDBPyConnection) -> None:
    dots = ask("latency", POMALIDOMIDE, shipped)

    assert dots.filter(pl.col("latency_days").is_null())["cases"].to_list() == [1]
    assert timing.latency.sentence(dots) == (
        "Latency: reported in 7 of 8, not known in 1. From 6 days to 22 months (670 days); median 120 days."
    )


def test_the_summary_gives_the_founding_figures_in_words(shipped: duckdb.DuckDBPyConnection) -> None:
    summary = knowledge.drug_summary.in_words(ask("drug_summary", POMALIDOMIDE, shipped))

    assert summary.row(0, named=True) == {
        "Suspect drug": "pomalidomide",
        "Cases": 8,
        "Latency, days: range (median)": "6 to 670 (120); 1 not known",
        "Prior IMiD: yes": "1 of 2; 6 not known",
        "Steroid for the lung event: yes": "5 of 6; 2 not known",
        "Resolved or improved": "8 of 8",
        "Rechallenge done": "4 of 5; 3 not known",
        "Recurred on rechallenge": "3 of 4",
    }


# --- everything that was curated


def test_nineteen_patients_are_seven_four_and_eight_by_drug(shipped: duckdb.DuckDBPyConnection) -> None:
    counted = ask("drug_summary", Selection(), shipped)

    assert counted["cases"].to_list() == [7, 4, 8, 19]


def test_every_value_locator_and_state_is_kept(shipped: duckdb.DuckDBPyConnection) -> None:
    kept = {
        (case_id, name): (state, value if state == "known" else "", locator)
        for case_id, name, value, state, locator in ask("evidence", Selection(), shipped)
        .select("case_id", "fact", "value", pl.col("state").cast(str), "locator")
        .rows()
    }

    curated = {
        (row["case_id"], row["fact"]): (row["state"], row["told"], row["locator"]) for row in frozen("facts.csv")
    }

    assert len(curated) == 1122
    assert {key: (values, kept.get(key)) for key, values in curated.items() if kept.get(key) != values} == {}


def test_every_contradiction_of_a_source_is_kept_with_its_two_sides(shipped: duckdb.DuckDBPyConnection) -> None:
    curated = frozen("contradictions.csv")

    kept = {
        (case_id, note): sides
        for case_id in {row["case_id"] for row in curated}
        for note, sides in ask("conflicts_of_case", casebook=shipped, case_id=case_id)
        .group_by("note")
        .agg(pl.struct("says", "locator").n_unique())
        .rows()
    }

    assert len(curated) == 21
    assert {(row["case_id"], row["contradiction"]) for row in curated} == set(kept)
    assert min(kept.values()) >= 2


def test_the_contradiction_on_prior_lenalidomide_shows_nine_and_eleven_months(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    sides = ask("conflicts_of_case", casebook=shipped, case_id="vivien-2022").filter(pl.col("position") == 0)

    assert sides.select("says", "locator").rows() == [
        ("9 months (ixazomib/lenalidomide/dexamethasone)", "Case presentation, para 2"),
        ("11 months", "Discussion, para 4"),
    ]


# --- known traps


@pytest.mark.parametrize("case_id", ["geyer-2011-1", "kumar-2018"])
def test_a_table_cell_without_steroids_is_not_reported_and_not_no(
    shipped: duckdb.DuckDBPyConnection, case_id: str
) -> None:
    assert fact(shipped, case_id, "steroid_for_event") == ("not reported", "not reported", "")


def test_the_founding_patient_had_background_steroid_and_none_for_the_event(shipped: duckdb.DuckDBPyConnection) -> None:
    assert fact(shipped, "vivien-2022", "steroid_for_event")[:2] == ("known", "no")
    assert fact(shipped, "vivien-2022", "background_steroid")[:2] == ("known", "yes")


def test_a_latency_in_cycles_stays_in_cycles(shipped: duckdb.DuckDBPyConnection) -> None:
    assert fact(shipped, "freelibrary-nd-1", "latency_value")[:2] == ("known", "2")
    assert fact(shipped, "freelibrary-nd-1", "latency_unit")[:2] == ("known", "cycle")
    assert fact(shipped, "freelibrary-nd-1", "latency_days")[0] != "known"


def test_a_patient_without_symptoms_has_them_known_to_be_none(shipped: duckdb.DuckDBPyConnection) -> None:
    assert fact(shipped, "jjsre-nd-1", "symptoms")[:2] == ("known", "none")
    assert fact(shipped, "jjsre-nd-1", "onset")[:2] == ("known", "asymptomatic")


@pytest.mark.parametrize("case_id", ["vivien-2022", "casesjournal-2008-1", "scholte-2009"])
def test_a_latency_counted_to_admission_says_so(shipped: duckdb.DuckDBPyConnection, case_id: str) -> None:
    assert fact(shipped, case_id, "latency_end_point")[1] == "admission"


def test_a_co_suspect_drug_stands_apart_from_the_suspect_imid(shipped: duckdb.DuckDBPyConnection) -> None:
    assert fact(shipped, "kang-2010", "drug")[1] == "thalidomide"
    assert fact(shipped, "kang-2010", "co_suspect_drugs")[1] == "bortezomib, among others"


def test_a_drug_given_beside_is_no_co_suspect_unless_the_source_says_so(shipped: duckdb.DuckDBPyConnection) -> None:
    assert fact(shipped, "unnamed-nd-1", "concomitant_antineoplastic")[1] == "daratumumab, among others"
    assert fact(shipped, "unnamed-nd-1", "co_suspect_drugs")[0] == "not reported"


def test_seven_rows_read_in_a_table_say_in_which_report(shipped: duckdb.DuckDBPyConnection) -> None:
    rows = ask("case_table", Selection(read_as=("secondary table",)), shipped)

    assert rows.height == 7
    assert all("Vivien" in source for source in rows["secondary_source"])


def test_a_remark_on_a_value_is_kept_beside_it(shipped: duckdb.DuckDBPyConnection) -> None:
    notes = {
        (case_id, name): note
        for case_id, name, note in ask("evidence", Selection(), shipped).select("case_id", "fact", "note").rows()
    }

    assert "on exercise, not at rest" in notes["casesjournal-2008-1", "spo2_pct"]
    assert "severe diffusion impairment" in notes["scholte-2009", "dlco_pct_pred"]


# --- the course of one case


def test_the_timeline_of_the_founding_patient_counts_from_the_start_of_pomalidomide(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    moments = ask("exposure", casebook=shipped, case_id="vivien-2022")

    assert [(event, day if day is None else round(day)) for event, day in moments.select("event", "day").rows()] == [
        ("prior IMiD", None),
        ("start of pomalidomide", 0),
        ("symptom onset", 40),
        ("admission", 61),
        ("drug stopped", None),
        ("improvement", 91),
        ("recovery", 183),
        ("rechallenge", None),
        ("another IMiD", None),
        ("death", 517),
    ]
    assert (
        moments.row(0, named=True)["reported"]
        == "lenalidomide, 9 months (ixazomib/lenalidomide/dexamethasone) or 11 months; when, not known"
    )


def test_a_moment_without_a_day_says_why(shipped: duckdb.DuckDBPyConnection) -> None:
    moments = {
        case_id: dict(ask("exposure", casebook=shipped, case_id=case_id).select("event", "reported").rows())
        for case_id in ("freelibrary-nd-1", "lee-2010", "geyer-2011-1")
    }

    assert moments["freelibrary-nd-1"]["lung event"] == "2 cycles; not converted to days"
    assert moments["lee-2010"]["lung event"] == "not read"
    assert moments["lee-2010"]["outcome"] == "stable; day not reported"
    assert moments["geyer-2011-1"]["rechallenge"] == "recurred; day not reported"

"""What a release changed, one sentence a case: told from two drawn records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

from casebook.changes import changes_of_release, recorded_cases
from casebook.codebook import codebook
from casebook.release_records import DamagedRecordError, read_record
from tests.drawing import add_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]


def record(drawing: str, *, told: bool = True) -> pl.DataFrame:
    """Draw the record of a release: a heading of facts, a row a case; a change of the mark is one of the hash.

    Without `told` it has a column for each fact, as records had before they held all facts in words.
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    (heading, *cases) = lines
    rows = []
    for case in cases:
        of_case = dict(zip(heading, case, strict=True))
        named = {"case_id": of_case.pop("case_id"), "hash": of_case.pop("mark").ljust(16, "0")}
        rows.append(named | ({"told": json.dumps(of_case)} if told else of_case))
    return pl.DataFrame(rows)


BEFORE = """
    case_id | mark | drug         | age_years    | sex          | dose         | indication   | outcome
    a       | 1    | pomalidomide | not reported | not reported | not reported | not reported | improved
    b       | 1    | thalidomide  | 63           | female       | not read     | myeloma      | resolved
    c       | 1    | thalidomide  | 63           | female       | not read     | myeloma      | resolved
"""


def test_many_facts_that_went_from_one_state_to_another_are_counted_together() -> None:
    now = record("""
        case_id | mark | drug         | age_years | sex      | dose     | indication | outcome
        a       | 2    | pomalidomide | not read  | not read | not read | not read   | improved
        b       | 1    | thalidomide  | 63        | female   | not read | myeloma    | resolved
        c       | 1    | thalidomide  | 63        | female   | not read | myeloma    | resolved
    """)

    changes = changes_of_release(record(BEFORE), now)

    assert changes.sentences == {"a": "4 facts from “not reported” to “not read”."}
    assert changes.beside == ()
    assert changes.unchanged == 2
    assert changes.cases == {"added": (), "corrected": ("a",), "withdrawn": ()}


def test_a_few_facts_that_changed_their_state_are_named_and_other_pairs_stand_apart() -> None:
    now = record("""
        case_id | mark | drug         | age_years    | sex      | dose           | indication   | outcome
        a       | 2    | pomalidomide | not read     | not read | not applicable | not reported | improved
        b       | 1    | thalidomide  | 63           | female   | not read       | myeloma      | resolved
        c       | 1    | thalidomide  | 63           | female   | not read       | myeloma      | resolved
    """)

    assert changes_of_release(record(BEFORE), now).sentences == {
        "a": "Age (years) “not reported” is now “not read”; Sex “not reported” is now “not read”; "
        "Dose “not reported” is now “not applicable”."
    }


def test_a_value_that_came_changed_or_went_stands_in_full() -> None:
    now = record("""
        case_id | mark | drug         | age_years    | sex          | dose         | indication        | outcome
        a       | 2    | pomalidomide | 71           | not reported | not reported | not reported      | improved
        b       | 2    | thalidomide  | not reported | female       | not read     | a longer; myeloma | resolved
        c       | 1    | thalidomide  | 63           | female       | not read     | myeloma           | resolved
    """)

    assert changes_of_release(record(BEFORE), now).sentences == {
        "a": "Age (years) “not reported” is now “71”.",
        "b": "Age (years) “63” is now “not reported”; Indication “myeloma” is now “a longer; myeloma”.",
    }


def test_new_and_withdrawn_cases_are_named_in_the_order_of_the_cases() -> None:
    now = record("""
        case_id | mark | drug         | age_years    | sex          | dose         | indication   | outcome
        a       | 1    | pomalidomide | not reported | not reported | not reported | not reported | improved
        a2      | 1    | lenalidomide | not read     | not read     | not read     | not read     | not read
        c       | 1    | thalidomide  | 63           | female       | not read     | myeloma      | resolved
    """)

    changes = changes_of_release(record(BEFORE), now)

    assert list(changes.sentences.items()) == [("a2", "new, lenalidomide."), ("b", "no longer in the casebook.")]
    assert changes.unchanged == 2


def test_facts_that_came_or_went_are_said_once_and_not_for_each_case() -> None:
    now = record("""
        case_id | mark | drug         | age_years    | sex          | dose         | outcome  | comorbidity | pack_years
        a       | 2    | pomalidomide | not reported | not reported | not reported | improved | not read    | not read
        b       | 2    | thalidomide  | 63           | female       | not read     | resolved | diabetes    | 10
        c       | 1    | thalidomide  | 63           | female       | not read     | resolved | not read    | not read
    """)

    changes = changes_of_release(record(BEFORE), now)

    assert (changes.new_facts, changes.dropped_facts) == (("Comorbidity", "Pack-years"), ("Indication",))
    assert changes.beside == ("a", "b")
    assert set(changes.sentences.values()) == {
        "notes, places in the source, moments, contradictions or facts new to the codebook alone."
    }


def test_a_case_in_which_no_fact_changed_says_what_may_have() -> None:
    now = record(BEFORE.replace("c       | 1", "c       | 2"))

    changes = changes_of_release(record(BEFORE), now)

    assert changes.sentences == {"c": "notes, places in the source, moments or contradictions alone."}
    assert changes.beside == ("c",)


def test_a_fact_that_left_the_codebook_is_named_by_its_words() -> None:
    before = record("case_id | mark | drug | kl_6_level\na | 1 | thalidomide | 700")
    now = record("case_id | mark | drug\na | 1 | thalidomide")

    assert changes_of_release(before, now).dropped_facts == ("Kl 6 level",)


def test_a_record_of_before_compares_what_it_holds_and_says_what_that_is() -> None:
    before = record(
        """
        case_id | mark | words | drug        | latency_days | onset        | findings
        a       | 1    | x     | thalidomide | 480.0        | not reported | fever
        b       | 1    | x     | thalidomide |              | acute        |
        c       | 1    | x     | thalidomide |              | acute        |
        d       | 1    | x     | thalidomide | 60.875       | acute        |
        """,
        told=False,
    )
    now = record("""
        case_id | mark | drug        | sex      | latency_days | onset
        a       | 2    | thalidomide | female   | 480          | not read
        b       | 2    | thalidomide | not read | not read     | acute
        c       | 2    | thalidomide | not read | 48           | acute
        d       | 2    | thalidomide | not read | 60.875       | acute
    """)

    changes = changes_of_release(before, now)

    assert changes.sentences == {
        "a": "Onset “not reported” is now “not read”.",
        "b": "facts of which the record before holds nothing.",
        "c": "Latency (days) “not known” is now “48”.",
        "d": "facts of which the record before holds nothing.",
    }
    assert (changes.is_whole, changes.kept) == (False, ("Suspect drug", "Latency (days)", "Onset"))
    assert (changes.new_facts, changes.dropped_facts) == ((), ())


def test_a_release_that_changed_no_case_says_so() -> None:
    changes = changes_of_release(record(BEFORE), record(BEFORE))

    assert (changes.sentences, changes.unchanged) == ({}, 3)


# --- what a record keeps


def test_a_record_keeps_each_fact_in_words_but_neither_derived_facts_nor_the_day_of_change(casebook: Draw) -> None:
    cases = casebook("""
        case_id | sex    | age_years | symptoms                 | pap_method     | latency_days | read_as
        a       | female | 63        | dyspnea; cough; no fever | not applicable | 480          | abstract
    """)
    add_rows(cases, "conflicts", {"case_id": "a", "position": 0, "fact": "dose", "readings": SIDES, "note": "Two."})

    (row,) = recorded_cases(cases).rows(named=True)

    told = json.loads(row["told"])
    assert told.items() >= {
        "sex": "female",
        "age_years": "63",
        "symptoms": "dyspnea; cough, among others; denied: fever",
        "pap_method": "not applicable",
        "latency_days": "480",
        "dose": "not reported",
        "doi": "not read",
        "contradictions": "1",
        "moments": "0",
    }.items()  # fmt: skip
    of_codebook = {name for name, fact in codebook().facts.items() if fact.origin in {"read", "source"}}
    assert told.keys() == of_codebook - {"case_id", "changed"} | {"contradictions", "moments"}


SIDES = [{"says": "1 mg", "locator": "Table"}, {"says": "2 mg", "locator": "Text"}]


@pytest.mark.parametrize("cell", ["", "{", "[]", '{"sex": null}', '{"sex": 1}'])
def test_a_record_whose_facts_cannot_be_read_is_said_to_be_damaged(tmp_path: Path, cell: str) -> None:
    drawn = record("case_id | mark | drug\na | 1 | thalidomide").with_columns(told=pl.lit(cell))
    drawn.write_csv(tmp_path / "2026-01-01-00000000.csv")

    with pytest.raises(DamagedRecordError, match="does not tell the facts of a case in"):
        read_record(tmp_path, "2026-01-01-00000000")

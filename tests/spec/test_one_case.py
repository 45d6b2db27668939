"""One case in full: its facts with their locators, its contradictions, its moments, and where it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.codebook import codebook
from casebook.questions import one_case
from casebook.selection import Selection
from casebook.store import ask
from tests.drawing import add_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb
    import polars as pl

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

FACTS = (
    {"case_id": "a", "fact": "outcome", "state": "known", "value": "resolved", "locator": "p. 3", "note": None},
    {"case_id": "a", "fact": "smoking", "state": "not reported", "value": None, "locator": None, "note": "Searched."},
    {"case_id": "a", "fact": "sex", "state": "not read", "value": None, "locator": None, "note": None},
    {
        "case_id": "b",
        "fact": "pace_of_recovery",
        "state": "not applicable",
        "value": None,
        "locator": None,
        "note": None,
    },
)
"""Facts of two cases, not in clinical order."""


def moments(cases: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Give the moments of the case named a."""
    return ask("exposure", casebook=cases, case_id="a")


def values_of(question: str, cases: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Ask for a list of cases, and give of each how much is known."""
    return ask(question, Selection(), cases, most=10).select("case_id", "facts_known", "facts_asked").rows()


def test_facts_of_case_stand_in_clinical_order_with_states_written_out(casebook: Draw) -> None:
    cases = add_rows(casebook("case_id\na\nb"), "facts", *FACTS)

    facts = ask("facts_of_case", casebook=cases, case_id="a")

    assert facts.select("section", "label", "state", "in_words", "locator", "note").rows() == [
        ("Patient", "Sex", "not read", "not read", "", ""),
        ("Patient", "Smoking", "not reported", "not reported", "", "Searched."),
        ("Outcome", "Outcome", "known", "resolved", "p. 3", ""),
    ]


@pytest.mark.parametrize(("value", "words"), [("30.4375", "30"), ("7", "7"), ("9.25", "9.2"), ("670", "670")])
def test_days_reckoned_from_another_unit_are_whole_in_words_and_exact_as_value(
    casebook: Draw, value: str, words: str
) -> None:
    latency = {"fact": "latency_days", "state": "known", "value": value, "locator": "p. 3", "note": None}
    cases = add_rows(casebook("case_id\na"), "facts", {"case_id": "a", **latency})

    facts = ask("facts_of_case", casebook=cases, case_id="a")

    assert facts.select("value", "in_words").row(0) == (value, words)


def test_a_case_counts_the_facts_that_are_known_of_those_that_apply(casebook: Draw) -> None:
    read = len(codebook().read_facts())
    cases = casebook("""
        case_id | sex      | symptoms | age_years      | latency_days | bal_performed | bal2_performed | bal_note
        a       |          |          |                |              |               |                |
        b       | female   | none     | 63             | 0            | no            | not applicable | not applicable
        c       | not read | not read | not applicable | not read     | not read      | not read       | not reported
    """)

    known = {case: (known, asked) for case, known, asked in values_of("case_list", cases)}

    assert known == {"a": (1, read), "b": (8, read - 2), "c": (1, read - 1)}


OF_THE_SOURCE = ("year", "doi", "pmid", "url", "licence")
"""What a source may say of itself."""


@pytest.mark.parametrize("read_as", codebook().terms("read_as"))
def test_a_source_read_in_part_that_has_no_doi_is_not_read_there_and_not_silent(casebook: Draw, read_as: str) -> None:
    cases = casebook(f"case_id | read_as\na | {read_as}")
    state = "not reported" if read_as == "full text" else "not read"

    (exported,) = ask("case_table", Selection(), cases).select(OF_THE_SOURCE).rows()
    (source,) = ask("sources", Selection(), cases).select("doi", "url", "licence").rows()

    assert {*exported, *source} == {state}
    assert ask("case_list", Selection(), cases, most=1)["year"].item() == state
    assert ask("case_by_id", casebook=cases, case_id="a")["licence"].item() == state
    assert ask("picked", casebook=cases, picked=["a"])["doi"].item() == state


def test_what_a_source_says_of_itself_is_a_value_however_much_was_read(casebook: Draw) -> None:
    cases = casebook("""
        case_id | read_as   | year | doi          | pmid | url           | licence
        a       | abstract  | 2020 | 10.1000/182  | 17   | https://x.org | CC BY
        b       | full text | 2021 | 10.1000/183  | 18   | https://y.org | CC BY
    """)

    assert ask("case_table", Selection(), cases).select(OF_THE_SOURCE).rows() == [
        ("2020", "10.1000/182", "17", "https://x.org", "CC BY"),
        ("2021", "10.1000/183", "18", "https://y.org", "CC BY"),
    ]


def test_where_a_citation_was_read_is_not_applicable_whatever_was_read(casebook: Draw) -> None:
    cases = casebook("case_id | read_as\na | abstract\nb | full text")

    columns = ("citation_locator", "secondary_source", "licence_locator")
    assert {*ask("case_table", Selection(), cases).select(columns).rows()} == {("not applicable",) * 3}


def test_neither_the_source_nor_a_derived_fact_counts_as_known(casebook: Draw) -> None:
    plain = casebook("case_id | drug\na | thalidomide")
    cited = casebook("case_id | drug | doi | year | licence\na | thalidomide | 10.1000/182 | 2020 | CC BY")

    assert values_of("case_list", cited) == values_of("case_list", plain)


def test_a_case_is_as_complete_alone_as_in_the_list_and_in_the_csv(casebook: Draw) -> None:
    cases = casebook("case_id | sex | pap_method\na | male | not applicable\nb | |")
    listed = values_of("case_list", cases)

    alone = [ask("case_by_id", casebook=cases, case_id=case_id) for case_id in "ab"]
    exported = ask("case_table", Selection(), cases)

    columns = ("case_id", "facts_known", "facts_asked")
    assert [case.select(columns).row(0) for case in alone] == listed
    assert [(case, int(known), int(asked)) for case, known, asked in exported.select(columns).rows()] == listed


def test_evidence_is_that_of_the_selected_cases_alone(casebook: Draw) -> None:
    cases = add_rows(casebook("case_id | drug\na | pomalidomide\nb | thalidomide"), "facts", *FACTS)

    evidence = ask("evidence", Selection(drug=("thalidomide",)), cases)
    everything = ask("evidence", Selection(), cases)

    assert evidence.select("case_id", "fact", "value", "locator").rows() == [
        ("b", "pace_of_recovery", "not applicable", "")
    ]
    assert everything["fact"].to_list() == ["outcome", "smoking", "sex", "pace_of_recovery"]


def test_conflicts_of_case_give_each_reading_with_its_place(casebook: Draw) -> None:
    readings = [{"says": "9 months", "locator": "Table 1"}, {"says": "11 months", "locator": "Discussion"}]
    first = {"case_id": "a", "position": 1, "fact": "prior_imid_months", "readings": readings, "note": "Two numbers."}
    cases = add_rows(casebook("case_id\na\nb"), "conflicts", first | {"position": 2, "fact": "dose"}, first)

    conflicts = ask("conflicts_of_case", casebook=cases, case_id="a")

    assert conflicts.rows() == [
        (1, "Prior IMiD (months)", "Two numbers.", "9 months", "Table 1"),
        (1, "Prior IMiD (months)", "Two numbers.", "11 months", "Discussion"),
        (2, "Dose", "Two numbers.", "9 months", "Table 1"),
        (2, "Dose", "Two numbers.", "11 months", "Discussion"),
    ]
    assert ask("conflicts_of_case", casebook=cases, case_id="b").is_empty()


def test_sources_write_out_what_was_not_read_of_a_source(casebook: Draw) -> None:
    cases = casebook("""
        case_id | citation      | doi      | licence   | read_as
        a       | Doe 2024      | 10.1/doe | CC BY 4.0 | full text
        b       | Somebody 2020 |          |           | abstract
    """)

    sources = ask("sources", Selection(), cases)

    assert sources.select("case_id", "citation", "doi", "url", "read_as", "licence").rows() == [
        ("a", "Doe 2024", "10.1/doe", "not reported", "full text", "CC BY 4.0"),
        ("b", "Somebody 2020", "not read", "not read", "abstract", "not read"),
    ]


def test_exposure_counts_days_from_the_start_and_gives_no_day_to_what_has_none(casebook: Draw) -> None:
    cases = casebook("""
        case_id | latency_days | drug_discontinued | outcome  | rechallenge | prior_imid | later_other_imid
        a       | 10           | yes               | resolved | not read    | no         |
    """)

    assert moments(cases).select("event", "day", "day_low", "day_high", "reported").rows() == [
        ("prior IMiD", None, None, None, "no"),
        ("start of pomalidomide", 0, None, None, "day 0"),
        ("lung event", 10, 9.5, 10.5, "10 days"),
        ("drug stopped", None, None, None, "yes; day not reported"),
        ("recovery", None, None, None, "resolved; day not reported"),
        ("rechallenge", None, None, None, "not read"),
        ("another IMiD", None, None, None, "not reported"),
    ]


def test_exposure_names_a_bad_outcome_no_recovery(casebook: Draw) -> None:
    heading = "case_id | outcome\na | "

    events = {
        outcome: moments(casebook(f"{heading}{outcome}"))["event"][4]
        for outcome in ("improved with residual fibrosis", "stable", "died of the lung injury", "not read")
    }

    assert events == {
        "improved with residual fibrosis": "recovery",
        "stable": "outcome",
        "died of the lung injury": "outcome",
        "not read": "recovery",
    }


def test_exposure_counts_a_dated_moment_from_the_lung_event_with_the_precision_of_both(casebook: Draw) -> None:
    cases = casebook("case_id | latency_days | drug_discontinued\na | 10 | yes")
    stopped = {
        "case_id": "a",
        "position": 1,
        "event": "drug stopped",
        "reported": "2 weeks later",
        "value": 2.0,
        "unit": "week",
        "counted_from": "lung event",
        "detail": "",
        "measures": [{"fact": "pao2_mmhg", "value": 80.0}],
        "locator": "p. 2",
    }

    stop = moments(add_rows(cases, "course", stopped)).row(3, named=True)

    assert (stop["event"], stop["day"], stop["day_low"], stop["day_high"]) == ("drug stopped", 24, 20, 28)
    assert stop["reported"] == "2 weeks later"


def test_exposure_is_said_with_the_day_of_each_moment_or_its_state(casebook: Draw) -> None:
    cases = casebook("case_id | latency_days | prior_imid\na | not read | not read")

    assert one_case.exposure.sentence(moments(cases)) == (
        "In days after the start of the suspect drug: prior IMiD: not read; start of pomalidomide, day 0; "
        "lung event: not read; drug stopped: not reported; recovery: not reported; rechallenge: not reported; "
        "another IMiD: not reported."
    )

"""Each question in queries/ on drawn cases: known, not reported, not read and not applicable stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from casebook.selection import Selection
from casebook.store import ask
from tests.drawing import add_rows
from tests.listing import bound_by, questions_over_cases
from tests.spec.test_filters import DRAWN

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

EVERY = Selection()
NONE = Selection(q="a word that no case has")


def values_of(question: str, cases: duckdb.DuckDBPyConnection, columns: str, **bound: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    """Ask a question over every case, or over the one named, and give some columns of its rows."""
    selection = None if "case_id" in bound else EVERY
    return ask(question, selection, cases, **bound).select(columns.split()).rows()


def test_selected_count_counts_the_cases_left(casebook: Draw) -> None:
    counted = ask("selected_count", Selection(steroid=("not reported", "not read")), casebook(DRAWN))

    assert counted.rows(named=True) == [{"selected": 2, "vascular": 0, "full_text": 0, "contradicted": []}]


def test_drug_summary_counts_what_is_known_apart_from_what_is_not(casebook: Draw) -> None:
    drugs = values_of(
        "drug_summary", casebook(DRAWN), "drug cases latency_known latency_median_days steroid_yes steroid_known"
    )

    assert drugs == [
        ("thalidomide", 3, 2, 60, 1, 2),
        ("lenalidomide", 1, 0, None, 0, 0),
        ("pomalidomide", 3, 3, 120, 2, 3),
        ("all", 7, 5, 120, 3, 5),
    ]


def test_drug_summary_tells_rechallenge_done_from_its_result_known(casebook: Draw) -> None:
    *_, every = values_of(
        "drug_summary",
        casebook(DRAWN),
        "rechallenge_done rechallenge_result_known rechallenge_recurred rechallenge_not_attempted",
    )

    assert every == (4, 2, 1, 1)


def test_drug_summary_counts_death_and_stability_as_known_and_not_as_better(casebook: Draw) -> None:
    cases = casebook("""
        case_id | outcome
        a       | resolved
        b       | improved with residual fibrosis
        c       | stable
        d       | died of the lung injury
        e       | not reported
        f       | not read
    """)

    assert values_of("drug_summary", cases, "outcome_better outcome_known cases")[-1] == (2, 4, 6)


def test_latency_shows_known_latencies_with_their_precision_and_counts_the_others(casebook: Draw) -> None:
    cases = casebook("""
        case_id | latency_days
        a       | 7
        b       | 0
        c       | not reported
        d       | not read
    """)

    dots = values_of("latency", cases, "case_id latency_days latency_low_days latency_high_days cases")

    assert dots == [
        ("b", 0, 0, 0.5, 1),
        ("a", 7, 6.5, 7.5, 1),
        ("of unknown latency", None, None, None, 2),
    ]


def test_latency_in_months_has_the_precision_of_a_month(casebook: Draw) -> None:
    cases = casebook("""
        case_id | latency_value | latency_unit | latency_days
        a       | 2             | month        | 60.875
        b       | 9             | week         | 63
    """)

    dots = values_of("latency", cases, "case_id latency_low_days latency_high_days reported")

    assert dots == [("a", 45.65625, 76.09375, "2 months"), ("b", 59.5, 66.5, "9 weeks")]


def test_latency_in_cycles_is_not_converted(casebook: Draw) -> None:
    cases = casebook("""
        case_id | latency_value | latency_unit | latency_days
        a       | 2             | cycle        | not reported
    """)

    assert values_of("latency", cases, "case_id latency_days") == [("of unknown latency", None)]
    assert values_of("case_list", cases, "latency latency_days", most=10) == [("2 cycles", None)]


def test_latency_of_very_many_cases_loses_none(casebook: Draw) -> None:
    rows = "\n".join(f"case{number} | {number}" for number in range(1, 401))

    dots = values_of("latency", casebook(f"case_id | latency_days\n{rows}"), "cases")

    assert len(dots) < 60
    assert sum(cases for (cases,) in dots) == 400


def test_latency_by_prior_imid_keeps_unknown_exposure_and_unknown_latency_apart(casebook: Draw) -> None:
    cases = casebook("""
        case_id | prior_imid   | latency_days
        a       | yes          | 7
        b       | yes          |
        c       | no           | 30
        d       | not reported | 60
        e       | not read     | not read
    """)

    assert values_of("latency_by_prior_imid", cases, "prior_imid case_id latency_days cases") == [
        ("yes", "a", 7, 1),
        ("yes", "of unknown latency", None, 1),
        ("no", "c", 30, 1),
        ("not reported", "d", 60, 1),
        ("not read", "of unknown latency", None, 1),
    ]


def test_latency_by_onset_keeps_an_asymptomatic_onset_apart_from_an_unknown_one(casebook: Draw) -> None:
    cases = casebook("""
        case_id | onset        | latency_days
        a       | asymptomatic | 7
        b       | asymptomatic | not applicable
        c       | abrupt       | 30
        d       |              | 60
        e       | not read     |
    """)

    assert values_of("latency_by_onset", cases, "onset case_id latency_days cases") == [
        ("abrupt", "c", 30, 1),
        ("asymptomatic", "a", 7, 1),
        ("asymptomatic", "of unknown latency", None, 1),
        ("not reported", "d", 60, 1),
        ("not read", "of unknown latency", None, 1),
    ]


def test_latency_summary_lists_the_known_latencies_of_each_group(casebook: Draw) -> None:
    groups = values_of("latency_summary", casebook(DRAWN), "grouping of_group cases known latencies_days")

    assert groups[0] == ("all", "all", 7, 5, [0, 7, 120, 120, 480])
    assert ("suspect drug", "lenalidomide", 1, 0, None) in groups
    assert [group[1:4] for group in groups if group[0] == "prior IMiD exposure"] == [
        ("yes", 2, 2),
        ("no", 2, 2),
        ("not reported", 2, 1),
        ("not read", 1, 0),
    ]


def test_latency_and_prior_imid_lists_only_cases_that_say(casebook: Draw) -> None:
    assert values_of("latency_and_prior_imid", casebook(DRAWN), "case_id prior_imid prior_imid_drugs") == [
        ("e", "yes", "not reported"),
        ("a", "yes", "not reported"),
        ("g", "no", "not reported"),
        ("b", "no", "not reported"),
    ]


def test_latency_and_prior_imid_shows_every_reading_where_the_source_contradicts_itself(casebook: Draw) -> None:
    cases = casebook("""
        case_id | prior_imid | prior_imid_months
        a       | yes        | 9
        b       | yes        | 14
        c       | no         | not applicable
        d       | yes        | not read
    """)
    readings = [{"says": "9 months", "locator": "Table 1"}, {"says": "11 months", "locator": "Discussion"}]
    conflict = {
        "case_id": "a",
        "position": 1,
        "fact": "prior_imid_months",
        "readings": readings,
        "note": "Two numbers.",
    }
    other = conflict | {"case_id": "b", "fact": "dose"}

    add_rows(cases, "conflicts", conflict, other)

    assert values_of("latency_and_prior_imid", cases, "case_id prior_imid_months") == [
        ("a", "9 months or 11 months"),
        ("b", "14"),
        ("c", "not applicable"),
        ("d", "not read"),
    ]


def test_known_facts_names_the_cases_of_each_state_where_they_are_sixty_at_most(casebook: Draw) -> None:
    rows = "\n".join(f"c{number} | yes" for number in range(61))

    few = values_of("known_facts", casebook("case_id | latency_days\na | 7\nb |\nc | not read"), "fact state case_ids")
    many = values_of("known_facts", casebook(f"case_id | prior_imid\n{rows}"), "case_ids")

    assert [row[1:] for row in few if row[0] == "latency"] == [
        ("reported", "a"),
        ("not reported", "b"),
        ("not read", "c"),
    ]
    assert {*many} == {("",)}


def test_finding_pairs_and_treatment_flow_name_the_cases_of_a_mark(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms     | steroid_for_event | outcome
        a       | cough; fever | yes               | resolved
        b       | cough; fever | no                | resolved
    """)

    pairs = values_of("finding_pairs", cases, "finding case_ids")
    flow = values_of("treatment_flow", cases, "stage ribbon to_term case_ids")

    assert pairs == [("cough", "a, b"), ("fever", "a, b")]
    assert (4, None, "resolved", "a, b") in flow
    assert (2, None, "yes", "a") in flow


def test_selected_count_lists_the_cases_whose_source_contradicts_itself(shipped: duckdb.DuckDBPyConnection) -> None:
    counted = ask("selected_count", Selection(drug=("pomalidomide",)), shipped)

    assert {"gajic-2018", "vivien-2022"} <= {*counted["contradicted"].item()}
    assert "lee-2010" not in counted["contradicted"].item()


def test_known_facts_counts_not_reported_and_not_read_apart(casebook: Draw) -> None:
    facts = values_of("known_facts", casebook(DRAWN), "fact state cases")

    assert facts[3:6] == [("latency", "reported", 5), ("latency", "not reported", 1), ("latency", "not read", 1)]
    assert [cases for _, state, cases in facts if state == "not read"] == [0, 1, 1, 1, 1]
    assert {sum(cases for fact, _, cases in facts if fact == one) for one, *_ in facts} == {7}


@pytest.mark.parametrize(
    ("question", "column", "terms"),
    [
        ("steroid_by_drug", "steroid_for_event", ("yes", "no", "not reported", "not read")),
        ("outcome_by_drug", "outcome", ("resolved", "stable", "not reported", "not read")),
        ("onset_by_drug", "onset", ("abrupt", "asymptomatic", "not reported", "not read")),
        ("lavage_by_drug", "bal_performed", ("yes", "no", "not reported", "not read")),
        ("pace_by_drug", "pace_of_recovery", ("rapid", "not applicable", "not reported", "not read")),
    ],
)
def test_cases_by_term_and_drug_keep_every_state_and_stand_one_after_the_other(
    casebook: Draw, question: str, column: str, terms: tuple[str, str, str, str]
) -> None:
    known, second, silent, unread = terms
    cases = casebook(f"""
        case_id | drug         | {column}
        a       | pomalidomide | {known}
        b       | thalidomide  | {known}
        c       | thalidomide  | {known}
        d       | lenalidomide | {second}
        e       | lenalidomide | {silent}
        f       | pomalidomide | {unread}
    """)

    rows = values_of(question, cases, f"{column} drug cases before of_term last most")

    assert rows == [
        (known, "thalidomide", 2, 0, 3, False, 6),
        (known, "pomalidomide", 1, 2, 3, True, 6),
        (second, "lenalidomide", 1, 0, 1, True, 6),
        (silent, "lenalidomide", 1, 0, 1, True, 6),
        (unread, "pomalidomide", 1, 0, 1, True, 6),
    ]


def test_steroid_by_drug_counts_no_background_steroid_as_one_for_the_event(casebook: Draw) -> None:
    cases = casebook("""
        case_id | steroid_for_event | background_steroid
        a       | yes               | no
        b       | no                | yes
        c       | no                | no
        d       |                   | yes
        e       | not read          | not read
    """)

    assert values_of("steroid_by_drug", cases, "steroid_for_event cases case_ids") == [
        ("yes", 1, "a"),
        ("no", 2, "b, c"),
        ("not reported", 1, "d"),
        ("not read", 1, "e"),
    ]


def test_outcome_by_drug_keeps_eight_answers_in_clinical_order(casebook: Draw) -> None:
    cases = casebook("""
        case_id | outcome
        a       | not read
        b       |
        c       | died of the lung injury
        d       | worsened
        e       | stable
        f       | improved with residual fibrosis
        g       | improved
        h       | resolved
    """)

    assert values_of("outcome_by_drug", cases, "outcome case_ids") == [
        ("resolved", "h"),
        ("improved", "g"),
        ("improved with residual fibrosis", "f"),
        ("stable", "e"),
        ("worsened", "d"),
        ("died of the lung injury", "c"),
        ("not reported", "b"),
        ("not read", "a"),
    ]


def test_onset_by_drug_counts_a_tempo_once_whatever_the_latency(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | onset        | latency_days
        a       | lenalidomide | abrupt       | 7
        b       | lenalidomide | abrupt       | not read
        c       | pomalidomide | asymptomatic | not applicable
        d       | pomalidomide |              | 9
        e       | thalidomide  | not read     |
    """)

    assert values_of("onset_by_drug", cases, "onset drug cases") == [
        ("abrupt", "lenalidomide", 2),
        ("asymptomatic", "pomalidomide", 1),
        ("not reported", "pomalidomide", 1),
        ("not read", "thalidomide", 1),
    ]


def test_lavage_by_drug_tells_a_lavage_without_shares_from_none_and_from_silence(casebook: Draw) -> None:
    cases = casebook("""
        case_id | bal_performed | bal_lymphocytes_pct
        a       | yes           | 40
        b       | yes           | not reported
        c       | no            | not applicable
        d       |               |
        e       | not read      | not read
    """)

    assert values_of("lavage_by_drug", cases, "bal_performed cases") == [
        ("yes", 2),
        ("no", 1),
        ("not reported", 1),
        ("not read", 1),
    ]


def test_pace_by_drug_tells_not_applicable_from_not_known(casebook: Draw) -> None:
    cases = casebook("""
        case_id | pace_of_recovery | outcome
        a       | rapid            | resolved
        b       | progressive      | improved
        c       | not applicable   | died of the lung injury
        d       |                  | resolved
        e       | not read         | resolved
    """)

    assert values_of("pace_by_drug", cases, "pace_of_recovery cases case_ids") == [
        ("rapid", 1, "a"),
        ("progressive", 1, "b"),
        ("not applicable", 1, "c"),
        ("not reported", 1, "d"),
        ("not read", 1, "e"),
    ]


def test_rechallenge_by_drug_tells_six_answers_apart(casebook: Draw) -> None:
    rows = values_of("rechallenge_by_drug", casebook(DRAWN), "rechallenge_outcome drug cases")

    assert rows == [
        ("recurred", "pomalidomide", 1),
        ("did not recur", "pomalidomide", 1),
        ("done, outcome unknown", "lenalidomide", 1),
        ("done, outcome unknown", "pomalidomide", 1),
        ("not attempted", "thalidomide", 1),
        ("not reported", "thalidomide", 1),
        ("not read", "thalidomide", 1),
    ]


def test_case_list_writes_out_every_state(casebook: Draw) -> None:
    cases = casebook("""
        case_id | latency_days | symptoms       | ct_patterns    | co_suspect_drugs | prior_imid | onset
        a       | not read     | none           | not applicable | not read         | not read   |
        b       | 7            | cough; dyspnea | nodules        | bortezomib       | no         | abrupt
    """)

    listed = values_of(
        "case_list", cases, "case_id latency symptoms ct_patterns co_suspect_drugs prior_imid onset", most=10
    )

    assert listed == [
        ("b", "7 days", "cough; dyspnea", "nodules", "bortezomib", "no", "abrupt"),
        ("a", "not read", "none", "not applicable", "not read", "not read", "not reported"),
    ]


def test_case_choices_gives_no_more_cases_than_are_asked_for(casebook: Draw) -> None:
    cases = casebook(DRAWN)

    assert values_of("case_choices", cases, "case_id", most=2) == [("e",), ("f",)]
    assert ask("case_choices", Selection(steroid=("not read",)), cases, most=2)["case_id"].to_list() == ["d"]


def test_case_list_and_case_choices_have_one_order_by_drug_then_latency(casebook: Draw) -> None:
    cases = casebook(DRAWN)

    assert values_of("case_list", cases, "case_id", most=100) == values_of("case_choices", cases, "case_id", most=100)
    assert [case for (case,) in values_of("case_choices", cases, "case_id", most=100)] == list("efdcagb")


def test_case_table_holds_no_empty_cell(casebook: Draw) -> None:
    table = ask("case_table", EVERY, casebook(DRAWN))

    assert table["case_id"].to_list() == list("abcdefg")
    assert sum(table.null_count().row(0)) == 0


def test_case_by_id_finds_a_case_or_none(casebook: Draw) -> None:
    cases = casebook(DRAWN)

    assert values_of("case_by_id", cases, "case_id latency rechallenge_outcome", case_id="b") == [
        ("b", "480 days", "did not recur")
    ]
    assert values_of("case_by_id", cases, "case_id", case_id="B'; DROP TABLE cases; --") == []


def test_finding_counts_say_of_how_many_cases_that_say(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms       | ct_patterns
        a       | cough; dyspnea | nodules
        b       | dyspnea        | not read
        c       | none           |
        d       | not read       |
        e       |                |
    """)

    counted = values_of("finding_counts", cases, "kind finding cases known of_all first_of_kind")

    assert counted == [
        ("symptom", "dyspnea", 2, 3, 5, True),
        ("symptom", "cough", 1, 3, 5, False),
        ("CT pattern", "nodules", 1, 1, 5, True),
        ("CT distribution", "CT distribution: none named", 0, 0, 5, True),
    ]


def test_finding_matrix_tells_not_named_from_not_reported_and_not_read(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms       | latency_days
        a       | cough; dyspnea | 9
        b       | dyspnea        | 3
        c       | none           |
        d       | not read       |
        e       |                |
    """)

    matrix = values_of("finding_matrix", cases, "case_id finding state")

    assert [state for case, finding, state in matrix if finding == "cough"] == [
        *("not said", "named", "denied", "not read", "not reported"),
    ]
    assert [case for case, finding, _ in matrix if finding == "cough"] == ["b", "a", "c", "d", "e"]


def test_finding_pairs_count_the_cases_that_name_both(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms       | ct_patterns
        a       | cough; dyspnea | nodules
        b       | dyspnea        | nodules
        c       | cough          | not read
        d       | none           |
    """)

    assert values_of("finding_pairs", cases, "finding with_finding cases")[:2] == [
        ("dyspnea", "nodules", 2),
        ("nodules", "dyspnea", 2),
    ]
    assert ("cough", "nodules", 1) in values_of("finding_pairs", cases, "finding with_finding cases")


def test_lavage_tells_zero_per_cent_from_not_stated(casebook: Draw) -> None:
    cases = casebook("""
        case_id | bal_performed | bal_lymphocytes_pct | bal_eosinophils_pct | bal_neutrophils_pct
        a       | yes           | 40                  | 0                   | not read
        b       | no            |                     |                     |
        c       | not reported  |                     |                     |
        d       | yes           |                     |                     |
    """)

    bars = [
        bar for bar in values_of("lavage", cases, "case_id cell share_pct from_pct to_pct") if bar[0] != "reference"
    ]

    assert bars == [
        ("a", "lymphocytes", 40, 0, 40),
        ("a", "eosinophils", 0, 40, 40),
        ("a", "not stated", 60, 40, 100),
        ("d", "not stated", 100, 0, 100),
    ]


def test_re_exposure_counts_same_drug_and_other_imid_apart_with_unknown_results(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | rechallenge | rechallenge_result | prior_imid | prior_imid_drugs | later_other_imid
        a       | pomalidomide | yes         | recurred           | yes        | lenalidomide     | no
        b       | pomalidomide | yes         | not reported       | yes        |                  |
        c       | thalidomide  | no          | not applicable     | no         | not applicable   | yes
        d       | thalidomide  |             |                    | not read   | not read         | not read
    """)

    found = [
        row for row in values_of("re_exposure", cases, "time drug given recurred not_recurred unknown cases") if row[-1]
    ]

    assert found == [
        ("before the event", "pomalidomide", "lenalidomide", 0, 0, 1, 1),
        ("before the event", "pomalidomide", "not named", 0, 0, 1, 1),
        ("after the event", "thalidomide", "not named", 0, 0, 1, 1),
        ("after the event", "pomalidomide", "pomalidomide", 1, 0, 1, 2),
    ]


def test_re_exposure_cases_writes_out_what_is_not_known_of_each(casebook: Draw) -> None:
    cases = casebook("""
        case_id | rechallenge | rechallenge_result | prior_imid | prior_imid_drugs | later_other_imid
        a       | yes         | not read           |            |                  | not read
        b       | no          | not applicable     | yes        | thalidomide      | no
        c       |             |                    | no         | not applicable   | no
        d       | not read    | not read           | not read   | not read         | yes
    """)

    columns = "case_id rechallenge_outcome prior_imid prior_imid_drugs later_other_imid"

    assert values_of("re_exposure_cases", cases, columns) == [
        ("a", "done, outcome unknown", "not reported", "not reported", "not read"),
        ("b", "not attempted", "yes", "thalidomide", "no"),
        ("d", "not read", "not read", "not read", "yes"),
    ]


def test_severity_lists_cases_that_say_anything_of_it_and_writes_out_the_rest(casebook: Draw) -> None:
    cases = casebook("""
        case_id | pao2_mmhg | respiratory_support
        a       | 55        | not read
        b       |           | none
        c       |           | not reported
        d       | not read  | not read
    """)

    assert values_of("severity", cases, "case_id pao2_mmhg respiratory_support") == [
        ("a", "55", "not read"),
        ("b", "not reported", "none"),
    ]


def test_time_to_improvement_lists_only_cases_that_say(casebook: Draw) -> None:
    cases = casebook("""
        case_id | time_to_improvement
        a       | a week
        b       | not read
        c       |
    """)

    assert values_of("time_to_improvement", cases, "case_id time_to_improvement") == [("a", "a week")]


def test_treatment_writes_out_states_and_keeps_both_kinds_of_steroid_apart(casebook: Draw) -> None:
    cases = casebook("""
        case_id | steroid_for_event | background_steroid | pao2_mmhg | respiratory_support
        a       | no                | yes                | 72        |
        b       | not read          | not reported       |           | not read
    """)

    assert values_of("treatment", cases, "case_id steroid_for_event background_steroid severity") == [
        ("a", "no", "yes", "PaO2 72 mmHg"),
        ("b", "not read", "not reported", "not read"),
    ]


def test_treatment_flow_leads_every_case_through_every_stage(casebook: Draw) -> None:
    flow = values_of("treatment_flow", casebook(DRAWN), "stage ribbon to_term cases low high")

    for stage in (1, 2, 3, 4):
        standing = sorted(row[4:] for row in flow if row[0] == stage and row[1] is None)
        assert sum(high - low for low, high in standing) == 7
        assert [low for low, _ in standing[1:]] == [high for _, high in standing[:-1]]
    assert ("not read", 1) in [(row[2], row[3]) for row in flow if row[0] == 2 and row[1] is None]


@pytest.mark.parametrize(
    "question", [name for name in questions_over_cases() if bound_by(name) == {"selection"} and name != "claims"]
)
def test_a_question_over_no_case_has_its_columns_and_counts_nothing(
    shipped: duckdb.DuckDBPyConnection, question: str
) -> None:
    every, none = ask(question, EVERY, shipped), ask(question, NONE, shipped)

    assert none.columns == every.columns
    assert every.height > 0
    if question == "selected_count":
        assert none["selected"].to_list() == [0]
    else:
        assert none.is_empty()


@pytest.mark.parametrize("question", ["case_list", "case_choices"])
def test_a_list_of_no_case_is_empty(shipped: duckdb.DuckDBPyConnection, question: str) -> None:
    assert ask(question, NONE, shipped, most=10).is_empty()
    assert ask(question, EVERY, shipped, most=10).height == 10

"""The findings in numbers and words, on drawn cases: what is known, not known and not applicable stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from casebook.codebook import codebook
from casebook.questions import lavage as of_lavage
from casebook.questions.rows import SIDES
from casebook.selection import Selection
from casebook.store import ask
from tests.listing import FIGURES, TABLES, answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

EVERY = Selection()
NONE = Selection(q="a word that no case has")
CHOSEN = " Patients who were given it again had been chosen to be."
NOT_BY_CHANCE = " Who got a steroid was not left to chance."
REFERENCE = " Reference: lymphocytes 10 to 15 %, eosinophils up to 1 %, neutrophils up to 3 %, macrophages above 85 %."


def sentence_of(question: str, cases: duckdb.DuckDBPyConnection) -> str:
    """Give the sentence of a question over these cases."""
    return FIGURES[question].sentence(answer(question, cases))


def numbered(cases: int, *cells: str) -> str:
    """Draw rows of cases with the same cells, named by their numbers."""
    return "\n".join(" | ".join((f"case{number:04}", *cells)) for number in range(cases))


# --- how soon


def test_latencies_of_a_group_are_counted_with_those_not_known(casebook: Draw) -> None:
    cases = casebook("""
        case_id | prior_imid   | latency_days
        a       | yes          | 7
        b       | yes          |
        c       | yes          | 30
        d       | no           | not read
        e       | not reported | 480
        f       | not read     | not read
    """)

    assert sentence_of("latency_by_prior_imid", cases) == (
        "Latency: with a prior IMiD, 7 to 30 days (reported in 2 of 3, not known in 1); without one, not known in the "
        "one case; where prior exposure is not known, 480 days (reported in 1 of 2, not known in 1). Only the 2 of 6 "
        "that tell both can say whether one shortens the other."
    )


def test_a_group_without_a_case_is_not_mentioned(casebook: Draw) -> None:
    cases = casebook("""
        case_id | onset        | latency_days
        a       | asymptomatic | 7
    """)

    assert sentence_of("latency_by_onset", cases) == "Latency: asymptomatic onset, 7 days (reported in 1 of 1)."


@pytest.mark.slow
@pytest.mark.parametrize("question", ["latency", "latency_by_onset", "latency_by_prior_imid"])
def test_dots_of_very_many_cases_keep_every_case_and_the_true_ends(casebook: Draw, question: str) -> None:
    rows = "\n".join(f"case{number:04} | {number + 3} | abrupt | no" for number in range(1000))
    silent = numbered(5, "not read", "abrupt", "no").replace("case", "silent")

    dots = ask(question, EVERY, casebook(f"case_id | latency_days | onset | prior_imid\n{rows}\n{silent}"))

    assert dots.height < 100
    assert dots["cases"].sum() == 1005
    assert (dots["lowest_days"].min(), dots["highest_days"].max()) == (3, 1002)


def test_the_sentence_of_very_many_cases_has_the_true_ends_and_median(casebook: Draw) -> None:
    rows = "\n".join(f"case{number:04} | {number + 3}" for number in range(1000))

    sentence = sentence_of("latency", casebook(f"case_id | latency_days\n{rows}"))

    assert sentence == "Latency: reported in 1000 of 1000. From 3 days to 1002 days; median 502 days."


def test_of_more_than_a_hundred_latencies_those_close_to_each_other_are_one_dot(casebook: Draw) -> None:
    each, merged = (
        ask("latency", EVERY, casebook("\n".join(["case_id | latency_days", *(f"c{day} | {day}" for day in days)])))
        for days in (range(10, 110), range(10, 111))
    )

    assert each["cases"].to_list() == [1] * 100
    assert merged["cases"].sum() == 101
    assert merged["highest_days"].to_list() == [12, 19, 31, 50, 79, 110]  # a fifth of a decade, 10 ** 0.2, apart


def test_cases_of_one_latency_stand_in_lanes_of_their_own(casebook: Draw) -> None:
    dots = ask("latency", EVERY, casebook(f"case_id | latency_days\n{numbered(3, '60')}"))

    (drawn,) = FIGURES["latency"].same_axes([dots])

    assert drawn["lane"].to_list() == [0, 1, -1]


def test_no_letter_beside_a_dot_is_taken_for_the_name_of_a_selection(casebook: Draw) -> None:
    rows = "\n".join(f"{end} | 60 | {end}" for end in codebook().terms("end_point"))
    dots = ask("latency", EVERY, casebook(f"case_id | latency_days | latency_end_point\n{rows}"))

    (drawn,) = FIGURES["latency"].same_axes([dots])

    assert sorted(drawn["letter"].drop_nulls()) == ["H", "I", "S"]
    assert not {*drawn["letter"]} & {*SIDES}
    assert "S symptom onset, H hospital admission, I imaging." in FIGURES["latency"].legend(dots)


def test_a_letter_has_a_lane_of_its_own_and_is_left_out_where_all_are_taken(casebook: Draw) -> None:
    few, many = (
        casebook(f"case_id | latency_days | latency_end_point\n{numbered(cases, '60', 'imaging')}") for cases in (6, 7)
    )

    (of_few,) = FIGURES["latency"].same_axes([ask("latency", EVERY, few)])
    (of_many,) = FIGURES["latency"].same_axes([ask("latency", EVERY, many)])

    assert sorted(of_few["lane"]) == [-2, -1, 0, 1, 2, 3]
    assert of_few["letter"].to_list() == ["I"] * 6
    assert of_many["letter"].null_count() == 1


def test_range_and_median_are_said_of_each_group(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | latency_days
        a       | pomalidomide | 6
        b       | pomalidomide | 7
        c       | pomalidomide | 61
        d       | pomalidomide | 120
        e       | pomalidomide | 240
        f       | pomalidomide | 670
        g       | thalidomide  | 61
        h       | thalidomide  | not read
        i       | lenalidomide |
    """)

    table = TABLES["latency_summary"].in_words(ask("latency_summary", EVERY, cases)).rows()

    assert [row[1:] for row in table[:4]] == [
        ("all", "7 of 9", "6 to 670", "61"),
        ("thalidomide", "1 of 2", "61", "61"),
        ("lenalidomide", "0 of 1", "not known", "not known"),
        ("pomalidomide", "6 of 6", "6 to 670", "90"),
    ]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (9, ""),
        (10, "95 % interval of the median: all 2 to 9 days; suspect drug pomalidomide 2 to 9 days. "),
    ],
)
def test_the_interval_of_a_median_stands_behind_how_sure_from_ten_known_latencies_up(
    casebook: Draw, known: int, said: str
) -> None:
    rows = "\n".join(f"case{day} | pomalidomide | {day}" for day in range(1, known + 1))
    prior = "y | thalidomide | not read"
    cases = casebook(f"case_id | drug | latency_days\n{rows}\n{prior}")

    groups = ask("latency_summary", EVERY, cases)

    of_drugs = groups.filter(pl.col("grouping").is_in(["all", "suspect drug"]))
    assert TABLES["latency_summary"].how_sure(of_drugs) == (said and f"{said}None is given of under 10 known cases.")


# --- what it looked like


def test_findings_named_equally_often_are_all_named(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms                    | ct_patterns    | ct_distribution
        a       | cough; fever                | not read       | none
        b       | cough; fever; rash; dyspnea | not applicable |
        c       | not reported                | nodules        |
    """)

    assert sentence_of("finding_counts", cases) == (
        "Symptom named most often: cough and fever, in 2 of 2 that say, 1 not known. "
        "CT pattern named most often: nodules, in 1 of 1 that say, 2 not known. "
        "No CT distribution: 1 of 1 says that there was none, 2 not known. What is not named is not denied."
    )


def test_a_long_tie_is_cut_and_says_how_many_more_there_are(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms
        a       | cough; fever; rash; dyspnea; lethargy
    """)

    assert sentence_of("finding_counts", cases).startswith(
        "Symptom named most often: cough, dyspnea, fever and 2 more, in 1 of 1 that say."
    )


def test_one_case_with_one_finding_is_said_in_the_singular(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms
        a       | cough
    """)

    assert sentence_of("finding_matrix", cases).startswith(
        "1 case, the shortest latency first, and 1 finding: named 1 time. A large mark"
    )


def test_the_matrix_says_how_many_cases_it_leaves_out(casebook: Draw) -> None:
    cases = casebook(f"case_id | symptoms\n{numbered(31, 'cough')}")

    matrix = ask("finding_matrix", EVERY, cases)

    assert matrix["case_id"].n_unique() == 30
    assert FIGURES["finding_matrix"].sentence(matrix).startswith("The first 30 of 31 cases, the shortest latency first")


def test_a_finding_is_named_denied_or_unknown(casebook: Draw) -> None:
    cases = casebook("""
        case_id | ct_patterns
        a       | nodules
        b       | not applicable
        c       | none
        d       | no nodules
        e       | consolidation
        f       | only consolidation
        g       | not read
    """)

    matrix = ask("finding_matrix", EVERY, cases).filter(pl.col("finding") == "nodules")

    assert dict(matrix.select("case_id", "state").rows()) == {
        "a": "named",
        "b": "not applicable",
        "c": "denied",
        "d": "denied",
        "e": "not said",
        "f": "denied",
        "g": "not read",
    }


def test_a_kind_of_finding_that_is_known_to_be_absent_is_not_one_of_which_nobody_says(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms     | ct_patterns
        a       | none         | not read
        b       | none         |
        c       | not reported |
    """)

    assert sentence_of("finding_counts", cases) == (
        "No symptom: 2 of 2 say that there was none, 1 not known. CT pattern: not known in any of 3. "
        "CT distribution: not known in any of 3."
    )


@pytest.mark.parametrize(
    ("symptoms", "sentence"),
    [
        (("none", "not read"), "None come together: no case names two findings, 1 not known."),
        (("dyspnea", "cough"), "None come together: no case names two findings."),
        (("not reported", "not read"), "Findings: not known in any of 2."),
    ],
)
def test_findings_of_which_none_come_together_are_not_findings_that_nobody_names(
    casebook: Draw, symptoms: tuple[str, str], sentence: str
) -> None:
    first, second = symptoms
    cases = casebook(f"case_id | symptoms\na | {first}\nb | {second}")
    rows = ask("finding_pairs", EVERY, cases)

    assert FIGURES["finding_pairs"].sentence(rows) == sentence
    assert [side.height for side in FIGURES["finding_pairs"].same_axes([rows])] == [0]


def test_pairs_named_equally_often_are_counted(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms            | ct_patterns
        a       | cough; dyspnea      | not read
        b       | cough; dyspnea      |
        c       | fever               | nodules
        d       | not reported        | not applicable
        e       | cough; fever; rash  | none
    """)

    assert sentence_of("finding_pairs", cases) == (
        "Named together most often: cough and dyspnea, in 2 of 4 that say anything of findings, 1 not known."
    )


def test_a_tie_of_pairs_is_said(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms
        a       | cough; fever; rash
    """)

    assert sentence_of("finding_pairs", cases) == (
        "Named together most often: cough and fever, in 1 of 1 that says anything of findings, and so are 2 "
        "other pairs."
    )


# --- the lavage


def test_a_lavage_without_shares_is_not_one_of_zero_per_cent(casebook: Draw) -> None:
    cases = casebook("""
        case_id | bal_performed | bal_lymphocytes_pct | bal_eosinophils_pct | bal_impression
        a       | yes           | 44                  | 0                   |
        b       | yes           | not read            | not reported        | considered normal
        c       | no            | not applicable      | not applicable      | not applicable
        d       | not read      | not read            | not read            | not read
    """)

    assert sentence_of("lavage", cases) == (
        "Cell shares of 2 lavages: reported in 1 of 2, not known in 1; lymphocytes 44 % in 1 case; "
        "eosinophils 0 % in 1 case." + REFERENCE
    )


def test_healthy_people_have_bounds_and_no_share_and_zero_per_cent_is_a_share(casebook: Draw) -> None:
    cases = casebook("""
        case_id | bal_performed | bal_lymphocytes_pct | bal_eosinophils_pct | bal_neutrophils_pct
        a-1     | yes           | 44                  | 0                   | not read
    """)
    rows = ask("lavage", EVERY, cases)
    listed = FIGURES["lavage"].in_list

    assert listed
    assert rows.filter(case_id=of_lavage.REFERENCE)["share_pct"].is_null().all()
    assert listed(rows).rows() == [
        (
            of_lavage.REFERENCE,
            (
                "lymphocytes 10 to 15 %, eosinophils up to 1 %, neutrophils up to 3 %, macrophages above 85 %; "
                "healthy, never smoked"
            ),
        ),
        ("a-1", "lymphocytes 44 %, eosinophils 0 %"),
    ]


def test_a_lavage_of_which_nothing_is_known_is_named_instead_of_drawn(casebook: Draw) -> None:
    cases = casebook("""
        case_id | bal_performed | bal_lymphocytes_pct | bal_alveolar_hemorrhage | bal_impression
        a-1     | yes           | 44                  |                         |
        b-1     | yes           |                     |                         | considered normal
        c-1     | yes           |                     | yes                     |
        d-1     | yes           | not read            |                         |
        e-1     | yes           |                     | no                      |
    """)
    question, rows = FIGURES["lavage"], ask("lavage", EVERY, cases)

    (drawn,) = question.same_axes([rows])

    assert drawn["case_id"].unique(maintain_order=True).to_list() == [of_lavage.REFERENCE, "a-1", "b-1", "c-1"]
    assert question.sentence(rows) == (
        "Cell shares of 5 lavages: reported in 1 of 5, not known in 4; lymphocytes 44 % in 1 case."
        + REFERENCE
        + " Not drawn, with neither a share of cells nor a finding in words: 2 lavages (d-1, e-1)."
    )
    assert question.in_list
    assert question.in_list(rows)["Case"].to_list() == [of_lavage.REFERENCE, "a-1", "b-1", "c-1"]


def test_hemorrhage_is_marked_beside_a_lavage_of_which_every_cell_is_stated(casebook: Draw) -> None:
    cases = casebook("""
        case_id | bal_performed | bal_lymphocytes_pct | bal_macrophages_pct | bal_alveolar_hemorrhage | bal_impression
        a       | yes           | 40                  | 60                  | yes                     | lymphocytosis
        b       | yes           |                     |                     | not reported            | neutrophilia
        c       | yes           |                     |                     | no                      |
    """)

    ends = ask("lavage", EVERY, cases).filter("last").select("case_id", "cell", "marks").rows()

    assert ends[1:] == [
        ("a", "macrophages", "hemorrhage; lymphocytosis"),
        ("b", "not stated", "neutrophilia"),
        ("c", "not stated", ""),
    ]


def test_lavages_that_are_not_drawn_are_counted(casebook: Draw) -> None:
    assert sentence_of("lavage", casebook(f"case_id | bal_performed\n{numbered(31, 'yes')}")).startswith(
        "Cell shares of the first 30 of 31 lavages: not known in any of 30."
    )


def test_lavage_is_not_counted_of_pulmonary_hypertension_and_that_is_said(casebook: Draw) -> None:
    cases = casebook("""
        case_id | bal_performed | bal_lymphocytes_pct | lung_injury_kind
        a       | yes           | 44                  | organizing pneumonia
        b       | yes           | 10                  | pulmonary hypertension
        c       | no            |                     | pulmonary hypertension
        d       | no            |                     | not read
    """)
    left = " 2 cases of pulmonary hypertension are not counted here."

    assert sentence_of("lavage", cases) == (
        f"Cell shares of 1 lavage: reported in 1 of 1; lymphocytes 44 % in 1 case.{REFERENCE}{left}"
    )
    assert sentence_of("lavage_by_drug", cases).endswith(f"Yes: a; no: d.{left}")
    only = Selection(kind=("pulmonary hypertension",))
    assert FIGURES["lavage"].sentence(ask("lavage", only, cases)) == left.strip()
    assert ask("lavage_by_drug", only, cases).is_empty()
    assert FIGURES["lavage_by_drug"].without_rows == (
        "Lavage done: no case. Those of pulmonary hypertension are not counted here."
    )


def test_no_lavage_is_said_to_be_none_reported_and_of_how_many_cases(casebook: Draw) -> None:
    of_two, of_one = (casebook(f"case_id | bal_performed\n{rows}") for rows in ("a | no\nb | not read", "a | no"))

    assert sentence_of("lavage", of_two) == "No lavage is reported in any of 2 cases."
    assert sentence_of("lavage", of_one) == "No lavage is reported in the one case."


# --- what was done, and how it ended


def test_a_pace_that_is_not_applicable_is_no_unknown(casebook: Draw) -> None:
    cases = casebook("""
        case_id | pace_of_recovery
        a       | rapid
        b       | not applicable
        c       | not reported
        d       | not read
    """)

    assert sentence_of("pace_by_drug", cases) == (
        "Pace of recovery: reported in 2 of 4, not known in 2: rapid 1, progressive 0, not applicable 1. Rapid: a; "
        "not applicable: b."
    )


def test_treatment_and_pace_are_said_among_reports(casebook: Draw) -> None:
    cases = casebook("""
        case_id | steroid_for_event | pace_of_recovery
        a       | yes               | rapid
        b       | yes               | not applicable
        c       | no                | progressive
        d       | no                | rapid
        e       | not reported      | not reported
        f       | not read          | not read
    """)

    assert sentence_of("treatment_flow", cases) == (
        "Among 2 reports of a steroid for the lung event, recovery was rapid in 1 of 1 that say; among 2 reports "
        "that none was given, recovery was rapid in 1 of 2 that say; among 2 reports where it is not known "
        "whether one was given, no pace of recovery is known." + NOT_BY_CHANCE
    )


def test_a_single_report_is_said_in_the_singular(casebook: Draw) -> None:
    cases = casebook("""
        case_id | steroid_for_event | pace_of_recovery
        a       | no                | rapid
    """)

    assert sentence_of("treatment_flow", cases) == (
        "Among 1 report that none was given, recovery was rapid in 1 of 1 that say." + NOT_BY_CHANCE
    )


# --- given again


def test_a_case_with_two_earlier_imids_counts_once(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | prior_imid | prior_imid_drugs          | prior_imid_lung_toxicity
        a       | pomalidomide | yes        | thalidomide; lenalidomide | no
        b       | pomalidomide | yes        | not read                  | not read
        c       | pomalidomide | no         | not applicable            | not applicable
        d       | pomalidomide | not read   | not read                  | not read
    """)

    assert sentence_of("re_exposure", cases) == (
        "Rechallenge: no report found. Another IMiD before the event: 2 cases (lung injury 0, none 1, not known "
        "1); after the event: no report found." + CHOSEN
    )


def test_a_drug_that_was_not_given_again_is_not_one_of_which_no_report_is_found(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | rechallenge | prior_imid | later_other_imid
        a       | pomalidomide | no          | no         | no
        b       | pomalidomide | no          | not read   |
        c       | thalidomide  | not read    | no         | not read
    """)

    assert sentence_of("re_exposure", cases) == (
        "Rechallenge: not given again in 2 cases. Another IMiD before the event: not given in 2 cases; after the "
        "event: not given in 1 case." + CHOSEN
    )
    denied = ask("re_exposure", EVERY, cases).filter(pl.col("not_given") > 0)
    assert denied.select("time", "drug", "given", "not_given_ids").rows() == [
        *(("before the event", "thalidomide", given, "c") for given in ("lenalidomide", "pomalidomide")),
        *(("before the event", "pomalidomide", given, "a") for given in ("thalidomide", "lenalidomide")),
        ("after the event", "pomalidomide", "thalidomide", "a"),
        ("after the event", "pomalidomide", "lenalidomide", "a"),
        ("after the event", "pomalidomide", "pomalidomide", "a, b"),
    ]


def test_a_rechallenge_of_unknown_result_is_no_share(casebook: Draw) -> None:
    cases = casebook("""
        case_id | rechallenge | rechallenge_result
        a       | yes         | outcome unknown
        b       | yes         | not read
        c       | no          | not applicable
    """)

    sentence = sentence_of("re_exposure", cases)

    assert sentence.startswith("Rechallenge: 2 cases, with what result is not known.")
    assert "%" not in sentence


def test_another_imid_afterwards_has_a_result_of_its_own(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug        | later_other_imid | later_other_imid_drugs | later_other_imid_result | rechallenge
        a       | thalidomide | yes              | lenalidomide           | did not recur           | no
        b       | thalidomide | yes              | not reported           | outcome unknown         | not read
        c       | thalidomide | not reported     |                        |                         |
    """)

    assert "after the event: 2 cases (lung injury 0, none 1, not known 1)." in sentence_of("re_exposure", cases)
    columns = ("time", "given", "cases", "recurred_ids", "not_recurred_ids", "unknown_ids")
    cells = ask("re_exposure", EVERY, cases).select(columns).rows()
    assert [cell for cell in cells if cell[2]] == [
        ("after the event", "lenalidomide", 1, "", "a", ""),
        ("after the event", "not named", 1, "", "", "b"),
    ]


def test_a_drug_named_by_none_of_the_reports_leaves_a_cell_without_a_count(casebook: Draw) -> None:
    empty = ask("re_exposure", EVERY, casebook("case_id\na"))

    before = empty.filter(pl.col("time") == "before the event")
    assert before.filter(pl.col("drug").cast(pl.String) == pl.col("given")).is_empty()
    assert empty["cases"].to_list() == [0] * 15
    assert {*empty["recurred_ids"], *empty["not_recurred_ids"], *empty["unknown_ids"]} == {""}
    assert "%" not in FIGURES["re_exposure"].sentence(empty)


@pytest.mark.parametrize("known", [1, 4, 9])
@pytest.mark.parametrize(
    ("question", "column"),
    [("steroid_by_drug", "steroid_for_event"), ("lavage_by_drug", "bal_performed"), ("outcome_by_drug", "outcome")],
)
def test_below_ten_known_cases_no_percentage_is_said(casebook: Draw, question: str, column: str, known: int) -> None:
    term = "resolved" if column == "outcome" else "yes"

    sentence = sentence_of(question, casebook(f"case_id | {column}\n{numbered(known, term)}\nz | not reported"))

    assert f"{known} of {known} reported" in sentence
    assert "%" not in sentence


@pytest.mark.parametrize(
    ("question", "column", "terms"),
    [
        ("steroid_by_drug", "steroid_for_event", ("yes", "no")),
        ("outcome_by_drug", "outcome", ("resolved", "stable")),
        ("onset_by_drug", "onset", ("abrupt", "asymptomatic")),
        ("lavage_by_drug", "bal_performed", ("yes", "no")),
        ("pace_by_drug", "pace_of_recovery", ("rapid", "not applicable")),
    ],
)
def test_below_five_known_cases_the_cases_are_named(
    casebook: Draw, question: str, column: str, terms: tuple[str, str]
) -> None:
    first, second = terms
    drawn = f"""
        case_id | drug         | {column}
        a       | pomalidomide | {first}
        b       | thalidomide  | {first}
        c       | thalidomide  | {first}
        d       | lenalidomide | {second}
        e       | lenalidomide | not reported
        f       | pomalidomide | not read"""

    four, five = casebook(drawn), casebook(f"{drawn}\ng | pomalidomide | {second}")

    assert sentence_of(question, four).endswith(f". {first.capitalize()}: b, c, a; {second}: d.")
    assert "b, c, a" not in sentence_of(question, five)


def test_below_five_known_latencies_each_is_said_with_its_case(casebook: Draw) -> None:
    drawn = """
        case_id | latency_value | latency_unit | latency_days
        a       | 2             | month        | 60.875
        b       | 7             | day          | 7
        c       | 9             | week         | 63
        d       | 480           | day          | 480
        e       | 2             | cycle        | not reported
        f       |               |              | not read"""

    four, five = casebook(drawn), casebook(f"{drawn}\ng | 1 | day | 1")

    assert sentence_of("latency", four).endswith("median 62 days. b: 7 days; a: 2 months; c: 9 weeks; d: 480 days.")
    assert sentence_of("latency", five).endswith("median 61 days.")


# --- two selections side by side


def test_two_sides_have_the_same_terms_and_the_same_end_of_the_axis(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | outcome
        a       | pomalidomide | resolved
        b       | pomalidomide | resolved
        c       | thalidomide  | stable
    """)
    sides = [ask("outcome_by_drug", Selection(drug=(drug,)), cases) for drug in ("pomalidomide", "thalidomide")]

    left, right = (
        drawn.select("outcome", "cases", "of_term", "axis_end").rows()
        for drawn in FIGURES["outcome_by_drug"].same_axes(sides)
    )

    assert left == [("resolved", 2, 2, 2), ("stable", 0, 0, 2)]
    assert right == [("resolved", 0, 0, 2), ("stable", 1, 1, 2)]


def test_findings_of_two_sides_stand_in_one_order_kind_by_kind(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | symptoms     | ct_patterns
        a       | pomalidomide | cough; fever | nodules
        b       | thalidomide  | fever; rash  | not read
    """)
    sides = [ask("finding_counts", Selection(drug=(drug,)), cases) for drug in ("pomalidomide", "thalidomide")]

    left, right = (
        drawn.select("finding", "of_term", "finding_rank", "first_of_kind").rows()
        for drawn in FIGURES["finding_counts"].same_axes(sides)
    )

    none = ("CT distribution: none named", 0, 4, True)
    assert left == [("fever", 1, 0, True), ("cough", 1, 1, False), ("rash", 0, 2, False), ("nodules", 1, 3, True), none]
    assert right == [
        ("fever", 1, 0, True),
        ("cough", 0, 1, False),
        ("rash", 1, 2, False),
        ("nodules", 0, 3, True),
        none,
    ]


def test_two_matrices_have_the_same_findings_and_what_is_not_named_keeps_its_state(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | symptoms     | ct_patterns    | ct_distribution
        a       | pomalidomide | cough; fever | nodules        | none
        b       | pomalidomide | not read     | not applicable |
        c       | thalidomide  | fever; rash  | not read       | not read
        d       | thalidomide  |              | none           | none
    """)
    sides = [ask("finding_matrix", Selection(drug=(drug,)), cases) for drug in ("pomalidomide", "thalidomide")]

    left, right = FIGURES["finding_matrix"].same_axes(sides)

    columns = dict(pl.concat([left, right]).select("finding_rank", "finding").unique().rows())
    assert columns == {1: "fever", 2: "cough", 3: "rash", 4: "nodules", 5: "no CT distribution"}
    assert left.columns == right.columns == sides[0].columns
    # What is not named has no row, but for the first of its kind, where a case stands that says nothing of it.
    assert {case: cells_of(left, case) for case in "ab"} == {
        "a": {"fever": "named", "cough": "named", "nodules": "named", "no CT distribution": "not said"},
        "b": {"fever": "not read", "nodules": "not applicable", "no CT distribution": "not reported"},
    }
    assert {case: cells_of(right, case) for case in "cd"} == {
        "c": {"fever": "named", "rash": "named", "nodules": "not read", "no CT distribution": "not read"},
        "d": {"fever": "not reported", "nodules": "denied", "no CT distribution": "not said"},
    }


def cells_of(matrix: pl.DataFrame, case_id: str) -> dict[str, str]:
    """Give the state of each finding of one case."""
    return dict(matrix.filter(pl.col("case_id") == case_id).select("finding", "state").rows())


def test_two_selections_share_a_field_of_pairs_one_above_the_diagonal_and_one_below_it(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | symptoms     | ct_patterns
        a       | pomalidomide | cough; fever | nodules
        b       | pomalidomide | cough; fever | nodules
        c       | thalidomide  | fever; rash  | not applicable
        d       | thalidomide  | fever; rash  |
        e       | thalidomide  | cough; fever |
        f       | thalidomide  | rash         | diffuse alveolar opacities
        g       | thalidomide  | not read     |
    """)
    sides = [ask("finding_pairs", Selection(drug=(drug,)), cases) for drug in ("pomalidomide", "thalidomide")]

    left, right = FIGURES["finding_pairs"].same_axes(sides)

    for side in (left, right):
        assert dict(side.select("finding", "place").rows()) == {"fever": 1, "cough": 2, "nodules": 3, "rash": 4}
        assert dict(side.select("with_finding", "with_place").rows()) == dict(side.select("finding", "place").rows())
        assert side["axis_end"].unique().to_list() == [2]
    of_left, of_right = (
        side.filter(pl.col("cases") > 0).select("finding", "with_finding", "cases").rows() for side in (left, right)
    )
    assert of_left == [("cough", "nodules", 2), ("fever", "cough", 2), ("fever", "nodules", 2)]
    # One case on the side of B stands where A has two.
    assert of_right == [("rash", "fever", 2), ("cough", "fever", 1)]
    assert FIGURES["finding_pairs"].legend(pl.concat(sides)) == (
        "Not drawn: 1 pair whose count is 1. “Rows and CSV” has all."
    )


def test_a_pair_that_one_case_alone_names_is_drawn_where_no_pair_has_more(casebook: Draw) -> None:
    few = casebook("case_id | symptoms\na | cough; fever; rash\nb | fever")
    more = casebook("case_id | symptoms\na | cough; fever; rash\nb | fever; rash\nc | not read")

    pairs = FIGURES["finding_pairs"]
    assert pairs.in_list
    for cases, drawn, legend in (
        (few, 6, ""),
        (more, 2, "Not drawn: 2 pairs whose count is 1. “Rows and CSV” has all."),
    ):
        rows = ask("finding_pairs", EVERY, cases)
        assert rows.height == 6
        assert [side.height for side in pairs.same_axes([rows])] == [drawn]
        assert pairs.legend(rows) == legend
        assert pairs.in_list(rows)["Cases"].to_list() == [2 if legend else 1] * (drawn // 2)


@pytest.mark.parametrize(("cases", "and_more"), [(10, ""), (11, " and 1 more"), (21, " and 11 more")])
def test_the_list_of_pairs_says_how_many_cases_it_does_not_name(casebook: Draw, cases: int, and_more: str) -> None:
    drawn = casebook(f"case_id | symptoms\n{numbered(cases, 'cough; fever')}")
    listed = FIGURES["finding_pairs"].in_list
    assert listed

    (which,) = listed(ask("finding_pairs", EVERY, drawn))["Which"]

    assert which == ", ".join(f"case{number:04}" for number in range(10)) + and_more


def test_of_more_than_thirty_pairs_those_that_the_most_cases_name_are_drawn(casebook: Draw) -> None:
    twelve = "; ".join(codebook().terms("symptom")[:12])  # 66 pairs
    alike = casebook(f"case_id | symptoms\n{numbered(2, twelve)}")
    differing = casebook(f"case_id | symptoms\n{numbered(2, twelve)}\nz | dyspnea; cough; fever")

    pairs = FIGURES["finding_pairs"]
    for cases, drawn, legend in (
        (alike, 132, ""),  # all are named as often: to draw some of them alone would say that they are not
        (differing, 6, "Not drawn: 63 pairs whose count is below 3. “Rows and CSV” has all."),
    ):
        rows = ask("finding_pairs", EVERY, cases)
        assert [side.height for side in pairs.same_axes([rows])] == [drawn]
        assert pairs.legend(rows) == legend


def test_two_flows_stand_below_each_other_a_case_of_either_as_high_as_one_of_the_other(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | steroid_for_event | outcome
        a       | pomalidomide | yes               | resolved
        b       | pomalidomide | not read          | not reported
        c       | thalidomide  | no                | stable
    """)
    sides = [ask("treatment_flow", Selection(drug=(drug,)), cases) for drug in ("pomalidomide", "thalidomide")]

    left, right = FIGURES["treatment_flow"].same_axes(sides)

    assert (left["low"].min(), left["high"].max()) == (0, 2)
    assert (right["low"].min(), right["high"].max()) == (3, 4)
    assert left["axis_end"].unique().to_list() == right["axis_end"].unique().to_list() == [4]


def test_what_is_known_of_two_selections_ends_at_the_larger(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | latency_days
        a       | pomalidomide | 7
        b       | pomalidomide | not read
        c       | thalidomide  |
    """)
    sides = [ask("known_facts", Selection(drug=(drug,)), cases) for drug in ("pomalidomide", "thalidomide")]

    ends = [side["axis_end"].unique().to_list() for side in FIGURES["known_facts"].same_axes(sides)]

    assert ends == [[2], [2]]


def test_two_matrices_of_re_exposure_have_the_same_cells(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | prior_imid | prior_imid_drugs | prior_imid_lung_toxicity
        a       | pomalidomide | yes        | not read         | not read
        b       | thalidomide  | yes        | lenalidomide     | no
        c       | thalidomide  | no         | not applicable   | not applicable
    """)
    sides = [ask("re_exposure", Selection(drug=(drug,)), cases) for drug in ("pomalidomide", "thalidomide")]

    left, right = FIGURES["re_exposure"].same_axes(sides)

    cells = ("time", "drug", "given")
    assert left.select(cells).rows() == right.select(cells).rows()
    assert right.filter(pl.col("given") == "not named").select("cases", "unknown_ids").unique().rows() == [(0, "")]
    assert right.filter(pl.col("cases") > 0).select("given", "not_recurred", "not_recurred_ids").rows() == [
        ("lenalidomide", 1, "b")
    ]


@pytest.mark.parametrize("question", ["finding_matrix", "finding_pairs", "treatment_flow"])
def test_a_side_without_a_case_takes_none_from_the_other(casebook: Draw, question: str) -> None:
    cases = casebook("case_id | symptoms | ct_patterns\na | cough; fever | nodules")
    sides = [ask(question, selection, cases) for selection in (EVERY, NONE)]

    every, none = FIGURES[question].same_axes(sides)

    assert every.height >= sides[0].height
    assert none.filter(pl.col("cases") > 0).is_empty() if "cases" in none.columns else none.is_empty()


def test_a_side_that_knows_nothing_of_a_kind_of_finding_has_no_zero_there_and_one_without_a_case_no_row(
    casebook: Draw,
) -> None:
    cases = casebook("""
        case_id | drug         | symptoms | ct_patterns
        a       | pomalidomide | cough    | nodules
        b       | thalidomide  | fever    | not read
    """)
    of_drugs = [Selection(drug=(drug,)) for drug in ("pomalidomide", "thalidomide", "lenalidomide")]
    sides = [ask("finding_counts", selection, cases) for selection in of_drugs]

    _, second, third = FIGURES["finding_counts"].same_axes(sides)

    counted = second.filter(pl.col("kind") != "CT distribution").select("finding", "of_term", "last", "known", "of_all")
    assert counted.rows() == [
        ("cough", 0, True, 1, 1),
        ("fever", 1, True, 1, 1),
        ("nodules", 0, False, 0, 1),
    ]
    assert third.is_empty()


def test_a_cell_of_re_exposure_without_a_report_is_left_out_and_counted(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | rechallenge | rechallenge_result
        a       | pomalidomide | yes         | recurred
    """)
    rows = ask("re_exposure", EVERY, cases)

    (drawn,) = FIGURES["re_exposure"].same_axes([rows])

    assert drawn.select("time", "drug", "given", "recurred").rows() == [
        ("after the event", "pomalidomide", "pomalidomide", 1)
    ]
    assert FIGURES["re_exposure"].legend(rows) == (
        "Of 15 combinations of time and drugs 14 have no report: blank, or left out."
    )
    assert FIGURES["re_exposure"].legend(pl.concat([rows, rows])) == FIGURES["re_exposure"].legend(rows)
    assert FIGURES["re_exposure"].same_axes([ask("re_exposure", NONE, cases)])[0].is_empty()


@pytest.mark.parametrize(("cases", "and_more"), [(10, ""), (11, " and 1 more"), (21, " and 11 more")])
def test_the_list_of_re_exposures_says_of_how_many_cases_it_is_silent(
    casebook: Draw, cases: int, and_more: str
) -> None:
    drawn = casebook(f"case_id | rechallenge | rechallenge_result\n{numbered(cases, 'yes', 'recurred')}")
    listed = FIGURES["re_exposure"].in_list
    assert listed

    (what_happened,) = listed(ask("re_exposure", EVERY, drawn))["What happened"]

    named = ", ".join(f"case{number:04}" for number in range(10))
    assert what_happened == f"injury {cases}: {named}{and_more}"


def test_latencies_by_drug_have_no_row_of_a_drug_that_the_filter_of_their_side_takes_away(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | latency_days
        a       | thalidomide  | 7
        b       | lenalidomide | not read
    """)
    sides = [ask("latency", Selection(drug=(drug,)), cases) for drug in ("thalidomide", "lenalidomide")]

    both = FIGURES["latency"].same_axes(sides)

    assert [side["drug"].to_list() for side in both] == [["thalidomide"], ["lenalidomide"]]


@pytest.mark.parametrize("question", ["latency_by_onset", "latency_by_prior_imid"])
def test_latencies_have_a_row_for_each_term_of_either_side_and_none_without_a_case(
    casebook: Draw, question: str
) -> None:
    term = {"latency_by_onset": "onset", "latency_by_prior_imid": "prior_imid"}[question]
    cases = casebook("""
        case_id | drug        | onset  | prior_imid | latency_days
        a       | thalidomide | abrupt | yes        | 7
        b       | lenalidomide| abrupt | no         | not read
    """)
    sides = [ask(question, Selection(drug=(drug,)), cases) for drug in ("thalidomide", "lenalidomide")]

    (alone,) = FIGURES[question].same_axes(sides[:1])
    both = FIGURES[question].same_axes(sides)

    assert alone.height == 1
    assert {*both[0][term]} == {*both[1][term]}
    assert [side["cases"].sum() for side in both] == [1, 1]


# --- no case at all


@pytest.mark.parametrize("question", sorted(FIGURES.keys() - {"exposure"}))  # which is about one case
def test_a_figure_has_no_row_exactly_where_no_case_is_selected(casebook: Draw, question: str) -> None:
    cases = casebook("case_id\na")

    assert not ask(question, EVERY, cases).is_empty()
    assert ask(question, NONE, cases).is_empty()


def test_a_table_over_no_case_has_no_row(casebook: Draw) -> None:
    assert TABLES["latency_summary"].in_words(ask("latency_summary", NONE, casebook("case_id\na"))).is_empty()

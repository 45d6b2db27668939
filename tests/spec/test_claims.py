"""The founding report, recomputed: what the eight cases answer, and that one case that contradicts turns a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.questions import claims
from casebook.selection import Selection
from casebook.store import ask
from tests.drawing import add_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]
    Answer = tuple[str, str, list[str]]

NONE = Selection(q="a word that no case has")


def answers(
    cases: duckdb.DuckDBPyConnection, scope: str = "eight", selection: Selection | None = None
) -> dict[int, Answer]:
    """Give verdict, answer and differing cases of each claim."""
    rows = ask("claims", selection or Selection(), cases).filter(scope=scope)
    return {claim: tuple(answer) for claim, *answer in rows.select("claim", "verdict", "answer", "differing").rows()}


def verdict(drawn: duckdb.DuckDBPyConnection, claim: int) -> tuple[str, list[str]]:
    """Give the verdict on a claim over drawn cases, and the cases that make it differ."""
    agrees, _, differing = answers(drawn, "filtered")[claim]
    return agrees, differing


EIGHT = {
    1: ("agrees", "6 to 670 days in the 7 of 8 that say", []),
    2: (
        "cannot be said",
        "abrupt 2, progressive 3, not known 3 of 8; whether progressive means rapidly is not told apart",
        [],
    ),
    3: ("agrees", "ground-glass opacities in 6 of 8 that say; mid to upper in 5 of those", []),
    4: ("differs", "raised in 4 of 5 lavages that say; hemorrhage named in 1", ["geyer-2011-1"]),
    5: ("agrees", "said of 8 of 8; not known of 0", []),
    6: ("differs", "drug stopped and rapid in 6 of 8 that say; not known of 0", ["gajic-2018", "modi-2015"]),
    7: ("agrees", "1 of 8 whose outcome is known; not known of 0", []),
    8: ("agrees", "recurred in 3 of 4", []),
    9: ("agrees", "latest: 22 months, prior IMiD no", []),
    10: ("agrees", "latency known with a prior IMiD: 1; without: 1", []),
    11: ("agrees", "no report of another IMiD afterwards; cases on thalidomide 0, on lenalidomide 0", []),
    12: ("agrees", "9 months (ixazomib/lenalidomide/dexamethasone) or 11 months", []),
    13: ("agrees", "steroid for the event: no; background steroid: yes; resolved", []),
    14: (
        "agrees",
        (
            "lymphocytes 44 %, eosinophils 25 %, macrophages 30.5% or 31%, neutrophils 0.5 %; "
            "PaO2 72 then 96 mmHg; DLCO 37 then 63 %; TLC 73 then 108 %"
        ),
        [],
    ),
}


@pytest.mark.parametrize("claim", EIGHT)
def test_the_eight_cases_of_the_report_answer_its_claim(shipped: duckdb.DuckDBPyConnection, claim: int) -> None:
    assert answers(shipped)[claim] == EIGHT[claim]


def test_the_eight_cases_answer_the_same_whatever_is_filtered(shipped: duckdb.DuckDBPyConnection) -> None:
    assert answers(shipped, "eight", NONE) == EIGHT


@pytest.mark.parametrize("claim", EIGHT)
def test_no_case_can_say_nothing(shipped: duckdb.DuckDBPyConnection, claim: int) -> None:
    agrees, _, differing = answers(shipped, "filtered", NONE)[claim]

    assert (agrees, differing) == ("cannot be said", [])


@pytest.mark.parametrize(
    ("claim", "columns", "agreeing", "contradicting", "silent"),
    [
        (1, "latency_days", "480", "5", "not read"),
        (5, "infection_excluded", "yes", "no", "not reported"),
        (6, "drug_discontinued | pace_of_recovery", "yes | rapid", "yes | progressive", "yes | not read"),
        (6, "drug_discontinued | pace_of_recovery | outcome", "yes | rapid |", "yes | | worsened", "yes | | not read"),
        (9, "latency_days | prior_imid", "480 | no", "500 | yes", "500 | not read"),
    ],
)
def test_a_case_that_contradicts_turns_a_claim_and_a_silent_one_does_not(  # noqa: PLR0913, PLR0917  a row of the table
    casebook: Draw, claim: int, columns: str, agreeing: str, contradicting: str, silent: str
) -> None:
    heading, first = f"case_id | {columns}\n", f"a | {agreeing}\n"

    assert verdict(casebook(f"{heading}{first}"), claim) == ("agrees", [])
    assert verdict(casebook(f"{heading}{first}b | {contradicting}"), claim) == ("differs", ["b"])
    assert verdict(casebook(f"{heading}{first}b | {silent}"), claim)[0] != "differs"


def test_most_began_abruptly_or_not_only_where_the_unknown_cannot_turn_it(casebook: Draw) -> None:
    heading = "case_id | onset\n"

    assert verdict(casebook(f"{heading}a | abrupt\nb | abrupt\nc | not read"), 2)[0] == "agrees"
    assert verdict(casebook(f"{heading}a | asymptomatic\nb | asymptomatic\nc | not read"), 2)[0] == "differs"
    assert verdict(casebook(f"{heading}a | asymptomatic\nb | progressive\nc | abrupt"), 2)[0] == "cannot be said"


def test_an_unknown_distribution_is_no_other_distribution(casebook: Draw) -> None:
    heading = "case_id | ct_patterns | ct_distribution\n"
    upper, lower = "ground-glass opacities | upper", "ground-glass opacities | lower"

    assert verdict(casebook(f"{heading}a | {upper}"), 3) == ("agrees", [])
    assert verdict(casebook(f"{heading}a | {lower}"), 3) == ("differs", ["a"])
    assert verdict(casebook(f"{heading}a | ground-glass opacities | not read"), 3) == ("cannot be said", [])
    assert verdict(casebook(f"{heading}a | {upper}\nb | nodules |\nc | nodules |"), 3)[0] == "differs"
    assert verdict(casebook(f"{heading}a | not read | not read\nb | not applicable |"), 3) == ("cannot be said", [])


def test_a_cell_that_is_not_stated_is_not_a_low_one(casebook: Draw) -> None:
    columns = ("bal_lymphocytes_pct", "bal_eosinophils_pct", "bal_impression", "bal_alveolar_hemorrhage")
    heading = f"case_id | bal_performed | {' | '.join(columns)}\n"
    raised = "a | yes | 44 | not read | | yes\n"

    assert verdict(casebook(heading + raised), 4) == ("agrees", [])
    assert verdict(casebook(f"{heading}{raised}b | yes | 5 | not reported | | "), 4) == ("agrees", [])
    assert verdict(casebook(f"{heading}{raised}b | yes | 5 | 0 | | "), 4) == ("differs", ["b"])
    assert verdict(casebook(f"{heading}{raised}b | yes | | | considered normal | "), 4) == ("differs", ["b"])
    assert verdict(casebook(f"{heading}{raised}b | no | not applicable | not applicable | | "), 4) == ("agrees", [])


def test_hemorrhage_that_nobody_mentions_is_not_denied(casebook: Draw) -> None:
    heading = "case_id | bal_performed | bal_lymphocytes_pct | bal_alveolar_hemorrhage\n"

    assert verdict(casebook(f"{heading}a | yes | 44 | not reported"), 4) == ("cannot be said", [])


def test_a_second_case_of_residual_fibrosis_turns_the_claim(casebook: Draw) -> None:
    heading, fibrosis = "case_id | outcome\n", "improved with residual fibrosis"

    assert verdict(casebook(f"{heading}a | {fibrosis}\nb | resolved"), 7) == ("agrees", [])
    assert verdict(casebook(f"{heading}a | {fibrosis}\nb | not read"), 7) == ("cannot be said", [])
    assert verdict(casebook(f"{heading}a | {fibrosis}\nb | {fibrosis}"), 7) == ("differs", ["a", "b"])


def test_a_fifth_rechallenge_turns_the_claim_and_is_named(casebook: Draw) -> None:
    heading = "case_id | in_founding_table | rechallenge | rechallenge_result\n"
    four = "".join(f"{case} | true | yes | recurred\n" for case in "abc") + "d | true | yes | did not recur\n"

    assert verdict(casebook(heading + four), 8) == ("agrees", [])
    assert verdict(casebook(f"{heading}{four}e | false | yes | not read"), 8) == ("agrees", [])
    assert verdict(casebook(f"{heading}{four}e | false | yes | recurred"), 8) == ("differs", ["e"])


def test_six_latencies_with_and_six_without_a_prior_imid_are_enough_to_say(casebook: Draw) -> None:
    rows = "".join(f"{answer}{number} | {answer} | 7\n" for answer in ("yes", "no") for number in range(6))

    assert verdict(casebook(f"case_id | prior_imid | latency_days\n{rows}"), 10)[0] == "differs"


def test_another_imid_afterwards_with_a_result_turns_the_claim(casebook: Draw) -> None:
    heading = "case_id | drug | later_other_imid | later_other_imid_result\n"

    assert verdict(casebook(f"{heading}a | pomalidomide | no | not applicable"), 11) == ("agrees", [])
    assert verdict(casebook(f"{heading}a | thalidomide | |"), 11) == ("cannot be said", [])
    assert verdict(casebook(f"{heading}a | pomalidomide | yes | outcome unknown"), 11) == ("agrees", [])
    assert verdict(casebook(f"{heading}a | pomalidomide | yes | did not recur"), 11) == ("differs", ["a"])


def test_the_index_patient_must_have_recovered_without_a_steroid(casebook: Draw) -> None:
    heading = "case_id | steroid_for_event | background_steroid | outcome\nvivien-2022 | "

    assert verdict(casebook(f"{heading}no | yes | resolved"), 13) == ("agrees", [])
    assert verdict(casebook(f"{heading}yes | yes | resolved"), 13) == ("differs", ["vivien-2022"])
    assert verdict(casebook(f"{heading}not read | yes | resolved"), 13) == ("cannot be said", [])


def test_claims_are_answered_for_the_eight_cases_and_for_the_filtered_ones_apart(casebook: Draw) -> None:
    cases = casebook("""
        case_id | in_founding_table | drug         | latency_days | infection_excluded
        a       | true              | pomalidomide | 7            | yes
        b       | false             | thalidomide  | 900          | no
        c       | false             | thalidomide  | not read     |
    """)
    thalidomide = Selection(drug=("thalidomide",))

    eight, filtered = answers(cases, "eight", thalidomide), answers(cases, "filtered", thalidomide)

    assert (eight[1], eight[5]) == (
        ("agrees", "7 to 7 days in the 1 of 1 that say", []),
        ("agrees", "said of 1 of 1; not known of 0", []),
    )
    assert (filtered[1], filtered[5]) == (
        ("differs", "900 to 900 days in the 1 of 2 that say", ["b"]),
        ("differs", "said of 0 of 2; not known of 1", ["b"]),
    )


def test_claims_on_the_index_patient_are_judged_by_both_readings_of_the_report(casebook: Draw) -> None:
    cases = casebook("""
        case_id     | prior_imid | prior_imid_drugs | prior_imid_months
        vivien-2022 | yes        | lenalidomide     | 9
    """)
    readings = [{"says": "9 months", "locator": "Case"}, {"says": "11 months", "locator": "Discussion"}]
    months = {
        "case_id": "vivien-2022",
        "position": 1,
        "fact": "prior_imid_months",
        "readings": readings,
        "note": "Two.",
    }

    without = answers(cases, "filtered")[12]
    with_both = answers(add_rows(cases, "conflicts", months), "filtered")[12]

    assert without == ("cannot be said", "9 months", [])
    assert with_both == ("agrees", "9 months or 11 months", [])


def test_claims_on_measures_cannot_be_said_where_one_is_not_known(casebook: Draw) -> None:
    shares = ("bal_lymphocytes_pct", "bal_eosinophils_pct", "bal_macrophages_pct", "bal_neutrophils_pct")
    heading = f"case_id | {' | '.join(shares)} | pao2_mmhg | dlco_pct_pred | tlc_pct_pred\nvivien-2022 | "
    after = [("pao2_mmhg", 96.0), ("dlco_pct_pred", 63.0), ("tlc_pct_pred", 108.0)]
    later = {
        "case_id": "vivien-2022",
        "position": 1,
        "event": "recovery",
        "reported": "2 months",
        "value": 2.0,
        "unit": "month",
        "counted_from": "lung event",
        "detail": "",
        "locator": "Case",
        "measures": [{"fact": fact, "value": value} for fact, value in after],
    }

    known = add_rows(casebook(f"{heading}44 | 25 | 30.5 | 0.5 | 72 | 37 | 73"), "course", later)
    unread = add_rows(casebook(f"{heading}44 | 25 | 30.5 | 0.5 | not read | 37 | 73"), "course", later)
    other = add_rows(casebook(f"{heading}44 | 24 | 30.5 | 0.5 | 72 | 37 | 73"), "course", later)

    assert answers(known, "filtered")[14] == (
        "agrees",
        (
            "lymphocytes 44 %, eosinophils 25 %, macrophages 30.5 %, neutrophils 0.5 %; "
            "PaO2 72 then 96 mmHg; DLCO 37 then 63 %; TLC 73 then 108 %"
        ),
        [],
    )
    assert answers(unread, "filtered")[14] == ("cannot be said", "not all of them are known", [])
    assert verdict(other, 14) == ("differs", ["vivien-2022"])


def test_the_table_says_claim_and_place_and_both_answers(shipped: duckdb.DuckDBPyConnection) -> None:
    table = claims.claims.in_words(ask("claims", Selection(drug=("lenalidomide",)), shipped))

    claim, eight, filtered, differing, in_all = table.row(7)
    assert table.height == 14
    assert claim == "8. Rechallenge: recurrence in 3 of 4. (Discussion)"
    assert (eight, filtered) == ("agrees: recurred in 3 of 4", "differs: recurred in 1 of 1")
    assert (differing, in_all) == (["pmid-17494808"], 1)


def test_of_many_cases_that_differ_twenty_are_named_and_all_are_counted(casebook: Draw) -> None:
    rows = "".join(f"a{number:02} | 5\n" for number in range(25))

    table = claims.claims.in_words(ask("claims", Selection(), casebook(f"case_id | latency_days\n{rows}")))

    differing, in_all = table.row(0)[3:]
    assert (differing[0], differing[-1], len(differing), in_all) == ("a00", "a19", 20, 25)

"""The founding report, recomputed: a claim agrees or differs only where no unknown could turn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.questions import claims
from casebook.selection import Selection
from casebook.store import ask
from tests.drawing import add_rows, let_be_the_eight

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]
    Answer = tuple[str | None, str, list[str]]

NONE = Selection(q="a word that no case has")

CASES, EIGHT, INDEX_PATIENT = (1, 2, 3, 4, 5, 6, 10, 11), (7, 8, 9), (12, 13, 14)
"""Claims by what they are about."""

AGREES, DIFFERS, OPEN = claims.VERDICTS


def answers(
    cases: duckdb.DuckDBPyConnection, scope: str = "eight", selection: Selection | None = None
) -> dict[int, Answer]:
    """Give verdict, answer and differing cases of each claim."""
    rows = ask("claims", selection or Selection(), cases).filter(scope=scope)
    return {claim: tuple(answer) for claim, *answer in rows.select("claim", "verdict", "answer", "differing").rows()}


def of_eight(casebook: Draw, columns: str, *rows: str) -> duckdb.DuckDBPyConnection:
    """Draw cases a, b, c ... that all stand in the table of the report."""
    heading = f"case_id | in_founding_table | {columns}"
    return casebook(
        "\n".join([heading, *(f"{case_id} | true | {row}" for case_id, row in zip("abcdefgh", rows, strict=False))])
    )


def read_from_claim(cases: duckdb.DuckDBPyConnection, claim: int, fact: str, *case_ids: str) -> None:
    """Say of some cases that a fact was read from a claim of the report."""
    read = {"fact": fact, "state": "known", "value": "as the claim says", "locator": "Discussion", "from_claim": claim}
    add_rows(cases, "facts", *({"case_id": case_id, **read} for case_id in case_ids))


# --- the eight cases as they were frozen

FROZEN = {
    1: (OPEN, "6 to 670 days in the 7 of 8 that say, not known in 1", []),
    2: (
        OPEN,
        (
            "abrupt 2, progressive 3, without symptoms 0, not known in 3 of 8; "
            "whether progressive means rapidly is not told apart"
        ),
        [],
    ),
    3: (
        OPEN,
        (
            "ground-glass opacities named in 6 of 8, absent in 0, not known in 2; another pattern named in 2 at most, "
            "possible in 8; of the 6, mid to upper in 5, not there in 0, not known in 1"
        ),
        [],
    ),
    4: (
        AGREES,
        (
            "raised in 4 of 8, not raised or no lavage in 3, not known in 1; "
            "hemorrhage in 1 of 8, none or no lavage in 2, not known in 5"
        ),
        [],
    ),
    5: (AGREES, "ruled out in 8 of 8, not ruled out in 0, not known in 0", []),
    6: (
        DIFFERS,
        "drug stopped and rapid in 6 of 8, stopped and not rapid in 2, not known in 0",
        ["gajic-2018", "modi-2015"],
    ),
    7: (
        OPEN,
        (
            "residual fibrosis in 1 of 8, none in 3, not known in 4; "
            "that a case improved does not say whether scars stayed"
        ),
        [],
    ),
    8: (AGREES, "recurred in 3 of 4 reported as given again, not in 1", []),
    9: (OPEN, "latest known: 22 months, prior IMiD no; latency not known, or only a bound, of 1", []),
    10: (AGREES, "latency known with a prior IMiD: 1; without: 1", []),
    11: (AGREES, "no report of another IMiD afterwards; cases on thalidomide 0, on lenalidomide 0", []),
    12: (AGREES, "9 months (ixazomib/lenalidomide/dexamethasone) or 11 months", []),
    13: (AGREES, "steroid for the event: no; background steroid: yes; resolved", []),
    14: (
        AGREES,
        (
            "lymphocytes 44 %, eosinophils 25 %, macrophages 30.5 % or 31 %, neutrophils 0.5 %; "
            "PaO2 72 then 96 mmHg; DLCO 37 then 63 %; TLC 73 then 108 %"
        ),
        [],
    ),
}


@pytest.mark.parametrize("selection", [Selection(), NONE], ids=["every case", "no case"])
def test_the_eight_cases_answer_the_same_whatever_is_filtered(
    shipped: duckdb.DuckDBPyConnection, selection: Selection
) -> None:
    assert answers(shipped, "eight", selection) == FROZEN


def test_no_case_can_say_nothing(shipped: duckdb.DuckDBPyConnection) -> None:
    filtered = answers(shipped, "filtered", NONE)

    assert {claim: filtered[claim] for claim in CASES} == dict.fromkeys(CASES, (OPEN, "no case", []))


def test_filtered_cases_get_no_verdict_on_a_claim_about_the_eight_or_the_index_patient(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    filtered = answers(shipped, "filtered")

    assert {filtered[claim][0] for claim in (*EIGHT, *INDEX_PATIENT)} == {None}
    assert {filtered[claim][2:] == ([],) for claim in (*EIGHT, *INDEX_PATIENT)} == {True}
    assert filtered[8][1] == (
        "recurred in 4 of 5 reported as given again, not in 1, whether it was given again not read of 6"
    )
    assert {filtered[claim][1] for claim in INDEX_PATIENT} == {"asked of the index patient alone"}


@pytest.mark.parametrize(
    ("about", "of"), [("cases", CASES), ("the eight", EIGHT), ("the index patient", INDEX_PATIENT)]
)
def test_a_claim_says_what_it_is_about(shipped: duckdb.DuckDBPyConnection, about: str, of: tuple[int, ...]) -> None:
    rows = ask("claims", NONE, shipped)

    assert tuple(rows.filter(scope="eight", about=about)["claim"]) == of


# --- each claim on drawn cases: the columns, a row for each case, the verdict, the cases that differ

ONSET, CT, RECHALLENGE = "onset", "ct_patterns | ct_distribution", "rechallenge | rechallenge_result"
LAVAGE = "bal_performed | bal_lymphocytes_pct | bal_eosinophils_pct | bal_impression | bal_alveolar_hemorrhage"
LATENCY = "latency_kind | latency_value | latency_value_to | latency_unit"
STOPPING = "drug_discontinued | pace_of_recovery | outcome"
LATEST = "latency_days | prior_imid"
GGO = "ground-glass opacities"
SCARS = "improved with residual fibrosis"
SIX = ["7 | yes"] * 6

DRAWN: list[tuple[int, str, list[str], str, list[str]]] = [
    (1, "latency_days", ["6", "669.625"], AGREES, []),
    (1, "latency_days", ["6", "not read"], OPEN, []),
    (1, "latency_days", ["not read", "not reported"], OPEN, []),
    (1, "latency_days", ["5", "not read"], DIFFERS, ["a"]),
    (1, "latency_days", ["670", "5.9", "7"], DIFFERS, ["a", "b"]),
    (1, LATENCY, ["more than | 22 | | month"], OPEN, []),
    (1, LATENCY, ["more than | 23 | | month"], DIFFERS, ["a"]),
    (1, LATENCY, ["less than | 5 | | day"], DIFFERS, ["a"]),
    (1, LATENCY, ["less than | 3 | | month"], OPEN, []),
    (1, LATENCY, ["as given | 2 | | cycle"], OPEN, []),
    (1, f"{LATENCY} | latency_days", ["range | 20 | 24 | month | 669.625"], OPEN, []),
    (1, f"{LATENCY} | latency_days", ["range | 2 | 3 | month | 76.09375"], AGREES, []),
    (2, ONSET, ["abrupt", "abrupt", "not read"], AGREES, []),
    (2, ONSET, ["asymptomatic", "asymptomatic", "not read", "abrupt"], DIFFERS, []),
    (2, ONSET, ["asymptomatic", "progressive", "abrupt"], OPEN, []),
    (2, ONSET, ["abrupt", "not reported"], OPEN, []),
    (3, CT, [f"only {GGO} | upper"], AGREES, []),
    (3, CT, [f"only {GGO} | not read", f"only {GGO} | apical", f"only {GGO} | mid-to-upper; lower"], AGREES, []),
    (3, CT, [f"{GGO} | upper"], AGREES, []),
    (3, CT, [f"{GGO} | upper", "not read | upper"], OPEN, []),
    (3, CT, [f"only {GGO} | lower"], OPEN, []),
    (3, CT, [f"only {GGO} | bilateral; diffuse; random"], OPEN, []),
    (3, CT, [f"only {GGO} | not read"], OPEN, []),
    (3, CT, [f"only {GGO} | only lower"], DIFFERS, ["a"]),
    (3, CT, [f"only {GGO} | no upper; no apical"], OPEN, []),
    (3, CT, [f"only {GGO} | no upper; no apical; no mid-to-upper"], DIFFERS, ["a"]),
    (3, CT, [f"only {GGO} | upper", "only nodules |", "nodules; no ground-glass opacities |"], DIFFERS, ["b", "c"]),
    (3, CT, [f"only {GGO} | upper", "only nodules |", "nodules |"], OPEN, []),
    (3, CT, [f"only {GGO} | upper", "only nodules | upper"], AGREES, []),
    (3, CT, ["none | not applicable"], DIFFERS, ["a"]),
    (3, CT, [f"only {GGO} | upper", "not applicable | not applicable"], AGREES, []),
    (3, CT, ["not applicable | not applicable", "not read | not read"], OPEN, []),
    # Ground-glass opacities can be as frequent as nodules, or lie mid to upper for the most part, but not both.
    (3, CT, [f"only {GGO}; nodules | upper", "nodules | only lower", "only nodules |"], DIFFERS, ["b", "c"]),
    (4, LAVAGE, ["yes | 44 | not read | | yes"], AGREES, []),
    (4, LAVAGE, ["yes | 44 | not read | | not read", "yes | 5 | 0 | | yes"], AGREES, []),
    (4, LAVAGE, ["yes | 44 | not read | | not read"], OPEN, []),
    (4, LAVAGE, ["yes | 5 | not read | | yes"], OPEN, []),
    (4, LAVAGE, ["yes | 5 | 0 | | yes"], DIFFERS, []),
    (4, LAVAGE, ["yes | | | only considered normal | yes"], DIFFERS, []),
    (4, LAVAGE, ["yes | 5 | | no eosinophilia | yes"], DIFFERS, []),
    (4, LAVAGE, ["yes | 5 | | no lymphocytosis | yes"], OPEN, []),
    (4, LAVAGE, ["yes | | | eosinophilia | yes"], AGREES, []),
    (4, LAVAGE, ["yes | 44 | | | no", "no | not applicable | not applicable | | not applicable"], DIFFERS, []),
    (4, LAVAGE, ["no | not applicable | not applicable | | not applicable", "not read | | | |"], OPEN, []),
    (4, f"{LAVAGE} | lung_injury_kind", ["yes | 44 | | | not read | alveolar hemorrhage"], AGREES, []),
    (4, f"{LAVAGE} | lung_injury_kind", ["yes | 44 | | | yes | pulmonary hypertension"], OPEN, []),
    (5, "infection_excluded", ["yes", "yes"], AGREES, []),
    (5, "infection_excluded", ["yes", "not read"], OPEN, []),
    (5, "infection_excluded", ["yes", "no", "not reported"], DIFFERS, ["b"]),
    (6, STOPPING, ["yes | rapid |", "no | progressive | stable"], AGREES, []),
    (6, STOPPING, ["yes | rapid | resolved", "not read | rapid |"], AGREES, []),
    (6, STOPPING, ["not read | rapid |"], OPEN, []),
    (6, STOPPING, ["no | rapid |"], OPEN, []),
    (6, STOPPING, ["yes | rapid |", "yes | not read | resolved"], OPEN, []),
    (6, STOPPING, ["yes | rapid |", "not reported | progressive |"], OPEN, []),
    (6, STOPPING, ["yes | rapid |", "yes | progressive |", "yes | | worsened", "yes | |"], DIFFERS, ["b", "c"]),
    (6, STOPPING, ["yes | not applicable | not read"], OPEN, []),
    (7, "outcome", [SCARS, "resolved", "died of the lung injury"], AGREES, []),
    (7, "outcome", [SCARS, "improved"], OPEN, []),
    (7, "outcome", [SCARS, "not read"], OPEN, []),
    (7, "outcome", ["resolved", "not reported"], OPEN, []),
    (7, "outcome", [SCARS, SCARS, "not read"], DIFFERS, ["a", "b"]),
    (7, "outcome", ["resolved", "resolved"], DIFFERS, []),
    (8, RECHALLENGE, [*["yes | recurred"] * 3, "yes | did not recur"], AGREES, []),
    (8, RECHALLENGE, [*["yes | recurred"] * 3, "yes | did not recur", "no | not applicable", "|"], AGREES, []),
    (8, RECHALLENGE, [*["yes | recurred"] * 3, "yes | did not recur", "not read | not read"], OPEN, []),
    (8, RECHALLENGE, [*["yes | recurred"] * 3, "yes | not read"], OPEN, []),
    (8, RECHALLENGE, [*["yes | recurred"] * 4, "not read | not read"], DIFFERS, list("abcd")),
    (8, RECHALLENGE, [*["yes | recurred"] * 3, *["yes | not read"] * 2], DIFFERS, list("abcde")),
    (8, RECHALLENGE, [*["yes | did not recur"] * 2, "yes | recurred", "not read | not read"], DIFFERS, list("abc")),
    (8, RECHALLENGE, ["yes | recurred", "yes | not read", "not read | not read"], DIFFERS, ["a", "b"]),
    (8, RECHALLENGE, ["no | not applicable"], DIFFERS, []),
    (9, LATEST, ["669.625 | no", "7 | yes"], AGREES, []),
    (9, LATEST, ["669.625 | no", "669.625 | yes"], DIFFERS, ["b"]),
    (9, LATEST, ["669.625 | not read", "7 | no"], OPEN, []),
    (9, LATEST, ["669.625 | no", "not read | no"], OPEN, []),
    (9, LATEST, ["669.625 | no", "700 | no"], DIFFERS, ["b"]),
    (9, LATEST, ["480 | no", "7 | no"], DIFFERS, []),
    (9, LATEST, ["480 | no", "not read | yes"], DIFFERS, []),
    (9, f"{LATENCY} | prior_imid", ["as given | 1 | | cycle | no"], OPEN, []),
    (9, f"{LATENCY} | prior_imid", ["more than | 22 | | month | yes"], DIFFERS, ["a"]),
    (9, f"{LATENCY} | prior_imid", ["more than | 2 | | year | no"], DIFFERS, ["a"]),
    (10, LATEST, [*SIX, "7 | no"], AGREES, []),
    (10, LATEST, ["not read | not read"], AGREES, []),
    (11, "drug | later_other_imid | later_other_imid_result", ["pomalidomide | no | not applicable"], AGREES, []),
    (11, "drug | later_other_imid | later_other_imid_result", ["pomalidomide | yes | outcome unknown"], AGREES, []),
    (11, "drug | later_other_imid | later_other_imid_result", ["thalidomide | |"], OPEN, []),
    (11, "drug | later_other_imid | later_other_imid_result", ["pomalidomide | yes | did not recur"], DIFFERS, ["a"]),
]


@pytest.fixture(scope="module")
def drawn(lasting_casebook: Draw) -> duckdb.DuckDBPyConnection:
    """Draw the cases of the whole table at once: one called 3-b is the second of the fourth row."""
    columns = sorted({column for _, heading, *_ in DRAWN for column in heading.split(" | ")})
    lines = [f"case_id | {' | '.join(columns)}"]
    for number, (_, heading, rows, _, _) in enumerate(DRAWN):
        for letter, row in zip("abcdefgh", rows, strict=False):
            cells = dict(zip(heading.split(" | "), row.split("|"), strict=True))
            lines.append(f"{number}-{letter} | {' | '.join(cells.get(column, '') for column in columns)}")
    return lasting_casebook("\n".join(lines))


FIRST = {(claim, verdict): number for number, (claim, _, _, verdict, _) in reversed([*enumerate(DRAWN)])}
"""The first drawing for each claim and verdict; those after it are slow together."""


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(
            number,
            id=f"{claim}: {'; '.join(rows)} {verdict}",
            marks=() if FIRST[claim, verdict] == number else pytest.mark.slow,
        )
        for number, (claim, _, rows, verdict, _) in enumerate(DRAWN)
    ],
)
def test_claims_agree_or_differ_only_where_no_unknown_could_turn_them(
    drawn: duckdb.DuckDBPyConnection, number: int
) -> None:
    claim, _, _, verdict, differing = DRAWN[number]
    let_be_the_eight(drawn, f"{number}-")

    found, _, differ = answers(drawn)[claim]

    assert (found, differ) == (verdict, [f"{number}-{letter}" for letter in differing])


def test_six_latencies_with_and_six_without_a_prior_imid_are_enough_to_say(casebook: Draw) -> None:
    rows = "".join(f"{answer}{number} | {answer} | 7\n" for answer in ("yes", "no") for number in range(6))

    assert answers(casebook(f"case_id | prior_imid | latency_days\n{rows}"), "filtered")[10][0] == DIFFERS


# --- values that were read from the claim itself

ITSELF = [
    (1, "latency_days", "latency_days", "7"),
    (2, "onset", "onset", "abrupt"),
    (3, CT, "ct_patterns", f"only {GGO} | upper"),
    (3, CT, "ct_distribution", f"only {GGO} | upper"),
    (4, LAVAGE, "bal_lymphocytes_pct", "yes | 44 | | | yes"),
    (4, LAVAGE, "bal_eosinophils_pct", "yes | | 25 | | yes"),
    (4, LAVAGE, "bal_impression", "yes | | | lymphocytosis | yes"),
    (4, LAVAGE, "bal_alveolar_hemorrhage", "yes | 44 | | | yes"),
    (5, "infection_excluded", "infection_excluded", "yes"),
    (6, STOPPING, "drug_discontinued", "yes | rapid | resolved"),
    (6, STOPPING, "pace_of_recovery", "yes | rapid | resolved"),
    (7, "outcome", "outcome", SCARS),
    (9, LATEST, "latency_days", "669.625 | no"),
    (9, LATEST, "prior_imid", "669.625 | no"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("claim", "columns", "fact", "row"), ITSELF)
def test_a_value_that_was_read_from_the_claim_itself_proves_nothing_for_it(
    casebook: Draw, claim: int, columns: str, fact: str, row: str
) -> None:
    cases = of_eight(casebook, columns, row)
    from_elsewhere = answers(cases)[claim]

    read_from_claim(cases, claim, fact, "a")

    verdict, answer, _ = answers(cases)[claim]
    assert from_elsewhere[0] == AGREES
    assert verdict == OPEN
    assert answer.endswith("; 1 of 1 was read from this sentence itself: it cannot be said from elsewhere")


def test_results_of_rechallenge_that_were_read_from_the_claim_itself_prove_nothing_for_it(casebook: Draw) -> None:
    cases = of_eight(casebook, RECHALLENGE, *["yes | recurred"] * 3, "yes | did not recur")

    read_from_claim(cases, 8, "rechallenge_result", "a", "b")

    assert answers(cases)[8][:2] == (
        OPEN,
        (
            "recurred in 1 of 2 reported as given again, not in 1, whether it was given again not read of 2; "
            "2 of 4 were read from this sentence itself: it cannot be said from elsewhere"
        ),
    )


def test_one_that_says_no_makes_a_claim_differ_whatever_was_read_from_the_claim_itself(casebook: Draw) -> None:
    cases = of_eight(casebook, "infection_excluded", "yes", "yes", "no")

    read_from_claim(cases, 5, "infection_excluded", "a", "b")

    assert answers(cases)[5] == (
        DIFFERS,
        (
            "ruled out in 0 of 3, not ruled out in 1, not known in 2; "
            "2 of 3 were read from this sentence itself, which proves nothing"
        ),
        ["c"],
    )


def test_a_value_that_was_read_from_another_claim_counts(casebook: Draw) -> None:
    cases = of_eight(casebook, "infection_excluded", "yes")

    read_from_claim(cases, 6, "infection_excluded", "a")

    assert answers(cases)[5][0] == AGREES


# --- what is asked of whom


def test_neither_ct_nor_lavage_is_asked_of_pulmonary_hypertension(casebook: Draw) -> None:
    cases = of_eight(
        casebook,
        f"lung_injury_kind | {CT} | bal_performed",
        f"unspecified | only {GGO} | upper | yes",
        "pulmonary hypertension | not read | not read | no",
    )

    of_ct, of_lavage = (answers(cases)[claim] for claim in (3, 4))

    assert of_ct[0] == AGREES
    assert of_ct[1].startswith("ground-glass opacities named in 1 of 1, absent in 0, not known in 0;")
    assert of_lavage[1].startswith("raised in 0 of 1, not raised or no lavage in 0, not known in 1;")
    assert of_ct[1].endswith("; 1 of pulmonary hypertension not counted")
    assert of_lavage[1].endswith("; 1 of pulmonary hypertension not counted")


def test_a_case_in_which_the_drug_went_on_is_not_asked_what_stopping_did(casebook: Draw) -> None:
    cases = of_eight(casebook, STOPPING, "yes | rapid |", "no | progressive |")

    assert answers(cases)[6][1] == (
        "drug stopped and rapid in 1 of 1, stopped and not rapid in 0, not known in 0; "
        "1 in which the drug went on not counted"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("columns", "rows", "answer"),
    [
        ("latency_days", ["7"], "7 days in the 1 of 1 that says"),
        ("latency_days", ["7", "7.01", "not read"], "7 days in the 2 of 3 that say, not known in 1"),
        ("latency_days", ["5.6", "669.625"], "5.6 to 670 days in the 2 of 2 that say"),
        ("latency_days", ["not read"], "no latency in days known, not known in 1"),
        (
            LATENCY,
            ["more than | 2 | | year", "less than | 1 | | week", "as given | 2 | | cycle"],
            "no latency in days known, only a bound in 2 (less than 1 week, more than 2 years), not known in 1",
        ),
        (
            f"{LATENCY} | latency_days",
            ["range | 2 | 3 | month | 76.09375"],
            "61 to 91 days in the 1 of 1 that says",
        ),
    ],
)
def test_latencies_are_told_from_the_shortest_to_the_longest_and_one_value_once(
    casebook: Draw, columns: str, rows: list[str], answer: str
) -> None:
    assert answers(of_eight(casebook, columns, *rows))[1][1] == answer


def test_claims_are_answered_for_the_eight_cases_and_for_the_filtered_ones_apart(casebook: Draw) -> None:
    cases = casebook("""
        case_id | in_founding_table | drug         | latency_days | outcome
        a       | true              | pomalidomide | 7            | improved with residual fibrosis
        b       | false             | thalidomide  | 900          | improved with residual fibrosis
        c       | false             | thalidomide  | not read     |
    """)
    thalidomide = Selection(drug=("thalidomide",))

    eight, filtered = answers(cases, "eight", thalidomide), answers(cases, "filtered", thalidomide)

    assert (eight[1][0], eight[7][0]) == (AGREES, AGREES)
    assert filtered[1] == (DIFFERS, "900 days in the 1 of 2 that says, not known in 1", ["b"])
    assert filtered[7][:2] == (
        None,
        (
            "residual fibrosis in 1 of 2, none in 0, not known in 1; "
            "that a case improved does not say whether scars stayed"
        ),
    )


# --- the index patient


def test_the_index_patient_is_asked_although_the_filters_hide_it(casebook: Draw) -> None:
    cases = casebook("""
        case_id     | steroid_for_event | background_steroid | outcome
        vivien-2022 | no                | yes                | resolved
    """)

    assert answers(cases, "eight", NONE)[13][0] == AGREES
    assert answers(cases, "filtered", NONE)[13] == (None, "asked of the index patient alone", [])


def test_claims_about_an_index_patient_who_is_in_no_case_cannot_be_said(casebook: Draw) -> None:
    eight = answers(of_eight(casebook, "onset", "abrupt"))

    assert {eight[claim][:2] for claim in INDEX_PATIENT} == {(OPEN, "the index patient is not in this casebook")}


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("no | yes | resolved", AGREES),
        ("yes | yes | resolved", DIFFERS),
        ("yes | not read | not read", DIFFERS),
        ("no | no | resolved", DIFFERS),
        ("no | yes | worsened", DIFFERS),
        ("not read | yes | resolved", OPEN),
        ("no | not reported | resolved", OPEN),
        ("no | yes | not read", OPEN),
    ],
)
def test_the_index_patient_must_have_recovered_without_a_steroid(casebook: Draw, row: str, verdict: str) -> None:
    heading = "case_id | steroid_for_event | background_steroid | outcome\nvivien-2022 | "

    found, _, differing = answers(casebook(heading + row))[13]

    assert (found, differing) == (verdict, ["vivien-2022"] if verdict == DIFFERS else [])


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("yes | lenalidomide | 9", AGREES),
        ("yes | lenalidomide | 8", DIFFERS),
        ("yes | only thalidomide | 9", DIFFERS),
        ("no | not applicable | not applicable", DIFFERS),
        ("yes | thalidomide | 9", OPEN),
        ("yes | lenalidomide | not read", OPEN),
        ("not read | not read | not read", OPEN),
    ],
)
def test_the_index_patient_is_judged_by_both_readings_of_the_report(casebook: Draw, row: str, verdict: str) -> None:
    cases = casebook(f"case_id | prior_imid | prior_imid_drugs | prior_imid_months\nvivien-2022 | {row}")
    readings = [{"says": "9 months", "locator": "Case"}, {"says": "11 months", "locator": "Discussion"}]
    both = {"case_id": "vivien-2022", "position": 1, "fact": "prior_imid_months", "readings": readings, "note": "Two."}

    without = answers(cases)[12]
    with_both = answers(add_rows(cases, "conflicts", both))[12]

    assert without[0] != AGREES
    assert with_both[:2] == (verdict, "9 months or 11 months")


def test_a_claim_about_the_index_patient_cannot_be_said_from_its_own_sentence(casebook: Draw) -> None:
    cases = casebook("""
        case_id     | steroid_for_event | background_steroid | outcome
        vivien-2022 | no                | yes                | resolved
    """)

    read_from_claim(cases, 13, "steroid_for_event", "vivien-2022")

    verdict, answer, _ = answers(cases)[13]
    assert verdict == OPEN
    assert answer.endswith("; 1 of 1 was read from this sentence itself: it cannot be said from elsewhere")


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
    other = add_rows(casebook(f"{heading}44 | 24 | 30.5 | 0.5 | not read | 37 | 73"), "course", later)

    assert answers(known)[14] == (
        AGREES,
        (
            "lymphocytes 44 %, eosinophils 25 %, macrophages 30.5 %, neutrophils 0.5 %; "
            "PaO2 72 then 96 mmHg; DLCO 37 then 63 %; TLC 73 then 108 %"
        ),
        [],
    )
    assert answers(unread)[14][0] == OPEN
    assert "PaO2 not known then 96 mmHg" in answers(unread)[14][1]
    assert answers(other)[14][::2] == (DIFFERS, ["vivien-2022"])


# --- in words


def test_the_table_says_claim_and_place_and_both_answers(shipped: duckdb.DuckDBPyConnection) -> None:
    table = claims.claims.in_words(ask("claims", Selection(drug=("lenalidomide",)), shipped))

    claim, about, eight, filtered, differing, in_all = table.row(7)
    assert table.height == 14
    assert (claim, about) == ("8. Rechallenge: recurrence in 3 of 4. (Discussion)", "the eight")
    assert eight == "agrees: recurred in 3 of 4 reported as given again, not in 1"
    assert filtered.startswith("recurred in 1 of 1 reported as given again, not in 0")
    assert (differing, in_all) == ([], 0)


def test_of_many_cases_that_differ_twenty_are_named_and_all_are_counted(casebook: Draw) -> None:
    rows = "".join(f"a{number:02} | 5\n" for number in range(25))

    table = claims.claims.in_words(ask("claims", Selection(), casebook(f"case_id | latency_days\n{rows}")))

    differing, in_all = table.row(0)[4:]
    assert (differing[0], differing[-1], len(differing), in_all) == ("a00", "a19", 20, 25)


def test_how_many_of_the_eight_the_filters_hide_is_said(shipped: duckdb.DuckDBPyConnection, casebook: Draw) -> None:
    some = ask("claims", Selection(onset=("progressive",)), shipped)
    none = ask("claims", Selection(), shipped)
    of_one = ask("claims", NONE, of_eight(casebook, "onset", "abrupt"))

    assert claims.hidden_of_the_eight(some) == "The filters hide 5 of the eight; the first column counts all eight."
    assert claims.hidden_of_the_eight(none) == "The filters hide none of the eight; the first column counts all eight."
    assert claims.hidden_of_the_eight(of_one) == (
        "The filters hide 1 of the eight; the first column counts the 1 that this casebook holds."
    )

"""The causality aid: the questionnaires as their authors score them, and what a case file can answer of them."""

from __future__ import annotations

import pytest

from casebook.causality import (
    CATEGORIES,
    JRS,
    NARANJO,
    NO,
    OPEN,
    WHO_UMC,
    YES,
    Answer,
    Fact,
    answers_of_case,
    naranjo,
    naranjo_category,
    who_umc,
)

PUBLISHED = {
    # Ten answers in the order of the questionnaire (y, n, ? not known), and the score and category of the report.
    "doi:10.2147/TCRM.S169868, table 1": ("?yy?n????y", 6, "probable"),
    "doi:10.24304/kjcp.2019.29.1.56, table 1": ("yyy?????n?", 4, "possible"),
    "doi:10.12998/wjcc.v12.i7.1371, table 1": ("yy??y????y", 3, "possible"),
    "doi:10.4253/wjge.v5.i4.180, table 2": ("nyy?nn???y", 7, "probable"),
    "J Med Cases 2013;4:262-265, table 1": ("?y??n?????", 4, "possible"),
    "doi:10.1186/s13256-019-2244-z, table 2": ("yyyyn?????", 8, "probable"),
    "World J Transl Med 2013;2:13-21, table 3": ("?yyynnnnyy", 10, "definite"),
}
NOTHING = {
    name: Fact(None, "")
    for name in (
        *("latency_value", "latency_unit", "drug_discontinued", "outcome", "steroid_for_event", "rechallenge"),
        *("rechallenge_result", "co_suspect_drugs", "prior_imid", "prior_imid_lung_toxicity", "ct_patterns"),
        *("histology", "infection_excluded", "drug"),
    )
}


def answered(answers: str) -> dict[str, Answer]:
    """Give a questionnaire from ten letters."""
    words = {"y": YES, "n": NO, "?": OPEN}
    return {item.name: Answer(words[letter]) for item, letter in zip(NARANJO, answers, strict=True)}


def drawn(**told: str) -> dict[str, Answer]:
    """Answer what a case file can answer that knows only these facts, each read in a place named as the fact."""
    return answers_of_case(NOTHING | {name: Fact(value, f"in {name}") for name, value in told.items()})


@pytest.mark.parametrize("source", PUBLISHED)
def test_published_worked_cases_are_scored_as_their_authors_did(source: str) -> None:
    answers, score, category = PUBLISHED[source]

    worked = naranjo(answered(answers))

    assert (worked.score, worked.category) == (score, category)


def test_the_ends_of_the_questionnaire_are_minus_four_and_thirteen() -> None:
    assert naranjo(answered("yyyynnyyyy")).score == 13
    assert naranjo(answered("nnnnyynnnn")).score == -4
    assert (naranjo({}).lowest, naranjo({}).highest) == (-4, 13)


@pytest.mark.parametrize(
    ("score", "category"),
    [
        *((13, "definite"), (9, "definite"), (8, "probable"), (5, "probable")),
        *((4, "possible"), (1, "possible"), (0, "doubtful"), (-4, "doubtful")),
    ],
)
def test_the_categories_begin_where_the_authors_say(score: int, category: str) -> None:
    assert naranjo_category(score) == category


def test_what_is_not_answered_counts_nought_and_is_said() -> None:
    assert str(naranjo(answered("?yy???????"))) == (
        "3 points (possible), 2 of 10 items answered; the others count 0 and could take it from 0 to 13"
    )
    assert str(naranjo(answered("yyyyynyyyy"))) == "10 points (definite), 10 of 10 items answered"


def test_a_case_file_that_says_nothing_answers_nothing() -> None:
    assert {answer.answer for answer in drawn().values()} == {OPEN}
    assert set(drawn()) == {item.name for item in (*NARANJO, *WHO_UMC, *JRS)}


def test_the_number_of_published_cases_answers_nothing() -> None:
    answers = drawn(drug="pomalidomide", latency_value="7", latency_unit="day")

    assert answers["naranjo_1"].answer == OPEN
    assert answers["jrs_1"] == Answer(OPEN, "suspect drug: pomalidomide", "in drug")
    assert answers["jrs_2"].answer == OPEN


def test_an_event_after_the_start_of_the_drug_is_answered_with_its_locator() -> None:
    answers = drawn(latency_value="2", latency_unit="cycle")

    assert answers["naranjo_2"] == Answer(YES, "latency 2 cycles", "in latency_value")
    assert answers["time"].answer == OPEN


@pytest.mark.parametrize(
    ("stopped", "outcome", "answer"),
    [
        ("yes", "resolved", YES),
        ("yes", "improved with residual fibrosis", YES),
        ("yes", "stable", NO),
        ("yes", "died of the lung injury", NO),
        ("no", "resolved", OPEN),
    ],
)
def test_improvement_counts_only_after_the_drug_was_stopped(stopped: str, outcome: str, answer: str) -> None:
    answers = drawn(drug_discontinued=stopped, outcome=outcome)

    assert {answers[name].answer for name in ("naranjo_3", "withdrawal", "jrs_4")} == {answer}
    assert answers["naranjo_3"].locator == "in drug_discontinued; in outcome"


def test_improvement_without_word_of_stopping_stays_open() -> None:
    assert drawn(outcome="resolved")["naranjo_3"].answer == OPEN
    assert drawn(drug_discontinued="yes")["naranjo_3"].answer == OPEN


def test_a_steroid_given_besides_is_named_beside_the_improvement() -> None:
    answers = drawn(drug_discontinued="yes", outcome="resolved", steroid_for_event="yes")

    assert "a steroid was given too" in answers["naranjo_3"].ground


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"rechallenge": "yes", "rechallenge_result": "recurred"}, YES),
        ({"rechallenge": "yes", "rechallenge_result": "did not recur"}, NO),
        ({"rechallenge": "yes", "rechallenge_result": "outcome unknown"}, OPEN),
        ({"rechallenge": "yes"}, OPEN),
        ({"rechallenge": "no"}, OPEN),
        ({}, OPEN),
    ],
)
def test_a_rechallenge_is_answered_only_by_its_result(told: dict[str, str], answer: str) -> None:
    answers = drawn(**told)

    assert {answers[name].answer for name in ("naranjo_4", "rechallenge", "jrs_5")} == {answer}


def test_infection_excluded_is_shown_but_does_not_exclude_every_other_cause() -> None:
    answers = drawn(infection_excluded="yes")

    for name in ("naranjo_5", "other_excluded", "jrs_3"):
        assert answers[name] == Answer(OPEN, "infection excluded: yes", "in infection_excluded")


def test_a_co_suspect_drug_is_another_possible_cause() -> None:
    answers = drawn(co_suspect_drugs="bortezomib", infection_excluded="yes")

    assert answers["naranjo_5"] == Answer(YES, "co-suspect: bortezomib", "in co_suspect_drugs")
    assert answers["other_excluded"].answer == NO
    assert drawn(co_suspect_drugs="none")["naranjo_5"].answer == OPEN


def test_a_prior_imid_answers_only_if_its_effect_on_the_lung_is_known() -> None:
    assert drawn(prior_imid="yes", prior_imid_lung_toxicity="no")["naranjo_9"].answer == NO
    assert drawn(prior_imid="yes")["naranjo_9"] == Answer(OPEN, "prior IMiD: yes", "in prior_imid")


def test_every_answer_of_a_case_has_a_locator() -> None:
    answers = drawn(**dict.fromkeys(NOTHING, "yes") | {"outcome": "resolved", "rechallenge_result": "recurred"})

    assert [name for name, answer in answers.items() if answer.answer and not answer.locator] == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_who_category_is_met_by_the_answers_that_it_needs(category: str) -> None:
    needed = {name: Answer(answer) for name, answer in CATEGORIES[category].items()}

    assert who_umc(needed) == category
    for name in needed:
        assert who_umc(needed | {name: Answer(OPEN)}) != category


def test_without_answers_no_who_category_is_met() -> None:
    assert who_umc({}) == "not determined by what is answered"

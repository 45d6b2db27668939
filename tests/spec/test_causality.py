"""The causality aid: the questionnaires as their authors score them, and what a case file can answer of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis.strategies import text

from casebook.causality import (
    JRS,
    NARANJO,
    NO,
    NO_CATEGORY,
    OPEN,
    WHO_UMC,
    YES,
    Answer,
    jrs_in_words,
    naranjo,
    naranjo_category,
    who_umc,
    who_umc_in_words,
)
from casebook.causality_of_case import Fact, answers_of_case
from casebook.store import ask
from tests.drawing import add_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

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

    assert (worked.score, naranjo_category(worked.score)) == (score, category)


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


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("??????????", "-4 to 13 points possible; from doubtful to definite; 10 of 10 items open"),
        (
            "?yy???????",
            "0 to 13 points possible; from doubtful to definite; 8 of 10 items open, the others give 3 points",
        ),
        (
            "yyyyyn????",
            "6 to 10 points possible; from probable to definite; 4 of 10 items open, the others give 6 points",
        ),
        ("yyyynny???", "10 to 13 points possible; definite; 3 of 10 items open, the others give 10 points"),
        ("nnnnyy????", "-4 to 0 points possible; doubtful; 4 of 10 items open, the others give -4 points"),
        ("yyyyynyyyy", "10 points; definite; all 10 items answered"),
        ("nynnynnnnn", "1 point; possible; all 10 items answered"),
    ],
)
def test_a_category_is_said_only_where_the_open_items_cannot_change_it(answers: str, said: str) -> None:
    assert str(naranjo(answered(answers))) == said


@given(letters=text("yn?", min_size=10, max_size=10), later=text("yn?", min_size=10, max_size=10))
def test_no_later_answer_takes_a_questionnaire_out_of_its_range(letters: str, later: str) -> None:
    worked = naranjo(answered(letters))
    completed = "".join(new if old == "?" else old for old, new in zip(letters, later, strict=True))
    low, high = worked.categories

    score = naranjo(answered(completed)).score

    assert worked.lowest <= score <= worked.highest
    if low == high:
        assert naranjo_category(score) == low


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


@pytest.mark.parametrize(
    ("steroid", "caution"),
    [
        ("yes", "it improved under a steroid given at the same time, which may explain it"),
        ("no", ""),
        (None, "whether a steroid was given at the same time is not known"),
    ],
)
@pytest.mark.parametrize("item", ["naranjo_3", "withdrawal", "jrs_4"])
def test_an_improvement_that_a_steroid_may_explain_says_so_beside_the_answer(
    item: str, steroid: str | None, caution: str
) -> None:
    told = {"drug_discontinued": "yes", "outcome": "resolved"} | ({"steroid_for_event": steroid} if steroid else {})

    answer = drawn(**told)[item]

    assert (answer.answer, answer.caution) == (YES, caution)
    assert answer.ground.endswith(f"steroid for the event: {steroid or 'not known'}")
    assert ("in steroid_for_event" in answer.locator) == (steroid is not None)


def test_where_nothing_improved_no_steroid_has_to_be_named() -> None:
    assert drawn(drug_discontinued="yes", outcome="worsened", steroid_for_event="yes")["naranjo_3"].caution == ""


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


def judged(letters: str) -> dict[str, Answer]:
    """Give the answers to the five WHO-UMC items from letters (y, n, ? open)."""
    words = {"y": YES, "n": NO, "?": OPEN}
    return {item.name: Answer(words[letter]) for item, letter in zip(WHO_UMC, letters, strict=True)}


@pytest.mark.parametrize(
    ("answers", "categories"),
    [
        # time, unlikely otherwise, withdrawal, specific disorder, rechallenge or not necessary
        ("yyyyy", ("certain",)),
        ("yyyyn", ("probable",)),
        ("yyyny", ("probable",)),
        ("yyyn?", ("probable",)),
        ("yyyy?", ("certain", "probable")),
        ("yyy??", ("certain", "probable")),
        ("yn???", ("possible",)),
        ("ynnnn", ("possible",)),
        ("yy?n?", ("probable", "possible", NO_CATEGORY)),
        ("yy?yy", ("certain", "possible", NO_CATEGORY)),
        ("y????", ("certain", "probable", "possible", NO_CATEGORY)),
        ("yyn??", (NO_CATEGORY,)),
        ("nn???", ("unlikely",)),
        ("ny???", (NO_CATEGORY,)),
        ("n????", ("unlikely", NO_CATEGORY)),
        ("?n???", ("possible", "unlikely")),
        ("?????", ("certain", "probable", "possible", "unlikely", NO_CATEGORY)),
    ],
)
def test_who_categories_are_those_that_the_open_answers_leave_possible(
    answers: str, categories: tuple[str, ...]
) -> None:
    assert who_umc(judged(answers)) == categories


def test_a_who_category_is_said_alone_only_where_it_is_decided() -> None:
    assert who_umc_in_words(judged("yyyn?")) == "probable"
    assert who_umc_in_words(judged("yyyy?")) == "certain or probable remain possible; 1 of 5 items open"
    assert who_umc_in_words({}) == (
        "certain, probable, possible, unlikely or none of these four remain possible; 5 of 5 items open"
    )


def test_a_rechallenge_that_was_not_done_leaves_the_reader_to_say_whether_it_is_necessary() -> None:
    answers = drawn(rechallenge="no")

    assert answers["rechallenge"].answer == OPEN
    assert answers["rechallenge"].ground == "given again: no; whether that is necessary to judge is for the reader"
    assert answers["naranjo_4"].ground == "given again: no"


def test_the_japanese_criteria_are_counted_without_a_category() -> None:
    answers = drawn(drug_discontinued="yes", outcome="resolved", rechallenge="yes", rechallenge_result="did not recur")

    assert jrs_in_words(answers) == "1 yes, 1 no, 3 of 5 items open; no category"


def test_a_list_that_denies_alone_answers_no_item(casebook: Callable[[str], duckdb.DuckDBPyConnection]) -> None:
    cases = casebook("""
        case_id | co_suspect_drugs | ct_patterns
        a       | no bortezomib    | no nodules
    """)
    facts = (
        {"case_id": "a", "fact": name, "state": "known", "value": "none named", "locator": "p. 1", "note": None}
        | {"denied": denied, "complete": False, "said_of": None, "from_claim": None}
        for name, denied in (("co_suspect_drugs", "bortezomib"), ("ct_patterns", "nodules"))
    )
    rows = ask("facts_of_case", casebook=add_rows(cases, "facts", *facts), case_id="a")

    read = {name: Fact(*told) for name, *told in rows.select("fact", "value", "locator").rows()}
    answers = answers_of_case(NOTHING | read)

    assert [answers[item].answer for item in ("naranjo_5", "naranjo_10", "other_excluded")] == [OPEN, OPEN, OPEN]
    assert rows["in_words"].to_list() == ["none named; denied: bortezomib", "none named; denied: nodules"]

"""How many cases have which term of a fact, by drug: each case a dot in the row of its term."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casebook.codebook import UNKNOWN, codebook
from casebook.estimates import Share
from casebook.questions.axes import of_several, same_terms
from casebook.questions.dots import dots_in_rows
from casebook.questions.record import Question
from casebook.questions.words import (
    case_ids_of,
    cases_by_term,
    cases_having,
    many,
    named,
    not_asked,
    of_reported,
    terms_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from common.charts import Drawn


_ROW_OF_TWO = 17


def counted_by_drug(
    name: str,
    fact: str,
    row: str,
    sentence: Callable[[pl.DataFrame], str],
    share: Callable[[pl.DataFrame], Share] | None = None,
) -> Question:
    """Make a question that counts cases by drug and term of a fact; `row` says in words what a row stands for.

    `share` gives the proportion in its sentence, of which "how sure?" says the interval.
    """

    def chart() -> Drawn:
        return dots_in_rows(fact, terms_of(fact))

    chart.__doc__ = f"Each case a dot in the row of {row}."
    if share is None:
        return Question(name, chart, sentence, of_several(same_terms), facts=(fact,), row_height_of_two=_ROW_OF_TWO)
    return Question(
        name,
        chart,
        sentence,
        of_several(same_terms),
        lambda rows: share(rows).how_sure,
        facts=(fact,),
        row_height_of_two=_ROW_OF_TWO,
    )


def _rechallenge(rows: pl.DataFrame) -> str:
    """Say how often the same drug was given again, and how often the injury came back."""
    cases = cases_by_term(rows, "rechallenge_outcome")
    done = cases_having(cases, codebook().counting_as("done", "rechallenge_outcome"))
    not_again, unknown = cases["not attempted"], cases_having(cases, UNKNOWN)
    how_often = f"Rechallenge: {Share(done, done + not_again, unknown).in_counts}."
    if done == 0 and not_again:
        case_ids = case_ids_of(rows, "rechallenge_outcome", "not attempted")
        return f"{how_often} None was attempted in {many(not_again, 'case')}{f': {case_ids}' if case_ids else ''}."
    if done == 0:
        return f"{how_often} No report of a rechallenge found."
    again = _recurred(rows)
    case_ids = named(rows, "rechallenge_outcome", ("recurred", "did not recur"))
    if again.known == 0:
        return f"{how_often} Nobody says whether the lung injury recurred."
    return f"{how_often} The lung injury recurred in {again.in_counts}.{case_ids}"


def _recurred(rows: pl.DataFrame) -> Share:
    """Give the share of rechallenges in which the lung injury recurred."""
    cases = cases_by_term(rows, "rechallenge_outcome")
    done = cases_having(cases, codebook().counting_as("done", "rechallenge_outcome"))
    recurred, not_recurred = cases["recurred"], cases["did not recur"]
    return Share(recurred, recurred + not_recurred, done - recurred - not_recurred)


def _yes_or_no(fact: str, what: str) -> Callable[[pl.DataFrame], str]:
    """Say in how many reports something was done, of those that say yes or no."""

    def sentence(rows: pl.DataFrame) -> str:
        return f"{what}: {_yes(fact)(rows).in_counts}.{named(rows, fact, ('yes', 'no'))}"

    return sentence


def _lavage_done(rows: pl.DataFrame) -> str:
    """Say in how many reports a lavage was done, of the cases other than of pulmonary hypertension."""
    return f"{_yes_or_no('bal_performed', 'Lavage done')(rows)}{not_asked(rows)}"


def _yes(fact: str) -> Callable[[pl.DataFrame], Share]:
    """Give the share of "yes" among the cases that say yes or no."""

    def share(rows: pl.DataFrame) -> Share:
        cases = cases_by_term(rows, fact)
        return Share(cases["yes"], cases["yes"] + cases["no"], cases_having(cases, UNKNOWN))

    return share


def _outcome(rows: pl.DataFrame) -> str:
    """Say how many cases resolved or improved."""
    return f"Resolved or improved: {_better(rows).in_counts}.{named(rows, 'outcome', codebook().terms('outcome'))}"


def _better(rows: pl.DataFrame) -> Share:
    """Give the share of cases that resolved or improved."""
    cases = cases_by_term(rows, "outcome")
    unknown = cases_having(cases, UNKNOWN)
    better = cases_having(cases, codebook().counting_as("better", "outcome"))
    return Share(better, sum(cases.values()) - unknown, unknown)


def _onset(rows: pl.DataFrame) -> str:
    """Say how many began abruptly, progressively, or without symptoms."""
    cases = cases_by_term(rows, "onset")
    tempos = codebook().terms("onset")
    of_each = ", ".join(f"{tempo} {cases[tempo]}" for tempo in tempos)
    known = cases_having(cases, tempos)
    counted = of_reported(known, sum(cases.values()))
    return f"Onset: {counted}{f': {of_each}' if known else ''}.{named(rows, 'onset', tempos)}"


def _pace(rows: pl.DataFrame) -> str:
    """Say how many recovered rapidly, and how many progressively, as their reports call it."""
    cases = cases_by_term(rows, "pace_of_recovery")
    answers = (*codebook().terms("pace"), "not applicable")
    of_each = ", ".join(f"{pace} {cases[pace]}" for pace in answers if cases[pace] or pace != "not applicable")
    known = cases_having(cases, answers)
    counted = of_reported(known, sum(cases.values()))
    return f"Pace of recovery: {counted}{f': {of_each}' if known else ''}.{named(rows, 'pace_of_recovery', answers)}"


rechallenge_by_drug = counted_by_drug(
    "rechallenge_by_drug", "rechallenge_outcome", "what came of a rechallenge", _rechallenge, _recurred
)
steroid_by_drug = counted_by_drug(
    "steroid_by_drug",
    "steroid_for_event",
    "whether a steroid was given for the lung event",
    _yes_or_no("steroid_for_event", "Steroid for the lung event"),
    _yes("steroid_for_event"),
)
lavage_by_drug = replace(
    counted_by_drug(
        "lavage_by_drug", "bal_performed", "whether a lavage was done", _lavage_done, _yes("bal_performed")
    ),
    without_rows="Lavage done: no case. Those of pulmonary hypertension are not counted here.",
)
outcome_by_drug = counted_by_drug("outcome_by_drug", "outcome", "its outcome", _outcome, _better)
onset_by_drug = counted_by_drug("onset_by_drug", "onset", "the tempo of its onset", _onset)
pace_by_drug = counted_by_drug("pace_by_drug", "pace_of_recovery", "its pace of recovery", _pace)

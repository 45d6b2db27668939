"""What a chart shows, in a sentence: its numbers are those of its rows, and unknown is never "no"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

from casebook.questions.words import in_days, in_whole_days
from casebook.selection import Selection
from casebook.store import ask
from common.paths import ROOT
from tests.drawing import add_rows
from tests.listing import FIGURES, TABLES, answer
from tests.spec.test_filters import DRAWN

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

TO_AVOID = re.compile(
    r"\b(risks?|rates?|incidences?|safe|safely|proven?|proves|caused|significant(ly)?|cohorts?|p-values?)\b",
    re.IGNORECASE,
)
ALLOWED_BESIDE = ("they cannot give frequency, risk or proof", "cannot give frequency, risk or proof of cause")


def sentence_of(question: str, cases: duckdb.DuckDBPyConnection) -> str:
    """Give the sentence of a question over these cases."""
    return FIGURES[question].sentence(answer(question, cases))


SENTENCES = {
    "latency": "Latency: reported in 5 of 7, not known in 2. From 0 days to 480 days; median 120 days.",
    "known_facts": (
        "Suspect drug: reported in 7 of 7; latency: reported in 5 of 7, not known in 2; prior IMiD exposure: reported "
        "in 4 of 7, not known in 3; steroid for the lung event: reported in 5 of 7, not known in 2; rechallenge: "
        "reported in 5 of 7, not known in 2."
    ),
    "steroid_by_drug": "Steroid for the lung event: 3 of 5 reported, 2 not known.",
    "rechallenge_by_drug": (
        "Rechallenge: 4 of 5 reported, 2 not known. The lung injury recurred in 1 of 2 reported, 2 not known. "
        "Recurred: a; did not recur: b."
    ),
    "outcome_by_drug": "Resolved or improved: not known in any of 7.",
    "lavage_by_drug": "Lavage done: not known in any of 7.",
    "onset_by_drug": "Onset: not known in any of 7.",
}


@pytest.mark.parametrize(("question", "sentence"), SENTENCES.items())
def test_a_sentence_says_known_and_unknown_apart(casebook: Draw, question: str, sentence: str) -> None:
    assert sentence_of(question, casebook(DRAWN)) == sentence


def test_one_known_latency_has_no_range_and_no_median(casebook: Draw) -> None:
    cases = casebook("""
        case_id | latency_days
        a       | 7
        b       |
    """)

    assert sentence_of("latency", cases) == "Latency: reported in 1 of 2, not known in 1: 7 days, in a."


def test_no_known_latency_is_said_to_be_none(casebook: Draw) -> None:
    assert sentence_of("latency", casebook("case_id\na\nb")) == "Latency: not known in any of 2."


def test_the_median_counts_cases_and_not_dots(casebook: Draw) -> None:
    rows = "\n".join(f"case{number} | {10 if number < 390 else 1000}" for number in range(400))

    assert sentence_of("latency", casebook(f"case_id | latency_days\n{rows}")).endswith("median 10 days.")


@pytest.mark.parametrize(
    ("latencies", "said"),
    [
        (("2 | month", "2 | month"), "reported in 2 of 2: each 2 months (61 days), in a, b."),
        (("2 | month", "61 | day"), "reported in 2 of 2: each 61 days. a: 2 months; b: 61 days."),
        (("1 | day", "1 | day"), "reported in 2 of 2: each 1 day, in a, b."),
        (
            ("2 | month", "9 | week"),
            (
                "reported in 2 of 2. From 2 months (61 days) to 9 weeks (63 days); median 62 days. "
                "a: 2 months; b: 9 weeks."
            ),
        ),
    ],
)
def test_one_value_is_said_once(casebook: Draw, latencies: tuple[str, str], said: str) -> None:
    days = {"2 | month": 60.875, "61 | day": 61, "1 | day": 1, "9 | week": 63}
    rows = "\n".join(
        f"{case} | {latency} | {days[latency]} | yes" for case, latency in zip("ab", latencies, strict=True)
    )
    cases = casebook(f"case_id | latency_value | latency_unit | latency_days | prior_imid\n{rows}")
    one_value = "each" in said

    assert sentence_of("latency", cases) == f"Latency: {said}"
    assert (" to " in sentence_of("latency_by_prior_imid", cases)) != one_value
    summary = TABLES["drug_summary"].in_words(ask("drug_summary", Selection(), cases))
    assert (" to " in summary["Latency, days: range (median)"][0]) != one_value
    ranges = TABLES["latency_summary"].in_words(ask("latency_summary", Selection(), cases))
    assert (" to " in ranges["Range (days)"][0]) != one_value


def test_no_rechallenge_is_no_proportion(casebook: Draw) -> None:
    cases = casebook("""
        case_id | rechallenge | rechallenge_result
        a       | no          | not applicable
        b       |             |
    """)

    assert sentence_of("rechallenge_by_drug", cases) == (
        "Rechallenge: 0 of 1 reported, 1 not known. None was attempted in 1 case: a."
    )


def test_a_rechallenge_of_which_nobody_says_anything_is_neither_done_nor_not_done(casebook: Draw) -> None:
    assert sentence_of("rechallenge_by_drug", casebook("case_id\na\nb")) == (
        "Rechallenge: not known in any of 2. No report of a rechallenge found."
    )


def test_a_rechallenge_without_a_known_result_has_no_share(casebook: Draw) -> None:
    cases = casebook("case_id | rechallenge | rechallenge_result\na | yes | outcome unknown")

    assert sentence_of("rechallenge_by_drug", cases) == (
        "Rechallenge: 1 of 1 reported. Nobody says whether the lung injury recurred."
    )


def test_the_summary_tells_not_given_again_from_no_report_of_it(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug         | rechallenge | rechallenge_result
        a       | thalidomide  | no          | not applicable
        b       | lenalidomide | yes         | not read
        c       | pomalidomide | yes         | recurred
        d       | pomalidomide | yes         | outcome unknown
    """)

    summary = TABLES["drug_summary"].in_words(ask("drug_summary", Selection(), cases))
    silent = TABLES["drug_summary"].in_words(ask("drug_summary", Selection(), casebook("case_id\na")))

    assert summary["Recurred on rechallenge"].to_list() == [
        *("not attempted in 1", "1 not known", "1 of 1; 1 not known", "1 of 1; 2 not known"),
    ]
    assert silent["Recurred on rechallenge"].to_list() == ["none reported", "none reported"]


@pytest.mark.parametrize("question", FIGURES)
def test_every_chart_has_a_sentence_that_ends_in_a_full_stop(shipped: duckdb.DuckDBPyConnection, question: str) -> None:
    sentence = sentence_of(question, shipped)

    assert sentence.endswith(".")
    assert "None" not in sentence
    assert "nan" not in sentence


def test_no_sentence_of_ours_uses_a_word_that_says_more_than_cases_can() -> None:
    texts = {
        path.relative_to(ROOT): re.findall(r'"[^"\\n]*"', path.read_text(encoding="utf-8"))
        for path in [
            *ROOT.glob("casebook/ui/*.py"),
            *ROOT.glob("casebook/questions/*.py"),
            *ROOT.glob("pages/**/*.py"),
            ROOT / "app.py",
        ]
    }
    texts[ROOT / "methods"] = [(ROOT / "pages/about/methods.md").read_text(encoding="utf-8").replace("\n", " ")]

    found = {
        (str(place), match.group())
        for place, lines in texts.items()
        for line in lines
        for match in TO_AVOID.finditer(line)
        if not any(allowed in line for allowed in ALLOWED_BESIDE)
    }

    assert found == set()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        *((0.0, "0"), (0.25, "0.2"), (3.5, "3.5"), (6.0, "6"), (6.25, "6.2"), (9.04, "9"), (9.96, "10"), (10.0, "10")),
        *((10.5, "10"), (24.5, "24"), (60.875, "61"), (243.5, "244"), (669.625, "670"), (3652.5, "3652")),
    ],
)
def test_days_are_rounded_alike_in_a_sentence_a_table_a_claim_and_the_facts_of_a_case(
    days: float, words: str, casebook: Draw
) -> None:
    cases = casebook("case_id\na")
    latency = {"case_id": "a", "fact": "latency_days", "state": "known", "value": str(days), "locator": "Abstract"}
    empty = dict.fromkeys(("note", "denied", "complete", "said_of", "from_claim"))

    in_table = pl.DataFrame({"days": [days, None]}).select(in_whole_days(pl.col("days")))["days"].to_list()
    in_claim = cases.execute("SELECT days_in_words($1)", [days]).fetchone()
    of_case = ask("facts_of_case", casebook=add_rows(cases, "facts", latency | empty), case_id="a")["in_words"].item()

    assert in_days(days) == words
    assert in_table == [float(words), None]
    assert in_claim == (words,)
    assert of_case == words

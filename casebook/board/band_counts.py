"""The numbers of each band of the board, counted from the rows of its question, one row per case.

They are kept as long as the rows: screen and paper both ask for them, at every click. A count holds a clone of the
rows, since what holds the rows themselves would be kept for good.
"""

from __future__ import annotations

import polars as pl

from casebook.board.count import Count, Counting
from casebook.codebook import UNKNOWN, codebook
from casebook.contradictions import LATENCY
from casebook.estimates import Share
from common.kept import once

_STOPPED = ("drug_discontinued",)
_AGAIN = {
    "Rechallenge done": ("same_drug", ("rechallenge", "rechallenge_result")),
    "Another IMiD afterwards": ("other_imid_after", ("later_other_imid", "later_other_imid_result")),
}
"""For each re-exposure the column of its result, and the facts on which that rests: whether, and with what result."""


def _counting(contradicted: pl.DataFrame) -> Counting:
    by_fact = contradicted.group_by("fact").agg("case_id").rows()
    return Counting({fact: frozenset(cases) for fact, cases in by_fact})


@once
def count_seen_before(rows: pl.DataFrame, contradicted: pl.DataFrame, drug: str, days: int | None) -> list[Count]:
    """Count the cases on the drug, and place the day of the patient among their latencies."""
    on_drug, counting = rows.filter("same_drug"), _counting(contradicted)
    counts = [
        Count(
            f"Cases on {drug_in_words(drug)} that could be read",
            Share(on_drug.height, rows.height, 0),
            rows.clone(),
            ending="",
        ),
        Count(
            "… in full text",
            Share(int(on_drug["read_whole"].sum()), on_drug.height, 0),
            on_drug,
            ending="",
        ),
        counting.count("Latency", on_drug, _known("than_patient"), pl.lit(value=False), LATENCY),
    ]
    if days is None:
        return counts
    day = f"day {days}"
    than = {
        "shorter": f"Shorter than {day}",
        "the same day, within precision": f"{day.capitalize()}, within precision",
        "longer": f"Longer than {day}",
    }
    return counts + [
        counting.count(label, on_drug, pl.col("than_patient") == term, _unknown("than_patient"), LATENCY)
        for term, label in than.items()
    ]


@once
def count_picked(rows: pl.DataFrame, contradicted: pl.DataFrame) -> list[Count]:
    """Count the picked cases; there is nothing to count where none is picked."""
    if rows.is_empty():
        return []
    cases, counting = rows.clone(), _counting(contradicted)
    return [
        counting.count(label, cases, pl.col(fact) == "yes", _unknown(fact), (fact,))
        for label, fact in {"Lavage done": "bal_performed", "Infection excluded": "infection_excluded"}.items()
    ]


@once
def count_after_stopping(rows: pl.DataFrame, contradicted: pl.DataFrame) -> list[Count]:
    """Count how the cases ended whose drug was stopped, by steroid, and who died."""
    cases, counting = rows.clone(), _counting(contradicted)
    stopped = cases.filter(pl.col("stopped") == "yes")
    better = pl.col("outcome").is_in(codebook().counting_as("better", "outcome"))
    with_steroid = {
        "Resolved or improved, with steroid": pl.col("steroid") == "yes",
        "… without steroid": pl.col("steroid") == "no",
        "… steroid not known": _unknown("steroid"),
    }
    pace, outcome = ("pace_of_recovery", *_STOPPED), ("outcome", *_STOPPED)
    return [
        counting.count("Drug stopped", cases, pl.col("stopped") == "yes", _unknown("stopped"), _STOPPED),
        *(
            counting.count(
                label,
                stopped.filter(those),
                better,
                _unknown("outcome"),
                ("steroid_for_event", *outcome),
                proportion=True,
            )
            for label, those in with_steroid.items()
        ),
        counting.count(
            "Rapid pace",
            stopped,
            pl.col("pace") == "rapid",
            ~pl.col("pace").is_in(["rapid", "progressive"]),
            pace,
            proportion=True,
        ),
        counting.count(
            "Residual fibrosis",
            stopped,
            pl.col("outcome") == "improved with residual fibrosis",
            _unknown("outcome"),
            outcome,
            proportion=True,
        ),
        counting.count(
            "Died of the lung injury",
            cases,
            pl.col("outcome") == "died of the lung injury",
            _unknown("outcome"),
            ("outcome",),
        ),
        counting.count(
            "Died of any cause",
            cases,
            pl.col("death") == "yes",
            _unknown("death"),
            ("death_any_cause",),
        ),
    ]


@once
def count_given_again(rows: pl.DataFrame, contradicted: pl.DataFrame) -> list[Count]:
    """Count re-exposures and what they brought: to the same drug, to another IMiD after and before."""
    cases, counting = rows.clone(), _counting(contradicted)
    counts: list[Count] = []
    done_terms = codebook().counting_as("done", "rechallenge_outcome")
    for label, (fact, read_facts) in _AGAIN.items():
        done = cases.filter(pl.col(fact).is_in(done_terms))
        counts += [
            counting.count(label, cases, pl.col(fact).is_in(done_terms), _unknown(fact), read_facts[:1]),
            counting.count(
                "… recurred",
                done,
                pl.col(fact) == "recurred",
                pl.col(fact) == "done, outcome unknown",
                read_facts,
                proportion=True,
            ),
        ]
    before = cases.filter(pl.col("other_imid_before") == "yes")
    counts += [
        counting.count(
            "Another IMiD before",
            cases,
            pl.col("other_imid_before") == "yes",
            _unknown("other_imid_before"),
            ("prior_imid",),
        ),
        counting.count(
            "… with lung injury",
            before,
            pl.col("lung_injury_before") == "yes",
            ~pl.col("lung_injury_before").is_in(["yes", "no"]),
            ("prior_imid", "prior_imid_lung_toxicity"),
        ),
    ]
    return [count for count in counts if count.cases.height or not count.label.startswith("…")]


def drug_in_words(drug: str) -> str:
    """Name the drug that the bands speak of."""
    return drug or "any IMiD"


def _unknown(fact: str) -> pl.Expr:
    return pl.col(fact).is_in([*UNKNOWN, "not known", "not applicable"])


def _known(fact: str) -> pl.Expr:
    return ~_unknown(fact)

"""What the room looks at: four bands of published cases beside the patient at hand, each number with its cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from casebook.board.count import Count, Counting
from casebook.board.grids import grid_after_stopping, grid_given_again
from casebook.codebook import UNKNOWN, codebook
from casebook.contradictions import LATENCY
from casebook.estimates import Share
from casebook.questions.timing import in_lanes
from casebook.store import ask, ask_kept

if TYPE_CHECKING:
    import duckdb

    from casebook.board.patient import Patient
    from casebook.selection import Selection

TITLES = {
    "seen_before": "1 · Seen before?",
    "picked": "2 · What did it look like, what was excluded?",
    "after_stopping": "3 · What happened after stopping?",
    "given_again": "4 · Given again?",
}
"""The bands, in the order of the talk: the question put to the casebook, and what stands above its band."""

_STOPPED = ("drug_discontinued",)
_AGAIN = {
    "Same drug again": ("same_drug", ("rechallenge", "rechallenge_result")),
    "Another IMiD afterwards": ("other_imid_after", ("later_other_imid", "later_other_imid_result")),
}
"""For each re-exposure the column of its result, and the facts on which that rests: whether, and with what result."""


@dataclass(frozen=True, slots=True)
class Board:
    """The four bands over one selection for one patient: the rows of each question, one per case.

    `contradicted` holds one row per case and fact on which its source contradicts itself.
    """

    patient: Patient
    selection: Selection
    seen_before: pl.DataFrame
    latency: pl.DataFrame
    picked: pl.DataFrame
    after_stopping: pl.DataFrame
    given_again: pl.DataFrame
    contradicted: pl.DataFrame

    def drawn(self, band: str) -> pl.DataFrame:
        """Give the rows that the chart of one band draws; casebook/board/charts.py says what they hold."""
        if band == "seen_before":
            return in_lanes(self.latency, "drug").with_columns(patient_day=pl.lit(self.patient.days, pl.Float64()))
        return (
            grid_after_stopping(self.after_stopping) if band == "after_stopping" else grid_given_again(self.given_again)
        )

    def counts(self, band: str) -> list[Count]:
        """Give the numbers of one band, in the order in which they are said."""
        return {
            "seen_before": self._seen_before,
            "picked": self._picked,
            "after_stopping": self._after_stopping,
            "given_again": self._given_again,
        }[band]()

    def set_in_words(self, band: str) -> str:
        """Name the cases of which a band speaks, with how many they are."""
        filtered = " that the filters leave" if self.selection.in_words() else ""
        if band == "picked":
            if self.picked.is_empty():
                return "no case is picked"
            by_drug = self.picked.group_by("drug", maintain_order=True).len().rows()
            return f"of the {self.picked.height} picked: " + ", ".join(
                f"{number} on {drug}" for drug, number in by_drug
            )
        on_drug = self.seen_before.filter("same_drug")
        if band == "seen_before":
            of_all = f"of the {self.seen_before.height} that could be read{filtered.replace(' that', ' and')}"
            return f"{on_drug.height} on {self.drug_in_words}, {of_all}{_vascular(on_drug)}"
        return f"of the {on_drug.height} on {self.drug_in_words}{filtered}{_vascular(on_drug)}"

    def could_be_read(self) -> str:
        """Say of all cases of the board how many there are, and how many of them were read as a whole."""
        whole = self.seen_before["read_whole"].sum() if self.seen_before.height else 0
        return (
            f"These are the cases that could be read: {self.seen_before.height}, {whole} of them in full text. "
            "More have been published."
        )

    def numbers(self) -> pl.DataFrame:
        """Give all numbers of the board: one row per number, with its denominator and the cases that do not say.

        `contradicted` counts the cases, of those that say, whose source contradicts itself on it.
        """
        return pl.DataFrame(
            [
                {
                    "band": title,
                    "what": count.label,
                    "cases": count.share.having,
                    "of_reported": count.share.known,
                    "not_known": count.share.unknown,
                    "contradicted": len(count.contradicted),
                    "set": self.set_in_words(band),
                }
                for band, title in TITLES.items()
                for count in self.counts(band)
            ]
        )

    def query(self, release: str) -> str:
        """Write the query part of the link that shows this board again, in Present."""
        parts = ("view=present", self.selection.to_query(), self.patient.to_query(), f"release={release}")
        return "&".join(part for part in parts if part)

    @property
    def drug_in_words(self) -> str:
        """Name the drug that the bands speak of."""
        return self.patient.drug or "any IMiD"

    def _counting(self) -> Counting:
        by_fact = self.contradicted.group_by("fact").agg("case_id").rows()
        return Counting({fact: frozenset(cases) for fact, cases in by_fact})

    def _seen_before(self) -> list[Count]:
        on_drug, counting = self.seen_before.filter("same_drug"), self._counting()
        counts = [
            Count(
                f"Cases on {self.drug_in_words} that could be read",
                Share(on_drug.height, self.seen_before.height, 0),
                self.seen_before,
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
        if self.patient.days is None:
            return counts
        day = f"day {self.patient.days}"
        than = {
            "shorter": f"Shorter than {day}",
            "the same day, within precision": f"{day.capitalize()}, within precision",
            "longer": f"Longer than {day}",
        }
        return counts + [
            counting.count(label, on_drug, pl.col("than_patient") == term, _unknown("than_patient"), LATENCY)
            for term, label in than.items()
        ]

    def _picked(self) -> list[Count]:
        """Count the picked cases; there is nothing to count where none is picked."""
        if self.picked.is_empty():
            return []
        return [
            self._counting().count(label, self.picked, pl.col(fact) == "yes", _unknown(fact), (fact,))
            for label, fact in {"Lavage done": "bal_performed", "Infection excluded": "infection_excluded"}.items()
        ]

    def _after_stopping(self) -> list[Count]:
        stopped, counting = self.after_stopping.filter(pl.col("stopped") == "yes"), self._counting()
        better = pl.col("outcome").is_in(codebook().counting_as("better", "outcome"))
        with_steroid = {
            "Resolved or improved, with steroid": pl.col("steroid") == "yes",
            "… without steroid": pl.col("steroid") == "no",
            "… steroid not known": _unknown("steroid"),
        }
        pace, outcome = ("pace_of_recovery", *_STOPPED), ("outcome", *_STOPPED)
        return [
            counting.count(
                "Drug stopped", self.after_stopping, pl.col("stopped") == "yes", _unknown("stopped"), _STOPPED
            ),
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
                self.after_stopping,
                pl.col("outcome") == "died of the lung injury",
                _unknown("outcome"),
                ("outcome",),
            ),
            counting.count(
                "Died of any cause",
                self.after_stopping,
                pl.col("death") == "yes",
                _unknown("death"),
                ("death_any_cause",),
            ),
        ]

    def _given_again(self) -> list[Count]:
        counts, counting = [], self._counting()
        done_terms = codebook().counting_as("done", "rechallenge_outcome")
        for label, (fact, read_facts) in _AGAIN.items():
            done = self.given_again.filter(pl.col(fact).is_in(done_terms))
            counts += [
                counting.count(label, self.given_again, pl.col(fact).is_in(done_terms), _unknown(fact), read_facts[:1]),
                counting.count(
                    "… recurred",
                    done,
                    pl.col(fact) == "recurred",
                    pl.col(fact) == "done, outcome unknown",
                    read_facts,
                    proportion=True,
                ),
            ]
        before = self.given_again.filter(pl.col("other_imid_before") == "yes")
        counts += [
            counting.count(
                "Another IMiD before",
                self.given_again,
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


def unbroken(words: str) -> str:
    """Keep a percentage on one line: no line breaks before its unit."""
    return words.replace(" %", "\u00a0%")


def read_board(selection: Selection, patient: Patient, casebook: duckdb.DuckDBPyConnection | None = None) -> Board:
    """Put the four questions of the board to the casebook; to the release that is held where none is given."""
    asked = partial(ask, casebook=casebook) if casebook else ask_kept
    drug = patient.drug or None
    return Board(
        patient,
        selection,
        seen_before=asked(
            "seen_before", selection, drug=drug, day=None if patient.days is None else float(patient.days)
        ),
        picked=asked("picked", picked=tuple(patient.picked)),
        latency=asked("latency", selection),
        after_stopping=asked("after_stopping", selection, drug=drug),
        given_again=asked("given_again", selection, drug=drug),
        contradicted=asked("contradicted_facts"),
    )


def _vascular(cases: pl.DataFrame) -> str:
    """Say how many cases are of pulmonary hypertension, which goes otherwise than an injury of the lung tissue."""
    vascular = int(cases["vascular"].sum())
    return f", {vascular} of pulmonary hypertension" if vascular else ""


def _unknown(fact: str) -> pl.Expr:
    return pl.col(fact).is_in([*UNKNOWN, "not known", "not applicable"])


def _known(fact: str) -> pl.Expr:
    return ~_unknown(fact)

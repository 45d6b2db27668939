"""What the room looks at: four bands of published cases beside the patient at hand, each number with its cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from casebook.codebook import UNKNOWN, codebook
from casebook.estimates import Share, not_known_in_any
from casebook.store import ask

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

_RESULTS = {
    "recurred": "recurred",
    "did not recur": "did not recur",
    "done, outcome unknown": "outcome not known",
    "not attempted": "not given again",
}
_OUTCOMES = {
    "resolved": "resolved",
    "improved": "improved",
    "improved with residual fibrosis": "residual fibrosis",
    "stable": "stable",
    "worsened": "worsened",
    "died of the lung injury": "died of it",
}
_STEROID = {"yes": "with steroid", "no": "without steroid"}
NOT_KNOWN = "not known"
"""The row or column of a grid for the cases of which it is not known."""


@dataclass(frozen=True, slots=True)
class Count:
    """One number on the board: what is counted, the share, and the cases that it was counted from, one row each.

    `proportion` says whether the share stands for more than a description of these cases, and carries an interval.
    """

    label: str
    share: Share
    cases: pl.DataFrame
    ending: str = " reported"
    proportion: bool = False

    def __str__(self) -> str:
        """Say "what: k of n reported, u not known"."""
        return f"{self.label}: {self.in_short}"

    @property
    def in_short(self) -> str:
        """Say "k of n reported, u not known", or "k of n" where every case says."""
        return f"{self.counted}{self.rest}"

    @property
    def counted(self) -> str:
        """Say "k of n"; where no case says, that none is known."""
        return (
            f"{self.share.having} of {self.share.known}" if self.share.known else not_known_in_any(self.share.unknown)
        )

    @property
    def in_full(self) -> str:
        """Say it with the exact interval, where the share is a proportion."""
        return str(self.share) if self.proportion else self.in_short

    @property
    def rest(self) -> str:
        """Say what stands behind "k of n"."""
        if self.share.known == 0:
            return ""
        return f"{self.ending}{f', {self.share.unknown} not known' if self.share.unknown else ''}"


@dataclass(frozen=True, slots=True)
class Board:
    """The four bands over one selection for one patient: the rows of each question, one per case."""

    patient: Patient
    selection: Selection
    seen_before: pl.DataFrame
    latency: pl.DataFrame
    picked: pl.DataFrame
    after_stopping: pl.DataFrame
    given_again: pl.DataFrame

    def drawn(self, band: str) -> pl.DataFrame:
        """Give the rows that the chart of one band draws; casebook/board/charts.py says what they hold."""
        if band == "seen_before":
            day = None if self.patient.days is None else float(self.patient.days)
            return self.latency.with_columns(patient_day=pl.lit(day, pl.Float64()))
        if band == "after_stopping":
            stopped = self.after_stopping.filter(pl.col("stopped") == "yes")
            return _grid(stopped, {"steroid": _STEROID}, "outcome", _OUTCOMES)
        rows = {"same_drug": "same drug", "other_imid_after": "another IMiD, after"}
        answers = self.given_again.select("case_id", *rows).unpivot(index="case_id", value_name="result")
        return _grid(answers, {"variable": rows}, "result", _RESULTS)

    def counts(self, band: str) -> list[Count]:
        """Give the numbers of one band, in the order in which they are said."""
        return {
            "seen_before": self._seen_before,
            "picked": self._picked,
            "after_stopping": self._after_stopping,
            "given_again": self._given_again,
        }[band]()

    def numbers(self) -> pl.DataFrame:
        """Give all numbers of the board: one row per number, with its denominator and the cases that do not say."""
        return pl.DataFrame(
            [
                {
                    "band": title,
                    "what": count.label,
                    "cases": count.share.having,
                    "of_reported": count.share.known,
                    "not_known": count.share.unknown,
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

    def _seen_before(self) -> list[Count]:
        on_drug = self.seen_before.filter("same_drug")
        counts = [
            Count(
                f"Published cases on {self.drug_in_words}",
                Share(on_drug.height, self.seen_before.height, 0),
                self.seen_before,
                ending="",
            ),
            _count("Latency", on_drug, _known("than_patient"), unknown=pl.lit(value=False)),
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
            _count(label, on_drug, pl.col("than_patient") == term, _unknown("than_patient"))
            for term, label in than.items()
        ]

    def _picked(self) -> list[Count]:
        """Count the picked cases; there is nothing to count where none is picked."""
        if self.picked.is_empty():
            return []
        return [
            _count(label, self.picked, pl.col(fact) == "yes", _unknown(fact))
            for label, fact in {"Lavage done": "bal_performed", "Infection excluded": "infection_excluded"}.items()
        ]

    def _after_stopping(self) -> list[Count]:
        stopped = self.after_stopping.filter(pl.col("stopped") == "yes")
        better = pl.col("outcome").is_in(codebook().counting_as("better", "outcome"))
        with_steroid = {
            "Resolved or improved, with steroid": pl.col("steroid") == "yes",
            "… without steroid": pl.col("steroid") == "no",
            "… steroid not known": _unknown("steroid"),
        }
        return [
            _count("Drug stopped", self.after_stopping, pl.col("stopped") == "yes", _unknown("stopped")),
            *(
                _count(label, stopped.filter(those), better, _unknown("outcome"), proportion=True)
                for label, those in with_steroid.items()
            ),
            _count(
                "Rapid pace",
                stopped,
                pl.col("pace") == "rapid",
                ~pl.col("pace").is_in(["rapid", "progressive"]),
                proportion=True,
            ),
            _count(
                "Residual fibrosis",
                stopped,
                pl.col("outcome") == "improved with residual fibrosis",
                _unknown("outcome"),
                proportion=True,
            ),
        ]

    def _given_again(self) -> list[Count]:
        counts = []
        done_terms = codebook().counting_as("done", "rechallenge_outcome")
        for label, fact in {"Same drug again": "same_drug", "Another IMiD afterwards": "other_imid_after"}.items():
            done = self.given_again.filter(pl.col(fact).is_in(done_terms))
            counts += [
                _count(label, self.given_again, pl.col(fact).is_in(done_terms), _unknown(fact)),
                _count(
                    "… recurred",
                    done,
                    pl.col(fact) == "recurred",
                    pl.col(fact) == "done, outcome unknown",
                    proportion=True,
                ),
            ]
        before = self.given_again.filter(pl.col("other_imid_before") == "yes")
        counts += [
            _count(
                "Another IMiD before",
                self.given_again,
                pl.col("other_imid_before") == "yes",
                _unknown("other_imid_before"),
            ),
            _count(
                "… with lung injury",
                before,
                pl.col("lung_injury_before") == "yes",
                ~pl.col("lung_injury_before").is_in(["yes", "no"]),
            ),
        ]
        return [count for count in counts if count.cases.height or not count.label.startswith("…")]


def unbroken(words: str) -> str:
    """Keep a percentage on one line: no line breaks before its unit."""
    return words.replace(" %", "\u00a0%")


def read_board(selection: Selection, patient: Patient, casebook: duckdb.DuckDBPyConnection | None = None) -> Board:
    """Put the four questions of the board to the casebook."""
    drug = patient.drug or None
    return Board(
        patient,
        selection,
        seen_before=ask(
            "seen_before",
            selection,
            casebook,
            drug=drug,
            day=None if patient.days is None else float(patient.days),
        ),
        picked=ask("picked", casebook=casebook, picked=list(patient.picked)),
        latency=ask("latency", selection, casebook),
        after_stopping=ask("after_stopping", selection, casebook, drug=drug),
        given_again=ask("given_again", selection, casebook, drug=drug),
    )


def _count(label: str, cases: pl.DataFrame, having: pl.Expr, unknown: pl.Expr, *, proportion: bool = False) -> Count:
    """Count the cases that have something, of those that say; `unknown` holds where a case does not say."""
    has, silent = cases.select(having=having.sum(), silent=unknown.sum()).row(0) if cases.height else (0, 0)
    return Count(label, Share(int(has), cases.height - int(silent), int(silent)), cases, proportion=proportion)


def _unknown(fact: str) -> pl.Expr:
    return pl.col(fact).is_in([*UNKNOWN, "not known", "not applicable"])


def _known(fact: str) -> pl.Expr:
    return ~_unknown(fact)


def _grid(cases: pl.DataFrame, rows: dict[str, dict[str, str]], column: str, columns: dict[str, str]) -> pl.DataFrame:
    """Count cases in a grid: one row per field that is not empty, with the number of cases in its row (`of_row`)."""
    ((row, names),) = rows.items()
    lanes, ranks = [*names.values(), NOT_KNOWN], [*columns.values(), NOT_KNOWN]
    return (
        cases.select(
            lane=pl.col(row).replace_strict(names, default=NOT_KNOWN, return_dtype=pl.String()),
            result=pl.col(column).replace_strict(columns, default=NOT_KNOWN, return_dtype=pl.String()),
        )
        .group_by("lane", "result")
        .agg(cases=pl.len().cast(pl.Int64()))
        .with_columns(of_row=pl.col("cases").sum().over("lane"))
        .sort(pl.col("lane").cast(pl.Enum(lanes)), pl.col("result").cast(pl.Enum(ranks)))
    )

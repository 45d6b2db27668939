"""What the room looks at: four bands of published cases beside the patient at hand, each number with its cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from casebook.board.band_counts import (
    count_after_stopping,
    count_given_again,
    count_picked,
    count_seen_before,
    drug_in_words,
)
from casebook.board.grids import grid_after_stopping, grid_given_again
from casebook.questions.timing import in_lanes
from casebook.store import ask, ask_kept

if TYPE_CHECKING:
    import duckdb

    from casebook.board.count import Count
    from casebook.board.patient import Patient
    from casebook.selection import Selection

TITLES = {
    "seen_before": "1 · Seen before?",
    "picked": "2 · What did it look like, what was excluded?",
    "after_stopping": "3 · What happened after stopping?",
    "given_again": "4 · Given again?",
}
"""The bands, in the order of the talk: the question put to the casebook, and what stands above its band."""


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
        """Give the rows that the drawing of one band shows; casebook/board/strip.py and grids.py say what they hold."""
        if band == "seen_before":
            return in_lanes(self.latency, "drug")
        return (
            grid_after_stopping(self.after_stopping) if band == "after_stopping" else grid_given_again(self.given_again)
        )

    def counts(self, band: str) -> list[Count]:
        """Give the numbers of one band, in the order in which they are said."""
        rows, contradicted = getattr(self, band), self.contradicted
        if band == "seen_before":
            return count_seen_before(rows, contradicted, self.patient.drug, self.patient.days)
        count = {"picked": count_picked, "after_stopping": count_after_stopping, "given_again": count_given_again}[band]
        return count(rows, contradicted)

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
            of_all = f"of the {self.seen_before.height}{filtered or ' that could be read'}"
            return f"{on_drug.height} on {self.drug_in_words}, {of_all}{_vascular(on_drug)}"
        return f"of the {on_drug.height} on {self.drug_in_words}{filtered}{_vascular(on_drug)}"

    def could_be_read(self) -> str:
        """Say of all cases of the board how many there are, and how many of them were read as a whole."""
        cases, whole = self.seen_before.height, self.seen_before["read_whole"].sum() if self.seen_before.height else 0
        counted = f"These are the cases that could be read: {cases}"
        if self.selection.in_words():
            counted = f"Of the cases that could be read, the filters leave {cases}"
        return f"{counted}, {whole} of them in full text. More have been published."

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
        return drug_in_words(self.patient.drug)


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

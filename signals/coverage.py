"""What the reports of a database say at all: found by looking at them, so that no gap is shown as a zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from signals.measures.measured import MEASURES
from signals.store import ask

if TYPE_CHECKING:
    import duckdb

_HARDLY_ANY = 0.05
"""Share of the terms below which those of several words are said to be hardly there: in genuine quarters it is half."""

ONE_WORD = "cannot be told here: this file has hardly any term of several words"


@dataclass(frozen=True)
class Coverage:
    """In how many reports (starts, indications, terms and answers: lines) each thing stands that the pages count by."""

    reports: int = 0
    event_dates: int = 0
    received: int = 0
    sexes: int = 0
    ages: int = 0
    countries: int = 0
    report_types: int = 0
    quarters: int = 0
    several_suspects: int = 0
    copies: int = 0
    secondary_suspects: int = 0
    not_suspects: int = 0
    starts: int = 0
    indications: int = 0
    terms: int = 0
    terms_of_several_words: int = 0
    answers: int = 0
    invented: bool = False

    @property
    def one_word_terms(self) -> bool:
        """Whether terms of several words are hardly there at all, so that their number says nothing."""
        return self.terms > 0 and self.terms_of_several_words < _HARDLY_ANY * self.terms

    def gaps(self) -> list[str]:
        """Name what no report of the database says, or hardly any."""
        absent = {
            "dates of events": self.event_dates,
            "starts of therapy": self.starts,
            "indications": self.indications,
            "sexes": self.sexes,
            "ages": self.ages,
            "countries": self.countries,
            "types of report": self.report_types,
            "dates of receipt": self.received,
            "whether a drug was stopped or given again": self.answers,
            "roles other than suspect": self.not_suspects,
            "secondary suspects": self.secondary_suspects,
            "co-suspects": self.several_suspects,
        }
        named = [words for words, count in absent.items() if not count]
        return [*named, *(["terms of several words, but for a few"] if self.one_word_terms else [])]

    def sentence(self) -> str:
        """Say what these reports cannot tell, nothing where there is no gap."""
        if not self.reports:
            return "There is no report in this database."
        gaps = "; ".join(self.gaps())
        return f"What these reports do not say at all: {gaps}. There a zero means nothing." if gaps else ""

    def untold(self, event: str, n_event: int) -> str:
        """Say why the number of an event cannot be told from these reports, nothing where it can."""
        if self.one_word_terms and not n_event and " " in event:
            return ONE_WORD
        return ""

    def part_of(self, event: str) -> str:
        """Say of a group of terms that only a part of it can be counted here, nothing where all can."""
        grouped = event.startswith(("Lung injury,", "Pulmonary hypertension, all")) or " | " in event
        return (
            "Of this group only terms of one word are counted: this file has hardly any others."
            if (self.one_word_terms and grouped)
            else ""
        )

    def over_time(self) -> str:
        """Say why it cannot be told from these reports how a signal grew, nothing where it can."""
        if self.received:
            return ""
        return "No report says when it was received: how a signal grew cannot be told."

    def time_to_onset(self) -> str:
        """Say why no time to onset can be told from these reports, nothing where it can."""
        absent = [
            words for words, count in (("starts", self.starts), ("dates of events", self.event_dates)) if not count
        ]
        return f"No time to onset can be told: these reports give no {' and no '.join(absent)}." if absent else ""

    def challenge(self) -> str:
        """Say whether these reports answer at all what happened when the drug was stopped or given again."""
        if self.answers:
            return "What the reporter answered for the drug; most leave it blank."
        return "It cannot be told: no report of this database says whether a drug was stopped or given again."

    def strata(self, kind: str) -> str:
        """Say that no report tells what strata of a kind would be made of, nothing where some do."""
        counts = {"sex": self.sexes, "age band": self.ages, "country": self.countries, "year": self.received}
        return "" if counts[kind] else f"No report gives the {kind}: there is nothing to divide by."

    def cannot_differ(self) -> dict[str, str]:
        """Give the compared populations that cannot differ in these reports from all of them, and why."""
        reasons = {
            "no co-suspect": ("no report names two suspects", self.several_suspects),
            "no look-alike copies": (
                "no report looks like a copy, which takes sex, age, country and date",
                self.copies,
            ),
            "primary suspect alone": ("no report names a secondary suspect", self.secondary_suspects),
            "primary and secondary suspect": ("no report names a secondary suspect", self.secondary_suspects),
            "myeloma as indication": ("no report gives an indication", self.indications),
        }
        return {name: reason for name, (reason, count) in reasons.items() if not count}


def coverage_of(reports: duckdb.DuckDBPyConnection) -> Coverage:
    """Find what the reports of a database say at all. A second for twenty million."""
    return Coverage(**ask(reports, "coverage").row(0, named=True))


def with_untold(rows: pl.DataFrame, coverage: Coverage) -> pl.DataFrame:
    """Add to rows of counts why the number of their event cannot be told (column `untold`), empty where it can.

    What cannot be told has no measure: a zero that follows from what the file lacks would read as "less than expected".
    Of several populations, a row whose counts are not there says so in its remark.
    """
    most = rows.select("event", pl.col("n_event").max().over("event").fill_null(0), pl.col("n").is_null()).rows()
    remarks = rows["remark"] if "remark" in rows.columns else [""] * rows.height
    sentences: list[str] = [
        remark.partition("; ")[0] if uncounted else coverage.untold(event, n)
        for (event, n, uncounted), remark in zip(most, remarks, strict=True)
    ]
    can_be_told = pl.when(pl.col("untold") == "")
    measures = [can_be_told.then(pl.col(name)).alias(name) for name in MEASURES if name in rows.columns]
    return rows.with_columns(untold=pl.Series(sentences, dtype=pl.String)).with_columns(measures)

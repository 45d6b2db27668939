"""Pairs of drug and event in a population, and how many reports name them: read by DuckDB, counted as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from signals.store import text_of

if TYPE_CHECKING:
    import duckdb

    from signals.measures.population import Population

Numbers = NDArray[np.float64]

AT_ONCE = 2_000_000
"""Reports that are read and counted in one go: more take more memory, not less time."""


@dataclass(frozen=True)
class Pairs:
    """All pairs of a population: names of drugs and events with their margins, and per pair places and reports.

    Pairs are ordered by drug and event, these by their names.
    """

    drugs: list[str]
    events: list[str]
    drug_margin: Numbers
    event_margin: Numbers
    n: int
    drug: NDArray[np.int32]
    event: NDArray[np.int32]
    a: Numbers

    @property
    def expected(self) -> Numbers:
        """Reports expected of each pair if drug and event were independent."""
        return self.drug_margin[self.drug] * self.event_margin[self.event] / self.n

    def at_least(self, reports: int) -> Pairs:
        """Give the pairs with at least so many reports."""
        kept = self.a >= reports
        return replace(self, drug=self.drug[kept], event=self.event[kept], a=self.a[kept])


@dataclass(frozen=True)
class _Named:
    """Drugs or events in the order of their names, the place of each by its number, and the reports that name each."""

    names: list[str]
    place: NDArray[np.int32]
    margin: NDArray[np.int64]

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, question: str) -> Self:
        """Read the names, of which no report has been counted yet."""
        rows = connection.execute(text_of(question)).fetchnumpy()
        place = np.zeros(int(rows["id"].max(initial=0)) + 1, np.int32)
        place[rows["id"]] = np.arange(len(rows["id"]), dtype=np.int32)
        return cls(rows["name"].tolist(), place, np.zeros(len(rows["id"]), np.int64))

    def count(self, rows: duckdb.DuckDBPyConnection, inside: NDArray[np.bool_], first: int) -> sparse.csr_array:
        """Count rows of a stretch of reports into the margin; give ones where a report names something.

        `inside` says of each report of the stretch, from number `first` on, whether it counts. The ones have the shape
        (names, reports).
        """
        report, number = (np.asarray(column) for column in rows.fetchnumpy().values())
        report = (report - first).astype(np.int32)
        kept = inside[report]
        report, place = report[kept], self.place[number[kept]]
        self.margin[:] += np.bincount(place, minlength=len(self.names))
        ones = sparse.coo_array((np.ones(len(place), np.int32), (place, report)), (len(self.names), len(inside)))
        ones.has_canonical_format = True  # no report has a drug or an event in two rows: nothing is to be added up
        return ones.tocsr()

    def occurring(self) -> tuple[list[str], Numbers, NDArray[np.int32]]:
        """Give the names that reports name, their margins, and the place among these by that among all."""
        kept = self.margin > 0
        names = [name for name, one in zip(self.names, kept.tolist(), strict=True) if one]
        return names, self.margin[kept].astype(np.float64), np.cumsum(kept, dtype=np.int32) - 1


def count_pairs(connection: duckdb.DuckDBPyConnection, population: Population, at_once: int = AT_ONCE) -> Pairs:
    """Count the reports of every pair in a population, each report once; so many of them at once.

    A table of drugs by reports times one of reports by events, each with a one where a report names it, is a table of
    how many reports name both.
    """
    taken = connection.execute(text_of("taken"), {"population": population.parameter()}).fetchnumpy()["report_id"]
    inside = np.zeros(int(taken.max(initial=0)) + 1, np.bool_)
    inside[taken] = True
    drugs, events = _Named.of(connection, "drug_names"), _Named.of(connection, "event_names")
    counted = sparse.csr_array((len(drugs.names), len(events.names)), dtype=np.int32)
    for first in range(0, len(inside), at_once):
        some = inside[first : first + at_once]
        stretch = {"first": first, "last": first + len(some) - 1}
        used = connection.execute(text_of("used"), stretch | {"roles": population.role_bits})
        by_drug = drugs.count(used, some, first)
        by_event = events.count(connection.execute(text_of("reported"), stretch), some, first)
        counted += (by_event @ by_drug.T.tocsr()).T.tocsr()  # rows and columns in order
    drug_names, drug_margin, drug_place = drugs.occurring()
    event_names, event_margin, event_place = events.occurring()
    drug = np.repeat(drug_place, np.diff(counted.indptr))
    a = counted.data.astype(np.float64)
    return Pairs(drug_names, event_names, drug_margin, event_margin, len(taken), drug, event_place[counted.indices], a)

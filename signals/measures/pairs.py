"""Pairs of drug and event in a population, and how many reports name them: counted by DuckDB, held as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from signals.store import rows_of, run, text_of

if TYPE_CHECKING:
    import duckdb

    from signals.measures.population import Population

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """All pairs of a population: names of drugs and events with their margins, and per pair places and reports."""

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


def count_pairs(connection: duckdb.DuckDBPyConnection, population: Population) -> Pairs:
    """Count the reports of every pair in a population, each report once."""
    run(connection, "taken", population=population.parameter())
    run(connection, "used", roles=population.role_bits)
    run(connection, "drug_margin")
    run(connection, "event_margin")
    drugs, drug_margin = _named_margins(connection, "drug_margins")
    events, event_margin = _named_margins(connection, "event_margins")
    pairs = connection.sql(text_of("pairs")).fetchnumpy()
    return Pairs(
        drugs,
        events,
        drug_margin,
        event_margin,
        rows_of(connection, "size")[0][0],
        np.asarray(pairs["drug"]),
        np.asarray(pairs["event"]),
        np.asarray(pairs["a"], np.float64),
    )


def _named_margins(connection: duckdb.DuckDBPyConnection, question: str) -> tuple[list[str], Numbers]:
    """Give names and their numbers of reports, in the order of their places."""
    rows = rows_of(connection, question)
    return [name for name, _ in rows], np.array([reports for _, reports in rows], np.float64)

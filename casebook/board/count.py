"""One number of the board: what is counted, of how many, from which cases, and whether a source contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casebook.contradictions import CONTRADICTED
from casebook.estimates import Share, not_known_in_any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


@dataclass(frozen=True, slots=True)
class Count:
    """One number on the board: what is counted, the share, and the cases that it was counted from, one row each.

    `proportion` says whether the share stands for more than a description of these cases, and carries an interval.
    `contradicted` names the counted cases whose source contradicts itself on what is counted.
    """

    label: str
    share: Share
    cases: pl.DataFrame
    ending: str = " reported"
    proportion: bool = False
    contradicted: tuple[str, ...] = ()

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
        return f"{self.share}{self._mark}" if self.proportion else self.in_short

    @property
    def rest(self) -> str:
        """Say what stands behind "k of n", the mark where a source contradicts itself last."""
        if self.share.known == 0:
            return ""
        return f"{self.ending}{f', {self.share.unknown} not known' if self.share.unknown else ''}{self._mark}"

    @property
    def _mark(self) -> str:
        return f" {CONTRADICTED}" if self.contradicted else ""


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts cases, and marks those whose source contradicts itself: `conflicts` holds the cases of each such fact."""

    conflicts: Mapping[str, frozenset[str]]

    def count(  # noqa: PLR0913  what a number of the board is made of
        self,
        label: str,
        cases: pl.DataFrame,
        having: pl.Expr,
        unknown: pl.Expr,
        facts: tuple[str, ...],
        *,
        proportion: bool = False,
    ) -> Count:
        """Count the cases that have something, of those that say; `unknown` holds where a case does not say.

        `facts` are those on which the number rests.
        """
        if cases.is_empty():
            return Count(label, Share(0, 0, 0), cases, proportion=proportion)
        has, silent = cases.select(having=having.sum(), silent=unknown.sum()).row(0)
        named = cases.filter(~unknown)["case_id"].to_list()
        doubtful = frozenset().union(*(self.conflicts.get(fact, frozenset()) for fact in facts))
        share = Share(int(has), cases.height - int(silent), int(silent))
        marked = tuple(case for case in named if case in doubtful)
        return Count(label, share, cases, proportion=proportion, contradicted=marked)

"""What a few published cases can say in numbers: k of n with its unknowns, and exact intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from scipy.special import bdtrik, betaincinv

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_FOR_PERCENT = 10
"""Known cases from which a percentage may be shown."""

FEWEST_UNNAMED = 5
"""Known cases from which a sentence only counts; fewer are named too. queries/schema/counted_by_drug.sql names four."""

FEWEST_FOR_MEDIAN_INTERVAL = 6
"""Known values from which a median has an interval of 95 %: all of five lie on one side of it in 1 of 16 samples."""

_ALL = 100
TAIL = 0.025
"""Probability left in each tail of an interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many cases have something, of those that say, and how many do not say. Counts of cases."""

    having: int
    known: int
    unknown: int

    @property
    def interval(self) -> tuple[float, float]:
        """Give the exact 95 % interval of the proportion among the cases that say."""
        return clopper_pearson(self.having, self.known)

    @property
    def percent(self) -> str:
        """Say the share of the cases that say in whole percent; 0 and 100 only where it is none or all of them."""
        nearest = round(100 * self.having / self.known)
        return _within(nearest, none=self.having == 0, all_=self.having == self.known)

    @property
    def in_counts(self) -> str:
        """Say "k of n reported, u not known", without an interval; where no case says, that none is known."""
        if self.known == 0:
            return not_known_in_any(self.unknown)
        return f"{self.having} of {self.known} reported{f', {self.unknown} not known' if self.unknown else ''}"

    @property
    def how_sure(self) -> str:
        """Say what a count leaves open: percent and exact interval from ten known cases up, and the unknowns.

        Nothing where no case says.
        """
        if self.known == 0:
            return ""
        few = f"under {FEWEST_FOR_PERCENT} cases say, so that no percentage is given"
        parts = [
            f"{self.percent} %, exact 95 % interval {outward(*self.interval)} %"
            if self.known >= FEWEST_FOR_PERCENT
            else few
        ]
        if self.unknown:
            every, most = self.known + self.unknown, self.having + self.unknown
            parts.append(f"with the {self.unknown} not known it would be {self.having} to {most} of {every}")
        return f"{self.having} of {self.known}: {'; '.join(parts)}."

    def __str__(self) -> str:
        """Say "k of n reported, u not known", with the exact interval, and the bounds that the unknowns leave open."""
        if self.known == 0:
            return not_known_in_any(self.unknown)
        percent = f" = {self.percent} %" if self.known >= FEWEST_FOR_PERCENT else ""
        counted = f"{self.having} of {self.known} reported{percent} (exact 95 % interval {outward(*self.interval)} %)"
        if self.unknown == 0:
            return counted
        every = self.known + self.unknown
        return f"{counted}, {self.unknown} not known (of all {every}: {self.having} to {self.having + self.unknown})"


def outward(low: float, high: float) -> str:
    """Say the bounds of an interval, fractions from 0 to 1, in whole percent: the lower down, the upper up.

    So what is shown never leaves out a share that the interval holds. 0 and 100 stand only where a bound is exactly
    that; one that is nearer to them than 1 is "under 1" or "over 99".
    """
    down = _within(floor(100 * low), none=low == 0, all_=low == 1)
    up = _within(ceil(100 * high), none=high == 0, all_=high == 1)
    return f"{down} to {up}"


def not_known_in_any(cases: int) -> str:
    """Say that none of so many cases says; "0 of 0" would read like a count, and "none" like an answer."""
    if cases == 0:
        return "no case"
    return "not known in the one case" if cases == 1 else f"not known in any of {cases}"


def _within(percent: int, *, none: bool, all_: bool) -> str:
    """Say whole percent, where 0 and 100 are said only of none and of all."""
    if percent <= 0 and not none:
        return "under 1"
    if percent >= _ALL and not all_:
        return "over 99"
    return str(percent)


def median_interval(ordered: Sequence[float]) -> tuple[float, float] | None:
    """Give the interval of a median, of at least 95 %, from order statistics; None below six values, where none exists.

    `ordered` holds the values in ascending order; the interval has their unit. Its ends are the k-th smallest and the
    k-th largest, k the largest count for which both tails of the binomial distribution with p = 1/2 hold at most 2.5 %:
    Thompson WR. On confidence ranges for the median and other expectation distributions for populations of unknown
    distribution form. Ann Math Stat 1936;7:122-128, doi:10.1214/aoms/1177732502.
    """
    known = len(ordered)
    if known < FEWEST_FOR_MEDIAN_INTERVAL:
        return None
    outside = int(bdtrik(TAIL, known, 0.5)) + 1
    return ordered[outside - 1], ordered[known - outside]


def clopper_pearson(having: int, known: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact interval of a binomial proportion, as fractions from 0 to 1; (0, 1) when nothing is known.

    The ends are quantiles of beta distributions: Clopper CJ, Pearson ES. The use of confidence or fiducial limits
    illustrated in the case of the binomial. Biometrika 1934;26:404-413, doi:10.1093/biomet/26.4.404.
    Raises ValueError unless 0 <= having <= known.
    """
    if not 0 <= having <= known:
        message = f"{having} of {known}: the first count must lie between 0 and the second"
        raise ValueError(message)
    tail = (1 - confidence) / 2
    low = 0.0 if having == 0 else float(betaincinv(having, known - having + 1, tail))
    high = 1.0 if having == known else float(betaincinv(having + 1, known - having, 1 - tail))
    return low, high

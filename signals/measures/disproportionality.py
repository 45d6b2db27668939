"""PRR, ROR, chi-square, Evans' criteria and the information component of drug-event pairs.

All counts are reports, not rows: `a` reports with drug and event, `n_drug` with the drug, `n_event` with the event, `n`
in the population. Arrays of any one shape come in and come back as floats; a value that is not defined because a cell
of the 2x2 table is zero is NaN and shown as none. Nothing is ever added to a cell. Products of counts are taken in
floating point: those under chi-square pass 64-bit integers from about 756,000 reports on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv

from signals.measures.counted import by_count

Numbers = NDArray[np.float64]

Z = 1.959964  # of the normal distribution, two-sided 95 %
_LOW, _HIGH = 0.025, 0.975
_SHRINKAGE = 0.5  # Noren's constant in the information component
_LEAST_PRR, _LEAST_CHI_SQUARE, _LEAST_REPORTS = 2, 4, 3  # Evans 2001


@dataclass(frozen=True)
class Counts:
    """The 2x2 tables of pairs; each field has the shape of the pairs, `n` may be one number for all."""

    a: Numbers
    n_drug: Numbers
    n_event: Numbers
    n: Numbers

    @classmethod
    def of(cls, a: ArrayLike, n_drug: ArrayLike, n_event: ArrayLike, n: ArrayLike) -> Self:
        """Take counts of any kind. Raises ValueError where they do not make a 2x2 table."""
        arrays = np.broadcast_arrays(*(np.asarray(count, np.float64) for count in (a, n_drug, n_event, n)))
        counts = cls(*arrays)
        cells = (counts.a, counts.b, counts.c, counts.d)
        if any((cell < 0).any() for cell in cells):
            message = "Counts do not make 2x2 tables: a cell is below zero."
            raise ValueError(message)
        return counts

    @property
    def b(self) -> Numbers:
        """Reports with the drug and without the event."""
        return self.n_drug - self.a

    @property
    def c(self) -> Numbers:
        """Reports with the event and without the drug."""
        return self.n_event - self.a

    @property
    def d(self) -> Numbers:
        """Reports with neither."""
        return self.n - self.n_drug - self.n_event + self.a

    @property
    def expected(self) -> Numbers:
        """Reports expected if drug and event were independent: n_drug x n_event / n; NaN in an empty population."""
        with np.errstate(invalid="ignore"):
            return self.n_drug * self.n_event / self.n


@dataclass(frozen=True)
class Interval:
    """A measure with the limits of its 95 % interval."""

    value: Numbers
    low: Numbers
    high: Numbers


def _log_normal(value: Numbers, variance: Numbers, defined: NDArray[np.bool_]) -> Interval:
    """Give value x exp(-+ 1.959964 x standard error of its logarithm), NaN where it is not defined."""
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.exp(Z * np.sqrt(variance))
        value = np.where(defined, value, np.nan)
        return Interval(value, value / factor, value * factor)


def prr(counts: Counts) -> Interval:
    """Give the proportional reporting ratio, (a / n_drug) / (c / (n - n_drug)), with its log-normal interval.

    Variance of the logarithm: 1/a - 1/n_drug + 1/c - 1/(n - n_drug). Evans, Waller and Davis, Pharmacoepidemiol Drug
    Saf 2001;10:483-6. Not defined where a or c is zero, nor where every report has the event: its interval would
    have no width.
    """
    a, c, others = counts.a, counts.c, counts.n - counts.n_drug
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (a / counts.n_drug) / (c / others)
        variance = np.maximum(1 / a - 1 / counts.n_drug + 1 / c - 1 / others, 0)
    return _log_normal(value, variance, (a > 0) & (c > 0) & (counts.n_event < counts.n))


def ror(counts: Counts) -> Interval:
    """Give the reporting odds ratio, ad / (bc), with its log-normal interval.

    Variance of the logarithm: 1/a + 1/b + 1/c + 1/d. Rothman, Lanes and Sacks, Pharmacoepidemiol Drug Saf
    2004;13:519-23. Not defined where a cell is zero.
    """
    a, b, c, d = counts.a, counts.b, counts.c, counts.d
    with np.errstate(divide="ignore", invalid="ignore"):
        value, variance = (a * d) / (b * c), 1 / a + 1 / b + 1 / c + 1 / d
    return _log_normal(value, variance, (a > 0) & (b > 0) & (c > 0) & (d > 0))


def chi_square(counts: Counts, *, yates: bool = False) -> Numbers:
    """Give chi-square of the 2x2 table with one degree of freedom: Pearson's, or with Yates' correction.

    n (ad - bc)^2 / (n_drug (n - n_drug) n_event (n - n_event)), where ad - bc = a n - n_drug n_event; Yates takes n/2
    off its absolute value. Pearson's is the one that Evans 2001 prints for rifabutin and uveitis (22,740), and the one
    in Evans' criteria here. Not defined where a margin is zero or everything.
    """
    n = counts.n
    distance = np.abs(counts.a * n - counts.n_drug * counts.n_event)
    if yates:
        distance = np.maximum(distance - n / 2, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (
            (distance / counts.n_drug) * (distance / counts.n_event) * n / ((n - counts.n_drug) * (n - counts.n_event))
        )


def evans(counts: Counts) -> NDArray[np.bool_]:
    """Say where Evans' criteria are met: PRR >= 2, Pearson's chi-square >= 4 and at least 3 reports."""
    return (prr(counts).value >= _LEAST_PRR) & (chi_square(counts) >= _LEAST_CHI_SQUARE) & (counts.a >= _LEAST_REPORTS)


def information_component(a: ArrayLike, expected: ArrayLike) -> Interval:
    """Give the information component, log2((a + 0.5) / (E + 0.5)), with its exact 95 % interval.

    The limits are log2 of the 2.5 % and 97.5 % quantiles of a gamma distribution with shape a + 0.5 and rate E + 0.5.
    Noren, Hopstadius and Bate, Stat Methods Med Res 2013;22:57-69. The normal approximation in circulation is not used:
    it lets several times too many pairs pass.
    """
    a, rate = np.asarray(a, np.float64), np.asarray(expected, np.float64) + _SHRINKAGE
    base = np.log2(rate)
    return Interval(
        by_count(a, lambda count: np.log2(count + _SHRINKAGE)) - base,
        by_count(a, lambda count: np.log2(gammaincinv(count + _SHRINKAGE, _LOW))) - base,
        by_count(a, lambda count: np.log2(gammaincinv(count + _SHRINKAGE, _HIGH))) - base,
    )


def measures_of(counts: Counts) -> dict[str, Numbers]:
    """Give PRR, chi-square, ROR and information component of pairs with their limits, by the names of their columns."""
    ratio, odds, component = prr(counts), ror(counts), information_component(counts.a, counts.expected)
    return {
        "prr": ratio.value,
        "prr_low": ratio.low,
        "prr_high": ratio.high,
        "chi_square": chi_square(counts),
        "ror": odds.value,
        "ror_low": odds.low,
        "ror_high": odds.high,
        "ic": component.value,
        "ic_low": component.low,
        "ic_high": component.high,
    }

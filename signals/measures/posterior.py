"""EBGM, EB05 and EB95 of pairs, from a fitted prior.

The posterior of a pair's ratio is a mixture of two gamma distributions. DuMouchel, Am Stat 1999;53:177-90.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.special import expit, gammainc, gammaincinv, gammaln, psi

from signals.measures.counted import by_count
from signals.measures.shrinkage import Prior, log_component

Numbers = NDArray[np.float64]

_EPSILON = 1e-13  # of the logarithm of a quantile
_LAST_STEP = 1e-8  # of Newton, which doubles the digits with each
_STEPS = 100
_SPACING = 0.005  # of the grid, in the logarithm of the expected count
_FEWEST = 16  # pairs of one count that are worth a grid
_NARROW = 1e-6  # span of the logarithms of expected counts below which there is no grid
_COARSE = 1e-8  # how far the spline over every second point of the grid may miss the points between


LOWER, UPPER = 0.05, 0.95  # the quantiles called EB05 and EB95


@dataclass(frozen=True)
class Shrunk:
    """EBGM of pairs with its limits, each of the shape of the pairs."""

    ebgm: Numbers
    eb05: Numbers
    eb95: Numbers


@dataclass(frozen=True)
class Posterior:
    """The posterior of pairs; `share` is the probability that a pair's ratio comes from the first distribution."""

    prior: Prior
    a: Numbers
    expected: Numbers
    share: Numbers

    @classmethod
    def of(cls, prior: Prior, a: Numbers, expected: Numbers) -> Self:
        """Give the posterior of pairs with `a` reports where `expected` were expected, both of shape (k,)."""
        first = np.log(prior.share) + log_component(a, expected, prior.alpha1, prior.beta1)
        second = np.log1p(-prior.share) + log_component(a, expected, prior.alpha2, prior.beta2)
        return cls(prior, a, expected, expit(first - second))

    def some(self, places: NDArray[np.intp]) -> Posterior:
        """Give the posterior of some of the pairs."""
        return Posterior(self.prior, self.a[places], self.expected[places], self.share[places])

    def ebgm(self) -> Numbers:
        """Give the empirical Bayes geometric mean: exp of the expected logarithm of the ratio."""
        prior = self.prior
        first = by_count(self.a, lambda count: psi(prior.alpha1 + count)) - np.log(prior.beta1 + self.expected)
        second = by_count(self.a, lambda count: psi(prior.alpha2 + count)) - np.log(prior.beta2 + self.expected)
        return np.exp(self.share * first + (1 - self.share) * second)

    def shrunk(self) -> Shrunk:
        """Give EBGM, EB05 and EB95, each pair by itself."""
        return Shrunk(self.ebgm(), self.quantile(LOWER), self.quantile(UPPER))

    def shrunk_together(self) -> Shrunk:
        """Give EBGM, EB05 and EB95 of many pairs, the limits to nine digits and both at once."""
        with ThreadPoolExecutor(2) as pool:
            limits = pool.map(self.quantiles, (LOWER, UPPER))
            return Shrunk(self.ebgm(), *limits)

    def quantile(self, probability: float) -> Numbers:
        """Give a quantile, to about twelve digits, each pair by itself.

        The quantile of a mixture lies between those of its parts; within these, Newton's step on the logarithm is taken
        where it stays inside, and the middle where it does not.
        """
        prior, share = self.prior, self.share
        shape1, rate1 = prior.alpha1 + self.a, prior.beta1 + self.expected
        shape2, rate2 = prior.alpha2 + self.a, prior.beta2 + self.expected
        end1 = by_count(self.a, lambda count: np.log(gammaincinv(prior.alpha1 + count, probability))) - np.log(rate1)
        end2 = by_count(self.a, lambda count: np.log(gammaincinv(prior.alpha2 + count, probability))) - np.log(rate2)
        low, high = np.minimum(end1, end2), np.maximum(end1, end2)
        at = share * end1 + (1 - share) * end2
        norm1, norm2 = (
            by_count(self.a, lambda count, alpha=alpha: gammaln(alpha + count))
            for alpha in (prior.alpha1, prior.alpha2)
        )
        left = np.arange(len(at))
        for _ in range(_STEPS):
            here, part = at[left], share[left]
            first, second = np.exp(here) * rate1[left], np.exp(here) * rate2[left]
            above = part * gammainc(shape1[left], first) + (1 - part) * gammainc(shape2[left], second) - probability
            density = part * np.exp(shape1[left] * np.log(first) - first - norm1[left])
            density += (1 - part) * np.exp(shape2[left] * np.log(second) - second - norm2[left])
            high[left] = np.where(above >= 0, here, high[left])
            low[left] = np.where(above <= 0, here, low[left])
            with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
                there = here - above / density
            inside = (there > low[left]) & (there < high[left])
            at[left] = np.where(inside, there, (low[left] + high[left]) / 2)
            moving = ~inside | (np.abs(there - here) > _LAST_STEP)
            left = left[moving & (high[left] - low[left] > _EPSILON)]
            if not len(left):
                break
        return np.exp(at)

    @cached_property
    def alike(self) -> list[tuple[float, NDArray[np.intp]]]:
        """Each reported count with the places of its pairs."""
        # Whole numbers of 16 bits are sorted by their digits, in a fifth of the time.
        whole = self.a.astype(np.min_scalar_type(int(self.a.max(initial=0))))
        order = np.argsort(whole, kind="stable")
        counts, starts = np.unique(self.a[order], return_index=True)
        return list(zip(counts.tolist(), np.split(order, starts[1:]), strict=True))

    def quantiles(self, probability: float) -> Numbers:
        """Give a quantile of many pairs, to nine digits.

        For one reported count the logarithm of the quantile is a function of that of the expected count. Where a count
        has more pairs than a grid would have points, the quantile is computed on the grid and read off a cubic spline;
        where the spline over every second point misses those between, the pairs there are computed one by one. Where
        all expected counts are about the same, there is no room for a grid: each different one is computed once.
        """
        result = np.empty_like(self.expected)
        alone = []
        for count, pairs in self.alike:
            if len(pairs) < _FEWEST:
                alone.append(pairs)
                continue
            logs = np.log(self.expected[pairs])
            half = max(int(np.ceil((logs.max() - logs.min()) / (2 * _SPACING))), 4)
            if len(pairs) < 4 * half:
                alone.append(pairs)
                continue
            if logs.max() - logs.min() < _NARROW:
                distinct, place = np.unique(self.expected[pairs], return_inverse=True)
                tied = Posterior.of(self.prior, np.full_like(distinct, count), distinct)
                result[pairs] = tied.quantile(probability)[place]
                continue
            grid = np.linspace(logs.min(), logs.max(), 2 * half + 1)
            known = np.log(Posterior.of(self.prior, np.full_like(grid, count), np.exp(grid)).quantile(probability))
            missed = np.abs(CubicSpline(grid[::2], known[::2])(grid[1::2]) - known[1::2]) > _COARSE
            doubtful = np.convolve(missed, np.ones(3), "same") > 0
            interval = np.minimum(((logs - grid[0]) / (grid[2] - grid[0])).astype(np.int64), half - 1)
            result[pairs] = np.exp(CubicSpline(grid, known)(logs))
            alone.append(pairs[doubtful[interval]])
        if alone:
            rest = np.concatenate(alone)
            result[rest] = self.some(rest).quantile(probability)
        return result

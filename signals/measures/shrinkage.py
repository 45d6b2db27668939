"""The prior of EBGM, EB05 and EB95, fitted to cells: DuMouchel's gamma-Poisson shrinker.

The ratio of reported to expected counts is taken to follow a mixture of two gamma distributions over all drug-event
pairs; a pair's posterior is such a mixture too. DuMouchel, Am Stat 1999;53:177-90; DuMouchel and Pregibon, KDD 2001.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, gammaln, logit, psi

from signals.measures.counted import by_count

if TYPE_CHECKING:
    from signals.measures.contingency import TableCells
    from signals.measures.population import Likelihood

Numbers = NDArray[np.float64]
_STARTS = (
    (0.2, 0.1, 2.0, 4.0, 1 / 3),  # DuMouchel 1999
    (1.0, 1.0, 3.0, 1.0, 0.2),
    (0.5, 0.5, 5.0, 5.0, 0.5),
)
_LEAST, _MOST = 1e-4, 1e4  # bounds of the search
_LEAST_SHARE = 1e-7
_NEAR = 1.01  # this close to a bound is at the bound
_FEWEST = 100  # reported pairs
_AGREEMENT = 1e-4  # of the minus log-likelihoods of two starts that count as one optimum, as a share
_ROUNDS = 2  # a second search from where the first ended, since it may have stopped early


@dataclass(frozen=True)
class Prior:
    """The five hyperparameters: shape and rate of both gamma distributions, and the share of the first."""

    alpha1: float
    beta1: float
    alpha2: float
    beta2: float
    share: float

    @classmethod
    def of(cls, point: Numbers) -> Prior:
        """Give the prior at a point of the search: four logarithms and a logit."""
        return cls(*np.exp(point[:4]).tolist(), float(expit(point[4])))

    def point(self) -> Numbers:
        """Give the place of the prior in the search."""
        return np.array([*np.log([self.alpha1, self.beta1, self.alpha2, self.beta2]), logit(self.share)])

    def in_order(self) -> Prior:
        """Give the same prior with the component of the larger mean first."""
        if self.alpha1 / self.beta1 >= self.alpha2 / self.beta2:
            return self
        return Prior(self.alpha2, self.beta2, self.alpha1, self.beta1, 1 - self.share)


@dataclass(frozen=True)
class Fit:
    """A prior fitted to cells.

    `failure` says why it must not be used, and is empty where it may; `remark` is what a usable one needs said.
    """

    prior: Prior
    minus_log_likelihood: float
    likelihood: Likelihood
    cells: float
    failure: str
    remark: str

    def sentence(self) -> str:
        """Say what became of the fit, in words and with its hyperparameters, from which EBGM can be recomputed."""
        prior = self.prior
        values = (
            f"alpha1 {prior.alpha1!r}, beta1 {prior.beta1!r}, alpha2 {prior.alpha2!r}, "
            f"beta2 {prior.beta2!r}, share of the first {prior.share!r}; "
            f"minus log-likelihood {self.minus_log_likelihood:.4f} over {self.cells:,.0f} cells; "
            f"likelihood: {self.likelihood}"
        )
        if self.failure:
            last = f" Last: {values}." if np.isfinite(self.minus_log_likelihood) else ""
            return f"The EBGM prior could not be fitted: {self.failure} EBGM, EB05 and EB95 are left empty.{last}"
        return " ".join(filter(None, [f"EBGM prior: {values}.", self.remark]))


def failed(likelihood: Likelihood, error: Exception) -> Fit:
    """Give the fit that an error ended: it says which."""
    nothing = float("nan")
    reason = f"The computation ended with an error ({type(error).__name__}: {error})."
    return Fit(Prior(*[nothing] * 5), nothing, likelihood, 0, reason, "")


def log_component(a: Numbers, expected: Numbers, alpha: float, beta: float) -> Numbers:
    """Give the log-probability of a count under one gamma distribution of the ratio: a negative binomial."""
    constant = by_count(a, lambda count: gammaln(alpha + count) - gammaln(alpha) - gammaln(count + 1))
    return constant - alpha * np.log1p(expected / beta) - a * np.log1p(beta / expected)


@dataclass(frozen=True)
class _Search:
    """The likelihood over the cells and its gradient, with what does not depend on the prior computed once."""

    cells: TableCells
    likelihood: Likelihood
    counts: Numbers
    place: NDArray[np.intp]

    @classmethod
    def over(cls, cells: TableCells, likelihood: Likelihood) -> Self:
        """Compute what does not depend on the prior."""
        counts, place = np.unique(cells.a, return_inverse=True)
        return cls(cells, likelihood, counts, place)

    def component(self, alpha: float, beta: float) -> tuple[Numbers, Numbers, Numbers]:
        """Give the log-probability of each cell under one distribution, and its slopes in log alpha and log beta."""
        a, expected = self.cells.a, self.cells.expected
        none = -alpha * np.log1p(expected / beta)
        log = (gammaln(alpha + self.counts) - gammaln(alpha) - gammaln(self.counts + 1))[self.place]
        log += none - a * np.log1p(beta / expected)
        in_alpha = alpha * (psi(alpha + self.counts) - psi(alpha))[self.place] + none
        in_beta = alpha - (alpha + a) * beta / (beta + expected)
        if self.likelihood == "truncated":
            some = -np.expm1(none)
            odds = np.exp(none) / some
            log -= np.log(some)
            in_alpha += odds * none
            in_beta += odds * alpha * expected / (beta + expected)
        return log, in_alpha, in_beta

    def __call__(self, point: Numbers) -> tuple[float, Numbers]:
        """Give the minus log-likelihood at a point of the search, and its gradient.

        Sums instead of products of vectors: those start threads, which for vectors this short cost more than they save.
        """
        prior, weight = Prior.of(point), self.cells.weight
        first, first_alpha, first_beta = self.component(prior.alpha1, prior.beta1)
        second, second_alpha, second_beta = self.component(prior.alpha2, prior.beta2)
        first += np.log(prior.share)
        second += np.log1p(-prior.share)
        mixed = np.logaddexp(first, second)
        from_first = weight * np.exp(first - mixed)
        from_second = weight - from_first
        slopes = (
            np.sum(from_first * first_alpha),
            np.sum(from_first * first_beta),
            np.sum(from_second * second_alpha),
            np.sum(from_second * second_beta),
            np.sum(from_first) - prior.share * np.sum(weight),
        )
        return -float(np.sum(weight * mixed)), -np.array(slopes)


def minus_log_likelihood(prior: Prior, cells: TableCells, likelihood: Likelihood) -> float:
    """Give the minus log-likelihood of a prior.

    "zero cells": the cells hold also the pairs never reported together. "truncated": only pairs with a report count,
    and each component is divided by its own probability of at least one (the form of openEBGM, whose value is followed
    here; dividing the mixture as a whole gives another value).
    """
    return _Search.over(cells, likelihood)(prior.point())[0]


def fit(cells: TableCells, likelihood: Likelihood = "zero cells") -> Fit:
    """Fit the prior from several starts and keep the best; `failure` says where the starts disagree or run away."""
    reported = float(np.sum(cells.weight[cells.a > 0]))
    if reported < _FEWEST:
        reason = f"{reported:.0f} reported pairs are too few to fit five numbers; at least {_FEWEST} are asked for."
        return Fit(Prior(*_STARTS[0]), float("nan"), likelihood, float(cells.weight.sum()), reason, "")
    bounds = [(np.log(_LEAST), np.log(_MOST))] * 4 + [(logit(_LEAST_SHARE), -logit(_LEAST_SHARE))]
    search = _Search.over(cells, likelihood)
    total = float(cells.weight.sum())

    def per_cell(point: Numbers) -> tuple[float, Numbers]:
        value, slope = search(point)
        return value / total, slope / total

    def search_from(start: tuple[float, ...]) -> tuple[float, Numbers]:
        at = Prior(*start).point()
        for _ in range(_ROUNDS):
            result = minimize(
                per_cell,
                at,
                jac=True,
                method="L-BFGS-B",
                bounds=bounds,
                options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 1000},
            )
            at = result.x
        return float(result.fun) * total, result.x

    with ThreadPoolExecutor(2) as pool:  # searches do not know of each other, and NumPy lets another thread compute
        optima = sorted(pool.map(search_from, _STARTS), key=lambda optimum: optimum[0])
    best, point = optima[0]
    prior = Prior.of(point).in_order()
    failure = _failure_of(prior, [value for value, _ in optima])
    return Fit(prior, best, likelihood, total, failure, "" if failure else _remark_of(prior))


def _failure_of(prior: Prior, values: list[float]) -> str:
    """Give the reason why a fit must not be used, empty where there is none.

    `values` are the optima from all starts, the best first.
    """
    names = ("alpha1", "beta1", "alpha2", "beta2")
    if not np.isfinite(values[0]):
        return "The likelihood could not be computed."
    if fled := [name for name in names if getattr(prior, name) < _LEAST * _NEAR]:
        return f"The fit ran away: {', '.join(fled)} went to zero."
    if not _LEAST_SHARE * _NEAR < prior.share < 1 - _LEAST_SHARE * _NEAR:
        return "The fit collapsed into a single gamma distribution."
    if values[1] - values[0] > _AGREEMENT * abs(values[0]):
        return "Different starts led to different optima."
    return ""


def _remark_of(prior: Prior) -> str:
    """Give the remark that a usable fit needs, empty where it needs none.

    A shape at its upper bound is a distribution narrowed to a point, as in data whose pairs are independent but for a
    few; the posterior hardly depends on how narrow it is, so that the fit can be used.
    """
    shapes = {"first": (prior.alpha1, prior.beta1), "second": (prior.alpha2, prior.beta2)}
    return " ".join(
        f"The {name} distribution narrowed to a point at a ratio of {alpha / beta:.3f}."
        for name, (alpha, beta) in shapes.items()
        if max(alpha, beta) > _MOST / _NEAR
    )

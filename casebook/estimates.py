"""What a few published cases can say in numbers: k of n with its unknowns, and exact intervals."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import betaincinv

FEWEST_FOR_PERCENT = 10
"""Known cases from which a percentage may be shown."""


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

    def __str__(self) -> str:
        """Say "k of n reported, u not known", with the exact interval, and the bounds that the unknowns leave open."""
        if self.known == 0:
            return f"0 of 0 reported, {self.unknown} not known"
        low, high = (round(100 * end) for end in self.interval)
        percent = f" = {100 * self.having / self.known:.0f} %" if self.known >= FEWEST_FOR_PERCENT else ""
        said = f"{self.having} of {self.known} reported{percent} (exact 95 % interval {low} to {high} %)"
        if self.unknown == 0:
            return said
        every = self.known + self.unknown
        return f"{said}, {self.unknown} not known (of all {every}: {self.having} to {self.having + self.unknown})"


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

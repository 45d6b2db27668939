"""What the pages show: counts from the database with all measures, several populations side by side, trends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from signals.disproportionality import Counts, Z, chi_square, evans, information_component, prr, ror
from signals.posterior import Posterior
from signals.store import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from signals.population import Population
    from signals.shrinkage import Prior

FEW_REPORTS = 5_000
"""Reports below which a restricted background is said to be small: Caster and others, Drug Saf 2020;43:1067-79."""

CRITERIA = {
    "Evans: PRR at least 2, chi-square at least 4, 3 reports": pl.col("evans"),
    "lower limit of PRR above 1, 3 reports": (pl.col("prr_low") > 1) & (pl.col("a") >= 3),  # noqa: PLR2004  as it says
    "lower limit of ROR above 1, 3 reports": (pl.col("ror_low") > 1) & (pl.col("a") >= 3),  # noqa: PLR2004  as it says
    "lower limit of IC above 0": pl.col("ic_low") > 0,
    "EB05 at least 2": pl.col("eb05") >= 2,  # noqa: PLR2004  as it says
}


def measured(rows: pl.DataFrame, prior: Prior | None = None) -> pl.DataFrame:
    """Add every measure to rows of counts (a, n_drug, n_event, n); NULL where it is not defined.

    EBGM and its limits are NULL without a prior, and where nothing is expected.
    """
    if rows.is_empty():
        return rows
    counts = Counts.of(*(rows[name].to_numpy() for name in ("a", "n_drug", "n_event", "n")))
    ratio, odds = prr(counts), ror(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(counts.n > 0, counts.expected, np.nan)
    component = information_component(counts.a, expected)
    columns = {
        "expected": expected,
        "prr": ratio.value,
        "prr_low": ratio.low,
        "prr_high": ratio.high,
        "chi_square": chi_square(counts),
        "chi_square_yates": chi_square(counts, yates=True),
        "ror": odds.value,
        "ror_low": odds.low,
        "ror_high": odds.high,
        "ic": component.value,
        "ic_low": component.low,
        "ic_high": component.high,
        **shrunk(prior, counts.a, expected),
    }
    named = rows.with_columns(pl.Series(name, values, pl.Float64).fill_nan(None) for name, values in columns.items())
    return named.with_columns(pl.Series("evans", evans(counts)))


def shrunk(prior: Prior | None, a: np.ndarray, expected: np.ndarray) -> dict[str, np.ndarray]:
    """Give EBGM, EB05 and EB95; NaN without a prior and where nothing is expected."""
    limits = {name: np.full(a.shape, np.nan) for name in ("ebgm", "eb05", "eb95")}
    known = np.flatnonzero(expected > 0)
    if prior is not None and len(known):
        posterior = Posterior.of(prior, a[known], expected[known])
        for name, values in (
            ("ebgm", posterior.ebgm()),
            ("eb05", posterior.quantile(0.05)),
            ("eb95", posterior.quantile(0.95)),
        ):
            limits[name][known] = values
    return limits


def pairs(
    reports: duckdb.DuckDBPyConnection,
    population: Population,
    drugs: Sequence[str],
    events: Sequence[str],
    prior: Prior | None = None,
) -> pl.DataFrame:
    """Give every chosen drug with every chosen event, counted and measured in a population."""
    values = {"population": population.parameter(), "drugs": list(drugs), "events": list(events)}
    return measured(ask(reports, "two_by_two", **values), prior)


def populations(reports: duckdb.DuckDBPyConnection, chosen: Population, drug: str, event: str) -> pl.DataFrame:
    """Give one drug and event in several populations, the chosen one first: how the number moves."""
    everyone = replace(chosen, comparator="all", no_co_cause=False, no_co_suspect=False, no_duplicates=False)
    variants = {
        "as chosen": chosen,
        "all reports": everyone,
        "myeloma as indication": replace(everyone, comparator="indication"),
        "myeloma drugs only": replace(everyone, comparator="active"),
        "no co-suspect": replace(everyone, no_co_suspect=True),
        "no known co-cause": replace(everyone, no_co_cause=True),
        "no look-alike copies": replace(everyone, no_duplicates=True),
        "primary suspect alone": replace(everyone, roles=("PS",)),
        "primary and secondary suspect": replace(everyone, roles=("PS", "SS")),
    }
    found = {variant: pairs(reports, variant, [drug], [event]) for variant in set(variants.values())}
    counted = [found[variant].with_columns(population=pl.lit(name)) for name, variant in variants.items()]
    background = without_other_imids(reports, everyone, found[everyone], drug, event)
    rows = pl.concat([*counted, background.with_columns(population=pl.lit("against reports without an IMiD"))])
    return rows.with_columns(remark=remark(rows["a"], rows["n"]))


def without_other_imids(
    reports: duckdb.DuckDBPyConnection, population: Population, everyone: pl.DataFrame, drug: str, event: str
) -> pl.DataFrame:
    """Set the reports of a drug against those that name no IMiD in any role; a report that is both counts once."""
    values = {"population": population.parameter(), "drug": drug, "event": event}
    n, n_event = ask(reports, "without_imids", **values).row(0)
    counted = everyone.select("drug", "part", "event", "a", "n_drug")
    return measured(counted.with_columns(n_event=pl.lit(n_event, pl.Int64), n=pl.lit(n, pl.Int64)))


def remark(a: pl.Series, n: pl.Series) -> pl.Series:
    """Say where a restriction has emptied a result or left a small background."""
    return pl.Series(
        "remark",
        [
            "the restriction has emptied this result"
            if reports == 0
            else f"small background: fewer than {FEW_REPORTS:,} reports"
            if size < FEW_REPORTS
            else ""
            for reports, size in zip(a, n, strict=True)
        ],
        pl.String,
    )


def trend(
    reports: duckdb.DuckDBPyConnection, population: Population, drug: str, event: str, prior: Prior | None = None
) -> pl.DataFrame:
    """Give the cumulative counts and measures of a drug and event by the quarter in which cases were first received."""
    return measured(ask(reports, "trend", population=population.parameter(), drug=drug, event=event), prior)


def first_met(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the first quarter of a trend in which each criterion was met, NULL where it never was."""
    found = [
        (words, rows.filter(criterion.fill_null(value=False))["quarter"].first())
        for words, criterion in CRITERIA.items()
    ]
    return pl.DataFrame(found, {"criterion": pl.String, "first_quarter": pl.String}, orient="row")


def strata(
    reports: duckdb.DuckDBPyConnection, population: Population, drug: str, event: str, kind: str
) -> pl.DataFrame:
    """Give a drug and event by year, sex, age band or country, each stratum measured against itself."""
    return measured(ask(reports, "strata", population=population.parameter(), drug=drug, event=event, kind=kind))


def pooled_ror(rows: pl.DataFrame) -> tuple[float, float, float] | None:
    """Give the ROR pooled over strata with its 95 % interval, None where it is not defined.

    Sum of a d / n over sum of b c / n: Mantel and Haenszel, J Natl Cancer Inst 1959;22:719-48; variance of its
    logarithm: Robins, Breslow and Greenland, Biometrics 1986;42:311-23.
    """
    if rows.is_empty():
        return None
    counts = Counts.of(*(rows[name].to_numpy() for name in ("a", "n_drug", "n_event", "n")))
    with_both, without = counts.a * counts.d / counts.n, counts.b * counts.c / counts.n
    agree, differ = (counts.a + counts.d) / counts.n, (counts.b + counts.c) / counts.n
    up, down = with_both.sum(), without.sum()
    if up == 0 or down == 0:
        return None
    variance = (
        (agree * with_both).sum() / (2 * up**2)
        + (agree * without + differ * with_both).sum() / (2 * up * down)
        + (differ * without).sum() / (2 * down**2)
    )
    spread = np.exp(Z * np.sqrt(variance))
    return float(up / down), float(up / down / spread), float(up / down * spread)


def pooled_sentence(rows: pl.DataFrame, kind: str) -> str:
    """Say the ROR pooled over strata beside that of all reports together."""
    pooled = pooled_ror(rows)
    if pooled is None:
        return f"The ROR pooled over {kind} is not defined."
    value, low, high = pooled
    return f"ROR pooled over {kind} (Mantel and Haenszel): {value:.2f} ({low:.2f} to {high:.2f})."

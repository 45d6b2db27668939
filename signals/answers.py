"""What the pages show: counts from the database with all measures, several populations side by side, trends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from signals.measures.measured import measured
from signals.store import ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from signals.measures.population import Population
    from signals.measures.shrinkage import Prior

_FEW_REPORTS = 5_000
"""Reports below which a restricted background is said to be small: Caster and others, Drug Saf 2020;43:1067-79."""
_ASKED_AT_ONCE = 4

CANNOT_BE_TOLD = "cannot be told from these reports"
_CANNOT = {"myeloma as indication": CANNOT_BE_TOLD}
"""What is said of a population that is empty because of what the file lacks; of others, that they cannot differ."""

CRITERIA = {
    "Evans: PRR at least 2, chi-square at least 4, 3 reports": pl.col("evans"),
    "lower limit of PRR above 1, 3 reports": (pl.col("prr_low") > 1) & (pl.col("a") >= 3),  # noqa: PLR2004  as it says
    "lower limit of ROR above 1, 3 reports": (pl.col("ror_low") > 1) & (pl.col("a") >= 3),  # noqa: PLR2004  as it says
    "lower limit of IC above 0": pl.col("ic_low") > 0,
    "EB05 at least 2": pl.col("eb05") >= 2,  # noqa: PLR2004  as it says
}


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


def variants_of(chosen: Population) -> dict[str, Population]:
    """Give the populations that stand side by side, by their names: the chosen one first."""
    everyone = replace(chosen, comparator="all", no_co_cause=False, no_co_suspect=False, no_duplicates=False)
    return {
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


def populations(
    reports: duckdb.DuckDBPyConnection,
    chosen: Population,
    drug: str,
    event: str,
    cannot_differ: Mapping[str, str] = MappingProxyType({}),
) -> pl.DataFrame:
    """Give one drug and event in several populations, the chosen one first: how the number moves.

    `cannot_differ` says of populations by name why they are the same as all reports in this database.
    """
    variants = variants_of(chosen)
    everyone = variants["all reports"]
    different = list(set(variants.values()))
    # One such question leaves a core idle while it is planned and while its parts are joined.
    with ThreadPoolExecutor(_ASKED_AT_ONCE) as threads:
        answers = threads.map(lambda variant: pairs(reports, variant, [drug], [event]), different)
        counted = dict(zip(different, answers, strict=True))
    named = [counted[variant].with_columns(population=pl.lit(name)) for name, variant in variants.items()]
    background = _without_other_imids(reports, everyone, counted[everyone], drug, event)
    rows = pl.concat([*named, background.with_columns(population=pl.lit("against reports without an IMiD"))])
    reasons = rows["population"].replace_strict(
        {
            name: f"{_CANNOT.get(name, 'cannot differ in these reports')}: {reason}"
            for name, reason in cannot_differ.items()
        },
        default="",
        return_dtype=pl.String,
    )
    told = ~reasons.str.starts_with(CANNOT_BE_TOLD)
    remarks = zip(reasons, _remark(rows["a"], rows["n"]), told, strict=True)
    joined = ["; ".join(filter(None, (reason, remark if is_told else ""))) for reason, remark, is_told in remarks]
    counts = pl.when(told).then(pl.col("a", "n_drug", "n_event", "n"))  # zeros would say what nobody knows
    return rows.with_columns(counts, remark=pl.Series(joined, dtype=pl.String))


def _without_other_imids(
    reports: duckdb.DuckDBPyConnection, population: Population, everyone: pl.DataFrame, drug: str, event: str
) -> pl.DataFrame:
    """Set the reports of a drug against those that name no IMiD in any role; a report that is both counts once."""
    values = {"population": population.parameter(), "drug": drug, "event": event}
    n, n_event = ask(reports, "without_imids", **values).row(0)
    counted = everyone.select("drug", "part", "event", "a", "n_drug")
    return measured(counted.with_columns(n_event=pl.lit(n_event, pl.Int64), n=pl.lit(n, pl.Int64)))


def _remark(a: pl.Series, n: pl.Series) -> pl.Series:
    """Give a remark for each row: that it is empty and why, or has a small background, or nothing."""
    emptied = "the restriction has emptied this result" if a.max() else "never reported together"
    return pl.Series(
        "remark",
        [
            emptied
            if reports == 0
            else f"small background: fewer than {_FEW_REPORTS:,} reports"
            if size < _FEW_REPORTS
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
    """Give the first quarter of a trend in which each criterion was met; where it never was, NULL and a remark."""
    firsts = []
    for words, criterion in CRITERIA.items():
        met = rows.select("quarter", met=criterion)
        first = met.filter(pl.col("met").fill_null(value=False))["quarter"].first()
        known = met["met"].is_not_null().any()
        firsts.append((words, first, "" if first else "met in no quarter" if known else "its measure is not there"))
    return pl.DataFrame(firsts, dict.fromkeys(("criterion", "first_quarter", "remark"), pl.String), orient="row")


def strata(
    reports: duckdb.DuckDBPyConnection, population: Population, drug: str, event: str, kind: str
) -> pl.DataFrame:
    """Give a drug and event by year, sex, age band or country, each stratum measured against itself."""
    return measured(ask(reports, "strata", population=population.parameter(), drug=drug, event=event, kind=kind))

"""Summary tables in words: counts with their denominators, days with their range."""

from __future__ import annotations

from statistics import median
from typing import Any

import polars as pl

from casebook.estimates import median_interval
from casebook.sentences import in_days

MOST_LISTED = 1000
"""Cases that a page lists. The CSV has no such limit."""

LIST_COLUMNS = (
    "case_id",
    "drug",
    "latency_days",
    "latency",
    "prior_imid",
    "onset",
    "symptoms",
    "ct_patterns",
    "steroid_for_event",
    "background_steroid",
    "outcome",
    "rechallenge_outcome",
    "co_suspect_drugs",
    "read_as",
    "year",
    "citation",
)


def in_whole_days(days: pl.Expr) -> pl.Expr:
    """Round days as sentences write them: to whole days, below ten to one decimal. NULL stays NULL."""
    return pl.when(days >= 10).then(days.round()).otherwise(days.round(1))  # noqa: PLR2004  as the docstring says


def drug_summary(rows: pl.DataFrame) -> pl.DataFrame:
    """Say for each drug what is known: one row per drug and one for all, every cell in words."""
    return pl.DataFrame(
        [
            {
                "Suspect drug": row["drug"],
                "Cases": row["cases"],
                "Latency, days: range (median)": _latency(row),
                "Prior IMiD: yes": _of(row, "prior_imid_yes", "prior_imid_known"),
                "Steroid for the event: yes": _of(row, "steroid_yes", "steroid_known"),
                "Resolved or improved": _of(row, "outcome_better", "outcome_known"),
                "Same drug given again": _of(row, "rechallenge_done", "rechallenge_known"),
                "Recurred when given again": _of(
                    row, "rechallenge_recurred", "rechallenge_result_known", "rechallenge_done"
                ),
            }
            for row in rows.with_columns(
                rechallenge_known=pl.col("rechallenge_done") + pl.col("rechallenge_not_attempted")
            ).iter_rows(named=True)
        ]
    )


def latency_summary(rows: pl.DataFrame) -> pl.DataFrame:
    """Say for each group between which days its latencies lie: one row per group, every cell in words."""
    return pl.DataFrame(
        [
            {
                "By": grouping,
                "Group": group,
                "Latency known": f"{known} of {cases}",
                "Range (days)": _range(days),
                "Median (days)": _median(days),
                "95 % interval of the median (days)": _median_interval(days),
            }
            for grouping, group, cases, known, days in rows.rows()
        ]
    )


def _range(days: list[float] | None) -> str:
    return (
        "not known"
        if not days
        else in_days(days[0])
        if len(days) == 1
        else f"{in_days(days[0])} to {in_days(days[-1])}"
    )


def _median(days: list[float] | None) -> str:
    return in_days(median(days)) if days else "not known"


def _median_interval(days: list[float] | None) -> str:
    interval = median_interval(days or [])
    return " to ".join(map(in_days, interval)) if interval else "none below 6 known cases"


def _of(row: dict[str, Any], having: str, known: str, among: str = "cases") -> str:
    if row[among] == 0:
        return "none reported"
    unknown = row[among] - row[known]
    if row[known] == 0:
        return f"{unknown} not known"
    return f"{row[having]} of {row[known]}" + (f"; {unknown} not known" if unknown else "")


def _latency(row: dict[str, Any]) -> str:
    known, unknown = row["latency_known"], row["cases"] - row["latency_known"]
    silent = f"; {unknown} not known" if unknown else ""
    if known == 0:
        return f"{unknown} not known"
    low, middle, high = (in_days(row[f"latency_{part}_days"]) for part in ("lowest", "median", "highest"))
    days = low if known == 1 else f"{low} to {high} ({middle})"
    return f"{days}{silent}"


def claims(rows: pl.DataFrame) -> pl.DataFrame:
    """Set what the eight cases and the filtered cases answer beside each claim: one row per claim, cells in words.

    The last but one column lists the case_ids that make either of them differ, the first 20 of each; `in_all` counts
    those among the filtered cases.
    """
    eight = rows.filter(pl.col("scope") == "eight")
    filtered = rows.filter(pl.col("scope") == "filtered")
    both = eight.join(filtered, on="claim", suffix="_filtered", maintain_order="left")
    return both.select(
        pl.format("{}. {} ({})", "claim", "says", "read_in").alias("Claim"),
        pl.format("{}: {}", "verdict", "answer").alias("The eight cases of its Table 1"),
        pl.format("{}: {}", "verdict_filtered", "answer_filtered").alias("The filtered cases"),
        pl.concat_list("differing", "differing_filtered").list.unique().list.sort().alias("Cases that differ"),
        pl.col("differ_filtered").alias("in_all"),
    )

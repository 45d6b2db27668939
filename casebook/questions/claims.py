"""The founding report, recomputed: each claim beside what the cases answer."""

from __future__ import annotations

import polars as pl

from casebook.questions.record import Table


def _claims(rows: pl.DataFrame) -> pl.DataFrame:
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


claims = Table("claims", _claims)

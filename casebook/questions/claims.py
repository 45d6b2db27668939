"""The founding report, recomputed: each claim beside what the cases answer."""

from __future__ import annotations

import polars as pl

from casebook.questions.record import Table
from casebook.selection import Selection

DRUG_OF_REPORT = "pomalidomide"
"""The drug that the founding report speaks of. Its claims are held against the cases on it where no filter is set."""

VERDICTS = ("agrees", "differs", "cannot be said")
"""What a claim may be found to do. A cell of the table begins with one, unless it gives counts alone."""

EIGHT = 8
"""Cases of the report's Table 1."""


def on_drug_of_report() -> Selection:
    """Give the selection of the cases on the report's own drug."""
    return Selection(drug=(DRUG_OF_REPORT,))


def hidden_of_the_eight(rows: pl.DataFrame) -> str:
    """Say how many of the eight cases the filters hide, and that the first column counts them nevertheless."""
    held, left = (rows.filter(scope=scope)["of_eight"][0] for scope in ("eight", "filtered"))
    counted = "all eight" if held == EIGHT else f"the {held} that this casebook holds"
    return f"The filters hide {held - left or 'none'} of the eight; the first column counts {counted}."


def _claims(rows: pl.DataFrame) -> pl.DataFrame:
    """Set what the eight cases and the filtered cases answer beside each claim: one row per claim, cells in words.

    A cell begins with the verdict, where there is one: the filtered cases give counts alone where the claim is about
    the eight. The last but one column lists the case_ids that make either of them differ, the first 20 of each;
    `in_all` counts those among the filtered cases.
    """
    eight = rows.filter(pl.col("scope") == "eight")
    filtered = rows.filter(pl.col("scope") == "filtered")
    both = eight.join(filtered, on="claim", suffix="_filtered", maintain_order="left")
    return both.select(
        pl.format("{}. {} ({})", "claim", "says", "read_in").alias("Claim"),
        pl.col("about").alias("About"),
        pl.concat_str("verdict", "answer", separator=": ", ignore_nulls=True).alias("The eight cases of its Table 1"),
        pl.concat_str("verdict_filtered", "answer_filtered", separator=": ", ignore_nulls=True).alias(
            "The filtered cases"
        ),
        pl.concat_list("differing", "differing_filtered").list.unique().list.sort().alias("Cases that differ"),
        pl.col("differ_filtered").alias("in_all"),
    )


claims = Table("claims", _claims)
"""What does the case file answer today to the claims of the founding report?"""

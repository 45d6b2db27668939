"""Sentences that say what a figure about reports shows, from its rows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from signals.measures.pooled import pooled_ror

if TYPE_CHECKING:
    from collections.abc import Sequence

_BINS = (
    ("1 to 7 days", 7),
    ("8 to 30 days", 30),
    ("31 to 90 days", 90),
    ("91 to 180 days", 180),
    ("181 to 365 days", 365),
)
_LATER = "after a year"
_LEAST_FOR_QUARTILES = 5
"""Reports below which each is named, in the place of a median of them."""


def drawn(rows: pl.DataFrame, columns: Sequence[str], *labels: str) -> pl.DataFrame:
    """Give rows the columns that the charts draw: value, low, high, the label of the row and its place."""
    value, low, high = columns
    label = pl.concat_str([pl.col(name).cast(pl.String) for name in labels], separator=" · ")
    return rows.with_columns(value=pl.col(value), low=pl.col(low), high=pl.col(high), row=label).with_row_index("place")


def of_forest(rows: pl.DataFrame, measure: str) -> str:
    """Say how many pairs there are, and which have a lower limit above what is expected."""
    neutral = 0 if measure == "IC" else 1
    above = rows.filter((pl.col("low") > neutral) & (pl.col("a") > 0)).sort("low", descending=True)
    untold = rows.filter(pl.col("untold") != "").height if "untold" in rows.columns else 0
    never = rows.filter(pl.col("a") == 0).height - untold
    counted = f"{rows.height} pairs by {measure}; {never} of them never reported together."
    if untold:
        counted += f" {untold} cannot be told here, since this file has hardly any term of several words."
    if above.is_empty():
        return f"{counted} No lower limit lies above {neutral}."
    named = ", ".join(f"{drug} with {event}" for drug, event in above.select("drug", "event").head(3).rows())
    return f"{counted} Lower limit above {neutral}: {above.height}, highest {named}."


def of_populations(rows: pl.DataFrame, measure: str) -> str:
    """Say between which values a number moves over the populations."""
    known = rows.filter(pl.col("value").is_not_null()).sort("value")
    if known.is_empty():
        return f"{measure} is not defined in any of these populations."
    first, last = known.row(0, named=True), known.row(-1, named=True)
    least, most = (f"{row['value']:.2f} ({row['population']})" for row in (first, last))
    moves = f"{measure} moves from {least} to {most}"
    undefined = rows.height - known.height
    return f"{moves}; it is not defined in {undefined} of {rows.height} populations." if undefined else f"{moves}."


def of_trend(rows: pl.DataFrame, measure: str) -> str:
    """Say how many reports there are by the last quarter, and how the measure stands there."""
    if rows.is_empty():
        return "No quarter to show."
    last = rows.row(-1, named=True)
    quarters = "1 quarter" if rows.height == 1 else f"{rows.height} quarters"
    counted = f"{last['a']:,} reports by {last['quarter']}, in {quarters}."
    if last["value"] is None:
        return f"{counted} {measure} is not defined."
    return f"{counted} {measure} then: {last['value']:.2f} ({last['low']:.2f} to {last['high']:.2f})."


def where_known(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the quarters of a trend, or none where the measure is known in none of them: there is nothing to draw."""
    return rows if rows["value"].is_not_null().any() else rows.clear()


def where_reported(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the quarters of a trend, or none where no report came in any of them."""
    return rows if rows["a_in_quarter"].sum() else rows.clear()


def of_quarters(rows: pl.DataFrame) -> str:
    """Say how many reports came in all quarters together, and in which most of them."""
    most = rows["a_in_quarter"].max()
    if not most:
        return "No report to show."
    quarters = "1 quarter" if rows.height == 1 else f"{rows.height} quarters"
    counted = f"{rows['a_in_quarter'].sum():,} reports in {quarters}"
    if rows.height == 1:
        return f"{counted}."
    first, *others = rows.filter(pl.col("a_in_quarter") == most)["quarter"].to_list()
    return f"{counted}, most in {first}{f' and {len(others)} more' if others else ''}: {most:,}."


def of_onset(rows: pl.DataFrame) -> str:
    """Say how many reports are usable for time to onset, with median and quartiles in days."""
    usable = rows["days"].drop_nulls()
    share = f" = {100 * len(usable) / rows.height:.0f} %" if rows.height else ""
    counted = f"Usable: {len(usable):,} of {rows.height:,} reports{share}, counted from the first start of the drug."
    if usable.is_empty():
        return counted if rows.height else "No report to show."
    if len(usable) < _LEAST_FOR_QUARTILES:
        *others, last = (f"{days:,}" for days in usable.sort())
        return f"{counted} Onset after {' and '.join([', '.join(others), last] if others else [last])} days."
    quartiles = np.quantile(usable, (0.25, 0.5, 0.75))
    low, middle, high = (math.floor(days + 0.5) for days in quartiles)  # Python rounds 66.5 to 66
    spread = f"quartiles {low} and {high}, from {usable.min()} to {usable.max()}"
    return f"{counted} Median {middle} days, {spread}."


def binned(rows: pl.DataFrame) -> pl.DataFrame:
    """Count the reports in each bin of time to onset; no bin where none is usable."""
    usable = rows["days"].drop_nulls()
    if usable.is_empty():
        return pl.DataFrame(schema={"bin": pl.String, "reports": pl.Int64})
    counted, below = [], 0
    for name, end in _BINS:
        counted.append((name, int(((usable > below) & (usable <= end)).sum())))
        below = end
    counted.append((_LATER, int((usable > below).sum())))
    return pl.DataFrame(counted, {"bin": pl.String, "reports": pl.Int64}, orient="row")


def states(rows: pl.DataFrame) -> pl.DataFrame:
    """Count why reports are usable for time to onset or not."""
    return rows.group_by("state").agg(reports=pl.len()).sort("reports", "state", descending=[True, False])


def of_strata(rows: pl.DataFrame, kind: str) -> str:
    """Say the ROR pooled over strata, which stands beside that of all reports together."""
    pooled = pooled_ror(rows)
    if pooled is None:
        return f"The ROR pooled over {kind} is not defined."
    value, low, high = pooled
    return f"ROR pooled over {kind} (Mantel and Haenszel): {value:.2f} ({low:.2f} to {high:.2f})."

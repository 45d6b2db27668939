"""What each chart shows, in one sentence with its numbers. One function per question, over the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from casebook.estimates import Share
from casebook.selection import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable

UNKNOWN = ("not reported", "not read")
BETTER = ("resolved", "improved", "improved with residual fibrosis")


def latency(rows: pl.DataFrame) -> str:
    """Say how many latencies are known, and between which they lie."""
    known = rows.filter(pl.col("latency_days").is_not_null())
    counted = f"Latency: {_of(int(known['cases'].sum()), int(rows['cases'].sum()))}"
    if known.is_empty():
        return f"{counted}."
    first, last = known.sort("latency_days").row(0, named=True), known.sort("latency_days").row(-1, named=True)
    if known.height == 1:
        return f"{counted}: {_when(first)}."
    middle = known.select(pl.col("latency_days").repeat_by("cases").explode().median()).item()
    return f"{counted}. From {_when(first)} to {_when(last)}; median {in_days(middle)} days."


def known_facts(rows: pl.DataFrame) -> str:
    """Say of each fact in how many cases it is reported."""
    told = rows.filter(pl.col("state") == "reported")
    return (
        "; ".join(
            f"{fact}: {_of(cases, all_cases)}"
            for fact, cases, all_cases in told.select("fact", "cases", "all_cases").rows()
        )
        + "."
    )


def rechallenge_by_drug(rows: pl.DataFrame) -> str:
    """Say how often the same drug was given again, and how often the injury came back."""
    count = _counts(rows, "rechallenge_outcome")
    recurred, not_recurred, open_ = (count[term] for term in TERMS["rechallenge"][:3])
    done, silent = recurred + not_recurred + open_, _sum(count, UNKNOWN)
    said = f"Same drug given again: {done} of {done + count['not attempted']} reported, {silent} not known."
    if done == 0:
        return said
    again = Share(recurred, recurred + not_recurred, open_)
    return f"{said} Where it was given again, the lung injury recurred in {again}."


def steroid_by_drug(rows: pl.DataFrame) -> str:
    """Say in how many reports a steroid was given for the lung event."""
    count = _counts(rows, "steroid_for_event")
    return f"Steroid for the lung event: {Share(count['yes'], count['yes'] + count['no'], _sum(count, UNKNOWN))}."


def outcome_by_drug(rows: pl.DataFrame) -> str:
    """Say how many cases resolved or improved."""
    count = _counts(rows, "outcome")
    known = sum(count.values()) - _sum(count, UNKNOWN)
    return f"Resolved or improved: {Share(_sum(count, BETTER), known, _sum(count, UNKNOWN))}."


def exposure(rows: pl.DataFrame) -> str:
    """Say each moment of the case with its day, or that the day is not known."""
    told = [
        f"{event}, day {day:.0f}" if day is not None else f"{event}: {reported}"
        for event, day, reported in rows.select("event", "day", "reported").rows()
    ]
    return "In days after the start of the suspect drug: " + "; ".join(told) + "."


def in_days(days: float) -> str:
    """Write days as whole days, or with one decimal below ten."""
    return f"{days:.0f}" if days >= 10 else f"{days:.2g}"  # noqa: PLR2004  as the docstring says


def _of(known: int, every: int) -> str:
    return f"{known} of {every} reported" + (f", {every - known} not known" if every > known else "")


def _when(dot: dict[str, Any]) -> str:
    days = f"{in_days(dot['latency_days'])} days"
    return days if dot["reported"] in {days, "several"} else f"{dot['reported']} ({days})"


def _counts(rows: pl.DataFrame, term: str) -> dict[str, int]:
    counted: dict[str, int] = dict.fromkeys((*TERMS["rechallenge"], *TERMS["steroid"], *BETTER), 0)
    return counted | dict(rows.group_by(pl.col(term).cast(pl.String)).agg(pl.col("cases").sum()).rows())


def _sum(counted: dict[str, int], terms: Iterable[str]) -> int:
    return sum(counted.get(term, 0) for term in terms)

"""The flow of records from the search to the case, as PRISMA 2020 counts it (doi:10.1136/bmj.n71).

Every number is a count over the imports, the decisions and what became of the included records; nothing is typed in.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from literature.decisions import CLOSINGS, EXCLUDE, INCLUDE, NOT_HAD, REASONS, UNSURE
from literature.following_up import A_CASE, AT_THE_DESK, WAITING
from literature.screening import CASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from literature.following_up import FollowUp
    from literature.screening import State

MAIN, ASIDE = "goes on", "leaves"


class Box(NamedTuple):
    """One box of the flow: what it counts, whether its records go on or leave, how many, and of which kinds."""

    stage: str
    """Identification, screening or inclusion."""
    name: str
    side: str
    count: int
    parts: Mapping[str, int]
    """By kind, those that there are; they add up to the count wherever there are any."""


def boxes(state: State, follow_ups: Mapping[str, FollowUp]) -> list[Box]:
    """Count the flow of all records; `follow_ups` says what became of each included one.

    A box that goes on is the sum of all that leave beside it and of the next one that goes on.
    """
    databases = Counter(one.account["search"]["database"] for one in state.imports for _ in one.records)
    of_a_case = sum(lead.startswith(CASE) for lead in state.stands_for.values())
    outcomes = [state.outcome(name) for name in state.to_screen()]
    screened = [outcome for outcome in outcomes if outcome.by]
    excluded = Counter(outcome.reason for outcome in screened if outcome.decision == EXCLUDE)
    undecided = {
        "unsure": sum(outcome.decision == UNSURE for outcome in screened),
        "two people differ": sum(not outcome.decision for outcome in screened),
    }
    became = Counter(one.state for one in follow_ups.values())
    included = sum(outcome.decision == INCLUDE for outcome in screened)
    assessed = included - became[NOT_HAD] - became[WAITING]
    without_case = {closing: became[closing] for closing in CLOSINGS if closing != NOT_HAD}
    left = len(outcomes) - len(screened)
    identification, screening, inclusion = "Identification", "Screening", "Inclusion"
    return [
        _box(identification, "Records identified", MAIN, dict(databases)),
        _box(
            identification,
            "Records removed before screening",
            ASIDE,
            {"the same as another record": len(state.stands_for) - of_a_case, "of a case that is there": of_a_case},
        ),
        _box(screening, "Records to screen", MAIN, {"screened": len(screened), "not yet": left}),
        _box(screening, "Records not screened yet", ASIDE, {"": left}),
        _box(screening, "Records excluded", ASIDE, {reason: excluded[reason] for reason in REASONS}),
        _box(screening, "Records not decided yet", ASIDE, undecided),
        _box(screening, "Reports sought for retrieval", MAIN, {"": included}),
        _box(screening, "Reports not to be had", ASIDE, {"": became[NOT_HAD]}),
        _box(screening, "Reports not followed up yet", ASIDE, {"": became[WAITING]}),
        _box(screening, "Reports assessed for eligibility", MAIN, {"": assessed}),
        _box(screening, "Reports excluded", ASIDE, without_case),
        _box(screening, "Reports at the desk", ASIDE, {"": became[AT_THE_DESK]}),
        _box(inclusion, "Reports of which there is a case", MAIN, {"": became[A_CASE]}),
    ]


def as_rows(flow: list[Box]) -> pl.DataFrame:
    """Give the flow as rows for chart, table and CSV: stage, box, side, records, of_which, in the order of the flow."""
    return pl.DataFrame(
        {
            "stage": [box.stage for box in flow],
            "box": [box.name for box in flow],
            "side": [box.side for box in flow],
            "records": [box.count for box in flow],
            "of_which": ["; ".join(f"{kind}: {count:,}" for kind, count in box.parts.items()) for box in flow],
        },
        schema={"stage": pl.String, "box": pl.String, "side": pl.String, "records": pl.Int64, "of_which": pl.String},
    )


def for_chart(rows: pl.DataFrame) -> pl.DataFrame:
    """Add to the rows what the chart draws: place, left and right edge (0 to 100), and the line in the box."""
    goes_on = pl.col("side") == MAIN
    return rows.with_columns(
        place=pl.int_range(pl.len()),
        left=pl.when(goes_on).then(0).otherwise(12),
        right=pl.when(goes_on).then(88).otherwise(100),
        line=pl.format("{}: {}", "box", "records"),
    )


def sentence(flow: list[Box]) -> str:
    """Say the flow in one sentence."""
    counts = {box.name: box.count for box in flow}
    return (
        f"Of {counts['Records identified']:,} records, {counts['Records to screen']:,} were to be screened and "
        f"{counts['Reports sought for retrieval']:,} were sought for retrieval; of "
        f"{counts['Reports of which there is a case']:,} there is a case."
    )


def _box(stage: str, name: str, side: str, kinds: Mapping[str, int]) -> Box:
    return Box(stage, name, side, sum(kinds.values()), {kind: n for kind, n in kinds.items() if kind and n})

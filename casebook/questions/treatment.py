"""What was done, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from casebook.codebook import UNKNOWN
from casebook.questions.axes import greatest
from casebook.questions.record import Question, Table
from casebook.questions.rows import NAMED_BY_HOVER
from casebook.questions.words import capital, many
from common import theme
from common.charts import Drawn, layer, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import Sides

_STAGES = ("drug stopped", "steroid for the lung event", "pace of recovery", "outcome")
_IN_LINES = ("drug|stopped", "steroid|for the|lung event", "pace of|recovery", "outcome")
_FACTS = ("drug_discontinued", "steroid_for_event", "pace_of_recovery", "outcome")

_NARROW = 736
"""Pixels below which a chart has room for numbers alone: their words stand in the list below it.

They are the 46 rem at which common/ui/page.css shows the list.
"""

_GAP = 0.08
"""Room between two selections, in parts of the taller one."""


def _of_stage(stage: str, names: Sequence[str] = _STAGES) -> str:
    """Write an expression that gives the name of a stage, from its number."""
    return f"[{', '.join(map(repr, names))}][{stage} - 1]"


def _treatment_flow_chart() -> Drawn:
    """Ribbons of cases from stopping the drug over a steroid and the pace of recovery to the outcome."""
    axis = alt.Axis(
        values=list(range(1, len(_STAGES) + 1)),
        labelExpr=f"width < {_NARROW} ? split({_of_stage('datum.value', _IN_LINES)}, '|') : {_of_stage('datum.value')}",
        labelPadding={"expr": f"width < {_NARROW} ? 36 : 2"},
        title=None,
        orient="top",
        grid=False,
        labelLimit=220,
        labelOverlap=False,
    )
    stage = alt.X("stage:Q", scale=alt.Scale(domain=[0.9, 5.5], nice=False), axis=axis)
    height = alt.Scale(reverse=True, nice=False)
    tooltips = [
        alt.Tooltip("from_term:N", title="from"),
        alt.Tooltip("to_term:N", title="to"),
        alt.Tooltip("cases:Q", title="cases"),
        alt.Tooltip("case_ids:N", title=NAMED_BY_HOVER),
    ]
    heard = f"{_of_stage('datum.stage')} + ': ' + datum.to_term + '; cases: ' + datum.cases"
    return alt.layer(
        layer("point", opacity=0)
        .transform_aggregate(longest="max(axis_end)")
        .encode(alt.Y("longest:Q", scale=height, axis=None)),
        layer("area", opacity=0.22, interpolate="monotone", color=theme.MARK)
        .transform_filter("isValid(datum.ribbon)")
        .encode(
            stage,
            alt.Y("low:Q", scale=height, axis=None),
            alt.Y2("high"),
            alt.Detail("ribbon:N"),
            tooltip=tooltips,
        ),
        layer("rule", strokeWidth=14, color=theme.MARK)
        .transform_filter("!isValid(datum.ribbon)")
        .transform_calculate(top="datum.low + 0.06", bottom="datum.high - 0.06", heard=heard)
        .encode(
            stage,
            alt.Y("top:Q", scale=height, axis=None),
            alt.Y2("bottom"),
            description=alt.Description("heard:N"),
            tooltip=tooltips[1:],
        )
        .add_params(pick("steroid_for_event", "outcome")),
        layer("text", align="left", dx=12)
        .transform_filter("!isValid(datum.ribbon)")
        .transform_joinaggregate(every="max(high)")
        .transform_filter("datum.cases >= 0.03 * datum.every")
        .transform_calculate(
            middle="(datum.low + datum.high) / 2",
            words=f"(width < {_NARROW} ? '' : datum.to_term + ': ') + datum.cases",
        )
        .encode(stage, alt.Y("middle:Q", scale=height, axis=None), alt.Text("words:N")),
        layer("text", align="right", dx=-12, fontWeight="bold", fontSize=15)
        .transform_filter("isValid(datum.side) && !isValid(datum.ribbon) && datum.stage == 1")
        .transform_aggregate(low="min(low)", high="max(high)", groupby=["side", "stage"])
        .transform_calculate(middle="(datum.low + datum.high) / 2")
        .encode(stage, alt.Y("middle:Q", scale=height, axis=None), alt.Text("side:N")),
    ).properties(height=420)


def _treatment_flow(rows: pl.DataFrame) -> str:
    """Say among reports how many got a steroid and recovered rapidly, and the same without."""
    arriving = pl.col("ribbon").str.starts_with("2: ") & (pl.col("stage") == 3)  # noqa: PLR2004  the pace of recovery
    ribbons = rows.filter(arriving).rename({"from_term": "from_steroid"})
    parts = []
    for steroid, words in (
        (("yes",), "of a steroid for the lung event"),
        (("no",), "that none was given"),
        (UNKNOWN, "where it is not known whether one was given"),
    ):
        of_them = ribbons.filter(pl.col("from_steroid").is_in(steroid))
        if of_them.is_empty():
            continue
        pace = dict(of_them.group_by("to_term").agg(pl.col("cases").sum()).rows())
        rapid, known = pace.get("rapid", 0), pace.get("rapid", 0) + pace.get("progressive", 0)
        fast = f"recovery was rapid in {rapid} of {known} that say" if known else "no pace of recovery is known"
        parts.append(f"among {many(sum(pace.values()), 'report')} {words}, {fast}")
    return f"{capital('; '.join(parts))}. Who got a steroid was not left to chance."


def _flows_below_each_other(sides: Sequence[pl.DataFrame]) -> Sides:
    """Let the second flow begin below the first, a case of either as high as one of the other."""
    first, *others = sides
    gap = max(1, round(_GAP * greatest(sides, "high")))
    below = greatest([first], "high") + gap
    moved = [
        rows.with_columns(pl.col("low", "high") + below, ribbon=pl.lit("B ") + pl.col("ribbon")) for rows in others
    ]
    end = greatest([first, *moved], "high")
    return [rows.with_columns(axis_end=pl.lit(end)) for rows in (first, *moved)]


def _flow_in_list(rows: pl.DataFrame) -> pl.DataFrame:
    """List what stands at each stage, and how many of these cases went on to what, as a narrow screen shows it."""
    stands = rows.filter(pl.col("ribbon").is_null())
    goes_on = rows.filter(pl.col("ribbon").is_not_null()).unique(["ribbon"], keep="first", maintain_order=True)
    after = {}
    for stage, term, to_term, cases in goes_on.select("stage", "from_term", "to_term", "cases").rows():
        after.setdefault((stage, term), []).append(f"{to_term} {cases}")
    return pl.DataFrame(
        [
            {
                "Stage": _STAGES[stage - 1],
                "Is": f"{term}: {cases}",
                "Of these, next": ", ".join(after.get((stage, term), ())),
            }
            for stage, term, cases in stands.select("stage", "to_term", "cases").rows()
        ]
    )


treatment_flow = Question(
    "treatment_flow",
    _treatment_flow_chart,
    _treatment_flow,
    _flows_below_each_other,
    facts=_FACTS,
    in_list=_flow_in_list,
    drawn_narrow=True,
)
treatment = Table("treatment")
time_to_improvement = Table("time_to_improvement", without_rows="None of these cases tells the time to improvement.")

"""What happened when an IMiD was given again, or another one before or after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from casebook import palette
from casebook.estimates import Share
from casebook.questions.axes import of_several
from casebook.questions.record import Question, Table
from casebook.questions.words import many
from common import theme
from common.charts import Drawn, layer, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import Sides

_RESULTS = {"recurred": "injury", "not_recurred": "no injury", "unknown": "not known"}
"""Columns of counts, and in words what came of giving an IMiD."""

_ON_TINT = {"style": "on_tint"}


def _re_exposure_chart() -> Drawn:
    """Set the drug of the lung injury against the drug given, before and after: what happened, in counts of cases."""
    order = [f"{time} injury|on {drug}" for time in ("before", "after") for drug in palette.DRUGS]
    axis = alt.Axis(labelExpr="split(datum.label, '|')", labelBaseline="line-bottom", labelOverlap=False)
    first = alt.Y("place:N", sort=order, title=None, axis=axis)
    given = alt.X(
        "given:N",
        sort=[*palette.DRUGS, "not named"],
        title="IMiD given",
        axis=alt.Axis(orient="top", labelAngle=0, labelOverlap=False),
    )
    tooltips = [
        alt.Tooltip("time:N", title="given"),
        alt.Tooltip("drug:N", title="drug of the lung injury"),
        alt.Tooltip("given:N", title="IMiD given"),
        *(
            alt.Tooltip(column, title=title)
            for result, title in {**_RESULTS, "not_given": "not given"}.items()
            for column, title in ((f"{result}:Q", title), (f"{result}_ids:N", f"{title}: cases"))
        ),
    ]
    place = "split(datum.time, ' ')[0] + ' injury|on ' + datum.drug"
    none, quiet = "datum.cases == 0 && datum.not_given", {"color": theme.QUIET}
    lines = [
        (f"{none} == 0", "'no report found'", 0, quiet),
        (f"{none} > 0", "'not given ' + datum.not_given + ': ' + datum.not_given_ids", 0, quiet),
    ] + [
        (f"datum.{result} > 0", f"'{title} ' + datum.{result} + ': ' + datum.{result}_ids", 16 * line, _ON_TINT)
        for line, (result, title) in enumerate(_RESULTS.items(), start=-1)
    ]
    return alt.layer(
        layer("rect", stroke=theme.QUIET, strokeWidth=0.5)
        .transform_calculate(found="datum.cases > 0 ? 1 : 0", share="0", place=place)
        .encode(given, first, theme.tint(), alt.FillOpacity("found:Q", scale=None), tooltip=tooltips)
        .add_params(pick("drug")),
        *(
            layer("text", fontSize=12, dy=dy, **colour)
            .transform_filter(those)
            .transform_calculate(words=words, place=place)
            .encode(given, first, alt.Text("words:N"))
            for those, words, dy, colour in lines
        ),
    ).properties(height=alt.Step(52))


def _re_exposure(rows: pl.DataFrame) -> str:
    """Say what came of rechallenge with the same drug, and of other IMiDs before and after."""
    same = (pl.col("time") == "after the event") & (pl.col("drug").cast(pl.String) == pl.col("given"))
    recurred, not_recurred, unknown, not_given = (
        int(rows.filter(same)[column].sum()) for column in ("recurred", "not_recurred", "unknown", "not_given")
    )
    if recurred + not_recurred == 0:
        done = (
            f"{many(unknown, 'case')}, with what result is not known" if unknown else _none_given(not_given, " again")
        )
        again = f"Same drug again: {done}."
    else:
        again = f"Same drug again: lung injury recurred in {Share(recurred, recurred + not_recurred, unknown)}."
    others = [
        f"{time}: {_result_of_other(rows.filter(pl.col('time') == time).row(0, named=True))}"
        for time in ("before the event", "after the event")
    ]
    return f"{again} Another IMiD {'; '.join(others)}. Patients who were given it again had been chosen to be."


def _result_of_other(row: dict[str, Any]) -> str:
    cases, recurred, not_recurred = row["other_cases"], row["other_recurred"], row["other_not_recurred"]
    if cases == 0:
        return _none_given(row["other_not_given"], "")
    unknown = cases - recurred - not_recurred
    return f"{many(cases, 'case')} (lung injury {recurred}, none {not_recurred}, not known {unknown})"


def _none_given(not_given: int, again: str) -> str:
    """Say that no report of it was found, or in how many cases the report says that it was not given."""
    return f"not given{again} in {many(not_given, 'case')}" if not_given else "no report found"


def _same_re_exposures(sides: Sequence[pl.DataFrame]) -> Sides:
    """Give each side a cell for each drug that either side was given; a cell that it lacks is one without a case."""
    given = pl.concat([side.select("given") for side in sides]).unique(maintain_order=True)
    results = (*_RESULTS, "not_given")
    counts, names = ("cases", *results), tuple(f"{result}_ids" for result in results)
    return [
        side.select("time", "drug", "other_cases", "other_recurred", "other_not_recurred", "other_not_given")
        .unique(maintain_order=True)
        .join(given, how="cross", maintain_order="left_right")
        .join(side.select("time", "drug", "given", *counts, *names), on=["time", "drug", "given"], how="left")
        .with_columns(pl.col(counts).fill_null(0), pl.col(names).fill_null(""))
        .select(side.columns)
        for side in sides
    ]


re_exposure = Question("re_exposure", _re_exposure_chart, _re_exposure, of_several(_same_re_exposures))
re_exposure_cases = Table(
    "re_exposure_cases", without_rows="No case tells that an IMiD was given again, or another one before or after."
)

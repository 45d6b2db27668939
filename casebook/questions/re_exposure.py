"""What happened when an IMiD was given again, or another one before or after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from casebook import palette
from casebook.estimates import Share
from casebook.questions.record import Question, Table
from casebook.questions.rows import NAMED_BY_HOVER, SIDES, in_rows
from casebook.questions.words import first_named, many
from common import theme
from common.charts import Drawn, layer, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import Sides

_RESULTS = {"recurred": "injury", "not_recurred": "no injury", "unknown": "not known"}
"""Columns of counts, and in words what came of giving an IMiD."""
_SAID = {**_RESULTS, "not_given": "not given"}

_HAS_REPORT = (pl.col("cases") > 0) | (pl.col("not_given") > 0)

_FACTS = (
    *("rechallenge_outcome", "prior_imid", "prior_imid_drugs", "prior_imid_lung_toxicity"),
    *("later_other_imid", "later_other_imid_drugs", "later_other_imid_result"),
)

_ON_TINT = {"style": "on_tint"}

_MOST_IN_CELL = 3
"""Cases that a cell names beside their number, where there are no more columns than IMiDs; otherwise a hover does."""


def _re_exposure_chart() -> Drawn:
    """Set the drug of the lung injury against the drug given, before and after: what happened, in counts of cases."""
    places = [f"{time} injury|on {drug}" for time in ("before", "after") for drug in palette.DRUGS]
    order = [*places, *(f"{place}\t{side}" for side in SIDES for place in places)]
    axis = alt.Axis(
        labelExpr=r"split(slice(datum.label, -2, -1) == '\t' ? "
        "slice(datum.label, -1) + '  ' + slice(datum.label, 0, -2) : datum.label, '|')",
        labelBaseline="line-bottom",
        labelOverlap=False,
    )
    first = alt.Y("row:N", sort=order, title=None, axis=axis)
    given = alt.X(
        "given:N",
        sort=[*palette.DRUGS, "not named"],
        title="IMiD given",
        axis=alt.Axis(orient="top", labelAngle=0, labelOverlap=False),
    )
    tooltips = [
        alt.Tooltip("time:N", title="given"),
        alt.Tooltip("drug:N", title="suspect drug"),
        alt.Tooltip("given:N", title="IMiD given"),
        *(
            alt.Tooltip(column, title=title)
            for result, title in _SAID.items()
            for column, title in ((f"{result}:Q", title), (f"{result}_ids:N", f"{title}: {NAMED_BY_HOVER}"))
        ),
    ]
    place = "split(datum.time, ' ')[0] + ' injury|on ' + datum.drug"
    unnamed = f"datum.columns > {len(palette.IMIDS)} || datum.{{}} > {_MOST_IN_CELL}"
    said = [
        f"(datum.{result} > 0 ? '{title} ' + datum.{result}"
        f" + ({unnamed.format(result)} ? '' : ': ' + datum.{result}_ids) + '\\n' : '')"
        for result, title in _SAID.items()
    ]
    how_many = " + ".join(f"(datum.{result} > 0 ? 1 : 0)" for result in _SAID)
    # The lines of a cell stand in its middle, however many they are.
    cells = [
        ("datum.cases == 0 && datum.not_given > 0", 0, {"color": theme.QUIET}),
        *((f"datum.cases > 0 && {how_many} == {lines}", 7 * (1 - lines), _ON_TINT) for lines in range(1, 5)),
    ]
    drawn = alt.layer(
        layer("rect", stroke=theme.QUIET, strokeWidth=0.5)
        .transform_calculate(filled="datum.cases > 0 ? 1 : 0", share="0")
        .encode(given, first, theme.tint(), alt.FillOpacity("filled:Q", scale=None), tooltip=tooltips)
        .add_params(pick("drug")),
        *(
            layer("text", fontSize=12, lineHeight=14, dy=dy, limit={"expr": "bandwidth('x') - 6"}, **colour)
            .transform_filter(those)
            .transform_calculate(words=f"split(trim({' + '.join(said)}), '\\n')")
            .encode(given, first, alt.Text("words:N"))
            for those, dy, colour in cells
        ),
    ).properties(height=alt.Step(60))
    columns = drawn.transform_joinaggregate(columns="distinct(given)").transform_calculate(place=place)
    return in_rows(columns, "place")


def _re_exposure(rows: pl.DataFrame) -> str:
    """Say what came of rechallenge with the same drug, and of other IMiDs before and after."""
    recurred, not_recurred, unknown, not_given = _rechallenges(rows)
    if recurred + not_recurred == 0:
        done = (
            f"{many(unknown, 'case')}, with what result is not known" if unknown else _none_given(not_given, " again")
        )
        again = f"Rechallenge: {done}."
    else:
        again = f"Rechallenge: the lung injury recurred in {_recurred(rows).in_counts}."
    others = [
        f"{time}: {_result_of_other(rows.filter(pl.col('time') == time).row(0, named=True))}"
        for time in ("before the event", "after the event")
    ]
    return f"{again} Another IMiD {'; '.join(others)}. Patients who were given it again had been chosen to be."


def _left_out(rows: pl.DataFrame) -> str:
    """Say how many combinations have no report; of two selections, each combination counts once."""
    combination = ("time", "drug", "given")
    every = rows.unique(combination).height
    empty = every - rows.filter(_HAS_REPORT).unique(combination).height
    return f"Of {every} combinations of time and drugs {empty} have no report: blank, or left out." if empty else ""


def _rechallenges(rows: pl.DataFrame) -> list[int]:
    """Count the rechallenges: with recurrence, without, with unknown result, and the cases where none was attempted."""
    same = (pl.col("time") == "after the event") & (pl.col("drug").cast(pl.String) == pl.col("given"))
    return [int(rows.filter(same)[column].sum()) for column in ("recurred", "not_recurred", "unknown", "not_given")]


def _recurred(rows: pl.DataFrame) -> Share:
    """Give the share of rechallenges in which the lung injury recurred."""
    recurred, not_recurred, unknown, _ = _rechallenges(rows)
    return Share(recurred, recurred + not_recurred, unknown)


def _result_of_other(row: dict[str, Any]) -> str:
    cases, recurred, not_recurred = row["other_cases"], row["other_recurred"], row["other_not_recurred"]
    if cases == 0:
        return _none_given(row["other_not_given"], "")
    unknown = cases - recurred - not_recurred
    if unknown == cases:
        return f"{many(cases, 'case')}, with what result is not known"
    return f"{many(cases, 'case')} (lung injury {recurred}, none {not_recurred}, not known {unknown})"


def _none_given(not_given: int, again: str) -> str:
    """Say that no report of it was found, or in how many cases the report says that it was not given."""
    return f"not given{again} in {many(not_given, 'case')}" if not_given else "no report found"


def _same_re_exposures(sides: Sequence[pl.DataFrame]) -> Sides:
    """Give each side the rows and columns in which either side has a report; a cell that it lacks is one without.

    Most combinations have none: their rows and columns would drown the others.
    """
    places = [side.with_columns(pl.col("drug").cast(pl.String)) for side in sides]
    reported = pl.concat([side.filter(_HAS_REPORT).select("time", "drug", "given") for side in places])
    given = pl.concat([side.select("given") for side in places]).unique(maintain_order=True)
    given = given.filter(pl.col("given").is_in(reported["given"].to_list()))
    rows_reported = reported.select("time", "drug").unique()
    results = (*_RESULTS, "not_given")
    counts, names = ("cases", *results), tuple(f"{result}_ids" for result in results)
    return [
        side.select("time", "drug", "other_cases", "other_recurred", "other_not_recurred", "other_not_given")
        .unique(maintain_order=True)
        .join(rows_reported, on=["time", "drug"], how="semi", maintain_order="left")
        .join(given, how="cross", maintain_order="left_right")
        .join(side.select("time", "drug", "given", *counts, *names), on=["time", "drug", "given"], how="left")
        .with_columns(pl.col(counts).fill_null(0), pl.col(names).fill_null(""))
        .select(side.columns)
        for side in places
    ]


def _in_list(rows: pl.DataFrame) -> pl.DataFrame:
    """List each combination that has a report, as a narrow screen shows it: what was given, and what came of it."""
    combinations = [
        (
            f"{row['time']}, on {row['drug']}",
            row["given"],
            "; ".join(
                f"{title} {row[result]}: {first_named(row[f'{result}_ids'], row[result])}"
                for result, title in _SAID.items()
                if row[result]
            ),
        )
        for row in rows.filter(_HAS_REPORT).iter_rows(named=True)
    ]
    return pl.DataFrame(combinations, ["Time and suspect drug", "IMiD", "What happened"], orient="row")


re_exposure = Question(
    "re_exposure",
    _re_exposure_chart,
    _re_exposure,
    _same_re_exposures,
    lambda rows: _recurred(rows).how_sure,
    _left_out,
    _FACTS,
    _in_list,
)
re_exposure_cases = Table(
    "re_exposure_cases",
    without_rows="None of these cases tells that an IMiD was given again, or another one before or after.",
)

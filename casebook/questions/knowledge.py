"""How much is known: fact by fact, and drug by drug."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from casebook import palette
from casebook.questions.axes import to_the_greatest
from casebook.questions.record import Question, Table
from casebook.questions.rows import in_rows, rows_of
from casebook.questions.words import capital, in_days, of_reported, range_in_days
from common import theme
from common.charts import ROW, layer

if TYPE_CHECKING:
    from common.charts import Drawn


def _known_facts_chart() -> Drawn:
    """For each fact, in how many cases it is reported, not reported, or not read: how much the cases can say."""
    fact = rows_of()
    state = alt.Color(
        "state:N",
        scale=alt.Scale(domain=list(palette.KNOWN), range="ordinal"),
        legend=alt.Legend(orient="top", title=None, symbolType="square", symbolSize=120, symbolStrokeWidth=0.5),
    )
    tooltips = [
        alt.Tooltip("fact:N", title="fact"),
        alt.Tooltip("state:N", title="is"),
        alt.Tooltip("cases:Q", title="cases"),
        alt.Tooltip("all_cases:Q", title="of"),
        alt.Tooltip("case_ids:N", title="which"),
    ]
    drawn = alt.layer(
        layer("point", opacity=0)
        .transform_aggregate(longest="max(axis_end)")
        .encode(alt.X("longest:Q", axis=theme.counts())),
        layer("bar", height={"band": 0.7}, stroke=theme.QUIET, strokeWidth=0.5)
        .transform_calculate(to="datum.before + datum.cases")
        .encode(alt.X("before:Q", axis=theme.counts()), alt.X2("to"), fact, state, tooltip=tooltips),
        layer("text", align="left", dx=6, color=theme.ON_MARK, fontWeight="bold")
        .transform_filter("datum.state == 'reported' && datum.cases > 0")
        .encode(alt.X("before:Q"), fact, alt.Text("cases:Q")),
    ).properties(height=alt.Step(ROW))
    return in_rows(drawn, "fact", "position")


def _known_facts(rows: pl.DataFrame) -> str:
    """Say of each fact in how many cases it is reported."""
    reported = rows.filter(pl.col("state") == "reported").select("fact", "cases", "all_cases").rows()
    return f"{capital('; '.join(f'{fact}: {of_reported(cases, of_all)}' for fact, cases, of_all in reported))}."


def _drug_summary(rows: pl.DataFrame) -> pl.DataFrame:
    """Say for each drug what is known: one row per drug and one for all, every cell in words."""
    return pl.DataFrame(
        [
            {
                "Suspect drug": row["drug"],
                "Cases": row["cases"],
                "Latency, days: range (median)": _latency(row),
                "Prior IMiD: yes": _of_known(row, "prior_imid_yes", "prior_imid_known"),
                "Steroid for the lung event: yes": _of_known(row, "steroid_yes", "steroid_known"),
                "Resolved or improved": _of_known(row, "outcome_better", "outcome_known"),
                "Rechallenge done": _of_known(row, "rechallenge_done", "rechallenge_known"),
                "Recurred on rechallenge": _of_known(
                    row, "rechallenge_recurred", "rechallenge_result_known", "rechallenge_done"
                ),
            }
            for row in rows.with_columns(
                rechallenge_known=pl.col("rechallenge_done") + pl.col("rechallenge_not_attempted")
            ).iter_rows(named=True)
        ]
    )


def _of_known(row: dict[str, Any], having: str, known: str, among: str = "cases") -> str:
    """Write how many of a drug's cases have something, of those that say, and how many are not known."""
    if row[among] == 0:
        not_again = row["rechallenge_not_attempted"]
        not_known = row["cases"] - not_again
        without = f"not attempted in {not_again}" if not_again else "none reported"
        return f"{without}; {not_known} not known" if not_again and not_known else without
    unknown = row[among] - row[known]
    if row[known] == 0:
        return f"{unknown} not known"
    return f"{row[having]} of {row[known]}" + (f"; {unknown} not known" if unknown else "")


def _latency(row: dict[str, Any]) -> str:
    """Write the range and median of a drug's latencies, and how many are not known."""
    known, unknown = row["latency_known"], row["cases"] - row["latency_known"]
    if known == 0:
        return f"{unknown} not known"
    low, middle, high = (row[f"latency_{part}_days"] for part in ("lowest", "median", "highest"))
    one_value = in_days(low) == in_days(high)
    days = f"{range_in_days(low, high)}{'' if one_value else f' ({in_days(middle)})'}"
    return f"{days}; {unknown} not known" if unknown else days


known_facts = Question(
    "known_facts", _known_facts_chart, _known_facts, to_the_greatest("all_cases"), row_height_of_two=20
)
drug_summary = Table(
    "drug_summary",
    _drug_summary,
    facts=("drug", "latency_days", "prior_imid", "steroid_for_event", "outcome", "rechallenge_outcome"),
)

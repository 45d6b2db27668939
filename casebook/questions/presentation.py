"""What it looked like: findings counted, case by case, and in pairs; how ill the patients were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from casebook import palette
from casebook.estimates import not_known_in_any
from casebook.questions.axes import KINDS, of_several, place_of_kind, same_terms
from casebook.questions.dots import dots_in_rows
from casebook.questions.record import Question, Table
from casebook.questions.rows import columns_of, in_rows, rows_of, rows_of_cases
from casebook.questions.words import among, capital, listed, many
from common import theme
from common.charts import Drawn, layer, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import Sides


_FACTS = ("findings",)
_NOT_ASKED = "not counted in pulmonary hypertension"


def _finding_counts_chart() -> Drawn:
    """Each case a dot in the row of each finding that its source names, most frequent first within its kind."""
    place = rows_of()
    kind = (
        layer("text", align="right", color=theme.QUIET, fontStyle="italic")
        .transform_filter("datum.first_of_kind && isValid(datum.known)")
        # On a narrow screen the words would lie upon the dots; the sentence above says the same.
        .transform_calculate(
            words="width < 480 ? '' : datum.kind + ': ' + datum.known + ' of ' + datum.of_all + ' say'"
        )
        .encode(alt.XValue("width"), place, alt.Text("words:N"))
    )
    above = (
        layer("rule", color=theme.QUIET, strokeWidth=1)
        .transform_filter("datum.first_of_kind && datum.side != 'B'")
        .encode(alt.XValue(0), alt.X2Value("width"), place.copy().bandPosition(0))
    )
    columns = alt.ExprRef(theme.columns_of_legend(one_below=420))
    return dots_in_rows("finding", "finding_rank", row_height=22, room=1.4, beside=(above, kind), columns=columns)


def _finding_counts(rows: pl.DataFrame) -> str:
    """Say which symptom, CT pattern and distribution is named most often, of how many cases that say."""
    parts = []
    is_named = rows.filter(pl.col("cases") > 0).height > 0
    for kind in KINDS:
        of_kind = rows.filter(pl.col("kind") == kind)
        if of_kind.is_empty():
            parts.append(f"{capital(kind)}: {_NOT_ASKED}")
            continue
        cases, known, of_all, none, denied = of_kind.select("of_term", "known", "of_all", "none", "denied").row(0)
        silent = f", {of_all - known} not known" if of_all > known else ""
        if known == 0:
            parts.append(f"{capital(kind)}: {not_known_in_any(of_all)}")
        elif cases == 0 and none == known:
            parts.append(f"No {kind}: {known} of {known} {'says' if known == 1 else 'say'} that there was none{silent}")
        elif cases == 0:
            parts.append(f"No {kind} is named in the {known} that {'says' if known == 1 else 'say'} of any{silent}")
        else:
            often = of_kind.filter(pl.col("of_term") == cases)["finding"].unique(maintain_order=True).to_list()
            without = f", denied in {denied}" if denied and len(often) == 1 else ""
            parts.append(
                f"{capital(kind)} named most often: {listed(often)}, in {cases} of {known} that say{without}{silent}"
            )
    return ". ".join(parts) + "." + (" What is not named is not denied." if is_named else "")


def _finding_matrix_chart() -> Drawn:
    """Set cases by latency against findings by frequency: a mark where named, "no" where it is denied."""
    case = rows_of_cases()
    finding = columns_of("finding", "finding_rank")
    tooltips = [
        alt.Tooltip("case:N", title="case"),
        alt.Tooltip("kind:N", title="kind"),
        alt.Tooltip("finding:N", title="finding"),
        alt.Tooltip("state:N", title="is"),
    ]
    silent = [tooltips[0], tooltips[1], tooltips[3]]
    drawn = alt.layer(
        layer("point", filled=True, size=150, opacity=1)
        .transform_filter("datum.state == 'named'")
        .encode(finding, case, palette.drug_colour(), palette.drug_shape(), tooltip=tooltips)
        .add_params(pick("case_id")),
        layer("text", text="no", color=theme.QUIET)
        .transform_filter("datum.state == 'denied'")
        .encode(finding, case, tooltip=tooltips),
        *(
            # One mark for all findings of the kind: a mark of each would drown those that are known.
            layer("text", text=mark, color=theme.QUIET)
            .transform_joinaggregate(first="min(finding_rank)", groupby=["kind"])
            .transform_filter(f"datum.state == '{state}' && datum.finding_rank == datum.first")
            .encode(finding, case, tooltip=silent)
            for state, mark in (("not reported", "–"), ("not read", "…"))  # noqa: RUF001  a dash, as in tables
        ),
        *(
            layer(mark, color=theme.QUIET, **look)
            .transform_joinaggregate(first="min(finding_rank)", groupby=["kind"])
            .transform_filter("datum.case_rank == 1 && datum.side != 'B' && datum.finding_rank == datum.first")
            .encode(finding.copy().bandPosition(0), *where)
            for mark, look, where in (
                ("rule", {"strokeWidth": 1}, (alt.YValue(0), alt.Y2Value("height"))),
                (
                    "text",
                    {"align": "left", "baseline": "top", "dy": 6, "fontStyle": "italic"},
                    (alt.YValue("height"), alt.Text("kind:N")),
                ),
            )
        ),
    ).properties(height=alt.Step(22))
    return in_rows(drawn, "case", "case_rank", side_by_side=False)


def _finding_matrix(rows: pl.DataFrame) -> str:
    """Say how many cases and findings the matrix holds, and what its marks mean."""
    cases, findings = rows["case_id"].n_unique(), rows.filter(pl.col("named_in") > 0)["finding"].n_unique()
    named, denied = (rows.filter(pl.col("state") == state).height for state in ("named", "denied"))
    drawn = among(cases, rows["all_cases"][0], "case")
    without = f", denied {many(denied, 'time')}" if denied else ""
    if named + denied == 0:
        return f"{capital(drawn)}, the shortest latency first: no finding is named or denied in any of them."
    return (
        f"{capital(drawn)}, the shortest latency first, and {many(findings, 'finding')}: named "
        f"{many(named, 'time')}{without}. A large mark: the source names it. “no”: the source "
        "denies it, or names all there were, without it. Blank: it names others of that kind, and says nothing of this "
        "one. At the first finding of a kind, “–” stands for a kind that is not reported, “…” for one that is not read."  # noqa: RUF001
    )


def _same_findings(sides: Sequence[pl.DataFrame]) -> Sides:
    """Give the cases of each side a column for each finding that either side names."""
    columns = pl.concat([side.select("kind", "finding", "named_in").unique() for side in sides])
    columns = columns.group_by("kind", "finding").agg(pl.col("named_in").sum())
    of_kind = pl.col("named_in").sum().over("kind")
    stands_for_none = pl.col("finding") == pl.format("no {}", "kind")
    columns = columns.filter(~stands_for_none | (of_kind == 0)).sort(place_of_kind(), -pl.col("named_in"), "finding")
    columns = columns.with_row_index("finding_rank", offset=1)
    of_the_others = pl.when("complete", ~stands_for_none).then(pl.lit("denied")).otherwise(pl.lit("not said"))
    silent = pl.when(pl.col("state").is_in(["named", "denied", "not said"])).then(of_the_others).otherwise("state")
    return [
        side.select(pl.exclude("finding", "finding_rank", "named_in"))
        .unique(["case_id", "kind"], maintain_order=True)
        .join(columns, on="kind", how="left", maintain_order="left_right")
        .with_columns(silent.alias("otherwise"))
        .drop("state")
        .join(
            side.filter(pl.col("state").is_in(["named", "denied"])).select("case_id", "finding", "state"),
            on=["case_id", "finding"],
            how="left",
        )
        .with_columns(pl.coalesce("state", "otherwise").alias("state"))
        .select(side.columns)
        .sort("case_rank", "finding_rank")
        for side in sides
    ]


def _with_marks(sides: Sequence[pl.DataFrame]) -> Sides:
    """Leave the rows that have a mark, and the first finding of each kind, at which a case stands that says nothing.

    Two of three cells of the matrix are blank, and the browser would read a row for each at every click.
    """
    first_of_kind = pl.col("finding_rank") == pl.col("finding_rank").min().over("kind")
    has_mark = pl.col("state").is_in(["named", "denied"]) | first_of_kind
    return [side.filter(has_mark) for side in of_several(_same_findings)(sides)]


def _matrix_in_list(rows: pl.DataFrame) -> pl.DataFrame:
    """Say of each case, kind by kind, what its source names and denies, or that it is silent, for a narrow screen."""
    by_case = {}
    for case_id, kind, finding, state in rows.select("case_id", "kind", "finding", "state").rows():
        of_kind = by_case.setdefault(case_id, {}).setdefault(kind, ([], state))
        if state in {"named", "denied"}:
            of_kind[0].append(finding if state == "named" else f"no {finding.removeprefix('no ')}")
    return pl.DataFrame(
        {
            "Case": list(by_case),
            "Named and denied": [
                "; ".join(f"{kind}: {', '.join(named) or state}" for kind, (named, state) in kinds.items())
                for kinds in by_case.values()
            ],
        },
        {"Case": pl.String, "Named and denied": pl.String},
    )


finding_counts = Question(
    "finding_counts", _finding_counts_chart, _finding_counts, same_terms, facts=_FACTS, row_height_of_two=15
)
finding_matrix = Question(
    "finding_matrix",
    _finding_matrix_chart,
    _finding_matrix,
    _with_marks,
    facts=_FACTS,
    in_list=_matrix_in_list,
)
severity = Table("severity", without_rows="None of these cases tells how ill the patient was.")

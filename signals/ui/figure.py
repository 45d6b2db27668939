"""Questions about reports as figures and tables; a click on a mark chooses its drug and event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from common.charts import with_sentence
from common.html import as_html, as_legend, as_narrow, as_passage, escape
from common.tables import BETWEEN_ITEMS
from common.ui.figure import MOST_ROWS, draw, key_of_chart, rows_behind, table_of_rows
from common.ui.frame import offer_csv
from signals import answers
from signals.charts import with_kinds_of, with_note
from signals.coverage import with_untold
from signals.measures.measured import LIMITS
from signals.store import INVENTED, ORIGIN, ask
from signals.ui.database import held_coverage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from common.charts import Chart
    from signals.measures.population import Population
    from signals.ui.database import Reports

_PICKED = {"drug": "report_drug", "event": "report_event"}
"""Column of a clicked mark, and the choice that its value sets."""
_HEADS = {
    "a": "reports with both",
    "n_drug": "with the drug",
    "n_event": "with the event",
    "n": "all reports",
    **{name: f"{name.upper()} (95 % interval)" for name in ("prr", "ror", "ic")},
    "ebgm": "EBGM (5 % to 95 %)",
    "untold": "what cannot be told",
    "chi_square": "chi-square (Pearson)",
    "chi_square_yates": "chi-square (Yates)",
    "evans": "Evans' criteria met",
    "myeloma": "names myeloma as indication",
    "co_cause": "names a known co-cause",
    "duplicate": "looks like a copy",
    "fda_date": "FDA date",
    "age_years": "age",
    "loaded_at": "loaded (UTC)",
    "look_like_copies": "look like copies",
}
"""Columns of answers, and what stands above them on the screen."""
_PARTS = {"imid": "IMiD", "co_cause": "co-cause"}
"""Parts of the lists of drugs and terms whose names are not words."""
_COUNTED = (
    *("a", "n_drug", "n_event", "n", "reports", "counted", "replaced", "joined", "deleted", "look_like_copies"),
    *("lines", "accepted", "rejected"),
)
"""Columns that count reports or lines."""
_CODES = {
    "reporter": {
        "MD": "physician", "PH": "pharmacist", "OT": "other health professional", "HP": "health professional",
        "LW": "lawyer", "CN": "consumer",
    },
    "report_type": {
        "EXP": "expedited, within 15 days", "PER": "periodic", "DIR": "direct, not by a maker", "5DAY": "within 5 days",
        "30DAY": "within 30 days",
    },
    "outcomes": {
        "DE": "death", "LT": "life-threatening", "HO": "hospitalization", "DS": "disability",
        "CA": "congenital anomaly", "RI": "intervention required", "OT": "other serious",
    },
}  # fmt: skip
"""By column the codes of the FDA, and what they mean. Source: ASC_NTS, which comes with its quarters."""
_OF_THE_CSV_ALONE = ("place", "row", "value", "low", "high", "sentence", "note", "sha256", "part_of_file")
"""Columns that a chart or a file needs, and a table on the screen has no room for."""


def figure(chart: Chart, rows: pl.DataFrame, title: str, sentence: str) -> None:
    """Show one question: a sentence that says what it shows, the chart, and the rows behind it as table and CSV."""
    if rows.is_empty():
        st.html(as_passage(sentence, title=title))
        return
    st.html(as_passage(sentence, title=title))
    for_rows = _with_note if held_coverage().invented else with_kinds_of
    draw(chart, with_sentence(rows, sentence), title, chart.__name__, _choose, for_rows=for_rows)
    if chart.__name__.startswith(("forest", "populations")):
        listed = _in_list(rows, "population" if chart.__name__.startswith("populations") else "row")
        st.html(as_narrow(listed, in_place_of=key_of_chart(chart.__name__)))
    name, labelled = _to_take_along(chart.__name__, rows)
    rows_behind({name: labelled}, _as_table)


def _in_list(rows: pl.DataFrame, name: str) -> str:
    """Give the rows of a chart as a list, which stands in its place on a narrow screen; `name` is what names a row."""
    numbers = [_rounded_to_three(column) for column in ("value", "low", "high")]
    value = pl.format("{} ({} to {})", *numbers)
    untold = pl.col("untold").replace("", None) if "untold" in rows.columns else pl.lit(None, pl.String)
    a, n_drug = (pl.col(name).map_elements("{:,}".format, return_dtype=pl.String) for name in ("a", "n_drug"))
    listed = rows.select(
        pl.col(name).alias("Event and drug" if name == "row" else "Compared with"),
        pl.coalesce(untold, value, pl.lit("none")).alias("Value (interval)"),
        pl.when(untold.is_null()).then(pl.format("{} of {}", a, n_drug)).alias("With both, of those with the drug"),
    )
    return as_html(listed)


def _rounded_to_three(column: str) -> pl.Expr:
    return pl.col(column).map_elements(_in_digits, return_dtype=pl.String)


def _in_digits(value: float) -> str:
    """Write a measure with three digits, zeros at its end among them, or as a whole number from 100 on."""
    return f"{value:,.0f}" if abs(value) >= 99.95 else f"{value:#.3g}"  # noqa: PLR2004  it rounds to 100


def _with_note(specified: dict[str, Any], rows: pl.DataFrame) -> dict[str, Any]:
    """Write on a chart of invented reports that they are, so that a picture of it says so too."""
    return with_note(with_kinds_of(specified, rows), INVENTED)


def table(name: str, rows: pl.DataFrame, title: str, sentence: str = "") -> None:
    """Show rows as a table under their title, with their CSV, which has further columns."""
    if rows.is_empty():
        st.html(as_passage(f"{sentence} No row to show.".strip(), title=title))
        return
    st.html(as_passage(sentence, title=title))
    table_of_rows(rows, _as_table)
    offer_csv(*_to_take_along(name, rows))


def _to_take_along(name: str, rows: pl.DataFrame) -> tuple[str, pl.DataFrame]:
    """Give the name of a file and its rows, both of which say so where the reports are invented."""
    if not held_coverage().invented:
        return name, rows
    return f"{ORIGIN}_{name}", rows.with_columns(note=pl.lit(INVENTED))


def with_reasons(rows: pl.DataFrame) -> pl.DataFrame:
    """Add to rows of drugs and events why the number of an event cannot be told from these reports."""
    return with_untold(rows, held_coverage())


def can_be_told(why_not: str) -> bool:
    """Say on the page why something cannot be told from these reports, where it would stand; nothing where it can."""
    if why_not:
        st.info(escape(why_not))
    return not why_not


def two_by_two(rows: pl.DataFrame) -> None:
    """Show the 2x2 table behind the number of one drug and event, and every measure of it."""
    row = rows.row(0, named=True)
    coverage = held_coverage()
    title = f"{row['drug']} and {row['event']}: the 2x2 table"
    if untold := coverage.untold(row["event"], row["n_event"]):
        st.html(as_passage(f"{row['event']}: {untold}. Its zero says nothing.", title=title))
        return
    a, n_drug, n_event, n = (row[name] for name in ("a", "n_drug", "n_event", "n"))
    cells = {
        "Reports": [f"with {row['drug']}", "without it", "together"],
        "with the event": [f"{a:,}", f"{n_event - a:,}", f"{n_event:,}"],
        "without it": [f"{n_drug - a:,}", f"{n - n_drug - n_event + a:,}", f"{n - n_event:,}"],
        "together": [f"{n_drug:,}", f"{n - n_drug:,}", f"{n:,}"],
    }
    measures = {
        "Measure": ["PRR", "ROR", "IC", "EBGM (5 % to 95 %)", "chi-square, Pearson", "chi-square, Yates"],
        "Value": [_rounded(row[name]) for name in ("prr", "ror", "ic", "ebgm", "chi_square", "chi_square_yates")],
        "From": [_rounded(row[low]) for low, _ in LIMITS.values()] + ["", ""],
        "To": [_rounded(row[high]) for _, high in LIMITS.values()] + ["", ""],
    }
    st.html(as_passage(title=title))
    table_of_rows(pl.DataFrame(cells))
    table_of_rows(pl.DataFrame(measures))
    met = "met" if row["evans"] else "not met"
    st.caption(f"Evans' criteria (PRR at least 2, Pearson's chi-square at least 4, at least 3 reports): {met}.")


def reports_behind(reports: Reports, population: Population, drug: str, event: str) -> None:
    """Show the newest reports behind the number of a drug and an event, and offer all of them as CSV."""
    asked = {"population": population.parameter(), "drug": drug, "event": event}
    (pair,) = answers.pairs(reports.connection, population, [drug], [event]).iter_rows(named=True)
    can_deny = not reports.coverage.one_word_terms
    newest = _without_denied(ask(reports.connection, "reports", most=MOST_ROWS, **asked), can_deny=can_deny)
    counted = "1 report" if pair["a"] == 1 else f"{pair['a']:,} reports"
    if newest.is_empty():
        st.html(as_passage("No report names both.", title=f"{drug} and {event}"))
        return
    dated = reports.coverage.received > 0
    order = ", the newest first" if pair["a"] > 1 and dated else ""
    if pair["a"] > MOST_ROWS:
        order = f", the {'newest' if dated else 'first'} {MOST_ROWS} shown"
    st.html(as_passage(f"{counted}{order}.", title=f"{drug} and {event}"))
    # The CSV holds the version and the primary id too; a screen has no room for them beside drugs and terms.
    listed = _in_words(newest.drop("primary_id", "case_version")).with_columns(
        pl.col(_HEADS["duplicate"], _HEADS["co_cause"]).fill_null("cannot be told")
    )
    joined = listed.with_columns(pl.col(pl.List(pl.String)).list.join(BETWEEN_ITEMS))
    legend = as_legend(_codes_in_words(newest))
    table_of_rows(joined.cast(pl.String).fill_null("not given"), lambda shown: as_html(shown, stacked=True) + legend)
    invented = held_coverage().invented  # the click is answered on another thread, which holds no reports
    noted = [pl.lit(INVENTED).alias("note")] if invented else []
    offer_csv(
        f"{ORIGIN}_reports" if invented else "reports",
        lambda: _without_denied(
            ask(reports.connection, "reports", most=pair["a"], **asked).with_columns(noted), can_deny=can_deny
        ),
        f"CSV of all {counted}",
    )


def _without_denied(rows: pl.DataFrame, *, can_deny: bool) -> pl.DataFrame:
    """Give reports whose file has hardly a term of several words no "no" to a known co-cause: most are such terms."""
    return rows if can_deny else rows.with_columns(pl.when("co_cause").then(pl.col("co_cause")))


def looked_for(names: pl.DataFrame) -> None:
    """Show what is looked for, a row for all names that count as one; their CSV has a row for each name."""
    st.html(as_passage(title="What is looked for"))
    as_one = names.group_by("list", "part", "counted_as", maintain_order=True)
    table_of_rows(as_one.agg(names=pl.col("name").str.join(BETWEEN_ITEMS)), _as_table)
    offer_csv(*_to_take_along("listed", names))


def _codes_in_words(rows: pl.DataFrame) -> str:
    """Say what the codes of the FDA mean that stand in these rows; nothing where there are none."""
    parts = []
    for name, codes in _CODES.items():
        there = {*rows[name].explode().drop_nulls()}
        if known := [f"{code} {words}" for code, words in codes.items() if code in there]:
            parts.append(f"{name.replace('_', ' ').capitalize()}: {', '.join(known)}.")
    return " ".join(parts)


def _as_table(rows: pl.DataFrame) -> str:
    """Give rows as they are read, as HTML."""
    return as_html(_in_words(rows))


def _in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Give rows for the screen: heads in words, measures with their limits in one cell, rounded; the CSV keeps all."""
    shown = rows.drop(_OF_THE_CSV_ALONE, strict=False)
    if "untold" in shown.columns and (shown["untold"] == "").all():
        shown = shown.drop("untold")
    if "ebgm" in shown.columns and shown["ebgm"].is_null().all():  # no prior was asked for, or none fits
        shown = shown.drop("ebgm", *LIMITS["ebgm"], strict=False)
    limits = {name: ends for name, ends in LIMITS.items() if {name, *ends} <= set(shown.columns)}
    joined = [_with_limits(name, *ends) for name, ends in limits.items()]
    yes_or_no = pl.col(pl.Boolean).replace_strict({True: "yes", False: "no"}, return_dtype=pl.String)
    minutes = pl.col(pl.Datetime).dt.strftime("%Y-%m-%d %H:%M")
    parts = [pl.col("part").replace(_PARTS)] if "part" in shown.columns else []
    ages = [_age_in_words(pl.col("age_years"))] if "age_years" in shown.columns else []
    floats = [name for name, kind in shown.schema.items() if kind.is_float() and name not in {*limits, "age_years"}]
    rounded = [_rounded_to_three(name) for name in floats]
    rounded += [
        pl.col(name).map_elements("{:,}".format, return_dtype=pl.String) for name in _COUNTED if name in shown.columns
    ]
    worded = shown.with_columns(*rounded, yes_or_no, minutes, *parts, *ages, *joined)
    worded = worded.drop([end for ends in limits.values() for end in ends])
    return worded.rename({name: _HEADS.get(name, name.replace("_", " ")) for name in worded.columns})


def _with_limits(name: str, low: str, high: str) -> pl.Expr:
    """Write a measure with its limits in one cell, "none" where it is not defined."""
    numbers = (_rounded_to_three(column) for column in (name, low, high))
    return pl.format("{} ({} to {})", *numbers).fill_null("none").alias(name)


def _age_in_words(years: pl.Expr) -> pl.Expr:
    """Write an age as it is spoken: days in the first two months, months in the first two years, then years."""
    months, days = years * 12, years * 365.25
    in_years = years.round(1).cast(pl.String).str.strip_suffix(".0") + " years"
    in_months = months.round(0).cast(pl.Int64).cast(pl.String) + " months"
    in_days = days.round(0).cast(pl.Int64).cast(pl.String) + " days"
    return pl.when(months < 2).then(in_days).when(years < 2).then(in_months).otherwise(in_years).alias("age_years")  # noqa: PLR2004  as it says


def _rounded(value: float | None) -> str:
    return "none" if value is None else _in_digits(value)


def _choose(picked: Mapping[str, Any]) -> None:
    """Choose the drug and the event that a clicked mark stands for."""
    for column, value in picked.items():
        st.session_state[_PICKED[column]] = value

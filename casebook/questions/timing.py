"""How soon: latencies on a logarithmic day axis, by suspect drug, prior IMiD exposure and onset."""

from __future__ import annotations

from math import log10
from statistics import median
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from casebook import palette
from casebook.codebook import UNKNOWN, codebook
from casebook.estimates import FEWEST_FOR_PERCENT, FEWEST_UNNAMED, median_interval
from casebook.questions.axes import of_several
from casebook.questions.record import Question, Table
from casebook.questions.rows import in_rows, rows_of
from casebook.questions.words import in_days, of_reported, range_in_days, terms_of
from common import theme
from common.charts import Drawn, layer, pick
from common.kept import once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import SameAxes, Sides
    from common.charts import Chart


def _latencies_in_rows(fact: str, description: str) -> Chart:
    """Give the chart of latencies in rows of a fact's terms, with how many are not known in each row."""

    def chart() -> Drawn:
        return _draw_latencies(fact, terms_of(fact))

    chart.__doc__ = description
    return chart


def _draw_latencies(term: str, terms: tuple[str, ...]) -> Drawn:
    """Draw rows of terms; in each, the known latencies as dots with their precision, and how many are not known."""
    row = rows_of(terms, each_named=term == "drug")  # of the terms that have a case: an empty row would say nothing
    lane = alt.YOffset("lane:Q", scale=alt.Scale(domain=[-3.5, 3.5]))
    scale = alt.Scale(type="log", domain=[1, 12000], clamp=True)
    colour = palette.drug_colour()
    tooltips = [
        alt.Tooltip("case:N", title="case"),
        alt.Tooltip("drug:N", title="suspect drug"),
        alt.Tooltip("reported:N", title="as reported"),
        alt.Tooltip("latency_days:Q", title="days", format=".4~g"),
        alt.Tooltip("end_point:N", title="counted to"),
    ]
    known, unknown = "isValid(datum.latency_days)", "!isValid(datum.latency_days)"
    drawn = alt.layer(
        layer("point", opacity=0, aria=False).encode(alt.XValue(0), row),  # the rows of both selections, side by side
        layer("rule", strokeWidth=4, opacity=0.4, aria=False)
        .transform_filter(known)
        .transform_calculate(low="max(datum.latency_low_days, 1)")
        .encode(alt.X("low:Q", scale=scale, axis=theme.day_axis()), alt.X2("latency_high_days"), row, lane, colour),
        layer("point", filled=True, opacity=0.95)
        .transform_filter(known)
        .transform_calculate(at="max(datum.latency_days, 1)", heard=_HEARD)
        .encode(
            alt.X("at:Q", scale=scale, axis=theme.day_axis()),
            row,
            lane,
            colour,
            palette.drug_shape(),
            alt.Size("cases:Q", scale=alt.Scale(type="sqrt", domain=[1, 2000], range=[85, 900]), legend=None),
            description=alt.Description("heard:N"),
            tooltip=tooltips,
        )
        .add_params(pick("case_id")),
        layer("text", align="left", dx=5, fontSize=11, fontWeight="bold", color=theme.QUIET, aria=False)
        .transform_filter("isValid(datum.letter)")
        .transform_calculate(at="max(datum.latency_high_days, 1)")
        .encode(alt.X("at:Q", scale=scale, axis=theme.day_axis()), row, lane, alt.Text("letter:N")),
        # Below the dots of its row, so that on a phone it does not lie upon them.
        layer("text", align="right", baseline="bottom", color=theme.QUIET, fontStyle="italic")
        .transform_joinaggregate(of_row="sum(cases)", groupby=["row"])
        .transform_filter(f"{unknown} && datum.cases > 0")
        .transform_calculate(words="datum.cases + ' of ' + datum.of_row + ' not known'")
        .encode(alt.XValue("width"), row.copy().bandPosition(1), alt.Text("words:N")),
    ).properties(height=alt.Step(66))
    return in_rows(drawn, term)


_HEARD = (
    "'case: ' + datum.case + '; suspect drug: ' + datum.drug + '; latency: ' + datum.reported"
    " + '; counted to: ' + datum.end_point"
)
"""What a screen reader says of a dot."""

_LETTERS = {"symptom onset": "S", "admission": "H", "imaging": "I"}
_IN_LEGEND = {"admission": "hospital admission"}
"""Marks of what a source counts to, none of them A or B, which name selections; and the words that explain the H."""


def _of_their_drugs(sides: Sequence[pl.DataFrame]) -> Sides:
    """Let each side have the rows of its own drugs: an empty one would be of a drug that its filter takes away."""
    return [in_lanes(side, "drug") for side in sides]


def _same_rows(term: str) -> SameAxes:
    """Let each side have the rows of any of them, an empty one where it has no case of that term."""

    def same_rows(sides: Sequence[pl.DataFrame]) -> Sides:
        named = [side.with_columns(pl.col(term).cast(pl.String)) for side in sides]
        terms = pl.concat([side.select(term).unique() for side in named]).unique()
        empty = [terms.join(side, on=term, how="anti").with_columns(cases=pl.lit(0, pl.Int64)) for side in named]
        return [pl.concat([side, rows], how="diagonal") for side, rows in zip(named, empty, strict=True)]

    several = of_several(same_rows)
    return lambda sides: [in_lanes(side, term) for side in several(sides)]


LANES = (0, 1, -1, 2, -2, 3)
"""Heights at which dots of one row stand, in the order in which they are taken."""

_ROOM_OF_DOT, _ROOM_OF_LETTER = 0.08, 0.24
"""How far a dot, and a letter behind it, go on in decades, on the narrowest axis that is drawn side by side."""


@once
def in_lanes(dots: pl.DataFrame, term: str) -> pl.DataFrame:
    """Give each dot a `lane` of its row in which it lies upon no other, and its `letter` where there is room for it.

    `dots` are the rows of a question about latencies. Where all lanes are taken a dot stands in the one that ends
    first, and the dot before it has no letter: its tooltip says the same.
    """
    lanes: list[int | None] = [None] * dots.height
    letters: list[str | None] = [None] * dots.height
    taken: dict[object, list[tuple[float, int]]] = {}
    by_day = dots.with_row_index("dot").filter(pl.col("latency_days").is_not_null()).sort("latency_days", "dot")
    columns = ("dot", term, "end_point", "latency_days", "latency_low_days", "latency_high_days")
    for dot, group, end_point, days, low, high in by_day.select(columns).rows():
        first, last = (log10(max(end, 1)) for end in (low or days, high or days))
        ends = taken.setdefault(group, [])
        free = next((lane for lane, (end, _) in enumerate(ends) if end <= first - _ROOM_OF_DOT), len(ends))
        letters[dot] = _LETTERS.get(end_point)
        until = (last + (_ROOM_OF_LETTER if letters[dot] else _ROOM_OF_DOT), dot)
        if free == len(LANES):
            free = min(range(len(LANES)), key=lambda lane: ends[lane])
            letters[ends[free][1]] = None
        ends[free : free + 1] = [until]
        lanes[dot] = LANES[free]
    return dots.with_columns(pl.Series("lane", lanes, pl.Int64), pl.Series("letter", letters, pl.String))


def _letters(rows: pl.DataFrame) -> str:
    """Explain the bars, and the letters that stand beside dots."""
    if rows["latency_days"].is_null().all():
        return ""
    present = {str(end_point) for end_point in rows["end_point"]}
    letters = [
        f"{letter} {_IN_LEGEND.get(end_point, end_point)}"
        for end_point, letter in _LETTERS.items()
        if end_point in present
    ]
    explained = f" A letter at its end is what the source counts to: {', '.join(letters)}." if letters else ""
    return f"A bar is the precision that the unit implies, half a unit to either side.{explained}"


def _latency(rows: pl.DataFrame) -> str:
    """Say how many latencies are known, and between which they lie."""
    known = rows.filter(pl.col("latency_days").is_not_null())
    counted = f"Latency: {of_reported(int(known['cases'].sum()), int(rows['cases'].sum()))}"
    if known.is_empty():
        return f"{counted}."
    first = known.sort("lowest_days").row(0, named=True)
    last = known.sort("highest_days").row(-1, named=True)
    few = known["cases"].sum() < FEWEST_UNNAMED
    each = "; ".join(f"{case_id}: {reported}" for case_id, reported in known.select("case_id", "reported").rows())
    if in_days(first["lowest_days"]) != in_days(last["highest_days"]):
        ends = f"From {_when(first, 'lowest_days')} to {_when(last, 'highest_days')}"
        middle = in_days(first["median_days"])
        return f"{counted}. {ends}; median {middle} days.{f' {each}.' if few else ''}"
    prefix = "" if known["cases"].sum() == 1 else "each "
    if known["reported"].n_unique() > 1:
        return f"{counted}: {prefix}{_days(first['lowest_days'])}.{f' {each}.' if few else ''}"
    cases = f", in {', '.join(known['case_id'])}" if few else ""
    return f"{counted}: {prefix}{_when(first, 'lowest_days')}{cases}."


def _latency_by_prior_imid(rows: pl.DataFrame) -> str:
    """Say how many latencies are known with, without, and with unknown prior IMiD exposure, and how many say both."""
    groups = {"yes": "with a prior IMiD", "no": "without one"}
    by_group = _latencies_by_group(rows, "prior_imid", groups, "prior exposure")
    both = rows.filter(~pl.col("prior_imid").cast(pl.String).is_in(UNKNOWN), pl.col("latency_days").is_not_null())
    reporting, every = both["cases"].sum(), rows["cases"].sum()
    if reporting == 0:
        return f"{by_group} Only a case that tells both could say whether one shortens the other: none of {every} does."
    tell = "tells" if reporting == 1 else "tell"
    return f"{by_group} Only the {reporting} of {every} that {tell} both can say whether one shortens the other."


def _latency_by_onset(rows: pl.DataFrame) -> str:
    """Say how many latencies are known of each tempo of onset."""
    groups = {tempo: f"{tempo} onset" for tempo in codebook().terms("onset")}
    return _latencies_by_group(rows, "onset", groups, "the onset")


def _latencies_by_group(rows: pl.DataFrame, term: str, groups: dict[str, str], name: str) -> str:
    of_term = pl.col(term).cast(pl.String)
    parts = [(words, rows.filter(of_term == group)) for group, words in groups.items()]
    parts.append((f"where {name} is not known", rows.filter(of_term.is_in(UNKNOWN))))
    return f"Latency: {'; '.join(_latencies(words, dots) for words, dots in parts if not dots.is_empty())}."


def _latencies(words: str, dots: pl.DataFrame) -> str:
    known = dots.filter(pl.col("latency_days").is_not_null())
    counted = of_reported(int(known["cases"].sum()), int(dots["cases"].sum()))
    if known.is_empty():
        return f"{words}, {counted}"
    low, high = known.select(pl.col("lowest_days").min(), pl.col("highest_days").max()).row(0)
    return f"{words}, {range_in_days(low, high)} days ({counted})"


def _when(dot: dict[str, Any], of: str) -> str:
    days = _days(dot[of])
    return days if dot["reported"] in {days, "several"} else f"{dot['reported']} ({days})"


def _days(days: float) -> str:
    return f"{in_days(days)} {'day' if in_days(days) == '1' else 'days'}"


def _latency_summary(rows: pl.DataFrame) -> pl.DataFrame:
    """Say for each group between which days its latencies lie: one row per group, every cell in words."""
    return pl.DataFrame(
        [
            {
                "By": grouping,
                "Group": group,
                "Latency known": f"{known} of {cases}",
                "Range (days)": _range(days),
                "Median (days)": _median(days),
            }
            for grouping, group, cases, known, days in rows.rows()
        ]
    )


def _how_sure_is_the_median(rows: pl.DataFrame) -> str:
    """Say the interval of each median that comes of ten known latencies or more; nothing where none does."""
    intervals = [
        f"{group if grouping == group else f'{grouping} {group}'} {range_in_days(*interval)} days"
        for grouping, group, _, known, days in rows.rows()
        if known >= FEWEST_FOR_PERCENT and (interval := median_interval(days))
    ]
    few = f"None is given of under {FEWEST_FOR_PERCENT} known cases."
    return f"95 % interval of the median: {'; '.join(intervals)}. {few}" if intervals else ""


def _range(days: list[float] | None) -> str:
    return range_in_days(days[0], days[-1]) if days else "not known"


def _median(days: list[float] | None) -> str:
    return in_days(median(days)) if days else "not known"


_ROW_OF_TWO = 44

latency = Question(
    "latency",
    _latencies_in_rows(
        "drug",
        "Each case a dot on a logarithmic day axis, its precision as a bar: how far apart the latencies lie.",
    ),
    _latency,
    _of_their_drugs,
    legend=_letters,
    facts=("latency_days",),
    row_height_of_two=_ROW_OF_TWO,
)
latency_by_prior_imid = Question(
    "latency_by_prior_imid",
    _latencies_in_rows(
        "prior_imid", "Each case a dot on a logarithmic day axis, in the row of its prior IMiD exposure."
    ),
    _latency_by_prior_imid,
    _same_rows("prior_imid"),
    legend=_letters,
    facts=("latency_days", "prior_imid"),
    row_height_of_two=_ROW_OF_TWO,
)
latency_by_onset = Question(
    "latency_by_onset",
    _latencies_in_rows("onset", "Each case a dot on a logarithmic day axis, in the row of the tempo of its onset."),
    _latency_by_onset,
    _same_rows("onset"),
    legend=_letters,
    facts=("latency_days", "onset"),
    row_height_of_two=_ROW_OF_TWO,
)
latency_summary = Table("latency_summary", _latency_summary, facts=("latency_days",), how_sure=_how_sure_is_the_median)
latency_and_prior_imid = Table(
    "latency_and_prior_imid", without_rows="None of these cases tells both its latency and the prior IMiD exposure."
)

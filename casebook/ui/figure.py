"""One question as a figure: sentence, chart, rows and CSV in one; a click on a mark narrows the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from casebook import export, sentences
from casebook.charts import specification
from casebook.selection import TERMS
from casebook.ui.text import as_text, escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.charts import Question

FILTER_OF: Mapping[str, str] = {
    "drug": "drug",
    "prior_imid": "prior_imid",
    "steroid_for_event": "steroid",
    "rechallenge_outcome": "rechallenge",
    "onset": "onset",
    "outcome": "outcome",
    "finding": "finding",
    "case_id": "q",
}
"""Column of a clicked mark, and the filter that its value sets."""

_PLACE_OF_KIND = {kind: place for place, kind in enumerate(sentences.KINDS)}


def figure(chart: Question, rows: Sequence[pl.DataFrame], title: str, *, wide: bool = False) -> None:
    """Show one question over one selection, or over two side by side with the same axes; wide charts one below another.

    `rows` holds a frame for each selection, in the shape of queries/<question>.sql.
    """
    st.subheader(title, anchor=False)
    beside = len(rows) > 1 and not wide
    places = st.columns(len(rows), gap="medium") if beside else [st.container() for _ in rows]
    for side, (place, shown, drawn) in enumerate(zip(places, rows, with_same_axes(rows), strict=True)):
        with place:
            if len(rows) > 1 and wide:
                st.markdown(f"**{'Compared with' if side else 'The filters'}**")
            _one_side(chart, shown, drawn, title, side)


def with_same_axes(rows: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Give each frame of counted rows the terms of all of them, and the end of their axis in cases (`axis_end`)."""
    alone = len(rows) == 1 and "kind" not in rows[0].columns
    if alone or not all("of_term" in shown.columns for shown in rows):
        return list(rows)
    longest = max((int(shown["of_term"].max() or 0) for shown in rows), default=0)  # ty: ignore[invalid-argument-type]
    keys = rows[0].columns[: rows[0].columns.index("drug")]
    named = [shown.with_columns(pl.col(keys).cast(pl.String)) for shown in rows]
    each = pl.concat([shown.select(*keys, "of_term").unique(maintain_order=True) for shown in named])
    terms = each.group_by(keys, maintain_order=True).agg(of_both=pl.col("of_term").sum())
    if "kind" in keys:
        terms = terms.sort(pl.col("kind").replace_strict(_PLACE_OF_KIND), -pl.col("of_both"), "finding")
        terms = terms.with_row_index("finding_rank").with_columns(first_of_kind=pl.col("kind").is_first_distinct())
    blank = {"cases": 0, "before": 0, "of_term": 0, "last": True}
    return [
        terms.drop("of_both")
        .join(
            shown.drop(set(terms.columns) - set(keys), strict=False), on=keys, how="left", maintain_order="left_right"
        )
        .with_columns(*(pl.col(column).fill_null(value) for column, value in blank.items()), axis_end=pl.lit(longest))
        for shown in named
    ]


def _one_side(chart: Question, rows: pl.DataFrame, drawn: pl.DataFrame, title: str, side: int) -> None:
    name = f"{chart.__name__}{'_beside' if side else ''}"
    if rows.is_empty():
        st.markdown("No case says.")
        return
    sentence = getattr(sentences, chart.__name__)(rows)
    st.markdown(escape(sentence))
    specified = specification(chart, dark=st.context.theme.type == "dark")
    clickable: dict[str, Any] = {}
    if "params" in specified and side == 0:
        clickable = {"on_select": lambda: _narrow(f"chart_{name}"), "selection_mode": "pick"}
    shown = specified if clickable else {part: value for part, value in specified.items() if part != "params"}
    said = drawn.clone()
    said.insert_column(said.width, pl.Series("sentence", [sentence, *[None] * (drawn.height - 1)], dtype=pl.String))
    # The same for any rows: a chart whose description changes is made anew in the browser. Its sentence goes with the
    # rows, into a mark that is heard and not seen.
    alternative = f"{title} {chart.__doc__}"
    st.vega_lite_chart(said, shown, key=f"chart_{name}", alt=alternative, width="stretch", **clickable)
    behind = st.expander("Rows and CSV", key=f"rows_{name}", on_change="rerun", type="compact")
    if behind.open:
        with behind:
            st.table(as_text(rows), hide_index=True, border="horizontal")
            st.download_button(
                "CSV of these rows",
                export.to_csv(rows),
                f"{name}.csv",
                "text/csv",
                key=f"csv_{name}",
                on_click="ignore",
            )


def _narrow(key: str) -> None:
    """Set the filters that a clicked mark stands for."""
    picked = st.session_state[key]["selection"].get("pick", [])
    for column, value in picked[0].items() if picked else ():
        filter_ = FILTER_OF[column]
        if filter_ in TERMS and value in TERMS[filter_]:
            st.session_state[filter_] = [value]
        elif filter_ not in TERMS and " " not in str(value) and value != sentences.REFERENCE:
            st.session_state[filter_] = str(value)

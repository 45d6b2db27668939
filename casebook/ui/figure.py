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


def figure(chart: Question, rows: Sequence[pl.DataFrame], title: str) -> None:
    """Show one question over one selection, or over two side by side with the same axes.

    `rows` holds a frame for each selection, in the shape of queries/<question>.sql.
    """
    st.subheader(title, anchor=False)
    columns = st.columns(len(rows), gap="medium") if len(rows) > 1 else [st.container()]
    for side, (column, shown) in enumerate(zip(columns, with_same_axes(rows), strict=True)):
        with column:
            _one_side(chart, shown, title, side)


def with_same_axes(rows: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Add to each frame of counted rows where the axis of all of them ends, in cases (column `axis_end`)."""
    if not all("of_term" in shown.columns for shown in rows):
        return list(rows)
    longest = max((int(shown["of_term"].max() or 0) for shown in rows), default=0)  # ty: ignore[invalid-argument-type]
    return [shown.with_columns(axis_end=pl.lit(longest)) for shown in rows]


def _one_side(chart: Question, rows: pl.DataFrame, title: str, side: int) -> None:
    name = f"{chart.__name__}{'_beside' if side else ''}"
    if rows.is_empty():
        st.markdown("No case to show.")
        return
    sentence = getattr(sentences, chart.__name__)(rows)
    st.markdown(escape(sentence))
    specified = specification(chart)
    clickable: dict[str, Any] = {}
    if "params" in specified and side == 0:
        clickable = {"on_select": lambda: _narrow(f"chart_{name}"), "selection_mode": "pick"}
    shown = specified if clickable else {part: value for part, value in specified.items() if part != "params"}
    said = rows.with_columns(sentence=pl.Series([sentence, *[None] * (rows.height - 1)], dtype=pl.String))
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
        elif filter_ not in TERMS and " " not in str(value):
            st.session_state[filter_] = str(value)

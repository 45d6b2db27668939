"""One question as a figure: sentence, chart, rows and CSV in one; a click on a mark narrows the cases."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from casebook import sentences
from casebook.charts import specification
from casebook.filters import TermsFilter, TextFilter, filter_of_column
from casebook.ui.frame import SIDES
from casebook.ui.same_axes import with_same_axes
from common.html import as_passage, as_text
from common.tables import to_csv

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from streamlit.delta_generator import DeltaGenerator

    from casebook.charts import Question


def figure(chart: Question, rows: Sequence[pl.DataFrame], title: str, *, wide: bool = False) -> None:
    """Show one question over one selection, or over two side by side with the same axes; wide charts one below another.

    `rows` holds a frame for each selection, in the shape of queries/<question>.sql.
    """
    said = ["No case says." if shown.is_empty() else getattr(sentences, chart.__name__)(shown) for shown in rows]
    if len(rows) == 1:
        st.html(as_passage(said[0], title=title))
        places: Sequence[AbstractContextManager[object]] = [nullcontext()]
    else:
        st.html(as_passage(title=title))
        places = _sides_told(said, wide=wide)
    for side, (shown, drawn) in enumerate(zip(rows, with_same_axes(chart.__name__, rows), strict=True)):
        if not shown.is_empty():
            with places[side]:
                _one_side(chart, shown, drawn, (title, said[side]), side)


def _sides_told(said: Sequence[str], *, wide: bool) -> Sequence[DeltaGenerator]:
    """Say the sentence of each of two selections, and give the places of their charts."""
    if wide:
        places = [st.container() for _ in said]
        for place, side, sentence in zip(places, SIDES, said, strict=True):
            place.html(as_passage(sentence, side=side))
        return places
    # Sentences and charts are rows of their own, so that charts beside each other begin at one height.
    for above, sentence in zip(st.columns(len(said), gap="medium"), said, strict=True):
        above.html(as_passage(sentence))
    return st.columns(len(said), gap="medium")


def _one_side(chart: Question, rows: pl.DataFrame, drawn: pl.DataFrame, told: tuple[str, str], side: int) -> None:
    """Draw the rows of one side, with their table and CSV; `told` is the title, and the sentence above the chart."""
    name, (title, sentence) = f"{chart.__name__}{'_beside' if side else ''}", told
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
                to_csv(rows),
                f"{name}.csv",
                "text/csv",
                key=f"csv_{name}",
                on_click="ignore",
            )


def _narrow(key: str) -> None:
    """Set the filters that a clicked mark stands for.

    Pace of recovery and whether a lavage was done have no filter: a mark of theirs narrows by its drug.
    """
    picked = st.session_state[key]["selection"].get("pick", [])
    for column, value in picked[0].items() if picked else ():
        record = filter_of_column(column)
        if isinstance(record, TermsFilter) and value in record.terms:
            st.session_state[record.key] = [value]
        elif isinstance(record, TextFilter) and " " not in str(value) and value != sentences.REFERENCE:
            st.session_state[record.key] = str(value)

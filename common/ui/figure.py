"""One question as a figure: its chart, which a click narrows, and the rows behind it as table and CSV."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import streamlit as st

from common.charts import specification
from common.html import as_html, as_passage
from common.kept import once
from common.ui.frame import offer_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl
    import pyarrow as pa

    from common.charts import Chart

MOST_ROWS = 200
"""Rows of a table on the screen; its CSV has all."""


def draw(  # noqa: PLR0913  what a figure is made of
    chart: Chart,
    rows: pl.DataFrame,
    title: str,
    name: str,
    on_pick: Callable[[Mapping[str, Any]], None] | None = None,
    *,
    for_rows: Callable[[dict[str, Any], pl.DataFrame], dict[str, Any]] | None = None,
) -> None:
    """Draw a chart of rows that hold its sentence; `title` stands above it, `name` tells it from others of the page.

    A chart with a pick calls `on_pick` with the values of the clicked mark, by column. `for_rows` fits the
    specification to the rows.
    """
    key = key_of_chart(name)
    specified, arrow = _fitted(chart, st.context.theme.type == "dark", for_rows, rows)
    clickable: dict[str, Any] = {}
    if "params" in specified and on_pick is not None:
        picks = [param["name"] for param in specified["params"]]
        clickable = {"on_select": lambda: _pass_pick(key, on_pick), "selection_mode": picks}
    elif "params" in specified:
        specified = {part: value for part, value in specified.items() if part != "params"}
    description = f"{title} {chart.__doc__}"
    # Streamlit names an element for the style sheet by its key only where it can be clicked.
    with nullcontext() if clickable else st.container(key=f"box_of_{key}"):
        st.vega_lite_chart(arrow, specified, key=key, alt=description, width="stretch", **clickable)


def key_of_chart(name: str) -> str:
    """Give the key by which the style sheet finds the chart of this name."""
    return f"chart_{name}"


@once
def _fitted(
    chart: Chart,
    dark: bool,  # noqa: FBT001  a key of what is kept stands in its place
    for_rows: Callable[[dict[str, Any], pl.DataFrame], dict[str, Any]] | None,
    rows: pl.DataFrame,
) -> tuple[dict[str, Any], pa.Table]:
    """Give the specification that fits the rows, and the rows as Streamlit sends them."""
    specified = specification(chart, dark=dark)
    return for_rows(specified, rows) if for_rows else specified, rows.to_arrow()


def rows_behind(
    rows: Mapping[str, pl.DataFrame],
    as_table: Callable[[pl.DataFrame], str] = as_html,
    sides: Sequence[str] = ("",),
    guard: Callable[[Callable[[], pl.DataFrame]], Callable[[], pl.DataFrame]] | None = None,
) -> None:
    """Offer the rows behind a chart, under an expander: as table, whose HTML `as_table` writes, and as CSV.

    `rows` has the rows of each selection by the name of their file; `sides` says which selection it is. `guard` gives
    for a function that gives rows, which are counts, one that asks at the click whether the reader may have them.
    """
    first = next(iter(rows))
    behind = st.expander("Rows and CSV", key=f"rows_{first}", on_change="rerun", type="compact")
    if behind.open:
        with behind:
            for (name, of_side), side in zip(rows.items(), sides, strict=True):
                table_of_rows(of_side, lambda shown, side=side: as_passage(side=side) + as_table(shown))
                if guard is None:
                    offer_csv(name, of_side, "CSV of these rows")
                else:
                    offer_csv(name, guard(lambda of_side=of_side: of_side), "CSV of these rows", level="counts")


def table_of_rows(rows: pl.DataFrame, as_table: Callable[[pl.DataFrame], str] = as_html) -> None:
    """Show the first rows as a table, whose HTML `as_table` writes, and say how many more there are.

    One element of the page: st.table would make one of each cell, to be redrawn at every click.
    """
    if rows.height > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {rows.height:,} rows; the CSV has all.")
    first = rows.head(MOST_ROWS)
    st.html(as_table(first))


def _pass_pick(key: str, on_pick: Callable[[Mapping[str, Any]], None]) -> None:
    """Call `on_pick` with what the reader has just picked in a chart, if anything."""
    for picked in st.session_state[key]["selection"].values():
        if picked:
            on_pick(picked[0])

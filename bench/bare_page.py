"""The least that six charts take in Streamlit: a page without a question, beside which ours are timed.

Timed by `python -m bench --pages bare overview`. Five filters, and six charts that count cases by a column, over rows
that are read once and counted by Polars: no sentence, no interval, no denominator, no table, no mark to click on. What
a machine takes for it no page of six charts can go below, so that the ratio of the two says more than milliseconds do.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from bench.terms import FILTERS
from casebook.filters import terms_of
from casebook.selection import Selection
from casebook.store import ask, open_release

CHARTS = ("drug", "prior_imid", "steroid_for_event", "rechallenge_outcome", "onset", "outcome")


@st.cache_resource
def every_case() -> pl.DataFrame:
    """Read the cases, one row a case, once."""
    return ask("case_table", Selection(), open_release())


def bars(column: str) -> dict[str, object]:
    """Count the cases by a column: one mark a term, nothing else."""
    return {
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "cases", "type": "quantitative"},
            "y": {"field": column, "type": "nominal"},
            "tooltip": [{"field": column, "type": "nominal"}, {"field": "cases", "type": "quantitative"}],
        },
    }


st.set_page_config(layout="wide")
left = every_case()
for key, column in FILTERS.items():
    chosen = st.sidebar.pills(key, terms_of(key), selection_mode="multi", key=key, bind="query-params")
    if chosen:
        left = left.filter(pl.col(column).is_in(chosen))
for place, column in zip([*st.columns(3), *st.columns(3)], CHARTS, strict=True):
    counted = left.group_by(column, maintain_order=True).agg(cases=pl.len())
    place.vega_lite_chart(counted, bars(column), key=f"chart_{column}", alt=f"Cases by {column}")

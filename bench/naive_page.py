"""A page as somebody would write it who has Streamlit and an afternoon: the second yardstick beside bare_page.py.

Timed by `python -m bench --pages bare naive overview`. The case file is read into pandas at each run, as DuckDB's
`.df()` does; five filters, four numbers, six charts in Altair's shorthand, the whole table, a CSV. No unknowns kept
apart, no sentence, no denominator. No page of ours is to be slower than half of it.
"""

from __future__ import annotations

import altair as alt
import duckdb
import streamlit as st

from bench.terms import FILTERS
from casebook.filters import terms_of
from casebook.store import CASEBOOK

BARS = ("onset", "outcome", "steroid_for_event", "rechallenge_outcome", "prior_imid")

with duckdb.connect(CASEBOOK.resolve(), read_only=True) as connection:
    cases = connection.table("cases").df()
for key, column in FILTERS.items():
    chosen = st.sidebar.pills(key, terms_of(key), selection_mode="multi", key=key)
    if chosen:
        cases = cases[cases[column].isin(chosen)]
for place, label, number in zip(
    st.columns(4),
    ("Cases", "Drugs", "Median latency (days)", "Recovered"),
    (len(cases), cases["drug"].nunique(), cases["latency_days"].median(), (cases["outcome"] == "resolved").sum()),
    strict=True,
):
    place.metric(label, number)
st.altair_chart(
    alt.Chart(cases, mark="circle").encode(
        x=alt.X("latency_days", scale=alt.Scale(type="symlog")), y="drug:N", tooltip=["case_id", "latency_days"]
    )
)
for column in BARS:
    st.altair_chart(
        alt.Chart(cases, mark="bar").encode(x="count()", y=f"{column}:N", color="drug:N", tooltip=["drug:N", "count()"])
    )
st.dataframe(cases)
st.download_button("CSV", cases.to_csv())

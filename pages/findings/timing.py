"""How soon after the start of the suspect drug?"""

import streamlit as st

from casebook import charts, tables, ui
from casebook.store import ask, ask_each

st.title("How soon after the start of the drug?", anchor=False)

selections = ui.choose_selections()

ui.figure(charts.latency, ask_each("latency", selections), "By suspect drug")
ui.end_points()
ui.figure(charts.latency_by_onset, ask_each("latency_by_onset", selections), "By tempo of onset")
ui.figure(charts.onset_by_drug, ask_each("onset_by_drug", selections), "How many began abruptly?")
ui.figure(charts.latency_by_prior_imid, ask_each("latency_by_prior_imid", selections), "By prior IMiD exposure")

ui.table(
    "latency_and_prior_imid",
    ask("latency_and_prior_imid", selections[0]),
    "Does prior IMiD exposure shorten the latency? The cases that can speak to it",
)
ui.table("latency_summary", tables.latency_summary(ask("latency_summary", selections[0])), "Range and median")

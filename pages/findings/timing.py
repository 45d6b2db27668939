"""How soon after the start of the suspect drug?"""
# Menu: 20, Timing

import streamlit as st

from casebook import charts, tables, ui
from casebook.store import ask_each

st.title("How soon after the start of the drug?", anchor=False)

selections = ui.choose_selections()
answers = ask_each(
    selections,
    "latency",
    "latency_by_onset",
    "onset_by_drug",
    "latency_by_prior_imid",
    "latency_and_prior_imid",
    "latency_summary",
)

ui.figure(charts.latency, answers["latency"], "By suspect drug")
ui.end_points()
ui.figure(charts.latency_by_onset, answers["latency_by_onset"], "By tempo of onset")
ui.figure(charts.onset_by_drug, answers["onset_by_drug"], "How many began abruptly?")
ui.figure(charts.latency_by_prior_imid, answers["latency_by_prior_imid"], "By prior IMiD exposure")

ui.table(
    "latency_and_prior_imid",
    answers["latency_and_prior_imid"],
    "Does prior IMiD exposure shorten the latency? The cases that can speak to it",
)
ui.table("latency_summary", [tables.latency_summary(rows) for rows in answers["latency_summary"]], "Range and median")

"""How soon after the start of the suspect drug?"""
# Menu: 20, Timing

import streamlit as st

from casebook import ui
from casebook.questions import counts, timing
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

ui.figure(timing.latency, answers["latency"], "By suspect drug")
ui.figure(timing.latency_by_onset, answers["latency_by_onset"], "By tempo of onset")
ui.figure(counts.onset_by_drug, answers["onset_by_drug"], "How many began abruptly?")
ui.figure(timing.latency_by_prior_imid, answers["latency_by_prior_imid"], "By prior IMiD exposure")

ui.table(
    timing.latency_and_prior_imid,
    answers["latency_and_prior_imid"],
    "Does prior IMiD exposure shorten the latency? The cases that can speak to it",
)
ui.table(timing.latency_summary, answers["latency_summary"], "Range and median")

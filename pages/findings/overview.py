"""What has been published?"""
# Menu: 10, Overview

import streamlit as st

from casebook import ui
from casebook.questions import counts, knowledge, timing
from casebook.store import ask_each
from literature.searched import searched_to
from signals.store import what_there_is

st.title("What has been published?", anchor=False)

front_door = st.container()
selections = ui.choose_selections()
answers = ask_each(
    selections, "drug_summary", "latency", "steroid_by_drug", "outcome_by_drug", "rechallenge_by_drug", "known_facts"
)

with front_door:
    ui.front_door(selections, what_there_is(), searched_to())
ui.drug_counts(selections, answers["drug_summary"])

left, right = st.columns(2, gap="medium")
with left:
    ui.figure(timing.latency, answers["latency"], "How soon?")
    ui.figure(counts.steroid_by_drug, answers["steroid_by_drug"], "Was a steroid given for it?")
with right:
    ui.figure(counts.outcome_by_drug, answers["outcome_by_drug"], "How did it end?")
    ui.figure(counts.rechallenge_by_drug, answers["rechallenge_by_drug"], "And on rechallenge?")

ui.figure(knowledge.known_facts, answers["known_facts"], "How much is known?")
ui.table(knowledge.drug_summary, answers["drug_summary"], "Summary by drug")

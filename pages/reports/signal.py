"""Which drugs are reported with lung injury more often than expected?"""
# Menu: 10, Signal

import streamlit as st

from signals import answers, charts, sentences, ui
from signals.ui.choice import MEASURES

st.title("Which drugs are reported with lung injury more often than expected?", anchor=False)

reports = ui.open_reports()
population = ui.choose_population(reports)
names = ui.offer_names(reports)
events, drugs = ui.choose_events_and_drugs(names)
prior = ui.prior_of(reports, population)
measure = ui.choose_measure(ebgm=prior is not None)

pairs = ui.with_reasons(answers.pairs(reports.connection, population, drugs, events, prior))
rows = sentences.drawn(pairs, MEASURES[measure], "event", "drug")
chart = charts.forest_of_ic if measure == "IC" else charts.forest
ui.figure(chart, rows, "Drugs and events", sentences.of_forest(rows, measure))

drug, event = ui.choose_pair(reports, names)
ui.two_by_two(answers.pairs(reports.connection, population, [drug], [event], prior))

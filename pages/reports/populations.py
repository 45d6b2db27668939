"""How does the number move with the reports it is compared with?"""
# Menu: 50, Compare populations

import streamlit as st

from signals import answers, charts, sentences, ui
from signals.ui.choice import MEASURES

st.title("How does the number move with the comparator?", anchor=False)

reports = ui.open_reports()
population = ui.choose_population(reports)
drug, event = ui.choose_pair(reports)
measure = ui.choose_measure(ebgm=False)

cannot_differ = reports.coverage.cannot_differ()
measured = ui.with_reasons(answers.populations(reports.connection, population, drug, event, cannot_differ))
rows = sentences.drawn(measured, MEASURES[measure], "population")
ui.figure(
    charts.populations_of_ic if measure == "IC" else charts.populations,
    rows,
    f"{drug} and {event}",
    sentences.of_populations(rows, measure),
)
ui.table("populations", measured.select("population", "a", "n_drug", "n_event", "n", "remark"), "Counts and remarks")

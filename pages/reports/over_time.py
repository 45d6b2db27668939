"""How did a signal grow, and when was each criterion first met?"""
# Menu: 20, Over time

import streamlit as st

from signals import answers, charts, sentences, ui
from signals.ui.choice import MEASURES

st.title("How did the signal grow?", anchor=False)

reports = ui.open_reports()
population = ui.choose_population(reports)
drug, event = ui.choose_pair(reports)
prior = ui.prior_of(reports, population)
measure = ui.choose_measure(ebgm=prior is not None)

if ui.can_be_told(reports.coverage.over_time()):
    trend = answers.trend(reports.connection, population, drug, event, prior)
    rows = sentences.drawn(trend, MEASURES[measure], "quarter")
    ui.figure(
        charts.trend_of_ic if measure == "IC" else charts.trend,
        sentences.where_known(rows),
        f"{drug} and {event}, from all reports so far",
        sentences.of_trend(rows, measure),
    )
    reported = sentences.where_reported(rows)
    ui.figure(charts.reports_by_quarter, reported, "Reports in each quarter", sentences.of_quarters(rows))
    ui.table("first_met", answers.first_met(trend), "First quarter in which each criterion was met")

kind = ui.choose_stratum()
if ui.can_be_told(reports.coverage.strata(kind)):
    strata = answers.strata(reports.connection, population, drug, event, kind)
    ui.table("strata", strata, f"By {kind}", sentences.of_strata(strata, kind))

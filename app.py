"""IMiD Lung Casebook: the frame around every page."""

import streamlit as st

from casebook import ui
from casebook.store import open_release
from common.database import UnreadableError
from common.ui.frame import error_as_sentence, style
from signals import ui as reports_ui

st.set_page_config(page_title="IMiD Lung Casebook", page_icon="🫁", layout="wide")

reports = [
    st.Page("pages/reports/signal.py", title="Signal"),
    st.Page("pages/reports/over_time.py", title="Over time"),
    st.Page("pages/reports/time_to_onset.py", title="Time to onset"),
    st.Page("pages/reports/reports.py", title="Reports"),
    st.Page("pages/reports/populations.py", title="Compare populations"),
    st.Page("pages/reports/about_the_data.py", title="About the data"),
]
page = st.navigation(
    {
        "Findings": [
            st.Page("pages/findings/overview.py", title="Overview", default=True),
            st.Page("pages/findings/timing.py", title="Timing"),
            st.Page("pages/findings/presentation.py", title="Presentation"),
            st.Page("pages/findings/lavage.py", title="Lavage"),
            st.Page("pages/findings/treatment.py", title="Treatment and outcome"),
            st.Page("pages/findings/rechallenge.py", title="Re-exposure"),
            st.Page("pages/findings/report.py", title="The report, recomputed"),
        ],
        "Cases": [
            st.Page("pages/cases/board.py", title="Board"),
            st.Page("pages/cases/case_list.py", title="Case list"),
            st.Page("pages/cases/one_case.py", title="One case"),
        ],
        "Spontaneous reports": reports,
        "About": [st.Page("pages/about/methods.py", title="Methods")],
    },
    position="top",
)

style()
body = st.container()
with error_as_sentence(body, UnreadableError):
    if page.url_path in {one.url_path for one in reports}:
        reports_ui.standing_sentence()
        reports_ui.offer_choices()
    else:
        open_release()  # from which this whole run is answered
        ui.standing_sentence()
        ui.offer_filters(
            page.url_path
        )  # on Methods too: a filter that left the page would leave the link, and miss the way back
    with body:
        page.run()

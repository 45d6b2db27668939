"""IMiD Lung Casebook: the frame around every page."""

import streamlit as st

from casebook import ui

st.set_page_config(page_title="IMiD Lung Casebook", page_icon="🫁", layout="wide")

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
            st.Page("pages/cases/case_list.py", title="Case list"),
            st.Page("pages/cases/one_case.py", title="One case"),
        ],
        "About": [st.Page("pages/about/methods.py", title="Methods")],
    },
    position="top",
)

ui.style()
ui.hold_release()
body = st.container()
ui.standing_sentence()
if page.url_path != "methods":
    ui.offer_filters()
with body:
    page.run()

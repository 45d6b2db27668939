"""The choices of reports in the sidebar: which database, and which of its reports are counted."""

from __future__ import annotations

import streamlit as st

from common.ui import frame
from signals.measures.population import COMPARATORS, ROLES, SUSPECT
from signals.store import ask
from signals.ui.carried import bring_back
from signals.ui.database import SOURCES, Reports, hold_reports, show_invented_to_newcomers
from signals.ui.own import offer_cases

COMPARED = {
    "all": "All reports",
    "indication": "Myeloma as indication",
    "active": "Myeloma drugs only",
}
WITHOUT = {
    "no_co_cause": "known co-cause",
    "no_duplicates": "look-alike copies",
    "no_co_suspect": "co-suspect drug",
}
ROLE_WORDS = {"PS": "primary suspect", "SS": "secondary suspect", "I": "interacting", "C": "concomitant"}

TYPED = "typed_table"
"""The page on which nothing is counted."""

LINK_KEYS = {
    *("reports_from", "comparator", "roles", "without", "report_year", "report_sex", "age_band", "report_country"),
    *("report_type", "case_numbers", "events", "drugs", "report_drug", "report_event", "own_drug", "own_event"),
    *("report_measure", "report_stratum"),
}


def is_link_key(key: str) -> bool:
    """Say whether a key of a link belongs to the pages about reports."""
    return key in LINK_KEYS or key.startswith(("cell_", "hyper_"))


def offer_choices(page: str) -> None:
    """Put the choice of reports into the sidebar, and open the chosen ones for this run of the page at this address.

    Its widgets are bound to the URL: a link reproduces the view.
    """
    bring_back(page)
    show_invented_to_newcomers()
    with st.sidebar:
        if page == TYPED:
            st.caption("This page stays the same whatever is set here. The other pages about reports follow it.")
        st.selectbox("Reports", SOURCES, key="reports_from", bind="query-params")
        st.selectbox(
            "Compared with", COMPARATORS, format_func=COMPARED.__getitem__, key="comparator", bind="query-params",
            help="Against which reports a number is set. Myeloma and its other drugs hurt lungs too.",
        )  # fmt: skip
        st.pills(
            "Role of the drug", ROLES, selection_mode="multi", default=list(SUSPECT), key="roles", bind="query-params",
            format_func=ROLE_WORDS.__getitem__,
        )  # fmt: skip
        st.pills(
            "Without reports that name a", tuple(WITHOUT), selection_mode="multi", format_func=WITHOUT.__getitem__,
            key="without", bind="query-params",
            help="Known co-causes are infection, embolism and other causes in the list of terms, and drugs that injure "
            "lungs themselves. Copies share drugs, terms, sex, age, country and full date of the event.",
        )  # fmt: skip
        reports = hold_reports()
        values = ask(reports.connection, "vocabulary").rows() if isinstance(reports, Reports) else []
        _offer("Year first received", "report_year", sorted(value for kind, value, _ in values if kind == "year"))
        _offer("Sex", "report_sex", ["female", "male", "unknown"])
        _offer("Age band", "age_band", ["0-17", "18-44", "45-64", "65-74", "75 and over", "unknown"])
        _offer("Country", "report_country", [value for kind, value, _ in values if kind == "country"])
        _offer("Type of report", "report_type", [value for kind, value, _ in values if kind == "report type"])
        offer_cases()
        frame.offer_semicolon()


def _offer(label: str, key: str, values: list[str]) -> None:
    st.multiselect(label, values, key=key, bind="query-params")

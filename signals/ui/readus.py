"""The READUS-PV checklist on the page, and as a ZIP with its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from access.ui import offer_file
from common.ui.frame import with_semicolon
from signals import readus
from signals.store import INVENTED, ORIGIN, ask
from signals.ui.choice import in_words
from signals.ui.database import EXTRACTS, INVENTED_SENTENCE, NO_CONCLUSION, STANDING_SENTENCE

if TYPE_CHECKING:
    from signals.measures.population import Population
    from signals.ui.database import Reports

_DRUGS = ("thalidomide", "lenalidomide", "pomalidomide")


def offer_checklist(reports: Reports, population: Population) -> None:
    """Show the filled checklist and offer it with the figures of the IMiDs for a chosen event."""
    st.subheader("READUS-PV checklist", anchor=False)
    extract = st.session_state["reports_from"] in EXTRACTS
    invented = reports.coverage.invented
    standing = f"{NO_CONCLUSION} {STANDING_SENTENCE}" if extract else STANDING_SENTENCE
    standing = f"{INVENTED_SENTENCE} {STANDING_SENTENCE}" if invented else standing
    checklist = readus.fill_checklist(reports.connection, population, in_words(population), standing)
    with st.expander("The filled checklist"):
        st.text(checklist)
    event = st.selectbox(
        "Event of the figures to pack with it",
        ask(reports.connection, "listed_events")["event"].to_list(),
        key="readus_event",
    )
    semicolon = with_semicolon()
    offer_file(
        "Checklist with figures (ZIP)",
        lambda: readus.packed(
            readus.figures_of(reports.connection.cursor(), population, _DRUGS, event, INVENTED if invented else ""),
            checklist,
            semicolon=semicolon,
            note=INVENTED if invented else "",
        ),
        f"{ORIGIN}_readus_pv.zip" if invented else "readus_pv.zip",
        "application/zip",
        key="readus",
        level="counts",
    )

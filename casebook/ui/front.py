"""The front door: what this is, and the three ways in, above the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.store import release
from casebook.ui.terms_left import count
from common.html import as_passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.selection import Selection


def front_door(selections: Sequence[Selection], reports: str, searched: str = "") -> None:
    """Say in two lines what this is and how much of it was read, and open three doors.

    Only where no filter is set and nothing is compared: a reader who narrows has come in. `reports` says what there is
    of spontaneous reports, `searched` until when the literature was searched, empty where nothing is kept of that.
    """
    if len(selections) > 1 or selections[0].active():
        return
    counted = count(selections[0])
    today = release()
    st.html(
        as_passage(
            "IMiD Lung Casebook: published cases of lung injury attributed to immunomodulatory imide drugs (IMiDs: "
            f"thalidomide, lenalidomide, pomalidomide), read value by value, up to release {today['release']}."
        )
        + as_passage(
            f"{counted['selected']:,} published cases that could be read, {counted['full_text']:,} of them in full "
            f"text. More have been published. {searched}".strip()
        )
    )
    with st.container(horizontal=True, key="doors"):
        for page, label, words in (
            ("cases/board.py", "A patient to discuss", "Published cases beside the patient, on one screen."),
            ("findings/timing.py", "What the cases show", "Latency, findings, lavage, treatment, re-exposure."),
            ("reports/signal.py", "What is reported to authorities", reports),
        ):
            with st.container(border=True):
                st.page_link(page, label=f"**{label}**", icon=":material/arrow_forward:")
                st.caption(words)

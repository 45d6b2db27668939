"""The hospital's own cases: counts beside the published ones, and the report form of one of them."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from access.ui import note_view, offer_file
from casebook.link_keys import LOCAL_RELEASE, RELEASE
from casebook.selection import Selection
from casebook.store import ask_kept
from casebook.store import release as published_release
from casebook.ui.link import on_each_sheet
from common.html import as_html, as_passage
from desk.local_chart import rows_of_counts, table_of_counts
from desk.local_counts import LEAST, counted_facts, published_counts, read_local_release
from desk.narrative import narrative
from desk.present import case_of_file, present_cases
from desk.report_form import report_form
from desk.ui.local_findings import HOW_HIDDEN
from desk.ui.local_release import local_release
from desk.ui.session import (
    folders,
    for_local_readers,
    note_local_read,
    person,
    sees_single_local_cases,
    who_sees_single_local_cases,
)


def local_beside_published() -> None:
    """Count the local cases beside the published ones, by what both say of one fact; the view is an event."""
    release = read_local_release(folders(local=True).into)
    if release is None:
        st.html(as_passage("There is no local case yet."))
        return
    facts = counted_facts()
    name = st.selectbox("Fact", facts, format_func=lambda name: facts[name].label, key="local_fact")
    note_local_read({"fact": name, "release": release.name})
    if not release.is_large_enough:
        st.info(f"There are fewer than {LEAST} local cases: nothing of them is shown.")
        return
    of_published = ask_kept("case_table", Selection())
    st.html(
        as_passage(f"{release.cases} local cases, beside {of_published.height} published ones. No count holds both.")
    )
    published = published_counts(of_published, name)
    st.html(as_html(table_of_counts(rows_of_counts(published, release.count(name)))))
    st.caption(f"{HOW_HIDDEN} Local release {release.name}.")
    shown = f"{release.cases} local cases beside {of_published.height} published ones: {facts[name].label}."
    on_each_sheet(shown, {RELEASE: str(published_release()["release"]), LOCAL_RELEASE: release.name})


def report_one_case() -> None:
    """Show the narrative of a local case, and offer the report form of CIOMS; each case that is shown is an event."""
    who = person()
    if not sees_single_local_cases(who.roles):
        st.info(f"To report a case needs {who_sees_single_local_cases()}.")
        return
    cases = {case.case_id: case.name for case in present_cases(folders(local=True).cases)}
    if not cases:
        st.html(as_passage("There is no local case yet."))
        return
    name = st.selectbox(
        "Local case", cases, index=None, format_func=cases.__getitem__, key="local_case", placeholder="choose"
    )
    onset = st.date_input(
        "Day of the onset, for this print alone", None, key="local_onset", help="It is kept nowhere.", max_value="today"
    )
    if not name:
        return
    note_local_read({"case": name})
    note_view(case=name)
    release = local_release()
    on_each_sheet(f"Local case {name}.", {LOCAL_RELEASE: release})
    case = case_of_file(folders(local=True).cases, name)
    for paragraph in narrative(case).split("\n"):
        st.html(as_passage(paragraph))
    offer_file(
        "Report form (CIOMS I)",
        for_local_readers(partial(report_form, case, onset if isinstance(onset, date) else None, release), single=True),
        f"{name}_cioms.pdf",
        "application/pdf",
        key="local_form",
        level="all",
    )
    st.caption(
        "What the case does not say stands as “not known”. The form goes to the authority, and holds the day that you "
        "typed: handle it as a record of the patient."
    )

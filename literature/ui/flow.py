"""The flow of records, for Methods: as it is now, or as it was when a release was made."""

from __future__ import annotations

import polars as pl
import streamlit as st

from casebook.release_records import RecordError, read_record, recorded_releases
from casebook.store import CASEBOOK
from common.charts import with_sentence
from common.html import as_passage, escape
from common.moments import to_the_minute
from common.ui.figure import draw, rows_behind
from literature import flow
from literature.charts import record_flow
from literature.following_up import drafts_of_records, follow_up
from literature.screening import CASE
from literature.searched import moment_of
from literature.ui.session import cases, state

_NOW = "now"


def flow_of_release() -> None:
    """Show the flow now, or of a release that the reader chooses, with the searches and files that it counts."""
    st.header("How was the literature searched?", anchor=False)
    folder = CASEBOOK.parent / "releases"
    chosen = st.selectbox(
        "Flow of records",
        (_NOW, *reversed(recorded_releases(folder))),
        key="flow_of",
        help="As it is, or as it was then.",
    )
    state_then, in_release, moment = state(), cases(), ""
    if chosen != _NOW:
        moment = moment_of(str(chosen))
        state_then = state_then.at(moment)
        try:
            of_release = {f"{CASE}{case}" for case in read_record(folder, str(chosen))["case_id"]}
        except RecordError as error:
            st.warning(escape(f"{error}."))
            return
        in_release = {name: record for name, record in in_release.items() if name in of_release}
        st.caption(f"As it stood on {to_the_minute(moment)} UTC.")
    if not state_then.imports:
        st.html(as_passage("No file of records had been taken in." if moment else "No file of records was taken in."))
        return
    counted = flow.boxes(state_then, follow_up(state_then, drafts_of_records(moment), in_release))
    rows, words = flow.as_rows(counted), flow.sentence(counted)
    title = "From the records identified to the cases (PRISMA 2020)"
    st.html(as_passage(words, title=title))
    draw(record_flow, with_sentence(flow.for_chart(rows), words), title, "record_flow")
    rows_behind({"record_flow": rows})
    searches = [
        {
            "Database": search["database"],
            "Searched to": search["until"],
            "File": one.account["name"],
            "Records": one.account["records"],
            "SHA-256": one.account["sha256"],
            "String, version": search["version"],
            "String": search.get("string", ""),
        }
        for one in state_then.imports
        if (search := one.account["search"])
    ]
    st.html(as_passage(f"{len(searches):,} files were taken in.", title="Searches, strings and files"))
    rows_behind({"searches": pl.DataFrame(searches)})

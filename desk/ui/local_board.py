"""Local cases in the table of the board, for those who may see single ones, beside the published cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from access.ui import note_view
from casebook.board.compared import EVERY_CASE
from casebook.store import ask, connect
from casebook.ui import LocalRows
from casebook.ui.prepare import MOST_COMPARED
from casebook.ui.second_selection import read_comparison
from desk.hiding import LEAST
from desk.ui.local_release import local_release, say_other_local_release
from desk.ui.session import (
    folders,
    for_local_readers,
    note_local_read,
    person,
    sees_single_local_cases,
    who_sees_single_local_cases,
)

if TYPE_CHECKING:
    import polars as pl

    from casebook.board.patient import Patient


def local_rows(patient: Patient) -> LocalRows | None:
    """Give the local cases that the link held beside leaves, compared with the patient; each look is an event.

    None where nothing is compared, there are fewer than five, or the reader may not see single ones; then it is said.
    """
    into, compared = folders(local=True).into, patient.replace(picked=())
    if not compared.compared():
        return None
    if not sees_single_local_cases(person().roles):
        st.info(f"Local cases are counted on the pages of findings. Here they need {who_sees_single_local_cases()}.")
        return None
    if not into.exists():
        st.info("There is no local case yet.")
        return None
    path = into.resolve()
    say_other_local_release(local_release())
    selection, _ = read_comparison(st.session_state["compare"])
    with connect(path) as casebook:
        release = str(ask("release", casebook=casebook)["release"].item())
        kept = int(ask("set_aside", selection, casebook, patient=compared)["kept"].item())
        rows = ask("comparison", selection, casebook, patient=compared, most=MOST_COMPARED)
    if kept < LEAST:
        st.info(f"The filters and what is required leave fewer than {LEAST} local cases: none of them is named.")
        return None
    named = ", ".join(rows["case_id"].unique(maintain_order=True))
    about = {"filter": selection.sentence(), "release": release, "cases": named}
    note_local_read({"page": "board", **about})
    note_view(local_filter=about["filter"], local_release=release, cases="published and local")

    def every() -> pl.DataFrame:
        with connect(path) as casebook:
            return ask("comparison", selection, casebook, patient=compared, most=EVERY_CASE)

    listed = rows["case_id"].n_unique()
    required = " that agree on all that is required" if compared.required else ""
    words = f"Beside them {kept} local cases{required}"
    words += f", of which the first {listed} are listed." if listed < kept else "."
    return LocalRows(rows, for_local_readers(every, single=True), words)

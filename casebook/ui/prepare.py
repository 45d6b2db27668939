"""Prepare: each published case beside the patient at hand, in a table whose check boxes pick cases for the room."""

from __future__ import annotations

from html import escape as escape_html
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2 import component

from casebook.board.compared import MARKS, compared_cases, of_patient
from casebook.board.criteria import criteria
from casebook.board.patient import MOST_PICKED
from casebook.case_names import link_to
from casebook.codebook import STATES
from casebook.store import ask
from casebook.ui.cells import legend, quiet
from casebook.ui.patient_form import PICKED
from common.html import escape
from common.ui.frame import offer_csv

if TYPE_CHECKING:
    import polars as pl

    from casebook.board.compared import ComparedCase
    from casebook.board.patient import Patient
    from casebook.selection import Selection

MOST_COMPARED = 60
"""Cases that the comparison lists. Its CSV has no such limit."""

_EVERY_CASE = 1_000_000
_HERE = Path(__file__).parent
_TABLE = component(
    "compared_cases",
    html='<div class="compared" tabindex="0" role="region" aria-label="Published cases beside the patient"></div>',
    css=(_HERE / "compared.css").read_text(encoding="utf-8"),
    js=(_HERE / "compared.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_BOXES = "compared_cases"
"""Key of the table."""


def compare(selection: Selection, patient: Patient) -> None:
    """Show how each published case compares with the patient, criterion by criterion, and let cases be picked."""
    st.html(_HERE / "prepare.css")
    if not patient.compared():
        st.info(
            "Nothing is stated of the patient yet that can be compared. "
            "State a criterion, and each published case is compared on it."
        )
        return
    rows = ask("comparison", selection, patient=patient.parameters(), most=MOST_COMPARED)
    aside = ask("set_aside", selection, patient=patient.parameters()).row(0, named=True)
    st.html(f'<p class="compared_in_words">{escape_html(_compared_in_words(patient, aside, rows))}</p>')
    _offer_picks()
    cases = compared_cases(rows, patient)
    if not cases:
        return
    _TABLE(
        key=_BOXES,
        data={"table": _table(cases, patient), "picked": st.session_state.get(PICKED, []), "most": MOST_PICKED},
        default={"picked": st.session_state.get(PICKED, [])},
        on_picked_change=_pick,
    )
    shown = {verdict.short for case in cases for verdict in case.verdicts}
    st.html(legend([state for state in STATES if state in shown]))
    with st.expander("How each criterion compares", key="how_compared"):
        compared = [criteria()[key] for key in patient.compared()]
        st.markdown(
            "\n".join(f"- **{escape(criterion.name)}** {escape(criterion.agreement)}." for criterion in compared)
        )
        offer_csv(
            "comparison",
            lambda: ask("comparison", selection, patient=patient.parameters(), most=_EVERY_CASE),
            "CSV of the comparison",
        )


def _pick() -> None:
    """Take over which cases are picked, in the order of the table."""
    st.session_state[PICKED] = [*st.session_state[_BOXES]["picked"]]


def _offer_picks() -> None:
    """Name the cases that are picked for the room, and let all of them go with one click."""
    picked = st.session_state.get(PICKED, [])
    names = dict(ask("picked", picked=picked).select("case_id", "case_name").rows()) if picked else {}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="picks"):
        said = "; ".join(names[case] for case in picked if case in names)
        st.markdown(
            escape(f"For the room, {len(names)} of {MOST_PICKED}: {said}.")
            if names
            else f"Check the cases for the room, {MOST_PICKED} at most.",
            width="content",
        )
        if names:
            st.button("Pick none", key="pick_none", on_click=st.session_state.update, args=({PICKED: []},))


def _table(cases: list[ComparedCase], patient: Patient) -> str:
    """Write the table as HTML, every text escaped; the boxes are checked in the browser."""
    of_the_patient = of_patient(patient)
    beside = [] if "drug" in patient.compared() else ["drug"]
    heads = ["", "case", *beside, *of_the_patient, "treated", "ended"]
    head = "".join(f'<th scope="col">{escape_html(name) or _heard("pick")}</th>' for name in heads)
    stated = ["", "", *("" for _ in beside), *of_the_patient.values(), "", ""]
    own = "".join(
        '<th scope="row">this patient</th>' if place == 1 else f"<td>{escape_html(words)}</td>"
        for place, words in enumerate(stated)
    )
    body = "".join(f"<tr>{_row(case, with_drug=bool(beside))}</tr>" for case in cases)
    return f"<table><thead><tr>{head}</tr><tr>{own}</tr></thead><tbody>{body}</tbody></table>"


def _row(case: ComparedCase, *, with_drug: bool) -> str:
    case_id = escape_html(case.case_id, quote=True)
    counts = " ".join(f"{count}\u202f{mark}" for count, mark in zip(case.counts, MARKS.values(), strict=True))
    picks = escape_html(f"pick {case.name}", quote=True)
    cells = [
        f'<td><input type="checkbox" value="{case_id}" aria-label="{picks}"></td>',
        f'<th scope="row">{link_to(case.case_id)}<span class="counts" aria-hidden="true">{counts}</span></th>',
        *([f"<td>{escape_html(case.drug)}</td>"] if with_drug else []),
    ]
    for comparison, short, words in case.verdicts:
        kind = comparison if comparison != "cannot be compared" else "unknown"
        said = quiet(short) if short in STATES else escape_html(short)
        cells.append(
            f'<td class="{kind}" title="{comparison}: {escape_html(words, quote=True)}">'
            f'<b aria-hidden="true">{MARKS[comparison]}</b>{_heard(comparison)} {said}</td>'
        )
    return "".join([*cells, f"<td>{escape_html(case.treated)}</td>", f"<td>{escape_html(case.ended)}</td>"])


def _heard(words: str) -> str:
    """Write words that are heard and not seen."""
    return f'<span class="unseen">{words}</span>'


def _compared_in_words(patient: Patient, aside: dict[str, int], rows: pl.DataFrame) -> str:
    """Say how many cases are compared, set aside and listed, in one sentence or two."""
    words = f"{aside['cases']} cases compared on {len(patient.compared())} criteria."
    if aside["kept"] < aside["cases"]:
        words += (
            f" {aside['kept']} agree on all that is required; set aside: {aside['disagreeing']} disagree, "
            f"{aside['silent']} do not say."
        )
    listed = rows["case_id"].n_unique()
    if listed < aside["kept"]:
        words += f" The first {listed} are listed; the CSV holds all of them."
    return (
        f"{words} By agreements, then by fewer disagreements: ✓ agrees, ✗ disagrees, ? cannot be compared. "
        "No score, no weight, no recommendation."
    )

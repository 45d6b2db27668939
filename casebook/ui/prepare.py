"""Prepare: each published case beside the patient at hand, in a table whose check boxes pick cases for the room."""

from __future__ import annotations

import re
from functools import cache, partial
from html import escape as escape_html
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl
import streamlit as st

from casebook.board.compared import EVERY_CASE, MARKS, compared_cases, of_patient
from casebook.board.criteria import criteria
from casebook.board.patient import MOST_PICKED
from casebook.case_names import link_to
from casebook.codebook import STATES
from casebook.link_keys import LOCAL, PUBLISHED
from casebook.store import ask, ask_kept
from casebook.ui import compared_columns
from casebook.ui.cells import legend, quiet
from casebook.ui.patient_form import PICKED
from common.html import escape
from common.ui.frame import ground, offer_csv

if TYPE_CHECKING:
    from collections.abc import Callable

    from casebook.board.compared import ComparedCase
    from casebook.board.patient import Patient
    from casebook.selection import Selection

MOST_COMPARED = 20
"""Cases that the comparison lists. Its CSV has no such limit."""

_BOX = "pick_"
"""What the key of a check box begins with, before the case_id."""

_HERE = Path(__file__).parent


class LocalRows(NamedTuple):
    """Local cases that stand in the table, too, in the shape of queries/board/comparison.sql.

    `rows` are the first of them, `every` gives all at the click for the CSV, `words` say how many there are.
    """

    rows: pl.DataFrame
    every: Callable[[], pl.DataFrame]
    words: str


def compare(selection: Selection, patient: Patient, local: LocalRows | None = None) -> None:
    """Show how each published case compares with the patient, criterion by criterion, and let cases be picked.

    With local cases a column says whose each row is; they are picked for no room.
    """
    st.html(_style(with_whose=local is not None))
    if not patient.compared():
        st.info(
            "Nothing is stated of the patient yet that can be compared. "
            "State a criterion, and each published case is compared on it."
        )
        return
    compared = patient.replace(picked=())  # the same rows, whoever is picked
    rows = ask_kept("comparison", selection, patient=compared, most=MOST_COMPARED)
    aside = ask_kept("set_aside", selection, patient=compared).row(0, named=True)
    words = _compared_in_words(patient, aside, rows, local)
    st.html(f'<p class="compared_in_words">{escape_html(words)}</p>')
    _offer_picks()
    published = compared_cases(rows, patient)
    own = {case.case_id: case for case in compared_cases(local.rows, patient)} if local else {}
    cases = sorted([*published, *own.values()], key=_place)
    if not cases:
        return
    picked, order = st.session_state.get(PICKED, []), tuple(case.case_id for case in published)
    with st.container(key="compared", gap=None):  # a grid: a container for each row would be drawn at every click
        st.html(_head(patient, with_whose=local is not None))
        for case in cases:
            if case.case_id in own:
                st.html(_row(case, patient, LOCAL))
                continue
            box = _BOX + case.case_id
            if bool(st.session_state.get(box)) != (case.case_id in picked):
                # Written only where it differs: what is written takes back a click that the reader makes meanwhile.
                st.session_state[box] = case.case_id in picked
            st.checkbox(
                f"pick {_heard_name(case.name)}",
                key=box,
                label_visibility="collapsed",
                disabled=len(picked) >= MOST_PICKED and case.case_id not in picked,
                on_change=_pick,
                args=(order,),
            )
            st.html(_row(case, patient, PUBLISHED if local else ""))
    shown = {verdict.short for case in cases for verdict in case.verdicts}
    if explained := legend([state for state in STATES if state in shown]):
        st.html(explained)
    how = st.expander("How each criterion compares", key="how_compared", on_change="rerun")
    if not how.open:
        return
    with how:
        stated = [criteria()[key] for key in patient.compared()]
        st.markdown("\n".join(f"- **{escape(criterion.name)}** {escape(criterion.agreement)}." for criterion in stated))
        offer_csv(
            "comparison",
            partial(rows_of_file, selection, compared, local),
            "CSV of the comparison",
        )


def rows_of_file(selection: Selection, patient: Patient, local: LocalRows | None) -> pl.DataFrame:
    """Give the rows of the CSV; with local cases a column `cases` says whose each is."""
    published = ask("comparison", selection, patient=patient, most=EVERY_CASE)
    if local is None:
        return published
    sides = {PUBLISHED: published, LOCAL: local.every()}
    as_text = [
        rows.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String), cases=pl.lit(whose))
        for whose, rows in sides.items()
    ]
    return pl.concat(as_text, how="vertical_relaxed")


def _place(case: ComparedCase) -> tuple[int, int, int]:
    """Give the place of a case in the table, as its question orders them."""
    agreements, disagreements, unknowns = case.counts
    return -agreements, disagreements, unknowns


def _pick(order: tuple[str, ...]) -> None:
    """Take over which boxes are checked, in the order of the table; picked cases that it does not list come last."""
    others = [case for case in st.session_state[PICKED] if case not in order]
    st.session_state[PICKED] = [case for case in order if st.session_state[_BOX + case]] + others


def _offer_picks() -> None:
    """Name the cases that are picked for the room, and let all of them go with one click."""
    picked = st.session_state.get(PICKED, [])
    names = dict(ask_kept("picked", picked=tuple(picked)).select("case_id", "case_name").rows()) if picked else {}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="picks"):
        listed = "; ".join(names[case] for case in picked if case in names)
        st.markdown(
            escape(f"For the room, {len(names)} of {MOST_PICKED}: {listed}.")
            if names
            else f"Check the cases for the room, {MOST_PICKED} at most.",
            width="content",
        )
        if names:
            st.button("Pick none", key="pick_none", on_click=st.session_state.update, args=({PICKED: []},))


def _heard_name(name: str) -> str:
    """Write a name for those who hear it: the label of a box is Markdown, and is read out as it stands."""
    return " ".join(re.findall(r"\w+", name))


def _head(patient: Patient, *, with_whose: bool) -> str:
    """Write the head of the table, and below it what is stated of the patient; both stay in sight."""
    stated = of_patient(patient)
    with_drug = "drug" in patient.compared()
    whose = ["published or local"] if with_whose else []
    heads = ["case", *whose, *([] if with_drug else ["drug"]), *stated, "treated", "ended"]
    own = [
        "<strong>this patient</strong>",
        *([""] if with_whose else []),
        *([] if with_drug else [""]),
        *map(escape_html, stated.values()),
        "",
        "",
    ]
    kind = f"head {compared_columns.classes(patient)}"
    return (
        f'<div class="{kind}" style="background:{ground()}">'
        + "".join(f"<b>{escape_html(name)}</b>" for name in heads)
        + "".join(f"<span>{words}</span>" for words in own)
        + "</div>"
    )


def _row(case: ComparedCase, patient: Patient, whose: str) -> str:
    """Write the row of a case: its link, its verdicts, how it was treated and how it ended; every text escaped.

    `whose` says whether it is a published or a local one, where both stand there; a local one has no page.
    """
    counts = " ".join(f"{count}\u202f{mark}" for count, mark in zip(case.counts, MARKS.values(), strict=True))
    name = f"<strong>{escape_html(case.name)}</strong>" if whose == LOCAL else link_to(case.case_id)
    cells = [f'<span>{name}<small class="counts" aria-hidden="true">{counts}</small></span>']
    if whose:
        cells.append(f"<span>{whose}</span>")
    if "drug" not in patient.compared():
        cells.append(f"<span>{escape_html(case.drug)}</span>")
    for name, (comparison, short, words) in zip(of_patient(patient), case.verdicts, strict=True):
        kind = comparison if comparison != "cannot be compared" else "unknown"
        shown = quiet(short) if short in STATES else escape_html(short)
        heard = _heard(f"{name}: {comparison}")
        cells.append(
            f'<span class="{kind}" data-of="{escape_html(name, quote=True)}" '
            f'title="{comparison}: {escape_html(words, quote=True)}">{heard}'
            f'<b aria-hidden="true">{MARKS[comparison]}</b> {shown}</span>'
        )
    cells += [f"<span>{_heard(name)}{escape_html(words)}</span>" for name, words in _ends(case).items()]
    kind = f"row {compared_columns.classes(patient)}{' own' if whose == LOCAL else ''}"
    return f'<div class="{kind}">{"".join(cells)}</div>'


def _ends(case: ComparedCase) -> dict[str, str]:
    return {"treated: ": case.treated, "ended: ": case.ended}


@cache
def _style(*, with_whose: bool) -> str:
    page, columns = (_HERE / "prepare.css").read_text(encoding="utf-8"), compared_columns.sheet(with_whose=with_whose)
    return f"<style>{page} {columns}</style>"


def _heard(words: str) -> str:
    """Write words that are heard and not seen."""
    return f'<span class="unseen">{escape_html(words)} </span>'


def _compared_in_words(patient: Patient, aside: dict[str, int], rows: pl.DataFrame, local: LocalRows | None) -> str:
    """Say how many cases are compared, set aside and listed, in a few sentences; last of the local ones."""
    cases = "published cases" if local else "cases"
    words = f"{aside['cases']} {cases} compared on {len(patient.compared())} criteria."
    if aside["kept"] < aside["cases"]:
        words += (
            f" {aside['kept']} agree on all that is required; set aside: {aside['disagreeing']} disagree, "
            f"{aside['silent']} do not say."
        )
    listed = rows["case_id"].n_unique()
    if listed < aside["kept"]:
        words += f" The first {listed} are listed; the CSV holds all of them."
    if local:
        words += f" {local.words}"
    return (
        f"{words} By agreements, then fewer disagreements. ✓ agrees, ✗ disagrees, ? cannot be compared; no score, "
        "no recommendation."
    )

"""One case in full: its heading, where its source contradicts itself, its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from access.ui import offer_file
from casebook.addresses import doi_address, pubmed_address
from casebook.case_names import name_of
from casebook.phenopackets import phenopacket_of
from casebook.pubmed import search_address
from casebook.questions.case_list import MOST_LISTED
from casebook.store import ask_kept, held_release
from casebook.ui.cells import MARKS, legend, write_cell
from common.html import as_html, as_link, as_passage, escape

if TYPE_CHECKING:
    from casebook.selection import Selection

_CHOICE = "case_choice_box"
"""Key of the widget in which a case is chosen."""

_IS_SILENT = pl.col("in_words").is_in([*MARKS]) & (pl.col("locator") == "") & (pl.col("note") == "")
"""Whether of a fact nothing is said but its state: no value, nothing denied, no note, no place."""


def choose_case(selection: Selection) -> str | None:
    """Let the reader choose among the cases that the filters leave; a linked case comes first. None: no case."""
    choices = ask_kept("case_choices", selection, most=MOST_LISTED)["case_id"].to_list()
    named = st.query_params.get("case") or st.session_state.get("case")
    if named and named not in choices:
        if ask_kept("case_by_id", case_id=named).is_empty():
            st.warning(f"There is no case “{escape(named)}” in this release.", icon="⚠️")
        else:
            st.info(f"{escape(name_of(named))} is shown although the filters leave it out.")
            choices.insert(0, named)
    if not choices:
        return None
    # The widget is not bound to the link: it would write the name there, and a link names a case by its case_id.
    chosen = str(named if named in choices else choices[0])
    st.session_state["case"] = st.session_state[_CHOICE] = st.query_params["case"] = chosen
    with st.container(horizontal=True, vertical_alignment="bottom", key="case_choice"):
        st.selectbox("Case", choices, format_func=name_of, key=_CHOICE, on_change=_open_chosen, width=320)
        place = choices.index(chosen)
        for label, step in (("Previous", -1), ("Next", 1)):
            target = place + step
            inside = 0 <= target < len(choices)
            st.button(
                label, key=f"case_{label}", disabled=not inside, on_click=_open, args=(choices[target % len(choices)],)
            )
        st.markdown(f"{place + 1} of {len(choices)}", width="content")
    return chosen


def case_heading(cases: pl.DataFrame) -> None:
    """Show the source of a case, and the facts that a reader looks for first."""
    case = cases.row(0, named=True)
    st.subheader(escape(name_of(case["case_id"])), anchor=False)
    st.markdown(f"{escape(case['citation'])}")
    places = [as_link(case["url"], case["url"]) if case["url"] else "link not known"]
    places += [as_link(f"doi:{case['doi']}", doi_address(case["doi"]))] if case["doi"] else []
    places += [as_link(f"PMID {case['pmid']}", pubmed_address(case["pmid"]))] if case["pmid"] else []
    if not case["doi"] and not case["pmid"]:
        search = search_address(case["citation"], case["year"], case["drug"])
        places.append(
            as_link("search in PubMed", search) if search else "no title or author known to search PubMed for"
        )
    complete = f"{case['facts_known']} of {case['facts_asked']} facts known"
    read = f"Read as: {escape(case['read_as_detail'])}"
    licence = f"Licence: {escape(case['licence'])}"
    st.markdown(" · ".join([*places, complete, read, licence, f"Changed {case['changed']}"]))
    first = {
        "Suspect drug": "drug",
        "Latency": "latency",
        "Prior IMiD": "prior_imid",
        "Steroid for the lung event": "steroid_for_event",
        "Outcome": "outcome",
        "Rechallenge": "rechallenge_outcome",
    }
    boxes = st.container(key="first_facts").columns([5, 4, 4, 5, 5, 5], border=True, gap="small")
    for column, (label, fact) in zip(boxes, first.items(), strict=True):
        column.markdown(f":small[{label}]  \n**{escape(case[fact])}**")


def contradictions(readings: pl.DataFrame) -> None:
    """Show side by side what the source says differently in different places."""
    if readings.is_empty():
        return
    st.subheader("Where the source contradicts itself", anchor=False)
    together = st.container(key="contradictions")
    for (_, label, note), sides in readings.group_by("position", "label", "note", maintain_order=True):
        with together.container(border=True):
            st.markdown(f"**{escape(str(label))}**")
            for column, (says, locator) in zip(
                st.columns(sides.height), sides.select("says", "locator").rows(), strict=True
            ):
                column.markdown(f"{escape(says)}  \n:gray[{escape(locator)}]")
            st.caption(escape(str(note)))


def facts(rows: pl.DataFrame) -> None:
    """Show the facts in clinical order, each with the place where it was read; at a click also those without any."""
    st.subheader("Facts", anchor=False)
    is_whole = not st.toggle("Only what is known or noted", value=True, key="known_only")
    silent = rows.filter(_IS_SILENT)
    shown = rows if is_whole else rows.filter(~_IS_SILENT)
    cells = shown.select("section", Fact="label", Value="in_words", **{"Where read": "locator", "Note": "note"})
    head = as_passage("" if is_whole else _left_out(silent)) + legend(set(cells["Value"]))
    parts = [
        as_passage(title=str(section)) + as_html(of_section.drop("section"), write=write_cell, stacked=True)
        for (section,), of_section in cells.group_by("section", maintain_order=True)
    ]
    with st.container(key="facts"):
        st.html(head + "".join(parts))  # one element: a table of each section would be drawn at every click


def _left_out(silent: pl.DataFrame) -> str:
    """Say how many facts are left out, by their state; nothing where none is."""
    counted = dict(silent.group_by("state").len().rows())
    states = [f"{counted[state]} {state}" for state in MARKS if state in counted]
    return f"Facts that are left out: {', '.join(states)}." if states else ""


def offer_phenopacket(case_id: str) -> None:
    """Offer the case in the form in which case reports are exchanged elsewhere, made at the click."""
    casebook = held_release()  # the file is made on another thread, which is told the release
    offer_file(
        "Phenopacket",
        lambda: phenopacket_of(case_id, casebook),
        f"{case_id}.json",
        "application/json",
        key="download_phenopacket",
        level="all",
        icon=":material/download:",
        explanation="This case as GA4GH Phenopacket v2 (JSON): findings named and denied, drugs and measured values, "
        "each by its identifier. It has no place for latency, outcome and rechallenge; the CSV has them.",
    )


def _open(case_id: str) -> None:
    st.session_state["case"] = st.query_params["case"] = case_id


def _open_chosen() -> None:
    _open(st.session_state[_CHOICE])

"""The list of cases, and one case in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import polars.selectors as cs
import streamlit as st

from access.ui import offer_file
from casebook.addresses import doi_address, pubmed_address
from casebook.case_names import name_of
from casebook.phenopackets import phenopacket_of
from casebook.pubmed import search_address
from casebook.questions.case_list import ALWAYS_LISTED, FIRST_LISTED, LIST_COLUMNS, MOST_LISTED, with_found_in
from casebook.questions.words import in_whole_days
from casebook.store import ask_kept, held_release
from casebook.ui.cells import as_table, legend, write_cell
from common.html import as_html, as_link, as_passage, escape
from common.kept import once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.selection import Selection

ON_PAPER = (
    *("case_id", "drug", "latency", "prior_imid", "onset", "ct_patterns"),
    *("steroid_for_event", "outcome", "rechallenge_outcome", "read_as", "facts_known"),
)
"""Columns of the case list that a sheet has room for."""

_CHOICE = "case_choice_box"
"""Key of the widget in which a case is chosen."""

_SHORT = {
    "latency": "Latency",
    "prior_imid": "Prior IMiD",
    "steroid_for_event": "Steroid, event",
    "background_steroid": "Steroid, before",
}
"""Heads of columns too narrow for the name of their fact, which a hover tells."""

MOST_PRINTED = 200
"""Cases of the list that are printed."""


def choose_columns() -> list[str]:
    """Let the reader choose the columns of the list by their names; the choice stays for the session."""
    offered = [name for name in LIST_COLUMNS if name not in ALWAYS_LISTED]
    labels = {name: label for name, (label, _) in _explained(ask_kept("data_dictionary")).items()}
    with st.popover("Columns", key="columns", icon=":material/view_column:"):
        chosen = st.pills(
            "Columns of the list",
            offered,
            selection_mode="multi",
            default=FIRST_LISTED,
            format_func=labels.__getitem__,
            key="list_columns",
            persist_state="session",
        )
    return [name for name in LIST_COLUMNS if name in chosen or name in ALWAYS_LISTED]


def case_table(cases: pl.DataFrame, chosen: Sequence[str], question: str) -> str | None:
    """Show the chosen columns of the cases as a table that sorts. Give the case whose row was clicked, if any.

    `question` is that of the text search: where there is one, a column says in which facts its words are found.
    """
    if cases.height == MOST_LISTED:
        st.caption(f"The first {MOST_LISTED:,} cases are listed. The CSV holds all of them.")
    explained = _explained(ask_kept("data_dictionary"))
    event = st.dataframe(
        with_found_in(cases, question).with_columns(in_whole_days(pl.col("latency_days"))),
        hide_index=True,
        height="content",
        column_order=[name for name in chosen if name != "found_in" or question],
        column_config={
            name: st.column_config.Column(
                _SHORT.get(name, explained[name][0]),
                help=f"{explained[name][0]}: {explained[name][1]}",
                width=width,
                pinned=name == "case_name",
            )
            for name, width in LIST_COLUMNS.items()
        }
        | {
            "latency_days": st.column_config.NumberColumn(
                explained["latency_days"][0],
                help=explained["latency_days"][1],
                width=LIST_COLUMNS["latency_days"],
                format="%.4g",
            )
        },
        placeholder="not known",
        key="case_table",
        on_select="rerun",
        selection_mode="single-cell",
        alt="Published cases, one row each. Click a row to open its case.",
    )
    with st.container(key="how_to_open"):
        further = [explained[name][0] for name in LIST_COLUMNS if name not in (*chosen, *ALWAYS_LISTED)]
        st.caption(
            "Click a row to open its case with all facts, a column's head to sort."
            + escape(f" Not shown, to be chosen above: {', '.join(further)}." if further else "")
        )
    _list_on_paper(cases, {name: label for name, (label, _) in explained.items()})
    cells = event["selection"]["cells"]
    return str(cases["case_id"][cells[0][0]]) if cells else None


@once
def _explained(dictionary: pl.DataFrame) -> Mapping[str, tuple[str, str]]:
    """Give for each column of the list what stands above it, and what it means."""
    explained = {name: (label, meaning) for _, name, label, meaning, *_ in dictionary.rows()}
    return explained | {
        "case_name": ("Case", explained["case_name"][1]),
        "latency": ("Latency as reported", "In the unit of the source."),
        "found_in": ("Found in", "The facts in which the text search finds its words."),
    }


def _list_on_paper(cases: pl.DataFrame, labels: Mapping[str, str]) -> None:
    """Lay the list out for print alone: the table on the screen is a canvas, which a sheet would cut at the right."""
    cells = cases.head(MOST_PRINTED).with_columns(facts_known=pl.format("{} of {}", "facts_known", "facts_asked"))
    printed = cells.select(pl.col(name).alias(labels.get(name, "Latency")) for name in ON_PAPER)
    with st.container(key="on_paper"):
        st.html(as_table(printed.with_columns(cs.list().cast(pl.List(pl.String())).list.join("; "))))
        if cases.height > MOST_PRINTED:
            st.caption(f"The first {MOST_PRINTED} of {cases.height:,} listed cases are printed. The CSV holds all.")


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
    """Show every fact in clinical order, with its state and the place where it was read."""
    st.subheader("All facts", anchor=False)
    known_only = st.toggle("Only what is known", key="known_only")
    parts = []
    for (section,), of_section in rows.group_by("section", maintain_order=True):
        shown = of_section.filter(of_section["state"] == "known") if known_only else of_section
        if not shown.is_empty():
            cells = shown.select(Fact="label", Value="in_words", **{"Where read": "locator", "Note": "note"})
            parts.append(as_passage(title=str(section)) + as_html(cells, write=write_cell))
    states = set(rows["state"]) - {"known"} if not known_only else set()
    with st.container(key="facts"):
        st.html(legend(states) + "".join(parts))  # one element: a table of each section would be drawn at every click


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

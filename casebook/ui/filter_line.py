"""The line above a page: how many cases the filters leave, each filter to be taken off, link and files."""

from __future__ import annotations

import streamlit as st

from access.ui import may_see_local_cases, note_view, offer_file
from casebook import export
from casebook.codebook import APART, codebook
from casebook.file_names import file_name
from casebook.filters import TextFilter, terms_of
from casebook.questions.near_words import is_found, near_text
from casebook.questions.rows import SIDES
from casebook.selection import Selection
from casebook.store import held_release, release
from casebook.ui.changes import say_changes
from casebook.ui.contradictions import keep_contradicted_cases
from casebook.ui.filters import clear_filters, selection_of_widgets, take_off
from casebook.ui.frame import nothing_matches
from casebook.ui.kinds import say_that_kinds_are_mixed, set_terms
from casebook.ui.link import offer_link, print_line
from casebook.ui.local_cases import asks_for_local_cases
from casebook.ui.second_selection import let_go_of_second_selection, second_selection
from casebook.ui.terms_left import cases_left, count
from casebook.ui.undo import can_undo, undo
from common.html import escape
from common.ui.frame import with_semicolon

_WHAT_UNDO_DOES = (
    "Takes back the last change of the filters or of the comparison. The browser's own Back leaves the page instead."
)


def choose_selections() -> list[Selection]:
    """Give the filters as they are set, and the second selection if there is one. The page ends if none match.

    The line above the page speaks of the filters; a second line of the selection beside them.
    """
    selection, selected, beside = _chosen_and_counted(compares=True)
    keep_contradicted_cases([selection, *([] if beside is None else [beside])])
    if selected == 0:
        nothing_matches()
    if beside is None:
        return [selection]
    sides = ((selection, selected), (beside, count(beside)["selected"]))
    with st.container(key="sides"):
        for column, name, (side, cases) in zip(st.columns(2, gap="medium"), SIDES, sides, strict=True):
            column.info(f"**{name}** · {cases:,} {'case' if cases == 1 else 'cases'}: {escape(side.sentence())}")
    return [selection, beside]


def choose_selection() -> Selection:
    """Give the filters as they are set, and say in a line above the page what is filtered and what is left."""
    return _chosen_and_counted()[0]


def _chosen_and_counted(*, compares: bool = False) -> tuple[Selection, int, Selection | None]:
    """Give the filters as they are set, how many cases they leave, and the second selection; say all above the page.

    `compares` says whether the page holds the second selection beside the first.
    """
    # What is said differs from click to click. In a container it is one element, whatever it holds: the browser makes
    # columns anew, with their charts, where an element before them comes or goes.
    with st.container():
        return _say_above(compares=compares)


def _say_above(*, compares: bool) -> tuple[Selection, int, Selection | None]:
    _name_link_faults()
    selection, beside = selection_of_widgets(), second_selection()
    note_view(filter=selection.sentence(), release=str(release()["release"]))
    say_changes(selection)
    counted, every = count(selection), release()["cases"]
    selected, not_counted = counted["selected"], _not_counted(selection)
    with st.container(horizontal=True, vertical_alignment="center", key="filter_line"):
        words = selection.in_words()
        read = f", {counted['full_text']:,} read in full text"
        cases = "published cases" if asks_for_local_cases() and may_see_local_cases() else "cases"
        st.markdown(f"**{selected:,} of {every:,} {cases}**{read}{': ' if words else ' · no filter'}", width="content")
        if not_counted:
            st.button(
                not_counted,
                key="count_apart",
                on_click=set_terms,
                args=("counts", terms_of("counts")),
                help="Co-suspect only: the source holds another drug responsible. Reported twice: another case reports "
                "the same patient. Click to count them too.",
            )
        for key, in_words in words.items():
            st.button(f"{escape(in_words)} ✕", key=f"off_{key}", on_click=take_off, args=(key,))
        if beside is not None:
            st.button(
                f"beside: {escape(beside.sentence())} ✕",
                key="off_compare",
                on_click=let_go_of_second_selection,
                help=None if compares else "This page shows the filters alone; pages of findings show both.",
            )
        st.space("stretch")
        if words or beside is not None:
            st.button("Clear filters", key="clear_filters", on_click=clear_filters)
        if can_undo():
            st.button("Undo", key="undo", icon=":material/undo:", on_click=undo, help=_WHAT_UNDO_DOES)
        offer_link(selection)
        _offer_download(selection)
    print_line(selection, beside if compares else None, selected, not_counted)
    if 0 < counted["vascular"] < selected:
        say_that_kinds_are_mixed(counted["vascular"], selected)
    if selected == 0 and selection.q:
        _offer_near_text(selection)
    return selection, selected, beside


def _offer_near_text(selection: Selection) -> None:
    """Where no case at all has the words of the text search, say so, and offer near ones that some case has."""
    if is_found(Selection(q=selection.q)):
        return
    near = near_text(selection)
    with st.container(horizontal=True, vertical_alignment="center", key="nothing_found"):
        meant = "" if near is None else " Did you mean:"
        st.markdown(f"Nothing found for “{escape(selection.q)}”.{meant}", width="content")
        if near is not None:
            st.button(
                f"{escape(near)}", key="near_text", on_click=st.session_state.update, args=({TextFilter().key: near},)
            )


def _not_counted(selection: Selection) -> str:
    """Say how many cases stand apart that these filters would leave, and why; empty where none does."""
    if selection.counts:
        return ""
    left = cases_left(selection).get("counts", {})
    why = {term: left[term] for term in codebook().counting_as(APART, "counts") if term in left}
    each = ", ".join(why) if len(why) == 1 else ", ".join(f"{cases:,} {term}" for term, cases in why.items())
    return f"{sum(why.values()):,} not counted: {each}" if why else ""


def _name_link_faults() -> None:
    if faults := st.session_state["link_faults"]:
        st.warning(f"Left out of the link: {escape(' · '.join(map(str, faults)))}.", icon="⚠️")


def _offer_download(selection: Selection) -> None:
    # The file is made on another thread, which keeps what it held when it made another one, and knows no session.
    address, casebook, semicolon = st.context.url or "", held_release(), with_semicolon()
    offer_file(
        "CSV",
        lambda: export.cases_csv(selection, casebook, semicolon=semicolon),
        file_name("cases", selection, "csv"),
        "text/csv",
        key="download_csv",
        level="rows",
        icon=":material/download:",
        explanation="The filtered cases, one row a case, every fact with its state.",
    )
    offer_file(
        "ZIP",
        lambda: export.cases_zip(selection, address, casebook, semicolon=semicolon),
        file_name("cases", selection, "zip"),
        "application/zip",
        key="download_zip",
        level="all",
        icon=":material/folder_zip:",
        explanation="The CSV with sources, where each value was read, filter, release, licences and data dictionary.",
    )

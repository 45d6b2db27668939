"""How somebody begins a draft, or goes on in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.codebook import codebook
from common.html import as_html, as_passage, escape
from desk.checks import left_to_do
from desk.doubles import doubles_of_source, parse_source
from desk.drafts import ACCEPTED, OPEN, SUBMITTED, every_draft, read
from desk.errors import DeskError
from desk.present import present_cases
from desk.starting import start_correction, start_new
from desk.ui.session import folders, person, said_at, show_said

if TYPE_CHECKING:
    from desk.drafts import Draft

CHOSEN = "desk_draft"
"""Key of the widget that says which draft is open."""

_BEGUN = "desk_begun"
"""Key under which a session keeps the draft that was just begun, until it is opened."""

_TYPED = ("begin_identifier", "begin_author", "begin_year", "begin_case_id")


def begin_case() -> None:
    """Ask for the source of a new case, name possible doubles before anything else is typed, and start the draft."""
    if _BEGUN in st.session_state:
        st.session_state.update(dict.fromkeys(_TYPED, ""))  # it is in the draft now
    with st.expander("Begin a new case"):
        first, second, third = st.columns([3, 2, 1])
        identifier = first.text_input("DOI or PubMed number", key="begin_identifier", help="Nothing is fetched.")
        author = second.text_input("Family name of the first author", key="begin_author")
        year = third.text_input("Year", key="begin_year")
        try:
            source = parse_source(identifier, author, year)
        except DeskError as error:
            st.error(escape(str(error)))
            return
        doubles = doubles_of_source(source, present_cases(folders().cases), every_draft())
        if doubles:
            st.warning(escape(f"May be the same source: {'; '.join(f'{one.name} ({one.why})' for one in doubles)}."))
        elif any(source):
            st.caption("No case and no draft was read in this source, as far as can be told.")
        proposed = f"{author.strip().lower()}-{year.strip()}" if author.strip() and year.strip() else ""
        case_id = st.text_input(
            "Name of the case", key="begin_case_id", placeholder=proposed or "doe-2024", help="As in doe-2024-2."
        )
        if st.button("Begin", key="begin", type="primary"):
            with said_at("begin"):
                st.session_state[_BEGUN] = start_new(person(), case_id or proposed, source, folders().cases)
                st.rerun()
        show_said("begin")


def begin_correction() -> None:
    """Let somebody choose a published case and start its correction."""
    with st.expander("Correct a case"):
        cases = present_cases(folders().cases)
        names = {case.case_id: case.name for case in cases}
        case_id = st.selectbox(
            "Case", names, index=None, format_func=names.__getitem__, key="begin_correction_of", placeholder="choose"
        )
        if st.button("Correct it", key="begin_correction", disabled=case_id is None) and case_id:
            with said_at("begin_correction"):
                st.session_state[_BEGUN] = start_correction(person(), case_id, folders().cases)
                st.rerun()
        show_said("begin_correction")


def choose_draft() -> Draft | None:
    """List the drafts that are not published or withdrawn, and give the one that is chosen."""
    drafts = {draft.name: draft for draft in every_draft() if draft.state in {*OPEN, SUBMITTED, ACCEPTED}}
    if not drafts:
        st.html(as_passage("There is no draft. Begin a case, or correct one."))
        return None
    if (begun := st.session_state.pop(_BEGUN, None)) in drafts:
        st.session_state[CHOSEN] = begun
    if st.session_state.get(CHOSEN) not in {*drafts, None}:
        st.session_state[CHOSEN] = None
    chosen = st.selectbox(
        "Draft",
        drafts,
        index=None,
        format_func=lambda name: _words(drafts[name]),
        key=CHOSEN,
        persist_state="session",
        placeholder="choose a draft to go on with",
    )
    if chosen is None:
        rows = [
            {
                "Case": draft.case_id,
                "State": draft.state,
                "By": ", ".join(sorted(draft.authors)),
                "Answered": str(left_to_do(draft, codebook())),
            }
            for draft in drafts.values()
        ]
        st.html(as_html(pl.DataFrame(rows)))
        return None
    return read(chosen)


def _words(draft: Draft) -> str:
    what = "correction of " if draft.before is not None else ""
    return f"{what}{draft.case_id} · {draft.state} · {', '.join(sorted(draft.authors))}"

"""The link of a view: the release that it names, and the link that a reader copies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from casebook.board.patient import Patient
from casebook.link_keys import CASES, PAGE_KEYS, PATIENT_PREFIX, PUBLISHED
from casebook.questions.claims import DRUG_OF_REPORT
from casebook.store import release
from common.html import as_passage, at_the_foot_of_each_sheet
from common.qr_code import as_qr_code

if TYPE_CHECKING:
    from casebook.selection import Selection

RELEASE = "release"
"""Key of the release in links, and of the release that the link of this session named."""

_LEFT = "release_left"
"""Key of the release of a link from which the reader went on to today's."""

_OPENED = "opened_case"
"""Key in the session of a case that a click has opened."""

PAGE = "page"
"""Key in the session of the path of the page that is shown."""

_UNSAID = {"view": "prepare", "against": DRUG_OF_REPORT, CASES: PUBLISHED}
"""Value of a key that a link need not say."""


def release_of_link() -> str:
    """Give the release that the link of this session names, until the reader goes on with today's; else nothing.

    It is kept in the session, since the address loses it at the first change of page.
    """
    named = st.query_params.get(RELEASE)
    if named and named != st.session_state.get(_LEFT):
        st.session_state[RELEASE] = named
    return st.session_state.get(RELEASE, "")


def open_case(case_id: str) -> None:
    """Open the page of a case at the next run: the callback of a click cannot change the page by itself."""
    st.session_state[_OPENED] = case_id


def go_to_opened_case() -> None:
    """Change to the page of a case that was opened by a click; the filters stay."""
    opened = st.session_state.pop(_OPENED, None)
    if opened is not None:
        st.switch_page("cases/one_case.py", query_params={"case": opened})


def go_on_with_today() -> None:
    """Take the release of the link off; the way back, to an address that names it, does not bring it back."""
    st.session_state[_LEFT] = st.session_state.pop(RELEASE, "")
    st.query_params.pop(RELEASE, None)


def offer_link(selection: Selection) -> None:
    """Offer the link of this view to be copied: filters, keys of the page, the patient on the board, the release."""
    opened = st.popover("Link", key="copy_link", on_change="rerun", icon=":material/link:")
    if opened.open:
        with opened:
            link = link_of_view(selection)
            st.code(link, language=None, wrap_lines=True)
            st.html(as_qr_code(link, "QR code of this link"))
            st.caption(
                "The sign at the corner copies it, the square is for the camera of a phone. It shows this view again, "
                "and says what changed if another release is there by then."
            )


def print_line(selection: Selection, beside: Selection | None, cases: int) -> None:
    """Write for print alone what each sheet has to say: cases, filter, comparison, link, release, date."""
    today = release()
    parts = [
        f"{cases:,} of {today['cases']:,} cases. Filter: {selection.sentence()}.",
        *([f"Compared with: {beside.sentence()}."] if beside is not None else []),
        f"Release {today['release']}, printed {datetime.now(UTC):%Y-%m-%d}.",
        link_of_view(selection),
    ]
    words = " ".join(parts)
    with st.container(key="on_paper_first"):
        st.html(as_passage(words))
    st.html(at_the_foot_of_each_sheet(words))


def link_of_view(selection: Selection) -> str:
    """Write the whole link of this view, without what belongs to another page."""
    address, page = (st.context.url or "").partition("?")[0], st.session_state[PAGE]
    of_page = [key for key, of_one in PAGE_KEYS.items() if of_one.page in {"", page} and key != RELEASE]
    values = {key: st.session_state.get(key, st.query_params.get(key)) for key in of_page}
    page_keys = urlencode([(key, value) for key, value in values.items() if value and value != _UNSAID.get(key)])
    stated = ""
    if page == "board":
        stated = _patient().to_query()
    parts = (page_keys, selection.to_query(), stated, urlencode({RELEASE: str(release()["release"])}))
    return f"{address}?{'&'.join(part for part in parts if part)}"


def _patient() -> Patient:
    """Give the patient of the board; on the first run of a page, whose widgets stand below, that of the address."""
    if any(str(key).startswith(PATIENT_PREFIX) for key in st.session_state):
        return Patient.from_widgets(st.session_state)  # ty: ignore[invalid-argument-type]  a mapping
    return Patient.from_values({key: st.query_params.get_all(key) for key in st.query_params})[0]

"""The link of a view: the release that it names, and the link that a reader copies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from access.ui import may_see_local_cases
from casebook.board.patient import Patient
from casebook.export import STANDING_SENTENCE
from casebook.link_keys import CASES, LOCAL_RELEASE, PAGE_KEYS, PATIENT_PREFIX, PUBLISHED, RELEASE
from casebook.questions.claims import DRUG_OF_REPORT
from casebook.selection import is_of_local_cases
from casebook.store import release
from common.html import as_printed
from common.qr_code import as_qr_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casebook.selection import Selection

_LEFT = "{}_left"
"""Key of the release of a link, by its own key, from which the reader went on to today's."""

_HELD = "releases_held"
"""Key in the session of the name of the local release that a run shows, and whether it shows no other."""

_OPENED = "opened_case"
"""Key in the session of a case that a click has opened."""

PAGE = "page"
"""Key in the session of the path of the page that is shown."""

_RELEASES = {RELEASE: "release", LOCAL_RELEASE: "local release"}
"""How the releases are called on paper, by their keys."""

_UNSAID = {"view": "prepare", "against": DRUG_OF_REPORT, CASES: PUBLISHED}
"""Value of a key that a link need not say."""


def release_of_link(key: str = RELEASE) -> str:
    """Give the release that the link of this session names, until the reader goes on with today's; else nothing.

    It is kept in the session, since the address loses it at the first change of page. `key` is that of the published
    or of the local release.
    """
    named = st.query_params.get(key)
    if named and named != st.session_state.get(_LEFT.format(key)):
        st.session_state[key] = named
    return st.session_state.get(key, "")


def hold_releases(local: str = "", *, alone: bool = False) -> None:
    """Keep, for the links and the print of this run, the local release that it shows, and whether it shows no other."""
    st.session_state[_HELD] = (local, alone)


def open_case(case_id: str) -> None:
    """Open the page of a case at the next run: the callback of a click cannot change the page by itself."""
    st.session_state[_OPENED] = case_id


def go_to_opened_case() -> None:
    """Change to the page of a case that was opened by a click; the filters stay."""
    opened = st.session_state.pop(_OPENED, None)
    if opened is not None:
        st.switch_page("cases/one_case.py", query_params={"case": opened})


def go_on_with_today(key: str = RELEASE) -> None:
    """Take the release of the link off; the way back, to an address that names it, does not bring it back."""
    st.session_state[_LEFT.format(key)] = st.session_state.pop(key, "")
    st.query_params.pop(key, None)


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


def print_line(selection: Selection, beside: Selection | None, cases: int, not_counted: str = "") -> None:
    """Write for print alone what each sheet has to say: cases, filter, comparison, link, release, date.

    `not_counted` says how many cases stand apart, and why. What published cases cannot say is printed here too, and not
    below the page: it would be alone on a sheet where the page before it fills one.
    """
    compared = "" if beside is None else f" Compared with: {beside.sentence()}."
    on_each_sheet(
        f"{cases:,} of {release()['cases']:,} cases{f' ({not_counted})' if not_counted else ''}. "
        f"Filter: {selection.sentence() if selection.active() else 'none'}.{compared}",
        releases_of_view(),
        link_of_view(selection),
        once=STANDING_SENTENCE,
    )


def on_each_sheet(shown: str, releases: Mapping[str, str], link: str = "", once: str = "") -> None:
    """Write for print alone what each sheet has to say: what is shown, the releases by their keys, date and link.

    `once` is said on the first sheet alone.
    """
    named = ", ".join(f"{_RELEASES[key]} {name}" for key, name in releases.items())
    printed = f"{named}, printed {datetime.now(UTC):%Y-%m-%d}."
    st.html(as_printed(f"{shown} {printed[0].upper()}{printed[1:]} {link}".strip(), once))


def link_of_view(selection: Selection) -> str:
    """Write the whole link of this view, without what belongs to another page."""
    address, page = (st.context.url or "").partition("?")[0], st.session_state[PAGE]
    of_page = [key for key, of_one in PAGE_KEYS.items() if of_one.page in {"", page} and key not in _RELEASES]
    values = {key: st.session_state.get(key, st.query_params.get(key)) or "" for key in of_page}
    if not may_see_local_cases():  # whose own link may name local cases all the same
        values |= {CASES: "", "compare": "" if is_of_local_cases(values["compare"]) else values["compare"]}
    page_keys = urlencode([(key, value) for key, value in values.items() if value and value != _UNSAID.get(key)])
    stated = ""
    if page == "board":
        stated = _patient().to_query()
    parts = (page_keys, selection.to_query(), stated, urlencode(releases_of_view()))
    return f"{address}?{'&'.join(part for part in parts if part)}"


def releases_of_view() -> dict[str, str]:
    """Give the releases that this run shows, by their keys."""
    local, alone = st.session_state.get(_HELD, ("", False))
    published = {} if alone else {RELEASE: str(release()["release"])}
    return published | ({LOCAL_RELEASE: local} if local else {})


def _patient() -> Patient:
    """Give the patient of the board; on the first run of a page, whose widgets stand below, that of the address."""
    if any(str(key).startswith(PATIENT_PREFIX) for key in st.session_state):
        return Patient.from_widgets(st.session_state)  # ty: ignore[invalid-argument-type]  a mapping
    return Patient.from_values({key: st.query_params.get_all(key) for key in st.query_params})[0]

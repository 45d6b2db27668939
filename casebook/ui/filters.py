"""The filters in the sidebar, and the line above a page that says what they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from casebook import export
from casebook.board.patient import blank_widgets
from casebook.causality import JUDGED
from casebook.selection import LONGEST_LATENCY, NAMES, TERMS, Selection
from casebook.store import ask_each, held_release, release
from casebook.ui.changes import say_changes
from casebook.ui.comparison import NOTHING, compared_selection, offer_comparison
from casebook.ui.frame import nothing_matches
from casebook.ui.link import RELEASE, begin_run, hold_release_in_link, path_of_page, said_of_link
from common.html import escape

if TYPE_CHECKING:
    from collections.abc import Callable

_TICKS = tuple(
    int(day)
    for day in (
        "0 1 2 3 4 5 6 7 8 9 10 12 14 17 21 25 30 36 42 50 60 75 90 105 120 150 180 210 240 300 "
        f"365 450 540 640 730 900 1095 1460 1825 2555 {LONGEST_LATENCY}"
    ).split()
)
"""Days at which the latency filter can be set with the mouse, about evenly apart on a logarithmic scale."""

_MORE = ("onset", "outcome", "finding", "read_as")
"""Filters that stand in an expander."""

_ENTERED = "page_entered"
"""Where the path of the page of the last run is kept."""

_HELP = {
    "drug": "The IMiD to which the lung injury is attributed.",
    "prior_imid": "Whether another IMiD was given before the suspect drug.",
    "steroid": "Steroid given for the lung event. Background steroid of the myeloma regimen does not count here.",
    "rechallenge": "What happened when the suspect drug was given again.",
    "onset": "Tempo of the onset.",
    "outcome": "How the lung injury ended.",
    "finding": "Symptom, CT pattern or CT distribution that the source names.",
    "read_as": "How much of the source was read.",
}


def offer_filters() -> None:
    """Put the filters into the sidebar. Their widgets are bound to the URL: a link reproduces the view."""
    begin_run()
    _read_link()
    _write_lost_filters()
    with st.sidebar:
        _offer_terms("drug")
        st.select_slider(
            "Latency (days, logarithmic)",
            _latency_ticks(),
            value=(0, LONGEST_LATENCY),
            format_func=_latency_written(),
            key="latency",
            bind="query-params",
            help="From the start of the suspect drug to the lung event. Both ends count; the last means “or later”.",
        )
        st.toggle("Keep cases of unknown latency", value=True, key="latency_unknown", bind="query-params")
        for key in ("prior_imid", "steroid", "rechallenge"):
            _offer_terms(key)
        more = st.expander("More filters", key="more_filters", expanded=_more_in_use())
        with more:
            _offer_list("onset")
            _offer_list("outcome")
            _offer_list("finding")
            _offer_list("read_as")
        st.text_input(
            "Text",
            key="q",
            bind="query-params",
            type="search",
            placeholder="words in citation or findings",
            help="Cases whose citation or findings hold all of these words.",
        )
        offer_comparison()
        hold_release_in_link()


def choose_selections() -> list[Selection]:
    """Give the filters as they are set, and the selection to compare with if there is one. The page ends if none match.

    The line above the page speaks of the filters; a second line of the selection beside them.
    """
    selection, selected = _chosen_and_counted()
    if selected == 0:
        nothing_matches()
    beside = compared_selection()
    if beside is None:
        return [selection]
    sides = ((selection, selected), (beside, _cases_left(beside)))
    for column, (side, cases) in zip(st.columns(2, gap="medium"), sides, strict=True):
        column.info(f"{cases:,} {'case' if cases == 1 else 'cases'}: {escape(side.sentence())}")
    return [selection, beside]


def choose_selection() -> Selection:
    """Give the filters as they are set, and say in a line above the page what is filtered and what is left."""
    return _chosen_and_counted()[0]


def _chosen_and_counted() -> tuple[Selection, int]:
    """Give the filters as they are set and how many cases they leave; say both in a line above the page."""
    _name_link_faults()
    selection = _selection_of_widgets()
    say_changes(selection)
    selected, every = _cases_left(selection), release()["cases"]
    with st.container(horizontal=True, vertical_alignment="center", key="filter_line"):
        words = selection.in_words()
        st.markdown(f"**{selected:,} of {every:,} cases**{': ' if words else ' · no filter'}", width="content")
        for key, said in words.items():
            st.button(f"{escape(said)} ✕", key=f"off_{key}", on_click=_take_off, args=(key,))
        if words:
            st.button(
                "New patient",
                key="new_patient",
                type="primary",
                on_click=begin_anew,
            )
        st.space("stretch")
        _offer_download(selection)
    return selection, selected


def _cases_left(selection: Selection) -> int:
    (counted,) = ask_each([selection], "selected_count")["selected_count"]
    return counted["selected"].item()


def begin_anew() -> None:
    """Clear everything that was chosen or stated, on every page, for the next patient; and say so."""
    _take_off(*NAMES)
    st.session_state["compare"] = ""
    if "compare_offer" in st.session_state:
        st.session_state["compare_offer"] = NOTHING
    st.session_state.update(blank_widgets())
    st.session_state.update(dict.fromkeys(JUDGED, None))
    st.toast("New patient: the patient, the picked cases and all filters are cleared.", icon="🧹")


def _more_in_use() -> bool:
    """Say whether a filter inside the expander is set, so that it is not hidden."""
    return any(st.session_state.get(key) or st.query_params.get_all(key) for key in _MORE)


def _offer_terms(key: str) -> None:
    label = NAMES[key][0].upper() + NAMES[key][1:]
    st.pills(label, TERMS[key], selection_mode="multi", key=key, bind="query-params", help=_HELP[key])


def _read_link() -> None:
    """Read the link before the widgets do: they drop what they do not know, and say nothing."""
    selection, faults = Selection.from_values({key: st.query_params.get_all(key) for key in st.query_params})
    said_of_link("link_faults", faults)
    st.session_state.setdefault("latency_named_by_link", set()).update(selection.latency)


def _write_lost_filters() -> None:
    """Have the widgets write again what they are set to, where a page was entered by a link that does not say it.

    Streamlit carries over to the next page what its widgets in the browser have named as theirs. A page left within
    moments of a cold link has none there yet: the filters stay, and the link to the next page lacks them.
    """
    here = path_of_page()
    if st.session_state.get(_ENTERED) == here:
        return
    st.session_state[_ENTERED] = here
    blank = Selection()
    for key in (*NAMES, "compare", RELEASE):
        if key not in st.query_params and key in st.session_state:
            value = st.session_state[key]
            default = getattr(blank, key, "")
            if value != (list(default) if key in TERMS else default):
                st.session_state[key] = value  # Streamlit writes a value that is set here into the link


def _selection_of_widgets() -> Selection:
    """Give the filters as the widgets are set."""
    return Selection(
        **{key: tuple(term for term in TERMS[key] if term in st.session_state[key]) for key in TERMS},
        latency=tuple(st.session_state["latency"]),
        latency_unknown=st.session_state["latency_unknown"],
        q=" ".join(st.session_state["q"].split()),
    )


def _offer_list(key: str) -> None:
    """Offer the terms of a filter in a list that opens: less to draw at every click than a button for each term."""
    label = NAMES[key][0].upper() + NAMES[key][1:]
    st.multiselect(label, TERMS[key], key=key, bind="query-params", help=_HELP[key])


def _latency_ticks() -> list[int]:
    """Give the days of the slider, and those that a link of this session has named."""
    return sorted({*_TICKS, *st.session_state["latency_named_by_link"]})


def _latency_written() -> Callable[[int], str]:
    """Write a day of the slider as links do. Where the link is faulty, otherwise: the slider would take half of it."""
    faulty = any(fault.key == "latency" for fault in st.session_state["link_faults"])
    return "{} days".format if faulty else str


def _name_link_faults() -> None:
    for fault in st.session_state["link_faults"]:
        st.warning(f"Left out of the link: {escape(str(fault))}.", icon="⚠️")


def _take_off(*keys: str) -> None:
    blank = Selection()
    for key in keys:
        value: Any = getattr(blank, key)
        st.session_state[key] = list(value) if key in TERMS else value


def _offer_download(selection: Selection) -> None:
    # The file is made on another thread, which keeps what it held when it made another one: it is told the release.
    address, casebook = st.context.url or "", held_release()
    st.download_button(
        "CSV",
        lambda: export.cases_csv(selection, casebook),
        "cases.csv",
        "text/csv",
        key="download_csv",
        on_click="ignore",
        icon=":material/download:",
        help="The filtered cases, one row a case, every fact with its state.",
    )
    st.download_button(
        "ZIP with sources",
        lambda: export.cases_zip(selection, address, casebook),
        "cases.zip",
        "application/zip",
        key="download_zip",
        on_click="ignore",
        icon=":material/folder_zip:",
        help="The CSV, where each value was read, filter, release, sources, licences, and data dictionary.",
    )

"""The filters in the sidebar: their widgets, bound to the link, and what they are set to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.board.patient import blank_widgets
from casebook.causality import JUDGED
from casebook.filters import RangeFilter, TermsFilter, TextFilter, UnknownFilter, filters
from casebook.link_keys import CASES, PUBLISHED
from casebook.selection import Selection
from casebook.ui.folded import folded
from casebook.ui.link import PAGE, go_to_opened_case
from casebook.ui.local_cases import are_local_cases_chosen, offer_local_cases, refuse_local_cases
from casebook.ui.second_selection import let_go_of_second_selection, offer_second_selection
from casebook.ui.terms_left import cases_left, say_below, write_into_buttons
from casebook.ui.undo import keep_view
from common.ui.frame import offer_semicolon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from casebook.filters import CaseFilter
    from casebook.keyed import Value

_FURTHER = "more_filters"
"""Key of the expander."""


def offer_filters(page: str, is_foreign: Callable[[str], bool], *, local: bool = False, narrows: bool = True) -> None:
    """Put the filters into the sidebar of a page. Their widgets are bound to the URL: a link reproduces the view.

    `page` is the path of the page in its address. `is_foreign` tells keys of links to pages that are not about cases:
    Streamlit carries those over from such a page, and takes them off at the end of the run. `local` says whether the
    reader may see the hospital's own cases, `narrows` whether the page shows the cases that the filters leave.
    """
    go_to_opened_case()
    _read_link(is_foreign)
    if not local:
        refuse_local_cases()
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE] = page
        _write_lost_filters()
    with st.sidebar:
        if not narrows:
            st.caption("This page stays the same whatever is set here. The pages of findings and cases follow it.")
        if local:
            offer_local_cases()
        _offer_each(_first_of_sidebar())
        further = _offer_further(_standing("more"))
        _offer_each(_standing("last"))
        selection = selection_of_widgets()
        offer_second_selection(selection, local=local)
        offer_semicolon()
        if not are_local_cases_chosen():  # the counts beside the terms are those of published cases
            left = cases_left(selection)
            write_into_buttons(left)
            if further is not None:
                with further:
                    say_below(left)
    keep_view(selection.items(), st.session_state.get("compare", ""))


def clear_filters() -> None:
    """Take all filters and the comparison off; “Undo” brings them back."""
    take_off(*filters())
    let_go_of_second_selection()


def begin_anew() -> None:
    """Clear everything that was chosen or stated, on every page, for the next patient; and say so."""
    clear_filters()
    st.session_state.update(blank_widgets())
    st.session_state.update(dict.fromkeys(JUDGED, None))
    st.toast("New patient: the patient, the picked cases and all filters are cleared.", icon="🧹")


def _standing(place: str) -> list[CaseFilter]:
    """Give the filters of one place, in their order."""
    return [record for record in filters().values() if record.place == place]


def _first_of_sidebar() -> list[CaseFilter]:
    """Give the filters that stand open in the sidebar: the first, then the ranges, then the others."""
    first, *others = _standing("sidebar")
    return [first, *sorted(others, key=lambda record: isinstance(record, TermsFilter))]


def _offer_further(records: Sequence[CaseFilter]) -> DeltaGenerator | None:
    """Offer filters under an expander, and give it; None where nobody sees them."""
    if not records:
        return None
    blank = _blank_widgets()
    of_these = {record.key: blank[record.key] for record in records}
    opened = folded("More filters", _FURTHER, of_these, in_use=_are_in_use(records))
    if opened is not None:
        with opened:
            _offer_each(records)
    return opened


def _are_in_use(records: Iterable[CaseFilter]) -> bool:
    """Say whether one of these filters is set, so that the expander does not hide it."""
    blank = _blank_widgets()
    keys = [record.key for record in records]
    return any(st.session_state.get(key, blank[key]) != blank[key] or st.query_params.get_all(key) for key in keys)


def _offer_each(records: Iterable[CaseFilter]) -> None:
    for record in records:
        label = record.name[0].upper() + record.name[1:]
        if isinstance(record, TermsFilter):
            _offer_terms(record, label)
        elif isinstance(record, RangeFilter):
            _offer_range(record, label)
        elif isinstance(record, UnknownFilter):
            st.toggle(f"Keep cases of {record.name}", value=True, key=record.key, bind="query-params")
        else:
            _offer_text(record, label)


def _offer_terms(record: TermsFilter, label: str) -> None:
    """Offer each term as a button; in the expander in a list that opens, which is less to draw at every click."""
    if record.place == "more":
        st.multiselect(label, record.terms, key=record.key, bind="query-params", help=record.help)
    else:
        st.pills(label, record.terms, selection_mode="multi", key=record.key, bind="query-params", help=record.help)


def _offer_range(record: RangeFilter, label: str) -> None:
    """Offer the numbers of a range, and those that a link of this session has named."""
    unit = [record.unit, "logarithmic"] if record.is_long else [record.unit]
    st.select_slider(
        f"{label} ({', '.join(part for part in unit if part)})".removesuffix(" ()"),
        sorted({*record.ticks(), *st.session_state["ends_named_by_link"].get(record.key, ())}),
        value=record.default,
        format_func=_number_of_slider(record),
        key=record.key,
        bind="query-params",
        help=record.help,
    )


def _offer_text(record: TextFilter, label: str) -> None:
    st.text_input(
        label,
        key=record.key,
        bind="query-params",
        type="search",
        placeholder="words or their beginnings",
        help=record.help,
    )


def _read_link(is_foreign: Callable[[str], bool]) -> None:
    """Read the link before the widgets do: they drop what they do not know, and say nothing."""
    selection, faults = Selection.from_values(
        {key: st.query_params.get_all(key) for key in st.query_params if not is_foreign(key)}
    )
    st.session_state["link_faults"] = faults
    ends_named = st.session_state.setdefault("ends_named_by_link", {})
    for key in (record.key for record in filters().values() if isinstance(record, RangeFilter)):
        ends_named.setdefault(key, set()).update(getattr(selection, key))


def _write_lost_filters() -> None:
    """Have the widgets write again what they are set to, where a page was entered by a link that does not say it.

    Streamlit carries over to the next page what its widgets in the browser have named as theirs. A page left within
    moments of a cold link has none there yet: the filters stay, and the link to the next page lacks them.
    """
    for key, blank in {**_blank_widgets(), "compare": "", CASES: PUBLISHED}.items():
        if key not in st.query_params and key in st.session_state:
            value = st.session_state[key]
            if value != blank:
                st.session_state[key] = value  # Streamlit writes a value that is set here into the link


def selection_of_widgets() -> Selection:
    """Give the filters as the widgets are set."""
    chosen: dict[str, Value] = {}
    for key, record in filters().items():
        value = st.session_state[key]
        if isinstance(record, TermsFilter):
            chosen[key] = record.in_order(value)
        elif isinstance(record, RangeFilter):
            chosen[key] = tuple(value)
        else:
            chosen[key] = " ".join(value.split()) if isinstance(value, str) else value
    return Selection(**chosen)


def _number_of_slider(record: RangeFilter) -> Callable[[int], str]:
    """Write a number of the slider as links do; of a faulty link otherwise, or the slider would take half of it."""
    is_faulty = any(fault.key == record.key for fault in st.session_state["link_faults"])
    return f"{{}} {record.unit or 'exactly'}".format if is_faulty else str


def _blank_widgets() -> dict[str, object]:
    """Give for each filter what its widget holds when every case is left."""
    return {key: [] if isinstance(record, TermsFilter) else record.default for key, record in filters().items()}


def take_off(*keys: str) -> None:
    """Take filters off, so that they leave every case."""
    st.session_state.update({key: blank for key, blank in _blank_widgets().items() if key in keys})

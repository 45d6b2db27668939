"""The filters in the sidebar, and the line above a page that says what they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from access.ui import note_view, offer_file
from casebook import export
from casebook.board.patient import blank_widgets
from casebook.causality import JUDGED
from casebook.codebook import APART, codebook
from casebook.filters import RangeFilter, TermsFilter, TextFilter, UnknownFilter, filters, terms_of
from casebook.questions.near_words import is_found, near_text
from casebook.selection import Selection
from casebook.store import ask_each, held_release, release
from casebook.ui.changes import say_changes
from casebook.ui.frame import nothing_matches
from casebook.ui.kinds import say_that_kinds_are_mixed, set_terms
from casebook.ui.link import PAGE, go_to_opened_case, offer_link
from casebook.ui.second_selection import let_go_of_second_selection, offer_second_selection, second_selection
from common.html import escape
from common.ui.frame import offer_semicolon, with_semicolon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from casebook.filters import CaseFilter
    from casebook.keyed import Value


def offer_filters(page: str, is_foreign: Callable[[str], bool]) -> None:
    """Put the filters into the sidebar of a page. Their widgets are bound to the URL: a link reproduces the view.

    `page` is the path of the page in its address. `is_foreign` tells keys of links to pages that are not about cases:
    Streamlit carries those over from such a page, and takes them off at the end of the run.
    """
    go_to_opened_case()
    _read_link(is_foreign)
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE] = page
        _write_lost_filters()
    with st.sidebar:
        _offer_each(_first_of_sidebar())
        in_expander = _standing("more")
        if in_expander:
            with st.expander("More filters", key="more_filters", expanded=_are_in_use(in_expander)):
                _offer_each(in_expander)
        _offer_each(_standing("last"))
        offer_second_selection(_selection_of_widgets())


def choose_selections() -> list[Selection]:
    """Give the filters as they are set, and the second selection if there is one. The page ends if none match.

    The line above the page speaks of the filters; a second line of the selection beside them.
    """
    selection, selected = _chosen_and_counted()
    if selected == 0:
        nothing_matches()
    beside = second_selection()
    if beside is None:
        return [selection]
    sides = ((selection, selected), (beside, _count(beside)["selected"]))
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
    note_view(filter=selection.sentence(), release=str(release()["release"]))
    say_changes(selection)
    counted, every = _count(selection), release()["cases"]
    selected, apart = counted["selected"], _terms_apart()
    left_apart = 0 if selection.counts else _count(selection.replace(counts=apart))["selected"]
    with st.container(horizontal=True, vertical_alignment="center", key="filter_line"):
        words = selection.in_words()
        st.markdown(f"**{selected:,} of {every:,} cases**{': ' if words else ' · no filter'}", width="content")
        if left_apart:
            st.button(
                f"{left_apart:,} more {'stands' if left_apart == 1 else 'stand'} apart",
                key="count_apart",
                on_click=set_terms,
                args=("counts", terms_of("counts")),
                help="The IMiD is co-suspect only, or another case reports the same patient. Click to count them too.",
            )
        for key, in_words in words.items():
            st.button(f"{escape(in_words)} ✕", key=f"off_{key}", on_click=_take_off, args=(key,))
        if words:
            st.button(
                "New patient",
                key="new_patient",
                type="primary",
                on_click=begin_anew,
            )
        st.space("stretch")
        offer_link(selection)
        _offer_download(selection)
    if 0 < counted["vascular"] < selected:
        say_that_kinds_are_mixed(counted["vascular"], selected)
    if selected == 0 and selection.q:
        _offer_near_text(selection)
    return selection, selected


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


def _count(selection: Selection) -> dict[str, int]:
    """Count the cases that a selection leaves, and those of pulmonary hypertension among them."""
    (counted,) = ask_each([selection], "selected_count")["selected_count"]
    return counted.row(0, named=True)


def _terms_apart() -> tuple[str, ...]:
    """Name what the cases are that stand apart."""
    return codebook().counting_as(APART, "counts")


def begin_anew() -> None:
    """Clear everything that was chosen or stated, on every page, for the next patient; and say so."""
    _take_off(*filters())
    let_go_of_second_selection()
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
    st.caption(record.looks_in)


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
    for key, blank in {**_blank_widgets(), "compare": ""}.items():
        if key not in st.query_params and key in st.session_state:
            value = st.session_state[key]
            if value != blank:
                st.session_state[key] = value  # Streamlit writes a value that is set here into the link


def _selection_of_widgets() -> Selection:
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


def _name_link_faults() -> None:
    for fault in st.session_state["link_faults"]:
        st.warning(f"Left out of the link: {escape(str(fault))}.", icon="⚠️")


def _take_off(*keys: str) -> None:
    st.session_state.update({key: blank for key, blank in _blank_widgets().items() if key in keys})


def _offer_download(selection: Selection) -> None:
    # The file is made on another thread, which keeps what it held when it made another one, and knows no session.
    address, casebook, semicolon = st.context.url or "", held_release(), with_semicolon()
    offer_file(
        "CSV",
        lambda: export.cases_csv(selection, casebook, semicolon=semicolon),
        "cases.csv",
        "text/csv",
        key="download_csv",
        level="rows",
        icon=":material/download:",
        explanation="The filtered cases, one row a case, every fact with its state.",
    )
    offer_file(
        "ZIP with sources",
        lambda: export.cases_zip(selection, address, casebook, semicolon=semicolon),
        "cases.zip",
        "application/zip",
        key="download_zip",
        level="all",
        icon=":material/folder_zip:",
        explanation="The CSV, where each value was read, filter, release, sources, licences, and data dictionary.",
    )
    offer_semicolon()

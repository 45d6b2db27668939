"""The pages of findings over the hospital's own cases: counts by term, alone or beside those of published ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from access.ui import note_view
from casebook.store import ask_kept
from casebook.ui.filters import clear_filters, selection_of_widgets
from casebook.ui.link import link_of_view, offer_link, on_each_sheet, releases_of_view
from casebook.ui.local_cases import are_local_cases_chosen
from casebook.ui.second_selection import let_go_of_second_selection, read_comparison
from common.charts import with_sentence
from common.html import as_passage, escape
from common.ui.figure import draw, rows_behind
from common.ui.frame import standing_sentence
from desk.local_chart import LOCAL, PUBLISHED, counts_of, rows_of_counts, sentence_of_counts, table_of_counts
from desk.local_counts import LEAST, counted_facts, narrowing_of, published_counts, read_local_release
from desk.page_facts import facts_of_page
from desk.ui.local_release import say_other_local_release
from desk.ui.session import folders, for_local_readers, note_local_read

if TYPE_CHECKING:
    import polars as pl

    from casebook.selection import Selection
    from desk.hiding import Term
    from desk.local_counts import LocalRelease

_FIRST = "overview"
"""The page of findings whose path is empty."""

HOW_HIDDEN = (
    f"Local counts from 1 to {LEAST - 1} are hidden, and with them others from which they could be computed. "
    "Published cases are reports that somebody chose to write up; the local ones are those that were entered here. No "
    "count holds both, and no single local case is named."
)
_OF_LOCAL = (
    "Local cases, chosen by what somebody noticed and entered here: they cannot give frequency, risk or proof of "
    f"cause. Not reported is not absent. Counts from 1 to {LEAST - 1} are hidden, and with them others from which they "
    "could be computed; no single case is named."
)


def counts_local_cases(page: str) -> bool:
    """Say whether local cases are counted on a page of findings; `page` is its path, "" for the first."""
    return bool(facts_of_page(page or _FIRST))


def local_findings(page: str, title: str) -> None:
    """Show a page of findings over local cases; `page` is its path, "" for the first. The view is an event."""
    name = page or _FIRST
    instead = are_local_cases_chosen()
    st.title(f"{title}: {'local cases' if instead else 'local beside published cases'}", anchor=False)
    filters, own = selection_of_widgets(), _own_selection(instead=instead)
    release = read_local_release(folders(local=True).into)
    if release is None:
        st.html(as_passage("There is no local case yet."))
        return
    about = {"filter": own.sentence(), "release": release.name}
    note_local_read({"page": name, **about})
    note_view(cases="local" if instead else f"local, beside published ({filters.sentence()})", **about)
    say_other_local_release(release.name)
    narrowing, why_not = narrowing_of(own)
    chosen = None if why_not else release.selected(narrowing)
    cases = None if instead else ask_kept("case_table", filters)
    with st.container(horizontal=True, vertical_alignment="center", key="filter_line"):
        sizes = {**({} if cases is None else {PUBLISHED: cases.height}), **({} if chosen is None else {LOCAL: chosen})}
        of_side = {PUBLISHED: filters.sentence(), LOCAL: own.sentence()}
        counted = [f"**{size:,} {side}** ({escape(of_side[side])})" for side, size in sizes.items()]
        st.markdown(" · ".join([*counted, f"local release {escape(release.name)}"]), width="content")
        if not instead:
            st.button("beside: local cases ✕", key="off_compare", on_click=let_go_of_second_selection)
        if filters.active() or not instead:
            st.button("Clear filters", key="clear_filters", on_click=clear_filters)
        st.space("stretch")
        offer_link(filters)
    on_paper = "; ".join(f"{size:,} {side} ({of_side[side]})" for side, size in sizes.items())
    on_each_sheet(f"{on_paper or f'Local cases ({own.sentence()})'}.", releases_of_view(), link_of_view(filters))
    if chosen is None:
        st.info(escape(why_not or _too_few(release)))
    if instead and st.session_state["compare"]:
        st.info(
            "Nothing is held beside local cases. To compare, choose published cases, and the local ones beside them."
        )
    if sizes:
        _figures(facts_of_page(name), cases, None if chosen is None else release, narrowing, sizes)
    if instead:
        standing_sentence(f"{_OF_LOCAL} Local release {release.name}.")
    else:
        st.caption(f"{HOW_HIDDEN} Local release {release.name}.")


def _own_selection(*, instead: bool) -> Selection:
    """Give the filters of the local cases: those of the widgets, or of the link that is held beside them."""
    if instead:
        return selection_of_widgets()
    return read_comparison(st.session_state["compare"])[0]


def _too_few(release: LocalRelease) -> str:
    if not release.is_large_enough:
        return f"There are fewer than {LEAST} local cases: nothing of them is shown."
    return (
        f"Fewer than {LEAST} local cases have this term, or all but fewer than {LEAST} have it, or their number would "
        "tell such a small one: nothing of them is shown."
    )


def _figures(
    facts: tuple[str, ...],
    cases: pl.DataFrame | None,
    release: LocalRelease | None,
    narrowing: Term | None,
    sizes: dict[str, int],
) -> None:
    """Draw a figure for each fact: published cases where they are asked for, local ones where they may be told."""
    for name in facts:
        fact = counted_facts()[name]
        of_published = None if cases is None else published_counts(cases, name)
        rows = rows_of_counts(of_published, None if release is None else release.count(name, narrowing))
        sentence = sentence_of_counts(rows, sizes)
        st.html(as_passage(sentence, title=fact.label))
        if rows.is_empty():
            continue
        draw(counts_of(*sizes), with_sentence(rows, sentence), fact.label, f"local_{name}")
        rows_behind({f"local_{name}": table_of_counts(rows)}, guard=for_local_readers)

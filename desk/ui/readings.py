"""Two readings of one source: who reads, where both differ, how far they agree, and what is agreed on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.codebook import codebook
from common.html import as_html, as_passage, escape
from common.ui.failures import show_failure
from desk.draft import OPEN
from desk.drafts import every_draft, put
from desk.readings import (
    READINGS,
    agreement,
    agreement_by_fact,
    begin_agreed,
    begin_second,
    differing,
    pairs,
)
from desk.ui.choosing import BEGUN, CHOSEN
from desk.ui.session import person, refusals_kept

if TYPE_CHECKING:
    from desk.draft import Draft, Json
    from desk.readings import Differing, Pair

_CHOSEN_PAIR = "desk_pair"


def choose_pair() -> Pair | None:
    """List the sources that two persons read, and give the one that is chosen."""
    every = {pair.name: pair for pair in pairs(every_draft())}
    if not every:
        st.html(as_passage("No source is read twice. Tick “Two persons read it” where you begin a case."))
        return None
    rows = [
        {
            "Case": pair.case_id,
            "Readings": "; ".join(f"{', '.join(one.authors)}: {one.state_in_words}" for one in pair.readings),
            "Agreed state": pair.agreed.state_in_words if pair.agreed else "not begun",
        }
        for pair in every.values()
    ]
    st.html(as_html(pl.DataFrame(rows)))
    _by_fact([*every.values()])
    chosen = st.selectbox(
        "Source",
        every,
        index=None,
        format_func=lambda name: every[name].case_id,
        key=_CHOSEN_PAIR,
        placeholder="choose a case",
    )
    return every[chosen] if chosen else None


def compare(pair: Pair) -> None:
    """Show a pair of readings: what is still missing, or where both differ and what is agreed on."""
    show_failure("readings")
    if len(pair.readings) < READINGS:
        _offer_second(pair)
    elif not pair.is_open:
        st.info("Both readings are shown once both are handed in. Enter yours on the page Enter.")
    else:
        places = differing(pair, codebook())
        st.html(as_passage(str(agreement(pair, codebook()))))
        _table(pair, places)
        if pair.agreed is None:
            st.button("Begin the agreed state", key="begin_agreed", on_click=_begin_agreed, args=(pair,))
        else:
            _settle(pair, pair.agreed, places)


def _offer_second(pair: Pair) -> None:
    if person().is_among(pair.readings[0].authors):
        st.info("Somebody else reads this source the second time, and does not see your reading before.")
        return
    st.button("Begin the second reading", key="begin_second", on_click=_begin_second, args=(pair,))


def _begin_second(pair: Pair) -> None:
    with refusals_kept("readings"):
        st.session_state[BEGUN] = begin_second(person(), pair)


def _begin_agreed(pair: Pair) -> None:
    with refusals_kept("readings"):
        st.session_state[CHOSEN] = begin_agreed(person(), pair, codebook())


def _table(pair: Pair, places: list[Differing]) -> None:
    """List the fields that differ, with what each reading says."""
    if not places:
        st.html(as_passage("The two readings differ in no field."))
        return
    first, second = (f"Read by {', '.join(reading.authors)}" for reading in pair.readings)
    rows = [{"Field": one.field, first: one.in_words()[0], second: one.in_words()[1]} for one in places]
    st.html(as_html(pl.DataFrame(rows)))


def _settle(pair: Pair, agreed: Draft, places: list[Differing]) -> None:
    """Offer to take over what one of the readings says, for each field on which nothing is agreed yet."""
    left = [one for one in places if one.place in agreed.unsettled()]
    st.html(as_passage(f"Of {len(places)} fields that differ, {len(places) - len(left)} are settled."))
    if agreed.state not in OPEN:
        st.html(as_passage(f"The agreed state is {agreed.state_in_words}. Both readings are kept as they are."))
        return
    st.html(as_passage("The agreed state is a draft on the page Enter, where anything else can be written, too."))
    names = [", ".join(reading.authors) for reading in pair.readings]
    for one in left:
        st.html(as_passage(title=one.field))
        columns = st.columns(READINGS)
        for column, name, entry, words in zip(columns, names, (one.first, one.second), one.in_words(), strict=True):
            column.html(as_passage(words))
            column.button(  # a button would cut long words, and somebody would take over what they did not see
                escape(f"{one.field}: as {name} read it"),
                key=f"settle_{one.place}_{name}",
                on_click=partial(_take, agreed, one.place, entry),
                width="stretch",
            )


def _take(agreed: Draft, place: str, entry: Json) -> None:
    with refusals_kept("readings"):
        put(person(), agreed.name, place, entry, agreed.number_at(place))


def _by_fact(every: list[Pair]) -> None:
    """Tell by fact how often both readings agree, over all sources that were read twice to the end."""
    rows = [
        {"Fact": label, "Agreed": f"{same} of {of}", "Kappa": "" if value is None else f"{value:.2f}"}
        for label, same, of, value in agreement_by_fact(every, codebook())
    ]
    if rows:
        with st.expander("Agreement by fact"):
            st.caption(
                "Sources of which one reader at least answered the fact. Kappa stands from ten sources on, where both "
                "gave more than one answer. Of a text it counts whether both have one."
            )
            st.html(as_html(pl.DataFrame(rows)))

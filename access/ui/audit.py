"""The registry: its events and the check of their chain for the auditor, its last hash for a page that is printed."""

from __future__ import annotations

import json
import logging
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from access.downloads import NotAllowedError
from access.settings import settings
from access.ui.downloads import offer_file
from access.ui.session import roles_of, who_is_there
from common.html import as_cell, as_html, as_passage, escape
from common.moments import to_the_minute
from common.tables import to_csv
from registry.errors import RegistryError

_log = logging.getLogger(__name__)
_MOST_SHOWN = 200
_MOST_EXPORTED = 1_000_000
_DIGITS_SHOWN = 16
"""Digits of a hash in a table, where it would make each row four lines high; the search finds the event by them."""


def last_hash() -> str:
    """Give the last hash of the registry for a page that is printed; empty without sign-in, or where it cannot be read.

    A page that cannot name the hash is no reason to keep it back: its download is told to the registry, or fails.
    """
    if settings() is None:
        return ""
    from registry import store  # noqa: PLC0415  it needs what is installed for sign-in alone

    try:
        return store.last().last
    except RegistryError:
        _log.exception("The last hash is not on the page.")
        return ""


def check_of_registry() -> None:
    """Say how many events there are and the last hash; check the chain when the auditor asks for it."""
    from registry import store  # noqa: PLC0415  it needs what is installed for sign-in alone

    try:
        last = store.last()
        # The hash may be parted at the end of a line, as in a table: else the page is wider than a phone.
        st.html(as_passage(f"{last.events:,} events. Last hash: {last.last}", write=partial(as_cell, "")))
        if st.button("Check the chain", key="check_chain"):
            chain = store.check()
            if chain.fault:
                st.error(escape(f"{chain.fault} Up to event {chain.events} the chain is whole."))
            else:
                st.success(f"The chain of {chain.events:,} events is whole.")
    except RegistryError as error:
        st.error(escape(str(error)))
    st.caption(
        "A whole chain shows that no event within it was changed or removed. That it was not written anew or cut at "
        "its end is shown by a hash from elsewhere, as it stands on a printed page or in the name of a backup: search "
        "for it."
    )


def _in_words(events: pl.DataFrame) -> pl.DataFrame:
    """Give events as they are read; the CSV has them as they are kept."""
    return events.select(
        pl.col("seq").alias("Event"),
        pl.col("at").map_elements(to_the_minute, return_dtype=pl.String).alias("When (UTC)"),
        pl.col("actor").alias("Who"),
        pl.col("kind").alias("What"),
        pl.col("subject").alias("Of what"),
        pl.col("content").map_elements(_content_in_words, return_dtype=pl.String).alias("Content"),
        pl.col("hash").str.head(_DIGITS_SHOWN).alias(f"Hash, first {_DIGITS_SHOWN} digits"),
    )


def _content_in_words(content: str) -> str:
    """Write the content of an event, which is kept as JSON, without what is empty in it."""
    said = {name.replace("_", " "): value for name, value in json.loads(content).items() if value or value == 0}
    return "; ".join(f"{name}: {_value_in_words(value)}" for name, value in said.items())


def _value_in_words(value: Any) -> str:  # noqa: ANN401  any JSON
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def events_of_registry() -> None:
    """Let the auditor search the events, and take what was found along."""
    from registry import store  # noqa: PLC0415  likewise
    from registry.kinds import KINDS  # noqa: PLC0415  likewise

    columns = [*st.columns([2, 1]), *st.columns(2)]  # a date is cut where four stand in a row on a tablet
    words = columns[0].text_input("Words", key="audit_words", placeholder="a name, a file, a hash")
    kind = columns[1].selectbox("Kind", KINDS, index=None, key="audit_kind", placeholder="any")
    since = columns[2].date_input("Since", None, key="audit_since")
    until = columns[3].date_input("Until", None, key="audit_until")
    asked = (words, kind or "", str(since or ""), str(until or ""))
    try:
        events = store.find(*asked, most=_MOST_SHOWN)
    except RegistryError as error:
        st.error(escape(str(error)))
        return
    if events.is_empty():
        st.info("No event fits.")
        return
    if events.height == _MOST_SHOWN:
        st.caption(f"The newest {_MOST_SHOWN} are shown; the CSV has all.")
    st.html(as_html(_in_words(events)))
    who = who_is_there()

    def export() -> bytes:
        if who is None or "auditor" not in roles_of(who):
            message = "The registry is handed out to auditors alone."
            raise NotAllowedError(message)
        return to_csv(store.find(*asked, most=_MOST_EXPORTED), semicolon=False)

    offer_file("CSV of these events", export, "registry.csv", "text/csv", key="csv_registry", level="none")

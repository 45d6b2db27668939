"""Files are dropped in here, and accounted for in numbers; one that is refused says why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from access.ui import offer_file
from common.html import as_html, as_passage, escape
from common.moments import to_the_minute
from literature import exchange
from literature.errors import RefusedError
from literature.imports import Search, take_in
from literature.readers import read_file
from literature.screening import state_now
from literature.search_strings import search_strings
from literature.searched import DATABASES
from literature.ui.session import cases, person, state
from registry.errors import RegistryError

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_OTHER = "another"
_ENDINGS = ("nbib", "txt", "ris", "bib", "csv", "ciw")


def offer_import() -> None:
    """Let somebody drop files in, say where and until when they searched, and take the files in one by one.

    Files of another watch say themselves where their records came from.
    """
    with st.form("literature_import", clear_on_submit=True):
        files = st.file_uploader(
            "Files of one search, in one database", _ENDINGS, accept_multiple_files=True, key="literature_files"
        )
        columns = st.columns(2)
        database = columns[0].selectbox("Searched in", (*DATABASES, _OTHER), index=None, key="literature_database")
        until = columns[1].date_input("Searched until", "today", key="literature_until", max_value="today")
        asked = st.form_submit_button("Take in", key="literature_take_in")
    if not asked:
        return
    of_a_search = [file for file in files or () if not exchange.is_exchange(file.getvalue())]
    if not files or (of_a_search and database is None):
        st.error("Nothing was taken in: choose files, and the database in which you searched.")
        return
    strings = search_strings()
    search = Search(database or "", _day(until), strings.version, strings.of(database or ""))
    for file in files:
        _take_in(file.name, file.getvalue(), search)


def _take_in(name: str, content: bytes, search: Search) -> None:
    """Read a file and take it in, telling how far that is; or say why it is refused."""
    bar = st.progress(0.0, f"Reading {escape(name)}")
    if exchange.is_exchange(content):
        _take_over(name, content, bar)
        return
    try:
        reading = read_file(name, content)
        bar.progress(0.05, f"Comparing the titles of {len(reading.records):,} records")
        taken = take_in(
            reading,
            content,
            person(),
            search,
            cases(),
            lambda share: bar.progress(
                0.05 + 0.95 * share, f"Comparing the titles of {len(reading.records):,} records"
            ),
        )
    except (RefusedError, RegistryError) as error:
        bar.empty()
        st.error(escape(f"{name} was not taken in. {error}"))
        return
    bar.empty()
    account = taken.account
    st.success(
        escape(
            f"{name}: {account['records']:,} lines begin a record, and {account['records']:,} records were read "
            f"({account['format']}, {account['encoding']}). Pairs of records that may be the same: "
            f"{account['proposed as the same']} proposed, {account['side by side']} to be looked at side by side."
        )
    )
    for note in account["notes"]:
        st.warning(escape(note))
    unused = ", ".join(f"{field} in {number:,}" for field, number in account["unused"].items())
    st.caption(escape(f"Not used, but kept with the file: {unused or 'nothing'}. SHA-256 {account['sha256']}."))


def _take_over(name: str, content: bytes, bar: DeltaGenerator) -> None:
    """Take over the records and decisions of another watch, and say how many of them are new here."""
    try:
        taken = exchange.take_over(name, content, exchange.read_entries(content), person(), cases(), bar.progress)
    except (RefusedError, RegistryError) as error:
        st.error(escape(f"{name} was not taken in. {error}"))
        return
    finally:
        bar.empty()
    st.success(
        escape(
            f"{name}: records and decisions of a literature watch. New here: {taken.records:,} records of "
            f"{taken.files:,} files and {taken.decisions:,} decisions; {taken.known:,} decisions were here already."
        )
    )
    if taken.otherwise:
        st.warning(
            escape(
                f"{taken.otherwise:,} decisions were not taken over: here, something else was decided on the same "
                "record by the same person, or on the same pair or disagreement. What was decided here stands."
            )
        )


def take_along() -> None:
    """Offer all records with every decision on them as RIS and CSV; either can be taken in elsewhere, or here again."""
    if not state().records:
        return
    together = st.container(key="literature_along")
    together.header("Take along", anchor=False)
    columns = together.columns(2)
    for column, ending, kind, write in (
        (columns[0], "ris", "application/x-research-info-systems", _ris),
        (columns[1], "csv", "text/csv", _csv),
    ):
        with column:
            label = f"{ending.upper()} of all records and decisions"
            offer_file(label, write, f"literature.{ending}", kind, key=f"literature_{ending}", level="rows")


def _ris() -> bytes:
    return exchange.as_ris(exchange.entries_of(state_now()))


def _csv() -> bytes:
    now = state_now()
    return exchange.as_csv(exchange.entries_of(now), now)


def imported_files() -> None:
    """List the files that were taken in, the newest first."""
    imports = state().imports
    if not imports:
        st.html(as_passage("No file has been taken in yet."))
        return
    rows = [
        {
            "Import": one.number,
            "Taken in": to_the_minute(one.at),
            "By": one.actor,
            "File": one.account["name"],
            "Format": one.account["format"],
            "Records": one.account["records"],
            "Searched": "{database} until {until}".format(**one.account["search"]) if one.account["search"] else "",
            "Version": one.account["search"]["version"] if one.account["search"] else "",
            "SHA-256": one.account["sha256"],
        }
        for one in reversed(imports)
    ]
    st.html(as_html(pl.DataFrame(rows)))


def _day(chosen: object) -> str:
    return chosen.isoformat() if isinstance(chosen, date) else ""

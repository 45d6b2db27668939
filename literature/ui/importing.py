"""Files are dropped in here, and accounted for in numbers; one that is refused says why."""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from common.html import as_html, as_passage, escape
from literature.errors import RefusedError
from literature.imports import Search, take_in
from literature.readers import read_file
from literature.search_strings import DATABASES, search_strings
from literature.ui.session import cases, person, state
from registry.errors import RegistryError

_OTHER = "another"
_ENDINGS = ("nbib", "txt", "ris", "bib", "csv", "ciw")


def offer_import() -> None:
    """Let somebody drop files in, say where and until when they searched, and take the files in one by one."""
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
    if not files or database is None:
        st.error("Nothing was taken in: choose files, and the database in which you searched.")
        return
    for file in files:
        _take_in(file.name, file.getvalue(), Search(database, _day(until), search_strings().version))


def _take_in(name: str, content: bytes, search: Search) -> None:
    """Read a file and take it in, telling how far that is; or say why it is refused."""
    bar = st.progress(0.0, f"Reading {escape(name)}")
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


def imported_files() -> None:
    """List the files that were taken in, the newest first."""
    imports = state().imports
    if not imports:
        st.html(as_passage("No file has been taken in yet."))
        return
    rows = [
        {
            "Import": one.number,
            "Taken in": one.at[:16].replace("T", " "),
            "By": one.actor,
            "File": one.account["name"],
            "Format": one.account["format"],
            "Records": one.account["records"],
            "Searched": f"{one.account['search']['database']} until {one.account['search']['until']}",
            "Version": one.account["search"]["version"],
            "SHA-256": one.account["sha256"],
        }
        for one in reversed(imports)
    ]
    st.html(as_html(pl.DataFrame(rows)))


def _day(chosen: object) -> str:
    return chosen.isoformat() if isinstance(chosen, date) else ""

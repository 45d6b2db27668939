"""Which database of reports is asked, the loaded one, the invented one or an extract, and how it is opened."""

from __future__ import annotations

import threading
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import streamlit as st

from common.files import FileState, state_of
from common.html import escape
from common.paths import DATA
from signals.coverage import Coverage, coverage_of
from signals.demo import DEMO, PLANTED, REPORTS, load_demo
from signals.intake.load import Choices, load
from signals.store import DATABASE, ReportsError, ask, open_for_reading

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

STANDING_SENTENCE = (
    "Spontaneous reports cannot give incidence, and a disproportionality is a hypothesis: it says that a drug and an "
    "event are reported together more often than expected, not that one causes the other."
)
NO_CONCLUSION = "An extract, to try the pages with: it supports no conclusion."
INVENTED_SENTENCE = (
    "INVENTED REPORTS, made by a program to try the pages with: no report is a patient, and no number says anything "
    f"about a drug. Planted on purpose: {'; '.join(f'{drug} with {event}' for drug, event in PLANTED)}."
)
_SAMPLES = DATA / "faers_sample"
LOADED = "Loaded reports"
INVENTED = f"Invented: {REPORTS:,} reports"
EXTRACTS = {
    "Extract: 2022 Q3, one-word terms": ("extract_2022q3.duckdb", ("faers22q3_ps_singleword_pt.csv.gz",)),
    "Extract: a few reports of 2004, 2017 and 2022": (
        "extract_quarters.duckdb",
        ("aers_ascii_2004q1.zip", "faers_ascii_2017q2.zip", "faers_2022q4_sample", "DELETE21Q4.txt"),
    ),
}
SOURCES = (LOADED, INVENTED, *EXTRACTS)


class Reports(NamedTuple):
    """A database of reports as it was opened: a file of one state. No two openings have the same number."""

    connection: duckdb.DuckDBPyConnection
    state: FileState
    opening: int
    coverage: Coverage


_building = threading.Lock()
_opening = threading.Lock()
_openings = count(1)
_opened: dict[Path, list[Reports]] = {}
"""By path the newest opening, last, and before it those of the same file.

A file that was written to where it lies is opened again while the first opening stays: the system would lift all locks
of this process on a file with the first that is closed, and let another program write to what the pages read.
"""
_run = threading.local()


def open_reports(*, also_empty: bool = False) -> Reports:
    """Give the chosen database; where it is not there, say how to load one, offer the extracts, and end the page.

    One without a report is given only where `also_empty`, and where something has been loaded into it: its account says
    why. It is the file that lay there when the sidebar was made, even if another has been put in its place since.
    """
    chosen = st.session_state["reports_from"]
    reports: Reports | ReportsError | None = _run.reports
    if chosen != LOADED and not isinstance(reports, Reports):
        _build(chosen)
        st.rerun()
    if reports is None:
        _say_how_to_load("There are no reports here yet.")
    if chosen in EXTRACTS:
        st.warning(NO_CONCLUSION)
    if isinstance(reports, ReportsError):
        st.info(escape(str(reports)))
        st.stop()
    if not reports.coverage.reports and not (also_empty and ask(reports.connection, "quarters").height):
        _say_how_to_load(reports.coverage.sentence())
    if reports.coverage.invented:
        st.error(INVENTED_SENTENCE)
    if sentence := reports.coverage.sentence():
        st.caption(escape(sentence))
    return reports


def held_coverage() -> Coverage:
    """Give what the reports that this run reads say at all."""
    reports = getattr(_run, "reports", None)
    return reports.coverage if isinstance(reports, Reports) else Coverage()


def _path() -> Path:
    chosen = st.session_state["reports_from"]
    if chosen == INVENTED:
        return DATABASE.parent / DEMO
    return DATABASE.parent / EXTRACTS[chosen][0] if chosen in EXTRACTS else DATABASE


def _build(chosen: str) -> None:
    """Load an extract or the invented reports, in place of what is damaged or was made by another version too."""
    path = _path()
    with _building, st.spinner("Loading reports to try the pages with …"):
        if _is_readable(path):
            return
        if chosen == INVENTED:
            load_demo(path)
        else:
            load([_SAMPLES / name for name in EXTRACTS[chosen][1]], path, choices=Choices(anew=True))


def _is_readable(path: Path) -> bool:
    """Say whether a database is there and can be read."""
    try:
        open_for_reading(path).close()
    except ReportsError:
        return False
    return True


def show_invented_to_newcomers() -> None:
    """Choose the invented reports where nothing is loaded or chosen; a link that names a view never leads there."""
    if "reports_from" not in st.session_state and not st.query_params and not DATABASE.exists():
        st.session_state["reports_from"] = INVENTED


def hold_reports() -> Reports | ReportsError | None:
    """Open the chosen database for this thread, one run of a page. Gives it or its error, None where there is none."""
    try:
        _run.reports = _newest(_path())
    except ReportsError as error:
        _run.reports = error
    return _run.reports


def _newest(path: Path) -> Reports | None:
    """Give the opening of the file as it is now; other files that lay there before go with the runs that read them."""
    with _opening:
        state = state_of(path)
        if state is None:
            _opened.pop(path, None)
            return None
        opened = _opened.get(path, [])
        if not opened or opened[-1].state != state:
            opened = [reports for reports in opened if reports.state.is_same_file(state)]
            _opened[path] = opened
            connection = open_for_reading(path)
            opened.append(Reports(connection, state, next(_openings), coverage_of(connection)))
        return opened[-1]


def _say_how_to_load(what_is_there: str) -> NoReturn:
    st.info(what_is_there)
    st.markdown(
        "Fetch quarters from the FDA (FAERS quarterly data files, ASCII) on a machine with internet, bring the ZIP "
        "files here, and load them. The dashboard goes on meanwhile; these pages answer from them once all are in:"
    )
    st.code(
        "python -m signals.load faers_ascii_2022q4.zip faers_ascii_2023q1.zip --into data/faers.duckdb",
        "bash",
        wrap_lines=True,
    )
    st.markdown(
        "A line listing (CSV or Parquet with case, drug and event) is loaded the same way. Or try the pages with "
        "invented reports, which have something on every page, or with an extract of genuine ones:"
    )
    for number, chosen in enumerate((INVENTED, *EXTRACTS)):
        st.button(
            chosen, key=f"try_{number}", on_click=_choose, args=(chosen,), type="secondary" if number else "primary"
        )
    st.caption(NO_CONCLUSION)
    st.stop()


def _choose(chosen: str) -> None:
    st.session_state["reports_from"] = chosen

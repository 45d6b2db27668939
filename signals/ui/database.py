"""Which reports are asked: the loaded ones, or an extract to try the pages with."""

from __future__ import annotations

import threading
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import streamlit as st

from common.files import FileState, state_of
from common.html import escape
from common.paths import DATA
from common.ui import frame
from signals.intake.load import Choices, load
from signals.measures.population import COMPARATORS, ROLES, SUSPECT
from signals.store import DATABASE, ReportsError, ask, open_for_reading

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

STANDING_SENTENCE = (
    "Spontaneous reports cannot give incidence, and a disproportionality is a hypothesis: it says that a drug and an "
    "event are reported together more often than expected, not that one causes the other."
)
NO_CONCLUSION = "An extract, to try the pages with: it supports no conclusion."
_SAMPLES = DATA / "faers_sample"
LOADED = "Loaded reports"
EXTRACTS = {
    "Extract: 2022 Q3, one-word terms": ("extract_2022q3.duckdb", ("faers22q3_ps_singleword_pt.csv.gz",)),
    "Extract: a few reports of 2004, 2017 and 2022": (
        "extract_quarters.duckdb",
        ("aers_ascii_2004q1.zip", "faers_ascii_2017q2.zip", "faers_2022q4_sample", "DELETE21Q4.txt"),
    ),
}
COMPARED = {
    "all": "All reports",
    "indication": "Myeloma as indication",
    "active": "Myeloma drugs only",
}
WITHOUT = {
    "no_co_cause": "known co-cause",
    "no_duplicates": "look-alike copies",
    "no_co_suspect": "co-suspect drug",
}
ROLE_WORDS = {"PS": "primary suspect", "SS": "secondary suspect", "I": "interacting", "C": "concomitant"}


class Reports(NamedTuple):
    """A database of reports as it was opened: a file of one state. No two openings have the same number."""

    connection: duckdb.DuckDBPyConnection
    state: FileState
    opening: int


_building = threading.Lock()
_opening = threading.Lock()
_openings = count(1)
_opened: dict[Path, list[Reports]] = {}
"""By path the newest opening, last, and before it those of the same file.

A file that was written to where it lies is opened again while the first opening stays: the system would lift all locks
of this process on a file with the first that is closed, and let another program write to what the pages read.
"""
_run = threading.local()


def offer_choices() -> None:
    """Put the choice of reports into the sidebar, and open the chosen ones for this run of the page.

    Its widgets are bound to the URL: a link reproduces the view.
    """
    with st.sidebar:
        st.selectbox("Reports", (LOADED, *EXTRACTS), key="reports_from", bind="query-params")
        st.selectbox(
            "Compared with", COMPARATORS, format_func=COMPARED.__getitem__, key="comparator", bind="query-params",
            help="Against which reports a number is set. Myeloma and its other drugs hurt lungs too.",
        )  # fmt: skip
        st.pills(
            "Role of the drug", ROLES, selection_mode="multi", default=list(SUSPECT), key="roles", bind="query-params",
            format_func=ROLE_WORDS.__getitem__,
        )  # fmt: skip
        st.pills(
            "Without reports that name a", tuple(WITHOUT), selection_mode="multi", format_func=WITHOUT.__getitem__,
            key="without", bind="query-params",
            help="Known co-causes are infection, embolism and other causes in the list of terms, and drugs that injure "
            "lungs themselves. Copies share drugs, terms, sex, age, country and full date of the event.",
        )  # fmt: skip
        reports = _hold_reports()
        values = ask(reports.connection, "vocabulary").rows() if isinstance(reports, Reports) else []
        _offer("Year first received", "report_year", sorted(value for kind, value, _ in values if kind == "year"))
        _offer("Sex", "report_sex", ["female", "male", "unknown"])
        _offer("Age band", "age_band", ["0-17", "18-44", "45-64", "65-74", "75 and over", "unknown"])
        _offer("Country", "report_country", [value for kind, value, _ in values if kind == "country"])
        _offer("Type of report", "report_type", [value for kind, value, _ in values if kind == "report type"])
        frame.offer_semicolon()


def open_reports() -> Reports:
    """Give the chosen database; where it is not there, say how to load one, offer the extracts, and end the page.

    It is the file that lay there when the sidebar was made, even if another has been put in its place since.
    """
    chosen = st.session_state["reports_from"]
    reports: Reports | ReportsError | None = _run.reports
    if chosen in EXTRACTS and not isinstance(reports, Reports):
        _build(chosen)
        st.rerun()
    if reports is None:
        _say_how_to_load()
    if chosen in EXTRACTS:
        st.warning(NO_CONCLUSION)
    if isinstance(reports, ReportsError):
        st.info(escape(str(reports)))
        st.stop()
    return reports


def standing_sentence() -> None:
    """Say under every page what spontaneous reports cannot say."""
    frame.standing_sentence(STANDING_SENTENCE)


def _offer(label: str, key: str, values: list[str]) -> None:
    st.multiselect(label, values, key=key, bind="query-params")


def _path() -> Path:
    chosen = st.session_state["reports_from"]
    return DATABASE.parent / EXTRACTS[chosen][0] if chosen in EXTRACTS else DATABASE


def _build(extract: str) -> None:
    """Load an extract, in place of one that is damaged or was made by another version too."""
    path = _path()
    with _building, st.spinner("Loading the extract …"):
        if not _is_readable(path):
            load([_SAMPLES / name for name in EXTRACTS[extract][1]], path, choices=Choices(anew=True))


def _is_readable(path: Path) -> bool:
    """Say whether a database is there and can be read."""
    try:
        open_for_reading(path).close()
    except ReportsError:
        return False
    return True


def _hold_reports() -> Reports | ReportsError | None:
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
            opened.append(Reports(open_for_reading(path), state, next(_openings)))
        return opened[-1]


def _say_how_to_load() -> NoReturn:
    st.info("There are no reports here yet.")
    st.markdown(
        "Fetch quarters from the FDA (FAERS quarterly data files, ASCII) on a machine with internet, bring the ZIP "
        "files here, and load them. The dashboard goes on meanwhile; these pages answer from them once all are in:"
    )
    st.code("python -m signals.load faers_ascii_2022q4.zip faers_ascii_2023q1.zip --into data/faers.duckdb", "bash")
    st.markdown("A line listing (CSV or Parquet with case, drug and event) is loaded the same way. Or try an extract:")
    for extract in EXTRACTS:
        st.button(extract, key=f"try_{EXTRACTS[extract][0]}", on_click=_choose, args=(extract,))
    st.caption(NO_CONCLUSION)
    st.stop()


def _choose(extract: str) -> None:
    st.session_state["reports_from"] = extract

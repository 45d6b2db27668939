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
from signals.coverage import Coverage, coverage_of
from signals.demo import DEMO, PLANTED, REPORTS, load_demo
from signals.intake.load import Choices, load
from signals.measures.population import COMPARATORS, ROLES, SUSPECT
from signals.store import DATABASE, ReportsError, ask, open_for_reading
from signals.ui.carried import bring_back
from signals.ui.own import offer_cases

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


_LINK_KEYS = {
    *("reports_from", "comparator", "roles", "without", "report_year", "report_sex", "age_band", "report_country"),
    *("report_type", "case_numbers", "events", "drugs", "report_drug", "report_event", "own_drug", "own_event"),
    *("report_measure", "report_stratum"),
}


def is_link_key(key: str) -> bool:
    """Say whether a key of a link belongs to the pages about reports."""
    return key in _LINK_KEYS or key.startswith(("cell_", "hyper_"))


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


def offer_choices(page: str) -> None:
    """Put the choice of reports into the sidebar, and open the chosen ones for this run of the page at this address.

    Its widgets are bound to the URL: a link reproduces the view.
    """
    bring_back(page)
    if "reports_from" not in st.session_state and not st.query_params and not DATABASE.exists():
        st.session_state["reports_from"] = INVENTED  # what a newcomer sees; a link that names a view never leads there
    with st.sidebar:
        st.selectbox("Reports", (LOADED, INVENTED, *EXTRACTS), key="reports_from", bind="query-params")
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
        offer_cases()
        frame.offer_semicolon()


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


def standing_sentence() -> None:
    """Say under every page what spontaneous reports cannot say, and invented ones least of all."""
    invented = f"{INVENTED_SENTENCE} " if held_coverage().invented else ""
    frame.standing_sentence(f"{invented}{STANDING_SENTENCE}")


def _offer(label: str, key: str, values: list[str]) -> None:
    st.multiselect(label, values, key=key, bind="query-params")


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

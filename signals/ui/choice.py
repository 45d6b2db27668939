"""What the reader chooses on a page about reports: population, drugs, events, measure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from access.ui import note_view
from common.html import escape
from common.ui import frame
from signals.measures.measured import LIMITS
from signals.measures.population import ROLES, Population
from signals.store import ask
from signals.ui.carried import carry, keep_to
from signals.ui.database import INVENTED_SENTENCE, STANDING_SENTENCE, held_coverage
from signals.ui.own import chosen_cases, look_up
from signals.ui.sidebar import COMPARED, ROLE_WORDS, TYPED, WITHOUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from signals.ui.database import Reports

MEASURES = {name.upper(): (name, *limits) for name, limits in LIMITS.items()}
"""What a chart can show: by name, the columns of a measure and its limits."""

_FIRST_EVENTS = ("Lung injury, narrow", "Interstitial lung disease", "Pneumonitis")
_FIRST_DRUGS = ("thalidomide", "lenalidomide", "pomalidomide", "bortezomib", "carfilzomib", "daratumumab")
_FIRST_DRUG = "lenalidomide"
_STRATA = ("year", "sex", "age band", "country")


def standing_sentence(page: str) -> None:
    """Say under every page what spontaneous reports cannot say, invented ones least of all; on paper the filter too."""
    if page == TYPED:
        frame.standing_sentence(STANDING_SENTENCE, "A 2x2 table that was typed in.")
        return
    if not st.session_state["roles"]:  # the page asks for one, and shows nothing
        frame.standing_sentence(STANDING_SENTENCE)
        return
    invented = f"{INVENTED_SENTENCE} " if held_coverage().invented else ""
    counted = in_words(_population_as_set()) + ("; a list of case numbers" if st.session_state["case_numbers"] else "")
    source = str(st.session_state["reports_from"])
    reports = f"Spontaneous reports, {source}. Filter: {counted}."
    frame.standing_sentence(f"{invented}{STANDING_SENTENCE}", reports, reports_from=source)


def choose_population(reports: Reports) -> Population:
    """Give the population as it is set in the sidebar, and say in a line what it is and how many reports it has."""
    if not st.session_state["roles"]:
        st.info("Choose at least one role of the drug in the sidebar.")
        st.stop()
    population = replace(_population_as_set(), cases=chosen_cases(reports))
    size = ask(reports.connection, "population_size", population=population.parameter()).item()
    note_view(filter=in_words(population), release=str(st.session_state["reports_from"]))
    st.markdown(f"**{size:,} reports:** {escape(in_words(population))}")
    if size == 0:
        st.info("No report is left in this population. Take a restriction off in the sidebar.")
        st.stop()
    return population


def _population_as_set() -> Population:
    """Give the population of the widgets in the sidebar, without the case numbers of a list."""
    without = st.session_state["without"]
    return Population(
        roles=tuple(role for role in ROLES if role in st.session_state["roles"]),
        comparator=st.session_state["comparator"],
        no_co_cause="no_co_cause" in without,
        no_co_suspect="no_co_suspect" in without,
        no_duplicates="no_duplicates" in without,
        years=tuple(int(year) for year in st.session_state["report_year"]),
        sexes=tuple(st.session_state["report_sex"]),
        age_bands=tuple(st.session_state["age_band"]),
        countries=tuple(st.session_state["report_country"]),
        report_types=tuple(st.session_state["report_type"]),
    )


def in_words(population: Population) -> str:
    """Give a population in words."""
    without = [words for name, words in WITHOUT.items() if getattr(population, name)]
    chosen = {
        "years": population.years,
        "sex": population.sexes,
        "age": population.age_bands,
        "country": population.countries,
        "type": population.report_types,
    }
    parts = [
        COMPARED[population.comparator].lower(),
        " or ".join(ROLE_WORDS[role] for role in population.roles),
        *(f"without {words}" for words in without),
        *(f"{name} {', '.join(str(value) for value in values)}" for name, values in chosen.items() if values),
        *([f"a list of {len(population.cases):,} case numbers"] if population.cases else []),
    ]
    return "; ".join(parts)


def choose_events_and_drugs(names: tuple[list[str], list[str]]) -> tuple[list[str], list[str]]:
    """Give the events and the drugs to show, in the order of `names`; the page ends where none is chosen."""
    drugs, events = names
    keep_to("events", events)
    keep_to("drugs", drugs)
    left, right = st.columns(2)
    chosen_events = left.multiselect(
        "Events", events, default=list(_FIRST_EVENTS), key="events", bind="query-params", wrap=True
    )
    chosen_drugs = right.multiselect(
        "Drugs", drugs, default=list(_FIRST_DRUGS), key="drugs", bind="query-params", wrap=True
    )
    carry("events", chosen_events, list(_FIRST_EVENTS))
    carry("drugs", chosen_drugs, list(_FIRST_DRUGS))
    if not chosen_events or not chosen_drugs:
        st.info("Choose at least one event and one drug.")
        st.stop()
    for event in chosen_events:
        if sentence := held_coverage().part_of(event):
            st.info(escape(f"{event}: {sentence}"))
    return [event for event in events if event in chosen_events], [drug for drug in drugs if drug in chosen_drugs]


def choose_pair(reports: Reports, names: tuple[list[str], list[str]] | None = None) -> tuple[str, str]:
    """Give one drug and one event, and say where the number of the event cannot be told, or only in part.

    `names` are the drugs and events that a page has offered already.
    """
    drugs, events = names or offer_names(reports)
    keep_to("report_drug", drugs)
    keep_to("report_event", events)
    left, right = st.columns(2)
    first = drugs.index(_FIRST_DRUG) if _FIRST_DRUG in drugs else 0
    drug = left.selectbox("Drug", drugs, first, key="report_drug", bind="query-params")
    event = right.selectbox("Event", events, key="report_event", bind="query-params")
    carry("report_drug", drug, drugs[first])
    carry("report_event", event, events[0])
    everyone = Population(roles=ROLES).parameter()
    if reports.coverage.one_word_terms:
        n_event = ask(reports.connection, "two_by_two", population=everyone, drugs=[drug], events=[event])[
            "n_event"
        ].item()
        if sentence := reports.coverage.untold(event, n_event):
            st.info(escape(f"{event}: {sentence}. Every zero of it below says nothing."))
        elif sentence := reports.coverage.part_of(event):
            st.info(escape(f"{event}: {sentence}"))
    return drug, event


def offer_names(reports: Reports) -> tuple[list[str], list[str]]:
    """Give the listed drugs and events to choose from, with the reader's own behind them, which are looked up by name.

    A link carries the reader's own drug, event or group.
    """
    drugs = ask(reports.connection, "named_drugs")["drug"].to_list()
    events = ask(reports.connection, "listed_events")["event"].to_list()
    with st.expander("Another drug or event, or a group of your own", key="own", on_change="rerun"):
        left, right = st.columns(2)
        with left:
            own_drug = look_up(reports, "drug")
        with right:
            own_event = look_up(reports, "event")
    return [*drugs, *(name for name in own_drug if name not in drugs)], [
        *events,
        *(name for name in own_event if name not in events),
    ]


def choose_measure(*, ebgm: bool) -> str:
    """Give the measure to draw; EBGM only where its prior is fitted."""
    names = [name for name in MEASURES if ebgm or name != "EBGM"]
    return _choose_one("Measure", names, "ROR", "report_measure")


def choose_stratum() -> str:
    """Give the kind of strata that the counts are divided into."""
    return _choose_one("Divided by", _STRATA, "sex", "report_stratum")


def _choose_one(label: str, offered: Sequence[str], first: str, key: str) -> str:
    """Give one of a few names; the link and the next page carry it."""
    keep_to(key, offered)
    chosen = st.segmented_control(label, offered, default=first, key=key, required=True, bind="query-params") or first
    carry(key, chosen, first)
    return chosen

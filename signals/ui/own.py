"""What a reader brings along: a drug or an event by its name, a group of them, a list of case numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from common.html import escape
from signals.store import ask
from signals.ui.carried import carry

if TYPE_CHECKING:
    from signals.ui.database import Reports

_BETWEEN = " | "
"""Between the names of a group, in links too."""
_QUESTIONS = {"drug": "find_drugs", "event": "find_terms"}
_HELP = {
    "drug": "As the reports name it: the active ingredient, or what stands in its place. Part of a name finds all that "
    "have it. Names with | between them are one group, in which a report counts once.",
    "event": "A term as the reports name it. Part of a name finds all that have it. Names with | between them are one "
    "group, in which a report counts once.",
}


def look_up(reports: Reports, kind: str) -> list[str]:
    """Offer to look up a drug or an event by name; give the reader's own one or group, or nothing.

    What was typed is in the link (own_drug, own_event). Where a part of it names nothing, what is called alike is
    offered, with how many reports name it.
    """
    key = f"own_{kind}"
    typed = st.text_input(
        f"Look up a{'n' if kind == 'event' else ''} {kind}", key=key, bind="query-params", help=_HELP[kind]
    )
    carry(key, typed, "")
    parts = [part.strip() for part in typed.split("|") if part.strip()]
    names = []
    for place, part in enumerate(parts):
        alike = ask(reports.connection, _QUESTIONS[kind], words=part).rows()
        exact = [(name, count) for name, count in alike if name.lower() == part.lower()]
        if exact:
            ((name, count),) = exact
            names.append(name)
            st.caption(escape(f"{name}: {count:,} reports in any role"))
            continue
        st.caption(escape(f"No {kind} is called {part!r}." + (" These have it in their name:" if alike else "")))
        if alike:
            st.pills(
                f"Names with {part!r}",
                [name for name, _ in alike],
                format_func=lambda name, counts=dict(alike): f"{name} ({counts[name]:,})",
                key=f"{key}_{place}_{part}",
                on_change=_take,
                args=(key, f"{key}_{place}_{part}", parts, place),
                label_visibility="collapsed",
            )
    if len(names) < len(parts):  # half a group would count less than its name says
        return []
    return [_BETWEEN.join(dict.fromkeys(names))] if names else []


def _take(key: str, pills: str, parts: list[str], place: int) -> None:
    """Put the name that was clicked in the place of the part that was typed."""
    if name := st.session_state[pills]:
        st.session_state[key] = _BETWEEN.join([*parts[:place], name, *parts[place + 1 :]])


def offer_cases() -> None:
    """Offer to count a list of cases alone, by their numbers."""
    st.text_area(
        "Case numbers of your own",
        key="case_numbers",
        bind="query-params",
        height=68,
        placeholder="all cases",
        help="One in a line, or with blanks, commas or semicolons between them. Only these cases are counted then.",
    )


def chosen_cases(reports: Reports) -> tuple[str, ...]:
    """Give the case numbers that were typed, and say how many of them are in the database."""
    typed = re.split(r"[\s,;]+", st.session_state.get("case_numbers") or "")
    if not any(typed):
        return ()
    cases = ask(reports.connection, "cases_meant", typed=[number for number in typed if number])
    st.caption(f"Of {cases.height:,} case numbers of your own {cases['known'].sum():,} are in these reports.")
    return tuple(cases["case_id"])

"""What changed for a view whose link was made with another release, and what each release changed case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.case_names import with_links
from casebook.changes import changes_of_release
from casebook.release_records import RecordError, in_order, read_record, read_records
from casebook.releases import CHANGES, changes_of_view
from casebook.store import CASEBOOK, release
from casebook.ui.cells import write_cell
from casebook.ui.link import go_on_with_today, release_of_link
from common.html import as_html, as_passage, escape
from common.ui.frame import offer_csv

if TYPE_CHECKING:
    from casebook.changes import ChangesOfRelease
    from casebook.releases import ChangesOfView
    from casebook.selection import Selection

_MOST_NAMED = 12
"""Cases of one kind of change that are named; of more, the number is said."""


def say_changes(selection: Selection) -> None:
    """Where the link names another release than today's, say what changed for this very view."""
    today, linked = str(release()["release"]), release_of_link()
    if linked in {"", today}:
        return
    with st.container(border=True, key="release_changes"):
        st.markdown(f"**This link was made with release {escape(linked)}; today's is {escape(today)}.**")
        try:
            changes = changes_of_view(CASEBOOK.parent / "releases", linked, today, selection)
        except RecordError as error:
            st.markdown(escape(f"{error}."))
        else:
            st.html(as_passage(_in_words(changes), write=with_links))
            for name in changes.left_aside:
                st.caption(escape(_left_aside(name)))
        st.button(f"Go on with release {escape(today)}", key="take_release", on_click=go_on_with_today)


def release_changes() -> None:
    """Let the reader choose a release, and say in one sentence a case what it changed from the release before."""
    folder = CASEBOOK.parent / "releases"
    records, damaged = read_records(folder)
    for fault in damaged:
        st.warning(escape(f"{fault}."))
    ordered = in_order({name: before for name, (before, _) in records.items()})
    followed = [name for name in reversed(ordered) if records[name][0]]
    if not followed:
        st.info("No release before this one is kept here, so that there is nothing to compare it with.")
        return
    today = str(release()["release"])
    chosen = st.selectbox("Release", followed, followed.index(today) if today in followed else 0, key="changes_of")
    before = records[chosen][0]
    try:
        changes = changes_of_release(read_record(folder, before), read_record(folder, chosen))
    except RecordError as error:
        st.warning(escape(f"{error}."))
        return
    st.html(as_passage(_counted(changes, chosen, before)))
    for sentence in (*_of_facts(changes, before), *_of_cases_beside(changes)):
        st.html(as_passage(sentence, write=with_links))
    if changes.sentences:
        rows = pl.DataFrame({"Case": list(changes.sentences), "What changed": list(changes.sentences.values())})
        listed = rows.filter(~pl.col("Case").is_in(changes.beside))
        if not listed.is_empty():
            st.html(as_html(listed, write=write_cell))
        offer_csv("changes", rows, "CSV of all changed cases")


def _counted(changes: ChangesOfRelease, chosen: str, before: str) -> str:
    """Say how many cases a release brought, changed and dropped."""
    new, changed, gone = (len(changes.cases[change]) for change in CHANGES)
    counted = (
        f"Release {chosen} followed {before}: {new} new, {changed} changed and {gone} withdrawn cases; "
        f"{changes.unchanged} as before."
    )
    if new or changed or gone or changes.new_facts or changes.dropped_facts or not changes.is_whole:
        return counted
    return f"{counted} What changed is what the codebook says of its facts: a term, a meaning, a synonym or a bound."


def _of_facts(changes: ChangesOfRelease, before: str) -> list[str]:
    """Say which facts the codebook has more or fewer, once for all cases, or which facts alone can be compared."""
    if not changes.is_whole:
        kept = ", ".join(changes.kept)
        return [
            f"Of release {before} these facts alone are kept: {kept}. What else changed in a case is not said here."
        ]
    return [
        f"The codebook has {len(facts)} {'fact' if len(facts) == 1 else 'facts'} {more}: {', '.join(facts)}."
        for facts, more in (
            (changes.new_facts, "more, of which nothing is said below"),
            (changes.dropped_facts, "fewer"),
        )
        if facts
    ]


def _of_cases_beside(changes: ChangesOfRelease) -> list[str]:
    """Count and name the cases of which no fact differs, and say what did: the same of each."""
    if not changes.beside:
        return []
    cases = len(changes.beside)
    what = changes.sentences[changes.beside[0]].removesuffix(".")
    return [f"{cases} {'case' if cases == 1 else 'cases'} changed in {what}: {', '.join(changes.beside)}."]


def _in_words(changes: ChangesOfView) -> str:
    """Say which cases of the view changed and which counts differ."""
    if not changes:
        return "For this view nothing changed: the same cases with the same content."
    changed = [
        f"{change}: {', '.join(cases) if len(cases) <= _MOST_NAMED else f'{len(cases)} cases'}"
        for change, cases in changes.cases.items()
        if cases
    ]
    counts = [f"{fact}, {term}: {before} → {now}" for fact, term, before, now in changes.counts.rows()]
    return (
        f"For this view, cases {'; '.join(changed) or 'none added, corrected or withdrawn'}. "
        f"Counts that differ: {'; '.join(counts) or 'none'}."
    )


def _left_aside(name: str) -> str:
    """Say that a filter was left aside, and why."""
    if name == "text":
        return "The text search is left aside here: no text in today's form is kept of the release of this link."
    return f"The filter “{name}” is left aside here: nothing is kept that it could ask for of the release of this link."

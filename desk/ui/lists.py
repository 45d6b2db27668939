"""The lists of a case beside its facts: dated moments, and contradictions with what the source says in each place."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from casebook.codebook import codebook
from casebook.curation.records import UNITS
from common.html import escape
from desk.checks import fault_in_words, is_unanswered
from desk.ui.entry import number_of
from desk.ui.fields import fill, forget, key_of, save, show_refusal, term_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casebook.curation.faults import Fault
    from desk.draft import Draft, Json

COURSE, CONFLICTS = "course", "conflicts"
_MOMENT = {
    "event": "What happened",
    "reported": "When, as reported",
    "value": "Number",
    "unit": "Unit",
    "counted_from": "Counted from",
    "detail": "Detail",
    "locator": "Locator",
}
_FIELD = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+).*)?")
"""Where a fault stands in a list, as the checks name it: the list, the place of its entry, and the field."""

_ENTRY = {COURSE: "moment", CONFLICTS: "contradiction"}
_LABELS = {
    **_MOMENT,
    "fact": "Fact",
    "note": "What it is",
    "readings": "two readings, each with its locator",
    "measures": "Measured",
}

_READINGS = 3
"""Readings of a contradiction for which there are fields at the beginning; one more is always free."""


def course(draft: Draft, faults: Mapping[str, Sequence[Fault]], *, locked: bool) -> None:
    """Show the dated moments of a case."""
    st.subheader("Course", anchor=False)
    book = codebook()
    numbers = [name for name, fact in book.read_facts().items() if fact.kind == "number"]
    choices = {
        "event": book.terms("course_event"),
        "unit": UNITS,
        "counted_from": book.terms("counted_from"),
    }
    words = term_words(("course_event", "counted_from"))
    moments = draft.value(COURSE) or []
    parts = [_parts_of_moment(moment, numbers) for moment in moments]
    _fill(draft, COURSE, parts)
    changed = partial(_changed, draft, COURSE, [[*part] for part in parts], _moment_of)
    for place in range(len(moments)):
        columns = st.columns(4)
        about: dict[str, Any] = {"on_change": changed, "disabled": locked}
        for position, (name, label) in enumerate(_MOMENT.items()):
            body, key = columns[position % 4], _key(draft, COURSE, place, name)
            named = f"{label}, moment {place + 1}"
            if name in choices:
                in_words = {term: words.get(term, term) for term in choices[name]}
                body.selectbox(named, in_words, index=None, format_func=in_words.__getitem__, key=key, **about)
            else:
                body.text_input(named, key=key, **about)
        measured = columns[3].multiselect(
            f"Measured, moment {place + 1}",
            numbers,
            format_func=lambda name: book.facts[name].label,
            key=_key(draft, COURSE, place, "measures"),
            placeholder="nothing",
            select_all=False,
            wrap=True,
            **about,
        )
        for name in measured:
            key = _key(draft, COURSE, place, name)
            columns[3].text_input(f"{book.facts[name].label}, moment {place + 1}", key=key, **about)
        _remove(draft, COURSE, place, f"Remove moment {place + 1}", locked=locked)
    _add(draft, COURSE, {"measures": []}, "Add a moment", locked=locked)
    _show(draft, COURSE, faults)


def contradictions(draft: Draft, faults: Mapping[str, Sequence[Fault]], *, locked: bool) -> None:
    """Show the contradictions of a source: the fact, two readings or more, each with its place, and what they are."""
    st.subheader("Contradictions", anchor=False)
    book = codebook()
    conflicts = draft.value(CONFLICTS) or []
    parts = [_parts_of_conflict(conflict) for conflict in conflicts]
    _fill(draft, CONFLICTS, parts)
    changed = partial(_changed, draft, CONFLICTS, [[*part] for part in parts], _conflict_of)
    for place, part in enumerate(parts):
        first, second = st.columns(2)
        about: dict[str, Any] = {"on_change": changed, "disabled": locked}
        number = f"contradiction {place + 1}"
        first.selectbox(
            f"Fact, {number}",
            [*book.read_facts()],
            index=None,
            format_func=lambda name: book.facts[name].label,
            key=_key(draft, CONFLICTS, place, "fact"),
            **about,
        )
        second.text_input(f"What it is, {number}", key=_key(draft, CONFLICTS, place, "note"), **about)
        for reading in range(_readings_in(part)):
            says, where = st.columns(2)
            label = f"reading {reading + 1}, {number}"
            says.text_input(f"Says: {label}", key=_key(draft, CONFLICTS, place, f"says_{reading}"), **about)
            where.text_input(f"Locator: {label}", key=_key(draft, CONFLICTS, place, f"locator_{reading}"), **about)
        _remove(draft, CONFLICTS, place, f"Remove {number}", locked=locked)
    _add(draft, CONFLICTS, {"readings": []}, "Add a contradiction", locked=locked)
    _show(draft, CONFLICTS, faults)


def _parts_of_moment(moment: Mapping[str, Json], numbers: Sequence[str]) -> dict[str, Any]:
    measures = {measure["fact"]: measure["value"] for measure in moment.get("measures", [])}
    parts: dict[str, Any] = {name: moment.get(name) for name in ("event", "unit", "counted_from")}
    parts |= {name: str(moment.get(name, "")) for name in ("reported", "value", "detail", "locator")}
    return parts | {"measures": list(measures), **{name: str(measures.get(name, "")) for name in numbers}}


def _moment_of(parts: Mapping[str, Any]) -> Json:
    """Make a moment of what its widgets show; a field that shows nothing is left out, which the checks name."""
    filled: dict[str, Any] = {name: part.strip() if isinstance(part, str) else part for name, part in parts.items()}
    measures = [{"fact": name, "value": number_of(filled[name])} for name in filled["measures"]]
    moment = {
        **{name: filled[name] for name in ("event", "reported")},
        "value": number_of(filled["value"]) if filled["value"] else None,
        **{name: filled[name] for name in ("unit", "counted_from", "detail")},
        "measures": measures,
        "locator": filled["locator"],
    }
    return {name: part for name, part in moment.items() if part not in (None, "")}


def _parts_of_conflict(conflict: Mapping[str, Json]) -> dict[str, Any]:
    readings = [*conflict.get("readings", [])]
    readings += [{}] * (max(len(readings) + 1, _READINGS) - len(readings))
    parts: dict[str, Any] = {"fact": conflict.get("fact"), "note": conflict.get("note", "")}
    for place, reading in enumerate(readings):
        parts |= {f"says_{place}": reading.get("says", ""), f"locator_{place}": reading.get("locator", "")}
    return parts


def _conflict_of(parts: Mapping[str, Any]) -> Json:
    """Make a contradiction of what its widgets show."""
    readings = [
        {"says": parts[f"says_{place}"].strip(), "locator": parts[f"locator_{place}"].strip()}
        for place in range(_readings_in(parts))
    ]
    conflict = {
        "fact": parts["fact"],
        "readings": [reading for reading in readings if any(reading.values())],
        "note": parts["note"].strip(),
    }
    return {name: part for name, part in conflict.items() if part not in (None, "")}


def _readings_in(parts: Mapping[str, Any]) -> int:
    return sum(name.startswith("says_") for name in parts)


def _key(draft: Draft, place: str, position: int, part: str) -> str:
    return key_of(draft, place, f"{position}_{part}")


def _fill(draft: Draft, place: str, parts: Sequence[Mapping[str, Any]]) -> None:
    """Let the widgets of all entries of a list show what the draft says."""
    fill(
        draft,
        place,
        {f"{position}_{name}": value for position, part in enumerate(parts) for name, value in part.items()},
    )


def _changed(
    draft: Draft, place: str, names: Sequence[Sequence[str]], make: Callable[[Mapping[str, Any]], Json]
) -> None:
    """Save a list once one of its widgets was changed. One that is not on the page shows what the draft says."""
    save(
        draft,
        place,
        [
            make({name: st.session_state[_key(draft, place, position, name)] for name in of_entry})
            for position, of_entry in enumerate(names)
        ],
    )


def _add(draft: Draft, place: str, entry: Json, label: str, *, locked: bool) -> None:
    """Offer one more entry of a list."""

    def add() -> None:
        save(draft, place, [*(draft.value(place) or []), entry])
        forget(draft, place)

    st.button(label, key=key_of(draft, place, "add"), on_click=add, disabled=locked)


def _remove(draft: Draft, place: str, position: int, label: str, *, locked: bool) -> None:
    """Offer to take an entry out of a list; the draft keeps what it said among its changes."""

    def remove() -> None:
        entries = [*draft.value(place)]
        del entries[position]
        save(draft, place, entries or None)
        forget(draft, place)

    st.button(label, key=_key(draft, place, position, "remove"), on_click=remove, disabled=locked)


def _show(draft: Draft, place: str, faults: Mapping[str, Sequence[Fault]]) -> None:
    """Say below a list what is wrong with its entries, and in one line of each what it lacks."""
    show_refusal(draft, place)
    lacking: dict[str, list[str]] = {}
    for fault in faults.get(place, ()):
        found = _FIELD.fullmatch(fault.field)
        if found is None:  # a fault of the whole list
            st.error(escape(fault_in_words(fault)))
            continue
        of_list, number, part = found.groups()
        entry = f"{_ENTRY[of_list]} {int(number) + 1}"
        if is_unanswered(fault):
            parts = [part] if part else fault.found.partition("missing: ")[2].split(", ")
            lacking.setdefault(entry, []).extend(_LABELS.get(one, one).lower() for one in parts)
        else:
            st.error(escape(f"{_LABELS.get(part, part or 'An entry')}, {entry}: {fault_in_words(fault)}"))
    for entry, labels in lacking.items():
        st.info(escape(f"Still to be filled in, {entry}: {'; '.join(labels)}."))

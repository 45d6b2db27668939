"""The widgets of one place of a case: what they show comes from the draft, and what is typed goes into it at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from casebook.codebook import LISTS, codebook
from common.html import escape
from common.ui.failures import add_to_failure, show_failure
from desk.checks import fault_in_words, is_lacking
from desk.drafts import put
from desk.places import entry_in_words
from desk.ui.entry import COMPLETE, cleared_by, entry_of, parts_of, source_value
from desk.ui.session import person, refusals_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casebook.codebook import Fact
    from casebook.curation.faults import Fault
    from desk.draft import Draft, Json

_SEEN = "desk_seen"
"""Key under which a session keeps, by draft and place, the number of the entry that its widgets show."""

_REFUSAL = "refusal"
"""Part of a place under which a session keeps why an entry was not saved: whoever types looks elsewhere meanwhile."""


STATES_OF_A_FACT = {
    "not applicable": "not applicable · Another answer leaves no room for it: a lavage that was not done has no cells.",
    "not reported": "not reported · Where it would stand was read, and is silent. Never “no”, and no normal value.",
    "not read": "not read · Only a part of the source was read, and the rest may answer. So is what is left open.",
}
"""States beside the terms of a fact, longer in words than “no”: of what begins alike, a browser offers what is shorter
first, and whoever typed “no” and the enter key would take “not read”."""


def key_of(draft: Draft, place: str, part: str = "") -> str:
    """Give the key of a widget, which stays the same while the draft changes, so that the focus does."""
    return f"desk_{draft.name}_{place}_{part}"


def fill(draft: Draft, place: str, parts: Mapping[str, Any]) -> None:
    """Let widgets show what the draft says, where somebody else wrote since, or they were not shown yet."""
    numbers = st.session_state.setdefault(_SEEN, {})
    number = draft.number_at(place)
    missing = any(key_of(draft, place, part) not in st.session_state for part in parts)
    if missing or numbers.get((draft.name, place)) != number:
        for part, value in parts.items():
            st.session_state[key_of(draft, place, part)] = value
        numbers[draft.name, place] = number


def save(draft: Draft, place: str, entry: Json) -> None:
    """Put an entry into the draft, on what this session has seen there; what goes wrong is said beside it."""
    numbers = st.session_state[_SEEN]
    refusal = key_of(draft, place, _REFUSAL)
    with refusals_kept(refusal):
        numbers[draft.name, place] = put(person(), draft.name, place, entry, numbers[draft.name, place])
        return
    forget(draft, place)  # the next run shows what is there, and the sentence that says why it was refused
    if words := entry_in_words(entry):
        add_to_failure(refusal, f"You had entered: {words}")


def forget(draft: Draft, place: str) -> None:
    """Let the widgets of a place show anew what the draft says."""
    st.session_state[_SEEN].pop((draft.name, place), None)


def show_refusal(draft: Draft, place: str) -> None:
    """Say beside a field why what was entered was not saved, until something else is entered there."""
    show_failure(key_of(draft, place, _REFUSAL), once=False)


def show_faults(draft: Draft, place: str, faults: Mapping[str, Sequence[Fault]]) -> None:
    """Say beside a field what is wrong with it."""
    show_refusal(draft, place)
    for fault in faults.get(place, ()):
        say = st.info if is_lacking(fault) else st.error
        say(escape(fault_in_words(fault)))


def fact_field(draft: Draft, fact: Fact, faults: Mapping[str, Sequence[Fault]], *, locked: bool) -> None:
    """Show the widgets of a fact: value or state, locator, note; and its faults below."""
    place = f"facts.{fact.name}"
    parts = parts_of(draft.value(place), fact)
    fill(draft, place, parts)

    def changed(part: str) -> dict[str, Any]:
        return {
            "key": key_of(draft, place, part),
            "on_change": partial(_fact_changed, draft, fact, tuple(parts), part),
            "disabled": locked,
        }

    # The name of the fact stands in each label, so that a reader of the screen hears which fact a field is of.
    value, where, remark = st.columns([5, 3, 3])
    with value:
        if fact.kind in LISTS:
            _list_fields(fact, changed)
        else:
            _value_field(fact, changed)
    where.text_input(f"{fact.label}: locator", **changed("locator"))
    with remark:
        st.text_input(f"{fact.label}: note", **changed("note"))
        # Its end is cut off where there is no room, and has to be what the other labels begin with.
        st.checkbox(f"Said of a group: {fact.label}", **changed("group"))
    show_faults(draft, place, faults)


def _value_field(fact: Fact, changed: Callable[[str], dict[str, Any]]) -> None:
    if fact.kind == "term":
        words = term_words(fact.lists) | STATES_OF_A_FACT
        st.selectbox(
            fact.label,
            [*fact.terms, *fact.states],
            index=None,
            format_func=lambda term: words.get(term, term),
            help=fact.explanation,
            placeholder="not answered",
            **changed("value"),
        )
        return
    value, state = st.columns([3, 2])
    unit = f" ({fact.unit})" if fact.unit.lower() not in fact.label.lower() else ""
    value.text_input(f"{fact.label}{unit}", help=fact.explanation, **changed("value"))
    _state_field(state, fact, changed)


def _list_fields(fact: Fact, changed: Callable[[str], dict[str, Any]]) -> None:
    words = term_words(fact.lists)
    is_open = fact.kind == "open list"
    for part, label in (("named", fact.label), ("denied", f"{fact.label}: denied")):
        shown = st.session_state[changed(part)["key"]]
        st.multiselect(
            label,
            [*fact.terms, *(word for word in shown if word not in fact.terms)],
            format_func=lambda term: words.get(term, term),
            help=fact.explanation if part == "named" else "What the source says that there was not.",
            accept_new_options=is_open,
            placeholder="nothing chosen",  # and not "none", which would be an answer
            select_all=False,  # or the enter key may take every term that is like what was typed
            wrap=True,
            **changed(part),
        )
    complete, state = st.columns(2)
    complete.selectbox(f"{fact.label}: names", COMPLETE, index=None, placeholder="not said", **changed("complete"))
    _state_field(state, fact, changed)


def _state_field(body: Any, fact: Fact, changed: Callable[[str], dict[str, Any]]) -> None:  # noqa: ANN401  a place of the page
    if fact.states:
        body.selectbox(f"{fact.label}: or a state", fact.states, index=None, placeholder="no state", **changed("state"))


def _fact_changed(draft: Draft, fact: Fact, parts: Sequence[str], part: str) -> None:
    """Save a fact once one of its widgets was changed; a value clears a state, and a state a value."""
    place = f"facts.{fact.name}"
    nothing = parts_of(None, fact)
    for other in cleared_by(part, st.session_state[key_of(draft, place, part)]):
        if other in parts:
            st.session_state[key_of(draft, place, other)] = nothing[other]
    shown = {name: st.session_state[key_of(draft, place, name)] for name in parts}
    save(draft, place, entry_of(shown, fact, draft.value(place)))


def source_field(  # noqa: PLR0913  what a field is made of
    draft: Draft, place: str, fact: Fact, faults: Mapping[str, Sequence[Fault]], choices: Sequence[str], *, locked: bool
) -> None:
    """Show the widget of a field of the source: a choice where there are `choices`, else a line of text."""
    value = draft.value(place)
    fill(draft, place, {"value": value if choices else "" if value is None else str(value)})
    key = key_of(draft, place, "value")

    def changed() -> None:
        typed = st.session_state[key]
        save(draft, place, typed if choices else source_value(typed, fact.kind))

    if choices:
        known = [*choices, *([value] if value not in {None, *choices} else [])]
        words = term_words(fact.lists)
        st.selectbox(
            fact.label,
            known,
            index=None,
            format_func=lambda term: words.get(term, term),
            key=key,
            on_change=changed,
            disabled=locked,
            help=fact.explanation,
            placeholder="not answered",
        )
    else:
        st.text_input(fact.label, key=key, on_change=changed, disabled=locked, help=fact.explanation)
    show_faults(draft, place, faults)


def term_words(lists: Sequence[str]) -> dict[str, str]:
    """Give each term with its meaning and its synonyms, by any of which it is found while one types."""
    return {
        term.name: " · ".join([term.name, *filter(None, [term.meaning]), *term.synonyms])
        for name in lists
        for term in codebook().lists[name]
    }

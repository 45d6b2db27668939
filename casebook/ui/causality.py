"""The causality aid: three published ways, item by item and each by itself, for a case and for the patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casebook.causality import (
    CATEGORIES,
    JRS,
    JUDGED,
    JUDGED_PREFIX,
    NARANJO,
    WHO_UMC,
    Answer,
    jrs_in_words,
    naranjo,
    range_of_points,
    who_umc_in_words,
)
from casebook.causality_of_case import Fact, answers_of_case
from common.html import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from casebook.causality import Item

_TITLE = "Causality, item by item"
_APART = (
    "Three ways of judging, each by itself: they are not merged into one figure, and how many cases have been "
    "published answers none of their items. What is not answered stays open, and no category is named while an open "
    "item could change it. None of them is a verdict of the casebook."
)
_SOURCES = {
    "Naranjo": "Naranjo CA and others. Clin Pharmacol Ther 1981;30:239-245, doi:10.1038/clpt.1981.154.",
    "WHO-UMC": "Uppsala Monitoring Centre: The use of the WHO-UMC system for standardised case causality assessment.",
    "Japanese Respiratory Society": (
        "Kubo K and others. Respir Investig 2013;51:260-277, doi:10.1016/j.resinv.2013.09.001."
    ),
}
_MEANING = {
    "certain": "all five answered yes; a rechallenge only if it is necessary",
    "probable": "time, unlikely otherwise and withdrawal answered yes",
    "possible": (
        "time answered yes, but a disease or another drug could explain it, or information on the withdrawal is lacking"
    ),
    "unlikely": "time answered no, and a disease or another drug explains it",
    "conditional": "more data are awaited: for the reader to say",
    "unassessable": "too little or contradictory, and no more to come: for the reader to say",
}
_RESTS_ON_IMPROVEMENT = ("naranjo_3", "withdrawal", "jrs_4")
"""Items that an improvement answers."""


def causality_of_case(rows: pl.DataFrame) -> None:
    """Show which items the case file answers, and where; the published score stands apart. `rows`: its facts."""
    shown = st.expander(_TITLE, key="causality_of_case", on_change="rerun")
    if not shown.open:
        return
    facts = {fact: Fact(value, locator) for fact, value, locator in rows.select("fact", "value", "locator").rows()}
    answers = answers_of_case(facts)
    with shown:
        st.caption(_APART)
        published, recomputed = st.columns(2, border=True)
        published.markdown(f"**As published**  \n{escape(_published(facts))}")
        recomputed.markdown(
            "**Recomputed from what the case file answers**  \n"
            + escape(f"Naranjo: {naranjo(answers)}.")
            + "  \n"
            + escape(f"WHO-UMC: {who_umc_in_words(answers)}.")
        )
        _table("Naranjo", NARANJO, answers)
        _table("WHO-UMC", WHO_UMC, answers)
        _categories(answers)
        _table("Japanese Respiratory Society", JRS, answers)
        st.markdown(f"**{escape(jrs_in_words(answers))}**")


def causality_of_patient(steroid: str) -> None:
    """Let the reader answer the items for the patient at hand. The answers are no part of a link.

    `steroid` is what is stated of a steroid for the event: "yes", "no", or empty where nothing is stated.
    """
    shown = st.expander(f"{_TITLE}, for the patient at hand", key="causality_of_patient", on_change="rerun")
    if not shown.open:
        return
    with shown:
        st.caption(f"{_APART} Your answers stay in this browser session; a link does not carry them.")
        judged = _ask("Naranjo", NARANJO, steroid)
        st.markdown(f"**{escape(str(naranjo(judged)))}**")
        judged = _ask("WHO-UMC", WHO_UMC, steroid)
        _categories(judged)
        judged = _ask("Japanese Respiratory Society", JRS, steroid)
        st.markdown(f"**{escape(jrs_in_words(judged))}**")


def _published(facts: Mapping[str, Fact]) -> str:
    score, causality = facts["naranjo_score"], facts["causality_reported"]
    words = f"Naranjo: {score.value} ({score.locator})." if score.value is not None else "Naranjo: not known."
    return words if causality.value is None else f"{words} {causality.value} ({causality.locator})."


def _table(title: str, items: Sequence[Item], answers: Mapping[str, Answer]) -> None:
    """Show the items with their answers; one that is open says so."""
    st.markdown(f"**{title}**  \n:small[{escape(_SOURCES[title])}]")
    in_order = [answers[item.name] for item in items]
    columns = {
        "Item": [f"{place}\\. {escape(item.question)}" for place, item in enumerate(items, 1)],
        "Answer": [_with_caution(answer) for answer in in_order],
        "What the case file says": [escape(answer.ground) for answer in in_order],
        "Where read": [escape(answer.locator) for answer in in_order],
    }
    if title == "Naranjo":
        ranges = [range_of_points(item, answer.answer) for item, answer in zip(items, in_order, strict=True)]
        columns["Points"] = [escape(f"{low:+d}" if low == high else f"{low:+d} to {high:+d}") for low, high in ranges]
    st.table(columns, hide_index=True, border="horizontal")


def judged_of_patient() -> dict[str, str]:
    """Give what was answered of the patient at hand, item by item; "" where nothing was."""
    return {key.removeprefix(JUDGED_PREFIX): st.session_state.get(key) or "" for key in JUDGED}


def _with_caution(answer: Answer) -> str:
    """Say an answer, with what must stand beside it."""
    if not answer.answer:
        return ":gray[*unanswered*]"
    return f"**{answer.answer}**{f'; {escape(answer.caution)}' if answer.caution else ''}"


def _categories(answers: Mapping[str, Answer]) -> None:
    """Say the WHO-UMC category that the answers meet, and what each category asks for."""
    st.markdown(f"**WHO-UMC category: {escape(who_umc_in_words(answers))}**")
    st.caption(
        " · ".join(
            f"{category}{'' if category in CATEGORIES else ' (not computed)'}: {needs}"
            for category, needs in _MEANING.items()
        )
    )


def _ask(title: str, items: Sequence[Item], steroid: str) -> dict[str, Answer]:
    """Ask the items one by one; nothing chosen is unknown, and so stays open."""
    st.markdown(f"**{title}**  \n:small[{escape(_SOURCES[title])}]")
    answers = {}
    for place, item in enumerate(items, 1):
        points = f" :gray[(yes {item.yes:+d}, no {item.no:+d})]" if item.yes or item.no else ""
        chosen = st.segmented_control(
            f"{place}. {escape(item.question)}{points}",
            ("yes", "no", "unknown"),
            key=f"{JUDGED_PREFIX}{item.name}",
            persist_state="session",
        )
        answers[item.name] = Answer(chosen if chosen in {"yes", "no"} else "")
        if chosen == "yes" and item.name in _RESTS_ON_IMPROVEMENT and steroid == "yes":
            st.caption("A steroid for the lung event is stated of this patient: it may explain the improvement.")
    return answers

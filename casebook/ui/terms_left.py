"""How many cases each term of a filter would leave, beside the other filters: in its button, or below its list."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import streamlit as st

from casebook.filters import TermsFilter, filters
from casebook.store import ask_each
from common.html import as_legend
from common.kept import once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from casebook.selection import Selection


def cases_left(selection: Selection) -> Mapping[str, Mapping[str, int]]:
    """Count for each filter the cases that each of its terms would leave beside the other filters; 0 is not named."""
    return _by_filter(_asked(selection)["terms_left"][0])


@once
def _by_filter(rows: pl.DataFrame) -> Mapping[str, Mapping[str, int]]:
    counted: dict[str, dict[str, int]] = {}
    for key, term, cases in rows.rows():
        counted.setdefault(key, {})[term] = cases
    return counted


def count(selection: Selection) -> Mapping[str, Any]:
    """Count the cases that a selection leaves, and among them pulmonary hypertension and those read in full.

    `contradicted` lists those whose source contradicts itself, whatever on.
    """
    return _asked(selection)["selected_count"][0].row(0, named=True)


def _asked(selection: Selection) -> Mapping[str, Sequence[pl.DataFrame]]:
    """Ask both at once, so that they are planned on two cores; what was asked of a selection is kept."""
    return ask_each([selection], "terms_left", "selected_count")


def write_into_buttons(left: Mapping[str, Mapping[str, int]]) -> None:
    """Write the counts behind the terms that are buttons; one that leaves no case is struck through.

    It is done by a style, since a button whose words changed would have another value in the link.
    """
    rules = []
    for record in _shown("sidebar"):
        for place, term in enumerate(record.terms, 1):
            cases = left.get(record.key, {}).get(term, 0)
            words = f".st-key-{record.key} button[data-variant=pills]:nth-of-type({place}) p"
            rules.append(f'{words}::after{{content:" {cases:,}"}}')
            if not cases:
                rules.append(f"{words}{{text-decoration:line-through}}")
    st.html(f"<style>{''.join(rules)}</style>")


def say_below(left: Mapping[str, Mapping[str, int]]) -> None:
    """Say the counts of the filters whose terms stand in lists: in one element, since each is drawn at every click."""
    entries = "".join(
        f"<dt>{html.escape(record.name)}</dt><dd>{html.escape(_in_words(record.terms, left.get(record.key, {})))}</dd>"
        for record in _shown("more")
    )
    st.html(f'{as_legend("Cases that each term would leave")}<dl class="terms_left">{entries}</dl>')


def _in_words(terms: Sequence[str], left: Mapping[str, int]) -> str:
    """Say the counts of the terms of one filter, and how many terms would leave no case."""
    some = ", ".join(f"{term} {left[term]:,}" for term in terms if term in left)
    none = sum(term not in left for term in terms)
    return f"{some or 'none'}{f'; no case: {none} others' if none and some else ''}"


def _shown(place: str) -> list[TermsFilter]:
    return [record for record in filters().values() if isinstance(record, TermsFilter) and record.place == place]

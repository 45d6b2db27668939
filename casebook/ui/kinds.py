"""What stands above a page whose cases are of kinds that go differently."""

from __future__ import annotations

import streamlit as st

from casebook.codebook import codebook
from casebook.filters import terms_of


def say_that_kinds_are_mixed(vascular: int, selected: int) -> None:
    """Say that the cases are of kinds that go differently, with counts, and offer to narrow them with one click."""
    kinds = terms_of("kind")
    of_vessels = codebook().counting_as("vascular", "lung_injury_kind")
    of_others = tuple(kind for kind in kinds if kind not in of_vessels)
    others = selected - vascular
    with st.container(horizontal=True, vertical_alignment="center", key="mixed_kinds"):
        st.markdown(
            f"{others:,} of the lung tissue or of no named kind, {vascular:,} of pulmonary hypertension",
            width="content",
        )
        for label, narrowed in (
            ("Leave these out", of_others),
            ("These alone", of_vessels),
        ):
            st.button(label, key=f"only_{label}", on_click=set_terms, args=("kind", narrowed))


def set_terms(key: str, terms: tuple[str, ...]) -> None:
    """Set a filter to these terms."""
    st.session_state[key] = list(terms)

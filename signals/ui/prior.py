"""The prior of EBGM, fitted on the reports at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from common.html import escape
from signals.measures.every_pair import fit_prior
from signals.measures.pairs import count_pairs
from signals.measures.population import ROLES, Population
from signals.store import ask

if TYPE_CHECKING:
    from signals.measures.shrinkage import Fit, Prior
    from signals.ui.database import Reports

_AT_ONCE = 300_000
"""Reports in the database up to which the prior is fitted without a click.

Counting every pair among more takes longer than a page may, also where the population is a small part of them.
"""


def prior_of(reports: Reports, population: Population) -> Prior | None:
    """Give the prior fitted over all pairs of a population, and show it; None where it failed or was not asked for."""
    size = ask(reports.connection, "population_size", population=population.parameter()).item()
    if _all_reports(reports, reports.opening) > _AT_ONCE and not st.toggle(
        f"With EBGM: fit its prior over all pairs of these {size:,} reports (a minute for ten million)", key="with_ebgm"
    ):
        return None
    with st.spinner("Counting every pair and fitting the prior …"):
        fit = _fitted(reports, population, reports.opening)
    if fit is None or fit.failure:
        st.warning(escape(fit.sentence() if fit else "No pair is left to fit the EBGM prior on."))
        return None
    if fit.remark:
        st.caption(escape(f"Behind EBGM: {fit.remark} The EBGM of pairs that fit it is drawn there."))
    with st.expander("The fit behind EBGM"):
        st.markdown(escape(fit.sentence()))
        st.caption("EB05 and EB95 are the 5 % and 95 % quantiles of a pair's posterior.")
    return fit.prior


@st.cache_data(max_entries=3, show_spinner=False)
def _all_reports(_reports: Reports, opening: int) -> int:  # noqa: ARG001  a key
    return ask(_reports.connection, "population_size", population=Population(roles=ROLES).parameter()).item()


@st.cache_data(max_entries=50, show_spinner=False)
def _fitted(_reports: Reports, population: Population, opening: int) -> Fit | None:  # noqa: ARG001  a key
    pairs = count_pairs(_reports.connection.cursor(), population)
    return fit_prior(pairs, "zero cells") if len(pairs.a) else None

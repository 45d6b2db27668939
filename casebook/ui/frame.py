"""What stands around and on every page: the release, figures, tables, the standing sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from casebook import export
from casebook.store import CasebookError, ask, open_release, release
from casebook.ui.text import as_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from streamlit.delta_generator import DeltaGenerator

    from casebook.selection import Selection


MOST_ROWS = 200
"""Cases that a table of one question lists, as its query says."""

_STYLE = Path(__file__).with_name("page.css")


def style() -> None:
    """Set what the theme has no option for: space, sizes of headings, print."""
    st.html(_STYLE)


def hold_release() -> None:
    """Answer this whole page run from one release; say so and stop where there is no case file."""
    try:
        open_release()
    except CasebookError as error:
        st.error(str(error))
        st.stop()


def nothing_matches() -> NoReturn:
    """Say that the filters leave no case, and how to go on; the page ends here."""
    st.info(
        "No published case matches all of these filters. "
        "Take one off in the line above, or begin anew with “New patient”."
    )
    st.stop()


def standing_sentence() -> None:
    """Say under every page what published cases cannot say, and which release this is."""
    told = release()
    st.divider()
    st.caption(f"{export.STANDING_SENTENCE} Release {told['release']}, newest case change {told['newest_case']}.")


def drug_counts(rows: pl.DataFrame) -> None:
    """Show how many cases there are, and how many on each drug."""
    counts = {"Cases": rows["cases"].sum(), **dict(rows.select(rows["drug"].cast(str), "cases").rows())}
    with st.container(horizontal=True, key="drug_counts"):
        for label, cases in counts.items():
            st.metric(label, f"{cases:,}", border=True, width=170)


def table(name: str, rows: pl.DataFrame, title: str) -> None:
    """Show a summary table under its title, with its CSV."""
    st.subheader(title, anchor=False)
    if rows.is_empty():
        st.markdown("No case says.")
        return
    columns = [column for column in rows.columns if column.islower()]
    labels = dict(ask("data_dictionary").select("name", "label").rows()) if columns else {}
    named = rows.rename({column: labels.get(column, column.replace("_", " ").capitalize()) for column in columns})
    with st.container(key=f"table_{name}"):
        st.html(as_html(named))  # one element of the page; st.table makes one of each cell, to be redrawn at a click
    if rows.height == MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} cases are listed. The CSV in the line above the page holds all of them.")
    offer_csv(name, rows)


def offer_csv(name: str, rows: pl.DataFrame) -> None:
    """Offer the rows of a table as CSV."""
    st.download_button(
        "CSV of this table", export.to_csv(rows), f"{name}.csv", "text/csv", key=f"csv_{name}", on_click="ignore"
    )


def halves(selections: Sequence[Selection]) -> Sequence[DeltaGenerator]:
    """Give two places for the figures of a page: side by side, unless two selections need the width."""
    if len(selections) > 1:
        return [st.container(), st.container()]
    return st.columns(2, gap="medium")


def end_points() -> None:
    """Say how the end point of a latency is shown."""
    st.caption(
        "A bar is the precision that the unit implies, half a unit to either side. A letter at its right end names the "
        "end point that the source counts to: S symptom onset, A admission, I imaging; none, not stated."
    )


def reference_of_lavage() -> None:
    """Name the source of the reference values of a lavage."""
    st.caption(
        "Reference, of healthy people who never smoked: macrophages above 85 %, lymphocytes 10 to 15 %, neutrophils up "
        "to 3 %, eosinophils up to 1 %. Meyer KC, Raghu G, Baughman RP, and others. An official American Thoracic "
        "Society clinical practice guideline: the clinical utility of bronchoalveolar lavage cellular analysis in "
        "interstitial lung disease. Am J Respir Crit Care Med 2012;185:1004-1014."
    )

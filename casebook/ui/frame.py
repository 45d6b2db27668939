"""What stands around and on every page: the release, figures, tables, the standing sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from casebook import export, sentences
from casebook.charts import specification
from casebook.store import CasebookError, open_release, release
from casebook.ui.text import as_text, escape

if TYPE_CHECKING:
    import polars as pl

    from casebook.charts import Question


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


def figure(chart: Question, rows: pl.DataFrame, title: str) -> None:
    """Show one question: title, sentence, chart with its text alternative, and the rows behind it with their CSV."""
    name = chart.__name__
    sentence = getattr(sentences, name)(rows)
    st.subheader(title, anchor=False)
    st.markdown(escape(sentence))
    st.vega_lite_chart(rows, specification(chart), key=f"chart_{name}", alt=f"{title} {sentence}", width="stretch")
    behind = st.expander("Rows and CSV", key=f"rows_{name}", on_change="rerun", type="compact")
    if behind.open:
        with behind:
            st.table(as_text(rows), hide_index=True, border="horizontal")
            st.download_button(
                "CSV of these rows",
                export.to_csv(rows),
                f"{name}.csv",
                "text/csv",
                key=f"csv_{name}",
                on_click="ignore",
            )


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
    st.table(as_text(rows), hide_index=True, border="horizontal")
    st.download_button(
        "CSV of this table", export.to_csv(rows), f"{name}.csv", "text/csv", key=f"csv_{name}", on_click="ignore"
    )

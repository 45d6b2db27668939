"""What stands on every page about cases: the release, counts, summary tables, the standing sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import polars as pl
import streamlit as st

from casebook import export, palette
from casebook.case_names import with_links, with_names
from casebook.codebook import codebook
from casebook.contradictions import CONTRADICTED, CONTRADICTED_IN_WORDS, mark_cells
from casebook.questions.rows import SIDES
from casebook.questions.words import in_whole_days
from casebook.store import ask_kept, release
from casebook.ui.cells import as_table
from casebook.ui.contradictions import with_mark
from common.html import as_counts, as_legend, as_passage
from common.kept import once
from common.ui import frame
from common.ui.frame import offer_csv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.questions.record import Table
    from casebook.selection import Selection

_PLACES = (
    *("lane", "before", "last", "most", "case_rank", "finding_rank", "first_of_kind", "position", "ribbon", "stage"),
    *("low", "high", "from_pct", "to_pct", "place", "with_place", "without_shares", "dot_ids"),
)
"""Columns that say where a mark of a chart stands, and nothing to a reader."""

_HEADINGS = {
    "reported": "Latency as reported",
    "end_point": "Counted to",
    "lowest_days": "Shortest (days)",
    "highest_days": "Longest (days)",
    "median_days": "Median of all (days)",
    "of_term": "Cases of the row",
    "case_ids": "Which cases",
    "of_all": "Cases counted",
    "all_cases": "Cases counted",
    "known": "Cases that say",
    "none": "Say that there was none",
    "denied": "Say that it was absent",
    "time": "Given",
    "given": "IMiD given",
    "recurred_ids": "Recurred in",
    "not_recurred_ids": "Did not recur in",
    "unknown_ids": "Result not known in",
    "not_given_ids": "Not given in",
    "cell": "Cells",
    "share_pct": "Share of cells (%)",
    "marks": "The source says",
    "lavages": "Cases with a lavage",
    "not_asked": "Of pulmonary hypertension, not counted",
    "reference_low_pct": "Reference from (%)",
    "reference_high_pct": "Reference to (%)",
    "from_term": "From",
    "to_term": "To",
}
"""Headings of columns that are no fact of the codebook, where their names would not do."""

_MOST_CASES = 100
"""Cases that the query of a table gives, as it says."""

_FIRST_LISTED = 30
"""Cases that a table lists at first: more than a reader takes in would be drawn anew at every click."""


def nothing_matches() -> NoReturn:
    """Say that the filters leave no case, and how to go on; the page ends here."""
    st.info(
        "No published case matches all of these filters. "
        "Take one off in the line above, or all of them with “Clear filters”."
    )
    st.stop()


def standing_sentence(*, on_each_sheet: bool) -> None:
    """Say under every page what published cases cannot say, and which release this is.

    `on_each_sheet` says whether it is printed here, where each sheet names the release and the link: a page of cases
    prints it below its title, with more.
    """
    today = release()
    frame.standing_sentence(
        f"{export.STANDING_SENTENCE} Release {today['release']}, newest case change {today['newest_case']}.",
        f"IMiD Lung Casebook, release {today['release']}." if on_each_sheet else "",
        on_paper=on_each_sheet,
        release=str(today["release"]),
    )


def drug_counts(selections: Sequence[Selection], sides: Sequence[pl.DataFrame]) -> None:
    """Show how many cases there are, and how many on each drug, from the rows of drug_summary.

    A drug that the filter takes away has no count: a zero would say that there is no case. Of two selections the line
    above them says how many each has.
    """
    if len(sides) == 1:
        st.html(_as_drug_counts(selections[0].drug, sides[0]))


@once
def _as_drug_counts(chosen: Sequence[str], rows: pl.DataFrame) -> str:
    counted = dict(rows.select("drug", "cases").rows())
    shown = chosen or palette.IMIDS
    drugs = [drug for drug in codebook().terms("imid") if drug in counted or drug in shown]
    return as_counts({"Cases": counted.get("all", 0), **{drug: counted.get(drug, 0) for drug in drugs}})


def table(question: Table, rows: Sequence[pl.DataFrame], title: str) -> None:
    """Show a question as a table under its title, with its CSV; of two selections, one below the other."""
    for side, answer in enumerate(rows):
        _, below = with_mark("", question.facts, side)
        above = as_passage(title="" if side else title, side=SIDES[side] if len(rows) > 1 else "")
        head = above + as_legend(below, with_links)
        name = f"{question.name}{'_beside' if side else ''}"
        is_whole = bool(st.session_state.get(_key_of_whole(name)))
        _one_table(name, *_written(question, answer, is_whole), head, question.without_rows)


def _key_of_whole(name: str) -> str:
    """Give the key by which the session knows that all rows of a table are to be listed."""
    return f"whole_{name}"


@once
def _written(
    question: Table,
    answer: pl.DataFrame,
    is_whole: bool,  # noqa: FBT001  a key of what is kept stands in its place
) -> tuple[pl.DataFrame, str]:
    """Give the rows of a table, and the first or all as HTML, with a mark where a source contradicts itself.

    What is said of how sure it is stands below it: on paper a table stays with its title.
    """
    rows = question.in_words(answer)
    marked = mark_cells(rows)
    as_written = as_table(in_words(marked), None if is_whole else _FIRST_LISTED)
    if marked is not rows and CONTRADICTED in as_written:
        as_written += as_legend(CONTRADICTED_IN_WORDS)
    return rows, as_written + as_passage(behind=question.how_sure(answer))


def _one_table(name: str, rows: pl.DataFrame, as_written: str, head: str, without_rows: str) -> None:
    if rows.is_empty():
        st.html(head + as_passage(without_rows))
        return
    with st.container(key=f"table_{name}"):
        # One element of the page: st.table makes one of each cell, to be redrawn at a click.
        st.html(head + as_written)
    if rows.height > _FIRST_LISTED:
        _offer_whole(name, rows.height)
    offer_csv(name, rows)


def _offer_whole(name: str, cases: int) -> None:
    """Say that the first cases are listed, let the reader list all that there are rows of, and say where others are."""
    are_all = cases < _MOST_CASES
    if st.session_state.get(_key_of_whole(name)):
        if not are_all:
            st.caption(f"The first {cases} cases are listed. The CSV in the line above the page holds all of them.")
    else:
        st.caption(f"The first {_FIRST_LISTED}{f' of {cases}' if are_all else ''} cases are listed.")
    st.toggle(f"List all {cases}" if are_all else f"List the first {cases}", key=_key_of_whole(name))


def in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Give rows as they are read: headings in words, days as whole days, names of cases; the CSV has them as they are.

    Columns that only say where a mark of the chart stands are left out.
    """
    rows = rows.drop(_PLACES, strict=False)
    columns = [column for column in rows.columns if column.islower()]
    labels = {**_HEADINGS, **_labels(ask_kept("data_dictionary"))} if columns else {}
    days = [name for name, kind in rows.schema.items() if name.endswith("_days") and kind.is_float()]
    several = [name for name in rows.columns if name.endswith("_ids")]
    shown = rows.with_columns(
        *(in_whole_days(pl.col(name)) for name in days),
        *(pl.Series(name, [with_names(text or "") for text in rows[name]], pl.String()) for name in several),
    )
    return shown.rename({column: labels.get(column, column.replace("_", " ").capitalize()) for column in columns})


@once
def _labels(dictionary: pl.DataFrame) -> Mapping[str, str]:
    """Give the name of each column in words."""
    return dict(dictionary.select("name", "label").rows())

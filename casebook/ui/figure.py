"""One question of the casebook as a figure, over one selection or two; a click on a mark narrows the cases."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl
import streamlit as st

from casebook import palette
from casebook.case_names import for_charts, with_links, with_names
from casebook.filters import TermsFilter, filter_of_column
from casebook.questions.dots import MOST_DOTS, without_bars
from casebook.questions.lavage import REFERENCE
from casebook.questions.rows import SIDES, fit_to_two, of_both
from casebook.selection import every_case
from casebook.ui.cells import write_in_words
from casebook.ui.contradictions import with_mark
from casebook.ui.frame import in_words
from casebook.ui.link import open_case
from casebook.ui.terms_left import cases_left
from common.charts import with_sentence
from common.html import as_beside, as_html, as_legend, as_narrow, as_passage
from common.kept import once
from common.ui.figure import draw, key_of_chart, rows_behind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casebook.questions.record import Question


def figure(question: Question, rows: Sequence[pl.DataFrame], title: str) -> None:
    """Show one question over one selection, or over two in one chart: A and B on the same axis, row beside row.

    `rows` holds a frame for each selection, in the shape of the query of that name.
    """
    written = _written(question, *rows)
    names = _names(len(rows))
    passages = []
    for side, (sentence, behind) in enumerate(zip(written.sentences, written.behind, strict=True)):
        marked, below = with_mark(sentence, question.facts, side)
        passage = as_passage(marked, side=names[side], behind=behind, write=with_links)
        passages.append(passage + as_legend(below, with_links))
    st.html(as_passage(title=title) + as_beside(passages))
    if written.drawn is None:
        return
    drugs = cases_left(every_case()).get("drug", {})
    for_rows = _fitting(question.row_height_of_two, frozenset(drugs), few=sum(drugs.values()) <= MOST_DOTS)
    draw(question.chart, written.drawn, title, question.name, _open_or_narrow, for_rows=for_rows)
    if written.below:
        st.html(written.below)
    files = (question.name, f"{question.name}_beside")
    rows_behind(dict(zip(files, rows, strict=False)), _as_table, names)


class _Written(NamedTuple):
    """What is shown of one selection or two: a sentence and what is behind it for each, and what they share.

    `below` is the HTML below the chart, `drawn` the rows of the chart, None where there is nothing to draw.
    """

    sentences: list[str]
    behind: list[str]
    below: str
    drawn: pl.DataFrame | None


@once
def _written(question: Question, *rows: pl.DataFrame) -> _Written:
    """Put the rows of each selection in words, and make the rows of the chart of them."""
    sentences = [question.without_rows if answer.is_empty() else question.sentence(answer) for answer in rows]
    behind = ["" if answer.is_empty() else question.how_sure(answer) for answer in rows]
    drawn = of_both(question.same_axes(rows))
    if drawn.is_empty() or all(answer.is_empty() for answer in rows):
        return _Written(sentences, behind, "", None)
    names = _names(len(rows))
    spoken = " ".join(f"{name}: {words}" if name else words for name, words in zip(names, sentences, strict=True))
    return _Written(sentences, behind, _below(question, rows), with_sentence(for_charts(drawn), with_names(spoken)))


def _names(selections: int) -> Sequence[str]:
    return SIDES if selections > 1 else ("",)


def _below(question: Question, rows: Sequence[pl.DataFrame]) -> str:
    """Explain the letters of the chart, and list for a narrow screen what the words of the chart say."""
    parts = [as_legend(question.legend(pl.concat(rows, how="vertical_relaxed")))]
    if question.in_list:
        listed = [
            as_passage(side=name) + as_html(question.in_list(answer), write=_write_linked)
            for answer, name in zip(rows, _names(len(rows)), strict=True)
            if not answer.is_empty()
        ]
        in_place_of = "" if question.drawn_narrow else key_of_chart(question.name)
        parts.append(as_narrow("".join(listed), in_place_of=in_place_of))
    return "".join(parts)


@cache
def _fitting(
    row_height_of_two: int | None, drugs: frozenset[str], *, few: bool
) -> Callable[[dict[str, Any], pl.DataFrame], dict[str, Any]]:
    """Give what fits a specification to the release, by its drugs and whether it has few cases, and to rows.

    It is one function for the same arguments, since what it gives is kept by it.
    """

    def fitting(specified: dict[str, Any], rows: pl.DataFrame) -> dict[str, Any]:
        of_release = palette.with_drugs(specified, drugs)
        return fit_to_two(without_bars(of_release) if few else of_release, rows, row_height_of_two)

    return fitting


def _write_linked(_column: str, cell: object) -> str:
    return with_links(str(cell))


def _as_table(rows: pl.DataFrame) -> str:
    """Give the rows behind a chart as they are read: a state is what a row is of, and stands in words."""
    return as_html(in_words(rows), write=write_in_words)


def _open_or_narrow(picked: Mapping[str, Any]) -> None:
    """Open the case that a clicked mark stands for, or set the filters that it stands for.

    A mark of several cases, and the reference of a lavage, open none. Pace of recovery and whether a lavage was done
    have no filter: a mark of theirs narrows by its drug.
    """
    for column, value in picked.items():
        record = filter_of_column(column)
        if column == "case_id" and " " not in str(value) and value != REFERENCE:
            open_case(str(value))
        elif isinstance(record, TermsFilter) and value in record.terms:
            st.session_state[record.key] = [value]

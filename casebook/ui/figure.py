"""One question of the casebook as a figure, over one selection or two; a click on a mark narrows the cases."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from casebook import palette
from casebook.case_names import for_charts, with_links, with_names
from casebook.filters import TermsFilter, filter_of_column
from casebook.questions.lavage import REFERENCE
from casebook.questions.words import NO_CASE_SAYS
from casebook.ui.cells import write_in_words
from casebook.ui.frame import SIDES, in_words
from casebook.ui.link import open_case
from common.charts import with_sentence
from common.html import as_html, as_legend, as_passage
from common.kept import once
from common.ui.figure import draw, rows_behind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    import polars as pl
    from streamlit.delta_generator import DeltaGenerator

    from casebook.questions.record import Question


def figure(question: Question, rows: Sequence[pl.DataFrame], title: str, *, wide: bool = False) -> None:
    """Show one question over one selection, or over two side by side with the same axes; wide charts one below another.

    `rows` holds a frame for each selection, in the shape of the query of that name.
    """
    written = _written(question, *rows)
    if len(rows) == 1:
        st.html(as_passage(written[0].sentence, title=title, behind=written[0].behind, write=with_links))
        places: Sequence[AbstractContextManager[object]] = [nullcontext()]
    else:
        st.html(as_passage(title=title))
        places = _sides(written, wide=wide)
    for side, (answer, shown) in enumerate(zip(rows, written, strict=True)):
        if shown.drawn is not None:
            key = f"{question.name}{'_beside' if side else ''}"
            with places[side]:
                picked = None if side else _open_or_narrow
                draw(question.chart, shown.drawn, title, key, picked, for_rows=palette.drugs_of_rows)
                if shown.legend:
                    st.html(as_legend(shown.legend))
                rows_behind(key, answer, _as_table)


class _Written(NamedTuple):
    """What is shown of one selection: its sentence, what is behind it, its legend, and the rows of its chart if any."""

    sentence: str
    behind: str
    legend: str
    drawn: pl.DataFrame | None


@once
def _written(question: Question, *rows: pl.DataFrame) -> list[_Written]:
    """Put the rows of each selection in words, and make the rows of charts with the same axes of them."""
    return [
        _Written(NO_CASE_SAYS, "", "", None)
        if answer.is_empty()
        else _write(question, answer, None if drawn.is_empty() else drawn)
        for answer, drawn in zip(rows, question.same_axes(rows), strict=True)
    ]


def _write(question: Question, answer: pl.DataFrame, drawn: pl.DataFrame | None) -> _Written:
    sentence = question.sentence(answer)
    with_sentences = None if drawn is None else with_sentence(for_charts(drawn), with_names(sentence))
    return _Written(sentence, question.how_sure(answer), question.legend(answer), with_sentences)


def _as_table(rows: pl.DataFrame) -> str:
    """Give the rows behind a chart as they are read: a state is what a row is of, and stands in words."""
    return as_html(in_words(rows), write=write_in_words)


def _sides(written: Sequence[_Written], *, wide: bool) -> Sequence[DeltaGenerator]:
    """Write the sentence of each of two selections, and give the places of their charts."""
    if wide:
        places = [st.container() for _ in written]
        for place, side, shown in zip(places, SIDES, written, strict=True):
            place.html(as_passage(shown.sentence, side=side, behind=shown.behind, write=with_links))
        return places
    # Sentences and charts are rows of their own, so that charts beside each other begin at one height.
    for above, shown in zip(st.columns(len(written), gap="medium"), written, strict=True):
        above.html(as_passage(shown.sentence, behind=shown.behind, write=with_links))
    return st.columns(len(written), gap="medium")


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

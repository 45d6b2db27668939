"""One question of the casebook as a figure, over one selection or two; a click on a mark narrows the cases."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import streamlit as st

from casebook import palette
from casebook.case_names import for_charts, with_links, with_names
from casebook.filters import TermsFilter, TextFilter, filter_of_column
from casebook.questions.lavage import REFERENCE
from casebook.questions.words import NO_CASE_SAYS
from casebook.ui.frame import SIDES
from common.charts import with_sentence
from common.html import as_passage
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
    written = [NO_CASE_SAYS if answer.is_empty() else question.sentence(answer) for answer in rows]
    if len(rows) == 1:
        st.html(as_passage(written[0], title=title, write=with_links))
        places: Sequence[AbstractContextManager[object]] = [nullcontext()]
    else:
        st.html(as_passage(title=title))
        places = _sides(written, wide=wide)
    for side, (answer, drawn) in enumerate(zip(rows, question.same_axes(rows), strict=True)):
        if not answer.is_empty() and not drawn.is_empty():
            key = f"{question.name}{'_beside' if side else ''}"
            with places[side]:
                picked = None if side else _narrow
                said = with_sentence(for_charts(drawn), with_names(written[side]))
                draw(question.chart, said, title, key, picked, for_rows=palette.drugs_of_rows)
                rows_behind(key, answer)


def _sides(written: Sequence[str], *, wide: bool) -> Sequence[DeltaGenerator]:
    """Write the sentence of each of two selections, and give the places of their charts."""
    if wide:
        places = [st.container() for _ in written]
        for place, side, sentence in zip(places, SIDES, written, strict=True):
            place.html(as_passage(sentence, side=side, write=with_links))
        return places
    # Sentences and charts are rows of their own, so that charts beside each other begin at one height.
    for above, sentence in zip(st.columns(len(written), gap="medium"), written, strict=True):
        above.html(as_passage(sentence, write=with_links))
    return st.columns(len(written), gap="medium")


def _narrow(picked: Mapping[str, Any]) -> None:
    """Set the filters that a clicked mark stands for.

    Pace of recovery and whether a lavage was done have no filter: a mark of theirs narrows by its drug.
    """
    for column, value in picked.items():
        record = filter_of_column(column)
        if isinstance(record, TermsFilter) and value in record.terms:
            st.session_state[record.key] = [value]
        elif isinstance(record, TextFilter) and " " not in str(value) and value != REFERENCE:
            st.session_state[record.key] = str(value)

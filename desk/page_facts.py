"""What is counted of local cases on a page of findings: what the page itself counts of the published ones.

Nothing lists it. A page names the questions that it shows, and a question the facts that it counts; of a table with a
row per case they are its columns.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from casebook.codebook import codebook
from casebook.questions.of_page import questions_of_page
from casebook.questions.record import Table
from casebook.selection import Selection
from casebook.store import ask_kept
from desk.local_counts import COUNTED_AS, counted_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casebook.questions.record import Question


@cache
def facts_of_page(page: str) -> tuple[str, ...]:
    """Give the counted facts of a page of findings, in clinical order; none where it shows no such question.

    `page` is its path, as in "timing". The release has to be open.
    """
    findings = tuple(fact.name for fact in codebook().finding_kinds().values())
    counted_as = {**COUNTED_AS, "findings": findings}
    shown = {fact for question in questions_of_page(page) for fact in _facts_of(question)}
    counted = {name for fact in shown for name in counted_as.get(fact, (fact,))}
    return tuple(name for name in counted_facts() if name in counted)


def _facts_of(question: Question | Table) -> Sequence[str]:
    is_row_per_case = isinstance(question, Table) and not question.facts
    return ask_kept(question.name, Selection()).columns if is_row_per_case else question.facts

"""What is counted of local cases on a page of findings: what the page itself counts of the published ones.

Nothing lists it. A page names the questions that it shows, and a question the facts that it counts; of a table with a
row per case they are its columns.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from casebook.codebook import codebook
from casebook.questions.record import Question, Table
from casebook.selection import Selection
from casebook.store import ask_kept
from common.paths import ROOT
from desk.local_counts import COUNTED_AS, counted_facts

_SHOWN = re.compile(r"\bui\.(?:figure|table)\((\w+)\.(\w+),")
"""How a page names a question that it shows: its module in casebook.questions, and its name there."""


@cache
def facts_of_page(page: str) -> tuple[str, ...]:
    """Give the counted facts of a page of findings, in clinical order; none where it shows no such question.

    `page` is its path, as in "timing". The release has to be open.
    """
    text = (ROOT / "pages" / "findings" / f"{page}.py").read_text(encoding="utf-8")
    shown = [getattr(import_module(f"casebook.questions.{module}"), name) for module, name in _SHOWN.findall(text)]
    facts = {fact for question in shown for fact in _facts_of(question)}
    findings = tuple(fact.name for fact in codebook().finding_kinds().values())
    counted = {name for fact in facts for name in {**COUNTED_AS, "findings": findings}.get(fact, (fact,))}
    return tuple(name for name in counted_facts() if name in counted)


def _facts_of(question: Question | Table) -> tuple[str, ...]:
    if question.facts or isinstance(question, Question):
        return question.facts
    return tuple(ask_kept(question.name, Selection()).columns)

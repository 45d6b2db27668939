"""Lists that are found and not kept by hand: the records of casebook/questions, and the files of queries/."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import casebook.questions
from casebook.questions.record import Question, Table
from casebook.selection import Selection
from casebook.store import ask, text_of
from common.paths import QUERIES

if TYPE_CHECKING:
    import duckdb
    import polars as pl

OVER_CASES = ("findings", "cases")
"""Folders of queries/ whose questions are about published cases."""


def records() -> dict[str, Question | Table]:
    """Give every record of casebook/questions by the name under which it stands in its module."""
    names = [f"{casebook.questions.__name__}.{module.name}" for module in iter_modules(casebook.questions.__path__)]
    return {
        name: record
        for module in map(import_module, names)
        for name, record in vars(module).items()
        if isinstance(record, (Question, Table))
    }


FIGURES = {name: record for name, record in records().items() if isinstance(record, Question)}
TABLES = {name: record for name, record in records().items() if isinstance(record, Table)}


def questions_over_cases() -> list[str]:
    """Name the questions of queries/findings and queries/cases."""
    return sorted(path.stem for folder in OVER_CASES for path in (QUERIES / folder).glob("*.sql"))


def bound_by(question: str) -> set[str]:
    """Name the values that a question takes."""
    return set(re.findall(r"\$([a-z_]+)", text_of(question)))


def answer(question: str, cases: duckdb.DuckDBPyConnection, case_id: str = "vivien-2022") -> pl.DataFrame:
    """Ask a question over every case, or over the one named where it is about one case."""
    values = {"case_id": case_id} if "case_id" in bound_by(question) else {}
    return ask(question, None if values else Selection(), cases, **values)

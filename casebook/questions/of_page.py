"""The questions that a page of findings shows, found in its script: nothing lists them a second time."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from casebook import questions
from casebook.questions.record import Question, Table
from common.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

FINDINGS = ROOT / "pages" / "findings"


@cache
def questions_of_page(page: str) -> tuple[Question | Table, ...]:
    """Give the questions that a page of findings names, in the order in which it does; `page` is as in "timing".

    A page imports the modules of its subjects and names their records: both are among the names of its script, as
    Python compiles it. It is not run.
    """
    script = FINDINGS / f"{page}.py"
    names = compile(script.read_text(encoding="utf-8"), str(script), "exec").co_names
    subjects = [module for name, module in _subjects().items() if name in names]
    records = (getattr(subject, name, None) for name in names for subject in subjects)
    return tuple(record for record in records if isinstance(record, Question | Table))


@cache
def _subjects() -> Mapping[str, ModuleType]:
    """Give the modules beside this one by their names."""
    names = (module.name for module in pkgutil.iter_modules(questions.__path__))
    return {name: import_module(f"{questions.__name__}.{name}") for name in names if name != "of_page"}

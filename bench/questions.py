"""How long each question takes that the filters narrow."""

from __future__ import annotations

import re
import time
from statistics import median
from typing import TYPE_CHECKING

from casebook.questions.case_list import MOST_LISTED
from casebook.selection import Selection
from casebook.store import FOLDERS, ask, connect, text_of
from common.paths import QUERIES

if TYPE_CHECKING:
    from pathlib import Path

FILTERS = {
    "no filter": "",
    "one drug": "drug=pomalidomide",
    "five filters": "drug=lenalidomide&drug=pomalidomide&prior_imid=yes&prior_imid=not+reported&latency=7&latency=730"
    "&steroid=yes&rechallenge=recurred&rechallenge=not+reported",
    "text": "q=organizing+pneumonia",
}
"""Links whose filters are measured."""

HANDED_OUT = frozenset({"case_table", "evidence", "sources"})
"""Questions that a page asks for a download only: their answer holds every case, or every fact of every case."""

_BOUND = {"most": MOST_LISTED}


def time_questions(casebook: Path, repeats: int = 9) -> dict[str, dict[str, float]]:
    """Give for each question and each of FILTERS the median time in milliseconds, from question to Polars frame.

    A download is asked for once only: at 100 000 cases it takes seconds.
    """
    taken: dict[str, dict[str, float]] = {}
    with connect(casebook.resolve()) as opened:
        for question in _narrowed_by_filters():
            taken[question] = {}
            for name, link in FILTERS.items():
                selection, _ = Selection.from_query(link)
                bound = {key: value for key, value in _BOUND.items() if key in _parameters(question)}
                times = []
                for _ in range(1 if question in HANDED_OUT else repeats):
                    begun = time.perf_counter()
                    ask(question, selection, opened, **bound)
                    times.append(1000 * (time.perf_counter() - begun))
                taken[question][name] = median(times)
    return taken


def _narrowed_by_filters() -> list[str]:
    """Name the questions that take the selection, and nothing that is not known here."""
    every = sorted(path.stem for folder in FOLDERS for path in (QUERIES / folder).glob("*.sql"))
    return [question for question in every if "selection" in (asked := _parameters(question)) and asked <= _ANSWERED]


_ANSWERED = {"selection", *_BOUND}


def _parameters(question: str) -> set[str]:
    return set(re.findall(r"\$([a-z_]+)", text_of(question)))

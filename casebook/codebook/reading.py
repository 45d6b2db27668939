"""Reading the two files of the codebook, and every fault in them, with row and column."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from casebook.codebook.checks import faults_between_rows, faults_of_implied, faults_of_lists
from casebook.codebook.faults import CodebookFault, FaultyCodebookError
from casebook.codebook.model import (
    COMPARED,
    KINDS,
    ORIGINS,
    PLACES,
    STATES,
    WITH_TOLERANCE,
    Answer,
    Codebook,
    Criterion,
    Fact,
    Filter,
    Term,
)
from common.moments import read_day
from common.paths import DATA
from common.tables import reader_of_csv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

CODEBOOK = DATA / "codebook"

FACT_COLUMNS = (
    *("section", "name", "label", "origin", "kind", "terms", "states", "unit", "low", "high", "explanation"),
    *("filter", "filter_order", "filter_name", "filter_place", "filter_help"),
    *("criterion", "criterion_order", "criterion_name", "compares", "tolerance", "criterion_note", "criterion_short"),
    *("since", "implies"),
)
TERM_COLUMNS = ("list", "term", "meaning", "synonyms", "counts_as", "ontology_id", "ontology_label", "implies")

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_A_NAME = "a name of letters a to z, digits and _, that begins with a letter"
_BETWEEN_TERMS = ";"

Rows = list[tuple[int, dict[str, str]]]
"""Rows of a file, each with its number as a spreadsheet counts, and its cells by column."""


@cache
def codebook(folder: Path = CODEBOOK) -> Codebook:
    """Read and check the codebook once for the process. Raises FaultyCodebookError with every fault."""
    faults: list[CodebookFault] = []
    term_rows = rows_of_table(folder / "terms.csv", TERM_COLUMNS, faults)
    lists = _read_lists(term_rows, faults)
    rows_of_terms = {(cells["list"], cells["term"]): row for row, cells in term_rows}
    if term_rows:
        faults += faults_of_lists(lists, rows_of_terms)
    facts: dict[str, Fact] = {}
    rows: dict[str, int] = {}
    for row, cells in rows_of_table(folder / "facts.csv", FACT_COLUMNS, faults):
        fact = _Row(row, cells, faults).fact(lists)
        if fact.name in facts:
            faults.append(CodebookFault("facts.csv", row, "name", fact.name, "each name once"))
        facts[fact.name], rows[fact.name] = fact, row
    faults += faults_between_rows(facts, rows)
    if term_rows and facts:
        faults += faults_of_implied(facts, lists, rows, rows_of_terms)
    if faults:
        raise FaultyCodebookError(sorted(faults, key=lambda fault: (fault.file, fault.row)))
    return Codebook(facts, lists)


def rows_of_table(path: Path, columns: tuple[str, ...], faults: list[CodebookFault]) -> Rows:
    """Read the rows of a file; columns may stand in any order, between commas or semicolons."""

    def fault(row: int, column: str, found: str, allowed: str) -> None:
        faults.append(CodebookFault(path.name, row, column, found, allowed))

    try:
        text = path.read_bytes().decode("utf-8-sig")
        commas = text.split("\n", 1)[0].count(",")
        between = ";" if text.split("\n", 1)[0].count(";") > commas else ","
        lines = list(reader_of_csv(text, between))
    except OSError as error:
        fault(1, "all", str(error.strerror), f"a file {path.name} in {path.parent}")
        return []
    except (UnicodeDecodeError, csv.Error) as error:
        fault(1, "all", str(error), "a table of comma-separated values in UTF-8")
        return []
    heading = [cell.strip() for cell in lines[0]] if lines else []
    if sorted(heading) != sorted(columns):
        missing = ", ".join(sorted(set(columns) - set(heading))) or "none"
        unknown = ", ".join(sorted(set(heading) - set(columns))) or "none"
        fault(1, "heading", f"missing: {missing}; unknown: {unknown}", f"each once: {', '.join(columns)}")
        return []
    rows: Rows = []
    for row, cells in enumerate(lines[1:], 2):
        if len(cells) == len(heading):
            if any(cell.strip() for cell in cells):
                rows.append((row, {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}))
        elif any(cell.strip() for cell in cells):
            fault(row, "all", f"{len(cells)} cells", f"{len(heading)} cells")
    if not rows:
        fault(2, "all", "nothing", "a row for each fact or term")
    return rows


def _read_lists(rows: Rows, faults: list[CodebookFault]) -> dict[str, tuple[Term, ...]]:
    lists: dict[str, dict[str, Term]] = {}
    for row, cells in rows:
        name, term = cells["list"], cells["term"]
        if not _NAME.fullmatch(name):
            faults.append(CodebookFault("terms.csv", row, "list", name, _A_NAME))
        if not term or term in STATES or _BETWEEN_TERMS in term:
            faults.append(CodebookFault("terms.csv", row, "term", term, "a term, without “;”, that is no state"))
        if term in lists.setdefault(name, {}):
            faults.append(CodebookFault("terms.csv", row, "term", term, f"each term of {name} once"))
        lists[name][term] = Term(
            term,
            cells["meaning"],
            _parts(cells["synonyms"]),
            cells["counts_as"],
            cells["ontology_id"],
            cells["ontology_label"],
            _answers(cells["implies"]),
        )
    return {name: tuple(terms.values()) for name, terms in lists.items()}


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of facts.csv, as it is read; what is wrong with a cell goes to `faults`."""

    row: int
    cells: Mapping[str, str]
    faults: list[CodebookFault]

    def fault(self, column: str, allowed: str) -> None:
        self.faults.append(CodebookFault("facts.csv", self.row, column, self.cells[column], allowed))

    def fact(self, lists: Mapping[str, tuple[Term, ...]]) -> Fact:
        cells = self.cells
        self.name("name")
        of_lists = _parts(cells["terms"])
        if any(name not in lists for name in of_lists):
            self.fault("terms", f"lists of terms.csv: {', '.join(lists)}")
        kind = self.one_of("kind", KINDS)
        if kind != "open list" and (kind in {"term", "list"}) != bool(of_lists):
            self.fault("terms", "a list of terms.csv for a term or a list, nothing for another kind")
        states = _parts(cells["states"])
        if any(state not in STATES for state in states) or sorted(states, key=STATES.index) != list(states):
            self.fault("states", f"any of {'; '.join(STATES)}, in this order")
        low, high = self.number("low", float("-inf")), self.number("high", float("inf"))
        if low > high:
            self.fault("high", "no less than low")
        if cells["origin"] != "derived" and not cells["section"]:
            self.fault("section", "a section; a derived fact without one is not shown")
        if cells["section"] and not (cells["label"] and cells["explanation"]):
            self.fault("explanation", "a label and an explanation for a fact that is shown")
        return Fact(
            cells["section"],
            cells["name"],
            cells["label"],
            self.one_of("origin", ORIGINS),
            kind,
            of_lists,
            tuple(term.name for name in of_lists for term in lists.get(name, ())),
            states,
            cells["unit"],
            low,
            high,
            cells["explanation"],
            self.filter() if cells["filter"] else None,
            self.criterion() if cells["criterion"] else None,
            self.day("since"),
            _answers(cells["implies"]),
        )

    def filter(self) -> Filter:
        cells = self.cells
        self.name("filter")
        if not cells["filter_name"]:
            self.fault("filter_name", "the name of the filter in words")
        place = self.one_of("filter_place", PLACES)
        return Filter(cells["filter"], self.whole("filter_order"), cells["filter_name"], place, cells["filter_help"])

    def criterion(self) -> Criterion:
        cells = self.cells
        self.name("criterion")
        if not cells["criterion_name"]:
            self.fault("criterion_name", "the name of the criterion in words")
        compares = self.one_of("compares", tuple(COMPARED))
        tolerance = self.number("tolerance", 0)
        if compares in WITH_TOLERANCE and tolerance <= 0:
            self.fault("tolerance", "a number above 0: the factor, or the distance in the unit of the fact")
        return Criterion(
            cells["criterion"],
            self.whole("criterion_order"),
            cells["criterion_name"],
            compares,
            tolerance,
            cells["criterion_note"],
            cells["criterion_short"],
        )

    def name(self, column: str) -> None:
        if not _NAME.fullmatch(self.cells[column]):
            self.fault(column, _A_NAME)

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        if self.cells[column] not in allowed:
            self.fault(column, " | ".join(allowed))
        return self.cells[column]

    def number(self, column: str, otherwise: float) -> float:
        try:
            number = float(self.cells[column]) if self.cells[column] else otherwise
        except ValueError:
            number = math.nan
        if self.cells[column] and not math.isfinite(number):
            self.fault(column, "a number with a point, as in 0.5, or nothing")
            return otherwise
        return number

    def whole(self, column: str) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", self.cells[column]):
            self.fault(column, "a whole number: its place among the others")
            return 0
        return int(self.cells[column])

    def day(self, column: str) -> date | None:
        cell = self.cells[column]
        day = read_day(cell)
        if cell and day is None:
            self.fault(column, "a date, as in 2026-11-23, or nothing")
        return day


def _answers(cell: str) -> tuple[Answer, ...]:
    """Read answers as in bal_performed=yes; what is none of the codebook is found once all facts are read."""
    return tuple(Answer(fact.strip(), term.strip()) for fact, _, term in (part.partition("=") for part in _parts(cell)))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(_BETWEEN_TERMS) if part.strip())

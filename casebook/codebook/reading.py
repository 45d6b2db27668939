"""Reading the two files of the codebook, and every fault in them, with row and column."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from casebook.codebook.model import (
    COMPARED,
    FILTERED,
    KINDS,
    ORIGINS,
    PLACES,
    RESERVED,
    STATES,
    Codebook,
    Criterion,
    Fact,
    Filter,
    Term,
)
from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CODEBOOK = DATA / "codebook"

FACT_COLUMNS = (
    *("section", "name", "label", "origin", "kind", "terms", "states", "unit", "low", "high", "explanation"),
    *("filter", "filter_order", "filter_name", "filter_place", "filter_help"),
    *("criterion", "criterion_order", "criterion_name", "compares", "tolerance", "criterion_note", "criterion_short"),
    "since",
)
TERM_COLUMNS = ("list", "term", "meaning", "synonyms", "counts_as")

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BETWEEN_TERMS = ";"


class CodebookFault(NamedTuple):
    """One fault of the codebook: file, row as a spreadsheet counts, column, what stands there, what is allowed."""

    file: str
    row: int
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.file}, row {self.row}, column {self.column}: found “{self.found}”; allowed: {self.allowed}"


class FaultyCodebookError(ValueError):
    """The codebook has faults."""

    def __init__(self, faults: list[CodebookFault]) -> None:
        """Keep the faults, in the order of the rows."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@cache
def codebook(folder: Path = CODEBOOK) -> Codebook:
    """Read and check the codebook once for the process. Raises FaultyCodebookError with every fault, or OSError."""
    faults: list[CodebookFault] = []
    lists = _read_lists(_rows(folder / "terms.csv", TERM_COLUMNS, faults), faults)
    facts: dict[str, Fact] = {}
    for row, cells in _rows(folder / "facts.csv", FACT_COLUMNS, faults):
        fact = _Row("facts.csv", row, cells, faults).fact(lists)
        if fact.name in facts:
            faults.append(CodebookFault("facts.csv", row, "name", fact.name, "each name once"))
        facts[fact.name] = fact
    faults += _twice(facts, "filter")
    faults += _twice(facts, "criterion")
    if faults:
        raise FaultyCodebookError(sorted(faults, key=lambda fault: (fault.file, fault.row)))
    return Codebook(facts, lists)


def _rows(path: Path, columns: tuple[str, ...], faults: list[CodebookFault]) -> list[tuple[int, dict[str, str]]]:
    """Read the rows of a file, each with its number as a spreadsheet counts; commas and semicolons are read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(CodebookFault(path.name, 1, "all", str(error), "text in UTF-8"))
        return []
    heading = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if heading.count(";") > heading.count(",") else ","
    )
    lines = list(reader)
    found = [cell.strip() for cell in lines[0]] if lines else []
    if sorted(found) != sorted(columns):
        missing, unknown = sorted(set(columns) - set(found)), sorted(set(found) - set(columns))
        wrong = f"missing: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'}"
        faults.append(CodebookFault(path.name, 1, "heading", wrong, f"each once: {', '.join(columns)}"))
        return []
    rows = []
    for row, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(found):
            faults.append(CodebookFault(path.name, row, "all", f"{len(cells)} cells", f"{len(found)} cells"))
            continue
        rows.append((row, {name: cell.strip() for name, cell in zip(found, cells, strict=True)}))
    return rows


def _read_lists(rows: list[tuple[int, dict[str, str]]], faults: list[CodebookFault]) -> dict[str, tuple[Term, ...]]:
    lists: dict[str, dict[str, Term]] = {}
    for row, cells in rows:
        name, term = cells["list"], cells["term"]
        if not _NAME.fullmatch(name):
            faults.append(CodebookFault("terms.csv", row, "list", name, "a name of letters a to z, digits and _"))
        if not term or term in STATES or _BETWEEN_TERMS in term:
            faults.append(CodebookFault("terms.csv", row, "term", term, "a term, without “;”, that is no state"))
        if term in lists.setdefault(name, {}):
            faults.append(CodebookFault("terms.csv", row, "term", term, f"each term of {name} once"))
        lists[name][term] = Term(term, cells["meaning"], _parts(cells["synonyms"]), cells["counts_as"])
    return {name: tuple(terms.values()) for name, terms in lists.items()}


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of facts.csv, as it is read; what is wrong with a cell goes to `faults`."""

    file: str
    row: int
    cells: Mapping[str, str]
    faults: list[CodebookFault]

    def fault(self, column: str, allowed: str) -> None:
        self.faults.append(CodebookFault(self.file, self.row, column, self.cells[column], allowed))

    def fact(self, lists: Mapping[str, tuple[Term, ...]]) -> Fact:
        cells = self.cells
        if not _NAME.fullmatch(cells["name"]):
            self.fault("name", "a name of letters a to z, digits and _")
        names = _parts(cells["terms"])
        for name in names:
            if name not in lists:
                self.fault("terms", f"lists of terms.csv: {', '.join(lists)}")
        kind = self.one_of("kind", KINDS)
        if (kind in {"term", "list"}) != bool(names):
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
            names,
            tuple(term.name for name in names for term in lists.get(name, ())),
            states,
            cells["unit"],
            low,
            high,
            cells["explanation"],
            self.filter(),
            self.criterion(),
            self.day("since"),
        )

    def filter(self) -> Filter | None:
        cells = self.cells
        if not cells["filter"]:
            return None
        self.key("filter", cells["filter"])
        if cells["filter"].endswith("_unknown"):
            self.fault("filter", "a key that does not end in _unknown")
        if cells["kind"] not in FILTERED:
            self.fault("filter", "a key only for a term, list or number")
        if not cells["filter_name"]:
            self.fault("filter_name", "the name of the filter in words")
        place = self.one_of("filter_place", PLACES)
        return Filter(cells["filter"], self.whole("filter_order"), cells["filter_name"], place, cells["filter_help"])

    def criterion(self) -> Criterion | None:
        cells = self.cells
        if not cells["criterion"]:
            return None
        self.key("criterion", cells["criterion"])
        if cells["kind"] != COMPARED.get(cells["compares"], cells["kind"]):
            self.fault("compares", f"a comparison of a {cells['kind']}")
        if not cells["criterion_name"]:
            self.fault("criterion_name", "the name of the criterion in words")
        compares = self.one_of("compares", tuple(COMPARED))
        tolerance = self.number("tolerance", 0)
        if compares in {"within factor", "within points", "band of years"} and tolerance <= 0:
            self.fault("tolerance", "a number above 0: the factor, the percentage points or the years")
        return Criterion(
            cells["criterion"],
            self.whole("criterion_order"),
            cells["criterion_name"],
            compares,
            tolerance,
            cells["criterion_note"],
            cells["criterion_short"],
        )

    def key(self, column: str, key: str) -> None:
        """Check a key of links: that it is a name, and that links have no other use for it."""
        if not _NAME.fullmatch(key):
            self.fault(column, "a key of letters a to z, digits and _")
        if key in RESERVED:
            self.fault(column, f"a key that is not one of {', '.join(RESERVED)}")
        if key.startswith("p_"):
            self.fault(column, "a key that does not begin with p_")

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        if self.cells[column] not in allowed:
            self.fault(column, " | ".join(allowed))
        return self.cells[column]

    def number(self, column: str, otherwise: float) -> float:
        try:
            return float(self.cells[column]) if self.cells[column] else otherwise
        except ValueError:
            self.fault(column, "a number, or nothing")
            return otherwise

    def whole(self, column: str) -> int:
        if not re.fullmatch(r"\d{1,4}", self.cells[column]):
            self.fault(column, "a whole number: its place among the others")
            return 0
        return int(self.cells[column])

    def day(self, column: str) -> date | None:
        try:
            return date.fromisoformat(self.cells[column]) if self.cells[column] else None
        except ValueError:
            self.fault(column, "a date, as in 2026-11-23, or nothing")
            return None


def _twice(facts: Mapping[str, Fact], column: Literal["filter", "criterion"]) -> Iterator[CodebookFault]:
    """Name the keys that two facts have."""
    seen: dict[str, str] = {}
    for row, fact in enumerate(facts.values(), 2):
        how: Any = getattr(fact, column)
        if how and how.key in seen:
            yield CodebookFault("facts.csv", row, column, how.key, f"a key of its own; {seen[how.key]} has it too")
        elif how:
            seen[how.key] = fact.name


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(_BETWEEN_TERMS) if part.strip())

"""The lists that a user may edit: drugs and their names, lung terms, myeloma, countries (data/terms)."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.paths import DATA

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = DATA / "terms"
COLUMNS = {
    "drugs": ("drug", "synonym", "part", "match", "reason"),
    "lung_injury": ("term", "part", "reason"),
    "indications": ("indication", "reason"),
    "countries": ("name", "code"),
}
_ALLOWED = {
    ("drugs", "part"): ("imid", "comparator", "backbone", "co_cause"),
    ("drugs", "match"): ("word", "whole"),
    ("lung_injury", "part"): ("narrow", "wide", "pulmonary hypertension", "infection", "embolism", "other cause"),
}
_MAY_BE_EMPTY = {("countries", "code")}


class ListError(ValueError):
    """A list cannot be used; the message names every fault with its file, line, column and value."""


@dataclass(frozen=True)
class Lists:
    """The four lists as tuples in the order of their columns, and the SHA-256 of each file."""

    drugs: list[tuple[str, str, str, bool]]
    terms: list[tuple[str, str]]
    indications: list[tuple[str]]
    countries: list[tuple[str, str]]
    sha256: dict[str, str]


def _faults_of(name: str, rows: list[dict[str, str]]) -> list[str]:
    """Say which values of a list are not allowed, a sentence each."""
    faults = []
    for line, row in enumerate(rows, start=2):
        for column in COLUMNS[name]:
            value = row[column]
            if value is None or (not value.strip() and (name, column) not in _MAY_BE_EMPTY):
                faults.append(f"{name}.csv, line {line}: {column} is empty.")
                continue
            allowed = _ALLOWED.get((name, column))
            if allowed and value not in allowed:
                faults.append(f"{name}.csv, line {line}: {column} is {value!r}, allowed is {', '.join(allowed)}.")
    return faults


def _read_list(path: Path) -> list[dict[str, str]]:
    """Read one list. Raises ListError, which names all of its faults."""
    name = path.stem
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS[name]:
            message = f"{path.name}: the columns are {reader.fieldnames}, expected {', '.join(COLUMNS[name])}."
            raise ListError(message)
        rows = list(reader)
    if faults := _faults_of(name, rows):
        raise ListError("\n".join(faults))
    return rows


def _check_one_meaning(rows: list[dict[str, str]], word: str, meaning: str, name: str) -> None:
    """Check that a word stands for one thing. Raises ListError."""
    known: dict[str, str] = {}
    for line, row in enumerate(rows, start=2):
        key = row[word].strip().upper()
        if known.setdefault(key, row[meaning]) != row[meaning]:
            message = f"{name}.csv, line {line}: {row[word]!r} already stands for {known[key]!r}."
            raise ListError(message)


def read_lists(folder: Path = FOLDER) -> Lists:
    """Read all lists. Raises ListError, or FileNotFoundError where one is missing."""
    rows = {name: _read_list(folder / f"{name}.csv") for name in COLUMNS}
    _check_one_meaning(rows["drugs"], "synonym", "drug", "drugs")
    _check_one_meaning(rows["drugs"], "drug", "part", "drugs")
    _check_one_meaning(rows["lung_injury"], "term", "part", "lung_injury")
    return Lists(
        drugs=[
            (
                row["drug"].strip().lower(),
                " ".join(row["synonym"].upper().split()),
                row["part"],
                row["match"] == "whole",
            )
            for row in rows["drugs"]
        ],
        terms=[(" ".join(row["term"].split()), row["part"]) for row in rows["lung_injury"]],
        indications=[(" ".join(row["indication"].split()),) for row in rows["indications"]],
        countries=[(row["name"].strip().upper(), row["code"].strip()) for row in rows["countries"]],
        sha256={name: hashlib.sha256((folder / f"{name}.csv").read_bytes()).hexdigest() for name in COLUMNS},
    )

"""What is said elsewhere of the drugs: read from a drawn file, every fault with row and column."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from casebook.context import COLUMNS, KINDS, FaultyContextError, statements

if TYPE_CHECKING:
    from pathlib import Path

SOUND = {
    "kind": "review",
    "drugs": "lenalidomide; thalidomide",
    "says": "Two of ten.",
    "source": "Doe J. A journal 2020;1:1",
    "published": "2020",
    "locator": "Abstract",
    "read": "2026-11-27",
    "link": "https://doi.org/10.1000/182",
}


def written(path: Path, *rows: dict[str, str]) -> Path:
    """Write rows as the file of the context."""
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def faults_of(path: Path) -> list[str]:
    """Read a file with faults, and give them as they are reported."""
    with pytest.raises(FaultyContextError) as raised:
        statements(path)
    return str(raised.value).splitlines()


def test_a_statement_keeps_source_date_place_and_drugs(tmp_path: Path) -> None:
    (read,) = statements(written(tmp_path / "context.csv", SOUND))

    assert read.drugs == ("lenalidomide", "thalidomide")
    assert (read.source, read.published, read.locator) == (SOUND["source"], "2020", "Abstract")
    assert (read.read, read.link) == (date(2026, 11, 27), SOUND["link"])


@pytest.mark.parametrize("published", ["2016-06-20", "2016-06", "2016", "not read"])
def test_the_date_of_a_source_is_as_exact_as_what_was_read(tmp_path: Path, published: str) -> None:
    (read,) = statements(written(tmp_path / "context.csv", SOUND | {"published": published, "link": ""}))

    assert read.published == published


@pytest.mark.parametrize(
    ("column", "cell", "allowed"),
    [
        ("kind", "cohort", " | ".join(KINDS)),
        ("drugs", "", "no drug in particular, or any of thalidomide; "),
        ("drugs", "Revlimid", "no drug in particular, or any of thalidomide; "),
        ("drugs", "thalidomide; thalidomide", "no drug in particular, or any of thalidomide; "),
        ("drugs", "thalidomide; no drug in particular", "no drug in particular, or any of thalidomide; "),
        ("says", "", "a text"),
        ("source", " ", "a text"),
        ("locator", "", "a text"),
        ("published", "", "a day, a month or a year"),
        ("published", "20160620", "a day, a month or a year"),
        ("published", "2016-13", "a day, a month or a year"),
        ("read", "2026-11", "the day on which it was read"),
        ("link", "javascript:alert(1)", "an address that begins with http"),
        ("link", "https://x.org/a b", "an address that begins with http"),
        ("link", "https://x.org/) [x](https://y.org", "an address that begins with http"),
    ],
)
def test_a_fault_of_a_statement_is_named_with_row_and_column(
    tmp_path: Path, column: str, cell: str, allowed: str
) -> None:
    faults = faults_of(written(tmp_path / "context.csv", SOUND, SOUND | {column: cell}))

    assert len(faults) == 1
    assert faults[0].startswith(f"context.csv, row 3, column {column}: found “{cell.strip()}”; allowed: {allowed}")


def test_all_faults_of_the_context_are_named_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "context.csv", SOUND | {"kind": "x", "read": "x"}, SOUND | {"says": ""})

    assert [fault.split(": found")[0] for fault in faults_of(path)] == [
        "context.csv, row 2, column kind",
        "context.csv, row 2, column read",
        "context.csv, row 3, column says",
    ]


def test_a_context_that_is_no_table_is_one_sentence(tmp_path: Path) -> None:
    missing, other = tmp_path / "missing.csv", tmp_path / "context.csv"
    other.write_text("kind,drug\n", encoding="utf-8")

    assert faults_of(missing)[0].startswith("missing.csv, row 1, column all: found “No such file")
    assert "column heading: found “missing: drugs, link, locator," in faults_of(other)[0]

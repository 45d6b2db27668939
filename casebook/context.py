"""What labels, notices, studies and report databases say of the drugs: data/context.csv, read and checked.

These are statements about groups, kept beside the cases and apart from them: no question counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from casebook.addresses import WEB_ADDRESS
from casebook.codebook import CodebookFault, codebook
from casebook.codebook.reading import rows_of_table
from common.database import UnreadableError
from common.moments import read_day
from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONTEXT = DATA / "context.csv"

KINDS = {
    "label": "Labels",
    "safety notice": "Notices of regulators and makers",
    "review": "Reviews",
    "study of patients": "Studies of groups of patients",
    "spontaneous reports": "Spontaneous reports",
}
"""What a statement comes from, in the order of the page, each with the heading above its table."""

NO_DRUG = "no drug in particular"
NOT_READ = "not read"
"""Date of a source whose date was not in the part that was read."""

COLUMNS = ("kind", "drugs", "says", "source", "published", "locator", "read", "link")

_COMPLETES = ("", "-01", "-01-01")
"""What makes a day of a date that is a day, a month or a year."""


class FaultyContextError(UnreadableError):
    """The file of the context has faults; the message names each with row and column."""

    def __init__(self, faults: list[CodebookFault]) -> None:
        """Keep the faults, in the order of the rows."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says: its kind, the drugs, the statement in our words, source, date, place, and day of reading.

    `published` is a day, a month or a year as in 2016-06-20, or "not read". `link` is "" where none is known.
    """

    kind: str
    drugs: tuple[str, ...]
    says: str
    source: str
    published: str
    locator: str
    read: date
    link: str


@cache
def statements(path: Path = CONTEXT) -> tuple[Statement, ...]:
    """Read the statements in the order of the file. Raises FaultyContextError with every fault."""
    faults: list[CodebookFault] = []
    rows = rows_of_table(path, COLUMNS, faults)
    for row, cells in rows:
        faults += [CodebookFault(path.name, row, column, cells[column], allowed) for column, allowed in _faults(cells)]
    if faults:
        raise FaultyContextError(faults)
    return tuple(
        Statement(
            **{column: cells[column] for column in COLUMNS if column not in {"drugs", "read"}},
            drugs=_drugs(cells["drugs"]),
            read=date.fromisoformat(cells["read"]),
        )
        for _, cells in rows
    )


def _faults(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name the columns of a row that hold what they may not, each with what is allowed there."""
    every_drug = codebook().terms("imid", "antineoplastic")
    drugs = _drugs(cells["drugs"])
    named = bool(drugs) and len(set(drugs)) == len(drugs) and set(drugs) <= set(every_drug)
    holds = {
        "kind": (cells["kind"] in KINDS, " | ".join(KINDS)),
        "drugs": (named or drugs == (NO_DRUG,), f"{NO_DRUG}, or any of {'; '.join(every_drug)}, each once"),
        **{column: (bool(cells[column]), "a text") for column in ("says", "source", "locator")},
        "published": (
            cells["published"] == NOT_READ or any(_is_day(cells["published"] + rest) for rest in _COMPLETES),
            f"a day, a month or a year, as in 2016-06-20, 2016-06 or 2016, or {NOT_READ}",
        ),
        "read": (_is_day(cells["read"]), "the day on which it was read, as in 2026-11-27"),
        "link": (
            not cells["link"] or WEB_ADDRESS.fullmatch(cells["link"]),
            "an address that begins with http, or nothing",
        ),
    }
    return [(column, allowed) for column, (sound, allowed) in holds.items() if not sound]


def _drugs(cell: str) -> tuple[str, ...]:
    return tuple(drug.strip() for drug in cell.split(";") if drug.strip())


def _is_day(text: str) -> bool:
    return read_day(text) is not None

"""Draw files of records for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from literature.decisions import every_decision
from literature.imports import Search, every_import, take_in
from literature.readers import read_file
from literature.screening import State

if TYPE_CHECKING:
    from literature.imports import Import
    from literature.record import Record

SEARCH = Search("PubMed", "2026-11-01", "12345678")


def ris(*titles: str, year: int = 2026, more: str = "") -> bytes:
    """Write a file of RIS with records of these titles."""
    return "".join(f"TY  - JOUR\nTI  - {title}\nPY  - {year}\n{more}ER  - \n\n" for title in titles).encode()


def taken_in(content: bytes, cases: dict[str, Record] | None = None, actor: str = "p.doe") -> Import:
    """Read a file and take it in."""
    return take_in(read_file("records.ris", content), content, actor, SEARCH, cases or {})


def state() -> State:
    """Give what the registry has now."""
    return State(every_import(), every_decision())

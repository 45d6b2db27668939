"""The names of files that are taken along: what it is, of which drug, of which day; never of which patient."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casebook.selection import Selection


def file_name(what: str, selection: Selection, ending: str, day: datetime | None = None) -> str:
    """Name a file, as in cases_pomalidomide_2026-11-28.csv; "all" stands where no drug is filtered.

    The day is that of UTC.
    """
    day = day or datetime.now(UTC)
    return f"{what}_{'+'.join(selection.drug) or 'all'}_{day:%Y-%m-%d}.{ending}"

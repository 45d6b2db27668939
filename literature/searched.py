"""Until when the literature was searched, for the first screen; and when a release was made, for the flow.

Nothing beyond the registry is imported, and that where a hospital has set up sign-in alone: the first screen is there
without it too.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from access.settings import settings
from registry.kinds import IMPORTED, PUBLISHED

DATABASES = ("PubMed", "Embase")
"""Those for which there is a search string; of these it is said, too, that they were not searched."""


def searched_to() -> str:
    """Say until when each database was searched and how long ago that is; "" without sign-in. Raises RegistryError."""
    if settings() is None:
        return ""
    from registry.store import events_after  # noqa: PLC0415  it is installed for sign-in alone

    last: dict[str, str] = {}
    for event in events_after(0, (IMPORTED,)):
        search = json.loads(event.content)["search"]
        if search:
            last[search["database"]] = max(search["until"], last.get(search["database"], ""))
    if not last:
        return "No search of the literature is on record."
    today = datetime.now(UTC).date()
    order = (*DATABASES, *sorted(last.keys() - {*DATABASES}))
    return f"Searched: {'; '.join(_of_database(name, last.get(name, ''), today) for name in order)}."


def moment_of(release: str) -> str:
    """Give when a release was made: when the desk published it, else the end of the day in its name (UTC)."""
    from registry.store import events_after  # noqa: PLC0415  it is installed for sign-in alone

    for event in events_after(0, (PUBLISHED,)):
        if json.loads(event.content).get("release") == release:
            return event.at
    return f"{release[: len('2026-11-28')]}T23:59:59.999999+00:00"


def _of_database(name: str, until: str, today: date) -> str:
    if not until:
        return f"{name} not at all"
    days = (today - date.fromisoformat(until)).days
    return f"{name} to {until} ({days} {'day' if days == 1 else 'days'} ago)"

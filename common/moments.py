"""Moments and days as texts that sort as they follow: written, read, and shown."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> str:
    """Write this moment in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def day_of(moment: str) -> str:
    """Give the day of a moment, as in 2026-11-28."""
    return moment[: len("2026-11-28")]


def to_the_minute(moment: str) -> str:
    """Write a moment for readers, as in 2026-11-28 14:03."""
    return moment[: len("2026-11-28T14:03")].replace("T", " ")


def read_day(text: object) -> date | None:
    """Read a day that is written as in 2026-11-28; None for anything that is written in another way."""
    try:
        day = date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == text else None

"""How often a test repeats what it tries, and how many of its cases are slow."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = bool(os.environ.get("EVERY_TIME"))
"""Whether the environment asks for the full numbers."""


def times(few: int, full: int) -> int:
    """Give how often something is tried: `few` times, and where the environment variable EVERY_TIME is set, `full`."""
    return full if ALL else few


LOADED = ("tests/browser", "tests/desk", "tests/intake", "tests/pages")
"""Folders in which each test loads reports, draws a page or opens a browser."""
DRAWN = frozenset({"casebook", "loaded"})
"""Fixtures with which a test draws cases or reports of its own."""
QUARTER = "drawn_reports"
"""The fixture with which a test draws a whole quarter and loads it."""


def mark_slow(items: Iterable[pytest.Function]) -> None:
    """Mark as slow the tests that load a quarter, and of a parametrized test that loads or opens all but the first."""
    begun: set[str] = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        repeats = test in begun and (test.startswith(LOADED) or DRAWN.intersection(item.fixturenames))
        if repeats or QUARTER in item.fixturenames:
            item.add_marker(pytest.mark.slow)
        begun.add(test)

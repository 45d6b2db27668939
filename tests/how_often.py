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


def first_at_once(cases: Iterable[object]) -> list[object]:
    """Mark all cases of a parametrized test but the first as slow. A tuple holds the arguments of one case."""
    first, *others = cases
    arguments = [case if isinstance(case, tuple) else (case,) for case in others]
    return [first, *(pytest.param(*case, marks=pytest.mark.slow) for case in arguments)]

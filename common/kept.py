"""What follows from rows that are kept, worked out once: a page is run at every click, mostly over rows it has had."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 512
"""Calls whose results are kept, of each function: a few kilobytes each, and the rows that they follow from."""


@dataclass(frozen=True, eq=False, slots=True)
class _Frame:
    """A frame as a key: the very same one, not one of equal rows. As long as the key is kept, so is the frame."""

    rows: pl.DataFrame

    def __hash__(self) -> int:
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frame) and self.rows is other.rows


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function of frames give again what it gave, where it is called with the very same frames.

    All arguments stand in their places, and are frames or hashable. What is given is shared: nobody changes it, nor the
    frames, in place.
    """
    work_out: Callable[..., T] = function

    @lru_cache(maxsize=_MOST)
    def kept(*held: object) -> T:
        return work_out(*(one.rows if isinstance(one, _Frame) else one for one in held))

    @wraps(function)
    def called(*given: P.args, **_: P.kwargs) -> T:
        return kept(*(_Frame(one) if isinstance(one, pl.DataFrame) else one for one in given))

    return called

"""What follows from rows that are kept, worked out once: a page is run at every click, mostly over rows it has had."""

from __future__ import annotations

import weakref
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

P = ParamSpec("P")
T = TypeVar("T")


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function of frames give again what it gave, where it is called with the very same frames.

    What it gave goes with the first of the frames that is gone: of an answer that is kept (casebook.store) it is kept
    as long, of one that a run of a page alone has, as long as that run. So it must not be, or hold, one of the frames.

    All arguments stand in their places, and are frames or hashable; one at least is a frame. What is given is shared:
    nobody changes it, nor the frames, in place.
    """
    work_out: Callable[..., T] = function
    kept: dict[tuple[Hashable, ...], T] = {}

    @wraps(function)
    def called(*arguments: P.args, **_: P.kwargs) -> T:
        frames = [one for one in arguments if isinstance(one, pl.DataFrame)]
        # A frame as a key is the very same one, not one of equal rows. Its place in memory is free once it is gone,
        # and what was kept by it has gone just before.
        key = tuple((pl.DataFrame, id(one)) if isinstance(one, pl.DataFrame) else one for one in arguments)
        if key not in kept:
            kept[key] = work_out(*arguments)
            for frame in frames:
                weakref.finalize(frame, kept.pop, key, None).atexit = False
        return kept[key]

    return called

"""How far a load has come, on standard error: a bar in a terminal, a line a step elsewhere."""

from __future__ import annotations

import sys
from threading import Lock
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_WIDTH = 30


class Progress:
    """A bar over the bytes of a quarter, followed by the names of the steps in DuckDB."""

    def __init__(self, label: str, total: int) -> None:
        """Start at none of `total` bytes."""
        self.label, self.total, self.done = label, max(total, 1), 0
        self.lock, self.tenths = Lock(), -1

    def __enter__(self) -> Self:
        """Show an empty bar."""
        self.advance(0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the line of the bar."""
        if sys.stderr.isatty():
            sys.stderr.write("\n")

    def advance(self, count: int) -> None:
        """Count bytes that have been read; may be called from several threads."""
        with self.lock:
            self.done += count
            tenths = _WIDTH * self.done // self.total
            if tenths != self.tenths:
                self.tenths = tenths
                self._write(f"{self.label} reading [{'#' * tenths:<{_WIDTH}}] {100 * self.done // self.total} %")

    def step(self, what: str) -> None:
        """Say which step in the database is under way."""
        self._write(f"{self.label} {what}")

    def _write(self, line: str) -> None:
        """Replace the line in a terminal; elsewhere write steps only, a line each."""
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{line:<78}")
        elif "[" not in line:
            sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

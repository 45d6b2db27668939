"""A lock file that one process at a time holds. The system lets go of it when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

_BETWEEN_TRIES = 0.05
"""Seconds between two tries to take the lock."""


class LockedError(Exception):
    """Another process held the lock for as long as this one was willing to wait. The message names that process."""


@contextmanager
def hold(path: Path, patience: float, when_waiting: Callable[[str], None]) -> Generator[None]:
    """Hold the lock file `path` while the block runs; it is there only as long as a process holds it or was killed.

    Where another process holds it, `when_waiting` is called once with the name of that process, as in "process 4711",
    and the lock is tried again for `patience` seconds. Raises LockedError after them, and OSError where the file cannot
    be made.
    """
    deadline = time.monotonic() + patience
    called = False
    while (descriptor := _take(path)) is None:
        if not called:
            when_waiting(_holder(path))
            called = True
        if time.monotonic() > deadline:
            message = f"{_holder(path)} has held {path} for more than {patience:g} seconds"
            raise LockedError(message)
        time.sleep(_BETWEEN_TRIES)
    try:
        with suppress(OSError):  # on a full disk the number is not there for others, and whoever holds it may free room
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        if sys.platform != "win32":  # which removes no file that is open; an empty lock file stays there
            path.unlink(missing_ok=True)
        os.close(descriptor)


def _take(path: Path) -> int | None:
    """Open the lock file and lock it: its descriptor, or None where another process holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(descriptor)
        # The process that held it may have removed the file after it was opened here: then the lock is on no file.
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


if sys.platform == "win32":
    # Without fcntl: a byte beyond the process number is locked, since Windows bars others from reading what is locked.
    import msvcrt

    _BEYOND = 1 << 20

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(*error.args) from error
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(path: Path) -> str:
    """Name the process that holds the lock. It writes its number right after it has taken it."""
    try:
        number = path.read_text(encoding="ascii")
    except FileNotFoundError:  # it has just let go
        number = ""
    return f"process {number}" if number.isdigit() else "another process"

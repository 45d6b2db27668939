"""Files that are written whole or not at all, and the cause in words where one cannot be written."""

from __future__ import annotations

import errno
import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CAUSES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota of this user is used up",
    errno.EFBIG: "the system allows no file that large",
    errno.EROFS: "the disk is mounted read-only",
    errno.EACCES: "this user has no permission",
    errno.EPERM: "this user has no permission",
    errno.ENOENT: "there is no such folder or file",
    errno.EEXIST: "something else has this name",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EMFILE: "too many files are open",
    errno.EIO: "the disk reports a fault",
}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and put it in place in one step, so that no half of it is ever read.

    It is on the disk before it is in place, so that a power cut leaves the old file or the new one. Raises OSError,
    also where something other than a file has that name.
    """
    if path.exists() and not path.is_file():
        message = f"{path} is {'a folder' if path.is_dir() else 'no file'} and is not replaced: move it away"
        raise OSError(message)
    aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def cause_of(error: Exception) -> str:
    """Give the cause of a failure to write in words, with the file where it is known: "the disk is full (a.csv)".

    DuckDB passes on what the system said as text alone, so that its errors are read by that text.
    """
    number = error.errno if isinstance(error, OSError) else None
    cause = next((cause for code, cause in _CAUSES.items() if number == code or os.strerror(code) in str(error)), None)
    if cause is None:
        return str(error).replace("\n", " ")
    file = error.filename if isinstance(error, OSError) else None
    return f"{cause} ({file})" if file else cause

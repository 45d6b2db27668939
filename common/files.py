"""Files that are written whole or not at all, what tells their states apart, and why one could not be written."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
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


class FileState(NamedTuple):
    """What differs where another file has taken the place of one, or it was written to."""

    device: int
    inode: int
    size: int
    changed: int
    """Time of the last change in ns."""

    def is_same_file(self, other: FileState) -> bool:
        """Say whether both are states of one file, whatever was written to it."""
        return (self.device, self.inode) == (other.device, other.inode)


def state_of(path: Path) -> FileState | None:
    """Give the state of the file that lies at a path, None where there is none."""
    try:
        file = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return FileState(file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns)


@contextmanager
def written_aside(path: Path) -> Generator[Path]:
    """Give a name beside `path` to write to. What lies there at the end takes the place of `path` in one step.

    It is on the disk before it is in place, so that a power cut leaves the old file or the new one. After an error
    `path` is as it was, and nothing is left beside it. Raises OSError where it cannot be replaced, also where something
    other than a file has that name.
    """
    if path.exists() and not path.is_file():
        message = f"{path} is {'a folder' if path.is_dir() else 'no file'} and is not replaced: move it away"
        raise OSError(message)
    aside = path.with_name(f".{path.stem}-{secrets.token_hex(4)}{path.suffix}")
    try:
        yield aside
        to_disk(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def left_aside(folder: Path, suffix: str) -> Iterator[Path]:
    """Give what `written_aside` was writing to in a folder for files of this suffix, where a process was killed."""
    return folder.glob(f".*-{'[0-9a-f]' * 8}{suffix}")


def point_to(link: Path, file: Path, *, aside: Path) -> None:
    """Point a link to a file beside it in one step; what lay at `link` goes. `aside` is a free name beside both."""
    aside.symlink_to(file.name)
    aside.replace(link)


def to_disk(path: Path) -> None:
    """Have the system write a file to the disk, so that a power cut does not take it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and put it in place in one step, so that no half of it can be read. Raises OSError."""
    with written_aside(path) as aside:
        aside.write_bytes(content)


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

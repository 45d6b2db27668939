"""The database of reports in its place: a link that a load points to a file of its own in one step.

A load never writes to the file that pages read. It writes to a copy aside; what is in there at its end takes the place
of what was there before, whole, and pages answer from it at their next question. A load that was killed left its copy:
the next one goes on with it, as long as nothing else has been put in place meanwhile.
"""

from __future__ import annotations

import re
import secrets
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from common.files import point_to, state_of, to_disk
from common.lock import hold
from signals.store import schema_hash

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_PATIENCE = 24 * 3600
"""Seconds that a load waits for another one into the same database."""

SCRATCH = ".loading-"
"""What the names of a load's own files beside the database begin with."""


@dataclass
class Aside:
    """A copy of a database beside it; `changed` says whether it is to take the place of the database."""

    path: Path
    changed: bool


@contextmanager
def changed_aside(into: Path, *, anew: bool = False) -> Generator[Aside]:
    """Give a copy of the database `into` to write to, and put it in place if it was changed.

    One process at a time holds a database so; others wait. With `anew` the copy is empty. Where the block ends in an
    error, what it marked as changed until then is put in place, since whoever wrote it did so within transactions;
    where the process is killed or interrupted, the next load goes on with the copy. Raises OSError where a file cannot
    be written, LockedError where another process has held the database for a day.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    with hold(into.with_name(f"{SCRATCH}{into.name}.lock"), _PATIENCE, lambda holder: _say_waiting(into, holder)):
        path = _path_aside(into)
        _clear(into, None if anew else path)
        resumed = path.exists()
        if resumed:
            print(f"Going on with what a load into {into} had taken in when it was ended.", file=sys.stderr)  # noqa: T201 as above
        elif not anew and into.exists():
            _copy(into.resolve(), path)
        aside = Aside(path, changed=resumed)
        try:
            yield aside
        except Exception:
            _settle(aside, into)
            raise
        _settle(aside, into)


def _path_aside(into: Path) -> Path:
    """Name the copy after the schema and the state that it starts from: a load finds the one that it may go on with."""
    present = state_of(into)
    state = "none" if present is None else f"{present.inode:x}-{present.changed:x}-{present.size:x}"
    return into.with_name(f"{SCRATCH}{into.name}.{schema_hash()[:8]}-from-{state}{into.suffix}")


def _copy(present: Path, path: Path) -> None:
    """Copy a database with what is still in its log; the copy has its name only once it is whole."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    log = present.with_name(f"{present.name}.wal")
    if log.exists():  # of a program that was killed while it wrote to the file itself
        shutil.copyfile(log, path.with_name(f"{path.name}.wal"))
    shutil.copyfile(present, unfinished)
    to_disk(unfinished)
    unfinished.replace(path)


def _settle(aside: Aside, into: Path) -> None:
    """Put a changed copy in place under a name of its own; remove one that was not changed."""
    if not aside.changed:
        aside.path.unlink(missing_ok=True)
        return
    to_disk(aside.path)
    moment = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    token = secrets.token_hex(4)
    named = into.with_name(f"{into.stem}-{moment}-{token}{into.suffix}")
    aside.path.replace(named)
    point_to(into, named, aside=into.with_name(f"{SCRATCH}{into.name}.link-{token}"))


def _clear(into: Path, kept: Path | None) -> None:
    """Remove what killed loads left behind but `kept`, and the files that were in place before the present one.

    The last of these stays until the next load begins: a page that has just read the link still finds it.
    """
    spared = {f"{SCRATCH}{into.name}.lock"}
    if kept is not None and kept.exists():
        spared |= {kept.name, f"{kept.name}.wal"}
    for path in into.parent.glob(f"{SCRATCH}{into.name}*"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in spared:
            path.unlink()
    for path in files_out_of_place(into):
        path.unlink()


def files_out_of_place(into: Path) -> list[Path]:
    """Give the files that loads made and the link `into` no longer names."""
    present = into.readlink().name if into.is_symlink() else ""
    name = re.compile(rf"{re.escape(into.stem)}-\d{{8}}T\d{{6}}-[0-9a-f]{{8}}{re.escape(into.suffix)}")
    return [path for path in into.parent.iterdir() if name.fullmatch(path.name) and path.name != present]


def _say_waiting(into: Path, holder: str) -> None:
    print(f"{holder} loads into {into}; waiting for its end.", file=sys.stderr)  # noqa: T201 what the command says

"""The casebook file in its place: a link that is pointed to a file of its own for each release.

DuckDB answers from the file that a running dashboard has open, so that a release never overwrites another one.
Whoever calls these functions holds the lock of the folder: no other build changes it meanwhile.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

import duckdb

from casebook.curation.failures import BuildError
from casebook.store import text_of
from common.database import OFFLINE
from common.files import left_aside, point_to

if TYPE_CHECKING:
    from pathlib import Path

LOCK = ".building-lock"
"""Name of the lock file in the folder of the casebook file, one for all casebook files there: they share records."""

_UNFINISHED = ".building-*"
_MARK_OF_DUCKDB = b"DUCK"
_PLACE_OF_MARK = 8


def path_aside(into: Path) -> Path:
    """Give a path beside `into` at which a new casebook file can be written before it is put in place."""
    return into.with_name(f".building-{secrets.token_hex(4)}{into.suffix}")


def put_in_place(aside: Path, into: Path, release: str) -> None:
    """Give the file a name of its own, and point the link `into` to it in one step."""
    token = secrets.token_hex(4)
    named = into.with_name(f"{into.stem}-{release}-{token}{into.suffix}")
    aside.replace(named)
    point_to(into, named, aside=into.with_name(f".building-{token}.link"))


def leftovers(into: Path) -> list[Path]:
    """Give what killed builds left behind: unfinished files, and casebook files that were not put in place any more."""
    present = into.resolve().stat().st_mtime_ns if into.exists() else 0
    return [
        *(path for path in into.parent.glob(_UNFINISHED) if path.name != LOCK),
        *left_aside(into.parent / "releases", ".csv"),
        *(path for path in files_out_of_place(into) if path.stat().st_mtime_ns > present),
    ]


def files_out_of_place(into: Path) -> list[Path]:
    """Give the casebook files that builds made and `into` no longer names.

    The last of them stays until another release is made: a dashboard that has just read the link still finds it.
    """
    present = into.readlink().name if into.is_symlink() else ""
    files = into.parent.glob(f"{into.stem}-*{into.suffix}")
    return [path for path in files if _is_made_by_builds(into, path) and path.name != present]


def refuse_what_is_no_casebook(into: Path) -> None:
    """Raise BuildError where `into` names something that is not a casebook file, which a build must not replace.

    A casebook file is a link to a file that a build named, whatever is in it; a database that holds a release; an empty
    file; and a file named *.duckdb that is no database, which a damaged disk or copy makes of one.
    """
    if into.is_dir():
        message = f"{into} is a folder: name a file with --into"
    elif into.is_symlink() and _is_made_by_builds(into, into.readlink()):
        return
    elif into.is_symlink() and not into.exists():
        message = f"{into} is a link to {into.readlink()}, which is not there: mend or remove the link"
    elif not into.exists() or (into.is_file() and _may_be_replaced(into)):
        return
    else:
        message = f"{into} is not a casebook and is not replaced: name another file with --into, or move this one away"
    raise BuildError(message)


def _may_be_replaced(file: Path) -> bool:
    """Say whether a file that no build named is a casebook, or the damaged remains of one."""
    with file.open("rb") as opened:
        head = opened.read(_PLACE_OF_MARK + len(_MARK_OF_DUCKDB))
    if head[_PLACE_OF_MARK:] != _MARK_OF_DUCKDB:
        return not head or file.suffix == ".duckdb"
    try:
        with duckdb.connect(file, read_only=True, config=OFFLINE | {"enable_external_access": False}) as other:
            return other.execute(text_of("holds_a_release")).fetchone() == (True,)
    except duckdb.Error:  # another program writes to it, a newer DuckDB made it, or it is damaged: not to be judged
        return False


def _is_made_by_builds(into: Path, path: Path) -> bool:
    """Say whether a path beside `into` has the name that put_in_place gives."""
    name = rf"{re.escape(into.stem)}-\d{{4}}-\d\d-\d\d-[0-9a-f]{{8}}-[0-9a-f]{{8}}{re.escape(into.suffix)}"
    return path.parent.name in {"", into.parent.name} and re.fullmatch(name, path.name) is not None

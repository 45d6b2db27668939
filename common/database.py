"""DuckDB as both rooms use it: locked down, asked by the name of a question, with one answer for a damaged file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import duckdb

from common.paths import QUERIES

if TYPE_CHECKING:
    from pathlib import Path

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""No extension is fetched: DuckDB would try the network for seconds for each that is missing."""

LOCKED_DOWN = OFFLINE | {"enable_external_access": False, "lock_configuration": True}
"""Neither another file nor another host can be reached by SQL, and no setting changed."""


class UnreadableError(Exception):
    """A database is missing, locked or damaged. The message says which and what to do, for the reader of the page."""


@cache
def text_of(question: str, *folders: str) -> str:
    """Read the SQL of a question, which lies in one of the folders of queries/ under its own name.

    Raises FileNotFoundError where none of them has it, ValueError where several have.
    """
    paths = [path for path in (QUERIES / folder / f"{question}.sql" for folder in folders) if path.is_file()]
    if not paths:
        message = f"no {question}.sql in queries/{' or queries/'.join(folders)}"
        raise FileNotFoundError(message)
    if len(paths) > 1:
        message = f"{question}.sql lies in several folders: {', '.join(str(path.parent.name) for path in paths)}"
        raise ValueError(message)
    return paths[0].read_text(encoding="utf-8")


def connect(path: Path, **settings: str | float) -> duckdb.DuckDBPyConnection:
    """Open a database read-only and locked down; `settings` are further ones of DuckDB. Raises duckdb.Error."""
    return duckdb.connect(path, read_only=True, config=LOCKED_DOWN | settings)

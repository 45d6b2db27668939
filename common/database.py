"""DuckDB as both rooms use it: opened locked down, asked by the name of a question, its errors said in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import duckdb

from common.paths import QUERIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""No extension is fetched: DuckDB would try the network for seconds for each that is missing."""

_openings = count(1)


class UnreadableError(Exception):
    """A database is missing, locked or damaged. The message says which and what to do, for the reader of the page."""


@dataclass(frozen=True)
class Store:
    """A kind of database: where its questions lie, and what a reader is told where a file of it cannot be read.

    The sentences hold {} where the name of the file stands.
    """

    folders: tuple[str, ...]
    error: type[UnreadableError]
    missing: str
    damaged: str
    locked: str

    def text_of(self, question: str) -> str:
        """Read the SQL of a question or statement, by the name of its file in one of the folders."""
        return text_of(question, *self.folders)

    def connect(self, path: Path, **settings: str) -> duckdb.DuckDBPyConnection:
        """Open the file that lies at `path` now, read-only and locked down; `settings` are further ones of DuckDB.

        For one path DuckDB hands out the file that it opened first as long as any connection to that lives. It compares
        paths without their links, but with the prefix "duckdb:" as they are written: each call writes it in another
        way. No SQL can reach another file or host then, or change a setting.

        Raises the error of this store where the file is missing, damaged, or being written by another program.
        """
        if not path.exists():
            raise self.error(self.missing.format(path))
        place = path.resolve()
        name = f"duckdb:{place.parent}/.opening-{next(_openings)}/../{place.name}"
        try:
            connection = duckdb.connect(
                name, read_only=True, config=OFFLINE | {"temp_directory": f"{place}.tmp"} | settings
            )
            connection.execute(text_of("lock_down", "common"))
        except duckdb.Error as error:
            sentence = self.locked if "Could not set lock" in str(error) else self.damaged
            raise self.error(sentence.format(path.name)) from error
        return connection

    def ask(
        self, connection: duckdb.DuckDBPyConnection, question: str, values: Mapping[str, object], name: str
    ) -> pl.DataFrame:
        """Put a question to an open file called `name`, with the values bound that it names.

        Raises the error of this store where the file turns out to be damaged: DuckDB compares a checksum of each block
        that it reads.
        """
        import polars as pl  # noqa: PLC0415  a command that only counts does without: this import outlasts the opening

        # Not sql(…, params=…): DuckDB 1.5 copies its answer row by row, five times as long for 100 000 cases.
        try:
            return pl.DataFrame(connection.cursor().execute(self.text_of(question), values).to_arrow_table())
        except duckdb.IOException as error:
            raise self.error(self.damaged.format(name)) from error


@cache
def text_of(question: str, *folders: str) -> str:
    """Read the SQL of a question, which lies in one of these folders of queries/, or deeper, under its own name.

    Raises FileNotFoundError where none of them has it, ValueError where it is there twice.
    """
    paths = [path for folder in folders for path in sorted((QUERIES / folder).rglob(f"{question}.sql"))]
    if not paths:
        message = f"no {question}.sql in queries/{' or queries/'.join(folders)}"
        raise FileNotFoundError(message)
    if len(paths) > 1:
        places = ", ".join(str(path.parent.relative_to(QUERIES)) for path in paths)
        message = f"{question}.sql lies in several folders: {places}"
        raise ValueError(message)
    return paths[0].read_text(encoding="utf-8")

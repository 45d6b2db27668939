"""Make the casebook file from the case files: `python -m casebook.build`.

All case files are read and checked first. Any fault: one report of all of them, exit status 1, and the casebook file
stays as it was. Otherwise the new file is written aside, under a name of its own, and the link `data/casebook.duckdb`
is pointed to it in one step: a dashboard that runs goes on answering, and shows the new release at its next question.
"""

from __future__ import annotations

import argparse
import hashlib
import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from casebook.codebook import FaultyCodebookError, codebook, in_numbers
from casebook.curation.reading import CASES, read_cases
from casebook.curation.rows import add_cases
from casebook.curation.schema import make_schema
from casebook.releases import keep_release
from casebook.store import CASEBOOK, CasebookError, ask, connect, text_of
from common.paths import QUERIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.codebook import Codebook
    from casebook.curation.faults import Fault
    from casebook.curation.records import Case

_FORGOTTEN_AFTER = 3600
"""Seconds after which a file that a build left unfinished is taken for forgotten: the build was killed."""

_ROWS_READ_AS_ONE = 20_480
"""Rows of a row group, which one thread reads. DuckDB's own 122 880 would leave 100 000 cases to one thread."""


class FaultyCasesError(Exception):
    """The case files have faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults, in the order of the files."""
        super().__init__(in_numbers(faults))
        self.faults = faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, and say what was done. Exit status: 0, or 1 when the case files have faults."""
    parser = argparse.ArgumentParser(
        prog="python -m casebook.build", description="Make the casebook file from the case files."
    )
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of case files (default: data/cases)")
    parser.add_argument("--into", type=Path, default=CASEBOOK, help="the casebook file (default: data/casebook.duckdb)")
    asked = parser.parse_args(arguments)
    try:
        release, made = build(asked.cases, asked.into)
    except (FaultyCodebookError, FaultyCasesError) as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        print(f"{in_numbers(error.faults)}. The casebook file stays as it was.", file=sys.stderr)
        return 1
    except (OSError, duckdb.IOException) as error:
        print(f"The casebook file could not be written: {error}. It stays as it was.", file=sys.stderr)
        return 1
    print(f"Casebook release {release['release']}: {release['cases']} cases{'' if made else ', as before'}.")
    return 0


def build(cases: Path = CASES, into: Path = CASEBOOK) -> tuple[dict[str, Any], bool]:
    """Build the casebook file `into` from the folder `cases`: the release, and whether a new file was made.

    Nothing is written when the file is already made from the same case files and schema.
    Raises FaultyCasesError; the casebook file then stays as it was.
    """
    book = codebook()
    read = read_cases(cases, book)
    if read.faults:
        raise FaultyCasesError(read.faults)
    content = _fingerprint([book.content(), *read.hashes.values()])
    sources = _fingerprint([content, *(path.read_text(encoding="utf-8") for path in _sql())])
    _forget_unfinished(into)
    release = _release_of(into)
    if release is not None and release["sources"] == sources:
        _keep(into, str(release["release"]), read.hashes)
        return release, False
    aside = into.parent / f".building-{secrets.token_hex(4)}.duckdb"
    try:
        _write(aside, read.cases, book, {"content": content, "sources": sources})
        release = _release_of(aside)
        if release is None:
            message = f"{aside.name} cannot be read back"
            raise OSError(message)
        _put_in_place(aside, into, str(release["release"]))
    finally:
        aside.unlink(missing_ok=True)
    _keep(into, str(release["release"]), read.hashes)
    return release, True


def _keep(into: Path, release: str, hashes: Mapping[str, str]) -> None:
    """Keep beside the casebook file what this release holds and changes, once."""
    folder = into.parent / "releases"
    if not (folder / f"{release}.csv").exists():
        with connect(into.resolve()) as casebook:
            keep_release(folder, release, hashes, casebook)


def _write(aside: Path, cases: Sequence[Case], book: Codebook, names: dict[str, str]) -> None:
    with duckdb.connect() as casebook:
        # ATTACH takes no bound value; the path is written as SQL writes a text.
        path = str(aside).replace("'", "''")
        casebook.execute(f"ATTACH '{path}' AS casebook (STORAGE_VERSION 'v1.5.0', ROW_GROUP_SIZE {_ROWS_READ_AS_ONE})")
        casebook.execute("USE casebook")
        make_schema(casebook, book)
        add_cases(casebook, cases, book)
        casebook.execute(text_of("add_release"), names)


def _release_of(path: Path) -> dict[str, Any] | None:
    """Tell the release that a casebook file holds, or None where there is none that can be read to its end."""
    if not path.exists():
        return None
    try:
        with connect(path.resolve()) as casebook:
            ask("whole_file", casebook=casebook)
            return ask("release", casebook=casebook).row(0, named=True)
    except (CasebookError, duckdb.Error):
        return None


def _put_in_place(aside: Path, into: Path, release: str) -> None:
    """Give the file its own name, point the link to it, and forget all but this file and the one before."""
    token = secrets.token_hex(4)
    named = into.with_name(f"{into.stem}-{release}-{token}{into.suffix}")
    link = into.with_name(f".{into.stem}-{token}.link")
    before = into.resolve() if into.is_symlink() else None
    aside.replace(named)
    link.symlink_to(named.name)
    link.replace(into)
    for path in into.parent.glob(f"{into.stem}-*{into.suffix}"):
        if path.resolve() not in {named.resolve(), before}:
            path.unlink(missing_ok=True)


def _forget_unfinished(into: Path) -> None:
    for path in (*into.parent.glob(".building-*"), *into.parent.glob(f".{into.stem}-*.link")):
        with suppress(FileNotFoundError):  # a build beside this one has just put it in place
            if time.time() - path.lstat().st_mtime > _FORGOTTEN_AFTER:
                path.unlink()


def _sql() -> list[Path]:
    """Name the files that the casebook file is made by, beside the codebook."""
    return sorted(path for folder in ("schema", "curation") for path in (QUERIES / folder).glob("*.sql"))


def _fingerprint(texts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()

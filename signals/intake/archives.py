"""What lies in an archive of the FDA: the tables of one quarter and its lists of deleted cases, in a ZIP or a folder.

Nothing is passed over without a word: every other file is named with the reason.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from signals.intake.errors import ArchiveError
from signals.intake.looks import CANADA
from signals.intake.names import (
    LIST,
    TABLES,
    kind_of,
    may_be_a_list,
    may_be_a_part,
    text_of_name,
    why_passed_over,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_FILES, _DEEPEST = 10_000, 50
_BEGINNING = 4_096
_MOST_NAMED = 5
_OF_CANADA = {"reports.txt", "report_drug.txt", "reactions.txt"}
_SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods")


@dataclass(frozen=True)
class Member:
    """One file that is read, in a folder or inside a ZIP.

    `packed` is its size as packed, in bytes; 0 where it is not packed. `path` is None inside a ZIP.
    """

    table: str
    label: str
    name: str
    size: int
    packed: int
    open: Callable[[], IO[bytes]]
    path: Path | None


@dataclass(frozen=True)
class PassedOver:
    """A file that is not read, its size in bytes, and why."""

    name: str
    size: int
    reason: str


@dataclass
class Contents:
    """What an archive holds: the tables of a quarter, its lists of deleted cases, and what is passed over."""

    tables: dict[str, Member] = field(default_factory=dict)
    lists: list[Member] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)

    @property
    def members(self) -> list[Member]:
        """Give all files that are read, the tables first."""
        return [*self.tables.values(), *self.lists]


@dataclass(frozen=True)
class _Entry:
    """A file as it lies in an archive; `wrong` says why it cannot be read, where it cannot."""

    place: PurePosixPath
    size: int
    packed: int
    open: Callable[[], IO[bytes]]
    path: Path | None = None
    wrong: str = ""


def _is_zip(path: Path) -> bool:
    """Say whether a file may be a ZIP archive, whole or not: by its name or its first bytes."""
    with path.open("rb") as source:
        return path.suffix.lower() == ".zip" or source.read(2) == b"PK"


def _entries_of_zip(path: Path) -> Iterator[_Entry]:
    """Give the files of a ZIP, in whatever folder of it."""
    if not _is_zip(path):
        message = (
            f"{path} is no ZIP archive by its content, and no line listing by its name: that ends in .csv, .tsv, .txt "
            "(all of which may be packed: .csv.gz) or .parquet."
        )
        raise ArchiveError(message)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        message = f"{path} is not a whole ZIP archive ({error}); fetch it again."
        raise ArchiveError(message) from error
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        wrong = "a link, not a file" if stat.S_ISLNK(entry.external_attr >> 16) else ""
        if entry.flag_bits & 1:
            wrong = "locked with a password"
        yield _Entry(
            PurePosixPath(entry.filename.replace("\\", "/")),
            entry.file_size,
            entry.compress_size,
            lambda entry=entry: archive.open(entry),
            wrong=wrong,
        )


def _entries_of_folder(folder: Path) -> Iterator[_Entry]:
    """Give the files in a folder and in the folders in it; links to folders are not followed.

    Raises ArchiveError where a folder cannot be looked into, or they lie too deep.
    """
    closed: list[OSError] = []
    for home, folders, files in os.walk(folder, onerror=closed.append):
        if len(Path(home).relative_to(folder).parts) > _DEEPEST:
            message = f"{folder} has folders in folders, more than {_DEEPEST} deep; an archive of a quarter has two."
            raise ArchiveError(message)
        folders.sort()
        for name in sorted([*files, *(name for name in folders if (Path(home) / name).is_symlink())]):
            path = Path(home) / name
            place = PurePosixPath(path.relative_to(folder))
            if path.is_file():
                yield _Entry(place, path.stat().st_size, 0, lambda path=path: path.open("rb"), path)
                continue
            wrong = "a link to nothing" if path.is_symlink() and not path.exists() else "neither a file nor a folder"
            yield _Entry(place, 0, 0, lambda path=path: path.open("rb"), path, wrong)
    if closed:
        message = f"{closed[0].filename} cannot be looked into ({closed[0].strerror}); what it holds would be missing."
        raise ArchiveError(message)


def is_of_the_fda(path: Path) -> bool:
    """Say whether a single file is one of the FDA's by its name, or looks like a list of deleted cases."""
    if not path.is_file():
        return False
    if kind_of(path.name):
        return True
    with path.open("rb") as source:
        return may_be_a_list(PurePosixPath(f"file{path.suffix}"), source.read(_BEGINNING))


def _entries_of(path: Path) -> list[_Entry]:
    """Give the files of an archive. Raises ArchiveError where there is none, or where there are too many."""
    if not path.exists():
        message = f"There is no file or folder {path}."
        raise ArchiveError(message)
    if is_of_the_fda(path):
        return [_Entry(PurePosixPath(path.name), path.stat().st_size, 0, lambda: path.open("rb"), path)]
    if not path.is_file() and not path.is_dir():
        message = f"{path} is neither a file nor a folder."
        raise ArchiveError(message)
    if path.suffix.lower() in _SPREADSHEETS:
        message = f"{path} is a spreadsheet; save its sheet as CSV and load that."
        raise ArchiveError(message)
    entries = []
    for entry in _entries_of_folder(path) if path.is_dir() else _entries_of_zip(path):
        entries.append(entry)
        if len(entries) > _MOST_FILES:
            message = f"{path} holds more than {_MOST_FILES:,} files; an archive of a quarter has about ten."
            raise ArchiveError(message)
    if _OF_CANADA.issubset(entry.place.name.lower() for entry in entries):
        message = f"{path}: reports.txt {CANADA}"
        raise ArchiveError(message)
    return entries


def _begins(entry: _Entry) -> bytes:
    """Read the beginning of a file of which only the looks matter."""
    try:
        with entry.open() as source:
            return source.read(_BEGINNING)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, zlib.error):
        return b""  # that it cannot be read matters only for files that are asked for


def _sorted_out(path: Path, *, pass_over_lists: bool) -> Contents:
    """Tell the files of an archive apart by their names. Raises ArchiveError for what looks like an unknown list."""
    contents = Contents()
    for entry in _entries_of(path):
        kind = kind_of(entry.place.name)
        if kind and entry.wrong:
            message = f"{path}: {entry.place} is {entry.wrong}."
            raise ArchiveError(message)
        if kind is None:
            reason = entry.wrong or why_passed_over(entry.place.name)
            if may_be_a_part(entry.place):
                message = (
                    f"{path}: {entry.place} may be a part of a table; passed over, its lines would be missing. If it "
                    f"is one, put the parts into one file, {entry.place.name[:8]}.txt; if not, take it away."
                )
                raise ArchiveError(message)
            if may_be_a_list(entry.place, b"" if entry.wrong else _begins(entry)):
                if not pass_over_lists:
                    message = (
                        f"{path}: {entry.place} looks like a list of deleted cases, but under no name that is known; "
                        "passed over, its cases would count. If it is one, name it DELETE22Q4.txt (with its quarter); "
                        "if not, say --pass-over-lists."
                    )
                    raise ArchiveError(message)
                reason = "looks like a list of deleted cases, and was passed over as told"
            contents.passed_over.append(PassedOver(text_of_name(str(entry.place)), entry.size, reason))
            continue
        member = Member(
            kind.table, kind.label, entry.place.name, entry.size, entry.packed, entry.open, entry.path
        )  # fmt: skip
        if member.table == LIST:
            contents.lists.append(member)
        elif member.table in contents.tables:
            two = f"{contents.tables[member.table].name} and {member.name}"
            message = f"{path} holds two {member.table} files, {two}."
            raise ArchiveError(message)
        else:
            contents.tables[member.table] = member
    return contents


def contents_of(path: Path, *, pass_over_lists: bool = False) -> Contents:
    """Give what an archive, a folder or a single list of deleted cases holds.

    Lists of deleted cases may come alone, and name cases of other quarters too. Raises ArchiveError where the tables
    are not those of one whole quarter, or where a file looks like a list of deleted cases under a name that is not
    known, unless `pass_over_lists`.
    """
    contents = _sorted_out(path, pass_over_lists=pass_over_lists)
    if not contents.members:
        held = ", ".join(passed.name for passed in contents.passed_over[:_MOST_NAMED])
        more = ", …" if len(contents.passed_over) > _MOST_NAMED else ""
        message = f"{path} holds no file named like DEMO22Q4.txt; expected are {', '.join(TABLES)}."
        if held:
            message += (
                f" It holds {held}{more}; a line listing, or an archive inside, is unpacked and loaded by itself."
            )
        raise ArchiveError(message)
    labels = {member.label for member in contents.tables.values()}
    if len(labels) > 1:
        message = f"{path} mixes quarters: {', '.join(sorted(labels))}; load one at a time."
        raise ArchiveError(message)
    missing = [table for table in TABLES if table not in contents.tables]
    if missing and contents.tables:
        message = f"{path} lacks {', '.join(missing)}; a quarter has {', '.join(TABLES)}."
        raise ArchiveError(message)
    return contents

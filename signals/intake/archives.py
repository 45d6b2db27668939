"""What the FDA publishes for a quarter: its files, found in a ZIP or a folder and laid out for DuckDB to read.

Layouts differ by year. AERS (to 2012Q3) is keyed by ISR; FAERS (from 2012Q4) by PRIMARYID; names of columns and folders
vary; data rows of AERS end in one more dollar sign than their header. Nothing is quoted.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TABLES = ("DEMO", "DRUG", "REAC", "OUTC", "RPSR", "THER", "INDI")
_NAME = re.compile(r"(DEMO|DRUG|REAC|OUTC|RPSR|THER|INDI|DELETE)(\d\d)Q([1-4])(_new)?\.txt", re.IGNORECASE)
CHUNK = 1 << 20

_OTHER_NAMES = {
    "isr": "primaryid",
    "case": "caseid",
    "gndr_cod": "sex",
    "outc_code": "outc_cod",
    "dsg_drug_seq": "drug_seq",
    "indi_drug_seq": "drug_seq",
}
_NEEDED = {
    "DEMO": ("primaryid", "caseid", "fda_dt"),
    "DRUG": ("primaryid", "drug_seq", "role_cod", "drugname"),
    "REAC": ("primaryid", "pt"),
    "OUTC": ("primaryid", "outc_cod"),
    "RPSR": ("primaryid", "rpsr_cod"),
    "THER": ("primaryid", "drug_seq", "start_dt"),
    "INDI": ("primaryid", "drug_seq", "indi_pt"),
}


class ArchiveError(ValueError):
    """An archive cannot be taken in; the message names it and says what is wrong."""


@dataclass(frozen=True)
class Member:
    """One file of a quarter, in a folder or inside a ZIP."""

    table: str
    label: str
    name: str
    size: int
    open: Callable[[], IO[bytes]]
    path: Path | None


@dataclass
class Text:
    """A file as plain lines ended by a line feed, with its counts, its encoding and its SHA-256."""

    path: Path
    name: str
    size: int
    lines: int
    sha256: str
    encoding: str
    delimiters: int
    blank: list[int] = field(default_factory=list)

    def some_lines(self, wanted: set[int]) -> dict[int, str]:
        """Give the text of the wanted lines by number; the header is line 1."""
        with self.path.open(encoding=self.encoding, newline="\n") as lines:
            return {number: line.rstrip("\n") for number, line in enumerate(lines, start=1) if number in wanted}

    def lines_with_more(self, delimiter: str, fields: int) -> set[int]:
        """Give the numbers of the lines below the header that have more than so many fields."""
        with self.path.open(encoding=self.encoding, newline="\n") as lines:
            return {
                number for number, line in enumerate(lines, start=1) if number > 1 and line.count(delimiter) >= fields
            }

    def first_lines(self, delimiter: str = "$") -> tuple[list[str], list[str]]:
        """Give the fields of the header, without a byte order mark, and those of the first row."""
        with self.path.open(encoding=self.encoding, newline="\n") as lines:
            header = lines.readline().rstrip("\n").removeprefix("\ufeff").removeprefix("ï»¿")
            return header.split(delimiter), lines.readline().rstrip("\n").split(delimiter)


def _members_of_zip(path: Path) -> Iterator[Member]:
    """Give the files of a quarter in a ZIP, in whatever folder of it."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        message = f"{path} is not a whole ZIP archive ({error}); fetch it again."
        raise ArchiveError(message) from error
    for entry in archive.infolist():
        if name := _NAME.fullmatch(Path(entry.filename).name):
            yield Member(
                name[1].upper(),
                f"20{name[2]}Q{name[3]}",
                Path(entry.filename).name,
                entry.file_size,
                lambda entry=entry: archive.open(entry),
                None,
            )


def _members_of_folder(path: Path) -> Iterator[Member]:
    """Give the files of a quarter in a folder and the folders in it; a single file counts as a folder with one."""
    for file in sorted([path] if path.is_file() else path.rglob("*")):
        if file.is_file() and (name := _NAME.fullmatch(file.name)):
            yield Member(
                name[1].upper(),
                f"20{name[2]}Q{name[3]}",
                file.name,
                file.stat().st_size,
                lambda file=file: file.open("rb"),
                file,
            )


def members_of(path: Path) -> dict[str, Member]:
    """Give the files of one quarter by table.

    A list of deleted cases may come alone, since the FDA's lists name cases of other quarters too. Raises ArchiveError
    where they are not those of one whole quarter.
    """
    if not path.exists():
        message = f"There is no file or folder {path}."
        raise ArchiveError(message)
    members = list(
        _members_of_zip(path) if path.is_file() and not _NAME.fullmatch(path.name) else _members_of_folder(path)
    )
    if not members:
        message = f"{path} holds no file named like DEMO22Q4.txt; expected are {', '.join(_TABLES)}."
        raise ArchiveError(message)
    tables: dict[str, Member] = {}
    for member in members:
        if member.table in tables:
            message = f"{path} holds two {member.table} files, {tables[member.table].name} and {member.name}."
            raise ArchiveError(message)
        tables[member.table] = member
    if labels := {member.label for member in members} - {members[0].label}:
        message = f"{path} mixes quarters: {', '.join(sorted({members[0].label, *labels}))}; load one at a time."
        raise ArchiveError(message)
    missing = [table for table in _TABLES if table not in tables]
    if missing and set(tables) != {"DELETE"}:
        message = f"{path} lacks {', '.join(missing)}; a quarter has {', '.join(_TABLES)}."
        raise ArchiveError(message)
    return tables


def _plain_chunks(source: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Give each stretch of a file as it is, and as it is to be read: lines ended by a line feed alone.

    A lone carriage return inside a field is read as a blank, a null byte likewise.
    """
    while chunk := source.read(CHUNK):
        while chunk.endswith(b"\r") and (more := source.read(1)):
            chunk += more
        if b"\r" in chunk or b"\0" in chunk:
            yield chunk, chunk.replace(b"\r\n", b"\n").replace(b"\r", b" ").replace(b"\0", b" ")
        else:
            yield chunk, chunk


def _encoding_after(chunk: bytes, decoder: codecs.IncrementalDecoder, encoding: str) -> str:
    """Give the encoding that a file may still have: UTF-8 as long as all is valid, else Latin-1."""
    if encoding == "utf-8" and not (chunk.isascii() and not decoder.getstate()[0]):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return "latin-1"
    return encoding


def _read_through(member: Member, folder: Path, advance: Callable[[int], None], delimiter: bytes = b"$") -> Text:
    """Read a file through: count lines and delimiters, find encoding and blank lines, copy it where it must change."""
    copy = folder / member.name
    digest, decoder, encoding = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), "utf-8"
    lines, delimiters, last, changed, blank = 0, 0, b"\n", False, False
    with member.open() as source, copy.open("wb") as target:
        for raw, chunk in _plain_chunks(source):
            digest.update(raw)
            encoding = _encoding_after(chunk, decoder, encoding)
            changed = changed or raw is not chunk
            blank = blank or b"\n\n" in chunk or (last == b"\n" and chunk.startswith(b"\n"))
            lines += chunk.count(b"\n")
            delimiters += chunk.count(delimiter)
            last = chunk[-1:]
            if member.path is None:
                target.write(chunk)
            advance(len(raw))
    if decoder.getstate()[0]:
        encoding = "latin-1"
    path = copy
    if member.path and changed:
        with member.open() as source, copy.open("wb") as target:
            target.writelines(chunk for _, chunk in _plain_chunks(source))
    elif member.path:
        path = member.path
    text = Text(path, member.name, member.size, lines + (last != b"\n"), digest.hexdigest(), encoding, delimiters)
    if blank:
        with path.open("rb") as source:
            text.blank = [number for number, line in enumerate(source, start=1) if line == b"\n"]
    return text


def lay_out(member: Member, folder: Path, advance: Callable[[int], None]) -> Text:
    """Lay out a file. Raises ArchiveError where it cannot be read to its end."""
    try:
        return _read_through(member, folder, advance)
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error, NotImplementedError) as error:
        message = f"{member.name} cannot be read to its end ({error}); fetch the archive again."
        raise ArchiveError(message) from error


def lay_out_all(members: dict[str, Member], folder: Path, advance: Callable[[int], None]) -> dict[str, Text]:
    """Lay out every file of a quarter, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        texts = pool.map(lambda member: lay_out(member, folder, advance), members.values())
        return dict(zip(members, texts, strict=True))


def columns_of(table: str, text: Text) -> dict[str, str]:
    """Give the columns of a file for DuckDB, under the names of the newest layout, all as text.

    Where rows end in one more dollar sign than the header, the last column is called `beyond`. Raises ArchiveError
    where a needed column is missing, which is also how another delimiter shows.
    """
    header, row = text.first_lines()
    names = [name.strip().lower() for name in header]
    if len(row) == len(header) + 1 and not row[-1]:
        names.append("beyond")
    names = ["beyond" if not name else _OTHER_NAMES.get(name, name) for name in names]
    if missing := [name for name in _NEEDED[table] if name not in names]:
        message = (
            f"{text.name} lacks the column {', '.join(missing)}; its header reads {'$'.join(header)[:120]!r}. "
            "The fields must be separated by the dollar sign."
        )
        raise ArchiveError(message)
    if len(set(names)) < len(names):
        message = f"{text.name} names a column twice: {'$'.join(header)[:200]!r}."
        raise ArchiveError(message)
    return dict.fromkeys(names, "VARCHAR")

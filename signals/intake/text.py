"""A file laid out for DuckDB: UTF-8, lines ended by a line feed alone, with its counts and its SHA-256.

A bomb of packed nothing ends in a sentence before it takes time or memory, and so does what lies beyond limits.py.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, TYPE_CHECKING

from signals.intake.encodings import (
    LineByLine,
    Recoded,
    looks_japanese,
    looks_of_another_script,
    name_of,
    wide_encoding,
)
from signals.intake.errors import ArchiveError
from signals.intake.letters import Letters
from signals.intake.limits import Checked
from signals.intake.names import text_of_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from signals.intake.archives import Member

CHUNK = 1 << 20
_ROWS_SEEN = 1_000
_BOMB_FROM, _BOMB_RATIO = 64 << 20, 100


@dataclass
class Text:
    """A file as plain lines: where it lies as UTF-8, and what was found in it.

    `lines` counts all lines with the header, `blank` numbers those without a letter, `encoding` says what it was.
    """

    path: Path
    name: str
    size: int
    lines: int
    sha256: str
    encoding: str
    delimiters: int = 0
    blank: list[int] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    note: str = ""

    def add_note(self, note: str) -> None:
        """Add how the file was read where there was a choice; nothing where it is empty."""
        self.note = "; ".join(filter(None, (self.note, note)))

    def some_lines(self, wanted: set[int]) -> dict[int, str]:
        """Give the text of the wanted lines by number; the header is line 1."""
        with self.path.open(encoding="utf-8", newline="\n") as lines:
            so_far = islice(lines, max(wanted, default=0))
            return {number: line.rstrip("\n") for number, line in enumerate(so_far, start=1) if number in wanted}

    def ends_in_a_line_end(self) -> bool:
        """Say whether the last line is ended."""
        with self.path.open("rb") as lines:
            lines.seek(max(lines.seek(0, os.SEEK_END) - 1, 0))
            return lines.read() == b"\n"

    def end_rows(self, wanted: set[int], sign: str, copy: Path) -> None:
        """Put a sign at the end of the wanted lines, in a copy that is read from now on."""
        with self.path.open("rb") as lines, copy.open("wb") as target:
            for number, line in enumerate(lines, start=1):
                target.write(line.rstrip(b"\n") + sign.encode() + b"\n" if number in wanted else line)
        self.path = copy
        self.delimiters += len(wanted)

    def lines_with_more(self, delimiter: str, fields: int) -> set[int]:
        """Give the numbers of the lines below the header that have more than so many fields."""
        with self.path.open(encoding="utf-8", newline="\n") as lines:
            return {
                number for number, line in enumerate(lines, start=1) if number > 1 and line.count(delimiter) >= fields
            }

    def header_fields(self, delimiter: str = "$") -> list[str]:
        """Give the fields of the header, without a byte order mark."""
        with self.path.open(encoding="utf-8", newline="\n") as lines:
            return lines.readline().rstrip("\n").removeprefix("\ufeff").removeprefix("ï»¿").split(delimiter)

    def usual_fields(self, delimiter: str) -> int:
        """Give the number of fields that most of the first rows have; 0 where there is no row."""
        with self.path.open(encoding="utf-8", newline="\n") as lines:
            fields = Counter(line.count(delimiter) + 1 for line in islice(lines, 1, 1 + _ROWS_SEEN) if line.strip())
        return max(fields, key=lambda count: fields[count], default=0)


class _Source:
    """A file that is being read: hashes what it is, and gives it as bytes of one letter or UTF-8.

    A file of two or four bytes a letter is read as UTF-8; `encoding` names a known encoding, or is empty.
    """

    def __init__(self, source: IO[bytes], member: Member, encoding: str, advance: Callable[[int], None]) -> None:
        """Look at the first bytes."""
        self.raw, self.member, self.advance = source, member, advance
        self.digest, self.count, self.nulls = hashlib.sha256(), 0, 0
        self.beginning = self._next(CHUNK)
        self.found = encoding or wide_encoding(self.beginning[:4096])
        self.recoded = Recoded(self, self.found) if self.found else None

    def name(self) -> str:
        """Say which encoding was found; UTF-8 where none shows itself."""
        if self.recoded is None:
            return "UTF-8"
        unreadable = f", {self.recoded.unreadable:,} letters unreadable" if self.recoded.unreadable else ""
        return f"{name_of(self.found or '')}{unreadable}"

    def _next(self, size: int) -> bytes:
        """Read on, and count what has been read. Raises ArchiveError where it unpacks beyond all measure."""
        chunk = self.raw.read(size)
        self.digest.update(chunk)
        self.count += len(chunk)
        self.advance(len(chunk))
        if self.member.packed and self.count > max(_BOMB_FROM, _BOMB_RATIO * self.member.packed):
            message = (
                f"{self.member.name} unpacks to more than {_BOMB_RATIO} times its size; no file of reports does. "
                "Nothing of it is loaded."
            )
            raise ArchiveError(message)
        return chunk

    def read(self, size: int) -> bytes:
        """Read the file as it is."""
        if self.beginning:
            chunk, self.beginning = self.beginning[:size], self.beginning[size:]
            return chunk
        return self._next(size)

    def chunks(self, *, foreign: bool) -> Iterator[tuple[bytes, bytes]]:
        """Give each stretch as it is, and as it is to be read: lines ended by a line feed alone.

        Where the file has no line feed, a carriage return ends a line. Else a lone one is a letter inside a field, and
        read as a blank, or as a tab of lines where `foreign`, which may part names; a null byte is read as a blank.
        """
        source = self.recoded or self
        lone, held = None, b""
        while chunk := source.read(CHUNK):
            if lone is None:
                lone = (b"\v" if foreign else b" ") if b"\n" in chunk else b"\n"
            chunk, held = held + chunk, b""
            if chunk.endswith(b"\r"):
                chunk, held = chunk[:-1], b"\r"
            self.nulls += chunk.count(b"\0")
            if b"\r" in chunk or b"\0" in chunk:
                yield chunk, chunk.replace(b"\r\n", b"\n").replace(b"\r", lone).replace(b"\0", b" ")
            elif chunk:
                yield chunk, chunk
        if held:
            yield held, lone or b"\n"


def _recode(path: Path, target: Path, name: str, *, foreign: bool) -> str:
    """Write a file as UTF-8 that is not, and say what it was; Shift-JIS is thought of where `foreign`.

    Raises ArchiveError where it may be, and the file is in an encoding that is neither that nor of Latin letters.
    """
    japanese = foreign and _is(path, looks_japanese)
    if foreign and not japanese and _is(path, looks_of_another_script):
        message = (
            f"{name} is neither UTF-8 nor Shift-JIS, and its letters are not those of Latin script. Say its encoding, "
            "such as --encoding gb18030, euc-jp, euc-kr or cp1251."
        )
        raise ArchiveError(message)
    with path.open("rb") as source, target.open("wb") as written:
        if japanese:
            recoded = Recoded(source, "cp932")
            written.writelines(iter(lambda: recoded.read(CHUNK), b""))
            return name_of("cp932")
        found = LineByLine(*_letters_of(path))
        written.writelines(found.recode(source))
        return found.name()


def _letters_of(path: Path) -> tuple[str, str]:
    """Find which encoding of one byte a letter the words of a file show, and the doubt that is left."""
    letters = Letters()
    with path.open("rb") as lines:
        letters.look_at(lines)
    return letters.encoding()


def _is(path: Path, looks: Callable[[Iterator[bytes]], bool]) -> bool:
    """Say whether the bytes of a file look so."""
    with path.open("rb") as source:
        return looks(iter(lambda: source.read(CHUNK), b""))


def _read_through(member: Member, copy: Path, advance: Callable[[int], None], *, encoding: str, foreign: bool) -> Text:
    """Read a file through: count it, check it, and copy it where it must change to be UTF-8 with plain lines."""
    checked, read = Checked(member.name), 0
    with member.open() as opened, copy.open("wb") as target:
        source = _Source(opened, member, encoding, advance)
        unnamed = member.path is None or text_of_name(str(member.path)) != str(member.path)  # DuckDB opens no such name
        changed = unnamed or source.recoded is not None
        for raw, chunk in source.chunks(foreign=foreign):
            checked.add(chunk)
            if not changed and raw is not chunk:
                changed = True
                _copy_so_far(member, target, read)
            if changed:
                target.write(chunk)
            read += len(raw)
    checked.end()
    path = copy if changed or member.path is None else member.path
    said = source.name()
    if not checked.utf8:
        recoded = copy.with_name(f"{copy.name}.utf8")
        said, path = _recode(path, recoded, member.name, foreign=foreign), recoded
    text = Text(path, member.name, member.size, checked.lines, source.digest.hexdigest(), said, checked.delimiters)
    if source.nulls:
        text.add_note(f"{source.nulls:,} null bytes were read as blanks")
    if checked.blank:
        with path.open("rb") as lines:
            text.blank = [number for number, line in enumerate(lines, start=1) if line == b"\n"]
    return text


def _copy_so_far(member: Member, target: IO[bytes], count: int) -> None:
    """Copy the first bytes of a file, up to where it begins to need a change."""
    with member.open() as source:
        while count > 0 and (chunk := source.read(min(CHUNK, count))):
            target.write(chunk)
            count -= len(chunk)


def lay_out(
    member: Member,
    copy: Path,
    advance: Callable[[int], None],
    *,
    encoding: str = "",
    foreign: bool = False,
) -> Text:
    """Lay out a file, at `copy` where it must change. Raises ArchiveError where it cannot be read to its end.

    `encoding` is a name that Python knows, where it is known and not to be found out. With `foreign` the letters may be
    of another than Latin script.
    """
    try:
        return _read_through(member, copy, advance, encoding=encoding, foreign=foreign)
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error, RuntimeError) as error:
        message = f"{member.name} cannot be read to its end ({error}); fetch the archive again."
        raise ArchiveError(message) from error

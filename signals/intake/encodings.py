"""How a file writes its letters: found in its bytes, never taken for granted, and said in the account.

UTF-8, UTF-16 and UTF-32 show themselves. Other files are read line by line: a line that is UTF-8 as such, any other as
Windows-1252, of which Latin-1 is the part without bytes 0x80 to 0x9F, or as what its words show. Shift-JIS is told from
Windows-1252 by its letters: Japanese ones come in words, accented ones singly.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from signals.intake.letters import USUAL, is_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MANY, _FEW = 0.3, 0.05
_IN_WORDS = re.compile(r"[^\x00-\x7f]{2,}")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_NAMES = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp932": "Shift-JIS", "iso2022_jp": "ISO-2022-JP"} | {
    **{f"cp{number}": f"Windows-{number}" for number in range(1250, 1259)},
    "mac_roman": "Mac Roman",
    "cp850": "code page 850 of DOS",
    "iso8859_2": "ISO-8859-2",
}
_ESCAPES = (b"\x1b$@", b"\x1b$B")
_OF_SHIFT_JIS = re.compile(rb"[\x81-\x9f]")
_IN_A_ROW = re.compile(rb"[\x80-\xff]{4,}")
_HIGH = re.compile(rb"[\x80-\xff]")


def wide_encoding(beginning: bytes) -> str | None:
    """Give the encoding of a file whose letters take two or four bytes, by its mark or by where its null bytes lie."""
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return encoding
    if any(escape in beginning for escape in _ESCAPES):
        return "iso2022_jp"
    sample = beginning[: len(beginning) // 2 * 2]
    if not sample:
        return None
    first, second = sample[::2].count(0) / len(sample) * 2, sample[1::2].count(0) / len(sample) * 2
    if second > _MANY and first < _FEW:
        return "utf-16-le"
    return "utf-16-be" if first > _MANY and second < _FEW else None


def is_encoding(name: str) -> bool:
    """Say whether Python knows an encoding of letters by this name."""
    try:
        return codecs.lookup(name)._is_text_encoding  # noqa: SLF001  no other way tells utf-8 from zlib
    except LookupError:
        return False


def name_of(encoding: str) -> str:
    """Give the name of an encoding as it is said."""
    return _NAMES.get(encoding, encoding.upper())


class Readable(Protocol):
    """What can be read on, so many bytes at a time."""

    def read(self, size: int, /) -> bytes:
        """Read about so many bytes; none at the end."""
        ...


class Recoded:
    """A file in an encoding that is known, read as UTF-8; what cannot be decoded becomes U+FFFD."""

    def __init__(self, source: Readable, encoding: str) -> None:
        """Begin at the beginning of `source`."""
        self.source, self.decoder, self.unreadable = source, codecs.getincrementaldecoder(encoding)("replace"), 0

    def read(self, size: int) -> bytes:
        """Read about so many bytes; none at the end of the file."""
        while chunk := self.source.read(size):
            if text := self.decoder.decode(chunk):
                return self._encoded(text)
        return self._encoded(self.decoder.decode(b"", final=True))

    def _encoded(self, text: str) -> bytes:
        """Give text as UTF-8, and count what could not be decoded."""
        self.unreadable += text.count("\ufffd")
        return text.encode("utf-8", "replace")


def looks_japanese(chunks: Iterable[bytes]) -> bool:
    """Say whether all bytes are Shift-JIS, and most letters beyond ASCII stand next to another such letter.

    Bytes 0x81 to 0x9F, of which common Japanese letters begin, must be among them: EUC and the Chinese and Korean
    encodings that are like it have none.
    """
    decoder = codecs.getincrementaldecoder("cp932")()
    foreign = together = 0
    special = False
    try:
        for chunk in chunks:
            special = special or _OF_SHIFT_JIS.search(chunk) is not None
            text = decoder.decode(chunk)
            if _PRIVATE.search(text):
                return False
            foreign += len(_FOREIGN.findall(text))
            together += sum(map(len, _IN_WORDS.findall(text)))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return special and 2 * together > foreign


def looks_of_another_script(chunks: Iterable[bytes]) -> bool:
    """Say whether most bytes beyond ASCII stand four or more in a row: no words of Latin letters are written so."""
    foreign = in_a_row = 0
    for chunk in chunks:
        foreign += len(_HIGH.findall(chunk))
        in_a_row += sum(map(len, _IN_A_ROW.findall(chunk)))
    return 2 * in_a_row > foreign


@dataclass
class LineByLine:
    """Lines read as UTF-8 where they are, else in an encoding of one byte a letter; counts which were what."""

    encoding: str = USUAL
    doubt: str = ""
    utf8: int = 0
    latin: int = 0
    windows: int = 0
    unreadable: int = 0

    def recode(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Give lines as UTF-8; a byte that stands for nothing becomes U+FFFD."""
        for line in lines:
            if line.isascii():
                yield line
                continue
            if is_utf8(line):
                self.utf8 += 1
                yield line
                continue
            text = line.decode(self.encoding, "replace")
            self.unreadable += text.count("\ufffd")
            if any(0x80 <= byte <= 0x9F for byte in line):  # noqa: PLR2004  the bytes that Latin-1 does not use
                self.windows += 1
            else:
                self.latin += 1
            yield text.encode()

    def name(self) -> str:
        """Say which encoding was found, and the doubt that is left."""
        name = "Latin-1" if self.encoding == USUAL and not self.windows else name_of(self.encoding)
        if self.utf8:
            name = f"UTF-8, {self.windows + self.latin:,} lines {name}"
        told = [name, f"{self.unreadable:,} letters unreadable" if self.unreadable else "", self.doubt]
        if self.encoding != USUAL:
            told.append("found by its letters")
        return ", ".join(filter(None, told))

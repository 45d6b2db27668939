"""What is counted in a file line by line, and the limits within which a file of reports lies.

A file that no authority writes ends in a sentence before it takes time or memory.
"""

from __future__ import annotations

import codecs

import numpy as np

from signals.intake.errors import ArchiveError

_LONGEST_LINE = 1 << 20
_DELIMITER = b"$"
_MANY_LINES = 1_000_000
_FEWEST_BYTES = 4  # a line, its end included
_MANY_BYTES, _MOST_BYTES = 64 << 20, 20_000  # a line on average
_MOST_FIELDS = 10_000
_MANY_CONTROLS, _MOST_CONTROLS = 1_000, 0.05  # of the letters at the beginning


class Checked:
    """What is counted line by line in a file, with the limits that a file of reports never reaches."""

    def __init__(self, name: str) -> None:
        """Begin before the first line."""
        self.name = name
        self.lines = self.delimiters = self.open = self.bytes = 0
        self.last, self.blank = b"\n", False
        self.decoder, self.utf8 = codecs.getincrementaldecoder("utf-8")(), True

    def add(self, chunk: bytes) -> None:
        """Count a stretch. Raises ArchiveError where a limit is passed."""
        letters = np.frombuffer(chunk, np.uint8)  # counted so, a third of the time, and files can be read side by side
        ends = letters == ord("\n")
        lines, delimiters = int(np.count_nonzero(ends)), int(np.count_nonzero(letters == ord(_DELIMITER)))
        if not self.bytes:
            controls = int(np.count_nonzero((letters < ord(" ")) & (letters != ord("\t")) & ~ends))
            if controls > max(_MANY_CONTROLS, _MOST_CONTROLS * len(chunk)):
                self._refuse("it is no text by its content")
        head = chunk.find(b"\n")
        if self.open + (head if lines else len(chunk)) > _LONGEST_LINE:
            self._refuse(f"line {self.lines + 1:,} is longer than a megabyte")
        if delimiters > 64 * lines + _MOST_FIELDS:
            self._look_for_a_wide_line(chunk)
        self.blank = (
            self.blank or bool((ends[1:] & ends[:-1]).any()) or (self.last == b"\n" and chunk.startswith(b"\n"))
        )
        self.open = len(chunk) - chunk.rfind(b"\n") - 1 if lines else self.open + len(chunk)
        self.lines += lines
        self.bytes += len(chunk)
        if self.lines > _MANY_LINES and self.bytes < _FEWEST_BYTES * self.lines:
            self._refuse("its lines have hardly a letter each")
        if self.bytes > _MANY_BYTES and self.bytes > _MOST_BYTES * (self.lines + 1):
            self._refuse(f"its lines have more than {_MOST_BYTES:,} letters each on average")
        self.delimiters += delimiters
        self.last = chunk[-1:]
        self._decode(chunk)

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        """Find out whether the file is UTF-8 throughout."""
        if not self.utf8 or (chunk.isascii() and not final and not self.decoder.getstate()[0]):
            return
        try:
            self.decoder.decode(chunk, final)
        except UnicodeDecodeError:
            self.utf8 = False

    def end(self) -> None:
        """Count the last line, where nothing ends it."""
        self._decode(b"", final=True)
        self.lines += self.last != b"\n"

    def _look_for_a_wide_line(self, chunk: bytes) -> None:
        """Name the first line with more fields than any file has."""
        for number, line in enumerate(chunk.split(b"\n"), start=self.lines + 1):
            if line.count(_DELIMITER) > _MOST_FIELDS:
                self._refuse(f"line {number:,} has {line.count(_DELIMITER) + 1:,} fields")

    def _refuse(self, what: str) -> None:
        """Refuse the file, naming what is wrong with it."""
        message = f"{self.name}: {what}; no file of reports is like that, and nothing of it is loaded."
        raise ArchiveError(message)

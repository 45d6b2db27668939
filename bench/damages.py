"""What happens to the record of a release: a merge, an editor, a spreadsheet, a copy that was cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _with_line(content: bytes, place: int, line: bytes) -> bytes:
    """Put a line into a record, before its line of that number."""
    lines = content.splitlines(keepends=True)
    return b"".join([*lines[:place], line.rstrip(b"\n") + b"\n", *lines[place:]])


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "merge conflict": lambda content: _with_line(content, 1, b"<<<<<<< HEAD"),
    "Latin-1": lambda content: _with_line(content, 1, "Müller,0123456789abcdef".encode("latin-1")),
    "NUL": lambda content: content[:-40] + b"\0" + content[-40:],
    "empty": lambda _: b"",
    "heading alone": lambda content: content.splitlines(keepends=True)[0],
    "cut in a cell": lambda content: content[: int(len(content) * 0.6)],
    "cut between lines": lambda content: b"".join(content.splitlines(keepends=True)[:-1]),
    "semicolons": lambda content: content.replace(b",", b";"),
    "hash as a number": lambda content: re.sub(rb"(?m)^([\w-]+),[0-9a-f]{16}", rb"\1,1.2E+15", content),
    "a comma in a case_id": lambda content: re.sub(rb"(?m)^([\w-]+),([0-9a-f]{16})", rb'"\1,x",\2', content),
    "a line feed in a case_id": lambda content: re.sub(rb"(?m)^([\w-]+),([0-9a-f]{16})", rb'"\1\nx",\2', content),
    "a case twice": lambda content: _with_line(content, 2, content.splitlines()[1]),
    "two releases before": lambda content: content.rstrip(b'"\n') + b"2026-11-23-00000000\n",
}
"""Name of a damage, and what it makes of the bytes of a record that cannot be used afterwards."""

HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "blank lines": lambda content: _with_line(content, 1, b"") + b"\n\n",
    "quotes around cells": lambda content: re.sub(rb"(?m)^([\w-]+),", rb'"\1",', content),
}
"""What an editor or a spreadsheet may do to a record that says the same afterwards."""

"""From the bytes of a file to its text: what encoding it has, and what is no export at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from literature.errors import RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with a byte mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 with a byte mark"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 with a byte mark"),
)
_OTHERS = (
    (re.compile(rb"PK\x03\x04"), "a ZIP archive or a file of Word or Excel; unpack it, or export as text"),
    (re.compile(rb"%PDF"), "a PDF; export the records as text"),
    (re.compile(rb"\x1f\x8b"), "a file packed with gzip; unpack it first"),
    (re.compile(rb"\{\\rtf"), "a document in RTF; export as plain text"),
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_HEAD = 2000
"""Characters at the beginning in which a page of HTML says that it is one."""

_MARK = "\ufeff"
_MOST_WORDS = 3
"""Words shown as examples of how letters were read."""


class Text(NamedTuple):
    """A file as text, with a line feed between its lines, the name of its encoding, and what a person should know."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(content: bytes) -> Text:
    """Decode a file. Raises RefusedError where it is no text, or a page of HTML, XML or JSON."""
    if not content.strip():
        message = "The file is empty."
        raise RefusedError(message)
    for begins, words in _OTHERS:
        if begins.match(content):
            message = f"The file is {words}."
            raise RefusedError(message)
    text, encoding, notes = _decoded(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_markup(text)
    if _MARK in text:
        line = text[: text.index(_MARK)].count("\n") + 1
        notes.append(f"A byte mark stands in line {line}: two files were glued together there. Both were read.")
        text = text.replace(_MARK, "")
    if "\ufffd" in text:
        notes.append(f"{text.count(chr(0xFFFD))} letters were lost before the file came here; they show as \ufffd.")
    if not text.endswith(("\n", "\nEF")):  # Web of Science ends so
        notes.append("The last line does not end: if that is not usual for this source, the file was cut off.")
    return Text(text, encoding, tuple(notes))


def _decoded(content: bytes) -> tuple[str, str, list[str]]:
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(codec), name, []
            except UnicodeDecodeError as error:
                message = f"The file begins as {name}, and is none from byte {error.start + len(mark)} on."
                raise RefusedError(message) from error
    if b"\0" in content:
        message = f"The file is no text: byte {content.index(0)} is zero. UTF-16 needs its byte mark."
        raise RefusedError(message)
    try:
        return content.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError as error:
        place, line = error.start, content[: error.start].count(b"\n") + 1
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        message = (
            f"The file is neither UTF-8 (line {line}, byte {place}) nor Windows-1252 (byte {error.start}). Export it "
            "again as UTF-8."
        )
        raise RefusedError(message) from error
    words = list(dict.fromkeys(re.findall(r"\w*[^\W\x00-\x7f]\w*", text)))[:_MOST_WORDS]
    note = (
        f"The file is not UTF-8 (line {line}). It was read as Windows-1252, with words such as {', '.join(words)}: if "
        "these look wrong, export it again as UTF-8."
    )
    return text, "Windows-1252", [note]


def _refuse_markup(text: str) -> None:
    head = text.lstrip(f"{_MARK} \t\n")[:_HEAD]
    if _HTML.search(head) and head.startswith("<"):
        title = _TITLE.search(text)
        named = f", titled “{' '.join(title[1].split())}”" if title else ""
        message = (
            f"The file is a web page (HTML){named}, not an export, whatever its name says: use Save or Export on the "
            "page of the database."
        )
        raise RefusedError(message)
    if head.startswith("<"):
        message = f"The file is XML (it begins “{head[:40].split(chr(10))[0]}”): export as RIS or as PubMed format."
        raise RefusedError(message)
    if re.match(r"[\[{]\s*[\"{\[]", head):
        message = "The file is JSON: export as RIS or as PubMed format."
        raise RefusedError(message)

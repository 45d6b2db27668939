"""What the name of a file says in the FDA's archives: a table of a quarter, a list of deleted cases, or neither.

Lists of deleted cases have come under the names DELETE21Q4.txt, ADR19Q1DeletedCases.txt, 20Q4DeletedCases.txt and
AllDeletedCases.txt, beside the tables or in a folder deleted/ or Deleted/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import PurePosixPath

TABLES = ("DEMO", "DRUG", "REAC", "OUTC", "RPSR", "THER", "INDI")
LIST = "DELETE"

_TABLE = re.compile(r"(DEMO|DRUG|REAC|OUTC|RPSR|THER|INDI)(\d\d)Q([1-4])(?:_new)?\.txt", re.IGNORECASE)
_LISTS = (
    re.compile(r"DELETE(\d\d)Q([1-4])(?:_new)?\.txt", re.IGNORECASE),
    re.compile(r"(?:ADR)?(\d\d)Q([1-4])DeletedCases(?:_new)?\.txt", re.IGNORECASE),
    re.compile(r"AllDeletedCases(?:_new)?\.txt", re.IGNORECASE),
)
_ONE_NUMBER = re.compile(r"""[\s"']*([0-9]+)(?:\.0+)?[\s"'$,;|]*""")
_NUMBERS = re.compile(r"""[\s"'$,;|]*[0-9][0-9\s"'$,;|.]*""")
_SPEAKS_OF_DELETING = re.compile(
    r"delet|withdr|remov|retract|nullif|void|cancel|invalid|exclu|purge|expunge|discard|revoke|erase|suppress|dropped",
    re.IGNORECASE,
)
_HEADER_OF_CASES = re.compile(
    r"""[\s"']*(?:(?:fda|f?aers)[ _]?)?(?:case|isr|primary)[ _-]?(?:id|no|num(?:ber)?|nr)?s?[\s"']*(?:[$,;|\t].*)?""",
    re.IGNORECASE,
)
_BEGINS_WITH_A_NUMBER = re.compile(r"""[\s"']*[0-9]{2,}(?:\.0)?[\s"']*(?:[$,;|\t].*)?""")
_OF_A_LISTING = re.compile(r"drug|substance|product|event|reaction|term|\bpt\b|\bae\b", re.IGNORECASE)
_FEW_FIELDS = 3
_TEXT_ENDINGS = ("", ".txt", ".csv", ".tsv", ".lst", ".dat", ".asc")
_FOR_READERS = (".pdf", ".doc", ".docx", ".rtf", ".htm", ".html")
_PACKED = (".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz")

_PART = re.compile(r"(DEMO|DRUG|REAC|OUTC|RPSR|THER|INDI)\d\dQ[1-4].*", re.IGNORECASE)

PASSED_OVER = "not a table of the quarter, nor a list of deleted cases"


class Kind(NamedTuple):
    """What a file is: the table (DELETE for a list of deleted cases) and its quarter as 2022Q4, empty if unnamed."""

    table: str
    label: str


def text_of_name(name: str) -> str:
    """Give the name of a file as text that can be kept and printed, whatever bytes it is made of on the disk."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def kind_of(name: str) -> Kind | None:
    """Give what a file is by its name alone; None where it is nothing that is read."""
    if parts := _TABLE.fullmatch(name):
        return Kind(parts[1].upper(), f"20{parts[2]}Q{parts[3]}")
    for pattern in _LISTS:
        if parts := pattern.fullmatch(name):
            return Kind(LIST, f"20{parts[1]}Q{parts[2]}" if parts.groups() else "")
    return None


def may_be_a_list(place: PurePosixPath, beginning: bytes) -> bool:
    """Say whether a file of no known name looks like a list of deleted cases.

    It does where its own name speaks of deleting and it is not for people to read, and so does what is no text in a
    folder that does; of texts, where most of the first lines are numbers and nothing else, or begin with one below a
    header that names cases and hardly anything else. `beginning` is the beginning of its content.
    """
    if place.name.startswith(".") or place.suffix.lower() in _FOR_READERS:
        return False
    is_text = place.suffix.lower() in _TEXT_ENDINGS
    if _SPEAKS_OF_DELETING.search(place.name if is_text else str(place)):
        return True
    if not is_text:
        return False
    lines = beginning.replace(b"\0", b"").decode("latin-1").lstrip("ÿþï»¿").replace("\r", "\n").split("\n")[:100]
    numbers = sum(_NUMBERS.fullmatch(line) is not None for line in lines)
    if numbers > 0 and 2 * numbers >= sum(bool(line.strip()) for line in lines):
        return True
    header, *rows = [line for line in lines if line.strip()] or [""]
    narrow = len(re.split(r"[$,;|\t]", header)) <= _FEW_FIELDS and not _OF_A_LISTING.search(header)
    below = sum(_BEGINS_WITH_A_NUMBER.fullmatch(row) is not None for row in rows)
    return narrow and _HEADER_OF_CASES.fullmatch(header) is not None and 0 < len(rows) <= 2 * below


def case_number_in(line: str) -> str | None:
    """Give the number that a line of a list of deleted cases names; None where it names none, or more than one.

    Quotation marks, a sign that ends the field, and zeros behind a point are no part of it.
    """
    parts = _ONE_NUMBER.fullmatch(line)
    return parts[1] if parts else None


def may_be_a_part(place: PurePosixPath) -> bool:
    """Say whether a text of no known name is called like a table of a quarter, and may be a part of it."""
    return place.suffix.lower() in _TEXT_ENDINGS and _PART.fullmatch(place.stem) is not None


def why_passed_over(name: str) -> str:
    """Say why a file of no known name is not read."""
    if name.lower().endswith(_PACKED):
        return "an archive inside the archive; unpack it and load it by itself"
    return PASSED_OVER

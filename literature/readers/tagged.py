"""Formats with a tag at the beginning of each line: MEDLINE, RIS, and the layout of Web of Science.

The libraries are given a mapping that keeps every tag and every value: by their own mappings they would drop the second
value of a field that they hold to stand once.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from Bio import Medline
from rispy import RisParser, WokParser
from rispy.config import TAG_KEY_MAPPING, WOK_TAG_KEY_MAPPING

from literature.errors import RefusedError
from literature.readers.raw import Format, Raw, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_RIS_TAG = re.compile(r"[A-Z][A-Z0-9]  -")
_LIKE_A_TAG = re.compile(r"\s*[A-Z][A-Z0-9]\s*-\s")
_RIS_BEGINS = re.compile(r"^TY  - ?\S.*$", re.MULTILINE)
_MEDLINE_LINE = re.compile(r"[A-Z0-9]{2,4} {0,2}- ?|      |\s*$")
_WOS_OUTSIDE = re.compile(r"(?:FN|VR|EF)\b")
_BETWEEN_RECORDS = re.compile(r"\d+\.?$|Record #\d+ of \d+$")


def _medline(text: str) -> list[Raw]:
    for number, line in enumerate(text.split("\n"), 1):
        if not _MEDLINE_LINE.match(line) or (line[:4].strip() and line[4:5] != "-"):
            message = f"Line {number}, {shown(line)}, is no line of the PubMed format."
            raise RefusedError(message)
    try:
        parsed = [*Medline.parse(f"{line}\n" for line in text.split("\n"))]
    except KeyError as error:
        message = "The file begins in the middle of a field: its beginning is missing."
        raise RefusedError(message) from error
    return [
        {tag: [value] if isinstance(value, str) else [*map(str, value)] for tag, value in record.items()}
        for record in parsed
    ]


def _ris(text: str) -> list[Raw]:
    for number, line in _outside(text, "TY  -", "ER  -"):
        if _RIS_TAG.match(line):
            message = f"Line {number}, {shown(line)}, stands in no record: the line TY before it is missing."
            raise RefusedError(message)
    lines = ["", *text.split("\n")]
    for number, (before, line) in enumerate(pairwise(lines), 1):
        if not _RIS_TAG.match(line) and (_LIKE_A_TAG.match(line) or (before.startswith("TY  -") and line.strip())):
            message = f"Line {number}, {shown(line)}, is no field as RIS has it: two letters, two spaces, a hyphen."
            raise RefusedError(message)
    tags = sorted({line[:2] for line in lines if _RIS_TAG.match(line)})
    parser = RisParser(mapping={tag: tag for tag in tags}, list_tags=tags, delimiter_tags_mapping={})
    return [_with_lines_joined(record) for record in _parsed(parser, text)]


def _web_of_science(text: str) -> list[Raw]:
    for number, line in _outside(text, "PT ", "ER"):
        if not _WOS_OUTSIDE.match(line):
            message = f"Line {number}, {shown(line)}, stands in no record: the line PT before it is missing."
            raise RefusedError(message)
    filled = "\n".join(line for line in text.split("\n") if line.strip())
    tags = sorted({line[:2] for line in filled.split("\n") if line[:2] != "  "})
    parser = WokParser(mapping={tag: tag for tag in tags}, list_tags=tags)
    return _parsed(parser, filled)


def _parsed(parser: RisParser, text: str) -> list[Raw]:
    return [{tag: [*map(str, values)] for tag, values in record.items()} for record in _records(parser.parse(text))]


def _records(parsed: list[dict]) -> Iterator[dict[str, list[str]]]:
    """Make a list of the first value of a record too, which the library keeps as a text."""
    for record in parsed:
        yield {tag: values if isinstance(values, list) else [values] for tag, values in record.items()}


def _with_lines_joined(record: Raw) -> Raw:
    """Join the lines of a title or abstract that goes over several of them."""
    return {tag: [" ".join(values)] if tag in _LONG else values for tag, values in record.items()}


_LONG = ("TI", "T1", "AB", "N2")


def _outside(text: str, begins: str, ends: str) -> Iterator[tuple[int, str]]:
    """Give the lines, with their numbers, that stand in no record and are no heading between two records."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(ends):
            if not inside:
                yield number, line
            inside = False
        elif line.startswith(begins):
            inside = True
        elif not inside and line.strip() and not _BETWEEN_RECORDS.match(line.strip()):
            yield number, line


MEDLINE = Format(
    "PubMed (MEDLINE, nbib)",
    re.compile(r"^PMID- *\d+\s*$", re.MULTILINE),
    re.compile(r"PMID- *\d+\s*$", re.MULTILINE),
    _medline,
    {
        "title": ("TI", "BTI", "TT"),
        "abstract": ("AB", "OAB"),
        "authors": ("AU", "FAU", "CN"),
        "year": ("DP", "DEP", "EDAT"),
        "journal": ("JT", "TA"),
        "volume": ("VI",),
        "issue": ("IP",),
        "pages": ("PG",),
        "kind": ("PT",),
        "keywords": ("MH", "OT"),
        "pmid": ("PMID",),
    },
    {"doi": ("LID", "AID")},
    frozenset(),
    {"AD": "affiliation", "GR": "grant", "LA": "language", "SO": "source as one line", "RN": "registry number"},
)
RIS = Format(
    "RIS",
    _RIS_BEGINS,
    re.compile(r"(?:^\s*|ER  -\s*)TY {0,2}-", re.MULTILINE),
    _ris,
    {
        "title": ("TI", "T1", "CT"),
        "abstract": ("AB", "N2"),
        "authors": ("AU", "A1"),
        "year": ("PY", "Y1", "DA"),
        "journal": ("JF", "T2", "JO", "JA", "J2"),
        "volume": ("VL",),
        "issue": ("IS",),
        "pages": ("SP", "EP"),
        "kind": ("M3", "TY"),
        "keywords": ("KW",),
        "doi": ("DO", "DI"),
    },
    {"doi": ("UR", "L2", "LK", "M3", "N1"), "pmid": ("N1", "UR", "C5", "C2", "AN")},
    frozenset({"TY", "ER"}),
    {tag: name.replace("_", " ") for tag, name in TAG_KEY_MAPPING.items()},
)
WEB_OF_SCIENCE = Format(
    "Web of Science",
    re.compile(r"^PT [A-Z]\s*$", re.MULTILINE),
    re.compile(r"(?:^\s*|ER\s+)PT [A-Z]\b", re.MULTILINE),
    _web_of_science,
    {
        "title": ("TI",),
        "abstract": ("AB",),
        "authors": ("AU", "AF"),
        "year": ("PY", "EA"),
        "journal": ("SO", "J9", "JI"),
        "volume": ("VL",),
        "issue": ("IS",),
        "pages": ("BP", "EP", "AR"),
        "kind": ("DT",),
        "keywords": ("DE", "ID"),
        "doi": ("DI",),
        "pmid": ("PM",),
    },
    {},
    frozenset({"PT", "ER"}),
    {tag: name.replace("_", " ") for tag, name in WOK_TAG_KEY_MAPPING.items()},
)

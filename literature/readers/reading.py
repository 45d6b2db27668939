"""Read one file: tell its format, count, read, compare the two numbers, and account for every field."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from casebook.addresses import find_doi, find_pmid
from literature.errors import RefusedError
from literature.readers.others import BIBTEX, CSV, is_csv, rows_of_csv
from literature.readers.raw import Raw, line_of
from literature.readers.tagged import MEDLINE, RIS, WEB_OF_SCIENCE
from literature.readers.text import decode
from literature.record import Record, find_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from literature.readers.raw import Format

FORMATS = (MEDLINE, RIS, WEB_OF_SCIENCE, BIBTEX)
_PMID_IN_NOTE = re.compile(
    r"(?:PMID\s*:|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/)\s*(\d{1,8})\b",
    re.IGNORECASE,
)
"""Begins a note or an address: further on a note may name another publication, as in "Comment on: PMID: 1"."""

_DOI_IN_NOTE = re.compile(r"(?:https?://|doi\b|10\.)", re.IGNORECASE)
_PROVIDERS = {"AN": ("ovid medline", "pubmed"), "C2": ("scopus",), "C5": ("embase",)}
"""Fields of RIS that hold the PubMed number in records of these databases, and other numbers elsewhere."""

_MOST_NAMED = 5
"""Records without a title that are named by their number."""


class Reading(NamedTuple):
    """A file that was read whole."""

    name: str
    sha256: str
    format: str
    encoding: str
    records: tuple[Record, ...]
    notes: tuple[str, ...]
    """What a person should know, in sentences."""
    unused: Mapping[str, int]
    """Fields that were not used, with the number of records that have one."""


def _lines(records: int) -> str:
    """Say how many lines of a file begin a record."""
    return "1 line begins a record" if records == 1 else f"{records:,} lines begin a record"


def read_file(name: str, content: bytes) -> Reading:
    """Read an exported file whole. Raises RefusedError, which says in a sentence what was found instead."""
    text, encoding, notes = decode(content)
    chosen = _format_of(text)
    began = rows_of_csv(text) if chosen is CSV else len(chosen.counted.findall(text))
    try:
        raw = chosen.parse(text)
    except RefusedError as error:
        message = f"{error} {_lines(began)}; none was taken."
        raise RefusedError(message) from error
    if len(raw) != began:
        message = (
            f"{_lines(began)}; records that could be read: {len(raw)} ({chosen.name}). The file is damaged, cut off, "
            "or of two files glued together. None of it was taken."
        )
        raise RefusedError(message)
    if not raw:
        message = f"The file has no record ({chosen.name})."
        raise RefusedError(message)
    records = tuple(_record(fields, chosen) for fields in raw)
    return Reading(
        name,
        hashlib.sha256(content).hexdigest(),
        chosen.name,
        encoding,
        records,
        (*notes, *_without_title(records)),
        _unused(raw, chosen),
    )


def _format_of(text: str) -> Format:
    """Tell the format by the first line that begins a record. Raises RefusedError where there are two or none."""
    places = {format_.name: match.start() for format_ in FORMATS if (match := format_.begins.search(text))}
    if is_csv(text):
        return CSV
    if not places:
        first = next((line for line in text.split("\n") if line.strip()), "")
        message = (
            f"No line begins a record of PubMed, RIS, Web of Science or BibTeX, and the first line names no columns: "
            f"“{first.strip()[:60]}”."
        )
        raise RefusedError(message)
    first, *others = sorted(places, key=places.__getitem__)
    if others:
        line = line_of(text, places[others[0]])
        message = (
            f"The file is of two formats glued together: {first}, and from line {line} on {others[0]}. "
            "Bring them as two files."
        )
        raise RefusedError(message)
    return next(format_ for format_ in FORMATS if format_.name == first)


def _record(raw: Raw, chosen: Format) -> Record:
    """Make the record of what a format says."""
    first = {name: _first(raw, fields) for name, fields in chosen.fields.items()}
    pages = [value for field in chosen.fields["pages"] for value in raw.get(field, []) if value.strip()]
    doi = find_doi(first.get("doi", "")) or next(filter(None, map(find_doi, _looked_in(raw, chosen, "doi"))), "")
    return Record(
        title=_plain(first["title"]),
        abstract=_plain(first["abstract"]),
        authors=next((tuple(map(_plain, raw[field])) for field in chosen.fields["authors"] if raw.get(field)), ()),
        year=find_year(first["year"]),
        journal=_plain(first["journal"]),
        volume=_plain(first["volume"]),
        issue=_plain(first["issue"]),
        pages="-".join(dict.fromkeys(map(_plain, pages[:2]))),
        kind="; ".join(_plain(value) for value in raw.get(chosen.fields["kind"][0], []))
        or _first(raw, chosen.fields["kind"]),
        keywords=tuple(_plain(word) for field in chosen.fields["keywords"] for word in raw.get(field, []) if word),
        doi=doi,
        pmid=find_pmid(first.get("pmid", "")) or _pmid_elsewhere(raw, chosen),
    )


def _first(raw: Raw, fields: Sequence[str]) -> str:
    """Give the first of these fields that says anything, its values as one text."""
    return next((text for field in fields if (text := " ".join(raw.get(field, [])).strip())), "")


def _looked_in(raw: Raw, chosen: Format, name: str) -> Iterator[str]:
    """Give the values that may hold a DOI: in MEDLINE those that say so."""
    for field in chosen.searched.get(name, ()):
        for value in raw.get(field, []):
            if chosen is MEDLINE:
                yield from re.findall(r"(\S+) \[doi\]", value)
            else:
                yield from (part for part in _parts(value) if _DOI_IN_NOTE.match(part))


def _pmid_elsewhere(raw: Raw, chosen: Format) -> str:
    """Find the PubMed number in a field that holds it for records of some databases, or in a note or an address."""
    provider = " ".join(value for field in ("DB", "DP") for value in raw.get(field, [])).lower()
    for field in chosen.searched.get("pmid", ()):
        for value in raw.get(field, []):
            if field in _PROVIDERS and chosen is RIS:
                if any(name in provider for name in _PROVIDERS[field]) and find_pmid(value):
                    return find_pmid(value)
            else:
                for part in _parts(value):
                    if match := _PMID_IN_NOTE.match(part):
                        return match[1]
    return ""


def _parts(value: str) -> list[str]:
    """Part a note at its semicolons; an address has none before its DOI or number."""
    return [part.strip() for part in value.split(";")]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _without_title(records: tuple[Record, ...]) -> Iterator[str]:
    """Name the records that have no title. Raises RefusedError where none has one."""
    without = [number for number, record in enumerate(records, 1) if not record.title]
    if len(without) == len(records):
        message = f"None of the {len(records)} records has a title: the file is of another format than it looks."
        raise RefusedError(message)
    if without:
        more = f" and {len(without) - _MOST_NAMED} more" if len(without) > _MOST_NAMED else ""
        yield f"Without a title: record {', '.join(map(str, without[:_MOST_NAMED]))}{more}."


def _unused(raw: list[Raw], chosen: Format) -> dict[str, int]:
    """Count the records that have a field which was not used, by its name and what it means."""
    used = {field for fields in chosen.fields.values() for field in fields} | chosen.structure
    used |= {field for name in ("doi", "pmid") for field in chosen.searched.get(name, ()) if field != "N1"}
    counted = Counter(field for fields in raw for field, values in fields.items() if any(values) and field not in used)
    return {
        f"{field} ({chosen.meanings[field]})" if field in chosen.meanings else field: number
        for field, number in sorted(counted.items())
    }

"""A record of a publication as the beginning of a draft: pasted, dropped, or included by the literature watch."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from desk.doubles import Source
from desk.errors import DeskError
from literature.errors import RefusedError
from literature.handing_on import reference
from literature.readers import read_file

if TYPE_CHECKING:
    from desk.draft import Json
    from literature.record import Record

_NAME_OF_PASTED = "What was pasted"


_IN_TWO_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i"}
)
"""Letters that are no other one with an accent, which would be left out of a name."""


def read_records(content: bytes, name: str = _NAME_OF_PASTED) -> tuple[Record, ...]:
    """Read what was pasted or dropped: RIS, PubMed, Web of Science, BibTeX or CSV. Nothing is fetched.

    Raises DeskError where the records cannot be read whole: as many have to come out as lines begin one.
    """
    try:
        return read_file(name, content).records
    except RefusedError as error:
        message = f"{name} cannot be read. {error}"
        raise DeskError(message) from error


def source_of(record: Record) -> Source:
    """Give what tells a record from others: DOI, PubMed number, family name of the first author, year."""
    return Source(record.doi, record.pmid, _first_author(record), record.year)


def entries_of_record(record: Record, read_in: str) -> dict[str, Json]:
    """Give by place what a record says of the source of a case; `read_in` says which record it is."""
    fields = reference(record, read_in)
    return {f"source.{name}": value for name, value in fields.items() if value is not None and value is not False}


def name_of_case(author: str, year: int | str | None) -> str:
    """Propose a name for a case, as in doe-2024, or doe-nd where no year is known; nothing without an author."""
    latin = author.casefold().translate(_IN_TWO_LETTERS)  # casefold writes ß as ss
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^a-z0-9]+", "", plain)
    return f"{letters}-{year or 'nd'}" if letters else ""


def _first_author(record: Record) -> str:
    """Give the family name of the first author, as "Doe, Jane" and "Doe J" have it."""
    if not record.authors:
        return ""
    surname, comma, _ = record.authors[0].partition(",")
    return surname.strip() if comma else record.authors[0].rpartition(" ")[0].strip() or record.authors[0]

"""BibTeX, and CSV whose columns are named."""

from __future__ import annotations

import csv
import logging
import re
from typing import TYPE_CHECKING

import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ImplicitComment, ParsingFailedBlock

from common.tables import reader_of_csv
from literature.errors import RefusedError
from literature.readers.raw import Format, Raw, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bibtexparser.model import Block

_LOST_ENTRY = re.compile(r"\w+\s*\{[^{}]*,|\w+\s*=\s*[{\"]")
_NO_RECORD = r"(?!\s*(?:comment|string|preamble)\b)"
_SEPARATORS = ",;\t"

COLUMNS = {
    "title": ("title", "article title", "document title"),
    "abstract": ("abstract", "abstract note"),
    "authors": ("authors", "author", "author names"),
    "year": ("year", "publication year", "pubyear", "date"),
    "journal": ("journal", "source title", "journal/book", "publication title", "source"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages", "page start", "start page"),
    "kind": ("document type", "publication type", "item type"),
    "keywords": ("keywords", "author keywords", "manual tags"),
    "doi": ("doi",),
    "pmid": ("pmid", "pubmed id", "medline pmid"),
}
"""By field of a record, the columns that may hold it, as PubMed, Scopus and Zotero name them; letters do not matter."""


def _bibtex(text: str) -> list[Raw]:
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # each fault is told below, in a sentence
    return [_of_entry(block) for block in _blocks(text) if _is_entry(block)]


def _blocks(text: str) -> list[Block]:
    return bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()]).blocks


def _is_entry(block: Block) -> bool:
    """Say whether a block is a record. Raises RefusedError for one that could not be read."""
    if isinstance(block, (Entry, DuplicateBlockKeyBlock)):
        return True
    line = (block.start_line or 0) + 1
    if isinstance(block, ParsingFailedBlock):
        message = f"The entry in line {line}, {shown((block.raw or '').split(chr(10))[0])}, cannot be read as BibTeX."
        raise RefusedError(message)
    if isinstance(block, ImplicitComment) and _LOST_ENTRY.search(block.comment):
        message = f"Line {line}, {shown(block.comment)}, stands in no entry: an @ or a bracket before it is missing."
        raise RefusedError(message)
    return False


def _of_entry(block: Block) -> Raw:
    """Give the fields of an entry; of one whose key stands twice too, since keys name nothing outside the file."""
    entry = _blocks(block.raw or "")[0] if isinstance(block, DuplicateBlockKeyBlock) else block
    if not isinstance(entry, Entry):
        message = f"The entry in line {(block.start_line or 0) + 1} cannot be read as BibTeX."
        raise RefusedError(message)
    raw: Raw = {"entry type": [entry.entry_type]}
    for field in entry.fields:
        value = " ".join(re.sub(r"[{}]", "", str(field.value)).split())
        name = field.key.lower()
        raw[name] = re.split(r"\s+and\s+", value) if name in {"author", "editor"} else [value]
    return raw


def _csv(text: str) -> list[Raw]:
    head, *rows = _rows(text)
    names = [" ".join(name.casefold().split()) for name in head[1]]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        message = f"The column “{twice[0]}” stands twice in the heading."
        raise RefusedError(message)
    records = []
    for line, cells in rows:
        if len(cells) != len(names):
            message = f"The row that ends in line {line} has {len(cells)} cells, the heading {len(names)}."
            raise RefusedError(message)
        for cell in cells:
            if any(part.count(separator_of(text)) >= len(names) - 1 > 0 for part in cell.split("\n")[1:]):
                message = f"A cell of the row that ends in line {line} holds whole rows: a quote is not closed."
                raise RefusedError(message)
        records.append({name: _values(name, cell) for name, cell in zip(names, cells, strict=True)})
    return records


def _values(name: str, cell: str) -> list[str]:
    if name in COLUMNS["authors"] and ";" in cell:
        return [part.strip() for part in cell.split(";") if part.strip()]
    parts = [part.strip() for part in cell.rstrip(".").split(", ")]
    if name in COLUMNS["authors"] and all(" " in part for part in parts):  # as in "Doe J, Roe RS"
        return parts
    return [cell.strip()]


def separator_of(text: str) -> str:
    """Give what parts the cells of the heading: the one of comma, semicolon and tab that stands there most often."""
    head = text.lstrip("\n").split("\n", 1)[0]
    return max(_SEPARATORS, key=head.count)


def rows_of_csv(text: str) -> int:
    """Count the lines that begin a row below the heading: those before which all quotes are closed."""
    began, quotes = 0, 0
    for line in text.split("\n"):
        began += quotes % 2 == 0 and bool(line.strip(f'{_SEPARATORS} "'))
        quotes += line.count('"')
    return began - 1


def is_csv(text: str) -> bool:
    """Say whether the first line is a heading that names a title."""
    head = text.lstrip("\n").split("\n", 1)[0]
    cells = [" ".join(cell.strip().strip('"').casefold().split()) for cell in head.split(separator_of(text))]
    return len(cells) > 1 and bool(set(COLUMNS["title"]) & set(cells))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = reader_of_csv(text, separator_of(text))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        message = f"Line {reader.line_num} cannot be read as CSV: {error}."
        raise RefusedError(message) from error


BIBTEX = Format(
    "BibTeX",
    re.compile(rf"^@{_NO_RECORD}\w+\s*\{{[^,{{}}]*,", re.MULTILINE | re.IGNORECASE),
    re.compile(rf"(?:^\s*|\}}\s*)@{_NO_RECORD}\s*\w+\s*[{{(]", re.MULTILINE | re.IGNORECASE),
    _bibtex,
    {
        "title": ("title",),
        "abstract": ("abstract",),
        "authors": ("author",),
        "year": ("year", "date"),
        "journal": ("journal", "journaltitle", "booktitle"),
        "volume": ("volume",),
        "issue": ("number", "issue"),
        "pages": ("pages",),
        "kind": ("type", "entry type"),
        "keywords": ("keywords", "author_keywords"),
        "doi": ("doi",),
        "pmid": ("pmid", "pubmed_id"),
    },
    {"doi": ("url",), "pmid": ("note", "annote")},
    frozenset({"entry type"}),
    {},
)
CSV = Format(
    "CSV",
    re.compile(r"(?!)"),  # told by its heading
    re.compile(r"(?!)"),
    _csv,
    COLUMNS,
    {"doi": ("url", "link"), "pmid": ("extra", "url")},
    frozenset(),
    {},
)

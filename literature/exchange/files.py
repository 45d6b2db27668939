"""Entries as a file of RIS or CSV, and read back: every one of them, or the file is refused."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

import polars as pl

from common.tables import reader_of_csv, to_csv
from literature.errors import RefusedError
from literature.exchange.entries import Entry
from literature.readers.text import decode
from literature.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from literature.screening import State

MARK = '{"casebook record": 1,'
"""Begins an entry, in whatever file it stands."""

_FIELD = "C8"
"""Field of RIS for what other programs do not know."""

_COLUMN = "entry"
_IN_RIS = re.compile(rf"^{_FIELD}  - ({re.escape(MARK)}.*)$", re.MULTILINE)


def as_ris(entries: Sequence[Entry]) -> bytes:
    """Write entries as RIS, in UTF-8."""
    return "\n".join(_in_ris(entry) for entry in entries).encode()


def as_csv(entries: Sequence[Entry], state: State) -> bytes:
    """Write entries as CSV, with what stands for each record now beside its fields."""
    names = [name for one in state.imports for name in one.records]
    outcomes = [state.outcome(name) for name in names]
    closed = [state.closed.get(name) for name in names]
    records = [Record(*entry.record) for entry in entries]
    fields = {
        name: [list(value) if isinstance(value, tuple) else value for value in (getattr(one, name) for one in records)]
        for name in Record._fields
    }
    rows = pl.DataFrame(
        {
            "record": names,
            "the_same_as": [state.stands_for.get(name, "") for name in names],
            "decision": [outcome.decision for outcome in outcomes],
            "reason": [outcome.reason for outcome in outcomes],
            "closed": [one.decision if one else "" for one in closed],
            **fields,
            _COLUMN: [_as_json(entry) for entry in entries],
        },
        schema_overrides={"year": pl.Int64, "authors": pl.List(pl.String), "keywords": pl.List(pl.String)},
    )
    return to_csv(rows)


def is_exchange(content: bytes) -> bool:
    """Say whether a file holds entries."""
    return MARK.encode() in content or MARK.replace('"', '""').encode() in content


def read_entries(content: bytes) -> list[Entry]:
    """Read the entries of a file. Raises RefusedError unless each is there, in order."""
    text = decode(content).text
    try:
        entries = [_of_json(line) for line in _IN_RIS.findall(text) or _in_csv(text)]
    except (csv.Error, ValueError, KeyError, TypeError) as error:
        message = f"An entry of the file cannot be read ({error}): it was changed or cut off. None of it was taken."
        raise RefusedError(message) from error
    wanted = entries[0].of if entries else 0
    if not entries or [entry.number for entry in entries] != [*range(1, wanted + 1)]:
        message = (
            f"The file was made with {wanted} records, and {len(entries)} are in it in order. None of it was taken."
        )
        raise RefusedError(message)
    files = {entry.file for entry in entries}
    if files != {entry.file for entry in entries if entry.taken_in}:
        message = "The file does not say where each of its records came from. None of it was taken."
        raise RefusedError(message)
    return entries


def _in_ris(entry: Entry) -> str:
    record = Record(*entry.record)
    fields = [
        ("TY", "JOUR"),
        ("TI", record.title),
        ("AB", record.abstract),
        *(("AU", author) for author in record.authors),
        ("PY", str(record.year or "")),
        ("JF", record.journal),
        ("VL", record.volume),
        ("IS", record.issue),
        ("SP", record.pages),
        ("M3", record.kind),
        *(("KW", word) for word in record.keywords),
        ("DO", record.doi),
        ("N1", f"PMID: {record.pmid}" if record.pmid else ""),
        (_FIELD, _as_json(entry)),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n"


def _in_csv(text: str) -> list[str]:
    mark = ";" if ";" in text.partition("\n")[0] else ","  # a spreadsheet may have saved it anew
    head, *rows = list(reader_of_csv(text, mark)) or [[]]
    place = head.index(_COLUMN) if _COLUMN in head else len(head)
    return [row[place] for row in rows if len(row) > place and row[place]]


def _as_json(entry: Entry) -> str:
    return MARK + json.dumps(entry._asdict(), ensure_ascii=False, separators=(", ", ": "))[1:]


def _of_json(line: str) -> Entry:
    parts: dict[str, Any] = json.loads(line)
    record = Record(*parts["record"])
    exact = record._replace(authors=tuple(record.authors), keywords=tuple(record.keywords))
    entry = Entry(**{name: parts[name] for name in Entry._fields})
    return entry._replace(record=tuple(exact), decisions=tuple(entry.decisions))

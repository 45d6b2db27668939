"""A plain line listing, as other databases hand out reports: CSV or Parquet, a row per case, drug and event."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, cast

import polars as pl

from signals.intake.archives import CHUNK, ArchiveError, Member, Text, lay_out
from signals.intake.ledger import Ledger
from signals.intake.quarter import Arrival, drop, settle
from signals.store import rows_of, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

_ENDINGS = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".parquet")
_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {
    "case_id": ("case", "case_id", "caseid", "report", "report_id", "primaryid", "isr"),
    "drug": ("drug", "drugname", "drug_name", "substance"),
    "event": ("event", "ae", "pt", "reaction", "term"),
    "role": ("role", "role_cod"),
    "date": ("date", "event_dt", "event_date"),
    "country": ("country", "reporter_country"),
    "sex": ("sex", "gender"),
    "age": ("age", "age_years"),
}
_NEEDED = ("case_id", "drug", "event")
_CANONICAL = {name: column for column, names in _NAMES.items() for name in names}


def is_listing(path: Path) -> bool:
    """Say whether a path is a line listing by its name."""
    return path.name.lower().endswith(_ENDINGS)


def _label_of(path: Path) -> str:
    """Name a listing: its file without the ending."""
    return path.name.removesuffix(path.suffix) if path.suffix != ".gz" else _label_of(path.with_suffix(""))


def _opened(path: Path) -> IO[bytes]:
    """Open a listing, packed or plain."""
    return cast("IO[bytes]", gzip.GzipFile(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def as_text(path: Path, scratch: Path, advance: Callable[[int], None]) -> Text:
    """Lay out a listing as plain lines of CSV; row n of a Parquet file becomes line n + 1."""
    if not path.exists():
        message = f"There is no file {path}."
        raise ArchiveError(message)
    source = path
    if path.suffix.lower() == ".parquet":
        source = scratch / f"{path.stem}.csv"
        try:
            pl.scan_parquet(path).sink_csv(source)
        except pl.exceptions.PolarsError as error:
            message = f"{path} cannot be read as Parquet ({error})."
            raise ArchiveError(message) from error
    zipped = path.suffix.lower() == ".gz"
    member = Member(
        table="LISTING",
        label=_label_of(path),
        name=f"{path.stem}.laid_out" if zipped else path.name,
        size=path.stat().st_size,
        open=lambda: _opened(source),
        path=None if zipped else source,
    )
    text = lay_out(member, scratch, advance)
    text.name = path.name
    return text


def _count_of(mark: bytes, path: Path) -> int:
    """Count a mark of one byte in a file."""
    with path.open("rb") as source:
        return sum(chunk.count(mark) for chunk in iter(lambda: source.read(CHUNK), b""))


def _columns_of(text: Text) -> tuple[dict[str, str], str]:
    """Give the columns of a listing under our names, all as text, and the delimiter that its header shows.

    Raises ArchiveError where case, drug or event is not there.
    """
    with text.path.open(encoding=text.encoding) as lines:
        header = lines.readline().rstrip("\n").removeprefix("\ufeff")
    delimiter = max(_DELIMITERS, key=header.count)
    names = [name.strip().strip('"').lower() for name in header.split(delimiter)]
    columns = [_CANONICAL.get(name, f"{name} (not read)") for name in names]
    missing = [", ".join(_NAMES[column]) for column in _NEEDED if column not in columns]
    if missing:
        needed = "; ".join(missing)
        message = f"{text.name} has the columns {', '.join(names)}; a line listing needs one of each of: {needed}."
        raise ArchiveError(message)
    if len(set(columns)) < len(columns):
        message = f"{text.name} has two columns for the same thing: {', '.join(names)}."
        raise ArchiveError(message)
    return dict.fromkeys(columns, "VARCHAR"), delimiter


def stage(connection: duckdb.DuckDBPyConnection, path: Path, text: Text) -> tuple[Arrival, dict[str, Ledger]]:
    """Read a listing into temporary tables laid out as a quarter's."""
    columns, delimiter = _columns_of(text)
    text.delimiters = _count_of(delimiter.encode(), text.path)
    run(connection, "staging")
    values = {"path": str(text.path), "columns": columns, "encoding": text.encoding, "delimiter": delimiter}
    run(connection, "stage_listing", **values)
    label = _label_of(path)
    ledger = Ledger(label, text, delimiter)
    ledger.add_broken(rows_of(connection, "broken_lines", path=str(text.path)), len(columns))
    if not _count_of(b'"', text.path):
        rows = rows_of(connection, "count_listing")[0][0]
        drop(connection, "LISTING", ledger.surplus(rows, len(columns)))
    arrived = Arrival(label, path.name, "line listing", text.sha256, {"LISTING": text}, datetime.now(UTC))
    return arrived, {"LISTING": ledger}


def spread(connection: duckdb.DuckDBPyConnection, ledgers: dict[str, Ledger]) -> None:
    """Write the account of a staged listing and spread its rows over reports, drugs and terms."""
    settle(connection, ledgers["LISTING"], "LISTING")
    for question in ("listed_reports", "listed_drugs", "listed_terms"):
        run(connection, question)

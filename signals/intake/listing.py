"""A plain line listing, as other databases hand out reports: CSV or Parquet, a row per case, drug and event."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, cast

import polars as pl

from signals.intake import rows
from signals.intake.archives import Member
from signals.intake.arrival import LISTING, Arrival
from signals.intake.cells import read_cells, tidied
from signals.intake.crowds import Crowds
from signals.intake.errors import ArchiveError
from signals.intake.header import NAMES, NEEDED, column_beside, columns_in, fitted, header_of, may_be_a_name, plain_name
from signals.intake.ledger import Ledger, faults_in
from signals.intake.looks import refuse_by_content
from signals.intake.names import text_of_name
from signals.intake.text import Text, lay_out
from signals.store import rows_of, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

    from signals.intake.header import Header

_ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz", ".parquet")
_STAGED = {"line": pl.Int64, **dict.fromkeys(NAMES, pl.String)}
_LONGEST_CASE = 250
_LONG_CASE = f"a case number of more than {_LONGEST_CASE} letters; none is so long"
ADD, REPLACE = "add", "replace"
_SIGNS = {"\\": "a backslash", "\x1e": "<br>", "\x1f": "line breaks"}
_AGE_IN_YEARS = {"age_years", "age_in_years", "age_yrs", "age_y"}


@dataclass
class Listing(Text):
    """A line listing that has been laid out: `columns` gives our name of each column that is read, by its place.

    `header` gives the lines on which it begins and ends; `lines` counts it, the lines above it and the rows. A row
    whose quotation marks hold line breaks counts once, by its first line.
    """

    columns: dict[int, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    delimiter: str = ""
    header: tuple[int, int] = (1, 1)

    def batches(self) -> Iterator[tuple[pl.DataFrame, list[rows.Row]]]:
        """Give the rows in batches under our names, and the rows that cannot be told apart."""
        if not self.delimiter:
            named = {self.names[place]: column for place, column in self.columns.items()}
            yield from rows.batches_of_parquet(self.path, named, self.lines - 1)
            return
        yield from rows.batches(self.name, self._rows(), list(self.columns), list(self.columns.values()))

    def _rows(self) -> Iterator[rows.Row]:
        """Give the rows of the CSV file, and those above its header with why they are none.

        Raises ArchiveError where another header comes later: the columns below it are others.
        """
        begins, ends = self.header
        yield from rows.lines_above(self.path, begins)
        case = next(place for place, column in self.columns.items() if column == "case_id")
        for row in rows.rows_of_csv(self.path, self.delimiter, len(self.names), list(self.columns), ends):
            if row.fault or not may_be_a_name(row.cells[case]):
                yield row
                continue
            columns = columns_in(row.cells)
            if {place: columns[place] for place in self.columns} == self.columns:
                yield row._replace(fault="the header once more")
            elif set(NEEDED).issubset(columns):
                message = (
                    f"{self.name}: line {row.line:,} is another header, with its columns in another order "
                    f"({row.text[:80]}); load what stands below it as a file of its own."
                )
                raise ArchiveError(message)
            else:
                yield row

    def age_unit(self) -> str:
        """Give the unit that the name of the column of ages says, empty where it says none."""
        named = [plain_name(self.names[place]) for place, column in self.columns.items() if column == "age"]
        return "years" if _AGE_IN_YEARS.issuperset(named) and named else ""

    def some_lines(self, wanted: set[int]) -> dict[int, str]:
        """Give the text of the wanted rows by line; of a Parquet file the cells that are read."""
        if self.delimiter:
            return {row.line: row.text for row in self._rows() if row.line in wanted}
        texts = {}
        for batch, aside in self.batches():
            texts |= {row.line: row.text for row in aside if row.line in wanted}
            for line, *cells in batch.filter(pl.col("line").is_in(list(wanted))).rows():
                texts[line] = ", ".join(cell or "" for cell in cells)
        return texts


def is_listing(path: Path) -> bool:
    """Say whether a path is a line listing by its name; a quarter's own files are told apart before."""
    return path.name.lower().endswith(_ENDINGS)


def _label_of(path: Path) -> str:
    """Name a listing: its file without the ending."""
    if path.suffix.lower() == ".gz":
        return _label_of(path.with_suffix(""))
    return text_of_name(path.name.removesuffix(path.suffix))


def as_text(path: Path, scratch: Path, advance: Callable[[int], None], encoding: str = "") -> Listing:
    """Lay out a listing and read its header. Raises ArchiveError where it is no file, or no listing."""
    if not path.is_file():
        message = f"{path} is not a file." if path.exists() else f"There is no file {path}."
        raise ArchiveError(message)
    name = text_of_name(path.name)
    if path.suffix.lower() == ".parquet":
        if text_of_name(str(path)) != str(path):  # Polars opens no such name
            linked = scratch / "listing.parquet"
            linked.symlink_to(path.absolute())
            path = linked
        names = list(rows.columns_of_parquet(path))
        with path.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        height = rows.height_of_parquet(path)
        listing = Listing(path, name, path.stat().st_size, height + 1, sha256, "Parquet", names=names)
        advance(listing.size)
    else:
        zipped = path.suffix.lower() == ".gz"
        size = path.stat().st_size
        member = Member(
            table="LISTING",
            label=_label_of(path),
            name=name,
            size=size,
            packed=size if zipped else 0,
            open=lambda: cast("IO[bytes]", gzip.GzipFile(path)) if zipped else path.open("rb"),
            path=None if zipped else path,
        )
        refuse_by_content(path, member)
        text = lay_out(member, scratch / "listing", advance, encoding=encoding, foreign=True)
        header = header_of(text.path)
        wide = fitted(text.path, name, header)
        listing = Listing(
            text.path, name, size, 0, text.sha256, text.encoding, note=text.note,
            names=wide.names, delimiter=wide.delimiter, header=(wide.first, wide.last),
        )  # fmt: skip
        listing.add_note(_note_on(header, wide))
    _name_columns(listing)
    return listing


def _note_on(header: Header, wide: Header) -> str:
    """Say where the header stands, if not on top, and whether rows have as many fields; empty where both are usual."""
    more = len(wide.names) - len(header.names)
    ends = "each row ends in a delimiter" if more > 0 else "the header ends in a delimiter" if more < 0 else ""
    notes = [f"the header is line {header.first}"] if header.first > 1 else []
    return "; ".join([*notes, *([f"{ends}, behind which nothing stands"] if ends else [])])


def _name_columns(listing: Listing) -> None:
    """Find the columns that are read. Raises ArchiveError where one is missing or stands there twice."""
    shown = ", ".join(name.strip()[:40] for name in listing.names[:20]) + (", …" if len(listing.names) > 20 else "")  # noqa: PLR2004
    if not any(listing.names):
        message = f"{listing.name} has no header that names its columns."
        raise ArchiveError(message)
    if len(listing.names) > rows.MOST_COLUMNS:
        message = (
            f"{listing.name} has {len(listing.names):,} columns; a line listing has at most {rows.MOST_COLUMNS:,}."
        )
        raise ArchiveError(message)
    for place, (name, column) in enumerate(zip(listing.names, columns_in(listing.names), strict=True)):
        if column is None:
            listing.unused.append(name.strip() or f"column {place + 1}")
        elif column in listing.columns.values():
            message = f"{listing.name} has two columns for the same thing ({column}): {shown}."
            raise ArchiveError(message)
        else:
            listing.columns[place] = column
    if further := [name for name in listing.unused if column_beside(name) in listing.columns.values()]:
        message = (
            f"{listing.name} names drugs or events in further columns ({', '.join(further[:20])}), which would not "
            "count; write each in a row of its own."
        )
        raise ArchiveError(message)
    if missing := [column for column in NEEDED if column not in listing.columns.values()]:
        needed = "; ".join(NAMES[column].replace(" ", ", ") for column in missing)
        message = f"{listing.name} has the columns {shown}; a line listing needs one of each of: {needed}."
        raise ArchiveError(message)


def stage(
    connection: duckdb.DuckDBPyConnection, path: Path, listing: Listing, order: str | None
) -> tuple[Arrival, Ledger]:
    """Read a listing into temporary tables and find what its cells mean; `order` is that of its dates, if named."""
    run(connection, "staging")
    label = _label_of(path)
    ledger = Ledger(label, listing)
    written, crowds = ([Crowds(listing.name, column) for column in ("drug", "event")] for _ in range(2))
    count = 0
    for read, aside in listing.batches():
        ledger.reasons |= {row.line: row.fault for row in aside}
        count += read.height + len(aside)
        for column in written:
            column.counted(read)  # before tens of millions of letters of HTML are read
        too_long = pl.col("case_id").str.len_chars() > _LONGEST_CASE
        ledger.reasons |= dict.fromkeys(read.filter(too_long)["line"], _LONG_CASE)
        batch = read.remove(too_long)
        missing = [pl.lit(None, pl.String).alias(name) for name in _STAGED if name not in batch.columns]
        cells = tidied(batch.with_columns(missing)).select(*_STAGED)
        crowded = dict(pair for column in crowds for pair in column.rejected(cells))
        ledger.reasons |= crowded
        connection.register("batch", cells.remove(pl.col("line").is_in(list(crowded))).to_arrow())
        run(connection, "insert_listing")
        connection.unregister("batch")
    listing.lines = count + 1
    listing.add_note(read_cells(connection, order, listing.age_unit()))
    return Arrival(label, listing.name, LISTING, listing.sha256, {"LISTING": listing}, datetime.now(UTC)), ledger


def spread(connection: duckdb.DuckDBPyConnection, arrived: Arrival, ledger: Ledger, shared: str) -> Arrival:
    """Spread a staged listing over reports, drugs and terms, and write its account.

    Cases that another listing holds too are joined with its rows (`shared` is ADD), or take their place (REPLACE).
    Raises ArchiveError where rows that are to be joined say of a case what cannot both be.
    """
    faults = faults_in(connection, "faults_of_listing", arrived.origin)
    ledger.reasons |= dict(faults)
    connection.register("fault", pl.DataFrame({"line": [line for line, _ in faults]}, {"line": pl.Int64}).to_arrow())
    run(connection, "drop_listing_lines")
    connection.unregister("fault")
    accepted = rows_of(connection, "count_lines", table="staged_listing")[0][0]
    for question in ("cell_names", "listed_reports", "listed_drugs", "listed_terms"):
        run(connection, question)
    for name, sign, cells in rows_of(connection, "account_of_cells"):
        arrived.texts["LISTING"].add_note(
            f"{name}: cells with several names, parted by {_SIGNS.get(sign, repr(sign))}, were split: {cells:,}"
        )
    if shared == ADD:
        ledger.add_unread(connection, "unread_joined")
    arrived = _meet_standing(connection, arrived, shared)
    ledger.add_unread(connection, "unread_listing")
    ledger.close(connection, accepted)
    return arrived


def _meet_standing(connection: duckdb.DuckDBPyConnection, arrived: Arrival, shared: str) -> Arrival:
    """Join the rows with those that other listings have of the same cases, or say that they take their place."""
    count = rows_of(connection, "count_shared_cases")[0][0]
    if not count:
        return arrived
    text = arrived.texts["LISTING"]
    cases = f"{count:,} of its cases" if count > 1 else "1 of its cases"
    if shared == ADD:
        contradicted = rows_of(connection, "contradicted_cases")
        if contradicted:
            some = "; ".join(
                f"case {case}: {name} {there} there, {here} here" for case, name, there, here in contradicted
            )
            message = (
                f"{text.name}: {cases} are in already, and of some it says what cannot both be ({some}). Are they the "
                "same cases? Then say --shared-cases replace, and these rows take the place of those. If not, load it "
                "into a database of its own."
            )
            raise ArchiveError(message)
        run(connection, "join_standing_reports", label=arrived.label)
        run(connection, "join_standing_drugs")
        run(connection, "join_standing_terms")
    words = "its rows were added to theirs" if shared == ADD else "its rows took the place of theirs"
    text.add_note(f"{cases} were in already: {words}")
    return replace(arrived, joining=shared == ADD)

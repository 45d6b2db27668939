"""The header of a line listing: found by the names of its columns, whatever titles and blank lines stand above it.

Rows may end in a delimiter that the header does not have, or the header in one that the rows do not have. That is read
only where no other reading is possible: a comma inside a name that nothing quotes makes a row as long, and would put
each cell behind it under the wrong name.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from signals.intake import values
from signals.intake.dates import Dates
from signals.intake.errors import ArchiveError
from signals.intake.rows import DELIMITERS, MOST_COLUMNS, cells_of, names_the_delimiter, rows_of_csv

if TYPE_CHECKING:
    from pathlib import Path

    from signals.intake.dates import Reading

NAMES = {
    "case_id": "case case_id caseid case_number case_no report report_id primaryid primary_id isr safetyreportid",
    "version": "caseversion case_version report_version safetyreportversion latest_aer_version_number",
    "drug": "drug drugname drug_name substance medicinalproduct",
    "event": "event ae pt reaction term reactionmeddrapt",
    "role": "role role_cod drug_role drugcharacterization",
    "date": "date event_dt event_date",
    "country": "country reporter_country primarysourcecountry",
    "sex": "sex gender patientsex",
    "age": "age age_years age_in_years age_yrs patientonsetage",
    "age_unit": "age_unit age_cod age_units patientonsetageunit",
}
"""By our name of a column, the names under which it comes."""
_FURTHER = {
    "case_id": "eu_local_number safety_report_id adverse_reaction_report_number adverse_event_report_number report_no "
    "vaers_id 識別番号",
    "drug": "drugs suspect_drug suspect_drugs suspect_product_active_ingredients medicines_reported_as_being_taken "
    "suspect_interacting_drug_list_drug_char_indication_pt_action_taken_duration_dose_route medicine medicines product "
    "product_name active_ingredient active_ingredients active_substance generic_name activesubstancename 医薬品_一般名 "
    "active_ingredient_suspect_product report_ingredient_suspect suspect_product suspected_product suspect_products",
    "event": "events reactions adverse_event adverse_events adverse_reaction adverse_reactions preferred_term "
    "preferred_terms pt_name reaction_pt meddra_pt meddra_reaction_terms reaction_list_pt "
    "reaction_list_pt_duration_outcome_seriousness_criteria event_term eventterm adverse_reaction_term "
    "adverse_reaction_terms pt_name_eng reaction_pt_en 有害事象",
    "version": "version_no adverse_event_report_version_number adverse_reaction_report_version_number 報告回数",
    "role": "druginvolv_eng drug_involvement health_product_role product_role 医薬品の関与",
    "date": "reactionstartdate 有害事象発現日",
    "country": "country_where_event_occurred occurcountry",
    "sex": "patient_sex gender_eng patient_gender patient_gender_en 性別",
    "age": "patient_age age_y 年齢",
    "age_unit": "age_unit_eng",
}
"""Further names, as public databases export them; they count only where no column has one of the others."""
_NUMBERS_OF_VERSIONS = ("primaryid", "primary_id", "isr")
"""The FDA's numbers of reports: beside the number of the case, each is that of a version of it."""
NEEDED = ("case_id", "drug", "event")
_BY_NAME = {name: column for column, names in NAMES.items() for name in names.split()}
_BY_FURTHER_NAME = {name: column for column, names in _FURTHER.items() for name in names.split()}
_MOST_ABOVE, _LONGEST_HEADER, _MOST_BREAKS = 50, 100_000, 20
_ROWS_SEEN, _LETTERS_SEEN = 1_000, 10_000_000
_NUMBER = re.compile("[0-9]")


class Header(NamedTuple):
    """The names of the columns, the sign between them, and the lines on which the header begins and ends."""

    names: list[str]
    delimiter: str
    first: int
    last: int


def plain_name(name: str) -> str:
    """Write the name of a column in one way: Age (years) as age_years."""
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFKC", name).lower()).strip("_")


def columns_in(names: list[str]) -> list[str | None]:
    """Give our name of each column; None where it is not read."""
    plain = [plain_name(name) for name in names]
    columns = [_BY_NAME.get(name) for name in plain]
    if columns.count("case_id") > 1:
        columns = _told_apart(plain, columns)
    return [column or _further(name, columns) for name, column in zip(plain, columns, strict=True)]


def _told_apart(names: list[str], columns: list[str | None]) -> list[str | None]:
    """Take the FDA's number of a report for the version of the case, where another column numbers the cases."""
    numbers = [place for place, name in enumerate(names) if name in _NUMBERS_OF_VERSIONS]
    if len(numbers) != 1:
        return columns
    told = [None if column == "version" else column for column in columns]
    told[numbers[0]] = "version"
    return told


def _further(name: str, known: list[str | None]) -> str | None:
    """Give our name of a column with one of the further names, unless another column is known by a better one."""
    column = _BY_FURTHER_NAME.get(name)
    return None if column in known else column


def column_beside(name: str) -> str | None:
    """Give our name of the column of drugs or events that a column continues, as event_2 does; None for others."""
    plain = plain_name(name)
    first = plain.rstrip("0123456789").rstrip("_")
    column = _BY_NAME.get(first) or _BY_FURTHER_NAME.get(first)
    return column if first != plain and column in {"drug", "event"} else None


def may_be_a_name(cell: str) -> bool:
    """Say whether a cell is the name of a column that is read."""
    if _NUMBER.search(cell):
        return False
    name = plain_name(cell)
    return name in _BY_NAME or name in _BY_FURTHER_NAME


def is_whole(names: list[str]) -> bool:
    """Say whether these names are a header: they name a case, a drug and an event."""
    return set(NEEDED).issubset(columns_in(names[:MOST_COLUMNS]))


def _worth(names: list[str]) -> tuple[int, int]:
    """Give how much a header says when it is split so: columns that are read, then columns."""
    return len({*columns_in(names[:MOST_COLUMNS])} - {None}), len(names)


def header_of(path: Path) -> Header:
    """Find the header of a listing, without a byte order mark: the first line that names case, drug and event.

    A name may hold line breaks between quotation marks. Where no line is a header, this gives the one that says most.
    """
    with path.open(encoding="utf-8", newline="\n") as file:
        lines = [line.rstrip("\n") for line in islice(file, _MOST_ABOVE + _MOST_BREAKS)] or [""]
    lines[0] = lines[0].lstrip("\ufeff").removeprefix("ï»¿")
    begins = 1 if names_the_delimiter(lines[0]) and len(lines) > 1 else 0
    filled = [place for place in range(begins, min(len(lines), _MOST_ABOVE)) if lines[place].strip(" \t,;|$")]
    best = _split(lines, begins, begins)
    for place in filled:
        if place > filled[0] and len(lines[place]) > _LONGEST_HEADER:
            continue
        for last in sorted({place, _end_of_quotes(lines, place)}):
            header = _split(lines, place, last)
            if is_whole(header.names):
                return header
            best = max(best, header, key=lambda one: (_worth(one.names)[0], any(one.names), -one.first))
    return best


def _split(lines: list[str], first: int, last: int) -> Header:
    """Split lines as a header, by the delimiter that makes most of them; places count from 0, lines from 1."""
    text = "\n".join(lines[first : last + 1])
    delimiter = max(DELIMITERS, key=lambda mark: _worth(cells_of(text, mark)))
    return Header(cells_of(text, delimiter), delimiter, first + 1, last + 1)


def _end_of_quotes(lines: list[str], place: int) -> int:
    """Give the place of the line on which the quotation marks of this one are closed; its own where they are not."""
    marks = letters = 0
    for last in range(place, min(place + _MOST_BREAKS, len(lines))):
        marks, letters = marks + lines[last].count('"'), letters + len(lines[last])
        if letters > _LONGEST_HEADER:
            break
        if marks % 2 == 0:
            return last
    return place


def fitted(path: Path, name: str, header: Header) -> Header:
    """Give the header as wide as its rows: with a column more, or less, for a delimiter at their ends.

    Raises ArchiveError where rows are longer than the header, and it cannot be told whether a delimiter stands at the
    end of each or inside a name.
    """
    width = len(header.names)
    seen: list[list[str]] = []
    letters = 0
    for row in islice(rows_of_csv(path, header.delimiter, width, [], header.last), _ROWS_SEEN):
        if not any(row.cells):
            continue
        letters += sum(map(len, row.cells))
        if len(row.cells) == width or max(width, len(row.cells)) > MOST_COLUMNS or letters > _LETTERS_SEEN:
            return header
        if len(row.cells) > 1:  # one alone is a title, a footer, or blank
            seen.append(row.cells)
    named = max((place for place, column in enumerate(header.names, start=1) if column.strip()), default=0)
    wide = {len(cells) for cells in seen}
    if len(wide) != 1 or not named or any("".join(cells[named:]).strip() or len(cells) < named for cells in seen):
        return header
    (found,) = wide
    if found > width and not _fits(seen, columns_in(header.names[:named])):
        message = (
            f"{name}: the header has {width:,} fields, its rows have {found:,}, the last of them empty. Whether a "
            "delimiter stands at their end or inside a name cannot be told; put names with "
            f"{header.delimiter!r} in them between quotation marks, or take the last delimiter away."
        )
        raise ArchiveError(message)
    return header._replace(names=[*header.names[:named], *[""] * (found - named)])


def _fits(rows: list[list[str]], columns: list[str | None]) -> bool:
    """Say whether rows with one delimiter more than the header can only have it at their end.

    They can where the last column has to be filled, and is; or where dates, ages, sexes or roles behind the names read
    as what they are called.
    """
    if columns[-1] in NEEDED:
        return True
    begins = max(columns.index("drug"), columns.index("event"))
    typed = {column: place for place, column in enumerate(columns) if place > begins and column in _READERS}
    shares = []
    for column, place in typed.items():
        written = [cells[place].strip() for cells in rows if cells[place].strip()]
        if written:
            read = sum(reading.meaning is not None for reading in _read(column, written))
            shares.append(2 * read > len(written))
    return bool(shares) and all(shares)


_READERS = ("date", "age", "sex", "role")


def _read(column: str, written: list[str]) -> list[Reading]:
    """Read the cells of a column for what they mean."""
    if column == "age":
        ages = values.read_ages((age, "") for age in written)
        return [ages[age, ""] for age in written]
    if column == "date":
        dates = Dates("day-first")  # whether it is a date at all, not which
        return [dates.read(date) for date in written]
    readings = values.read_sexes(written) if column == "sex" else values.read_roles(written)
    return [readings[word] for word in written]

"""The columns of the FDA's tables, whatever the year of the file.

Layouts differ by year. AERS (to 2012Q3) is keyed by ISR; FAERS (from 2012Q4) by PRIMARYID; names of columns vary; data
rows of AERS end in one more dollar sign than their header. Nothing is quoted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from signals.intake.errors import ArchiveError

if TYPE_CHECKING:
    from signals.intake.text import Text

DELIMITER = "$"
_BEYOND = "beyond"
_OTHER_NAMES = {
    "isr": "primaryid",
    "case": "caseid",
    "gndr_cod": "sex",
    "outc_code": "outc_cod",
    "dsg_drug_seq": "drug_seq",
    "indi_drug_seq": "drug_seq",
}
_NEEDED = {
    "DEMO": ("primaryid", "caseid", "fda_dt"),
    "DRUG": ("primaryid", "drug_seq", "role_cod", "drugname"),
    "REAC": ("primaryid", "pt"),
    "OUTC": ("primaryid", "outc_cod"),
    "RPSR": ("primaryid", "rpsr_cod"),
    "THER": ("primaryid", "drug_seq", "start_dt"),
    "INDI": ("primaryid", "drug_seq", "indi_pt"),
}


def columns_of(table: str, text: Text) -> dict[str, str]:
    """Give the columns of a file for DuckDB, under the names of the newest layout, all as text.

    Where most rows end in one more dollar sign than the header, the last column is called `beyond`; where the header
    does, that names none. Raises ArchiveError where a needed column is missing, which is also how another delimiter
    shows.
    """
    header = text.header_fields()
    names = [name.strip().lower() for name in header]
    usual = text.usual_fields(DELIMITER)
    if usual == len(names) + 1:
        names.append(_BEYOND)
    elif usual == len(names) - 1 and not names[-1]:
        del names[-1]
    names = [_BEYOND if not name else _OTHER_NAMES.get(name, name) for name in names]
    if missing := [name for name in _NEEDED[table] if name not in names]:
        message = (
            f"{text.name} lacks the column {', '.join(missing)}; its header reads {'$'.join(header)[:120]!r}. "
            "The fields must be separated by the dollar sign."
        )
        raise ArchiveError(message)
    if len(set(names)) < len(names):
        message = f"{text.name} names a column twice: {'$'.join(header)[:200]!r}."
        raise ArchiveError(message)
    return dict.fromkeys(names, "VARCHAR")


def rows_without_end(text: Text, columns: dict[str, str], broken: dict[int, str]) -> set[int]:
    """Give the lines that lack nothing but the dollar sign in which most rows of their file end.

    `broken` gives the lines that do not have all fields. Such a line is whole where its last field is filled, and what
    follows begins another row: a row that a line break, or the end of the file, has cut may end within a value.
    """
    if next(reversed(columns)) != _BEYOND:
        return set()
    named = len(columns) - 1
    cut = 0 if text.ends_in_a_line_end() else text.lines
    lacking = {
        number
        for number, line in broken.items()
        if line.count(DELIMITER) + 1 == named and not line.endswith(DELIMITER) and number != cut
    }
    uneven, whole = set(broken) | set(text.blank), set[int]()
    for number in sorted(lacking, reverse=True):
        if number + 1 not in uneven or number + 1 in whole:
            whole.add(number)
    return whole

"""The columns of the FDA's tables, whatever the year of the file.

Layouts differ by year. AERS (to 2012Q3) is keyed by ISR; FAERS (from 2012Q4) by PRIMARYID; names of columns vary; data
rows of AERS end in one more dollar sign than their header. Nothing is quoted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from signals.intake.errors import ArchiveError

if TYPE_CHECKING:
    from signals.intake.text import Text

_DELIMITER = "$"
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
    usual = text.usual_fields(_DELIMITER)
    if usual == len(names) + 1:
        names.append("beyond")
    elif usual == len(names) - 1 and not names[-1]:
        del names[-1]
    names = ["beyond" if not name else _OTHER_NAMES.get(name, name) for name in names]
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

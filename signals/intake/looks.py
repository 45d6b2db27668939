"""What a file is by its content, where its name says that it is a line listing as text."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

from signals.intake.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path

    from signals.intake.archives import Member

_BEGINNING = 512
_SPREADSHEET = "is a spreadsheet or a ZIP archive by its content; save its sheet as CSV and load that."
_PAGE = "is a web page (HTML) or XML by its content; save its table as CSV and load that."
CANADA = (
    "is a table of the extract of Canada Vigilance, or written like one: without a header, fields quoted and parted "
    "by dollar signs. It is not read as it is; join reports, report_drug and reactions by REPORT_ID into one CSV with "
    "the header REPORT_ID, VERSION_NO, DRUGNAME, DRUGINVOLV_ENG, PT_NAME_ENG, and load that; AGE_Y and GENDER_ENG may "
    "stand beside them."
)
_LOOKS = (
    (re.compile(rb'(?:\xef\xbb\xbf)?\s*"[0-9]+"\$"'), CANADA),
    (re.compile(rb"\x1f\x8b"), "is packed with gzip by its content; name it {}.gz."),
    (re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0"), _SPREADSHEET),
    (re.compile(rb"PAR1"), "is Parquet by its content; give it a name that ends in .parquet."),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]"), _PAGE),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{"), "is JSON by its content; write it as CSV and load that."),
    (re.compile(rb"%PDF"), "is a PDF by its content; a line listing is CSV or Parquet."),
)


def refuse_by_content(path: Path, member: Member) -> None:
    """Refuse what is no text of rows, whatever its name says. Raises ArchiveError, which says what it is."""
    try:
        with member.open() as opened:
            beginning = opened.read(_BEGINNING)
    except (gzip.BadGzipFile, EOFError) as error:
        message = f"{path} is not packed with gzip, or not whole ({error}); give it the ending of what it is."
        raise ArchiveError(message) from error
    for looks, sentence in _LOOKS:
        if looks.match(beginning):
            message = f"{path} {sentence.format(path.name)}"
            raise ArchiveError(message)

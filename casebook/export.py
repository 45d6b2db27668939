"""The filtered cases to take along: `python -m casebook.export 'drug=pomalidomide' > cases.csv`, and --zip FILE.

The filter is the query part of any link copied from the dashboard, or the whole link.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import secrets
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from casebook.selection import Selection
from casebook.store import CasebookError, ask, release

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

STANDING_SENTENCE = (
    "Published cases, chosen by what somebody noticed and wrote up: they cannot give frequency, risk or proof of "
    "cause. Not reported is not absent."
)

_STARTS_A_FORMULA = r"^[=+\-@\t\r]"

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""One time for every file in a ZIP: the same cases give the same bytes."""


def to_csv(rows: pl.DataFrame) -> bytes:
    """Write rows as CSV for any spreadsheet: UTF-8 with BOM, lists joined by "; ", no cell that starts a formula.

    A text that begins with =, +, -, @, a tab or a carriage return gets an apostrophe before it. NULL is an empty cell.
    """
    plain = rows.select(_plain(name, kind) for name, kind in rows.schema.items())
    # Most columns have no such cell: finding that out costs a fifth of writing every text anew.
    starts = plain.select(pl.col(pl.String()).str.contains(_STARTS_A_FORMULA).any())
    harmful = [name for name, some in zip(starts.columns, starts.row(0), strict=True) if some] if starts.width else []
    csv = io.BytesIO()
    plain.with_columns(pl.col(harmful).str.replace(_STARTS_A_FORMULA, "'$0")).write_csv(
        csv, include_bom=True, line_terminator="\r\n"
    )
    return csv.getvalue()


def cases_csv(selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None) -> bytes:
    """Write the cases that the filters leave: one row a case, every fact with its state written out."""
    return to_csv(ask("case_table", selection, casebook))


def cases_zip(
    selection: Selection,
    address: str = "",
    casebook: duckdb.DuckDBPyConnection | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> bytes:
    """Pack the filtered cases with what explains them: cases.csv, evidence.csv (a locator for each value), about.txt.

    `address` is that of the dashboard, for the link; without it the link begins with its question mark. `beside` are
    further files, by their names.
    """
    csv = cases_csv(selection, casebook)
    files = {
        "cases.csv": csv,
        "evidence.csv": to_csv(ask("evidence", selection, casebook)),
        "about.txt": about(selection, csv, address, casebook).encode("utf-8-sig"),
        **(beside or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def about(
    selection: Selection, csv: bytes, address: str = "", casebook: duckdb.DuckDBPyConnection | None = None
) -> str:
    """Explain an exported table: filter, release, checksum, sources with their licences, dictionary, limits."""
    told = release(casebook)
    sources = ask("sources", selection, casebook)
    query = selection.to_query()
    lines = [
        "IMiD Lung Casebook: the filtered cases",
        "",
        f"Filter: {selection.sentence()}",
        f"Link: {address}?{query}",
        f"Release: {told['release']} (newest case change {told['newest_case']})",
        f"Cases: {sources.height} of {told['cases']}, one row each in cases.csv",
        f"SHA-256 of cases.csv: {hashlib.sha256(csv).hexdigest()}",
        "",
        STANDING_SENTENCE,
        "",
        "A cell holds a value, or one of three states: not reported (what was read is silent), not read (the source",
        "was read in part only, and the rest may answer), not applicable. Lists are joined by “; ”; “none” is a list",
        "known to be empty. evidence.csv names the place where each value was read. Decimals have a point.",
        "",
        "Sources and licences",
        *(
            f"- {case_id}: {citation} DOI: {doi}. Link: {url}. Read as: {read_as} ({detail}). Licence: {licence}."
            for case_id, citation, doi, url, read_as, detail, licence in sources.rows()
        ),
        "",
        "Data dictionary of cases.csv",
        *(
            f"- {name} ({section}): {label}. {meaning} [{'list of ' if is_list else ''}{terms}]"
            for section, name, label, meaning, terms, is_list in ask("data_dictionary", casebook=casebook).rows()
        ),
        "- conflicts (Source): Contradictions. What the source says differently in different places. [text]",
        "",
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Export. Exit status: 0; 1, the casebook cannot be read or the file not written; 2, the filter is faulty."""
    parser = argparse.ArgumentParser(
        prog="python -m casebook.export", description="Write the filtered cases as CSV to standard output, or as ZIP."
    )
    parser.add_argument(
        "filter", nargs="?", default="", help="query part of a link, as in drug=pomalidomide&steroid=yes"
    )
    parser.add_argument(
        "--zip", type=Path, metavar="FILE", help="write cases.csv, evidence.csv and about.txt into FILE"
    )
    asked = parser.parse_args(arguments)
    selection, faults = Selection.from_query(asked.filter)
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        return 2
    try:
        if asked.zip is None:
            sys.stdout.buffer.write(cases_csv(selection))
            sys.stdout.buffer.flush()
        else:
            _write_whole(asked.zip, cases_zip(selection))
    except (CasebookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and put it in place in one step, so that no half of it is ever found."""
    if path.exists() and not path.is_file():
        message = f"{path} is no file that could be replaced"
        raise OSError(message)
    aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _plain(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.List):
        return column.cast(pl.List(pl.String())).list.join("; ")
    return column.cast(pl.String()) if isinstance(kind, (pl.Categorical, pl.Enum)) else column


if __name__ == "__main__":
    sys.exit(main())

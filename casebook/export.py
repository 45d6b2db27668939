"""The filtered cases to take along: `python -m casebook.export 'drug=pomalidomide' > cases.csv`.

--zip FILE packs them with what explains them, --phenopackets FOLDER writes each as a GA4GH Phenopacket. The filter is
the query part of any link copied from the dashboard, or the whole link. --semicolon writes for spreadsheets with a
decimal comma.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import polars as pl

from casebook.codebook import codebook
from casebook.phenopackets import phenopacket_of
from casebook.selection import Selection
from casebook.store import CasebookError, ask, release
from common.files import write_whole
from common.tables import to_csv, to_zip, with_decimal_comma

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

STANDING_SENTENCE = (
    "Published cases, chosen by what somebody noticed and wrote up: they cannot give frequency, risk or proof of "
    "cause. Not reported is not absent."
)


FILES = {
    "cases.csv": "the filtered cases",
    "evidence.csv": "the place where each of their values was read",
    "comparison.csv": "each case and criterion beside the patient, one row each",
    "picked.csv": "the cases picked for the room",
    "numbers.csv": "the numbers of the board, each with its denominator and its set",
    "board.pdf": "the page to take along",
}
"""Every file that an export may hold beside about.txt, and what it is."""


class Beside(NamedTuple):
    """What is packed beside the filtered cases: files by name, lines about them, the query part of the link to them."""

    files: Mapping[str, bytes] = MappingProxyType({})
    query: str = ""
    lines: tuple[str, ...] = ()


def cases_csv(
    selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None, *, semicolon: bool = False
) -> bytes:
    """Write the cases that the filters leave: one row a case, every fact with its state written out.

    With `semicolon` cells are parted by semicolons, and numbers have a decimal comma.
    """
    cases = ask("case_table", selection, casebook)
    if semicolon:
        cases = cases.with_columns(with_decimal_comma(pl.col(name)) for name in _numbers() if name in cases.columns)
    return to_csv(cases, semicolon=semicolon)


def evidence_csv(
    selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None, *, semicolon: bool = False
) -> bytes:
    """Write where each value of these cases was read: one row a case and fact. `semicolon` is as for the cases."""
    evidence = ask("evidence", selection, casebook)
    if semicolon:
        value = pl.col("value")
        is_number = pl.col("fact").is_in(_numbers())
        evidence = evidence.with_columns(
            pl.when(is_number).then(with_decimal_comma(value)).otherwise(value).alias("value")
        )
    return to_csv(evidence, semicolon=semicolon)


def cases_zip(
    selection: Selection,
    address: str = "",
    casebook: duckdb.DuckDBPyConnection | None = None,
    beside: Beside | None = None,
    *,
    semicolon: bool = False,
) -> bytes:
    """Pack the filtered cases with what explains them: cases.csv, evidence.csv (a locator for each value), about.txt.

    `address` is that of the dashboard, for the link; without it the link begins with its question mark. `beside` is
    what else is packed; `semicolon` is as for the cases.
    """
    beside = beside or Beside()
    csv = cases_csv(selection, casebook, semicolon=semicolon)
    explained = about(selection, csv, address, casebook, semicolon=semicolon, beside=beside)
    files = {
        "cases.csv": csv,
        "evidence.csv": evidence_csv(selection, casebook, semicolon=semicolon),
        "about.txt": explained.encode("utf-8-sig"),
        **beside.files,
    }
    return to_zip(files)


def write_phenopackets(folder: Path, selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None) -> None:
    """Write each case that the filters leave as a Phenopacket: each in a file <case_id>.json of its own.

    The folder is made where there is none; other files in it stay. Raises OSError where one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for case_id in ask("sources", selection, casebook)["case_id"]:
        write_whole(folder / f"{case_id}.json", phenopacket_of(case_id, casebook))


def about(  # noqa: PLR0913  what an export consists of
    selection: Selection,
    csv: bytes,
    address: str = "",
    casebook: duckdb.DuckDBPyConnection | None = None,
    *,
    semicolon: bool = False,
    beside: Beside | None = None,
) -> str:
    """Explain an exported table: filter, link, release, files, checksum, sources with licences, dictionary, limits.

    `beside` is what else is packed with it.
    """
    beside = beside or Beside()
    of_release = release(casebook)
    sources = ask("sources", selection, casebook)
    query = beside.query or "&".join(
        part for part in (selection.to_query(), urlencode({"release": of_release["release"]})) if part
    )
    lines = [
        "IMiD Lung Casebook: the filtered cases",
        "",
        *beside.lines,
        f"Filter: {selection.sentence()}",
        f"Link: {address}?{query}",
        f"Release: {of_release['release']} (newest case change {of_release['newest_case']})",
        f"Cases: {sources.height} of {of_release['cases']}, one row each in cases.csv",
        "Files: " + "; ".join(f"{name}, {FILES[name]}" for name in ("cases.csv", "evidence.csv", *beside.files)),
        f"SHA-256 of cases.csv: {hashlib.sha256(csv).hexdigest()}",
        "",
        STANDING_SENTENCE,
        "",
        "A cell holds a value, or one of three states: not reported (what was read is silent), not read (the source",
        "was read in part only, and the rest may answer), not applicable. “none” is a list known to be empty,",
        "“none named” one of which the source only denies some: others may have been there.",
        "evidence.csv names the place where each value was read.",
        "",
        "Cells are parted by semicolons, numbers have a decimal comma."
        if semicolon
        else "Cells are parted by commas, numbers have a decimal point.",
        "The items of a list are joined by “; ”, contradictions by “ | ”. Within an item a backslash stands before",
        "each such mark and before each backslash: part the cell where the mark has none before it. An apostrophe",
        "stands before a text that a spreadsheet would run as a formula: one that begins with =, +, - or @, with",
        "spaces before it or not, with a tab or a line break. Numbers have none.",
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
        "- conflicts (Source): Contradictions. What the source says differently in different places. “ | ” stands",
        "  between two of them, and a backslash before each “|” and backslash within one. [text]",
        "",
    ]
    return "\n".join(lines)


def _numbers() -> list[str]:
    """Name the facts that are numbers."""
    return [name for name, fact in codebook().facts.items() if fact.kind == "number"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Export. Exit status: 0; 1, the casebook cannot be read or the file not written; 2, the filter is faulty."""
    parser = argparse.ArgumentParser(
        prog="python -m casebook.export",
        description="Write the filtered cases as CSV to standard output, as ZIP, or as Phenopackets.",
    )
    parser.add_argument(
        "filter", nargs="?", default="", help="query part of a link, as in drug=pomalidomide&steroid=yes"
    )
    parser.add_argument(
        "--semicolon",
        action="store_true",
        help="for spreadsheets with a decimal comma: semicolons between the cells, a comma in the numbers",
    )
    otherwise = parser.add_mutually_exclusive_group()
    otherwise.add_argument(
        "--zip",
        type=Path,
        metavar="FILE",
        help="write cases.csv, evidence.csv and about.txt, which explains them, into FILE",
    )
    otherwise.add_argument(
        "--phenopackets", type=Path, metavar="FOLDER", help="write each case as GA4GH Phenopacket v2 into FOLDER"
    )
    asked = parser.parse_args(arguments)
    selection, faults = Selection.from_query(asked.filter)
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        return 2
    try:
        if asked.zip is not None:
            write_whole(asked.zip, cases_zip(selection, semicolon=asked.semicolon))
        elif asked.phenopackets is not None:
            write_phenopackets(asked.phenopackets, selection)
        else:
            sys.stdout.buffer.write(cases_csv(selection, semicolon=asked.semicolon))
            sys.stdout.buffer.flush()
    except (CasebookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

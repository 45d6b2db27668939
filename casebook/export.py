"""The filtered cases to take along: `python -m casebook.export 'drug=pomalidomide' > cases.csv`, and --zip FILE.

The filter is the query part of any link copied from the dashboard, or the whole link.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from casebook.selection import Selection
from casebook.store import CasebookError, ask, release
from common.files import write_whole
from common.tables import to_csv, to_zip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

STANDING_SENTENCE = (
    "Published cases, chosen by what somebody noticed and wrote up: they cannot give frequency, risk or proof of "
    "cause. Not reported is not absent."
)


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
    return to_zip(files)


def about(
    selection: Selection, csv: bytes, address: str = "", casebook: duckdb.DuckDBPyConnection | None = None
) -> str:
    """Explain an exported table: filter, release, checksum, sources with their licences, dictionary, limits."""
    told = release(casebook)
    sources = ask("sources", selection, casebook)
    query = "&".join(part for part in (selection.to_query(), urlencode({"release": told["release"]})) if part)
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
            write_whole(asked.zip, cases_zip(selection))
    except (CasebookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The filtered cases to take along: `python -m casebook.export 'drug=pomalidomide' > cases.csv`.

--zip FILE packs them with what explains them, --phenopackets FOLDER writes each as a GA4GH Phenopacket. The filter is
the query part of any link copied from the dashboard, or the whole link.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from casebook.phenopackets import phenopacket_of
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


def write_phenopackets(folder: Path, selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None) -> None:
    """Write each case that the filters leave as a Phenopacket: each in a file <case_id>.json of its own.

    The folder is made where there is none; other files in it stay. Raises OSError where one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for case_id in ask("sources", selection, casebook)["case_id"]:
        write_whole(folder / f"{case_id}.json", phenopacket_of(case_id, casebook))


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
        prog="python -m casebook.export",
        description="Write the filtered cases as CSV to standard output, as ZIP, or as Phenopackets.",
    )
    parser.add_argument(
        "filter", nargs="?", default="", help="query part of a link, as in drug=pomalidomide&steroid=yes"
    )
    otherwise = parser.add_mutually_exclusive_group()
    otherwise.add_argument(
        "--zip", type=Path, metavar="FILE", help="write cases.csv, evidence.csv and about.txt into FILE"
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
            write_whole(asked.zip, cases_zip(selection))
        elif asked.phenopackets is not None:
            write_phenopackets(asked.phenopackets, selection)
        else:
            sys.stdout.buffer.write(cases_csv(selection))
            sys.stdout.buffer.flush()
    except (CasebookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

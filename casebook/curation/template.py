"""Write a case file in which every fact is "not read", ready to be filled in: `python -m casebook.new doe-2024`."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casebook.codebook import FaultyCodebookError, codebook
from casebook.curation.casefile import NOT_READ
from casebook.curation.reading import CASES
from casebook.curation.records import AT_THE_TOP, CASE_ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.codebook import Codebook

_NEXT = """{path} is written. Next:
1. Say in "case_name" how readers call the case, as in Doe 2024 (2); in "source" what was read:
   citation, read_as ({read_as}) and read_as_detail.
2. Name the suspect drug, and put what the source says of each fact in the place of {{"state": "not read"}}:
   {{"value": ..., "locator": ...}}, the value with the place where it was read;
   {{"state": "not reported"}}, where it would stand was read, and is silent; "not reported" is never "no".
3. Run: python -m casebook.build{option}
   It names each field that is still to be filled in, with what is allowed there."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file, and say what to do next. Exit status: 0, or 1 when there can be no such file."""
    parser = argparse.ArgumentParser(
        prog="python -m casebook.new", description="Write a case file that is ready to be filled in."
    )
    parser.add_argument("case_id", help="first author and year of the source, as in doe-2024, or doe-2024-2")
    parser.add_argument("--into", type=Path, default=CASES, help="folder of case files (default: data/cases)")
    asked = parser.parse_args(arguments)
    try:
        book = codebook()
        refusal = _refusal(asked.case_id, asked.into)
        if refusal:
            print(refusal, file=sys.stderr)
            return 1
        path = asked.into / f"{asked.case_id}.json"
        with path.open("x", encoding="utf-8") as file:
            file.write(template(asked.case_id, datetime.now(UTC).date(), book))
    except (FaultyCodebookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    option = "" if asked.into == CASES else f" --cases {asked.into}"
    print(_NEXT.format(path=path, read_as=", ".join(book.terms("read_as")), option=option))
    return 0


def template(case_id: str, changed: date, book: Codebook) -> str:
    """Give the text of a case file in which nothing has been read: one line for each field and fact."""
    source = {
        name: False if fact.kind == "yes or no" else "" if fact.kind == "text" and not fact.states else None
        for name, fact in book.source_facts().items()
        if name not in AT_THE_TOP
    }
    facts: dict[str, object] = dict.fromkeys(book.read_facts(), NOT_READ)
    lines = (
        f' "case_id": "{case_id}"',
        ' "case_name": ""',
        f' "changed": "{changed}"',
        ' "same_patient_as": null',
        _object("source", source),
        _object("facts", facts),
    )
    return "{\n" + ",\n".join([*lines, ' "course": []', ' "conflicts": []']) + "\n}\n"


def _object(name: str, members: Mapping[str, object]) -> str:
    return f' "{name}": {{\n' + ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in members.items()) + "\n }"


def _refusal(case_id: str, folder: Path) -> str:
    """Say why there can be no new case of this name, or nothing."""
    if not re.fullmatch(CASE_ID, case_id):
        return f"“{case_id}” cannot name a case: allowed are letters a to z, digits and hyphens, as in doe-2024."
    if not folder.is_dir():
        return f"There is no folder {folder}. Make it first, or name another one with --into."
    same = [path.name for path in folder.iterdir() if path.stem.lower() == case_id.lower()]
    return f"There is already a case {same[0]} in {folder}. Name another one, as in {case_id}-2." if same else ""

"""The folder of case files, read whole: every case, or the faults of all files at once."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casebook.curation.casefile import read_case
from casebook.curation.faults import Fault
from casebook.curation.records import OF_A_LOCAL_CASE
from casebook.store import hash_of
from common.paths import DATA

if TYPE_CHECKING:
    from casebook.codebook import Codebook
    from casebook.curation.records import Case

CASES = Path(os.environ.get("CASES") or DATA / "cases")
"""The folder of case files. The environment variable CASES names another one, for the whole process."""

LARGEST = 5_000_000
"""Bytes of a case file. The longest shipped one has a thousandth of that."""


class Cases(NamedTuple):
    """What a folder of case files holds: the cases in the order of their names, their hashes, and all faults."""

    cases: list[Case]
    hashes: dict[str, str]
    faults: list[Fault]


def read_cases(folder: Path, book: Codebook) -> Cases:
    """Read and check every case file of a folder."""
    read = Cases([], {}, [])
    paths = sorted(_named_as_json(folder), key=lambda path: (path.stem, path.suffix))
    for path in paths:
        text = _text_of(path)
        if isinstance(text, Fault):
            read.faults.append(text)
            continue
        case, content, faults = read_case(path.name, text, book)
        read.faults.extend(faults)
        if case is not None:
            read.cases.append(case)
            read.hashes[case.case_id] = hash_of([content])
    read.faults.extend(_twice(folder, paths))
    read.faults.extend(_local_among_others(paths))
    read.faults.extend(_of_names(read.cases))
    read.faults.extend(_of_same_patients(read.cases, {path.stem for path in paths}))
    if not paths:
        read.faults.append(Fault(folder.name, "the folder", "no case file", "one file <case_id>.json for each case"))
    return read


def _local_among_others(paths: list[Path]) -> list[Fault]:
    """Find local cases in a folder that holds published ones: a release holds the one or the other."""
    local = [path for path in paths if path.stem.lower().startswith(OF_A_LOCAL_CASE)]
    if len(local) == len(paths):
        return []
    allowed = "local cases in a folder of their own, never among published ones"
    return [Fault(path.name, "case_id", path.stem, allowed) for path in local]


def _of_names(cases: list[Case]) -> list[Fault]:
    """Find names for readers that two cases share."""
    first: dict[str, str] = {}
    return [
        Fault(f"{case.case_id}.json", "case_name", case.case_name, f"a name of its own; {first[case.case_name]} has it")
        for case in cases
        if case.case_name and first.setdefault(case.case_name, case.case_id) != case.case_id
    ]


def _of_same_patients(cases: list[Case], stems: set[str]) -> list[Fault]:
    """Find cases that name as the other report of their patient none that is there, or one that names another."""
    elsewhere = {case.case_id for case in cases if case.same_patient_as}
    return [
        Fault(
            f"{case.case_id}.json",
            "same_patient_as",
            case.same_patient_as,
            "the case_id of another case file, which itself names none, or null",
        )
        for case in cases
        if case.same_patient_as
        and (case.same_patient_as not in stems - {case.case_id} or case.same_patient_as in elsewhere)
    ]


def _named_as_json(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix.lower() == ".json"] if folder.is_dir() else []


def _text_of(path: Path) -> str | Fault:
    """Read the text of a case file, or say why there is none. What would never end, such as a pipe, is not opened."""
    if path.suffix != ".json":
        return _not_read(path, f"a name that ends in {path.suffix}", "a name that ends in .json, in small letters")
    if not path.is_file():
        what = "a folder" if path.is_dir() else "no ordinary file" if path.exists() else "a link to nothing"
        return _not_read(path, what, "an ordinary file")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return _not_read(path, str(error.strerror), "a file that can be read")
    if len(content) > LARGEST:
        return _not_read(path, f"more than {LARGEST / 1e6:g} MB", f"{LARGEST / 1e6:g} MB at most")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_read(path, str(error), "text in UTF-8")


def _not_read(path: Path, what: str, allowed: str) -> Fault:
    return Fault(path.name, "the file", what, allowed)


def _twice(folder: Path, paths: list[Path]) -> list[Fault]:
    """Find names that differ by capitals alone: not every system keeps two such files."""
    names = Counter(path.stem.lower() for path in paths if path.suffix == ".json")
    return [
        Fault(folder.name, "case_id", f"{name}, {times} times", "each case_id once")
        for name, times in names.items()
        if times > 1
    ]

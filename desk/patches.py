"""An accepted case as a patch to take to the repository, where the folder of cases is read-only."""

from __future__ import annotations

import difflib
import os
from typing import TYPE_CHECKING, Any

from casebook.codebook import codebook
from casebook.curation.casefile import read_case
from casebook.store import ask, connect, hash_of
from desk import steps
from desk.errors import DeskError
from desk.places import hash_of_case, text_of_case
from desk.present import case_of_file
from registry.kinds import ACCEPTED

if TYPE_CHECKING:
    from pathlib import Path

    from desk.draft import Draft
    from desk.person import Person

_NOT_YET = ""
"""Stands for the name of a release where the folder is read-only and the patch has not arrived in it yet."""


def is_read_only(cases: Path) -> bool:
    """Say whether nothing can be written into the folder of cases, as where it is a checkout of the repository."""
    return cases.is_dir() and not os.access(cases, os.W_OK)


def patch(draft: Draft, cases: Path) -> str:
    """Write what accepting a draft changes in the folder of cases as a patch, which `git apply` takes.

    It is for a repository in which the cases lie in data/cases.
    """
    case = accepted_case(draft)
    path, name = path_of(case["case_id"], cases), f"data/cases/{case['case_id']}.json"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        text_of_case(case).splitlines(keepends=True),
        f"a/{name}" if before else "/dev/null",
        f"b/{name}",
    )
    head = f"diff --git a/{name} b/{name}\n" + ("" if before else "new file mode 100644\n")
    ends = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return head + "".join(ends)


def accepted_case(draft: Draft) -> dict[str, Any]:
    """Give the case as it was handed in last."""
    if draft.submitted is None:
        message = "This draft was never handed in."
        raise DeskError(message)
    return draft.submitted.content["case"]


def path_of(case_id: str, cases: Path) -> Path:
    """Give the path of a case file."""
    return cases / f"{case_id}.json"


def note_release_with(person: Person, draft: Draft, cases: Path, into: Path) -> str:
    """Note the release in place where it was made from the accepted case; gives its name, empty where it was not."""
    draft.needs(person)
    case = accepted_case(draft)
    if draft.state != ACCEPTED:
        message = f"This draft is {draft.state_in_words}: there is nothing to finish."
        raise DeskError(message)
    path = path_of(case["case_id"], cases)
    if not path.exists() or hash_of_case(case_of_file(cases, case["case_id"])) != hash_of_case(case):
        return _NOT_YET
    content = read_case(path.name, path.read_text(encoding="utf-8"), codebook()).content
    with connect(into.resolve()) as casebook:
        hashes = dict(ask("case_hashes", casebook=casebook).select("case_id", "hash").iter_rows())
        release = str(ask("release", casebook=casebook)["release"].item())
    if hashes.get(case["case_id"]) != hash_of([content])[:16]:
        return _NOT_YET
    steps.note_published(person, draft.name, release)
    return release

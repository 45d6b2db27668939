"""How a draft begins: from nothing, from a source that was typed in, or from an accepted case that is corrected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casebook.curation.records import CASE_ID
from desk.drafts import OPEN, SUBMITTED, every_draft, start
from desk.errors import DeskError
from desk.places import entries_of, hash_of_case
from desk.present import case_of_file, present_cases

if TYPE_CHECKING:
    from pathlib import Path

    from desk.doubles import Source
    from desk.person import Person


def start_new(person: Person, case_id: str, source: Source, cases: Path) -> str:
    """Start a draft of a new case, with what is known of its source; gives the name of the draft. Raises DeskError."""
    wanted = case_id.strip()
    if not re.fullmatch(CASE_ID, wanted):
        message = f"{case_id!r} cannot name a case: allowed are letters a to z, digits and hyphens, as in doe-2024."
        raise DeskError(message)
    taken = {case.case_id.lower() for case in present_cases(cases)}
    taken |= {draft.case_id.lower() for draft in every_draft() if draft.state in {*OPEN, SUBMITTED}}
    if wanted.lower() in taken:
        message = f"There is already a case or a draft {wanted}: name another one, as in {wanted}-2."
        raise DeskError(message)
    known = {"doi": source.doi, "pmid": source.pmid, "year": source.year}
    entries = {f"source.{name}": value for name, value in known.items() if value}
    how = "a source" if source.doi or source.pmid else "nothing"
    return start(person, {"from": how}, None, {"case_id": wanted, **entries})


def start_correction(person: Person, case_id: str, cases: Path) -> str:
    """Start a draft from an accepted case; gives the name of the draft. Raises DeskError."""
    for draft in every_draft():
        if draft.case_id == case_id and draft.state in {*OPEN, SUBMITTED}:
            message = f"{', '.join(sorted(draft.authors))} began to correct {case_id}: go on in that draft."
            raise DeskError(message)
    case = case_of_file(cases, case_id)
    told = {"from": "a case", "before_sha256": hash_of_case(case)}
    return start(person, told, entries_of(case), {})

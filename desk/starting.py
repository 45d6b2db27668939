"""How a draft begins: from nothing, from a source or a record of it, as a reading, or from a case that is corrected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casebook.curation.records import CASE_ID, OF_A_LOCAL_CASE
from desk.draft import OPEN
from desk.drafts import every_draft, start
from desk.errors import DeskError
from desk.person import LOCAL
from desk.places import entries_of, hash_of_case
from desk.present import case_of_file, present_cases
from registry.kinds import ACCEPTED, SUBMITTED
from registry.store import new_uid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desk.doubles import Source
    from desk.draft import Draft, Json
    from desk.person import Person

_MOST_TRIES = 5
_GOING_ON = (*OPEN, SUBMITTED, ACCEPTED)
"""States of a draft that keeps others of its case from beginning; they are looked at while nobody else writes."""


def start_new(  # noqa: PLR0913  what a draft begins with
    person: Person,
    case_id: str,
    source: Source,
    cases: Path,
    record: Mapping[str, Json] | None = None,
    *,
    two_readings: bool = False,
) -> str:
    """Start a draft of a new case, with what is known of its source; gives the name of the draft. Raises DeskError.

    `record` is by place what a record of the source says; without one DOI, PubMed number and year are taken over. With
    `two_readings` the draft is the first of two that are entered unseen by each other (desk.readings).
    """
    wanted = case_id.strip()
    if not re.fullmatch(CASE_ID, wanted):
        message = f"{case_id!r} cannot name a case: allowed are letters a to z, digits and hyphens, as in doe-2024."
        raise DeskError(message)
    if wanted.lower().startswith(OF_A_LOCAL_CASE):
        message = f"{case_id!r} is the name of a local case: name a published one otherwise, as in doe-2024."
        raise DeskError(message)
    taken = [case.case_id.lower() for case in present_cases(cases)]

    def check(drafts: Sequence[Draft]) -> None:
        names = [*taken, *(draft.case_id.lower() for draft in drafts if draft.state in _GOING_ON)]
        if names.count(wanted.lower()) > 1:
            message = f"There is already a case or a draft {wanted}: name another one, as in {wanted}-2."
            raise DeskError(message)

    known = {"source.doi": source.doi, "source.pmid": source.pmid, "source.year": source.year}
    entries = {place: value for place, value in known.items() if value} if record is None else dict(record)
    how = "a record" if record is not None else "a source" if source.doi or source.pmid else "nothing"
    pair = {"pair": new_uid()} if two_readings else {}
    return start(person, {"from": how, **pair}, None, {"case_id": wanted, **entries}, check)


def start_local(person: Person, cases: Path) -> str:
    """Start a draft of a local case under the next free number; gives the name of the draft. Raises DeskError.

    Its source is the patient's record: there is no citation, and no field for a name, a date or a record number.
    """
    person.needs(LOCAL)
    for _ in range(_MOST_TRIES):
        taken = {case.case_id for case in present_cases(cases)} | {draft.case_id for draft in every_draft()}
        numbers = [int(name[len(OF_A_LOCAL_CASE) :]) for name in taken if re.fullmatch(rf"{OF_A_LOCAL_CASE}\d+", name)]
        number = max(numbers, default=0) + 1
        name = f"Local case {number}"
        entries = {
            "case_id": f"{OF_A_LOCAL_CASE}{number}",
            "case_name": name,
            "source.citation": f"{name}.",
            "source.read_as": "full text",
            "source.read_as_detail": "record of the patient",
        }
        try:
            return start(person, {"from": "a patient", "room": LOCAL}, None, entries, _has_its_own_name)
        except _NameTakenError:
            continue
    message = "Others began local cases at the same time. Try again."
    raise DeskError(message)


class _NameTakenError(Exception):
    """Somebody else took the number meanwhile."""


def _has_its_own_name(drafts: Sequence[Draft]) -> None:
    names = [draft.case_id for draft in drafts if draft.is_local and draft.before is None]
    if len(set(names)) < len(names):
        raise _NameTakenError


def start_correction(person: Person, case_id: str, cases: Path) -> str:
    """Start a draft from an accepted case; gives the name of the draft. Raises DeskError."""
    is_local = case_id.startswith(OF_A_LOCAL_CASE)
    if is_local:
        person.needs(LOCAL)

    def check(drafts: Sequence[Draft]) -> None:
        of_case = [draft for draft in drafts if draft.case_id == case_id and not draft.is_reading]
        going_on = sorted((draft for draft in of_case if draft.state in _GOING_ON), key=lambda draft: draft.steps[0].at)
        if len(going_on) > 1:
            message = f"{', '.join(sorted(going_on[0].authors))} began to correct {case_id}: go on in that draft."
            raise DeskError(message)

    case = case_of_file(cases, case_id)
    origin = {"from": "a case", "before_sha256": hash_of_case(case)}
    room = {"room": LOCAL} if is_local else {}
    return start(person, origin | room, entries_of(case), {}, check)

"""What became of each included record: nobody has begun it, it is at the desk, it is a case, or somebody closed it.

Drafts of the desk and the cases of the release say the first three; a person says what closes a record without a case.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from desk.drafts import PUBLISHED, STARTED, WITHDRAWN, every_draft
from literature.decisions import TAKEN_BACK
from literature.handing_on import LOCATOR
from registry.store import failing_in_a_sentence
from registry.table import DRAFT, opened, url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from literature.record import Record
    from literature.screening import State

WAITING, AT_THE_DESK, A_CASE = "waiting", "at the desk", "a case"

_OF_A_RECORD = re.compile(LOCATOR.format(r"(\d+-\d+)"))
_PLACE = "source.citation_locator"


class DraftOfRecord(NamedTuple):
    """A draft of the desk that was begun from a record: the name of its case, and how far it is."""

    case_id: str
    state: str


class FollowUp(NamedTuple):
    """What became of an included record."""

    state: str
    """WAITING, AT_THE_DESK, A_CASE, or one of CLOSINGS."""
    detail: str = ""
    """Its cases, the states of its drafts, or the remark of whoever closed it."""
    by: str = ""
    """Who closed it."""


def drafts_of_records(until: str = "") -> dict[str, list[DraftOfRecord]]:
    """Give the drafts that were begun from records, by the name of the record, as they are now or were at a moment.

    The first rows of a draft say which record it was begun from, whatever a curator writes later in that place. Raises
    RegistryError.
    """
    asked = sa.select(DRAFT.c.draft, DRAFT.c.entry).where(
        sa.or_(DRAFT.c.kind == STARTED, DRAFT.c.place == _PLACE), DRAFT.c.entry.contains("of the literature watch")
    )
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        begun = {draft: name for draft, entry in connection.execute(asked) for name in _OF_A_RECORD.findall(entry)[:1]}
    drafts: dict[str, list[DraftOfRecord]] = {}
    for draft in every_draft() if begun else ():
        steps = tuple(step for step in draft.steps if not until or step.at <= until)
        if draft.name in begun and steps:
            then = replace(draft, steps=steps)
            drafts.setdefault(begun[draft.name], []).append(DraftOfRecord(then.case_id, then.state))
    return drafts


def follow_up(
    state: State, drafts: Mapping[str, Sequence[DraftOfRecord]], cases: Mapping[str, Record]
) -> dict[str, FollowUp]:
    """Say of each included record what became of it.

    `cases` are those of the release, by “case:” and the case_id. A record is a case where a draft that was begun from
    it was published and is in the release, or where a case of the release has its PubMed number or DOI. That stands
    before what closed it, and this before a draft.
    """
    of_numbers = _cases_of_numbers(cases)
    followed = {}
    for name in state.included():
        record, of_record = state.whole(name), drafts.get(name, ())
        published = {f"case:{draft.case_id}" for draft in of_record if draft.state == PUBLISHED} & cases.keys()
        published |= {case for number in (record.pmid, record.doi) for case in of_numbers.get(number, ())}
        closed = state.closed.get(name)
        if published:
            followed[name] = FollowUp(A_CASE, ", ".join(sorted(case.removeprefix("case:") for case in published)))
        elif closed and closed.decision != TAKEN_BACK:
            followed[name] = FollowUp(closed.decision, closed.reason, closed.actor)
        else:
            followed[name] = _of_drafts(of_record)
    return followed


def _of_drafts(drafts: Sequence[DraftOfRecord]) -> FollowUp:
    """Say how far the drafts of a record are; it waits where all were withdrawn or are in no release any more."""
    lines = [
        f"{draft.case_id or 'without a name'}: {draft.state}"
        + (", and not in this release" if draft.state == PUBLISHED else "")
        for draft in drafts
    ]
    under_way = any(draft.state not in {PUBLISHED, WITHDRAWN} for draft in drafts)
    return FollowUp(AT_THE_DESK if under_way else WAITING, "; ".join(lines))


def _cases_of_numbers(cases: Mapping[str, Record]) -> dict[str, list[str]]:
    numbers: dict[str, list[str]] = {}
    for case, record in cases.items():
        for number in filter(None, (record.pmid, record.doi)):
            numbers.setdefault(number, []).append(case)
    return numbers

"""What became of each included record: nobody has begun it, it is at the desk, it is a case, or somebody closed it.

Drafts of the desk and the cases of the release say the first three; a person says what closes a record without a case.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from literature.decisions import TAKEN_BACK
from literature.screening import CASE
from registry.kinds import OF_THE_DESK, PUBLISHED, WITHDRAWN
from registry.store import events_after, failing_in_a_sentence
from registry.table import DRAFT, opened, url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from literature.record import Record
    from literature.screening import State

WAITING, AT_THE_DESK, A_CASE = "waiting", "at the desk", "a case"

_OF_A_RECORD = re.compile(r"[Rr]ecord (\d+-\d+) of the literature watch")
_PLACE = "source.citation_locator"
"""Where a draft that was begun from a record says so (literature.handing_on)."""


class DraftOfRecord(NamedTuple):
    """A draft of the desk that was begun from a record: the name of its case, "" for none, and its last step."""

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
    asked = sa.select(DRAFT.c.draft, DRAFT.c.entry).where(DRAFT.c.place == _PLACE).order_by(DRAFT.c.number)
    record_of: dict[str, str] = {}
    with failing_in_a_sentence(), opened(url()).connect() as connection:
        for draft, entry in connection.execute(asked):
            if match := _OF_A_RECORD.search(entry):
                record_of.setdefault(draft, match[1])
    last: dict[str, DraftOfRecord] = {}
    for event in events_after(0, OF_THE_DESK) if record_of else ():
        name = json.loads(event.content).get("draft", "")
        if name in record_of and (not until or event.at <= until):
            last[name] = DraftOfRecord("" if event.subject == name else event.subject, event.kind)
    drafts: dict[str, list[DraftOfRecord]] = {}
    for name, draft in last.items():
        drafts.setdefault(record_of[name], []).append(draft)
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
    follow_ups = {}
    for name in state.included():
        record, of_record = state.whole(name), drafts.get(name, ())
        published = {f"{CASE}{draft.case_id}" for draft in of_record if draft.state == PUBLISHED} & cases.keys()
        published |= {case for number in (record.pmid, record.doi) for case in of_numbers.get(number, ())}
        closed = state.closed.get(name)
        if published:
            follow_ups[name] = FollowUp(A_CASE, ", ".join(sorted(case.removeprefix(CASE) for case in published)))
        elif closed and closed.decision != TAKEN_BACK:
            follow_ups[name] = FollowUp(closed.decision, closed.reason, closed.actor)
        else:
            follow_ups[name] = _of_drafts(of_record)
    return follow_ups


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

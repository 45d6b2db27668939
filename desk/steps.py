"""The steps of a draft: handed in, sent back, accepted, withdrawn, published. Each is one event of the registry.

The rules are held here, in the transaction that writes the step: who wrote any of a draft never accepts it, what is
accepted is what was handed in and looked at, and what the checks of the build refuse is not handed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from common.moments import day_of, now
from desk.checks import each_in_words, faults_by_place
from desk.draft import AGE, OPEN, STATES_IN_WORDS, Row, fold
from desk.drafts import add, as_json, drafts_in, rows_of, tell
from desk.errors import DeskError
from desk.identifying import refuse_high_age
from desk.person import CURATOR, REVIEWER
from desk.places import case_of, hash_of_case, in_words
from registry.kinds import ACCEPTED, NOT_PUBLISHED, PUBLISHED, RETURNED, SUBMITTED, WITHDRAWN
from registry.store import in_turn, new_uid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import sqlalchemy as sa

    from casebook.codebook import Codebook
    from casebook.curation.faults import Fault
    from desk.draft import Draft
    from desk.person import Person
    from desk.present import Present


def submit(person: Person, draft: Draft, book: Codebook, others: Sequence[Present], reason: str = "") -> Draft:
    """Hand a draft in as it was seen, beside the cases that are there. A correction needs a reason.

    The case as it stands is kept with the step: what is accepted later is that, whatever the codebook becomes. Raises
    DeskError, with every fault that the checks of the build find; RegistryError.
    """
    person.needs(CURATOR)
    if draft.before is not None:
        _needs_reason(reason, "A correction is handed in with its reason")
    _needs_no_fault(faults_by_place(draft, book, others), book)
    case = case_of(draft.values(), day_of(now()), book)
    content = {"reason": reason.strip(), "case": case, "sha256": hash_of_case(case)}

    def check(there: Draft) -> None:
        _is(there, *OPEN)
        if there.number != draft.number:
            message = "The draft was changed meanwhile. Look at it, and hand it in again."
            raise DeskError(message)
        there.needs(person, reason)
        if there.is_local:
            refuse_high_age(there.value(AGE))  # of a case that was accepted before such an age was refused
        if there.is_reading and not person.is_among(there.authors):
            message = f"This is the reading of {', '.join(there.authors)} alone, who hands it in."
            raise DeskError(message)
        if there.unsettled():
            left = ", ".join(in_words(place, book) for place in there.unsettled())
            message = f"The two readings still differ, and nothing is agreed on: {left}."
            raise DeskError(message)
        if there.before is not None and not differs(there):
            message = "Nothing differs from the accepted case."
            raise DeskError(message)

    return _go(person, draft.name, SUBMITTED, content, check)


def send_back(person: Person, draft: str, sha256: str, reason: str) -> Draft:
    """Send what was handed in back to its authors, with a reason. `sha256` is the hash of what was looked at."""
    person.needs(REVIEWER)
    _needs_reason(reason, "A case is sent back with a reason")

    def check(there: Draft) -> None:
        there.needs(person, reason)
        _was_seen(there, sha256)

    return _go(person, draft, RETURNED, {"reason": reason.strip(), "sha256": sha256}, check)


def accept(person: Person, draft: str, sha256: str, *, identifies_nobody: bool = False) -> Draft:
    """Accept what was handed in. Raises DeskError for whoever wrote any of it, whatever their roles.

    Who accepts a local case confirms with `identifies_nobody` that nothing in it tells who the patient is.
    """

    def check(there: Draft) -> None:
        check_acceptance(person, there, sha256, identifies_nobody=identifies_nobody)

    confirmed = {"identifies nobody": True} if identifies_nobody else {}
    return _go(person, draft, ACCEPTED, {"sha256": sha256, **confirmed}, check)


def check_acceptance(person: Person, draft: Draft, sha256: str, *, identifies_nobody: bool = False) -> None:
    """Raise DeskError where this person cannot accept a draft as it stands."""
    person.needs(REVIEWER)
    draft.needs(person)
    _was_seen(draft, sha256)
    if draft.is_local and not identifies_nobody:
        message = "Confirm first that nothing in this local case tells who the patient is."
        raise DeskError(message)
    if person.is_among(draft.authors):
        message = f"{person.name} wrote some of this case: somebody else has to accept it."
        raise DeskError(message)


def withdraw(person: Person, draft: str, reason: str) -> Draft:
    """Withdraw a draft that is one's own, with a reason; nothing of it is lost."""
    _needs_reason(reason, "A draft is withdrawn with a reason")

    def check(there: Draft) -> None:
        there.needs(person, reason)
        _is(there, *OPEN, SUBMITTED)
        if not person.is_among(there.authors):
            message = f"{person.name} wrote none of this draft, and cannot withdraw it."
            raise DeskError(message)

    def check_beside(there: Draft, drafts: Sequence[Draft]) -> None:
        if any(there.name in one.origin.get("readings", ()) and one.state != WITHDRAWN for one in drafts):
            message = f"The agreed state of {there.case_id} rests on this reading, which is kept as it is."
            raise DeskError(message)

    return _go(person, draft, WITHDRAWN, {"reason": reason.strip()}, check, check_beside)


def note_published(person: Person, draft: str, release: str) -> Draft:
    """Write down that an accepted case is part of a release."""
    return _go(person, draft, PUBLISHED, {"release": release}, lambda there: _is(there, ACCEPTED))


def note_not_published(person: Person, draft: str, why: str) -> Draft:
    """Write down that the release of an accepted case could not be made: it waits for acceptance again."""
    return _go(person, draft, NOT_PUBLISHED, {"reason": why}, lambda there: _is(there, ACCEPTED))


def differs(draft: Draft) -> bool:
    """Say whether a correction says anything else than the accepted case."""
    return draft.values() != dict(draft.before or {})


def _go(  # noqa: PLR0913, PLR0917  who, what, and what may be against it
    person: Person,
    name: str,
    kind: str,
    content: Mapping[str, Any],
    check: Callable[[Draft], None],
    check_beside: Callable[[Draft, Sequence[Draft]], None] | None = None,
) -> Draft:
    """Write a step and its event, once `check` has nothing against the draft as it stands; gives the draft after it.

    `check_beside` sees all drafts, this one after its step, and undoes it by raising.
    """

    def write(connection: sa.Connection) -> Draft:
        rows = rows_of(connection, name)
        there = fold(rows)
        check(there)
        row = Row(name, there.number + 1, new_uid(), now(), person.name, kind, "", as_json(content))
        add(connection, row)
        tell(connection, person.name, kind, name, there.case_id, {**content, "authors": sorted(there.authors)})
        after = fold([*rows, row])
        if check_beside:
            check_beside(after, drafts_in(connection, {}))  # the event is written, which no other writer passes
        return after

    return in_turn(write)


def _is(draft: Draft, *states: str) -> None:
    if draft.state not in states:
        wanted = " or ".join(STATES_IN_WORDS[state] for state in states)
        message = f"This draft is {draft.state_in_words}; that can be done only where it is {wanted}."
        raise DeskError(message)


def _was_seen(draft: Draft, sha256: str) -> None:
    _is(draft, SUBMITTED)
    if draft.is_reading:
        message = "This is one of two readings. What both agree on is handed in and accepted."
        raise DeskError(message)
    if draft.submitted is None or draft.submitted.content["sha256"] != sha256:
        message = "The case was handed in anew since you looked at it. Look at it again."
        raise DeskError(message)


def _needs_no_fault(faults: Mapping[str, Sequence[Fault]], book: Codebook) -> None:
    if faults:
        message = f"The draft is not handed in, since it has faults. {' '.join(each_in_words(faults, book))}"
        raise DeskError(message)


def _needs_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        message = f"{sentence}: write one."
        raise DeskError(message)

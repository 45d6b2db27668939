"""The steps of a draft: handed in, sent back, accepted, withdrawn, published. Each is one event of the registry.

The rules are held here, in the transaction that writes the step: who wrote any of a draft never accepts it, and what is
accepted is what was handed in and looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.drafts import (
    ACCEPTED,
    NOT_PUBLISHED,
    OPEN,
    PUBLISHED,
    RETURNED,
    SUBMITTED,
    WITHDRAWN,
    Row,
    add,
    as_json,
    fold,
    now,
    rows_of,
    tell,
)
from desk.errors import DeskError
from desk.person import CURATOR, REVIEWER
from desk.places import case_of, hash_of_case
from registry.store import in_turn, new_uid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import sqlalchemy as sa

    from casebook.codebook import Codebook
    from desk.drafts import Draft
    from desk.person import Person


def submit(person: Person, draft: Draft, book: Codebook, reason: str = "") -> Draft:
    """Hand a draft in as it was seen. A correction needs a reason. Raises DeskError, RegistryError.

    The case as it stands is kept with the step: what is accepted later is that, whatever the codebook becomes.
    """
    person.needs(CURATOR)
    if draft.before is not None:
        _needs_reason(reason, "A correction is handed in with its reason")
    case = case_of(draft.values(), now()[: len("2026-11-28")], book)
    told = {"reason": reason.strip(), "case": case, "sha256": hash_of_case(case)}

    def check(there: Draft) -> None:
        _is(there, *OPEN)
        if there.number != draft.number:
            message = "The draft was changed meanwhile. Look at it, and hand it in again."
            raise DeskError(message)
        if there.before is not None and not differs(there):
            message = "Nothing differs from the accepted case."
            raise DeskError(message)

    return _go(person, draft.name, SUBMITTED, told, check)


def send_back(person: Person, draft: str, seen: str, reason: str) -> Draft:
    """Send what was handed in back to its authors, with a reason. `seen` is the hash of what was looked at."""
    person.needs(REVIEWER)
    _needs_reason(reason, "A case is sent back with a reason")
    return _go(
        person, draft, RETURNED, {"reason": reason.strip(), "sha256": seen}, lambda there: _was_seen(there, seen)
    )


def accept(person: Person, draft: str, seen: str) -> Draft:
    """Accept what was handed in. Raises DeskError for whoever wrote any of it, whatever their roles."""
    return _go(person, draft, ACCEPTED, {"sha256": seen}, lambda there: check_acceptance(person, there, seen))


def check_acceptance(person: Person, draft: Draft, seen: str) -> None:
    """Raise DeskError where this person cannot accept a draft as it stands."""
    person.needs(REVIEWER)
    _was_seen(draft, seen)
    if person.is_among(draft.authors):
        message = f"{person.name} wrote some of this case: somebody else has to accept it."
        raise DeskError(message)


def withdraw(person: Person, draft: str, reason: str) -> Draft:
    """Withdraw a draft that is one's own, with a reason; nothing of it is lost."""
    _needs_reason(reason, "A draft is withdrawn with a reason")

    def check(there: Draft) -> None:
        _is(there, *OPEN, SUBMITTED)
        if not person.is_among(there.authors):
            message = f"{person.name} wrote none of this draft, and cannot withdraw it."
            raise DeskError(message)

    return _go(person, draft, WITHDRAWN, {"reason": reason.strip()}, check)


def note_published(person: Person, draft: str, release: str) -> Draft:
    """Write down that an accepted case is part of a release."""
    return _go(person, draft, PUBLISHED, {"release": release}, lambda there: _is(there, ACCEPTED))


def note_not_published(person: Person, draft: str, why: str) -> Draft:
    """Write down that the release of an accepted case could not be made: it waits for acceptance again."""
    return _go(person, draft, NOT_PUBLISHED, {"reason": why}, lambda there: _is(there, ACCEPTED))


def differs(draft: Draft) -> bool:
    """Say whether a correction says anything else than the accepted case."""
    return draft.values() != dict(draft.before or {})


def _go(person: Person, name: str, kind: str, told: Mapping[str, Any], check: Callable[[Draft], None]) -> Draft:
    """Write a step and its event, once `check` has nothing against the draft as it stands; gives the draft after it."""

    def write(connection: sa.Connection) -> Draft:
        rows = rows_of(connection, name)
        there = fold(rows)
        check(there)
        row = Row(name, there.number + 1, new_uid(), now(), person.name, kind, "", as_json(told))
        add(connection, row)
        tell(connection, person.name, kind, name, there.case_id, {**told, "authors": sorted(there.authors)})
        return fold([*rows, row])

    return in_turn(write)


def _is(draft: Draft, *states: str) -> None:
    if draft.state not in states:
        message = f"This draft is {draft.state}; that can be done only where it is {' or '.join(states)}."
        raise DeskError(message)


def _was_seen(draft: Draft, seen: str) -> None:
    _is(draft, SUBMITTED)
    if draft.submitted is None or draft.submitted.told["sha256"] != seen:
        message = "The case was handed in anew since you looked at it. Look at it again."
        raise DeskError(message)


def _needs_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        message = f"{sentence}: write one."
        raise DeskError(message)

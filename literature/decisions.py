"""What people decided, each an event of the registry: two records are one, a record is included, what became of it.

The name of an event follows from what it is based on, and the registry writes no name twice. So a button that was
pressed twice is one decision, and nobody decides on what they have not seen.
"""

from __future__ import annotations

import json
import threading
import uuid
from typing import TYPE_CHECKING, NamedTuple

from common.moments import to_the_minute
from literature.errors import MovedOnError
from registry.kinds import CLOSED, JUDGED, SCREENED, SETTLED
from registry.store import append, events_after
from registry.table import url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from registry.chain import Event

INCLUDE, EXCLUDE, UNSURE = "include", "exclude", "unsure"
SAME, DIFFERENT = "the same", "two"
TAKEN_BACK = "taken back"

REASONS = (
    "no IMiD or CELMoD",
    "no injury of the lung",
    "injury laid to something else",
    "no single patient told",
    "review, comment or guideline without a patient of its own",
    "laboratory or animals",
    "protocol or registration without results",
    "this patient is among the cases",
)
"""Why a record is excluded: one of eight, in the order in which they are asked."""

NO_PATIENT, NOT_HAD, DUPLICATE_PATIENT = "no patient in it", "not to be had", "duplicate patient"
CLOSINGS = {
    NO_PATIENT: "The full text was read, and reports no single patient.",
    NOT_HAD: "The full text was asked for, and is not to be had.",
    DUPLICATE_PATIENT: "The full text was read, and its patient is a case already.",
}
"""What closes an included record of which no case is made, each with what it means."""

_NAMES = uuid.UUID("0d6c3d1e-1f4e-5c7b-8a53-9c1f7f0f2b42")


class Decision(NamedTuple):
    """One decision as the registry has it."""

    seq: int
    """Number of its event."""
    at: str
    actor: str
    kind: str
    subject: str
    """Name of a record, or of a pair of records."""
    decision: str
    reason: str = ""
    based_on: tuple[int, ...] = ()
    """Numbers of the decisions that it takes the place of, or settles."""


def screen(actor: str, record: str, decision: str, reason: str = "", based_on: int = 0) -> Decision:
    """Write what somebody decided on a record; `based_on` is their last decision on it, 0 for none.

    Raises MovedOnError where they have decided otherwise meanwhile in another window, RegistryError.
    """
    _check(decision, reason)
    return _write(actor, SCREENED, record, decision, reason, (based_on,), by=actor)


def settle(  # noqa: PLR0913  what a settlement is made of
    actor: str, record: str, decision: str, reason: str = "", *, of: Iterable[int], before: int = 0
) -> Decision:
    """Write how decisions that differ are settled; all are kept.

    `of` are their numbers, `before` that of the last settlement of this record, 0 for none. Raises MovedOnError where
    somebody else settled it meanwhile, RegistryError.
    """
    _check(decision, reason)
    return _write(actor, SETTLED, record, decision, reason, (*sorted(of), before))


def judge(actor: str, pair: str, decision: str, based_on: int = 0) -> Decision:
    """Write whether a pair of records is one publication; `based_on` is the last decision on it, 0 for none.

    Raises MovedOnError where somebody else judged it meanwhile, RegistryError.
    """
    return _write(actor, JUDGED, pair, decision, "", (based_on,))


def close(actor: str, record: str, decision: str, remark: str = "", based_on: int = 0) -> Decision:
    """Write what became of an included record of which no case is made; a remark may say where it was asked for.

    `based_on` is the last decision of this kind on it, 0 for none. Raises MovedOnError where somebody else closed it
    meanwhile, RegistryError.
    """
    if decision not in {*CLOSINGS, TAKEN_BACK}:
        message = f"{decision!r}; allowed: {', '.join(CLOSINGS)}, {TAKEN_BACK}"
        raise ValueError(message)
    return _write(actor, CLOSED, record, decision, remark.strip(), (based_on,))


def every_decision() -> tuple[Decision, ...]:
    """Give all decisions in order. Those that this process has read are kept. Raises RegistryError."""
    with _reading:
        known = _read.setdefault(url(), [])
        after = known[-1].seq if known else 0
        known.extend(map(_of_event, events_after(after, (SCREENED, SETTLED, JUDGED, CLOSED))))
        return tuple(known)


def _check(decision: str, reason: str) -> None:
    """Raise ValueError for a decision that is none, or a reason where none belongs."""
    if decision not in {INCLUDE, EXCLUDE, UNSURE, TAKEN_BACK} or (decision == EXCLUDE) != (reason in REASONS):
        message = (
            f"{decision!r} for the reason {reason!r}; allowed: {INCLUDE}, {UNSURE}, {TAKEN_BACK} without a reason, or "
            f"{EXCLUDE} with one of: {', '.join(REASONS)}"
        )
        raise ValueError(message)


_reading = threading.Lock()
_read: dict[str, list[Decision]] = {}


def _write(  # noqa: PLR0913, PLR0917  what a decision is made of
    actor: str, kind: str, subject: str, decision: str, reason: str, based_on: tuple[int, ...], by: str = ""
) -> Decision:
    name = str(uuid.uuid5(_NAMES, json.dumps([kind, subject, by, based_on])))
    content = {"decision": decision, "reason": reason, "based on": list(based_on)}
    written = _of_event(append(actor, kind, subject, content, name))
    if (written.actor, written.decision, written.reason) != (actor, decision, reason):
        message = (
            f"Not written: on {to_the_minute(written.at)} UTC {written.actor} decided otherwise "
            f"({written.decision}). Look again, and decide anew if you still want to."
        )
        raise MovedOnError(message)
    return written


def _of_event(event: Event) -> Decision:
    content = json.loads(event.content)
    based_on = tuple(content["based on"])
    at, actor = content.get("at", event.at), content.get("by", event.actor)  # of those that were taken over
    return Decision(event.seq, at, actor, event.kind, event.subject, content["decision"], content["reason"], based_on)

"""The chain of events: each has the hash of the one before it, so that a changed or removed event shows.

It shows to whoever has the hash of a later event from elsewhere: from a printed page, or the name of a backup. A chain
that was written anew from its beginning is whole in itself.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BEGINNING = "0" * 64
"""What stands for the hash before the first event."""


class Event(NamedTuple):
    """One event, in the order of its columns."""

    seq: int
    """1 for the first event; no number is left out."""
    uid: str
    """Made by whoever reports the event, so that a second report of it is not a second event."""
    at: str
    """Time of the server's clock in UTC, as in 2026-11-28T10:15:00.123456+00:00."""
    actor: str
    """Who did it: the name by which they signed in, or the program."""
    kind: str
    subject: str
    """What it was done to: a file, a page, a session."""
    content: str
    """What else is told, as JSON with sorted keys."""
    before: str
    """The hash of the event before it."""
    hash: str


class Chain(NamedTuple):
    """What was found when a chain was checked: how many events, the last hash, and the first fault in a sentence."""

    events: int
    last: str
    fault: str = ""


def hash_of(event: Event) -> str:
    """Hash all that an event says, the hash before it included: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(json.dumps(event[:-1], ensure_ascii=False).encode()).hexdigest()


def check(events: Iterable[Event]) -> Chain:
    """Check events in the order of their numbers: none is missing, each fits its hash and the one before."""
    seq, last = 0, BEGINNING
    for event in events:
        if event.seq != seq + 1 or event.before != last:
            return Chain(seq, last, f"Event {event.seq} does not follow event {seq}: one was removed or replaced.")
        if event.hash != hash_of(event):
            return Chain(seq, last, f"Event {event.seq} was changed: it does not fit its hash.")
        seq, last = event.seq, event.hash
    return Chain(seq, last)

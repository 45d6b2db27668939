"""What is carried of a record: its fields, the file it came in, and every decision on it, taken back or not.

A record is named by the SHA-256 of its file and its place there, and a decision by what it is of and based on. Both
names are the same in every registry, so that nothing comes in twice.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from literature.duplicates import names_in_pair
from literature.screening import CASE
from registry.kinds import JUDGED, SCREENED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from literature.decisions import Decision
    from literature.imports import Import
    from literature.screening import State

_NAMES = uuid.UUID("7b7c0c52-53f5-5d0c-8a3d-2f0b8c1d6e77")


class Entry(NamedTuple):
    """One record as it is carried."""

    number: int
    """From 1, in the file that carries it."""
    of: int
    """Records in that file."""
    file: str
    """SHA-256 of the file that the record was read from."""
    place: int
    """From 1, in that file."""
    record: tuple[Any, ...]
    """The fields of literature.record.Record."""
    decisions: tuple[Mapping[str, Any], ...]
    """On it, or on a pair of which it is the later record, in order."""
    taken_in: Mapping[str, Any] | None = None
    """With the first record of a file: the account of its import, when and by whom."""


def origin_of(name: str, state: State) -> str:
    """Name a record for every registry; a case keeps its name."""
    if name.startswith(CASE):
        return name
    number, _, place = name.partition("-")
    return f"{state.imports[int(number) - 1].account['sha256']}/{place}"


def identities(state: State) -> dict[int, str]:
    """Name each decision for every registry, by the number of its event."""
    names = {0: ""}
    for one in state.decisions:
        subjects = names_in_pair(one.subject) if one.kind == JUDGED else (one.subject,)
        origins = sorted(origin_of(subject, state) for subject in subjects)
        by = one.actor if one.kind == SCREENED else ""
        basis = [*sorted(names[seq] for seq in one.based_on[:-1]), names[one.based_on[-1]]]
        names[one.seq] = str(uuid.uuid5(_NAMES, json.dumps([one.kind, origins, by, basis])))
    return names


def entries_of(state: State) -> list[Entry]:
    """Give an entry for each record, in the order in which they came."""
    names = identities(state)
    pairs = {pair.name: pair for pair in state.pairs}
    decisions: dict[str, list[Mapping[str, Any]]] = {}
    for one in state.decisions:
        carried = _carried(one, names)
        subject = one.subject
        if one.kind == JUDGED:
            subject, other = names_in_pair(one.subject)
            pair = pairs[one.subject]
            carried |= {"other": origin_of(other, state), "ground": pair.ground, "score": pair.score}
        decisions.setdefault(subject, []).append(carried)
    entries = []
    for one in state.imports:
        for place, (name, record) in enumerate(one.records.items(), 1):
            taken_in = _taken_in(one) if place == 1 else None
            of_record = tuple(decisions.get(name, ()))
            entry = Entry(len(entries) + 1, len(state.records), one.account["sha256"], place, tuple(record), of_record)
            entries.append(entry._replace(taken_in=taken_in))
    return entries


def _carried(one: Decision, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "seq": one.seq,
        "name": names[one.seq],
        "kind": one.kind,
        "by": one.actor,
        "at": one.at,
        "decision": one.decision,
        "reason": one.reason,
        "based on": [names[seq] for seq in one.based_on],
    }


def _taken_in(one: Import) -> dict[str, Any]:
    """Give the account of an import with when and by whom it was taken in first, here or where it was carried from."""
    account = {key: value for key, value in one.account.items() if key != "carried"}
    first = one.account.get("carried", {"at": one.at, "actor": one.actor})
    return {"at": first["at"], "actor": first["actor"], "account": account}

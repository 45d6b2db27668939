"""What another registry, or this one earlier, wrote out is taken over: in one transaction, and nothing twice.

A decision keeps who took it and when; who brought it here is the actor of its event. Where somebody decided otherwise
here on the same basis, that stands, and what was brought is counted as not taken over.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from literature.decisions import every_decision
from literature.duplicates import Pair, find_pairs
from literature.errors import MovedOnError, RefusedError
from literature.exchange.entries import identities, origin_of
from literature.imports import Import, refuse_if_there, row_of_import, uid_of, write_import
from literature.record import Record
from literature.screening import CASE, state_now
from literature.table import IMPORT, database
from registry.kinds import IMPORTED, JUDGED
from registry.store import append_to, in_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from literature.exchange.entries import Entry
    from literature.screening import State

FORMAT = "records and decisions of a literature watch"
_MOST_TRIES = 5


class TakenOver(NamedTuple):
    """What came in."""

    files: int
    records: int
    decisions: int
    known: int
    """Decisions that were here already."""
    otherwise: int
    """Decisions that were not taken over, since here was decided otherwise on the same basis."""


def take_over(  # noqa: PLR0913, PLR0917  what is taken over, by whom, and against which cases
    name: str,
    content: bytes,
    entries: Sequence[Entry],
    actor: str,
    cases: Mapping[str, Record],
    progress: Callable[[float], object] = lambda _: None,
) -> TakenOver:
    """Take over all records and decisions of a file that are not here yet.

    Raises RefusedError where the very file was taken over before, RegistryError where it cannot be written.
    """
    database()  # the table is there before the transaction begins
    sha256 = hashlib.sha256(content).hexdigest()
    for _ in range(_MOST_TRIES):
        here = state_now()
        refuse_if_there(here.imports, sha256)
        plan = _Plan(here, entries, cases, progress)
        account = {"name": name, "sha256": sha256, "bytes": len(content), "format": FORMAT, "search": None}
        try:
            return in_turn(partial(plan.write, actor=actor, account=account, content=content))
        except MovedOnError:
            continue
    message = "Others decided or took files in at the same time. Try again."
    raise RefusedError(message)


class _Plan:
    """What is to be written, on the basis of what is here."""

    def __init__(
        self, here: State, entries: Sequence[Entry], cases: Mapping[str, Record], progress: Callable[[float], object]
    ) -> None:
        self.here = here
        self.entries = entries
        there = {one.account["sha256"] for one in here.imports}
        self.names = {origin_of(name, here): name for name in here.records}
        self.new: list[Import] = []
        known = {**cases, **here.records}
        files = [entry for entry in entries if entry.taken_in and entry.file not in there]
        for place, first in enumerate(files, 1):
            number = len(here.imports) + place
            of_file = [entry for entry in entries if entry.file == first.file]
            records = {f"{number}-{entry.place}": Record(*entry.record) for entry in of_file}
            self.names |= {f"{entry.file}/{entry.place}": f"{number}-{entry.place}" for entry in of_file}
            pairs = tuple(find_pairs(records, known, progress))
            taken_in: Mapping[str, Any] = first.taken_in or {}
            carried = {"at": taken_in["at"], "actor": taken_in["actor"]}
            self.new.append(Import(number, "", "", {**taken_in["account"], "carried": carried}, records, pairs))
            known |= records
        self.decisions = sorted(
            (one for entry in entries for one in self._with_subject(entry)), key=lambda one: one["seq"]
        )

    def _with_subject(self, entry: Entry) -> list[dict[str, Any]]:
        """Give the decisions on a record with the name that it has here."""
        name = self.names[f"{entry.file}/{entry.place}"]
        return [{**one, "subject": name} for one in entry.decisions]

    def write(self, connection: sa.Connection, actor: str, account: Mapping[str, Any], content: bytes) -> TakenOver:
        """Write imports, pairs and decisions. Raises MovedOnError where others wrote since this was planned."""
        last = connection.execute(sa.select(sa.func.max(IMPORT.c.number))).scalar() or 0
        if last != len(self.here.imports) or len(every_decision()) != len(self.here.decisions):
            raise MovedOnError
        for one in self.new:
            append_to(connection, actor, IMPORTED, str(one.account["name"]), one.account, uid_of(one.account["sha256"]))
            write_import(connection, row_of_import(one, b""))
        pairs, judged_as = self._pairs()
        decisions = self._write_decisions(connection, actor, judged_as)
        taken = TakenOver(len(self.new), sum(len(one.records) for one in self.new), *decisions)
        number = len(self.here.imports) + len(self.new) + 1
        whole = {**account, "records": len(self.entries), **taken._asdict()}
        append_to(connection, actor, IMPORTED, str(account["name"]), whole, uid_of(str(account["sha256"])))
        write_import(connection, row_of_import(Import(number, "", actor, whole, {}, pairs), content))
        return taken

    def _write_decisions(
        self, connection: sa.Connection, actor: str, judged_as: Mapping[str, str]
    ) -> tuple[int, int, int]:
        """Write the decisions that are not here; gives how many, how many were, and how many stay out.

        What is based on a decision that stays out stays out too: here it would be based on another one.
        """
        seqs = {name: seq for seq, name in identities(self.here).items()}
        here = {one.seq: one for one in self.here.decisions}
        written, known, left_out = 0, 0, set()
        for one in self.decisions:
            name = one["name"]
            if there := here.get(seqs.get(name, 0)):
                same = (there.actor, there.decision, there.reason) == (one["by"], one["decision"], one["reason"])
                known += same
                left_out |= set() if same else {name}
            elif left_out & {*one["based on"]} or not {*one["based on"]} <= seqs.keys():
                left_out.add(name)
            else:
                content = {
                    "decision": one["decision"],
                    "reason": one["reason"],
                    "based on": [seqs[basis] for basis in one["based on"]],
                    "by": one["by"],
                    "at": one["at"],
                }
                event = append_to(connection, actor, one["kind"], judged_as.get(name, one["subject"]), content, name)
                seqs[name] = event.seq
                written += 1
        return written, known, len(left_out)

    def _pairs(self) -> tuple[tuple[Pair, ...], dict[str, str]]:
        """Give the judged pairs that are not among those found here, and by decision the pair as it is called here."""
        there = {frozenset(pair[:2]): pair.name for one in (*self.here.imports, *self.new) for pair in one.pairs}
        more, judged_as = [], {}
        for one in self.decisions:
            if one["kind"] != JUDGED:
                continue
            other = one["other"] if one["other"].startswith(CASE) else self.names[one["other"]]
            both = frozenset((one["subject"], other))
            if both not in there:
                pair = Pair(one["subject"], other, one["ground"], one["score"])
                more.append(pair)
                there[both] = pair.name
            judged_as[one["name"]] = there[both]
        return tuple(more), judged_as

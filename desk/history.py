"""What a case said on any day: every state that was accepted at the desk, who wrote and accepted it, when and why.

A state that was put into the folder without the desk is known only where a correction began with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desk.places import entries_of
from registry.kinds import ACCEPTED, PUBLISHED, RETURNED, SUBMITTED, WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.draft import Draft, Json


class Accepted(NamedTuple):
    """A state of a case: when it became part of a release and of which, who wrote, accepted it, and why."""

    at: str
    release: str
    authors: tuple[str, ...]
    accepted_by: str
    reason: str
    before: Mapping[str, Json] | None
    """By place what the case said before, None for a new one."""
    case: Mapping[str, Json]


def states_of(case_id: str, drafts: Sequence[Draft]) -> list[Accepted]:
    """Give the states of a case that were accepted at the desk, the first one first."""
    states = [_accepted(draft) for draft in drafts if draft.case_id == case_id and draft.state == PUBLISHED]
    return sorted(states, key=lambda state: state.at)


def case_on(day: str, states: Sequence[Accepted]) -> Mapping[str, Json] | None:
    """Give by place what a case said at the end of a day, as in 2026-11-28; None where it was not there, or not known.

    Before the first state that is known, that is what the first correction began with.
    """
    past = [state for state in states if state.at[: len(day)] <= day]
    if past:
        return entries_of(past[-1].case)
    return states[0].before if states else None


def cases_with_history(drafts: Sequence[Draft], *, local: bool) -> list[str]:
    """Name the cases of which the desk has accepted a state."""
    return sorted({draft.case_id for draft in drafts if draft.state == PUBLISHED and (local or not draft.is_local)})


def what_happened(case_id: str, drafts: Sequence[Draft]) -> list[tuple[str, str, str, str]]:
    """List what was done about a case, the last first: time, person, step, reason; drafts that came to nothing, too."""
    kinds = {SUBMITTED, RETURNED, ACCEPTED, PUBLISHED, WITHDRAWN}
    steps = [
        (step.at, step.actor, step.kind, str(step.content.get("reason") or ""))
        for draft in drafts
        if draft.case_id == case_id
        for step in draft.steps
        if step.kind in kinds
    ]
    return sorted(steps, reverse=True)


def _accepted(draft: Draft) -> Accepted:
    """Give the state that a draft put into the folder of cases."""
    last = {step.kind: step for step in draft.steps}
    submitted, published = last[SUBMITTED], last[PUBLISHED]
    return Accepted(
        published.at,
        str(published.content["release"]),
        tuple(sorted(draft.authors)),
        last[ACCEPTED].actor,
        str(submitted.content["reason"]),
        draft.before,
        submitted.content["case"],
    )

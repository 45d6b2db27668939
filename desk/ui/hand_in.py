"""What a curator does with a draft beside filling it: see its state, hand it in, withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from casebook.codebook import codebook
from common.html import as_html, as_passage, escape
from common.moments import day_of, now, to_the_minute
from common.ui.failures import show_failure
from desk import steps
from desk.checks import left_in_words
from desk.differences import differences
from desk.doubles import doubles_of_patient
from desk.draft import OPEN, STARTED
from desk.errors import DeskError
from desk.places import case_of, in_words
from desk.present import present_cases
from desk.ui.choosing import DRAFT, what_it_is
from desk.ui.session import folders, person, refusals_kept, run_again, show_done
from registry.kinds import ACCEPTED, NOT_PUBLISHED, PUBLISHED, RETURNED, SUBMITTED, WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casebook.curation.faults import Fault
    from desk.draft import Draft, Step
    from desk.present import Present

_HAND_IN = "hand_in"
"""Place of the button that hands a draft in."""

_LOOKED_AT = "desk_draft_looked_at"
"""Key under which a session keeps, by draft, the number of the last row that it showed."""

STEPS = {
    STARTED: "began it",
    SUBMITTED: "handed it in",
    RETURNED: "sent it back",
    ACCEPTED: "accepted it",
    PUBLISHED: "published it",
    NOT_PUBLISHED: "could not publish it",
    WITHDRAWN: "withdrew it",
}


def state_of_draft(draft: Draft) -> None:
    """Say where a draft stands: why it came back, or that it waits for somebody else."""
    last = draft.steps[-1]
    if draft.state in OPEN and (unsettled := draft.unsettled()):
        left = ", ".join(in_words(place, codebook()) for place in unsettled)
        st.info(escape(f"Not settled yet: {left}. Take over one reading on the page Two readings, or enter it here."))
    if draft.state == RETURNED:
        st.warning(escape(sent_back_because(last)))
    elif draft.state == SUBMITTED and draft.is_reading:
        st.info("This reading is handed in, and kept as it is. What both agree on is accepted: see Two readings.")
    elif draft.state == SUBMITTED:
        st.info(
            "It is handed in, and cannot be changed until somebody who wrote none of it accepts it or sends it back."
        )


def sent_back_because(step: Step) -> str:
    """Say who sent a draft back, and why."""
    return f"{step.actor} sent it back: {step.content['reason']}"


def warn_of_doubles(draft: Draft, cases: Sequence[Present]) -> None:
    """Name the cases that may report the patient of a draft."""
    doubles = list(doubles_of_patient(draft, cases))
    if doubles:
        names = "; ".join(f"{double.name} ({double.why})" for double in doubles)
        st.warning(escape(f"May be the patient of another case: {names}. If so, it belongs under Same patient as."))


def hand_in(draft: Draft, faults: Mapping[str, Sequence[Fault]]) -> None:
    """Show what a correction changes, and offer to hand the draft in, or to withdraw it."""
    st.subheader("Hand in", anchor=False)
    book = codebook()
    if draft.before is not None:
        show_differences(draft.before, case_of(draft.values(), day_of(now()), book))
    seen = st.session_state.get(_LOOKED_AT, {}).get(draft.name, draft.number)  # when the button was pressed
    st.session_state[_LOOKED_AT] = {draft.name: draft.number}
    show_done(_HAND_IN)
    if draft.state in OPEN:
        reason = ""
        if draft.before is not None:
            reason = st.text_input("Reason for the correction", key=f"reason_{draft.name}")
        st.caption(
            escape(left_in_words(faults, book))
            or "What is not answered is handed in as “not read”, or as “not applicable” where another answer leaves no "
            "room for it. The day of the change is today."
        )
        if st.button("Hand in", key="hand_in", type="primary", disabled=bool(faults)):
            with refusals_kept(_HAND_IN):
                _needs_to_have_seen(draft, seen)
                steps.submit(person(), draft, book, present_cases(folders(local=draft.is_local).cases), reason)
                run_again(_HAND_IN, f"{what_it_is(draft)}: handed in. {_what_comes(draft)}")
        show_failure(_HAND_IN)
    if draft.state in {*OPEN, SUBMITTED}:
        with st.expander("Withdraw this draft"):
            why = st.text_input("Reason for withdrawing", key=f"withdrawing_{draft.name}")
            if st.button("Withdraw", key="withdraw"):
                with refusals_kept("withdraw"):
                    steps.withdraw(person(), draft.name, why)
                    run_again(DRAFT, f"{what_it_is(draft)}: withdrawn. Its changes stay in the registry.")
            show_failure("withdraw")


def _what_comes(draft: Draft) -> str:
    """Say what becomes of a draft that is handed in."""
    if draft.is_reading:
        return "Both readings are shown once the other one is handed in, too."
    return "A reviewer who wrote none of it accepts it or sends it back."


def _needs_to_have_seen(draft: Draft, seen: int) -> None:
    """Raise DeskError where somebody else wrote into a draft since it was shown with this number of rows."""
    others = {entry.actor for entry in draft.entries.values() if entry.number > seen and entry.actor != person().name}
    if others:
        message = f"{', '.join(sorted(others))} changed the draft meanwhile. Look at it, and hand it in again."
        raise DeskError(message)


def show_differences(
    before: Mapping[str, object] | None, case: Mapping[str, object], heads: tuple[str, str] = ("Accepted", "Draft")
) -> None:
    """Show what a case says otherwise than the one before, field by field under `heads`; of a new one, all it says."""
    differing = differences(before, case, codebook())
    if not differing:
        st.html(as_passage("Nothing differs from the accepted case."))
        return
    rows = [{"Field": one.field, heads[0]: one.before, heads[1]: one.after} for one in differing]
    table = pl.DataFrame(rows)
    st.html(as_html(table.drop(heads[0]) if before is None else table))


def history(draft: Draft) -> None:
    """List the steps of a draft, with time, person and reason."""
    with st.expander("Steps of this draft"):
        rows = [
            {
                "When (UTC)": to_the_minute(step.at),
                "Who": f"{step.actor} {STEPS[step.kind]}",
                "Reason": str(step.content.get("reason") or ""),
            }
            for step in draft.steps
        ]
        st.html(as_html(pl.DataFrame(rows)))

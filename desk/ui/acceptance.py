"""What a reviewer does: look at what somebody else handed in, and accept it or send it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from access.ui import offer_file
from casebook.codebook import codebook
from common.html import as_passage, escape
from common.moments import day_of
from common.ui.failures import show_failure
from desk import publication, steps
from desk.checks import each_in_words, faults_by_place, left_to_do
from desk.drafts import every_draft
from desk.identifying import NOT_FOUND
from desk.patches import is_read_only, patch
from desk.places import entries_of
from desk.present import present_cases
from desk.ui.choosing import what_it_is
from desk.ui.hand_in import sent_back_because, show_differences, warn_of_doubles
from desk.ui.marked import show_marks
from desk.ui.session import folders, is_local_reader, note_local_draft, person, refusals_kept, run_again, show_done
from registry.kinds import ACCEPTED, RETURNED, SUBMITTED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.draft import Draft, Json

_DECIDED = "decided"
"""Place above the list of what waits, where it is said what a click did."""

_LOOKED_AT = "desk_looked_at"
"""Key under which a session keeps, by draft, the hash of what it showed last: that is what a button was pressed for."""


def choose_submitted() -> Draft | None:
    """List what waits for acceptance, and give the draft that is chosen."""
    show_done(_DECIDED)
    waiting = {
        draft.name: draft
        for draft in every_draft()
        if draft.state in {SUBMITTED, ACCEPTED} and not draft.is_reading and (is_local_reader() or not draft.is_local)
    }
    if not waiting:
        st.html(as_passage("Nothing waits for acceptance."))
        return None
    # Without its state, which a click changes: a browser that still has the old words chooses nothing by them.
    names = {name: f"{what_it_is(draft)} · {', '.join(sorted(draft.authors))}" for name, draft in waiting.items()}
    if st.session_state.get("desk_submitted") not in {*names, None}:
        st.session_state["desk_submitted"] = None
    chosen = st.selectbox(
        "Handed in", names, index=None, format_func=names.__getitem__, key="desk_submitted", placeholder="choose a case"
    )
    return waiting[chosen] if chosen else None


def what_differs(draft: Draft) -> None:
    """Show what was handed in: how much is answered, what the checks say, and each field that differs."""
    handed_in = draft.submitted
    if handed_in is None:
        return
    note_local_draft(draft)
    st.html(as_passage(f"{left_to_do(draft, codebook())}. Handed in by {handed_in.actor} on {day_of(handed_in.at)}."))
    if handed_in.content["reason"]:
        st.html(as_passage(f"Reason: {handed_in.content['reason']}"))
    cases = present_cases(folders(local=draft.is_local).cases)
    warn_of_doubles(draft, cases)
    for words in each_in_words(faults_by_place(draft, codebook(), cases), codebook()):
        st.error(escape(words))
    if draft.before is not None:
        source = handed_in.content["case"]["source"]
        st.html(as_passage(f"Source: {source['citation']} · Read as: {source['read_as_detail']}"))
    show_differences(draft.before, handed_in.content["case"], ("Accepted", "Handed in"))
    earlier = [step for step in draft.steps if step.kind == SUBMITTED][:-1]
    if earlier:
        _since_it_was_sent_back(draft, earlier[-1].content["case"], handed_in.content["case"])


def _since_it_was_sent_back(draft: Draft, before: Mapping[str, Json], case: Mapping[str, Json]) -> None:
    """Show why a draft was sent back last, and what was changed since."""
    st.subheader("Changed since it was sent back", anchor=False)
    st.html(as_passage(sent_back_because([step for step in draft.steps if step.kind == RETURNED][-1])))
    if case == before:
        st.html(as_passage("Nothing was changed since."))
        return
    show_differences(entries_of(before), case, ("Handed in before", "Now"))


def decide(draft: Draft) -> None:
    """Offer to accept what was handed in, or to send it back with a reason; or to finish what was cut short."""
    who, into = person(), folders(local=draft.is_local)
    if draft.state == ACCEPTED:
        if is_read_only(into.cases):
            _offer_patch(draft, into.cases)
        else:
            st.warning("It was accepted, and the release with it was not finished.")
        if st.button("Finish the release", key="finish"):
            with refusals_kept("decide"), st.spinner("The release is built …"):
                _say_accepted(draft, publication.finish(who, draft.name, *into))
    elif draft.submitted is not None:
        sha256 = draft.submitted.content["sha256"]
        looked_at = st.session_state.get(_LOOKED_AT, {}).get(draft.name, sha256)  # when the button was pressed
        st.session_state[_LOOKED_AT] = {draft.name: sha256}
        own = who.is_among(draft.authors)
        if own:
            st.info("You wrote some of this case: somebody else has to accept it.")
        confirmed = False
        if draft.is_local:
            show_marks(draft)
            confirmed = st.checkbox(
                "I have read it through, each marked word too: nothing in it tells who the patient is.",
                key=f"nobody_{sha256}",
            )
            st.caption(NOT_FOUND)
        accept, back = st.columns([1, 3], vertical_alignment="bottom")
        if accept.button("Accept", key="accept", type="primary", disabled=own or (draft.is_local and not confirmed)):
            with refusals_kept("decide"), st.spinner("The release is built …"):
                release = publication.accept(who, draft.name, looked_at, *into, identifies_nobody=confirmed)
                _say_accepted(draft, release)
        reason = back.text_input("Reason for sending it back", key=f"back_{draft.name}")
        if back.button("Send back", key="send_back"):
            with refusals_kept("decide"):
                steps.send_back(who, draft.name, looked_at, reason)
                authors = ", ".join(sorted(draft.authors))
                what = f"{what_it_is(draft)}: sent back with your reason"
                run_again(_DECIDED, f"{what}, and open again to {authors} on the page Enter.")
    show_failure("decide")


def _say_accepted(draft: Draft, release: str) -> None:
    """Run the page anew, and say that a draft is accepted, and which release has it; empty where none has it yet."""
    has_it = (
        f"It is part of release {release}, which every page shows from now on."
        if release
        else "No release has it yet: take its patch to the repository, and finish the release here afterwards."
    )
    run_again(_DECIDED, f"{what_it_is(draft)}: accepted. {has_it}")


def _offer_patch(draft: Draft, cases: Path) -> None:
    """Offer what was accepted as a patch: the folder of cases is read-only."""
    st.html(
        as_passage(
            "The folder of cases is read-only here. Take the patch to the repository (git apply); once a release has "
            "the case, finish it here."
        )
    )
    name = f"{draft.case_id}.patch"
    content = patch(draft, cases).encode()
    offer_file("Patch", content, name, "text/x-diff", key="patch", level="all")

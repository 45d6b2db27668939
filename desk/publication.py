"""What is accepted becomes a case file and part of the next release, or everything stays as it was.

All checks of the build run on a copy before anything is accepted. Then the acceptance is written into the registry, the
case file is put in place in one step, and the release is built. Where that fails, the file of before is put back, and
the registry says that the case waits for acceptance again. A process that is killed in between leaves a draft that is
accepted and in no release: `finish` goes on from there.
"""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from casebook.codebook import FaultyCodebookError, codebook
from casebook.curation.build import FaultyCasesError, build
from casebook.curation.failures import BuildError
from casebook.curation.reading import read_cases
from casebook.store import CasebookError
from common.files import cause_of, to_disk
from common.lock import LockedError, hold
from desk import steps
from desk.drafts import read
from desk.errors import DeskError
from desk.patches import accepted_case, is_read_only, note_release_with, path_of
from desk.person import REVIEWER
from desk.places import hash_of_case, text_of_case
from desk.present import case_of_file
from registry.kinds import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Generator

    from desk.draft import Draft
    from desk.person import Person

LOCK = ".desk-lock"
"""Name of the lock file beside the case files: one acceptance at a time writes there."""

_PATIENCE = 60
"""Seconds to wait for another acceptance, or another build."""

_FAILURES = (FaultyCasesError, FaultyCodebookError, BuildError, LockedError, CasebookError, OSError, duckdb.Error)
_log = logging.getLogger(__name__)


def accept(  # noqa: PLR0913  who, what, where to
    person: Person, draft: str, sha256: str, cases: Path, into: Path, *, identifies_nobody: bool = False
) -> str:
    """Accept what was handed in and build the release that has it; gives the name of the release.

    In a folder that is read-only nothing is built, and the name is empty: the patch goes to the repository, and
    `finish` notes the release once one has the case.

    `sha256` is that of what was looked at. Raises DeskError in a sentence, and RegistryError; all is then as it was.
    """
    there = read(draft)
    steps.check_acceptance(person, there, sha256, identifies_nobody=identifies_nobody)
    if is_read_only(cases):
        _check_file(there, cases)
        _check_folder(there, cases)
        accepted = steps.accept(person, draft, sha256, identifies_nobody=identifies_nobody)
        return note_release_with(person, accepted, cases, into)
    if there.is_local:
        for folder in (into.parent, cases):  # the casebook file and the records of releases tell of the patients, too
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(cases):
        there = read(draft)
        steps.check_acceptance(person, there, sha256, identifies_nobody=identifies_nobody)
        _check_file(there, cases)
        _check_folder(there, cases)
        accepted = steps.accept(person, draft, sha256, identifies_nobody=identifies_nobody)
        return _publish(person, accepted, cases, into)


def finish(person: Person, draft: str, cases: Path, into: Path) -> str:
    """Go on where a process was killed between an acceptance and its release; gives the name of the release."""
    person.needs(REVIEWER)
    there = read(draft)
    there.needs(person)
    if is_read_only(cases):
        return note_release_with(person, there, cases, into)
    with _alone(cases):
        there = read(draft)
        if there.state != ACCEPTED:
            message = f"This draft is {there.state_in_words}: there is nothing to finish."
            raise DeskError(message)
        try:
            _check_file(there, cases)
            _check_folder(there, cases)
        except DeskError as error:
            steps.note_not_published(person, draft, str(error))
            raise
        return _publish(person, there, cases, into)


@contextmanager
def _alone(cases: Path) -> Generator[None]:
    """Let nobody else accept meanwhile. Raises DeskError where that cannot be, as in a folder that is read-only."""
    try:
        with hold(cases / LOCK, _PATIENCE, lambda holder: _log.info("Waiting for %s, which accepts a case.", holder)):
            yield
    except (LockedError, OSError) as error:
        why = cause_of(error) if isinstance(error, OSError) else str(error)
        message = f"Nothing was published: {why}."
        raise DeskError(message) from error


def _check_file(draft: Draft, cases: Path) -> None:
    """Raise DeskError where the case file is not the one that a correction began with, or a new case has one."""
    case = accepted_case(draft)
    path = path_of(case["case_id"], cases)
    there = hash_of_case(case_of_file(cases, case["case_id"])) if path.exists() else ""
    if there == hash_of_case(case):  # put in place before a process was killed
        return
    if draft.before is None and there:
        message = f"There is already a case {case['case_id']}. Send this one back to be named otherwise."
        raise DeskError(message)
    if draft.before is not None and there != draft.steps[0].content["before_sha256"]:
        message = f"The case {case['case_id']} was changed or withdrawn since this correction began: begin it anew."
        raise DeskError(message)


def _check_folder(draft: Draft, cases: Path) -> None:
    """Run the checks of the build on a copy of the folder with the accepted case. Raises DeskError with every fault."""
    case = accepted_case(draft)
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made)
        for path in cases.glob("*.json"):
            if path.stem != case["case_id"]:
                (copy / path.name).symlink_to(path.resolve())
        path_of(case["case_id"], copy).write_text(text_of_case(case), encoding="utf-8")
        faults = read_cases(copy, codebook()).faults
    if faults:
        message = "The release cannot be built: " + "; ".join(map(str, faults))
        raise DeskError(message)


def _publish(person: Person, draft: Draft, cases: Path, into: Path) -> str:
    """Put the case file in place and build; put the file of before back where that fails.

    Where a process was killed after it had put the file in place, the file of before is the one that it set aside.
    """
    case = accepted_case(draft)
    path = path_of(case["case_id"], cases)
    new, before = (cases / f".{path.stem}.{what}" for what in ("new", "before"))  # no names of case files
    text = text_of_case(case)
    in_place = path.exists() and path.read_text(encoding="utf-8") == text
    try:
        if not in_place:
            before.unlink(missing_ok=True)
            new.write_text(text, encoding="utf-8")
            to_disk(new)
            if path.exists():
                os.link(path, before)  # takes no room, so that it can be put back on a full disk
            new.replace(path)
            in_place = True
        release, _ = build(cases, into, _PATIENCE)
    except _FAILURES as error:
        _log.exception("An accepted case could not be published.")
        if in_place and before.exists():
            before.replace(path)
        elif in_place and draft.before is None:
            path.unlink()
        before.unlink(missing_ok=True)
        why = cause_of(error) if isinstance(error, (OSError, duckdb.Error)) else str(error)
        steps.note_not_published(person, draft.name, why)
        message = f"The release could not be built: {why}. The case waits for acceptance again, and all is as it was."
        raise DeskError(message) from error
    finally:
        new.unlink(missing_ok=True)
    steps.note_published(person, draft.name, str(release["release"]))
    before.unlink(missing_ok=True)
    return str(release["release"])

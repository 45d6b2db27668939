"""Handed in, sent back, accepted, published: nobody accepts their own work, and what fails leaves all as it was."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from access.roles import ROLES
from bench.desk_kills import kill_acceptors
from casebook.codebook import codebook
from casebook.curation.placing import LOCK as BUILDING
from casebook.store import ask, connect
from common.lock import hold
from common.paths import ROOT
from desk import publication, steps
from desk.differences import differences
from desk.doubles import Source
from desk.drafts import put, read, start
from desk.errors import DeskError
from desk.person import Person
from desk.places import entries_of
from desk.starting import start_correction, start_local, start_new
from registry import store
from tests.casefiles import SOUND
from tests.frozen import CASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.draft import Draft
    from tests.desk.conftest import Hospital

BOTH = frozenset({"curator", "reviewer"})
ANN, BEN, ZOE = Person("ann", BOTH), Person("ben", BOTH), Person("zoe", BOTH)
CHIEF = Person("ann", BOTH | {"administrator"})
CURATOR = Person("cem", frozenset({"curator"}))
AGE = {"value": 71, "locator": "Abstract"}

FINISHING = """
import sys
from pathlib import Path
from desk import publication
from desk.person import Person
publication.finish(Person("zoe", frozenset({"reviewer"})), sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
"""


def handed_in(*others: Person) -> Draft:
    """Have Ann, and others who change the age, enter a sound case and hand it in."""
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    for other in others:
        put(other, name, "facts.age_years", AGE, read(name).number_at("facts.age_years"))
    return steps.submit(ANN, read(name), codebook(), ())


def with_younger_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Give the facts of a case with those that the codebook got since: nobody has looked."""
    return {name: facts.get(name, {"state": "not read"}) for name in codebook().read_facts()}


def case_seen(draft: Draft) -> dict[str, Any]:
    """Give the case that a reviewer looks at."""
    assert draft.submitted is not None
    return draft.submitted.content["case"]


def hash_seen(draft: Draft) -> str:
    """Give the hash of what a reviewer looks at."""
    assert draft.submitted is not None
    return draft.submitted.content["sha256"]


def accept(person: Person, draft: Draft, hospital: Hospital) -> str:
    """Accept what was handed in."""
    return publication.accept(person, draft.name, hash_seen(draft), *hospital)


def kill_while_it_waits_for_the_build(draft: Draft, hospital: Hospital) -> None:
    """Kill a process that finishes an acceptance, once the case file is in place and before the release is built."""
    path = hospital.cases / f"{draft.case_id}.json"
    deadline = time.monotonic() + 60
    with (
        hold(hospital.into.parent / BUILDING, 0, print),
        subprocess.Popen([sys.executable, "-c", FINISHING, draft.name, *map(str, hospital)], cwd=ROOT) as process,
    ):
        while not (path.exists() and json.loads(path.read_text(encoding="utf-8")) == case_seen(draft)):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.kill()


def cases_of_release(hospital: Hospital) -> list[str]:
    """Name the cases of the release in place."""
    with connect(hospital.into.resolve()) as casebook:
        return sorted(ask("case_names", casebook=casebook)["case_id"])


def events() -> list[tuple[str, str, str]]:
    """Give the actor, kind and subject of every event."""
    return [(event.actor, event.kind, event.subject) for event in store.every_event()]


@pytest.mark.usefixtures("registry")
def test_an_accepted_case_is_a_file_and_part_of_the_release_and_each_step_is_one_event(hospital: Hospital) -> None:
    draft = handed_in()

    release = accept(ZOE, draft, hospital)

    case = json.loads(hospital.texts()["doe-2024.json"])
    assert case["facts"] == with_younger_facts(SOUND["facts"])
    assert case == case_seen(draft)
    assert cases_of_release(hospital) == ["doe-2024", "vivien-2022"]
    with connect(hospital.into.resolve()) as casebook:
        assert ask("release", casebook=casebook)["release"].item() == release
    assert events() == [
        ("ann", "drafted", "doe-2024"),
        ("ann", "submitted", "doe-2024"),
        ("zoe", "accepted", "doe-2024"),
        ("zoe", "published", "doe-2024"),
    ]
    assert read(draft.name).state == "published"
    assert store.check().fault == ""


@pytest.mark.parametrize("who", [ANN, BEN, CHIEF, Person("Ann", BOTH)], ids=lambda person: person.name)
@pytest.mark.usefixtures("registry")
def test_nobody_who_wrote_any_of_a_case_accepts_it_whatever_their_roles(who: Person, hospital: Hospital) -> None:
    draft = handed_in(BEN)
    before = hospital.texts()

    with pytest.raises(DeskError, match="wrote some of this case: somebody else has to accept it"):
        accept(who, draft, hospital)
    with pytest.raises(DeskError, match="wrote some of this case"):  # in the store itself, past every other check
        steps.accept(who, draft.name, hash_seen(draft))

    assert hospital.texts() == before
    assert "accepted" not in {kind for _, kind, _ in events()}


@pytest.mark.parametrize(
    "spelling",
    [
        "ZOË@HOSPITAL.EXAMPLE",
        "zoe\u0308@hospital.example",
        "ｚｏë@hospital.example",
        " zo\u200bë@hospital.example",
        "zoë@hospital.example\u2028\ufe0f",
        "zo\u034fe\u034f\u0308@hospital.example\u3164\u2800\U000e0041",
    ],
    ids=["capitals", "accent apart", "wide letters", "with what is not seen", "selector of a variant", "fillers"],
)
@pytest.mark.usefixtures("registry")
def test_an_author_whose_name_the_provider_writes_otherwise_later_does_not_accept(
    spelling: str, hospital: Hospital
) -> None:
    draft = handed_in(Person("zoë@hospital.example", BOTH))

    with pytest.raises(DeskError, match="wrote some of this case: somebody else has to accept it"):
        accept(Person(spelling, BOTH), draft, hospital)


@pytest.mark.usefixtures("registry")
def test_only_a_reviewer_accepts_or_sends_back_and_only_a_curator_hands_in(hospital: Hospital) -> None:
    draft = handed_in()

    with pytest.raises(DeskError, match="needs the role reviewer; cem has: curator"):
        accept(CURATOR, draft, hospital)
    with pytest.raises(DeskError, match="needs the role reviewer"):
        steps.send_back(CURATOR, draft.name, hash_seen(draft), "why")
    with pytest.raises(DeskError, match="needs the role curator"):
        steps.submit(Person("eve", frozenset({"reviewer"})), draft, codebook(), ())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("registry")
def test_each_role_does_at_the_desk_what_is_its_own_and_nothing_else(role: str, hospital: Hospital) -> None:
    draft, who = handed_in(), Person("eve", frozenset({role}))
    sha256 = hash_seen(draft)
    actions = {
        "curator": (
            lambda: start_new(who, "roe-2024", Source(), hospital.cases),
            lambda: start_correction(who, "vivien-2022", hospital.cases),
        ),
        "reviewer": (
            lambda: steps.send_back(who, draft.name, sha256, "why"),
            lambda: publication.finish(who, draft.name, *hospital),
            lambda: publication.accept(who, draft.name, sha256, *hospital),
        ),
        "local": (lambda: start_local(Person("eve", frozenset({role, "curator"})), hospital.cases),),
    }

    refused = {
        of_role: [says for action in of_actions if (says := why_refused(action))]
        for of_role, of_actions in actions.items()
    }

    for of_role, sentences in refused.items():
        needs = [sentence for sentence in sentences if f"needs the role {of_role}" in sentence]
        assert len(needs) == (0 if of_role == role else len(actions[of_role])), sentences


def why_refused(action: Callable[[], object]) -> str:
    """Do something, and give the sentence with which it is refused; nothing where it is done."""
    try:
        action()
    except DeskError as error:
        return str(error)
    return ""


@pytest.mark.usefixtures("registry")
def test_a_case_is_sent_back_with_a_reason_changed_and_handed_in_again(hospital: Hospital) -> None:
    draft = handed_in()
    seen = hash_seen(draft)

    with pytest.raises(DeskError, match="sent back with a reason"):
        steps.send_back(ZOE, draft.name, seen, " ")
    steps.send_back(ZOE, draft.name, seen, "The age is that of the other patient.")
    put(BEN, draft.name, "facts.age_years", AGE, read(draft.name).number_at("facts.age_years"))
    again = steps.submit(BEN, read(draft.name), codebook(), ())

    with pytest.raises(DeskError, match="handed in anew since you looked at it"):
        publication.accept(ZOE, draft.name, seen, *hospital)
    with pytest.raises(DeskError, match="ben wrote some of this case"):
        accept(BEN, again, hospital)
    accept(ZOE, again, hospital)
    assert json.loads(hospital.texts()["doe-2024.json"])["facts"]["age_years"] == AGE
    assert [step.kind for step in read(draft.name).steps] == [
        "started",
        "submitted",
        "returned",
        "submitted",
        "accepted",
        "published",
    ]


@pytest.mark.usefixtures("registry")
def test_a_draft_that_is_handed_in_cannot_be_changed_or_handed_in_or_accepted_twice(hospital: Hospital) -> None:
    draft = handed_in()

    with pytest.raises(DeskError, match="This draft is handed in, and cannot be changed"):
        put(ANN, draft.name, "facts.age_years", AGE, draft.number_at("facts.age_years"))
    with pytest.raises(DeskError, match="This draft is handed in"):
        steps.submit(ANN, draft, codebook(), ())
    accept(ZOE, draft, hospital)
    with pytest.raises(DeskError, match="This draft is accepted; that can be done only where it is handed in"):
        accept(ZOE, draft, hospital)


@pytest.mark.usefixtures("registry")
def test_a_draft_that_was_changed_since_it_was_seen_is_not_handed_in() -> None:
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    seen = read(name)
    put(BEN, name, "facts.age_years", AGE, seen.number_at("facts.age_years"))

    with pytest.raises(DeskError, match="changed meanwhile"):
        steps.submit(ANN, seen, codebook(), ())


@pytest.mark.usefixtures("registry")
def test_an_author_withdraws_with_a_reason_and_nobody_else(hospital: Hospital) -> None:
    draft = handed_in()

    with pytest.raises(DeskError, match="zoe wrote none of this draft"):
        steps.withdraw(ZOE, draft.name, "why")
    with pytest.raises(DeskError, match="with a reason"):
        steps.withdraw(ANN, draft.name, "")
    assert steps.withdraw(ANN, draft.name, "It is in the casebook already.").state == "withdrawn"
    with pytest.raises(DeskError, match="This draft is withdrawn"):
        accept(ZOE, draft, hospital)


# --- what fails


@pytest.mark.usefixtures("registry")
def test_a_draft_with_faults_is_not_handed_in_past_the_page_either(hospital: Hospital) -> None:
    name = start_new(ANN, "doe-2024", Source(), hospital.cases)

    with pytest.raises(DeskError, match=r"not handed in, since it has faults\. .*Suspect drug: "):
        steps.submit(ANN, read(name), codebook(), ())

    assert read(name).state == "started"
    assert [kind for _, kind, _ in events()] == ["drafted"]


@pytest.mark.usefixtures("registry")
def test_a_case_is_not_accepted_beside_a_file_with_faults_and_nothing_is_written(hospital: Hospital) -> None:
    draft = handed_in()
    (hospital.cases / "roe-2024.json").write_text("{}", encoding="utf-8")
    before = hospital.texts(), hospital.into.resolve()

    with pytest.raises(DeskError, match=r"The release cannot be built: roe-2024\.json: "):
        accept(ZOE, draft, hospital)

    assert (hospital.texts(), hospital.into.resolve()) == before
    assert read(draft.name).state == "submitted"


@pytest.mark.parametrize("case_id", ["doe-2024", "vivien-2022"])
@pytest.mark.usefixtures("registry")
def test_a_build_that_fails_leaves_files_and_release_as_they_were_and_the_registry_says_so(
    case_id: str, hospital: Hospital
) -> None:
    draft = handed_in() if case_id == "doe-2024" else corrected(hospital)
    before = hospital.texts(), hospital.into.resolve()
    hospital.into.resolve().replace(hospital.into.with_name("kept"))
    hospital.into.unlink()
    hospital.into.mkdir()  # which no build replaces

    with pytest.raises(DeskError, match=r"The release could not be built: .* is a folder.* all is as it was"):
        accept(ZOE, draft, hospital)

    assert hospital.texts() == before[0]
    assert read(draft.name).state == "submitted"
    assert events()[-1][1] == "not published"
    hospital.into.rmdir()
    accept(ZOE, draft, hospital)
    assert read(draft.name).state == "published"


@pytest.mark.usefixtures("registry")
def test_a_folder_that_cannot_be_locked_is_a_sentence_and_nothing_is_accepted(hospital: Hospital) -> None:
    draft = handed_in()
    (hospital.cases / publication.LOCK).mkdir()

    with pytest.raises(DeskError, match="Nothing was published"):
        accept(ZOE, draft, hospital)

    assert read(draft.name).state == "submitted"


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may write everywhere is not refused")
@pytest.mark.usefixtures("registry")
def test_a_folder_that_cannot_be_written_to_keeps_its_cases(hospital: Hospital) -> None:
    draft = handed_in()
    hospital.cases.chmod(0o555)

    with pytest.raises(DeskError, match="this user has no permission"):
        accept(ZOE, draft, hospital)

    hospital.cases.chmod(0o755)
    assert [*hospital.texts()] == ["vivien-2022.json"]


@pytest.mark.usefixtures("registry")
def test_a_process_that_is_killed_between_acceptance_and_release_is_gone_on_from(hospital: Hospital) -> None:
    draft = handed_in()
    steps.accept(ZOE, draft.name, hash_seen(draft))  # and then the power goes

    release = publication.finish(BEN, draft.name, *hospital)

    assert cases_of_release(hospital) == ["doe-2024", "vivien-2022"]
    assert read(draft.name).steps[-1].content["release"] == release
    with pytest.raises(DeskError, match="nothing to finish"):
        publication.finish(BEN, draft.name, *hospital)


@pytest.mark.slow
@pytest.mark.parametrize("case_id", ["doe-2024", "vivien-2022"])
@pytest.mark.usefixtures("registry")
def test_where_a_process_was_killed_after_the_file_was_in_place_a_build_that_fails_takes_it_back(
    case_id: str, hospital: Hospital
) -> None:
    draft = handed_in() if case_id == "doe-2024" else corrected(hospital)
    before = hospital.texts()
    steps.accept(ZOE, draft.name, hash_seen(draft))
    kill_while_it_waits_for_the_build(draft, hospital)
    assert hospital.texts() != before
    hospital.into.resolve().replace(hospital.into.with_name("kept"))
    hospital.into.unlink()
    hospital.into.mkdir()  # which no build replaces

    with pytest.raises(DeskError, match="The case waits for acceptance again, and all is as it was"):
        publication.finish(BEN, draft.name, *hospital)

    assert hospital.texts() == before
    hospital.into.rmdir()
    accept(ZOE, draft, hospital)
    assert read(draft.name).state == "published"


@pytest.mark.usefixtures("registry")
def test_of_two_who_accept_at_once_one_does(hospital: Hospital) -> None:
    draft = handed_in()

    def accepting(person: Person) -> str:
        try:
            return accept(person, draft, hospital)
        except DeskError as error:
            return str(error)

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(accepting, (BEN, ZOE)))

    # The second looks when the first has published, or between its two steps.
    assert re.search("This draft is accepted", told[1])
    assert [kind for _, kind, _ in events()] == ["drafted", "submitted", "accepted", "published"]


@pytest.mark.usefixtures("registry")
def test_what_comes_second_for_one_name_is_not_accepted(hospital: Hospital) -> None:
    draft = handed_in()
    (hospital.cases / "doe-2024.json").write_text(json.dumps({**SOUND, "case_id": "doe-2024"}), encoding="utf-8")

    with pytest.raises(DeskError, match="There is already a case doe-2024"):
        accept(ZOE, draft, hospital)


# --- corrections


def corrected(hospital: Hospital) -> Draft:
    """Have Ann correct the age of the case that is there, and hand it in."""
    name = start_correction(ANN, "vivien-2022", hospital.cases)
    put(ANN, name, "facts.age_years", AGE, 0)
    return steps.submit(ANN, read(name), codebook(), (), "The abstract says 71.")


@pytest.mark.usefixtures("registry")
def test_a_correction_shows_what_differs_and_asks_a_reason(hospital: Hospital) -> None:
    name = start_correction(ANN, "vivien-2022", hospital.cases)
    with pytest.raises(DeskError, match="A correction is handed in with its reason"):
        steps.submit(ANN, read(name), codebook(), ())
    with pytest.raises(DeskError, match="Nothing differs from the accepted case"):
        steps.submit(ANN, read(name), codebook(), (), "why")
    put(ANN, name, "facts.age_years", AGE, 0)

    draft = steps.submit(ANN, read(name), codebook(), (), "The abstract says 71.")

    found = differences(draft.before, case_seen(draft), codebook())
    assert [(one.field, one.before, one.after) for one in found] == [
        ("Age (years)", "72 · locator: Abstract; Case presentation, para 1", "71 · locator: Abstract")
    ]
    accept(ZOE, draft, hospital)
    case = json.loads(hospital.texts()["vivien-2022.json"])
    assert case["facts"] == with_younger_facts({**SOUND["facts"], "age_years": AGE})


@pytest.mark.usefixtures("registry")
def test_a_correction_of_a_case_that_was_changed_meanwhile_is_not_accepted(hospital: Hospital) -> None:
    draft = corrected(hospital)
    moved_on = {**SOUND, "facts": {**SOUND["facts"], "sex": {"value": "female", "locator": "Abstract"}}}
    (hospital.cases / "vivien-2022.json").write_text(json.dumps(moved_on), encoding="utf-8")

    with pytest.raises(DeskError, match="was changed or withdrawn since this correction began"):
        accept(ZOE, draft, hospital)


@pytest.mark.slow
def test_however_processes_are_killed_while_they_accept_nothing_is_lost_or_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'registry.sqlite'}")

    held = kill_acceptors(3, tmp_path, CASES / "vivien-2022.json", longest=8, seed=2026)

    assert held.acknowledged + held.during_acceptance > 0
    assert (held.lost, held.unaccepted, held.faults) == (0, 0, ())

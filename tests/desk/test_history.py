"""What a case said on any day, who changed it and why; and the patch of a case where its folder is read-only."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casebook.codebook import codebook
from casebook.curation.build import build
from desk import publication, steps
from desk.differences import differences
from desk.drafts import every_draft, put, read, start
from desk.errors import DeskError
from desk.history import case_on, cases_with_history, states_of, what_happened
from desk.patches import is_read_only, patch
from desk.person import Person
from desk.places import entries_of, text_of_case
from desk.starting import start_correction
from tests.casefiles import SOUND, with_changes

if TYPE_CHECKING:
    from pathlib import Path

    from desk.draft import Draft
    from tests.desk.conftest import Hospital

pytestmark = pytest.mark.usefixtures("registry")
BOTH = frozenset({"curator", "reviewer"})
ANN, ZOE = Person("ann", BOTH), Person("zoe", BOTH)
AGE = {"value": 71, "locator": "Abstract"}


def handed_in() -> Draft:
    """Have Ann enter a sound case and hand it in."""
    name = start(ANN, {"from": "nothing"}, None, {**entries_of(SOUND), "case_id": "doe-2024"})
    return steps.submit(ANN, read(name), codebook(), ())


def accept(draft: Draft, hospital: Hospital) -> str:
    """Have Zoe accept what was handed in."""
    assert draft.submitted is not None
    return publication.accept(ZOE, draft.name, draft.submitted.content["sha256"], *hospital)


def corrected(hospital: Hospital) -> Draft:
    """Have Ann correct the age of the case, and hand it in."""
    name = start_correction(ANN, "doe-2024", hospital.cases)
    put(ANN, name, "facts.age_years", AGE, 0)
    return steps.submit(ANN, read(name), codebook(), (), "The abstract says 71.")


def on_day(draft: Draft, day: str) -> Draft:
    """Give a draft as if all of its steps had been gone on one day."""
    return replace(draft, steps=tuple(step._replace(at=f"{day}{step.at[10:]}") for step in draft.steps))


def test_a_case_is_shown_as_it_was_at_the_end_of_any_day_with_who_when_and_why(hospital: Hospital) -> None:
    first = handed_in()
    accept(first, hospital)
    second = corrected(hospital)
    release = accept(second, hospital)
    drafts = [on_day(read(first.name), "2026-03-01"), on_day(read(second.name), "2026-05-01")]

    new, correction = states_of("doe-2024", drafts)

    assert case_on("2026-02-28", [new, correction]) is None
    for day, age in (("2026-03-01", 72), ("2026-04-30", 72), ("2026-05-01", 71)):
        said = case_on(day, [new, correction])
        assert said is not None
        assert said["facts.age_years"]["value"] == age
    assert (correction.authors, correction.accepted_by, correction.reason, correction.release) == (
        ("ann",),
        "zoe",
        "The abstract says 71.",
        release,
    )
    assert [one.field for one in differences(correction.before, correction.case, codebook())] == ["Age (years)"]
    assert [step for _, _, step, _ in what_happened("doe-2024", drafts)] == [
        *("published", "accepted", "submitted", "published", "accepted", "submitted"),
    ]
    assert cases_with_history(every_draft(), local=False) == ["doe-2024"]


def test_before_the_first_correction_at_the_desk_a_case_said_what_that_began_with(hospital: Hospital) -> None:
    name = start_correction(ANN, "vivien-2022", hospital.cases)
    put(ANN, name, "facts.age_years", AGE, 0)
    accept(steps.submit(ANN, read(name), codebook(), (), "why"), hospital)

    states = states_of("vivien-2022", every_draft())

    before = case_on("2020-01-01", states)
    assert before is not None
    assert before["facts.age_years"] == SOUND["facts"]["age_years"]


def test_a_patch_makes_the_very_file_in_a_repository(hospital: Hospital, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / "data").mkdir(parents=True)
    (repository / "data" / "cases").symlink_to(hospital.cases)
    new = handed_in()
    accept(new, hospital)
    correction = corrected(hospital)
    (hospital.cases / "doe-2024.json").unlink()
    of_new = patch(new, hospital.cases)
    assert new.submitted is not None
    assert correction.submitted is not None
    (repository / "data" / "cases").unlink()

    for made in (of_new, None):
        if made is None:
            (hospital.cases / "doe-2024.json").write_text(text_of_case(new.submitted.content["case"]), encoding="utf-8")
            made = patch(correction, hospital.cases)  # noqa: PLW2901  from the file as the first patch made it
        subprocess.run(["git", "apply"], input=made, text=True, check=True, cwd=repository)  # noqa: S607

    written = (repository / "data" / "cases" / "doe-2024.json").read_text(encoding="utf-8")
    assert written == text_of_case(correction.submitted.content["case"])


def test_in_a_folder_that_is_read_only_a_case_is_accepted_and_its_release_noted_once_the_file_came(
    hospital: Hospital,
) -> None:
    draft = handed_in()
    hospital.cases.chmod(0o555)
    if not is_read_only(hospital.cases):
        pytest.skip("whoever may write everywhere is not refused")

    assert accept(draft, hospital) == ""
    assert read(draft.name).state == "accepted"
    assert publication.finish(ZOE, draft.name, *hospital) == ""
    hospital.cases.chmod(0o755)
    assert draft.submitted is not None
    (hospital.cases / "doe-2024.json").write_text(text_of_case(draft.submitted.content["case"]), encoding="utf-8")
    hospital.cases.chmod(0o555)
    assert publication.finish(ZOE, draft.name, *hospital) == ""  # the file is there, and no release has it
    release, _ = build(*hospital)

    assert publication.finish(ZOE, draft.name, *hospital) == release["release"]
    assert read(draft.name).state == "published"
    with pytest.raises(DeskError, match="nothing to finish"):
        publication.finish(ZOE, draft.name, *hospital)
    hospital.cases.chmod(0o755)


def test_course_and_contradictions_are_told_in_words_an_entry_a_row_and_days_as_everywhere() -> None:
    case = with_changes(
        {
            "facts.latency_days.value": 60.875,
            "course": [
                {
                    "event": "improvement",
                    "reported": "1 month later",
                    "value": 1,
                    "unit": "month",
                    "counted_from": "drug stopped",
                    "detail": "better",
                    "measures": [{"fact": "pao2_mmhg", "value": 96}],
                    "locator": "para 5",
                }
            ],
            "conflicts": [
                {
                    "fact": "prior_imid_months",
                    "readings": [{"says": "9 months", "locator": "para 2"}, {"says": "11 months", "locator": "para 4"}],
                    "note": "Two lengths.",
                }
            ],
        }
    )

    told = {one.field: one.after for one in differences(None, case, codebook())}

    assert told["Course, 1"] == (
        "improvement: 1 month later · 1 month from: drug stopped · better · measured: PaO2 (mmHg) 96 · locator: para 5"
    )
    assert told["Contradictions, 1"] == (
        "Prior IMiD (months) · 9 months (locator: para 2) · 11 months (locator: para 4) · what it is: Two lengths."
    )
    assert told["Latency (days)"].startswith("61 · locator:")


def test_days_that_differ_in_their_decimals_alone_are_told_with_all_of_them() -> None:
    before = entries_of(with_changes({"facts.latency_days.value": 60.875}))

    (found,) = differences(before, with_changes({"facts.latency_days.value": 61.0}), codebook())

    assert (found.before.partition(" ")[0], found.after.partition(" ")[0]) == ("60.875", "61.0")

"""What became of an included record: its draft at the desk, its case in a release, or what closed it."""

from __future__ import annotations

import pytest

from desk import drafts as desk
from desk.person import Person
from literature.decisions import INCLUDE, NO_PATIENT, NOT_HAD, TAKEN_BACK, close, screen
from literature.errors import MovedOnError
from literature.following_up import A_CASE, AT_THE_DESK, WAITING, DraftOfRecord, drafts_of_records, follow_up
from literature.record import Record
from literature.searched import moment_of
from registry import store
from tests.literature.drawing import ris, state, taken_in

pytestmark = pytest.mark.usefixtures("registry")
CURATOR = Person("c.roe", frozenset({"curator"}))


def include(*titles: str) -> None:
    """Take records in and include them."""
    taken_in(ris(*titles))
    for place in range(1, len(titles) + 1):
        screen("p.doe", f"1-{place}", INCLUDE)


def begin(record: str, case_id: str) -> str:
    """Begin a draft at the desk from an included record, with the source that is handed on."""
    source = {"source.citation_locator": f"Record {record} of the literature watch"}
    return desk.start(CURATOR, {"from": "a source"}, None, {"case_id": case_id, **source})


def test_a_draft_is_known_by_the_record_it_was_begun_from_whatever_a_curator_writes_later() -> None:
    include("One", "Two")
    draft = begin("1-1", "doe-2026")
    of_the_locator = 3  # after the row that starts the draft and that of its name
    desk.put(CURATOR, draft, "source.citation_locator", "Title page", of_the_locator)

    assert drafts_of_records() == {"1-1": [DraftOfRecord("doe-2026", "drafted")]}
    follow_ups = follow_up(state(), drafts_of_records(), {})
    assert {name: one.state for name, one in follow_ups.items()} == {"1-1": AT_THE_DESK, "1-2": WAITING}


def test_drafts_are_as_they_were_at_a_moment() -> None:
    include("One")
    before = store.last().events
    moment = desk.now()
    begin("1-1", "doe-2026")

    assert drafts_of_records(moment) == {}
    assert drafts_of_records(desk.now()).keys() == {"1-1"}
    assert before < store.last().events


def test_somebody_closes_a_record_and_opens_it_again() -> None:
    include("One")

    closed = close("p.doe", "1-1", NOT_HAD, "asked the library")

    assert follow_up(state(), {}, {})["1-1"] == (NOT_HAD, "asked the library", "p.doe")
    with pytest.raises(MovedOnError, match="decided otherwise"):
        close("q.roe", "1-1", NO_PATIENT)
    close("q.roe", "1-1", TAKEN_BACK, "", closed.seq)
    assert follow_up(state(), {}, {})["1-1"].state == WAITING


def test_a_case_stands_before_what_closed_its_record() -> None:
    taken_in(ris("One", more="DO  - 10.1000/a\n"))
    screen("p.doe", "1-1", INCLUDE)
    close("p.doe", "1-1", NOT_HAD)

    assert follow_up(state(), {}, {"case:doe-2026": Record(doi="10.1000/a")})["1-1"].state == A_CASE


def test_nothing_else_closes_a_record() -> None:
    with pytest.raises(ValueError, match="allowed: no patient in it, not to be had, duplicate patient, taken back"):
        close("p.doe", "1-1", INCLUDE)


def test_the_log_as_it_stood_at_a_moment_has_neither_later_files_nor_later_decisions() -> None:
    include("One")
    moment = desk.now()
    taken_in(ris("Two"))
    screen("q.roe", "1-1", INCLUDE)

    then = state().at(moment)

    assert [*then.records] == ["1-1"]
    assert len(then.decisions) == 1


def test_a_release_was_made_when_the_desk_published_it_or_on_the_day_in_its_name() -> None:
    store.append("r.poe", "published", "doe-2026", {"release": "2026-11-20-0123abcd", "draft": "x"})

    published = store.newest("published")
    assert published
    assert moment_of("2026-11-20-0123abcd") == published.at
    assert moment_of("2026-11-19-0123abcd") == "2026-11-19T23:59:59.999999+00:00"

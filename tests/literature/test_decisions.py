"""What people decide is kept, each once, can be taken back, and never overwrites what somebody has not seen."""

from __future__ import annotations

import json
import threading
from datetime import date

import pytest

from casebook.codebook import codebook
from casebook.curation.casefile import read_case
from casebook.curation.template import template
from literature.decisions import (
    DIFFERENT,
    EXCLUDE,
    INCLUDE,
    REASONS,
    SAME,
    TAKEN_BACK,
    UNSURE,
    every_decision,
    judge,
    screen,
    settle,
)
from literature.errors import MovedOnError, RefusedError
from literature.handing_on import included_records, of_literature_watch, reference
from literature.imports import every_import, file_of
from literature.record import Record
from literature.screening import EVERY, FIRST, LOOKS, SAMPLE, agreement, is_in_sample
from registry import store
from tests.literature.drawing import SEARCH, ris, state, taken_in

pytestmark = pytest.mark.usefixtures("registry")

LONG = "Pomalidomide-induced lung injury in a patient with relapsed myeloma"


def test_a_file_is_kept_as_it_came_with_its_records_and_its_event() -> None:
    content = ris("One", "Two")

    taken = taken_in(content)

    assert file_of(1) == content
    assert [*taken.records] == ["1-1", "1-2"]
    assert taken.records["1-2"].title == "Two"
    assert every_import() == (taken,)
    assert taken.account["search"] == SEARCH._asdict()
    assert (taken.account["records"], len(taken.account["sha256"])) == (2, 64)
    assert store.check()[0::2] == (1, "")


def test_the_very_file_is_not_taken_in_twice() -> None:
    taken_in(ris("One"))

    with pytest.raises(RefusedError, match=r"taken in before, as import 1 on .* by p\.doe"):
        taken_in(ris("One"))

    assert len(every_import()) == 1


def test_files_that_are_taken_in_at_once_are_all_compared_with_each_other() -> None:
    every_import()
    files = [ris(LONG, more=f"DO  - 10.1000/{number}\n") for number in range(4)]
    writers = [threading.Thread(target=taken_in, args=(content,)) for content in files]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [one.number for one in every_import()] == [1, 2, 3, 4]
    assert len(state().pairs) == 6


def test_nothing_is_merged_until_a_person_says_so_and_that_can_be_taken_back() -> None:
    taken_in(ris(LONG))
    taken_in(ris(LONG, "Two", more="AB  - An abstract.\n"))
    (pair,) = state().open_pairs()
    assert state().to_screen() == ["1-1", "2-1", "2-2"]

    judged = judge("p.doe", pair.name, SAME)

    assert state().to_screen() == ["1-1", "2-2"]
    assert state().open_pairs() == []
    assert state().whole("1-1").abstract == "An abstract."
    assert state().records["1-1"].abstract == ""
    judge("q.roe", pair.name, TAKEN_BACK, judged.seq)
    assert state().to_screen() == ["1-1", "2-1", "2-2"]
    assert state().open_pairs() == [pair]
    judge("q.roe", pair.name, DIFFERENT, every_decision()[-1].seq)
    assert state().to_screen() == ["1-1", "2-1", "2-2"]
    assert state().open_pairs() == []


def test_two_that_are_each_the_same_as_a_third_one_are_not_asked_about_until_that_is_taken_back() -> None:
    taken_in(ris(LONG, LONG, LONG))
    assert len(state().open_pairs()) == 3

    judge("p.doe", "1-2 = 1-1", SAME)
    assert [pair.name for pair in state().open_pairs()] == ["1-3 = 1-1", "1-3 = 1-2"]
    last = judge("p.doe", "1-3 = 1-2", SAME)

    assert state().open_pairs() == []
    assert state().to_screen() == ["1-1"]
    judge("p.doe", "1-3 = 1-2", TAKEN_BACK, last.seq)
    assert [pair.name for pair in state().open_pairs()] == ["1-3 = 1-1", "1-3 = 1-2"]


def test_two_that_were_judged_two_and_each_the_same_as_a_third_one_are_named() -> None:
    taken_in(ris(LONG, LONG, LONG))
    judge("p.doe", "1-2 = 1-1", DIFFERENT)
    judge("p.doe", "1-3 = 1-1", SAME)
    assert state().contradictions() == []

    judge("q.roe", "1-3 = 1-2", SAME)

    assert [pair.name for pair in state().contradictions()] == ["1-2 = 1-1"]


def test_a_record_that_is_a_case_already_is_not_screened() -> None:
    taken_in(ris(LONG), {"case:doe-2022": Record(title=LONG, year=2026)})
    (pair,) = state().open_pairs()

    judge("p.doe", pair.name, SAME)

    assert state().stands_for == {"1-1": "case:doe-2022"}
    assert state().queue("p.doe") == []


def test_two_people_who_judge_one_pair_at_once_do_not_overwrite_each_other() -> None:
    taken_in(ris(LONG, LONG))
    (pair,) = state().open_pairs()
    judge("p.doe", pair.name, SAME)

    with pytest.raises(MovedOnError, match=r"p\.doe decided otherwise"):
        judge("q.roe", pair.name, DIFFERENT)

    assert state().decision_on(pair) == SAME


def test_a_button_that_was_pressed_twice_is_one_decision() -> None:
    taken_in(ris("One"))

    assert screen("p.doe", "1-1", INCLUDE) == screen("p.doe", "1-1", INCLUDE)
    assert len(every_decision()) == 1


def test_somebody_who_decides_in_two_windows_is_told_of_the_other() -> None:
    taken_in(ris("One"))
    screen("p.doe", "1-1", INCLUDE)

    with pytest.raises(MovedOnError, match="decided otherwise"):
        screen("p.doe", "1-1", EXCLUDE, REASONS[0])


@pytest.mark.parametrize(
    ("decision", "reason"), [("perhaps", ""), (EXCLUDE, ""), (EXCLUDE, "dull"), (INCLUDE, REASONS[0])]
)
def test_a_decision_that_is_none_is_refused_with_what_is_allowed(decision: str, reason: str) -> None:
    with pytest.raises(ValueError, match="allowed: include, unsure, taken back without a reason, or exclude with one"):
        screen("p.doe", "1-1", decision, reason)


def test_records_with_most_words_come_first_and_those_decided_are_left_out() -> None:
    taken_in(ris("Something", "Pneumonitis", "Thalidomide and pneumonitis", "Thalidomide"))

    assert state().queue("p.doe") == ["1-3", "1-2", "1-4", "1-1"]
    screen("p.doe", "1-3", UNSURE)
    assert state().queue("p.doe") == ["1-2", "1-4", "1-1"]
    assert state().queue("q.roe") == ["1-2", "1-4", "1-1"]


def test_the_last_decision_is_taken_back_and_the_record_comes_again() -> None:
    taken_in(ris("One", "Two"))
    screen("p.doe", "1-1", INCLUDE)
    screen("q.roe", "1-2", INCLUDE)
    last = state().last_of("p.doe")
    assert last is not None
    assert last.subject == "1-1"

    screen("p.doe", "1-1", TAKEN_BACK, based_on=last.seq)

    assert state().queue("p.doe") == ["1-1"]
    assert state().last_of("p.doe") is None
    screen("p.doe", "1-1", EXCLUDE, REASONS[1], state().last_on("1-1", "p.doe"))
    assert state().outcome("1-1")[:2] == (EXCLUDE, REASONS[1])
    assert len(every_decision()) == 4


def test_a_second_person_screens_a_sample_or_everything_and_never_their_own() -> None:
    taken_in(ris(*(f"Record {number}" for number in range(40))))
    for place in range(1, 41):
        decision = {1: INCLUDE, 2: UNSURE}.get(place, EXCLUDE)
        screen("p.doe", f"1-{place}", decision, REASONS[0] if decision == EXCLUDE else "")

    assert len(state().queue("q.roe", EVERY)) == 40
    sample = [name for name, record in state().records.items() if is_in_sample(name, record)]
    assert 1 < len(sample) < 20
    assert sorted(state().queue("q.roe", SAMPLE)) == sorted({*sample, "1-2"})
    assert [state().queue("p.doe", look) for look in (FIRST, SAMPLE, EVERY)] == [[], [], []]


def test_no_look_tells_by_its_name_or_its_records_what_the_first_person_decided() -> None:
    taken_in(ris(*(f"Record {number}" for number in range(40))))
    for place in range(1, 41):
        screen("p.doe", f"1-{place}", UNSURE if place % 2 else INCLUDE)

    for look, words in LOOKS.items():
        assert not {"include", "exclude", "unsure"} & {word[:7].rstrip("d") for word in words.lower().split()}
        left = state().queue("q.roe", look)
        assert not left or {state().outcome(name).decision for name in left} == {UNSURE, INCLUDE}


def test_two_who_differ_are_both_kept_and_a_third_decision_settles_it() -> None:
    taken_in(ris("One"))
    first = screen("p.doe", "1-1", EXCLUDE, REASONS[3])
    assert state().disagreements() == []
    second = screen("q.roe", "1-1", INCLUDE)
    assert state().disagreements() == ["1-1"]
    assert state().outcome("1-1").decision == ""
    assert state().included() == []

    settled = settle("r.poe", "1-1", INCLUDE, of=(first.seq, second.seq))

    assert state().disagreements() == []
    assert state().included() == ["1-1"]
    assert state().outcome("1-1").by == (first, second)
    settle("r.poe", "1-1", TAKEN_BACK, of=(first.seq, second.seq), before=settled.seq)
    assert state().disagreements() == ["1-1"]


def test_a_settlement_does_not_outlive_the_decisions_that_it_settled() -> None:
    taken_in(ris("One"))
    first = screen("p.doe", "1-1", EXCLUDE, REASONS[3])
    second = screen("q.roe", "1-1", INCLUDE)
    settle("r.poe", "1-1", EXCLUDE, REASONS[3], of=(first.seq, second.seq))

    back = screen("p.doe", "1-1", TAKEN_BACK, based_on=first.seq)

    assert state().outcome("1-1").decision == INCLUDE
    screen("p.doe", "1-1", UNSURE, based_on=back.seq)
    assert state().disagreements() == ["1-1"]


def test_the_counts_of_what_was_decided_add_up_to_the_records() -> None:
    taken_in(ris(LONG, LONG, "Two", "Three", "Four", "Five", "Six"))
    judge("p.doe", state().open_pairs()[0].name, SAME)
    screen("p.doe", "1-1", INCLUDE)
    screen("p.doe", "1-3", EXCLUDE, REASONS[0])
    screen("p.doe", "1-4", UNSURE)
    screen("p.doe", "1-5", INCLUDE)
    screen("q.roe", "1-5", UNSURE)

    counts = state().counts()

    assert counts == {
        "Records": 7,
        "Judged the same": 1,
        "Included": 1,
        "Excluded": 1,
        "Unsure": 1,
        "Two people differ": 1,
        "Left to screen": 2,
    }
    assert sum(counts.values()) == 2 * counts["Records"]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "Nobody has screened a record that somebody else has screened."),
        (
            [("include", "include"), ("exclude", "include")],
            "agreed on 1 of 2 records. Kappa is not told of fewer than 10",
        ),
        ([("exclude", "exclude")] * 9 + [("exclude", "include")], "agreed on 9 of 10 records. Kappa says nothing here"),
        # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: 0.40, the example of en.wikipedia.org/wiki/Cohen's_kappa
        (
            [("include", "include")] * 20
            + [("include", "exclude")] * 5
            + [("exclude", "include")] * 10
            + [("exclude", "exclude")] * 15,
            "agreed on 35 of 50 records. Kappa 0.40.",
        ),
    ],
)
def test_agreement_is_told_and_kappa_only_where_it_says_anything(answers: list[tuple[str, str]], sentence: str) -> None:
    assert sentence in agreement(answers)


def test_an_included_record_is_handed_on_as_the_source_of_a_case_file() -> None:
    more = "AU  - Doe, Jane M.\nAU  - Roe, R.\nJF  - Journal of Tests\nVL  - 3\nSP  - 1\nEP  - 9\nDO  - 10.99999/A.1\n"
    taken_in(ris(LONG, "Two", more=more + "AB  - An abstract.\n"))
    screen("p.doe", "1-1", INCLUDE)

    records = included_records()
    assert {name: reference(record, of_literature_watch(name)) for name, record in records.items()} == {
        "1-1": {
            "citation": f"Doe JM, Roe R. {LONG}. Journal of Tests 2026;3:1-9.",
            "year": 2026,
            "doi": "10.99999/a.1",
            "pmid": None,
            "url": None,
            "read_as": "abstract",
            "read_as_detail": "title and abstract in record 1-1 of the literature watch",
            "secondary_source": None,
            "licence": None,
            "in_founding_table": False,
            "citation_locator": "Record 1-1 of the literature watch",
            "licence_locator": None,
        }
    }


def test_a_reference_has_the_very_fields_of_a_source_and_no_fault_in_a_case_file() -> None:
    source = reference(Record(title=LONG, abstract="x", year=2026, doi="10.99999/<a>", pmid="12"), "a pasted record")
    case = json.loads(template("doe-2026", date(2026, 11, 1), codebook()))
    assert source.keys() == case["source"].keys()

    read = read_case("doe-2026.json", json.dumps({**case, "source": source}), codebook())

    assert [fault for fault in read.faults if "source" in str(fault)] == []
    assert source["doi"] == "10.99999/<a>"

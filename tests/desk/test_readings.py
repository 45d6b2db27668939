"""Two persons read one source, unseen by each other; what both say is kept, what differs is listed and settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.codebook import codebook
from desk import publication, steps
from desk.doubles import Source
from desk.drafts import every_draft, put, read
from desk.errors import DeskError
from desk.person import Person
from desk.places import entries_of
from desk.readings import (
    Agreed,
    Pair,
    agreement,
    agreement_by_fact,
    begin_agreed,
    begin_second,
    differing,
    is_shown_to,
    pairs,
)
from desk.starting import start_new
from tests.casefiles import SOUND

if TYPE_CHECKING:
    from desk.draft import Draft
    from tests.desk.conftest import Hospital

pytestmark = pytest.mark.usefixtures("registry")
BOTH = frozenset({"curator", "reviewer"})
ANN, BEN, ZOE = Person("ann", BOTH), Person("ben", BOTH), Person("zoe", BOTH)
AGE = {"value": 71, "locator": "Abstract"}
TEXT = {"value": "myeloma", "locator": "Title"}
FACTS = len(codebook().read_facts())


def fill(person: Person, draft: str, **facts: object) -> Draft:
    """Have somebody enter a sound case but for some facts, and hand it in."""
    entries = {**entries_of(SOUND), **{f"facts.{name}": entry for name, entry in facts.items()}}
    for place, entry in entries.items():
        if place not in {"case_id", "same_patient_as"} and read(draft).value(place) != entry:
            put(person, draft, place, entry, read(draft).number_at(place))
    return steps.submit(person, read(draft), codebook(), ())


def first(hospital: Hospital) -> str:
    """Have Ann begin a source that two persons read."""
    return start_new(ANN, "doe-2024", Source(doi="10.1000/x.1"), hospital.cases, two_readings=True)


def both(hospital: Hospital) -> Pair:
    """Have Ann and Ben read a source; they differ in age, in a text and in a place."""
    one = first(hospital)
    (pair,) = pairs(every_draft())
    other = begin_second(BEN, pair)
    fill(ANN, one)
    sex = {"value": SOUND["facts"]["sex"]["value"], "locator": "elsewhere"}
    fill(BEN, other, age_years=AGE, indication=TEXT, sex=sex)
    (pair,) = pairs(every_draft())
    return pair


def test_the_second_reading_begins_with_the_source_alone_and_by_somebody_else(hospital: Hospital) -> None:
    one = first(hospital)
    put(ANN, one, "facts.age_years", AGE, 0)
    (pair,) = pairs(every_draft())

    with pytest.raises(DeskError, match="Ann has read doe-2024: somebody else"):
        begin_second(Person("Ann", BOTH), pair)
    other = begin_second(BEN, pair)

    assert read(other).values() == {"case_id": "doe-2024", "source.doi": "10.1000/x.1"}
    with pytest.raises(DeskError, match="two readings of doe-2024 already"):
        begin_second(ZOE, pair)


def test_a_reading_is_seen_and_written_by_its_reader_alone_until_both_are_handed_in(hospital: Hospital) -> None:
    one = first(hospital)
    (pair,) = pairs(every_draft())
    other = begin_second(BEN, pair)

    assert not is_shown_to(BEN, read(one), every_draft())
    assert not is_shown_to(ANN, read(other), every_draft())
    assert is_shown_to(BEN, read(other), every_draft())
    with pytest.raises(DeskError, match="the reading of ann alone"):
        put(BEN, one, "facts.age_years", AGE, 0)
    fill(ANN, one)
    assert not is_shown_to(BEN, read(one), every_draft())
    fill(BEN, other)
    assert is_shown_to(BEN, read(one), every_draft())


def test_nobody_accepts_a_reading_or_hands_in_that_of_somebody_else(hospital: Hospital) -> None:
    pair = both(hospital)
    handed_in = pair.readings[0].submitted
    assert handed_in is not None

    with pytest.raises(DeskError, match="one of two readings"):
        steps.accept(ZOE, pair.readings[0].name, handed_in.content["sha256"])
    with pytest.raises(DeskError, match="one of two readings"):
        steps.send_back(ZOE, pair.readings[0].name, handed_in.content["sha256"], "why")


def test_what_differs_is_listed_and_another_locator_is_no_difference(hospital: Hospital) -> None:
    pair = both(hospital)

    assert [(one.place, one.first.get("value"), one.second.get("value")) for one in differing(pair, codebook())] == [
        ("facts.age_years", 72, 71),
        ("facts.indication", SOUND["facts"]["indication"]["value"], "myeloma"),
    ]


def test_a_list_of_denials_alone_says_the_same_whether_or_not_it_is_written_that_there_may_be_others(
    hospital: Hospital,
) -> None:
    denied = {"value": [], "denied": ["fever"], "locator": "Abstract"}
    one = first(hospital)
    (pair,) = pairs(every_draft())
    other = begin_second(BEN, pair)
    fill(ANN, one, symptoms=denied)
    fill(BEN, other, symptoms={**denied, "complete": False})
    (pair,) = pairs(every_draft())

    assert [one.place for one in differing(pair, codebook())] == []


def test_what_one_reader_left_to_the_answer_from_which_it_follows_is_no_difference(hospital: Hospital) -> None:
    one = first(hospital)
    (pair,) = pairs(every_draft())
    other = begin_second(BEN, pair)
    fill(ANN, one, rechallenge_drug={"state": "not applicable"}, rechallenge_result=None)
    fill(BEN, other, rechallenge_drug=None, rechallenge_result=None)
    (pair,) = pairs(every_draft())
    answered = sum(entry != {"state": "not read"} for entry in SOUND["facts"].values())

    agreed = agreement(pair, codebook())

    assert SOUND["facts"]["rechallenge"]["value"] == "no"
    assert [one.place for one in differing(pair, codebook())] == []
    assert (agreed.same, agreed.answered) == (answered - 1, answered - 1)  # nobody entered the result


def test_agreement_counts_the_facts_that_one_of_both_answered_and_a_text_by_being_there(hospital: Hospital) -> None:
    pair = both(hospital)
    answered = sum(entry != {"state": "not read"} for entry in SOUND["facts"].values())

    agreed = agreement(pair, codebook())

    assert (agreed.same, agreed.answered) == (answered - 1, answered)
    assert f"of {answered - 1} of the {answered} facts" in str(agreed)
    assert len(agreed.states) == FACTS
    assert "Kappa 1.00." in str(agreed)
    by_fact = {label: (same, of, value) for label, same, of, value in agreement_by_fact([pair], codebook())}
    assert by_fact["Age (years)"] == (0, 1, None)
    assert by_fact["Sex"] == (1, 1, None)


def test_of_few_answered_facts_no_kappa_is_told_however_many_both_left_open() -> None:
    states = (("value", "value"), ("value", "not read"), *[("not read", "not read")] * 96)

    assert str(Agreed(1, 2, states)).endswith("Kappa is not told of fewer than 10 answered facts.")
    assert "Kappa 0." in str(Agreed(9, 10, (("value", "value"),) * 9 + states[1:]))


def test_the_agreed_state_is_settled_field_by_field_and_accepted_by_a_third_person(hospital: Hospital) -> None:
    pair = both(hospital)
    name = begin_agreed(BEN, pair, codebook())
    assert read(name).unsettled() == ["facts.age_years", "facts.indication"]
    assert read(name).value("facts.sex") == SOUND["facts"]["sex"]
    with pytest.raises(DeskError, match="still differ"):
        steps.submit(BEN, read(name), codebook(), ())
    with pytest.raises(DeskError, match="has begun the agreed state"):
        begin_agreed(ZOE, pair, codebook())

    put(BEN, name, "facts.age_years", SOUND["facts"]["age_years"], 0)
    put(BEN, name, "facts.indication", TEXT, 0)
    draft = steps.submit(BEN, read(name), codebook(), ())

    assert draft.submitted is not None
    sha256 = draft.submitted.content["sha256"]
    for reader in (ANN, BEN):
        with pytest.raises(DeskError, match="wrote some of this case"):
            publication.accept(reader, name, sha256, *hospital)
    publication.accept(ZOE, name, sha256, *hospital)
    assert read(name).state == "published"
    assert [reading.value("facts.age_years")["value"] for reading in pair.readings] == [72, 71]


def test_a_reading_that_is_withdrawn_makes_room_for_another(hospital: Hospital) -> None:
    first(hospital)
    (pair,) = pairs(every_draft())
    other = begin_second(BEN, pair)
    steps.withdraw(BEN, other, "It is the wrong paper.")

    begin_second(ZOE, pair)

    (pair,) = pairs(every_draft())
    assert [reading.authors for reading in pair.readings] == [{"ann"}, {"zoe"}]


def test_once_both_readings_were_shown_nobody_reads_the_source_anew_as_if_unseen(hospital: Hospital) -> None:
    pair = both(hospital)
    steps.withdraw(BEN, pair.readings[1].name, "I read it too fast.")

    (left,) = pairs(every_draft())
    for reader in (BEN, ZOE):
        with pytest.raises(DeskError, match="Both readings of doe-2024 were shown"):
            begin_second(reader, left)

    steps.withdraw(ANN, pair.readings[0].name, "It is begun anew.")
    first(hospital)
    (anew,) = pairs(every_draft())
    begin_second(ZOE, anew)


def test_a_reading_that_was_handed_in_and_withdrawn_before_the_other_one_was_makes_room(hospital: Hospital) -> None:
    first(hospital)
    (pair,) = pairs(every_draft())
    other = begin_second(BEN, pair)
    fill(BEN, other)
    steps.withdraw(BEN, other, "It is the wrong paper.")

    begin_second(BEN, pair)

    (pair,) = pairs(every_draft())
    assert [reading.authors for reading in pair.readings] == [{"ann"}, {"ben"}]


def test_a_reading_on_which_an_agreed_state_rests_is_kept(hospital: Hospital) -> None:
    pair = both(hospital)
    name = begin_agreed(ZOE, pair, codebook())

    for reader, reading in zip((ANN, BEN), pair.readings, strict=True):
        with pytest.raises(DeskError, match="The agreed state of doe-2024 rests on this reading"):
            steps.withdraw(reader, reading.name, "I read it too fast.")

    steps.withdraw(ZOE, name, "It is a review, and no patient.")
    steps.withdraw(BEN, pair.readings[1].name, "It is a review, and no patient.")


def test_no_agreed_state_begins_with_a_reading_that_was_withdrawn_meanwhile(hospital: Hospital) -> None:
    pair = both(hospital)
    steps.withdraw(BEN, pair.readings[1].name, "I read it too fast.")

    with pytest.raises(DeskError, match="Both readings of doe-2024 have to be handed in first"):
        begin_agreed(ZOE, pair, codebook())


def test_what_is_not_settled_is_named_as_the_form_names_it(hospital: Hospital) -> None:
    name = begin_agreed(ZOE, both(hospital), codebook())

    with pytest.raises(DeskError, match=r"nothing is agreed on: Age \(years\), Indication\."):
        steps.submit(ZOE, read(name), codebook(), ())

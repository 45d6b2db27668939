"""A filter is a field, a key of the link, and a widget; all three say the same."""

from __future__ import annotations

import pytest

from casebook.selection import Selection
from tests.terms import TERMS


def test_a_link_names_filters_and_is_written_back_as_it_was() -> None:
    link = (
        "drug=pomalidomide&rechallenge=done%2C+outcome+unknown&latency=7&latency=120&latency_unknown=false&q=at+onset"
    )

    selection, faults = Selection.from_query(link)

    assert faults == []
    assert selection == Selection(
        drug=("pomalidomide",),
        rechallenge=("done, outcome unknown",),
        latency=(7, 120),
        latency_unknown=False,
        q="at onset",
    )
    assert selection.to_query() == link


@pytest.mark.parametrize("link", ["", "?", "http://host/case_list", "https://host/?"])
def test_a_link_without_a_query_filters_nothing(link: str) -> None:
    assert Selection.from_query(link) == (Selection(), [])


def test_a_whole_link_copied_from_any_page_is_read() -> None:
    selection, faults = Selection.from_query("http://host:8501/one_case?steroid=not+reported&case=vivien-2022")

    assert selection == Selection(steroid=("not reported",))
    assert faults == []


def test_terms_come_in_the_order_of_the_vocabulary_whatever_the_order_of_the_link() -> None:
    selection, _ = Selection.from_query("prior_imid=not+read&prior_imid=yes&prior_imid=yes")

    assert selection.prior_imid == ("yes", "not read")


@pytest.mark.parametrize(
    ("link", "key", "value", "hint"),
    [
        ("drug=pomalidomid", "drug", "pomalidomid", "did you mean “pomalidomide”?"),
        ("drg=pomalidomide", "drg", "pomalidomide", "did you mean “drug”?"),
        ("rechallenge=no", "rechallenge", "no", "“recurred”"),
        ("steroid=", "steroid", "", "“yes”"),
        ("latency=7", "latency", "7", "two whole numbers"),
        ("latency=-5&latency=9", "latency", "-5, 9", "from 0 to 3650"),
        ("latency=1&latency=99999", "latency", "1, 99999", "from 0 to 3650"),
        ("latency=1.5&latency=9", "latency", "1.5, 9", "whole numbers"),
        ("latency=%C2%B2&latency=9", "latency", "², 9", "whole numbers"),
        ("latency_unknown=maybe", "latency_unknown", "maybe", "true or false"),
    ],
)
def test_a_faulty_part_of_a_link_is_left_out_and_said(link: str, key: str, value: str, hint: str) -> None:
    selection, (fault,) = Selection.from_query(f"{link}&read_as=abstract")

    assert selection == Selection(read_as=("abstract",))
    assert (fault.key, fault.value) == (key, value)
    assert hint in str(fault)


def test_the_ends_of_a_latency_range_may_come_in_either_order() -> None:
    assert Selection.from_query("latency=120&latency=7")[0].latency == (7, 120)


def test_every_filter_is_said_in_words_and_can_be_taken_off() -> None:
    selection = Selection(drug=("thalidomide", "pomalidomide"), latency=(7, 3650), latency_unknown=False, q="fever")

    assert selection.in_words() == {
        "drug": "suspect drug: thalidomide or pomalidomide",
        "latency": "latency 7 days or more",
        "latency_unknown": "without cases of unknown latency",
        "q": "text contains “fever”",
    }
    for key in selection.active():
        selection = selection.without(key)
    assert selection == Selection()


def test_selections_of_the_same_filters_are_one_and_cannot_be_changed() -> None:
    selection = Selection(drug=("pomalidomide",), latency=(0, 30))

    assert {selection: "kept"}[Selection(latency=(0, 30), drug=("pomalidomide",))] == "kept"
    assert selection != Selection(drug=("pomalidomide",))
    assert repr(selection) == "Selection(drug=('pomalidomide',), latency=(0, 30))"
    with pytest.raises(AttributeError, match="frozen"):
        selection.drug = ()


def test_a_filter_that_there_is_not_cannot_be_chosen_nor_asked_for() -> None:
    with pytest.raises(TypeError, match="Selection has no colour: its keys are drug, prior_imid"):
        Selection(colour=("red",))
    with pytest.raises(AttributeError, match="Selection has no colour"):
        _ = Selection().colour


def test_a_latency_range_says_that_unknown_latencies_stay() -> None:
    assert Selection(latency=(7, 120)).sentence() == "latency 7 to 120 days, or not known"


def test_the_keys_and_terms_of_a_link_are_those_that_the_readme_promises() -> None:
    assert TERMS.keys() >= {
        *("drug", "prior_imid", "steroid", "rechallenge", "onset", "outcome", "finding", "read_as", "kind"),
        *("counts", "not_finding"),
    }
    assert TERMS["rechallenge"] == (
        "recurred",
        "did not recur",
        "done, outcome unknown",
        "not attempted",
        "not reported",
        "not read",
    )
    assert TERMS["prior_imid"] == TERMS["steroid"] == ("yes", "no", "not reported", "not read")

"""Each filter alone, in combination, empty, and unknown kept apart from no."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest

from casebook import export
from casebook.selection import TERMS, Selection
from casebook.store import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

DRAWN = """
case_id | drug         | latency_days | prior_imid   | steroid_for_event | rechallenge | rechallenge_result | read_as
a       | pomalidomide | 7            | yes          | yes               | yes         | recurred           | full text
b       | pomalidomide | 480          | no           | no                | yes         | did not recur      | abstract
c       | lenalidomide |              | not reported | not reported      | yes         | outcome unknown    | abstract
d       | thalidomide  | not read     | not read     | not read          | not read    | not read           | abstract
e       | thalidomide  | 0            | yes          | no                | no          | not applicable     | abstract
f       | thalidomide  | 120          |              | yes               |             |                    | full text
g       | pomalidomide | 120          | no           | yes               | yes         | not reported       | full text
"""


def shown(selection: Selection, drawn: duckdb.DuckDBPyConnection, between: str = "") -> str:
    """Give the case_ids that a selection leaves, in one word, or with something between them."""
    return between.join(sorted(ask("case_choices", selection, drawn, most=100)["case_id"]))


def only(key: str, term: str) -> Selection:
    """Give the selection that one term of one filter makes."""
    return Selection.from_values({key: [term]})[0]


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ("", "abcdefg"),
        ("drug=pomalidomide", "abg"),
        ("drug=pomalidomide&drug=lenalidomide", "abcg"),
        ("prior_imid=yes", "ae"),
        ("prior_imid=no", "bg"),
        ("prior_imid=not reported", "cf"),
        ("prior_imid=not read", "d"),
        ("prior_imid=no&prior_imid=not read", "bdg"),
        ("steroid=no", "be"),
        ("steroid=not reported", "c"),
        ("steroid=not read", "d"),
        ("rechallenge=recurred", "a"),
        ("rechallenge=did not recur", "b"),
        ("rechallenge=done, outcome unknown", "cg"),
        ("rechallenge=not attempted", "e"),
        ("rechallenge=not reported", "f"),
        ("rechallenge=not read", "d"),
        ("read_as=full text", "afg"),
        ("latency=7&latency=120", "acdfg"),
        ("latency=7&latency=120&latency_unknown=false", "afg"),
        ("latency_unknown=false", "abefg"),
        ("latency=0&latency=0&latency_unknown=false", "e"),
        ("latency=480&latency=3650&latency_unknown=false", "b"),
        ("drug=pomalidomide&prior_imid=no", "bg"),
        ("drug=pomalidomide&steroid=yes&rechallenge=recurred", "a"),
        ("drug=thalidomide&latency=7&latency=3650&latency_unknown=false&steroid=yes", "f"),
        ("q=lenalidomide", "c"),
        ("q=FULL text", "afg"),
        ("q=full nothing-of-the-kind", ""),
        ("q=pomalidomide full recurred", "a"),
        ("drug=lenalidomide&steroid=no", ""),
    ],
)
def test_filters_leave_exactly_the_cases_that_say_so(casebook: Draw, link: str, left: str) -> None:
    selection, faults = Selection.from_query(link)

    assert faults == []
    assert shown(selection, casebook(DRAWN)) == left


def test_a_case_of_unknown_latency_survives_a_latency_filter_that_keeps_unknowns(casebook: Draw) -> None:
    cases = casebook("""
        case_id | latency_days
        a       | 7
        b       | 480
        c       |
    """)

    left = ask("case_choices", Selection(latency=(0, 30), latency_unknown=True), cases, most=10)

    assert left["case_id"].to_list() == ["a", "c"]


def test_the_states_of_a_filter_part_the_cases_none_lost_none_twice(casebook: Draw) -> None:
    drawn = casebook(DRAWN)

    for key, terms in TERMS.items():
        if key == "finding":
            continue  # a case has several findings, or none
        parts = [shown(only(key, term), drawn) for term in terms]

        assert "".join(sorted("".join(parts))) == "abcdefg", key


def test_every_pair_of_filters_gives_what_both_give_alone(casebook: Draw) -> None:
    drawn = casebook(DRAWN)
    alone = {(key, term): set(shown(only(key, term), drawn)) for key in TERMS for term in TERMS[key]}
    of_no_case = {key: (key, term) for (key, term), cases in alone.items() if not cases}  # one a filter is enough
    alone = {term: cases for term, cases in alone.items() if cases or term in of_no_case.values()}

    for (first, of_first), (second, of_second) in combinations(alone.items(), 2):
        if first[0] != second[0]:
            both, _ = Selection.from_values({first[0]: [first[1]], second[0]: [second[1]]})
            assert set(shown(both, drawn)) == of_first & of_second, (first, second)


def test_the_shipped_vocabulary_is_that_of_the_links(shipped: duckdb.DuckDBPyConnection) -> None:
    terms = {type_: tuple(terms) for type_, terms in ask("terms", casebook=shipped).rows()}

    assert terms["imid"] == TERMS["drug"]
    assert terms["answer"] == TERMS["prior_imid"] == TERMS["steroid"]
    assert terms["rechallenge_outcome"] == TERMS["rechallenge"]
    assert terms["read_as"] == TERMS["read_as"]
    assert terms["onset"] == TERMS["onset"]
    assert terms["outcome"] == TERMS["outcome"]
    assert (*terms["symptom"], *terms["ct_pattern"], *terms["ct_distribution"]) == TERMS["finding"]


def test_every_combination_of_terms_gives_the_same_cases_by_question_and_by_export(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    keys = ("drug", "prior_imid", "steroid", "rechallenge")
    alone = {
        (key, term): set(shown(only(key, term), shipped, between=" ").split()) for key in keys for term in TERMS[key]
    }
    every = set(shown(Selection(), shipped, between=" ").split())
    exported = set()

    for terms in product(*([None, *TERMS[key]] for key in keys)):
        chosen = {key: (term,) for key, term in zip(keys, terms, strict=True) if term}
        selection = Selection(**chosen)  # ty: ignore[invalid-argument-type]  each key was given the type of its field
        expected = every.intersection(*(alone[key, term] for key, (term,) in chosen.items()))

        assert set(shown(selection, shipped, between=" ").split()) == expected, selection
        if frozenset(expected) not in exported:  # a table is written once for each set of cases
            exported.add(frozenset(expected))
            table = export.cases_csv(selection, shipped).decode("utf-8-sig").splitlines()[1:]
            assert {line.split(",", 1)[0] for line in table} == expected, selection

"""Each filter alone, in combination, empty, and unknown kept apart from no."""

from __future__ import annotations

import csv
import shutil
from itertools import combinations, islice, product
from typing import TYPE_CHECKING

import pytest

from casebook import export
from casebook.codebook import CODEBOOK, FaultyCodebookError, codebook
from casebook.filters import RangeFilter, filter_of_column, filters_of_fact
from casebook.link_keys import RESERVED
from casebook.selection import Selection
from casebook.store import ask
from tests.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    from casebook.codebook import Codebook
    from casebook.filters import CaseFilter

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
        ("q=DID recur", "b"),
        ("q=recurred nothing-of-the-kind", ""),
        ("q=pomalidomide recurred", "a"),
        ("q=+", "abcdefg"),
        ("q=%3F", ""),
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
        if key in {"finding", "not_finding"}:
            continue  # a case has several findings, or none
        parts = [shown(only(key, term), drawn) for term in terms]

        assert "".join(sorted("".join(parts))) == "abcdefg", key


@pytest.mark.slow
def test_every_pair_of_filters_gives_what_both_give_alone(casebook: Draw) -> None:
    drawn = casebook(DRAWN)
    alone = {(key, term): set(shown(only(key, term), drawn)) for key in TERMS for term in TERMS[key]}
    of_no_case = {key: (key, term) for (key, term), cases in alone.items() if not cases}  # one a filter is enough
    alone = {term: cases for term, cases in alone.items() if cases or term in of_no_case.values()}

    for (first, of_first), (second, of_second) in combinations(alone.items(), 2):
        if first[0] != second[0]:
            both, _ = Selection.from_values({first[0]: [first[1]], second[0]: [second[1]]})
            assert set(shown(both, drawn)) == of_first & of_second, (first, second)


@pytest.mark.parametrize("each", [10, pytest.param(1, marks=pytest.mark.slow)])
def test_every_combination_of_terms_gives_the_same_cases_by_question_and_by_export(
    shipped: duckdb.DuckDBPyConnection, each: int
) -> None:
    """Of the combinations, each n-th is looked at."""
    keys = ("drug", "prior_imid", "steroid", "rechallenge")
    alone = {
        (key, term): set(shown(only(key, term), shipped, between=" ").split()) for key in keys for term in TERMS[key]
    }
    every = set(shown(Selection(), shipped, between=" ").split())
    exported = set()

    for terms in islice(product(*([None, *TERMS[key]] for key in keys)), 0, None, each):
        chosen = {key: (term,) for key, term in zip(keys, terms, strict=True) if term}
        selection = Selection(**chosen)
        expected = every.intersection(*(alone[key, term] for key, (term,) in chosen.items()))

        assert set(shown(selection, shipped, between=" ").split()) == expected, selection
        if frozenset(expected) not in exported:  # a table is written once for each set of cases
            exported.add(frozenset(expected))
            table = export.cases_csv(selection, shipped).decode("utf-8-sig").splitlines()[1:]
            assert {line.split(",", 1)[0] for line in table} == expected, selection


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        ("drug", "thalidomide", "drug"),
        ("steroid_for_event", "no", "steroid"),
        ("rechallenge_outcome", "recurred", "rechallenge"),
        ("finding", "cough", "finding"),
        ("case_id", "kang-2010", "q"),
        ("pace_of_recovery", "rapid", None),
    ],
)
def test_a_column_of_a_question_sets_the_filter_of_its_fact(column: str, value: str, key: str | None) -> None:
    record = filter_of_column(column)

    assert (record.key if record else None) == key
    if record:
        assert record.parse([value])[1] == []


# --- a codebook with other filters


def copied_codebook(folder: Path, name: str, **cells: str) -> Codebook:
    """Copy the codebook, with other cells in the row of one fact."""
    shutil.copytree(CODEBOOK, folder)
    with (folder / "facts.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    for row in rows:
        if row["name"] == name:
            row.update(cells)
    with (folder / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return codebook(folder)


def filters_of(book: Codebook) -> list[CaseFilter]:
    """Give the filters of a codebook."""
    return [record for fact in book.filters().values() for record in filters_of_fact(fact)]


def test_a_number_with_bounds_is_filtered_within_them(tmp_path: Path) -> None:
    book = copied_codebook(
        tmp_path / "codebook", "spo2_pct", filter="spo2", filter_order="9999", filter_name="SpO2", filter_place="more"
    )

    spo2, unknown = filters_of(book)[-2:]

    assert isinstance(spo2, RangeFilter)
    assert (spo2.default, spo2.ticks()[:3], unknown.key) == ((0, 100), (0, 1, 2), "spo2_unknown")
    assert spo2.parse(["95", "90"]) == ((90, 95), [])
    assert spo2.in_words((90, 95), {"spo2_unknown": True}) == "SpO2 90 to 95 %, or not known"
    assert spo2.parameters((90, 100)) == {"spo2_low": 90.0, "spo2_high": None}
    (fault,) = spo2.parse(["90", "101"])[1]
    assert "two whole numbers of % from 0 to 100" in str(fault)


def test_a_number_below_nought_can_be_asked_for_where_there_is_one(tmp_path: Path) -> None:
    book = copied_codebook(
        tmp_path / "codebook",
        "naranjo_score",
        filter="naranjo",
        filter_order="9999",
        filter_name="Naranjo score",
        filter_place="more",
    )

    naranjo, _ = filters_of(book)[-2:]

    assert naranjo.parse(["-4", "2"]) == ((-4, 2), [])
    assert naranjo.parse(["-5", "2"])[0] is None


@pytest.mark.parametrize(
    ("fact", "key", "allowed"),
    [
        ("sex", "q", f"a key that is not one of {', '.join(RESERVED)}"),
        ("sex", "against", f"a key that is not one of {', '.join(RESERVED)}"),
        ("sex", "p_sex", "a key that does not begin with p_"),
        ("sex", "latency_unknown", "a key that does not end in _unknown"),
        ("dose", "dose", "nothing, but for a term, list, number"),
    ],
)
def test_a_filter_that_cannot_be_is_a_fault_of_the_codebook(tmp_path: Path, fact: str, key: str, allowed: str) -> None:
    with pytest.raises(FaultyCodebookError, match=r"row \d+, column filter") as raised:
        copied_codebook(
            tmp_path / "codebook", fact, filter=key, filter_order="9999", filter_name="words", filter_place="more"
        )

    assert [str(fault).endswith(f"allowed: {allowed}") for fault in raised.value.faults] == [True]


def test_terms_left_counts_each_term_beside_the_other_filters_and_not_beside_its_own(
    casebook: Callable[[str], duckdb.DuckDBPyConnection],
) -> None:
    cases = casebook("""
        case_id | drug         | steroid_for_event | symptoms      | latency_days | imid_role
        a       | pomalidomide | yes               | cough; fever  | 7            | suspect
        b       | pomalidomide | no                | cough         | 60           | suspect
        c       | thalidomide  | yes               | not read      | not read     | suspect
        d       | thalidomide  | yes               | fever         | 9            | co-suspect
    """)

    left = {
        (key, term): cases_left
        for key, term, cases_left in ask(
            "terms_left", Selection(drug=("pomalidomide",), steroid=("yes",)), cases
        ).rows()
    }
    every = {(key, term): cases_left for key, term, cases_left in ask("terms_left", Selection(), cases).rows()}

    assert left["drug", "pomalidomide"] == 1
    assert left["drug", "thalidomide"] == 1
    assert left["steroid", "yes"] == left["steroid", "no"] == 1
    assert left["finding", "cough"] == left["finding", "fever"] == 1
    assert every["finding", "cough"] == 2
    assert every["drug", "thalidomide"] == 1
    assert every["counts", "co-suspect only"] == 1
    assert ("drug", "lenalidomide") not in every


@pytest.mark.parametrize("key", ["drug", "steroid", "outcome", "finding", "kind", "read_as"])
def test_terms_left_are_as_many_cases_as_the_filter_leaves_with_that_term_alone(
    shipped: duckdb.DuckDBPyConnection, key: str
) -> None:
    beside = Selection(rechallenge=("recurred", "not read"), latency=(0, 400))

    left = ask("terms_left", beside, shipped).filter(filter=key)

    for _, term, cases in left.rows():
        assert ask("selected_count", beside.replace(**{key: (term,)}), shipped)["selected"].item() == cases

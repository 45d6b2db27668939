"""Counts of local cases: none from one to four is shown, or can be computed from all the others that are."""

from __future__ import annotations

import json
from itertools import permutations, product
from typing import TYPE_CHECKING

import pytest
import vl_convert
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from scipy.optimize import linprog

from casebook.selection import Selection
from common.charts import specification, with_sentence
from desk import local_counts
from desk.hiding import LEAST, cell_of, hidden_counts, hidden_pairs, is_small
from desk.local_chart import LOCAL, PUBLISHED, counts_of, rows_of_counts, sentence_of_counts, table_of_counts
from desk.local_counts import LocalCount, counted_facts, narrowing_facts, narrowing_of, read_local_release
from tests.desk.local_release import DRAWN, build_local_release

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from desk.local_counts import LocalRelease

    Case = tuple[int, ...]
    Says = Callable[[Case], bool]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> LocalRelease:
    """Build thirty local cases and read their release."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_counts, "LOCAL_CASES", tmp_path_factory.mktemp("local"))
        build_local_release()
        read = read_local_release(local_counts.LOCAL_CASES / "casebook.duckdb")
    assert read is not None
    return read


# --- what is hidden


def nothing_small_follows(cases: list[Case], kinds: Sequence[Case], facts: Mapping[str, Mapping[str, Says]]) -> None:
    """Attack: of all that the shown counts of one and two terms leave possible, by linear programming.

    `kinds` are the cases that may be, `facts` says of each term of a fact which cases say it. Fails where a small count
    could be computed, or a small number of cases with one term that have not another.
    """
    every = (1 << len(cases)) - 1
    masks = {
        name: {term: sum(1 << at for at, case in enumerate(cases) if says(case)) for term, says in fact.items()}
        for name, fact in facts.items()
    }
    hidden = hidden_counts(every, masks, ())
    pairs = hidden_pairs(masks, [*masks], hidden, ())
    shown, sums, small = [[1] * len(kinds)], [len(cases)], []
    terms = [(name, term) for name, fact in facts.items() for term in fact]
    counts: list[tuple[tuple[str, str], ...]] = [(term,) for term in terms]
    counts += [(one, other) for one, other in permutations(terms, 2) if one[0] != other[0]]
    for count in counts:
        of_count, rest = every, every
        for place, (name, term) in enumerate(count):
            of_count &= masks[name][term]
            rest &= ~masks[name][term] if place == len(count) - 1 else masks[name][term]
        said = [[facts[name][term](kind) for name, term in count] for kind in kinds]
        row = [int(all(of_kind)) for of_kind in said]
        if cell_of(of_count, *count) not in (hidden if len(count) == 1 else pairs):
            assert not is_small(of_count.bit_count())
            shown.append(row)
            sums.append(of_count.bit_count())
        elif is_small(of_count.bit_count()):
            small.append(row)
        if is_small(rest.bit_count()):
            small.append([int(all(of_kind[:-1]) and not of_kind[-1]) for of_kind in said])
    for row in small:
        least = linprog(row, A_eq=shown, b_eq=sums, bounds=(0, len(cases)))
        most = linprog([-part for part in row], A_eq=shown, b_eq=sums, bounds=(0, len(cases)))
        assert round(-most.fun - least.fun, 6) >= 1


def facts_of(shape: Case) -> dict[str, dict[str, Says]]:
    """Give facts with so many terms each, of which a case says one each."""
    return {
        str(fact): {str(term): lambda case, fact=fact, term=term: case[fact] == term for term in range(end)}
        for fact, end in enumerate(shape)
    }


@pytest.mark.parametrize(
    ("shape", "cases"),
    [
        pytest.param(
            (3, 3),
            [(0, 0)] + [(0, 2)] * 4 + [(1, 0)] * 5 + [(2, 2)],
            id="a count of none below a term that nobody says hides nothing beside it",
        ),
        pytest.param(
            (3, 4),
            [(0, 0)] * 6 + [(1, 0)] * 7 + [(1, 3)] * 5 + [(2, 1)] * 4 + [(2, 2)] * 8,
            id="a count of none in a row whose sum is that of a count beside it hides nothing in its column",
        ),
        pytest.param(
            (3, 3),
            [(0, 0)] * 7 + [(1, 2)] * 8 + [(2, 1)] * 7 + [(2, 2)] * 4,
            id="two hidden counts of none in a column do not hide a third",
        ),
    ],
)
def test_no_small_count_follows_from_the_sums_of_a_table_of_two_facts(shape: Case, cases: list[Case]) -> None:
    nothing_small_follows(cases, [*product(*map(range, shape))], facts_of(shape))


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.sampled_from([(2, 3), (3, 4), (2, 2, 3), (3, 3, 3)]).flatmap(
        lambda shape: some.tuples(
            some.just(shape),
            some.lists(some.tuples(*(some.integers(0, terms - 1) for terms in shape)), min_size=LEAST, max_size=45),
        )
    )
)
def test_no_small_count_follows_from_all_that_are_shown_of_every_filter(drawn: tuple[Case, list[Case]]) -> None:
    shape, cases = drawn

    nothing_small_follows(cases, [*product(*map(range, shape))], facts_of(shape))


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.booleans(),
    some.lists(some.tuples(*[some.integers(0, 1)] * 3, some.integers(0, 2)), min_size=LEAST, max_size=45),
)
def test_nor_does_one_of_a_list_even_where_each_case_names_one_term_and_a_reader_knows_it(
    names_one: bool,  # noqa: FBT001  drawn
    cases: list[Case],
) -> None:
    if names_one:
        cases = [(*(int(place == sum(case[:3]) % 3) for place in range(3)), case[3]) for case in cases]
    kinds = [kind for kind in product((0, 1), (0, 1), (0, 1), range(3)) if not names_one or sum(kind[:3]) == 1]
    facts = {
        "list": {str(term): lambda case, term=term: bool(case[term]) for term in range(3)},
        "term": {str(term): lambda case, term=term: case[3] == term for term in range(3)},
    }

    nothing_small_follows(cases, kinds, facts)


@given(some.lists(some.integers(0, 12), min_size=1, max_size=5).filter(lambda counts: sum(counts) >= LEAST))
def test_what_is_hidden_of_one_fact_is_two_counts_or_more_and_five_cases_or_more(counts: list[int]) -> None:
    cases, start = {}, 0
    for place, count in enumerate(counts):
        cases[str(place)] = ((1 << count) - 1) << start
        start += count

    hidden = hidden_counts((1 << start) - 1, {"fact": cases}, ())

    of_hidden = [c for place, c in enumerate(counts) if cell_of(cases[str(place)], ("fact", str(place))) in hidden]
    assert not any(is_small(count) for place, count in enumerate(counts) if count not in of_hidden)
    if of_hidden and len(of_hidden) < len(counts):
        assert len(of_hidden) > 1
        assert sum(of_hidden) >= LEAST
        assert sum(of_hidden) > len(of_hidden)


def test_the_same_cases_under_another_name_are_hidden_too() -> None:
    no, other, yes = 0b11, 0b11111100, ((1 << 30) - 1) << 8
    facts = {
        "done": {"yes": yes, "no": no, "not read": other},
        "result": {"good": yes, "not applicable": other, "bad": no},
    }

    hidden = hidden_counts((1 << 38) - 1, facts, ())

    assert hidden == {no, other}


def test_of_two_counts_of_which_one_holds_the_other_by_its_meaning_the_smaller_is_hidden_where_they_differ_by_few() -> (
    None
):
    died_of_it, died = (1 << 10) - 1, (1 << 13) - 1
    rest = (1 << 40) - 1

    hidden = hidden_counts(
        rest,
        {"outcome": {"died": died_of_it, "lived": rest & ~died_of_it}, "death": {"yes": died, "no": rest & ~died}},
        [(died_of_it, died)],
    )

    assert died_of_it in hidden


# --- a release


def told(counts: list[LocalCount]) -> dict[str, int | None]:
    """Give the counts that are not none, hidden ones as None."""
    return {count.term: count.cases for count in counts if count.cases != 0}


def test_small_counts_and_their_complements_are_hidden(release: LocalRelease) -> None:
    assert release.cases == len(DRAWN)
    assert told(release.count("sex")) == {"female": None, "male": None}
    assert told(release.count("suspects")) == {"lenalidomide": 15, "pomalidomide": 15}
    assert told(release.count("onset")) == {"abrupt": 12, "progressive": 18}
    assert told(release.count("steroid_for_event")) == {"yes": 24, "no": 6}


def test_one_filter_narrows_and_hides_what_its_other_terms_would_tell(release: LocalRelease) -> None:
    abrupt = ("onset", "abrupt")

    assert release.selected(abrupt) == 12
    assert told(release.count("suspects", abrupt)) == {"lenalidomide": 6, "pomalidomide": 6}
    assert told(release.count("steroid_for_event", abrupt)) == {"yes": None, "no": None}
    assert told(release.count("onset", abrupt)) == {"abrupt": 12}
    assert release.selected(("sex", "female")) is None
    assert {count.cases for count in release.count("onset", ("sex", "female"))} == {None}


def test_no_two_selections_that_a_filter_leaves_differ_by_one_to_four_cases(release: LocalRelease) -> None:
    facts = counted_facts()
    for fact in narrowing_facts():
        for term in facts[fact].terms:
            selected = release.selected((fact, term))
            assert selected is None or not is_small(release.cases - selected)
            for other in facts:
                for count in release.count(other, (fact, term)):
                    assert count.cases is None or not is_small(count.cases)
                    assert count.cases is None or selected is None or not is_small(selected - count.cases)


def test_below_five_cases_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_counts, "LOCAL_CASES", tmp_path)
    build_local_release(DRAWN[:4])

    few = read_local_release(tmp_path / "casebook.duckdb")

    assert few is not None
    assert few.selected(None) is None
    assert {count.cases for fact in counted_facts() for count in few.count(fact)} == {None}


def test_without_a_release_there_is_none(tmp_path: Path) -> None:
    assert read_local_release(tmp_path / "casebook.duckdb") is None


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("", None),
        ("drug=pomalidomide", ("suspects", "pomalidomide")),
        ("steroid=not reported", ("steroid_for_event", "not reported")),
        ("finding=cough", ("symptoms", "cough")),
        ("finding=ground-glass opacities", ("ct_patterns", "ground-glass opacities")),
    ],
)
def test_one_term_of_one_filter_narrows(query: str, term: tuple[str, str] | None) -> None:
    assert narrowing_of(Selection.from_query(query)[0]) == (term, "")


@pytest.mark.parametrize(
    "query",
    [
        "drug=pomalidomide&drug=lenalidomide",
        "drug=pomalidomide&steroid=yes",
        "latency=0&latency=30",
        "latency_unknown=false",
        "q=local",
        "counts=counted&counts=reported twice",
        "not_finding=cough",
    ],
)
def test_filters_by_which_a_single_case_could_be_told_by_a_difference_are_refused(query: str) -> None:
    term, why_not = narrowing_of(Selection.from_query(query)[0])

    assert term is None
    assert "Local cases are not counted for these filters" in why_not


# --- how it is shown


def test_the_chart_names_what_is_hidden_and_draws_no_bar_of_it() -> None:
    published = [LocalCount("yes", 3), LocalCount("no", 0), LocalCount("not read", 1200)]
    local = [LocalCount("yes", None), LocalCount("no", 0), LocalCount("not read", None)]

    rows = rows_of_counts(published, local)
    sentence = sentence_of_counts(rows, {"published cases": 1203, "local cases": 30})
    specified = json.loads(json.dumps(specification(counts_of(PUBLISHED, LOCAL))))
    specified["data"] = {"values": json.loads(with_sentence(rows, sentence).write_json())}
    svg = vl_convert.vegalite_to_svg(specified, vl_version="6.4", allowed_base_urls=[])

    assert sentence == "Of 1,203 published cases: yes 3, not read 1,200. Of 30 local cases: hidden: yes, not read."
    assert table_of_counts(rows).rows() == [("yes", "3", "hidden"), ("not read", "1200", "hidden")]
    assert svg.count(">hidden<") == 2
    assert "NaN" not in svg


def test_latencies_are_counted_in_bands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_counts, "LOCAL_CASES", tmp_path)
    days = {days: {"latency_value": days, "latency_days": days, "latency_unit": "day"} for days in (7, 8, 2000)}
    kinds = [{name: {"value": value, "locator": "record"} for name, value in days[day].items()} for day in days]
    build_local_release([{**kind, "latency_reported": {"value": "days", "locator": "record"}} for kind in kinds * 6])

    release = read_local_release(tmp_path / "casebook.duckdb")

    assert release is not None
    assert told(release.count("latency")) == {"up to 1 week": 6, "over 1 week to 1 month": 6, "over 2 years": 6}

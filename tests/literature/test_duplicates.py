"""Records that may be the same are proposed or shown side by side, and none is merged."""

from __future__ import annotations

import random

import pytest

from casebook.addresses import find_doi
from literature.duplicates import DOI, LIKE, PMID, TITLE, Pair, find_pairs, letters_of
from literature.record import Record

LONG = "Pomalidomide-induced lung injury in a patient with relapsed myeloma"


def ground(a: Record, b: Record) -> str:
    """Give the ground on which two records may be the same, "" for none."""
    return next((pair.ground for pair in find_pairs({"1-2": b}, {"1-1": a})), "")


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("https://doi.org/10.1000/ABC.1", "10.1000/abc.1"),
        ("http://dx.doi.org/10.1000/abc.1.", "10.1000/abc.1"),
        ("doi: 10.1000/ABC(2).1", "10.1000/abc(2).1"),
        ("(doi:10.1000/abc)", "10.1000/abc"),
        ("10.1002/(SICI)1097-0142(1998)83:8&lt;1&gt;3.0.CO;2-I", "10.1002/(sici)1097-0142(1998)83:8<1>3.0.co;2-i"),
        ("none", ""),
    ],
)
def test_a_doi_is_the_same_in_any_letters_and_behind_any_resolver(written: str, doi: str) -> None:
    assert find_doi(written) == doi


def test_equal_numbers_come_before_equal_titles() -> None:
    a = Record(title=LONG, year=2022, pmid="1", doi="10.1/a")

    assert ground(a, a) == PMID
    assert ground(a, a._replace(pmid="")) == DOI
    assert ground(a, a._replace(pmid="", doi="")) == TITLE
    assert ground(a, Record(title="Something else", pmid="1")) == PMID
    assert ground(Record(title="", pmid=""), Record(title="")) == ""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": LONG.upper() + "."}, TITLE),
        ({"title": LONG.replace("relapsed", "relapse")}, TITLE),
        ({"year": 2023}, TITLE),
        ({"year": 2024}, LIKE),
        ({"year": None}, LIKE),
        ({"pmid": "2"}, LIKE),
        ({"title": f"Erratum: {LONG}"}, LIKE),
        ({"title": f"{LONG}. Part 2"}, LIKE),
        ({"title": f"{LONG} II"}, LIKE),
        ({"title": LONG.replace("relapsed myeloma", "refractory lymphoma")}, LIKE),
        ({"title": "Thalidomide and neuropathy"}, ""),
    ],
)
def test_a_title_is_proposed_where_nothing_speaks_against_it_and_shown_where_something_does(
    change: dict[str, object], expected: str
) -> None:
    a = Record(title=LONG, year=2022, pmid="1")

    assert ground(a, a._replace(**{"pmid": "", **change})) == expected  # ty: ignore[invalid-argument-type]


def test_titles_that_say_too_little_are_shown_side_by_side_at_most() -> None:
    assert ground(Record(title="In reply", year=2022), Record(title="In Reply.", year=2022)) == LIKE


def test_each_pair_is_found_once_among_new_records_and_with_known_ones() -> None:
    a, b = Record(title=LONG, year=2022, pmid="1"), Record(title=LONG, year=2022)

    assert find_pairs({"2-1": a, "2-2": b}, {"1-1": a, "case:x": Record(title=LONG, pmid="1")}) == [
        Pair("2-1", "1-1", PMID, 100.0),
        Pair("2-1", "case:x", PMID, 100.0),
        Pair("2-2", "1-1", TITLE, 100.0),
        Pair("2-2", "case:x", LIKE, 100.0),
        Pair("2-2", "2-1", TITLE, 100.0),
    ]


def test_of_a_hundred_titles_with_small_errors_at_least_94_are_proposed() -> None:
    chance = random.Random(1)  # noqa: S311  the same errors at each run
    words = f"{LONG} thalidomide organizing pneumonia case report dexamethasone bortezomib elderly woman".split()
    titles = [" ".join(chance.choice(words) for _ in range(12)) for _ in range(100)]
    known = {f"1-{n}": Record(title=title, year=2022) for n, title in enumerate(titles, 1)}
    spoilt = {}
    for n, title in enumerate(titles, 1):
        place = chance.randrange(len(title))
        letters = chance.choice((title[:place] + title[place + 1 :], title[:place] + "x" + title[place:], title + "."))
        spoilt[f"2-{n}"] = Record(title=letters, year=2023)

    pairs = find_pairs(spoilt, known)

    right = {pair.record for pair in pairs if pair.ground == TITLE and pair.other == f"1-{pair.record[2:]}"}
    assert len(right) >= 94


def test_every_record_of_a_known_number_is_proposed_whatever_its_title_and_nothing_is_merged() -> None:
    chance = random.Random(2)  # noqa: S311  the same records at each run
    letters = "abcdefghijklmnopqrstuvwxyz    "
    known = {
        f"1-{n}": Record("".join(chance.choices(letters, k=60)), year=2000, pmid=f"{n}", doi=f"10.99999/{n}")
        for n in range(1, 501)
    }
    new = {}
    for n in range(1, 501):
        by_pmid = chance.random() < 1 / 2
        title = "".join(chance.choices(letters, k=60))
        new[f"2-{n}"] = Record(title, pmid=f"{n}" if by_pmid else "", doi="" if by_pmid else f"10.99999/{n}")

    pairs = find_pairs(new, known)

    assert {(pair.record, pair.other) for pair in pairs if pair.ground in {PMID, DOI}} == {
        (f"2-{n}", f"1-{n}") for n in range(1, 501)
    }


def test_letters_of_a_title_have_neither_accents_nor_signs() -> None:
    assert letters_of("Müller-Doe, β2: 5 mg!") == "mullerdoeβ25mg"

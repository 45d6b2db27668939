"""The pattern of a lavage: thresholds, words of the source, and what a share that is not known leaves open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.codebook import codebook
from casebook.lavage import (
    CELLS,
    MOST_TOGETHER_PCT,
    PATTERNS,
    RAISED_ABOVE_PCT,
    WORDS,
    patterns,
    patterns_in_words,
)


def shares(drawn: str) -> dict[str, float | None]:
    """Give the shares of lymphocytes, eosinophils, neutrophils, macrophages from "44 25 0.5 30.5"; "?" is not known."""
    return {cell: None if share == "?" else float(share) for cell, share in zip(CELLS, drawn.split(), strict=True)}


@pytest.mark.parametrize(
    ("drawn", "pattern"),
    [
        ("15 1 3 81", "normal"),
        ("15.1 1 3 80", "lymphocytic"),
        ("15 1.1 3 80", "eosinophilic"),
        ("15 1 3.1 80", "neutrophilic"),
        ("44 25 0.5 30.5", "mixed"),
        ("10 2 4 84", "mixed"),
        ("0 0 0 100", "normal"),
    ],
)
def test_a_lavage_of_which_all_cells_are_known_has_one_pattern(drawn: str, pattern: str) -> None:
    assert patterns(shares(drawn)) == (pattern,)


@pytest.mark.parametrize(
    ("drawn", "possible"),
    [
        ("71 ? ? ?", "lymphocytic or mixed"),
        ("5 45 ? 43", "eosinophilic or mixed"),
        ("5 45 ? 49", "eosinophilic"),  # at most 2 % are left for the neutrophils
        ("5 45 ? 48", "eosinophilic"),  # 3 % are left, which is not above 3 %
        ("44 25 ? ?", "mixed"),
        ("5 ? ? ?", "eosinophilic or neutrophilic or mixed or normal"),
        ("5 0.5 ? ?", "neutrophilic or normal"),
        ("? ? ? 96", "eosinophilic or neutrophilic or mixed or normal"),
        ("? ? ? 97", "eosinophilic or neutrophilic or normal"),  # 4 % are left: not for both
        ("? ? ? 60", ""),
        ("? ? ? ?", ""),
    ],
)
def test_a_share_that_is_not_known_leaves_open_what_it_could_change_and_no_more(drawn: str, possible: str) -> None:
    assert patterns_in_words(patterns(shares(drawn))) == possible


@pytest.mark.parametrize(
    ("drawn", "words", "possible"),
    [
        ("? ? ? ?", ("considered normal",), "normal"),
        ("? ? ? ?", ("lymphocytosis",), "lymphocytic or mixed"),
        ("? ? ? ?", ("lymphocytosis", "eosinophilia"), "mixed"),
        ("? 0 1 ?", ("lymphocytosis",), "lymphocytic"),
        ("20 ? ? ?", ("considered normal",), "lymphocytic"),
        ("10 0 0 90", ("lymphocytosis",), "normal"),
    ],
)
def test_the_words_of_the_source_count_where_a_share_is_not_known(
    drawn: str, words: tuple[str, ...], possible: str
) -> None:
    assert patterns_in_words(patterns(shares(drawn), words)) == possible


def test_a_lavage_is_hemorrhagic_where_its_source_says_so_whatever_the_cells() -> None:
    assert patterns(shares("44 25 0.5 30.5"), hemorrhage="yes") == ("hemorrhagic",)
    assert patterns(shares("44 25 0.5 30.5"), hemorrhage="not reported") == ("mixed",)
    assert patterns(shares("? ? ? ?"), hemorrhage="no") == ()


@given(st.data())
def test_what_is_certain_stays_so_whatever_the_shares_turn_out_to_be(data: st.DataObject) -> None:
    whole = {}
    left = MOST_TOGETHER_PCT
    for cell in data.draw(st.permutations(CELLS)):
        whole[cell] = data.draw(st.one_of(st.sampled_from((0, 1, 3, 15)), st.integers(0, left)).filter(left.__ge__))
        left -= whole[cell]
    hidden = data.draw(st.sets(st.sampled_from(CELLS)))
    told = {cell: None if cell in hidden else share for cell, share in whole.items()}

    (true,) = patterns(whole)

    assert true in (patterns(told) or PATTERNS)


def test_patterns_words_and_thresholds_are_those_of_the_codebook() -> None:
    book = codebook()
    meanings = {term.name: term.meaning for term in book.lists["lavage_pattern"]}

    assert book.terms("lavage_pattern") == PATTERNS
    assert book.terms("bal_impression") == WORDS
    for pattern, (cell, above) in zip(PATTERNS, RAISED_ABOVE_PCT.items(), strict=False):
        assert meanings[pattern].startswith(f"{cell.capitalize()} above {above} %")

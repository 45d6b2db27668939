"""Counts in words, exact intervals against published worked examples, and the bounds that unknowns leave open."""

from __future__ import annotations

from math import comb

import pytest

from casebook.estimates import Share, clopper_pearson, median_interval, outward


@pytest.mark.parametrize(
    ("having", "known", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_an_exact_interval_is_that_of_the_published_examples(having: int, known: int, low: float, high: float) -> None:
    """Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-872.

    Table I, method 5 (Clopper and Pearson), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E
    """
    assert clopper_pearson(having, known) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize("known", [1, 4, 20, 1000])
def test_an_interval_of_none_and_of_all_has_the_closed_form(known: int) -> None:
    """With none having it, the upper end solves (1 - p)^n = 0.025: Clopper and Pearson, Biometrika 1934;26:404-413."""
    assert clopper_pearson(0, known) == pytest.approx((0, 1 - 0.025 ** (1 / known)))
    assert clopper_pearson(known, known) == pytest.approx((0.025 ** (1 / known), 1))


def test_nothing_known_leaves_everything_open() -> None:
    assert clopper_pearson(0, 0) == (0, 1)


@pytest.mark.parametrize(("having", "known"), [(-1, 4), (5, 4), (0, -1)])
def test_a_count_that_cannot_be_is_refused(having: int, known: int) -> None:
    with pytest.raises(ValueError, match=f"{having} of {known}"):
        clopper_pearson(having, known)


def test_three_of_four_is_19_to_99_per_cent() -> None:
    assert str(Share(3, 4, 0)) == "3 of 4 reported (exact 95 % interval 19 to over 99 %)"


MOST_CASES = 60


def at_least(having: int, known: int, percent: int) -> int:
    """Give 100^n times the probability of so many or more of n cases, at a share of whole percent: an exact integer."""
    return sum(comb(known, k) * percent**k * (100 - percent) ** (known - k) for k in range(having, known + 1))


def is_below_low_bound(having: int, known: int, percent: int) -> bool:
    """Say whether so many or more cases come in no more than 2.5 % of samples at a share of whole percent."""
    return 1000 * at_least(having, known, percent) <= 25 * 100**known


@pytest.mark.parametrize("known", range(1, MOST_CASES + 1))
def test_the_bounds_shown_are_the_nearest_whole_percent_outside_the_exact_ones(known: int) -> None:
    """Every count of so many cases, against sums of the binomial distribution in whole numbers, never rounded."""
    for having in range(known + 1):
        low, high = outward(*clopper_pearson(having, known)).split(" to ")

        if having == 0:
            assert low == "0"
        else:
            down = 0 if low == "under 1" else int(low)
            assert is_below_low_bound(having, known, down)
            assert not is_below_low_bound(having, known, down + 1)
            assert (low == "under 1") == (down == 0)
        if having == known:
            assert high == "100"
        else:
            up = 100 if high == "over 99" else int(high)
            assert is_below_low_bound(known - having, known, 100 - up)
            assert not is_below_low_bound(known - having, known, 101 - up)
            assert (high == "over 99") == (up == 100)


@pytest.mark.parametrize(
    ("having", "known", "said"),
    [(7, 8, "47 to over 99"), (1, 8, "under 1 to 53"), (0, 8, "0 to 37"), (8, 8, "63 to 100"), (0, 0, "0 to 100")],
)
def test_nought_and_a_hundred_per_cent_are_said_only_where_a_bound_is_exactly_that(
    having: int, known: int, said: str
) -> None:
    assert outward(*clopper_pearson(having, known)) == said


@pytest.mark.parametrize(
    ("having", "known", "percent"), [(0, 300, "0"), (1, 300, "under 1"), (299, 300, "over 99"), (300, 300, "100")]
)
def test_a_share_is_nought_or_a_hundred_per_cent_only_of_none_or_of_all(having: int, known: int, percent: str) -> None:
    assert f" = {percent} % (" in str(Share(having, known, 0))


def test_unknowns_are_said_with_the_bounds_that_they_leave_open() -> None:
    assert str(Share(5, 6, 2)) == (
        "5 of 6 reported (exact 95 % interval 35 to over 99 %), 2 not known (of all 8: 5 to 7)"
    )


@pytest.mark.parametrize(("having", "known", "percent"), [(4, 9, False), (4, 10, True)])
def test_a_percentage_is_said_from_ten_known_cases_up(having: int, known: int, percent: bool) -> None:  # noqa: FBT001
    assert (f"{having} of {known} reported = 40 % (" in str(Share(having, known, 0))) == percent


def test_where_nothing_is_known_no_interval_is_said() -> None:
    assert str(Share(0, 0, 7)) == Share(0, 0, 7).in_counts == "not known in any of 7"
    assert str(Share(0, 0, 1)) == "not known in the one case"
    assert str(Share(0, 0, 0)) == "no case"


@pytest.mark.parametrize(("known", "rank"), [(6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (30, 10), (100, 40)])
def test_the_interval_of_a_median_has_the_published_ranks(known: int, rank: int) -> None:
    """Nair KR. Table of confidence interval for the median in samples from any continuous population.

    Sankhya 1940;4:551-558.
    """
    ordered = list(range(1, known + 1))

    assert median_interval(ordered) == (rank, known + 1 - rank)


@pytest.mark.parametrize("known", [0, 1, 5])
def test_below_six_values_a_median_has_no_interval(known: int) -> None:
    assert median_interval(list(range(known))) is None


def test_percent_and_interval_stand_behind_how_sure_from_ten_known_cases_up() -> None:
    assert Share(10, 11, 12).how_sure == (
        "10 of 11: 91 %, exact 95 % interval 58 to over 99 %; with the 12 not known it would be 10 to 22 of 23."
    )
    assert Share(3, 4, 0).how_sure == "3 of 4: under 10 cases say, so that no percentage is given."
    assert Share(0, 0, 7).how_sure == ""

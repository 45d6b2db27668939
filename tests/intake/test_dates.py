"""Dates of listings: read where there is no doubt, else none, with the reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.intake.dates import ORDERS, Dates, Reading

TODAY = date(2026, 11, 28)


def readings(*column: str, order: str | None = None) -> list[Reading]:
    dates = Dates(order, TODAY)
    for written in column:
        dates.look_at(written)
    return [dates.read(written) for written in column]


def meanings(*column: str, order: str | None = None) -> list[str | None]:
    return [meaning for meaning, _ in readings(*column, order=order)]


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("2022-03-05", "20220305"),
        ("2022/3/5", "20220305"),
        ("2022.03.05", "20220305"),
        ("2022.03.05.", "20220305"),
        ("2022. 3. 5.", "20220305"),
        ("le 5 mars 2022", "20220305"),
        ("el 5 de marzo de 2022", "20220305"),
        ("20220305", "20220305"),
        ("20220305.0", "20220305"),
        ("2022-03-05T10:22:33.123456+09:00", "20220305"),
        ("2022-03-05 10:22:33 UTC", "20220305"),
        ("20220305 10:22", "20220305"),
        ("05-MAR-2022", "20220305"),
        ("5 March 2022", "20220305"),
        ("March 5, 2022", "20220305"),
        ("05MAR2022:10:22:33", "20220305"),
        ("5. Sept 2022", "20220905"),
        ("05/05/2022", "20220505"),
        ("2022-03", "202203"),
        ("03/2022", "202203"),
        ("MAR-2022", "202203"),
        ("202203", "202203"),
        ("2022", "2022"),
        ("20220305102233", "20220305"),
        ("202203051022+0100", "20220305"),
        ("20220305T102233Z", "20220305"),
        ("2022-03-05T10", "20220305"),
        ("2022-Mar-05", "20220305"),
        ("2022 March 5", "20220305"),
        ("MAR/05/2022", "20220305"),
        ("2022.11", "202211"),
        ("10.2022", "202210"),
        ("March 5, 2022 10:22 AM", "20220305"),
        ("2022-03-05, 10:22:33", "20220305"),
    ],
)
def test_a_date_that_leaves_no_doubt_is_read(written: str, meaning: str) -> None:
    assert meanings(written) == [meaning]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("05/03/2022", "day or month first? Say it with --dates"),
        ("05032022", "day or month first? Say it with --dates"),
        ("1.1.22", "a year of two digits"),
        ("05-MAR-22", "a year of two digits"),
        ("44625", "a number of days, as spreadsheets keep dates"),
        ("2022/13/01", "no such day"),
        ("2022-W10", "not a date"),
        ("5.3.2022.", "day or month first? Say it with --dates"),
        ("5. 3. 2022", "day or month first? Say it with --dates"),
        ("2022-02-30", "no such day"),
        ("99991231", "not a date"),
        ("0000-00-00", "no such day"),
        ("2026-11-29", "a day that is still to come"),
        ("2027", "a day that is still to come"),
        ("yesterday", "not a date"),
        ("05-XYZ-2022", "not a date"),
        ("13/2022", "not a date"),
        ("2022.1", "month 1 or month 10? A number has lost what stood behind it"),
        ("20220305256060", "not a date"),
        ("2022-Xyz-05", "not a date"),
        ("5 Mar 2022 to 7 May 2022", "not a date"),
        ("5 Mar 2022 or later", "not a date"),
        ("1900-01-01", "a day that programs write where there is none"),
        ("01/01/1970", "a day that programs write where there is none"),
        ("201112", "six digits: a month of a year, or a day of a year of two digits?"),
        ("1646438400", "not a date"),
    ],
)
def test_a_date_in_doubt_is_none_with_the_reason(written: str, reason: str) -> None:
    assert readings(written) == [(None, reason)]


def test_the_column_shows_the_order_for_each_sign_by_itself() -> None:
    assert meanings("20.11.2019", "05.03.2022", "05/03/2022") == ["20191120", "20220305", None]
    assert meanings("11/20/2019", "05/03/2022") == ["20191120", "20220503"]
    assert meanings("20112019", "05032022") == ["20191120", "20220305"]


def test_a_column_that_mixes_orders_shows_none() -> None:
    assert meanings("13/01/2021", "01/13/2021", "02/03/2021", "04/04/2021") == [None, None, None, "20210404"]


def test_signs_that_show_different_orders_show_none() -> None:
    assert meanings("13/05/2022", "12.31.2022", "05/03/2022", "05.03.2022") == [None, None, None, None]


def test_a_date_is_doubted_beside_others_that_deny_its_order() -> None:
    assert meanings("2022/05/03", "2022/13/05", "2022-05-03", "2022/04/04") == [None, None, "20220503", "20220404"]
    assert meanings("20220503", "20221305", "20220404", "20220531") == [None, None, "20220404", None]
    assert meanings("200312", "200319") == [None, None]
    assert meanings("05032012", "20112019") == ["20120305", "20191120"]


def test_six_digits_are_months_where_other_dates_show_it() -> None:
    assert meanings("200405", "200412") == [None, None]
    assert meanings("200405", "201704") == ["200405", "201704"]
    assert meanings("200405", "20040512") == ["200405", "20040512"]
    assert meanings("200405", "2004-05-12") == ["200405", "20040512"]


def test_a_named_order_is_kept_to() -> None:
    assert meanings("05/03/2022", "05/20/2022", "2022-03-05", order="day-first") == ["20220305", None, "20220305"]
    assert meanings("05/03/2022", "20.05.2022", order="month-first") == ["20220503", None]
    assert meanings("05/03/2022", "2022/03/05", order="year-first") == [None, "20220305"]


@given(st.lists(st.dates(date(1960, 1, 1), TODAY), max_size=8), st.sampled_from(ORDERS[:2]), st.booleans())
def test_a_date_is_read_as_the_day_that_was_meant_or_not_at_all(days: list[date], order: str, named: bool) -> None:  # noqa: FBT001  drawn
    form = "%d/%m/%Y" if order == "day-first" else "%m/%d/%Y"

    read = meanings(*(f"{day:{form}}" for day in days), order=order if named else None)

    for day, meaning in zip(days, read, strict=True):
        assert meaning in ({f"{day:%Y%m%d}"} if named else {f"{day:%Y%m%d}", None})

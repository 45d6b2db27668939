"""Dates of a line listing: the order of day, month and year is named, or found from the whole column, never guessed.

A year of four digits in front, or a month in letters, leaves no doubt. In 05/03/2022 day and month could change places:
such dates are read only in an order that is named, or that the column itself shows beyond doubt: by a number above 12
in one place and none in the other, among dates that are parted by the same sign.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDERS = ("day-first", "month-first", "year-first")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?"
_CLOCK = rf"(?:T\d{{2}}{_ZONE}|[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?{_ZONE})?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}){_CLOCK}")
_DIGITS = re.compile(rf"(\d{{8}}|\d{{6}}|\d{{4}})(?:\.0)?{_CLOCK}")
_WITH_CLOCK = re.compile(rf"(\d{{8}})T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:[.,]\d+)?)?{_ZONE}")  # as ICH E2B (R3) does
_WORDS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-/., ]{0,2}([a-z]{3,9})\.?[-/., ]{0,2}(\d{4})(?:[ :T].*)?", re.IGNORECASE
)
_WORD_FIRST = re.compile(r"([a-z]{3,9})\.?[-/ ](\d{1,2})(?:st|nd|rd|th)?(?:, ?|[-/ ])(\d{4})", re.IGNORECASE)
_WORD_SECOND = re.compile(rf"(\d{{4}})[-/., ]{{0,2}}([a-z]{{3,9}})\.?[-/., ]{{0,2}}(\d{{1,2}}){_CLOCK}", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(
    r"(\d{4})(?:[-/]\d|[-/.]\d\d)|(\d{1,2})[-/.](\d{4})|([a-z]{3,9})\.?[-/. ]?(\d{4})", re.IGNORECASE
)
_SHORTENED = re.compile(r"(\d{4})\.\d")
_TWO_DIGITS = re.compile(r"\d{1,2}[-/. ](\d{1,2}|[a-z]{3,9})[-/. ]\d{2}", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_YEARS = range(1900, 2101)
_MONTHS_OF_A_YEAR = 12


class Reading(NamedTuple):
    """What a written value means: digits (20220305, 202203 or 2022), or none and why."""

    meaning: str | None
    reason: str | None = None


class _Open(NamedTuple):
    """A date whose first two numbers may be day and month in either order, parted by `sign`."""

    first: int
    second: int
    year: int
    sign: str


_NO_DATE = Reading(None, "not a date")
_MONTH_LAST = Reading(None, "year first, but other dates of the column have the month last")
_TENTHS = Reading(None, "month 1 or month 10? A number has lost what stood behind it")
_SIX_DIGITS = Reading(None, "six digits, which are no month of a year in other dates of the column")


def _day(year: int, month: int, day: int) -> Reading:
    """Give a day, or say that there is no such day."""
    try:
        whole = date(year, month, day)
    except ValueError:
        return Reading(None, "no such day")
    return Reading(f"{whole:%Y%m%d}") if year in _YEARS else _NO_DATE


def _month(year: int, month: int) -> Reading:
    """Give a month, or say that there is no such month."""
    return Reading(f"{year}{month:02}") if year in _YEARS and 1 <= month <= _MONTHS_OF_A_YEAR else _NO_DATE


def _of_digits(digits: str) -> Reading | _Open:
    """Read digits without signs: a day (YYYYMMDD, or DDMMYYYY, MMDDYYYY), a month (YYYYMM) or a year."""
    if len(digits) == len("2022"):
        return Reading(digits) if int(digits) in _YEARS else _NO_DATE
    if len(digits) == len("202203"):
        return _month(int(digits[:4]), int(digits[4:]))
    if int(digits[:4]) not in _YEARS and int(digits[4:]) in _YEARS:
        return _Open(int(digits[:2]), int(digits[2:4]), int(digits[4:]), "")
    if int(digits[:4]) in _YEARS and int(digits[4:6]) > _MONTHS_OF_A_YEAR and int(digits[4:]) in _YEARS:
        return _Open(int(digits[:2]), int(digits[2:4]), int(digits[4:]), "")  # 20112019: a year as month is none
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _in_words(written: str) -> Reading | None:
    """Read a date whose month is a word, or of which only month and year are given; None where it is none."""
    if parts := _WORDS.fullmatch(written):
        month = _MONTHS.get(parts[2].lower())
        return _day(int(parts[3]), month, int(parts[1])) if month else _NO_DATE
    if parts := _WORD_FIRST.fullmatch(written):
        month = _MONTHS.get(parts[1].lower())
        return _day(int(parts[3]), month, int(parts[2])) if month else _NO_DATE
    if parts := _WORD_SECOND.fullmatch(written):
        month = _MONTHS.get(parts[2].lower())
        return _day(int(parts[1]), month, int(parts[3])) if month else _NO_DATE
    if parts := _MONTH_OF_YEAR.fullmatch(written):
        if parts[1]:
            return _month(int(parts[1]), int(written[5:]))
        month = int(parts[2] or 0) or _MONTHS.get((parts[4] or "").lower(), 0)
        return _month(int(parts[3] or parts[5]), month)
    return None


def _read_one(written: str) -> Reading | _Open:
    """Read what leaves no doubt, and leave open what an order has to decide."""
    if parts := _YEAR_FIRST.fullmatch(written):
        return _day(int(parts[1]), int(parts[3]), int(parts[4]))
    if parts := _YEAR_LAST.fullmatch(written):
        return _Open(int(parts[1]), int(parts[3]), int(parts[4]), parts[2])
    if parts := _DIGITS.fullmatch(written) or _WITH_CLOCK.fullmatch(written):
        return _of_digits(parts[1])
    return _in_words(written) or _not_read(written)


def _not_read(written: str) -> Reading:
    """Say why what is written is no date."""
    if _TWO_DIGITS.fullmatch(written):
        return Reading(None, "a year of two digits")
    if (parts := _SHORTENED.fullmatch(written)) and int(parts[1]) in _YEARS:
        return _TENTHS
    if _SERIAL.fullmatch(written):
        return Reading(None, "a number of days, as spreadsheets keep dates")
    return _NO_DATE


def _orders_shown(dates: Iterable[_Open]) -> dict[str, str]:
    """Give the order that the dates show beyond doubt, for each sign that parts them; none where two signs differ."""
    above: dict[str, set[str]] = defaultdict(set)
    for first, second, _, sign in dates:
        if first > _MONTHS_OF_A_YEAR >= second:
            above[sign].add("day-first")
        elif second > _MONTHS_OF_A_YEAR >= first:
            above[sign].add("month-first")
    if len(set[str]().union(*above.values())) > 1:
        return {}
    return {sign: orders.pop() for sign, orders in above.items()}


def _in_order(one: _Open, order: str | None, shown: dict[str, str]) -> Reading:
    """Read a date by the order that is named, or that the column shows for its sign."""
    by = order or shown.get(one.sign)
    if by == "month-first" or (by != "year-first" and one.first == one.second):
        return _day(one.year, one.first, one.second)
    if by == "day-first":
        return _day(one.year, one.second, one.first)
    if by == "year-first":
        return Reading(None, "the year does not come first, as --dates says")
    return Reading(None, "day or month first? Say it with --dates")


def _doubts_of(readings: dict[str, Reading]) -> dict[str, Reading]:
    """Give the dates that read well alone, but not beside others: 2022/05/03 and 2022/13/01, 200312 and 200319."""
    doubts = {}
    year_first = {written: parts for written in readings if (parts := _YEAR_FIRST.fullmatch(written))}
    month_last = {parts[2] for parts in year_first.values() if int(parts[3]) > _MONTHS_OF_A_YEAR >= int(parts[4])}
    for written, parts in year_first.items():
        if parts[2] in month_last and readings[written].meaning and int(parts[3]) != int(parts[4]):
            doubts[written] = _MONTH_LAST
    eight = [
        written for written in readings if (parts := _DIGITS.fullmatch(written)) and len(parts[1]) == len("20220305")
    ]
    if any(int(written[4:6]) > _MONTHS_OF_A_YEAR >= int(written[6:8]) for written in eight):
        doubts |= {
            written: _MONTH_LAST for written in eight if readings[written].meaning and written[4:6] != written[6:8]
        }
    six = [written for written in readings if (parts := _DIGITS.fullmatch(written)) and len(parts[1]) == len("202203")]
    if any(readings[written].meaning is None for written in six):
        doubts |= dict.fromkeys(six, _SIX_DIGITS)
    return doubts


def read_dates(
    column: Iterable[str], order: str | None = None, today: date | None = None
) -> tuple[dict[str, Reading], str]:
    """Read the dates of a column, each way of writing once, and say in which order they were read.

    `order` is one of ORDERS, or None where the column has to show it. A date after `today` is none.
    """
    readings: dict[str, Reading] = {}
    open_dates: dict[str, _Open] = {}
    for written in column:
        one = _read_one(written)
        if isinstance(one, _Open):
            open_dates[written] = one
        else:
            readings[written] = one
    shown = _orders_shown(open_dates.values())
    readings |= {written: _in_order(one, order, shown) for written, one in open_dates.items()}
    readings |= _doubts_of(readings)
    limit = f"{today or date.today():%Y%m%d}"  # noqa: DTZ011  a day, not a moment
    for written, (meaning, _) in list(readings.items()):
        if meaning and meaning > limit[: len(meaning)]:
            readings[written] = Reading(None, "a day that is still to come")
    return readings, _order_in_words(order, shown, open_dates)


def _order_in_words(order: str | None, shown: dict[str, str], open_dates: dict[str, _Open]) -> str:
    """Say in which order the dates were read; empty where there was no choice."""
    if not open_dates:
        return ""
    if order:
        return f"dates read {order}, as told"
    if not shown:
        return "dates show no order of day and month, and those that need one were not read"
    orders = " and ".join(sorted({f"{by} where parted by {sign or 'nothing'!r}" for sign, by in shown.items()}))
    return f"dates read {orders}, as the column shows"

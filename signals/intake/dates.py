"""Dates of a line listing: the order of day, month and year is named, or found from the whole column, never guessed.

A year of four digits in front, or a month in letters, leaves no doubt. In 05/03/2022 day and month could change places:
such dates are read only in an order that is named, or that the column itself shows beyond doubt: by a number above 12
in one place and none in the other, among dates that are parted by the same sign.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import NamedTuple

ORDERS = ("day-first", "month-first", "year-first")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar januari jänner janvier janv enero ene gennaio gen janeiro",
            "feb february februar februari février févr febrero febbraio fevereiro fev",
            "mar march märz maerz mrz mars marzo março maart mrt", "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei", "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho", "aug august augustus août aout agosto ago",
            "sep sept september septembre septiembre settembre sett setembro set",
            "oct october oktober okt octobre octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre déc diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ZONE = r"(?: ?(?:Z|[A-Z]{3,4}|[+-]\d{2}(?::?\d{2})?)){0,2}(?:\[[\w/+-]+\])?"
_CLOCK = rf"(?:T\d{{2}}{_ZONE}|(?:[T:]|,? )\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,:]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?{_ZONE})?"
_MONTH = r"[^\W\d_]{3,10}"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.]|\. )(\d{{1,2}})\2(\d{{1,2}})(?:Z|[+-]\d\d:\d\d|\.?{_CLOCK})")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/. ]|\. )(\d{{1,2}})\2(\d{{4}})\.?{_CLOCK}")
_DIGITS = re.compile(rf"(\d{{8}}|\d{{6}}|\d{{4}})(?:\.0)?{_CLOCK}")
_WITH_CLOCK = re.compile(rf"(\d{{8}})T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:[.,]\d+)?)?{_ZONE}")  # as ICH E2B (R3) does
_WORDS = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/., ]{{0,2}}({_MONTH})\.?[-/., ]{{0,2}}(\d{{4}}){_CLOCK}", re.IGNORECASE
)
_WORD_FIRST = re.compile(rf"({_MONTH})\.?[-/ ](\d{{1,2}})(?:st|nd|rd|th)?(?:, ?|[-/ ])(\d{{4}}){_CLOCK}", re.IGNORECASE)
_WORD_SECOND = re.compile(rf"(\d{{4}})[-/., ]{{0,2}}({_MONTH})\.?[-/., ]{{0,2}}(\d{{1,2}}){_CLOCK}", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(
    rf"(\d{{4}})(?:[-/]\d|[-/.]\d\d)|(\d{{1,2}})[-/.](\d{{4}})|({_MONTH})\.?(?:, |[-/. ])?(\d{{4}})", re.IGNORECASE
)
_BEFORE_THE_DAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? |(?:le|el|den) (?=\d)", re.IGNORECASE
)
_OF = re.compile(r"(?<=\d )de |(?<=[a-z] )de (?=\d)|(?<=\d(?:st|nd|rd|th) )of ", re.IGNORECASE)
"""The word `de` of Spanish and Portuguese, and `of` behind 5th."""
_LONGEST = 80
"""Letters; no date has more, its time and zone included."""
_OF_JAVA = re.compile(rf"({_MONTH}) (\d{{1,2}}) \d\d:\d\d:\d\d(?: [A-Z]{{3,4}})? (\d{{4}})", re.IGNORECASE)
_OF_EAST_ASIA = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_NOBODY_KNOWS = r"(?:unk?|nk|x{2,3}|\?{2,3}|--|__)"
_UNKNOWN_WORD = re.compile(_NOBODY_KNOWS, re.IGNORECASE)
_WITHOUT_DAY = re.compile(rf"{_NOBODY_KNOWS}[-/. ](?:({_MONTH})|{_NOBODY_KNOWS})[-/. ](\d{{4}})", re.IGNORECASE)
_YEAR_WITHOUT_DAY = re.compile(rf"(\d{{4}})[-/.](?:(\d{{1,2}})|{_NOBODY_KNOWS})[-/.]{_NOBODY_KNOWS}", re.IGNORECASE)
_SHORTENED = re.compile(r"(\d{4})\.\d")
_TWO_DIGITS = re.compile(rf"\d{{1,2}}[-/. ](\d{{1,2}}|{_MONTH})[-/. ]\d{{2}}", re.IGNORECASE)
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
_MONTH_OR_DAY = Reading(None, "six digits: a month of a year, or a day of a year of two digits?")
_FOR_NONE = {"19000101", "19700101"}
"""Days that spreadsheets and databases write where there is no date: those from which they count."""


def _day(year: int, month: int, day: int) -> Reading:
    """Give a day, its month where the day is written 00, or say that there is no such day."""
    if day == 0 and year in _YEARS:
        return _month(year, month) if month else Reading(f"{year}")
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
        return Reading(f"{int(digits)}") if int(digits) in _YEARS else _NO_DATE
    if len(digits) == len("202203"):
        return _month(int(digits[:4]), int(digits[4:]))
    if int(digits[:4]) not in _YEARS and int(digits[4:]) in _YEARS:
        return _Open(int(digits[:2]), int(digits[2:4]), int(digits[4:]), "")
    if int(digits[:4]) in _YEARS and int(digits[4:6]) > _MONTHS_OF_A_YEAR and int(digits[4:]) in _YEARS:
        return _Open(int(digits[:2]), int(digits[2:4]), int(digits[4:]), "")  # 20112019: a year as month is none
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _in_words(written: str) -> Reading | None:
    """Read a date whose month is a word, or of which only month and year are given; None where it is none."""
    if before := _BEFORE_THE_DAY.match(written):
        written = written[before.end() :]
    if " de " in written.lower() or " of " in written.lower():
        written = _OF.sub("", written)
    if found := _WORDS.fullmatch(written):
        month = _MONTHS.get(found[2].lower())
        return _day(int(found[3]), month, int(found[1])) if month else _NO_DATE
    if found := _WORD_FIRST.fullmatch(written):
        month = _MONTHS.get(found[1].lower())
        return _day(int(found[3]), month, int(found[2])) if month else _NO_DATE
    if found := _WORD_SECOND.fullmatch(written):
        month = _MONTHS.get(found[2].lower())
        return _day(int(found[1]), month, int(found[3])) if month else _NO_DATE
    if found := _MONTH_OF_YEAR.fullmatch(written):
        if found[1]:
            return _month(int(found[1]), int(written[5:]))
        month = int(found[2] or 0) or _MONTHS.get((found[4] or "").lower(), 0)
        return _month(int(found[3] or found[5]), month)
    return _of_other_programs(written)


def _of_other_programs(written: str) -> Reading | None:
    """Read a date as Java or East Asia write it, or one whose day or month is marked as unknown; None if it is none."""
    if found := _OF_JAVA.fullmatch(written):
        month = _MONTHS.get(found[1].lower())
        return _day(int(found[3]), month, int(found[2])) if month else _NO_DATE
    if found := _OF_EAST_ASIA.fullmatch(written):
        return _day(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    if found := _WITHOUT_DAY.fullmatch(written):
        month = _MONTHS.get((found[1] or "").lower(), 0)
        return (
            _NO_DATE
            if found[1] and not month and not _UNKNOWN_WORD.fullmatch(found[1])
            else _day(int(found[2]), month, 0)
        )
    if found := _YEAR_WITHOUT_DAY.fullmatch(written):
        return _day(int(found[1]), int(found[2] or 0), 0)
    return None


def _read_one(written: str) -> Reading | _Open:
    """Read what leaves no doubt, and leave open what an order has to decide."""
    if found := _YEAR_FIRST.fullmatch(written):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(written):
        return _Open(int(found[1]), int(found[3]), int(found[4]), found[2])
    if found := _DIGITS.fullmatch(written) or _WITH_CLOCK.fullmatch(written):
        return _of_digits(found[1])
    return _in_words(written) or _not_read(written)


def _not_read(written: str) -> Reading:
    """Say why what is written is no date."""
    if _TWO_DIGITS.fullmatch(written):
        return Reading(None, "a year of two digits")
    if (found := _SHORTENED.fullmatch(written)) and int(found[1]) in _YEARS:
        return _TENTHS
    if _SERIAL.fullmatch(written):
        return Reading(None, "a number of days, as spreadsheets keep dates")
    return _NO_DATE


def _may_be_a_day(six: str) -> bool:
    """Say whether six digits could be a day whose year has two digits: YYMMDD, DDMMYY or MMDDYY."""
    first, second, third = int(six[:2]), int(six[2:4]), int(six[4:])
    months, days = range(1, _MONTHS_OF_A_YEAR + 1), range(1, 32)
    return (second in months and (first in days or third in days)) or (first in months and second in days)


class Dates:
    """The dates of a column: look at each way of writing once, then read each by what all of them have shown.

    `order` is one of ORDERS, or None where the column has to show it. A date after `today` is none. What is kept does
    not grow with the column.
    """

    def __init__(self, order: str | None = None, today: date | None = None) -> None:
        """Begin before the first date."""
        self.order, self.limit = order, f"{today or date.today():%Y%m%d}"  # noqa: DTZ011  a day, not a moment
        self.orders: dict[str, set[str]] = defaultdict(set)
        self.month_last: set[str] = set()
        self.choices = self.year_first = self.months = self.no_months = False

    def look_at(self, written: str) -> None:
        """Take in what a date shows of the others: the order of day and month, by the sign that parts them."""
        if len(written) > _LONGEST:
            return
        one = _read_one(written)
        if isinstance(one, _Open):
            self.choices = True
            if one.first > _MONTHS_OF_A_YEAR >= one.second:
                self.orders[one.sign].add("day-first")
            elif one.second > _MONTHS_OF_A_YEAR >= one.first:
                self.orders[one.sign].add("month-first")
        elif found := _YEAR_FIRST.fullmatch(written):
            self._look_at_year_first(one, found[2], int(found[3]), int(found[4]))
        elif digits := _digits_of(written, "20220305"):
            self._look_at_year_first(one, "", int(digits[4:6]), int(digits[6:]))
        elif digits := _digits_of(written, "202203"):
            self.no_months |= one.meaning is None
            self.months |= not _may_be_a_day(digits)

    def _look_at_year_first(self, one: Reading, sign: str, second: int, third: int) -> None:
        """Take in a date whose year is in front."""
        self.year_first |= one.meaning is not None
        if second > _MONTHS_OF_A_YEAR >= third:
            self.month_last.add(sign)

    @cached_property
    def shown(self) -> dict[str, str]:
        """The order that all dates show beyond doubt, for each sign that parts them; none where two signs differ."""
        if len(set[str]().union(*self.orders.values())) > 1:
            return {}
        return {sign: next(iter(orders)) for sign, orders in self.orders.items()}

    def read(self, written: str) -> Reading:
        """Read one date."""
        if len(written) > _LONGEST:
            return _NO_DATE
        one = _read_one(written)
        reading = self._in_order(one) if isinstance(one, _Open) else self._doubt(written) or one
        if reading.meaning in _FOR_NONE:
            return Reading(None, "a day that programs write where there is none")
        if reading.meaning and reading.meaning > self.limit[: len(reading.meaning)]:
            return Reading(None, "a day that is still to come")
        return reading

    def _in_order(self, one: _Open) -> Reading:
        """Read a date by the order that is named, or that the column shows for its sign."""
        by = self.order or self.shown.get(one.sign)
        if by == "month-first" or (by != "year-first" and one.first == one.second):
            return _day(one.year, one.first, one.second)
        if by == "day-first":
            return _day(one.year, one.second, one.first)
        if by == "year-first":
            return Reading(None, "the year does not come first, as --dates says")
        return Reading(None, "day or month first? Say it with --dates")

    def _doubt(self, written: str) -> Reading | None:
        """Doubt a date that reads well alone, but not beside others: 2022/05/03 and 2022/13/01, 200312 and 200319."""
        if found := _YEAR_FIRST.fullmatch(written) if self.month_last else None:
            return _MONTH_LAST if found[2] in self.month_last and _is_otherwise(found[3], found[4]) else None
        if "" in self.month_last and (digits := _digits_of(written, "20220305")):
            return _MONTH_LAST if _is_otherwise(digits[4:6], digits[6:]) else None
        if _digits_of(written, "202203"):
            return _SIX_DIGITS if self.no_months else None if self.months or self.year_first else _MONTH_OR_DAY
        return None

    def note(self) -> str:
        """Say in which order the dates are read; empty where there was no choice."""
        if not self.choices:
            return ""
        if self.order:
            return f"dates read {self.order}, as told"
        if not self.shown:
            return "dates show no order of day and month, and those that need one were not read"
        orders = {f"{by} where parted by {sign or 'nothing'!r}" for sign, by in self.shown.items()}
        return f"dates read {' and '.join(sorted(orders))}, as the column shows"


def _digits_of(written: str, like: str) -> str:
    """Give the digits of a date without signs, where there are as many as in `like`; else nothing."""
    found = _DIGITS.fullmatch(written)
    return found[1] if found and len(found[1]) == len(like) else ""


def _is_otherwise(month: str, day: str) -> bool:
    """Say whether month and day are another day where they change places, and a day at all as they stand."""
    return int(month) != int(day) and int(month) <= _MONTHS_OF_A_YEAR

"""What the cells of a line listing mean: ages with their units, sexes, roles. Each reading has a meaning or a reason.

Codes of roles and units are those of ICH E2B, in which most databases exchange reports: role 1 suspect, 2 concomitant,
3 interacting, 4 not administered; units 800 decades to 805 hours. Codes of sexes are those of ISO/IEC 5218.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from signals.intake.dates import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNITS = {
    word: code
    for code, words in {
        "YR": "yr yrs y yo y.o. year years jahr jahre jahren j an ans año años anno anni 歳 才 801",
        "MON": "mon mo mth mths month months monat monate mois mes meses 802 か月 ヶ月 カ月",
        "WK": "wk wks w week weeks woche wochen 803 週",
        "DY": "dy day days d tag tage jour jours 804 日",
        "HR": "hr hrs h hour hours stunde stunden 805",
        "DEC": "dec decade decades dekade dekaden 800",
    }.items()
    for word in words.split()
}
_IN_YEARS = {"YR": 1.0, "MON": 1 / 12, "WK": 7 / 365.25, "DY": 1 / 365.25, "HR": 1 / 8766, "DEC": 10.0}
_AGE = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*(.*)")
_RANGE = re.compile(r"\d[^-~\u2013]*[-~\u2013]\s*\d|\d\s+to\s+\d|歳代|[<>≤≥+]")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}(?!\d).*")
_OLDEST = 120

_SEXES: dict[str, str] = {
    word: sex
    for sex, words in {
        "F": "f female w woman weiblich femme femenino feminino 女 女性 2 2.0",
        "M": "m male man männlich homme masculino 男 男性 1 1.0",
    }.items()
    for word in words.split()
}
_NO_SEX = {"u", "unk", "unknown", "ns", "other", "unspecified", "unbekannt", "不明", "0", "0.0", "9", "9.0"} | {
    "not specified",
    "not reported",
}
_ZERO, _TWO = {"0", "0.0"}, {"2", "2.0"}
_NUMBERS = _ZERO | _TWO | {"1", "1.0"}

_ROLES = {
    **dict.fromkeys(("ps", "primary suspect", "primary", "suspect", "suspected", "s", "1", "1.0", "被疑薬"), "PS"),
    **dict.fromkeys(("ss", "secondary suspect", "secondary", "other suspect"), "SS"),
    **dict.fromkeys(("i", "interacting", "interaction", "3", "3.0", "相互作用"), "I"),
    **dict.fromkeys(("c", "con", "concomitant", "2", "2.0", "併用薬"), "C"),
    **dict.fromkeys(("dn", "drug not administered", "not administered", "4", "4.0"), "DN"),
}  # fmt: skip


def _unit_of(beside: str, column: str) -> tuple[str, str]:
    """Give the code of the unit that stands beside an age and in a column of its own, or why there is none."""
    codes = {_code_of(words) for words in (beside, column) if words.strip()} or {"YR"}
    if "" in codes:
        return "", "the unit is not known"
    return max(codes), "two units that differ" if len(codes) > 1 else ""


def _code_of(words: str) -> str:
    """Give the code of a unit in words, empty where it is not known."""
    unit = words.strip().lower().removesuffix(".0")
    return _UNITS.get(unit) or _UNITS.get(unit.removesuffix(" old").removesuffix(" of age").replace("(s)", "s"), "")


def _of_age(age: str, unit: str) -> Reading:
    """Read one age in its unit, in years; a range or a bound is no age."""
    if _RANGE.search(age):
        return Reading(None, "a range or a bound, not an age")
    if _THOUSANDS.fullmatch(age):
        return Reading(None, "a comma before three digits: thousands, or a part of one?")
    parts = _AGE.fullmatch(age)
    if not parts:
        return Reading(None, "not a number")
    code, fault = _unit_of(parts[2], unit)
    if fault:
        return Reading(None, fault)
    years = float(parts[1].replace(",", ".")) * _IN_YEARS[code]
    if years > _OLDEST:
        return Reading(None, f"not between 0 and {_OLDEST} years")
    return Reading(repr(years))


def read_ages(column: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Reading]:
    """Read ages, each with the unit of its own column (empty where there is none): years, as digits."""
    return {(age, unit): _of_age(age, unit) for age, unit in column}


def read_sexes(column: Iterable[str]) -> dict[str, Reading]:
    """Read sexes: F, M, or none. Numbers are read where 1 and 2 cannot be yes and no, or 0 and 1."""
    written = list(column)
    numbers = {word.lower() for word in written} & _NUMBERS
    doubtful = numbers if numbers & _ZERO and not numbers & _TWO else set()
    return {word: _of_sex(word.lower(), doubtful) for word in written}


def _of_sex(word: str, doubtful: set[str]) -> Reading:
    """Read one sex."""
    if word in doubtful:
        return Reading(None, "0 and 1 without 2: which is which?")
    if word in _SEXES:
        return Reading(_SEXES[word])
    return Reading(None, None if word in _NO_SEX else "not a sex that is known")


def read_roles(column: Iterable[str]) -> dict[str, Reading]:
    """Read roles: PS, SS, I, C, or DN for a drug that was not administered; a suspect of no rank is PS."""
    return {
        word: Reading(_ROLES[key]) if (key := _role_in_words(word)) in _ROLES
        else Reading(None, "the role is none of PS, SS, I, C")
        for word in column
    }  # fmt: skip


def _role_in_words(word: str) -> str:
    """Write a role in one way: "Concomitant_Medication" as "concomitant"."""
    words = " ".join(word.lower().replace("_", " ").split())
    return words.removesuffix(" drug").removesuffix(" medication")


def read_countries(column: Iterable[str]) -> dict[str, Reading]:
    """Read countries as they are written; NA is none, since R and spreadsheets write it for what is missing."""
    return {
        word: Reading(None, "NA may be Namibia, or missing; not read") if word.upper() == "NA" else Reading(word)
        for word in column
    }

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
        "YR": "yr yrs y yo year years jahr jahre jahren j an ans año años anno anni ano anos lat let jaar år "
        "歳 才 세 岁 лет год года rok lata vuotta a 801",
        "MON": "mon mo mos mth mths month months monat monate mois mes meses mese mesi miesiąc miesiące miesięcy 802 "
        "か月 ヶ月 カ月",
        "WK": "wk wks w week weeks woche wochen semaine semaines semana semanas 803 週",
        "DY": "dy day days d tag tage jour jours día días dia dias 804 日",
        "HR": "hr hrs h hour hours stunde stunden heure heures hora horas 805",
        "DEC": "dec decade decades dekade dekaden 10.a 800",
    }.items()
    for word in words.split()
}
_IN_YEARS = {"YR": 1.0, "MON": 1 / 12, "WK": 7 / 365.25, "DY": 1 / 365.25, "HR": 1 / 8766, "DEC": 10.0}
_DURATION = re.compile(r"P(\d+)([YMWD])")  # ISO 8601, as HL7 writes ages
_LONG_DURATION = re.compile(r"P(\d{1,3})Y(\d{1,2})M(?:(\d{1,2})D)?")
_OF_DURATION = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}
_SHORTER = {"MON", "WK", "DY", "HR"}
_AGE = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*(.*)")
_RANGE = re.compile(r"\d[^-~\u2013]*[-~\u2013]\s*\d|\d\s+to\s+\d|歳代|[<>≤≥+]")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}(?!\d).*")
_OLDEST = 120
_GROUPED = re.compile(r"\d{1,3}\.\d{3}")
_SIGNS = re.compile(r"[\W_]+")

_SEXES: dict[str, str] = {
    word: sex
    for sex, words in {
        "F": "f female fem w woman girl weiblich frau femme féminin femelle femenino femenina feminino feminina mujer "
        "femmina femminile donna vrouw vrouwelijk kvinna kvinde kvinne kobieta женский женщина 女 女性 2",
        "M": "m male man boy männlich mann homme masculin mâle masculino hombre varón varon maschio maschile mannelijk "
        "uomo mężczyzna мужской мужчина 男 男性 1",
    }.items()
    for word in words.split()
}
_NO_SEX = {"u", "unk", "unknown", "ns", "other", "unspecified", "unbekannt", "不明", "0", "9"} | {
    "not specified",
    "not reported",
    "not known",
    "not stated",
    "not given",
}
_MAN_OF_H, _WOMAN_OF_F = {"h", "hombre", "homme", "v", "varón", "varon"}, {"f", "female", "femenino", "w", "k", "z"}
_NUMBERS = {"0", "1", "2"}

_ROLES = {
    **dict.fromkeys(("ps", "primary suspect", "primary", "suspect", "suspected", "s", "1", "被疑薬"), "PS"),
    **dict.fromkeys(("suspect primary", "primarysuspect"), "PS"),
    **dict.fromkeys(("verdächtig", "verdächtigt", "verdacht", "suspecté", "suspecte", "sospechoso"), "PS"),
    **dict.fromkeys(("sospechado", "sospetto", "suspeito", "misstänkt", "podejrzany", "подозреваемый"), "PS"),
    **dict.fromkeys(("mistænkt", "gyanús", "şüpheli", "怀疑用药", "懷疑用藥"), "PS"),
    **dict.fromkeys(("ss", "secondary suspect", "suspect secondary", "secondarysuspect", "secondary"), "SS"),
    **dict.fromkeys(("other suspect", "co suspect", "cosuspect"), "SS"),
    **dict.fromkeys(("i", "interacting", "interaction", "interagierend", "interaktion", "3", "相互作用"), "I"),
    **dict.fromkeys(("interacción", "interactuante", "interazione", "interagente", "interação", "interactie"), "I"),
    **dict.fromkeys(("c", "con", "concomitant", "concomitante", "begleitend", "concom", "2", "併用薬"), "C"),
    **dict.fromkeys(("conmed", "con med", "co medication", "comedication", "begleitmedikation"), "C"),
    **dict.fromkeys(("begleitmedikament", "gelijktijdig", "concomitantes", "concomitants", "сопутствующий"), "C"),
    **dict.fromkeys(("współistniejący", "samtidig", "并用药", "合并用药", "併用藥"), "C"),
    **dict.fromkeys(("dn", "drug not administered", "not administered", "4"), "DN"),
}  # fmt: skip
_PRIMARY = {"p", "ps", "primary", "primarysuspect"}


def _unit_of(beside: str, column: str, header: str) -> tuple[str, str]:
    """Give the code of the unit that stands beside an age, in its own column or above, or why there is none."""
    codes = {_code_of(words) for words in (beside, column, header) if words.strip()} or {"YR"}
    if "" in codes:
        return "", "the unit is not known"
    return max(codes), "two units that differ" if len(codes) > 1 else ""


def _code_of(words: str) -> str:
    """Give the code of a unit in words, empty where it is not known: years, year(s), y/o, -year-old, {year}."""
    unit = words.strip().lower().removesuffix(".0")
    letters = _SIGNS.sub("", unit)
    for behind in ("", "old", "ofage", "alt"):
        if code := _UNITS.get(letters.removesuffix(behind)):
            return code
    return _UNITS.get(unit, "")


def _of_age(age: str, unit: str, header: str, *, shorter: bool) -> Reading:
    """Read one age in its unit, in years; a range or a bound is no age. `shorter` says that others are in months."""
    if duration := _DURATION.fullmatch(age):
        age = f"{duration[1]} {_OF_DURATION[duration[2]]}"
    elif duration := _LONG_DURATION.fullmatch(age):
        years, months, days = map(int, duration.groups("0"))
        age = f"{years + months * _IN_YEARS['MON'] + days * _IN_YEARS['DY']:.6f} years"
    if _RANGE.search(age):
        return Reading(None, "a range or a bound, not an age")
    if _THOUSANDS.fullmatch(age):
        return Reading(None, "a comma before three digits: thousands, or a part of one?")
    found = _AGE.fullmatch(age)
    if not found:
        return Reading(None, "not a number")
    code, fault = _unit_of(found[2], unit, header)
    if shorter and not (unit or found[2] or header):
        fault = "without a unit, and others are in months or less"
    if not fault and code != "YR" and _GROUPED.fullmatch(found[1]):
        fault = "a point before three digits: thousands, or a part of one?"
    if fault:
        return Reading(None, fault)
    years = float(found[1].replace(",", ".")) * _IN_YEARS[code]
    if years > _OLDEST:
        return Reading(None, f"not between 0 and {_OLDEST} years")
    return Reading(repr(years))


def read_ages(column: Iterable[tuple[str, str]], header: str = "") -> dict[tuple[str, str], Reading]:
    """Read ages, each with the unit of its own column (empty where there is none): years, as digits.

    `header` is the unit that the name of the column says, empty where it says none. An age without a unit is years, but
    not beside others in months or less.
    """
    column = list(column)
    shorter = any(_code_of(unit) in _SHORTER for unit in {unit for _, unit in column})
    return {(age, unit): _of_age(age, unit, header, shorter=shorter) for age, unit in column}


def read_sexes(column: Iterable[str]) -> dict[str, Reading]:
    """Read sexes: F, M, or none. Numbers are read where a 2, or a 9 without 0, shows that 1 is no yes.

    M is not read beside H or V where there is no F: in Spanish it is the woman (mujer) then.
    """
    keys = {word: _key_of(word) for word in column}
    words = set(keys.values())
    numbers = words & _NUMBERS
    doubtful = numbers if "2" not in words and ("0" in words or "9" not in words) else set()
    if words & _MAN_OF_H and not words & _WOMAN_OF_F:
        doubtful = doubtful | {"m"}
    return {word: _of_sex(key, doubtful) for word, key in keys.items()}


def _of_sex(key: str, doubtful: set[str]) -> Reading:
    """Read one sex."""
    if key in doubtful:
        return Reading(None, "M beside H or V: man or woman?" if key == "m" else "0 or 1 without 2: which is which?")
    if sex := _agreed(key, _SEXES):
        return Reading(sex)
    return Reading(None, None if key in _NO_SEX else "not a sex that is known")


def _key_of(word: str) -> str:
    """Write a word or a code in one way: "1.0" as "1", "Concomitant_Medication" as "concomitant medication"."""
    return _SIGNS.sub(" ", word.lower().removesuffix(".0")).strip()


def _agreed(key: str, meanings: dict[str, str]) -> str | None:
    """Give what a key means, or what a code and the words before or behind it both mean: "1 suspect", "female f"."""
    if key in meanings:
        return meanings[key]
    first, _, rest = key.partition(" ")
    before, _, last = key.rpartition(" ")
    for one, other in ((first, rest), (last, before)):
        if one in meanings and meanings[one] == meanings.get(other):
            return meanings[one]
    return None


def read_roles(column: Iterable[str]) -> dict[str, Reading]:
    """Read roles: PS, SS, I, C, or DN for a drug that was not administered; a suspect of no rank is PS.

    S is not read beside P or PS: it may be suspect, or secondary.
    """
    keys = {word: _role_in_words(word) for word in column}
    doubtful = {"s"} if _PRIMARY & {key.split(" ")[0] for key in keys.values()} else set()
    return {word: _of_role(key, doubtful) for word, key in keys.items()}


def _of_role(key: str, doubtful: set[str]) -> Reading:
    """Read one role."""
    if key in doubtful:
        return Reading(None, "the role S beside a primary suspect: suspect or secondary?")
    role = _agreed(key, _ROLES)
    return Reading(role) if role else Reading(None, "the role is none of PS, SS, I, C")


def _role_in_words(word: str) -> str:
    """Write a role in one way: "Concomitant_Medication", "concomitant drug(s)" and "drug concomitant" as one."""
    key = _key_of(word)
    if key in _ROLES:
        return key
    key = key.removesuffix(" s")
    for behind in (" drugs", " drug", " medication", " medicine", " product", " therapy"):
        key = key.removesuffix(behind)
    return key.removeprefix("drug ")

"""What may tell who a patient is, looked for in everything that is written of a local case.

A date, a long number, a title with a name, initials, a word such as "born" or "record no.", an address. What this does
not find is said in NOT_FOUND: the second person looks, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    r"jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]vr(?:ier)?|mar(?:ch|s)?|märz|mrz|apr(?:il)?|avr(?:il)?|may|mai|"
    r"june?|juni|juin|july?|juli|juil(?:let)?|aug(?:ust)?|août|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?|"
    r"nov(?:ember|embre)?|de[cz](?:ember)?|d[ée]c(?:embre)?"
)
_TITLES = (
    r"mr|mrs|ms|miss|mister|dr|prof(?:essor)?|herr|frau|hr|fr|mme|mlle|madame|monsieur|sra?|señora?|signora?|"
    r"patient(?:in)?|pat|sister|schwester|nurse"
)
_UNITS = r"mg|µg|g|ml|l|/|cells|mmhg|m²|iu|u"
_PATTERNS = {
    "a date": re.compile(
        r"(?<![\d.])\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)"  # 12.03.2024, 3/12/24
        r"|\b\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)"  # 2024-03-12, 2024-03
        r"|\b\d{1,2}[./]\d{4}\b"  # 03/2024
        rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.|er)?\s+(?:of\s+)?(?:{_MONTHS})\b\.?"  # 3rd of March
        rf"|\b(?:{_MONTHS})\b\.?,?\s+\d{{1,4}}(?:st|nd|rd|th)?\b",  # March 3
        re.IGNORECASE,
    ),
    "a year": re.compile(rf"(?<![\d.,])(?:19|20)\d{{2}}(?![\d.,]?\d)(?!\s?(?:{_UNITS})\b)", re.IGNORECASE),
    "a long number": re.compile(r"(?<![\d.])\d{5,}|(?<!\d)\+?\d{2,}(?:[ /-]\d{2,}){2,}(?!\d)"),
    "a title with a name": re.compile(rf"\b(?i:{_TITLES})\b\.?\s+(?:von |van |de )?[A-ZÄÖÜÉ][\w'-]*"),
    "initials": re.compile(r"(?<![\w.])[A-Z]\.\s?-?(?:[A-Z]\.\s?)+(?!\w*\d)|(?i:\b(?:initials?|initialen)\b)"),
    "a word that names": re.compile(
        r"\b(?:born|née|geb(?:\.|oren)|d\.?o\.?b\.?|date of birth|geburts\w+|née? le|surname|mrn|pid|nhs|"
        r"(?:record|chart|case|file|patient|hospital|insurance|passport|phone|tel|fax)\s*(?:no|nr|number|id|#)|"
        r"(?:fall|akten|patienten|versicherungs)(?:nummer|nr))(?!\w)|\bnamed?\s+(?=(?-i:[A-Z]))",
        re.IGNORECASE,
    ),
    "an address": re.compile(
        r"\S+@\S+\.\w+|https?://|\b[A-ZÄÖÜ][\w-]*(?:stra(?:ß|ss)e|str\.|weg|platz|gasse)\s*\d"
        r"|\b\d+\s+[A-Z]\w+\s+(?:street|road|avenue|lane)\b",
        re.IGNORECASE,
    ),
}
"""By what it is called, how it is written."""

NOT_FOUND = (
    "The check refuses dates and years, long numbers, titles with a name, initials with dots, and words such as “born” "
    "or “record no.”. It does not find a name without a title, initials without dots, a place, a profession, a rare "
    "disease, a relative, or a date in words: whoever accepts the case reads it through for those."
)


def identifying_parts(entry: Any) -> list[tuple[str, str]]:  # noqa: ANN401  what a JSON file holds
    """Find what may identify in an entry, or in a text: what it is called, and the words themselves."""
    return [
        (name, part[0].strip())
        for text in _texts(entry)
        for name, pattern in _PATTERNS.items()
        for part in pattern.finditer(text)
    ]


def refuse_identifying(*entries: Any) -> None:  # noqa: ANN401  likewise
    """Raise DeskError where something may identify a patient. Nothing of it is written anywhere."""
    parts = [part for entry in entries for part in identifying_parts(entry)]
    if parts:
        named = "; ".join(f"{name} (“{words}”)" for name, words in dict.fromkeys(parts))
        message = (
            f"Not saved, since it may tell who the patient is: {named}. Write days since the start of the drug instead "
            "of dates, age in years, and no name or number."
        )
        raise DeskError(message)


def _texts(entry: Any) -> Iterator[str]:  # noqa: ANN401  likewise
    """Give every text in an entry; numbers of facts have their bounds."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for part in entry.values():
            yield from _texts(part)
    elif isinstance(entry, list):
        for part in entry:
            yield from _texts(part)

"""What may tell who a patient is, looked for in everything that is written of a local case.

Dates and what stands for one, years, long numbers, numbers of rooms and the like, names after a title, a relative or as
a known given name, initials, addresses, places, callings, ages over 89. These are patterns and lists, no understanding:
what they do not find is said in NOT_FOUND, and the second person looks, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.errors import DeskError
from desk.identifying_words import (
    ABBREVIATIONS,
    EVENTS,
    GIVEN_NAMES,
    HOLIDAYS,
    KIN,
    MONTHS,
    MONTHS_ALONE,
    OFFICES,
    STAFF,
    TITLES,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = r"mg|µg|g|ml|l|/|cells|mmhg|m²|iu|ie|u|hu|m"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐİ]"
_WORD = rf"{_CAPITAL}['\u2019]?{_CAPITAL}?[a-zß-öø-ÿąęłńśźżčćđšžğış]+(?:[-'\u2019]\w+)*"
_NAME = rf"(?!(?:{ABBREVIATIONS})\b){_CAPITAL}[\w'\u2019-]*"
"""A capital and what follows it, none of the abbreviations that are written in capitals."""

_INITIALS = rf"(?!(?i:{ABBREVIATIONS})\b)[A-Z]{{2,3}}"
_SMALL_INITIALS = r"[b-df-hj-np-tv-xz]{2}"
"""Two small letters that are no word, having no vowel."""

_NO_PERSON = (
    r"Patients?|Pt|He|She|They|It|Its|We|I|Who|Which|That|This|These|Those|The|A|An|Man|Men|Woman|Women|Male|Female|Child|"
    r"Boy|Girl|Person|Case|Both|Neither|None|Nobody|All|Some|One|Two|Three|Others?|Subject|Then|Later|Finally|And|But|As|"
    r"When|Now|Never|Not|Also|Thus|Dyspno?ea|Cough|Fever|Disease|Myeloma|Drug|Symptoms?|Condition|Was"
)
"""Words with which a sentence about an unnamed person begins."""

_WARDS = (
    r"Intensive|Emergency|Department|Dept|Cardiology|Ha?ematology|Oncology|Pulmonary|Pulmonology|Pneumology|Respiratory|"
    r"Internal|Medical|Medicine|Surgery|Surgical|Ward|Day|Table|Figure|Case|Abstract|Discussion|Results|Rehabilitation|"
    r"Hospice|Palliative|Out-?patients?|In-?patients?"
)
_PARTS_OF_BODY = r"Thorax|Chest|Lungs?|Abdomen|Brain|Head|Neck|Pelvis|Spine|Heart|Sinus(?:es)?|Bones?|Liver|Marrow"
_AGES = r"(?:9\d|1[01]\d)"

_PATTERNS = {
    "a date": re.compile(
        r"(?<![\d.])\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)"  # 12.03.2024, 3/12/24
        r"|\b\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)"  # 2024-03-12, 2024-03
        r"|\b\d{1,2}[./]\d{4}\b"  # 03/2024
        r"|\b\d{1,2}[./ -](?-i:X{0,1}I{1,3}|IV|VI{0,3}|IX|X)[./ -](?:\d{4}|\d{2})\b"  # 12.III.2024
        r"|\b(?:am|vom|seit dem|bis zum|le|du|el|on)\s\d{1,2}[./]\d{1,2}\b(?!\s?(?:of|days|occasions|\d))"  # am 12.3.
        rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.|er)?[\s-]*(?:of\s+|de\s+)?(?:{MONTHS})(?![a-z])\.?"  # 3rd of March, 12-Mar
        rf"|\b(?:{MONTHS})\b\.?,?[\s-]+['\u2019]?\d{{1,4}}(?:st|nd|rd|th)?\b"  # March 3, Mar-24, March '24
        rf"|\b(?:in|since|until|till|by|of|from|during|early|mid|late|last|next|this|every|im|seit|ende|anfang|mitte|en|fin)"
        rf"[\s-]+(?-i:{MONTHS_ALONE})\b",  # in March, mid-March
        re.IGNORECASE,
    ),
    "a day that people know": re.compile(
        rf"\b(?:{WEEKDAYS}|{HOLIDAYS}|{EVENTS})\b"
        r"|\b(?:last|this|next|early|late)\s+(?:spring|summer|autumn|fall|winter)\b"
        r"|\b(?:spring|summer|autumn|winter)\s+of\b",
        re.IGNORECASE,
    ),
    "a year": re.compile(
        rf"(?<![\d.,])(?:19|20)\d{{2}}(?![\d.,]?\d)(?!\s?(?:{_UNITS})\b)|\b(?:in|since|of|from|until)\s['\u2019]\d{{2}}\b",
        re.IGNORECASE,
    ),
    "an age over 89": re.compile(
        rf"\b{_AGES}[\s-]*(?:years?|yrs?|jahre|jährige?\w*|ans|años|anni|jaar)\b|\baged\s+{_AGES}\b|\b{_AGES}\s?y/?o\b"
        r"|\bnonagenarian|\bcentenarian|\b(?:her|his|their)\s+(?:nineties|90s)\b",
        re.IGNORECASE,
    ),
    "a long number": re.compile(
        r"(?<![\d.])\d{5,}|(?<!\d)\+?\d{2,}(?:[ /-]\d{2,}){2,}(?!\d)|\(0\d+\)\s?\d{2,}"
        r"|\b[A-Z]{1,3}[-/]?\d{2,}[-/]\d{2,}\b"  # AB12-345
        r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"  # SW1A 1AA
        r"|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"  # K1A 0B6
    ),
    "a number of a place or thing": re.compile(
        r"\b(?:room|bed|ward|bay|cubicle|floor|locker|badge|seat|row|shelf|box|folder|ext|pager|zimmer|bett|station|"
        r"chambre|lit|kamer|letto|habitación|cama|barcode|accession|account|ticket|licen[cs]e)\b\.?\s*(?:no|nr|number|#)?\.?\s*\d+\b(?!\s*(?:%|x\b|mg|ml|mm|cm))",
        re.IGNORECASE,
    ),
    "a title with a name": re.compile(rf"\b(?i:{TITLES})\b\.?\s+(?:von |van |de )?{_NAME}"),
    "a name": re.compile(
        rf"(?<![\w-])(?:{GIVEN_NAMES})(?![\w-]|['\u2019]?s?\s(?:syndrome|disease|sign|lymphoma|criteria|score|stain))"
        rf"|(?<![\w.-])[B-HJ-UWYZ]\.?\s(?!{_WARDS}|{_PARTS_OF_BODY}){_WORD}"  # J Doe
        rf"|\b(?i:{KIN})\s+(?:(?:called|named)\s+)?{_WORD}"
        rf"|(?<![\w-])(?!(?:{_NO_PERSON})\b){_WORD}\s+(?:(?:was|is|had been)\s+(?:re)?(?:admitted|discharged|born)"
        r"|lives?|lived|complained|told|retired)\b"
        rf"|\b(?i:ct|mri|scans?|x-?rays?|radiographs?|photos?|pictures?|letters?)\s+of\s+(?!{_PARTS_OF_BODY}|{_WARDS}){_WORD}"
    ),
    "initials": re.compile(
        r"(?<![\w.])[A-Z]\.\s?-?(?:[A-Z]\.\s?)+(?!\w*\d)|(?i:\b(?:initials?|initialen)\b)"
        r"|(?<![\w.-])(?<!grade )(?<!type )(?<!stage )(?<!group )(?<!class )(?<!titis )(?<!tamin )"
        r"[A-HJ-UWYZ](?:-[A-Z])?(?: [A-HJ-UWYZ](?:-[A-Z])?){1,3}(?![\w.-])"  # M L K
        rf"|\b(?i:patient|pt|case of|seen with|seen by|told by|told|called)\s+(?:{_INITIALS}|{_SMALL_INITIALS})\b"
        rf"|(?<![\w-]){_INITIALS},?\s+(?:aged\s+)?\d{{1,3}}[\s-]*(?:years?|yrs?|y/?o)\b"
        r"(?!\s(?:ago|later|after|before|earlier|of|prior|since))"
        rf"|(?<![\w-])(?!(?:{ABBREVIATIONS})\b)[A-Z]{{2}}\s+(?:improved|recovered|died|lives?|complained|reported|felt"
        r"|was\s+(?:seen|admitted|discharged|referred|born|told|treated))\b"
    ),
    "a word that names": re.compile(
        r"\b(?:born|née|geb(?:\.|oren)|d\.?o\.?b\.?|date of birth|geburts\w+|née? le|surname|mrn|pid|nhs|ssn|"
        r"(?:record|chart|case|file|patient|hospital|insurance|passport|phone|tel|fax)\s*(?:no|nr|number|id|#)|"
        r"(?:fall|akten|patienten|versicherungs)(?:nummer|nr))(?!\w)|\bnamed?\s+(?=(?-i:[A-Z]))",
        re.IGNORECASE,
    ),
    "an address": re.compile(
        r"(?<!\S)\S+@\S+\.\w+|https?://|\bwww\.|\b[A-ZÄÖÜ][\w-]*(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|straat|laan|gade|vej|utca)\s*\d"
        r"|\b\d+\s+[A-Z]\w+\s+(?:street|road|avenue|lane|drive|square|close)\b"
        r"|\b\d+,?\s+(?:bis\s+)?(?:rue|boulevard|impasse|chemin|quai)\b|\b(?:via|calle|rua|plaza|piazza|avenida|ulica)\s+[A-Z]\w+",
        re.IGNORECASE,
    ),
    "a place": re.compile(
        r"\b(?i:treated|seen|born|raised|living|lives?|lived|resid\w+|native|moved|travell?ed|transferred|referred|"
        r"emigrated|immigrated|returned|comes?|came|hospitali[sz]ed|admitted|work(?:s|ed|ing)?)\s+(?i:in|at|to|from|of|by|near)"
        rf"\s+(?:(?i:the)\s+)?(?!{_WARDS}){_WORD}"
        rf"|\b(?i:village|town|city|county|district|hamlet|suburb|municipality|province|parish|island|valley)\s+(?i:of)\s+{_WORD}"
        rf"|\b{_WORD}\s+(?:University|Hospital|Clinic|Klinikum|Klinik|Krankenhaus|Medical Cent(?:er|re))\b"
        rf"|\b(?:University|Universität|Hospital|Hôpital|Klinik|Klinikum|Clinique|Krankenhaus)\s+(?:of|de|am|an|im|St\.?)\s+{_WORD}"
    ),
    "a person whom others know": re.compile(
        rf"\b(?:{OFFICES})\b"
        rf"|\b(?:{KIN})\s+of\s+(?:our|my|the|a|an|case|patient|dr)\b"
        rf"|\bour\s+(?:\w+\s)?(?:{STAFF})\b"
        r"|\bthe\s+only\s+(?:\w+\s){1,4}(?:of|in|at)\s+(?:the|our|this)\s+"
        r"(?:county|town|village|city|country|region|district|state|island|valley|hospital|area)\b",
        re.IGNORECASE,
    ),
}
"""By what it is called, how it is written."""

NOT_FOUND = (
    "The check refuses dates, years and known days, long numbers and those of rooms, names after a title or a "
    "relative, common given names, initials, addresses, ages over 89, and places where somebody lives or was treated. "
    "It knows patterns and lists, no meaning. It does not find most surnames alone, rare names, most callings and "
    "places, a rare disease, or what happened that day: whoever accepts the case reads it through for those."
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

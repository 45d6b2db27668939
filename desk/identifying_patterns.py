"""How what may tell who a patient is can be written: by what it is called, a pattern over one text.

They are to find what they name in any text of a case, and nothing in what a case has to say: tests/desk/identifying
holds texts for both.
"""

from __future__ import annotations

import re

from desk.identifying_words import (
    ABBREVIATIONS,
    COUNTRIES_OF_ADDRESSES,
    DEGREES,
    EVENTS,
    GIVEN_NAMES,
    HOLIDAYS,
    KIN,
    MONTHS,
    MONTHS_ALONE,
    MONTHS_THAT_ARE_NO_OTHER_WORD,
    OFFICES,
    ORDINALS,
    PARTICLES,
    STAFF,
    TITLES,
    TITLES_OF_NOTHING_ELSE,
    WEEKDAYS,
)

_UNITS = r"mg|µg|g|ml|l|/|cells|mmhg|m²|iu|ie|u|hu|m"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐİ]"
_WORD = rf"{_CAPITAL}['\u2019]?{_CAPITAL}?[a-zß-öø-ÿąęłńśźżčćđšžğış]+(?:[-'\u2019]\w+)*"
_NAME = rf"(?!(?:{ABBREVIATIONS})\b){_CAPITAL}[\w'\u2019-]*"
"""A capital and what follows it, none of the abbreviations that are written in capitals."""

_INITIALS = rf"(?!(?i:{ABBREVIATIONS})\b)[A-Z]{{2,3}}"
_SMALL_INITIALS = r"[b-df-hj-np-tv-xz]{2}"
"""Two small letters that are no word, having no vowel."""

_NO_PERSON = (
    r"Patients?|Pt|He|She|They|It|Its|We|I|Who|Which|That|This|These|Those|The|A|An|Man|Men|Woman|Women|Male|"
    r"Female|Child|"
    r"Boy|Girl|Person|Case|Both|Neither|None|Nobody|All|Some|One|Two|Three|Others?|Subject|Then|Later|Finally|And|"
    r"But|As|"
    r"Daughter|Son|Wife|Husband|Mother|Father|Sister|Brother|Family|Parents?|Partner|"
    r"Er|Sie|Patientin|Ehefrau|Ehemann|Tochter|Sohn|"
    r"When|Now|Never|Not|Also|Thus|Dyspno?ea|Cough|Fever|Disease|Myeloma|Drug|Symptoms?|Condition|Was"
)
"""Words with which a sentence about an unnamed person begins."""

_AFTER_A_PERSON = r"(?i:mit|und|oder|war|wurde|hat|ist|aus|who|and|with|was|has|had|avec|con|est|à)\b"
"""What follows a word for a person of whom no name is said."""

_WARDS = (
    r"Intensive|Emergency|Department|Dept|Cardiology|Ha?ematology|Oncology|Pulmonary|Pulmonology|Pneumology|"
    r"Respiratory|"
    r"Internal|Medical|Medicine|Surgery|Surgical|Ward|Day|Week|Month|Cycle|Year|Table|Figure|Case|Abstract|Discussion|Results|"
    r"Rehabilitation|"
    r"Hospice|Palliative|Out-?patients?|In-?patients?"
)
_PARTS_OF_BODY = r"Thorax|Chest|Lungs?|Abdomen|Brain|Head|Neck|Pelvis|Spine|Heart|Sinus(?:es)?|Bones?|Liver|Marrow"
_AGES = r"(?:9\d|1[01]\d)"

_NUMBER_WORD = r"(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|double|triple)"

PATTERNS = {
    "words in other letters than Latin ones, which the check cannot read": re.compile(
        r"[\u0370-\u03ff\u1f00-\u1fff]{3,}"  # Greek: of one or two letters it is a symbol
        r"|[\u0400-\u052f\u0530-\u109f\u10a0-\u10ff\u1100-\u11ff\u1200-\u137f\u1780-\u17ff]{2,}"
        r"|[\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]"
    ),
    "a date": re.compile(
        r"(?<![\d.])\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)(?!\s?(?:mg|µg|g|ml|"
        r"IU)\b)"  # 12.03.2024, 3/12/24
        r"|\b\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)"  # 2024-03-12, 2024-03
        r"|\b\d{1,2}[./]\d{4}\b"  # 03/2024
        r"|\b\d{1,2}[./ -](?-i:X?I{1,3}|IV|VI{0,3}|IX|X)[./ -](?:\d{4}|\d{2})\b"  # 12.III.2024
        r"|\b\d{1,2}[./](?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})[./](?:\d{4}|\d{2})\b"
        r"|\b(?:am|vom|seit dem|bis zum|le|du|el|on)\s\d{1,2}[./]\d{1,2}\b(?!\s?(?:of|days|occasions|\d"
        rf"|%|l\b|(?:{_UNITS})\b))"  # am 12.3.
        rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.|er)?[\s-]*(?:of\s+|de\s+)?(?:{MONTHS})(?![a-z])\.?"  # 3rd of March, 12-Mar
        rf"|\b(?:{MONTHS})\b\.?,?[\s-]+['\u2019]?\d{{1,4}}(?:st|nd|rd|th)?\b"  # March 3, Mar-24, March '24
        rf"|\b(?:in|since|until|till|by|of|from|during|early|mid|late|last|next|this|every|im|seit|ende|anfang|"
        rf"mitte|en|fin)"
        rf"[\s-]+(?-i:{MONTHS_ALONE})\b"  # in March, mid-March
        rf"|\b(?-i:{MONTHS_THAT_ARE_NO_OTHER_WORD})\b"  # dritten Januar
        r"|\b(?:on|since|until|by|from)\s+the\s+\d{1,2}(?:st|nd|rd|th)(?=\s*(?:[.,;:)]|$|of\b))"  # on the 12th
        r"|\b(?:(?-i:KW)|calendar week|kalenderwoche)\s?\d{1,2}\b"  # KW 14
        rf"|\b(?:start|beginning|middle|end)\s+of\s+(?:{MONTHS})\b"
        r"|\b0[1-9]/[0-2]\d\b(?!\s?mg)|\b\d{1,2}\.\s?d\.\s?M\.|\b\d{1,2}(?:st|nd|rd|th)\s+inst\b"  # 04/24; 23. d. M.
        rf"|\bthe\s+{ORDINALS}\s+of\s+(?:the|this|that|last|next)\s+month\b"
        r"|\b\d{1,2}\.\s?\d{1,2}\.(?=[;,])|\b(?:[12]\d|3[01])\.0[1-9]\.(?!\d)",  # 2.2.; 17.02.
        re.IGNORECASE,
    ),
    "a day that people know": re.compile(
        rf"\b(?:{WEEKDAYS}|{HOLIDAYS}|{EVENTS})\b"
        r"|\b(?:last|this|next|early|late)\s+(?:spring|summer|autumn|fall|winter)\b"
        r"|\b(?:spring|summer|autumn|winter)\s+of\b|\b(?:the|last|this|next)\s+weekend\b"
        r"|\bturned\s+(?:\d{2,3}\b(?!\s?%)|[a-z]+ty\b|(?:a|one)\s+hundred)",
        re.IGNORECASE,
    ),
    "a year": re.compile(
        rf"(?<![\d.,])(?:19|20)\d{{2}}(?![\d.,]?\d)(?!\s?(?:{_UNITS})\b)|\b(?:in|since|of|from|"
        rf"until)\s['\u2019]\d{{2}}\b",
        re.IGNORECASE,
    ),
    "an age over 89, or in months or days": re.compile(
        r"\bage[d]?:?\s+(?:of\s+)?\d[\d,.' ]*(?:days|weeks)\b|\b\d{2,3}[,.' ]?\d{3}\s+(?:days|d)\b|"
        rf"\b{_AGES}[\s-]*(?:years?|yrs?|jahre|jährige?\w*|ans|años|anni|jaar)\b|\bage[d]?:?\s+{_AGES}\b(?!\s?%)|"
        rf"\b{_AGES}\s?y/?o\b"
        rf"|\b(?:man|woman|lady|patient|age)\s+of\s+{_AGES}\b(?!\s?%)|\b(?:she|he|who)\s+(?:was|"
        rf"is|will be|turns)\s+{_AGES}\b(?!\s?%)"
        r"|\bninet(?:y|ieth)(?:-\w+)?\s+(?:years?|birthday)\b|\b(?:age[d]?|turned)\s+(?:ninety|a\shundred)"
        r"|\bage[d]?:?\s+\d{1,3}\s*(?:years?|yrs?|y)\.?,?\s*(?:and\s+)?\d{1,2}\s*(?:months?|m)\b"
        r"|\b\d{1,3}\s+years?,?\s+(?:and\s+)?\d{1,2}\s+months?\s+(?:old|of age)\b"
        r"|\bnonagenarian|\bcentenarian|\b(?:her|his|their)\s+(?:nineties|90s)\b",
        re.IGNORECASE,
    ),
    "a long number": re.compile(
        rf"(?<![\d.])\d{{5,}}|(?<!\d)\+?\d{{2,}}(?:[ /-]\d{{2,}}){{2,}}(?!\d)(?!\s?(?:{_UNITS})\b)|"
        rf"\(0\d+\)\s?\d{{2,}}|\b{_NUMBER_WORD}(?:[\s,-]+{_NUMBER_WORD}){{3,}}\b"
        rf"|(?<![\d-])\d{{3}}-\d{{4}}(?![\d-])(?!\s?(?:{_UNITS}|%|copies|times|days)\b)"  # 555-0142
        r"|(?<![\d.,])\d{4}\s\d{4}(?!\d)|\bending in \d{3,}"
        r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # 10.12.4.77
        r"|\b\d{1,3}[A-Z]\d{3,}\b|\b\d{1,3}\s[A-Z]{1,2}\s\d{2,}/\d{2}\b"  # 23B4471, 12 K 345/24
        r"|\b(?!CC-)[A-Z]{1,4}[-/](?:\d{4,}|\d{3,}[-/][A-Z\d]+)\b"  # LAV-0093-B; CC-5013 is a drug
        r"|\b(?=\d*[A-Z])(?=(?:[A-Z]*\d){4})[A-Z\d]{8,}\b"  # RSSMRA85T10A562S
        r"|\b[1-9]\d{3}\s(?!IU|IE|MG|ML|HU|AM|PM|UI|U\b|Units)(?:[A-Z]{2}\b|[A-Z][a-z]{3,}\b)"  # 1017 AB, 8010 Graz
        r"|\b[A-Z]{1,3}[-/]?\d{2,}[-/]\d{2,}\b"  # AB12-345
        r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"  # SW1A 1AA
        r"|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"  # K1A 0B6
    ),
    "a number of a place or thing": re.compile(
        r"\b(?:room|rm|zi|bed|ward|bay|cubicle|floor|locker|badge|seat|row|shelf|box|folder|ext|pager|zimmer|bett|"
        r"station|"
        r"chambre|lit|kamer|letto|habitación|cama|barcode|accession|account|ticket|licen[cs]e|flat|apartment|apt|"
        r"house|bus line|parking lot)\b\.?\s*"
        r"(?:no|nr|number|#)?\.?\s*[A-Z]?\d+[A-Z]?\b(?!\s*(?:%|x\b|mg|ml|mm|cm|days?|times))"
        r"|\b(?:pin|bleep|pager|fax|ext|tel|telefon|phone|mobile|id|dossier|subject|sample|specimen|policy|"
        r"plate|path|ref|lab|hosp|trial|ask for)\b\.?:?\s*"
        r"(?:no|nr|number|id|#)?\.?:?\s*[A-Z]{0,4}[-/]?\d{2,}"
        r"|\bplates?:?\s+(?=[A-Z\d -]*\d{2})[A-Z\d][A-Z\d -]{3,}"
        r"|\bn[°º]\s*(?:de\s+|du\s+)?\w*\s*[A-Z]?\d{2,}|\b\d{1,2}\.\s?(?:OG|Stock|Etage)\b|\b\d{1,2}(?:st|nd|rd|"
        r"th)\s+floor\b",
        re.IGNORECASE,
    ),
    "a title with a name": re.compile(
        rf"\b(?i:{TITLES})\b\.?\s+(?:{PARTICLES}|{DEGREES}){{0,3}}{_NAME}"
        rf"|\b(?i:consultant|registrar|attending):?\s+(?!{_WARDS}){_WORD}"
        rf"|\b(?i:{TITLES_OF_NOTHING_ELSE})\b\.?\s+(?!{_AFTER_A_PERSON})[^\W\d_]{{3,}}"  # mrs hollingworth
    ),
    "a name": re.compile(
        rf"(?<![\w-])(?:{GIVEN_NAMES})(?![\w-]|['\u2019]?s?\s(?:syndrome|disease|sign|lymphoma|criteria|score|stain))"
        rf"|(?<![\w.-])[B-HJ-UWYZ]\.?\s(?!{_WARDS}|{_PARTS_OF_BODY}){_WORD}"  # J Doe
        rf"|\b(?i:{KIN})(?:-in-law)?\s+(?:(?:called|named)\s+)?{_WORD}"
        rf"|\b(?i:{KIN})(?:-in-law)?(?:\s+of\s+the\s+patient)?\s?[(,:=]\s?(?!{_WARDS}|(?:{_NO_PERSON})\b){_WORD}"
        rf"|\b(?i:known|goes)\s(?:as|by)\s[\u201c\"']?{_WORD}"
        rf"|(?<![\w-])(?!(?:{_NO_PERSON})\b){_WORD}\s+(?:(?:was|is|had been)\s+(?:re)?(?:admitted|discharged|born)"
        r"|lives?|lived|complained|told|retired)\b"
        rf"|\b(?i:thanks to|(?:discussed|spoke|agreed)\s+with)\s+(?!{_WARDS}){_WORD}"
        rf"|\b(?i:seen|read|reviewed|signed|performed|written|dictated|noticed|advised|consent|"
        rf"done|given|begun|started|stopped|requested|prescribed|examined|documented|noted|witness)(?:\s+(?i:by)|:)\s+(?!{_WARDS}){_WORD}"
        rf"|(?<![\w-])(?!(?:{_NO_PERSON})\b){_WORD}\s+(?:stopped smoking|smokes|smoked|coughed|denie[sd]|refuse[sd]|"
        r"complains|says|said|works as|worked as|phoned|went home|died at home|was short of breath|klagte?|"
        r"berichtete?|verneinte?|raucht|hustet|and (?:her|his) (?:"
        rf"{KIN}))\b"
        rf"|\b{_CAPITAL}{{4,}},\s+\d{{2}}\s?(?:y|yo|years old|J)\b"  # MARTINEZ, 61 y
        rf"|\b(?i:patient|pt)\s*\((?!{_WARDS}){_WORD}\)"  # the patient (Gutiérrez)
        rf"|(?<![\w-])(?!(?:{_NO_PERSON})\b){_WORD}\s+family\b|\b(?!Vitamin|Hepatitis){_WORD}\s[A-Z]\.(?=[,;])"
        rf"|\b(?i:ct|mri|scans?|x-?rays?|radiographs?|photos?|pictures?|letters?)\s+of\s+(?!{_PARTS_OF_BODY}|"
        rf"{_WARDS}){_WORD}"
    ),
    "initials": re.compile(
        rf"(?<![\w.])[A-Z]\.\s?(?:{PARTICLES})[A-Z]\.|"  # A.v.B.
        r"(?<![\w.])[A-Z]\.\s?-?(?:[A-Z]\.\s?)+(?!\w*\d)|(?i:\b(?:initials?|initialen)\b)"
        r"|(?<![\w.-])(?<!grade )(?<!type )(?<!stage )(?<!group )(?<!class )(?<!titis )(?<!tamin )"
        r"[A-HJ-UWYZ](?:-[A-Z])?(?: [A-HJ-UWYZ](?:-[A-Z])?){1,3}(?![\w.-])"  # M L K
        r"|(?<![\w.])[A-Z]\.\s(?:was|is|had|has)\b"  # K. was admitted
        r"|\b(?i:patient|pat|pt)\b\.?,?\s+[a-z]\.\s?-?[a-z]\.|(?:^|[.;:]\s)[a-z]\.\s?[a-z]\.,?\s+\d\d\b"  # pat. b.h.
        rf"|(?<![\w-]){_INITIALS},?\s+(?:[mfw]|male|female)\b"  # HK, f
        rf"|\b(?i:patient|pt\.?|case|case of|seen with|seen by|told by|told|called)\s+(?:{_INITIALS}|"
        rf"{_SMALL_INITIALS})\b"
        rf"|(?<![\w-]){_INITIALS},?\s+(?:aged\s+)?\d{{1,3}}[\s-]*(?:years?|yrs?|y/?o)\b"
        r"(?!\s(?:ago|later|after|before|earlier|of|prior|since))"
        rf"|(?<![\w-])(?!(?:{ABBREVIATIONS})\b)[A-Z]{{2}}\s+(?:tolerated|refused|took|said|smokes|stopped|improved|"
        rf"recovered|died|lives?|complained|reported|"
        rf"felt"
        r"|was\s+(?:seen|admitted|discharged|referred|born|told|treated))\b"
    ),
    "a word that names": re.compile(
        r"\b(?:born|née|geb(?:\.|oren)|d\.?o\.?b\.?|date of birth|geburts\w+|née? le|surname|mrn|pid|nhs|ssn|"
        r"(?:record|chart|case|file|patient|hospital|insurance|passport|phone|tel|fax)\s*(?:no|nr|number|id|#)|"
        r"(?:fall|akten|patienten|versicherungs|versicherten|personen|steuer)(?:nummer|nr)|aktenzeichen|"
        r"codice fiscale|"
        r"cartella clinica|personnummer|skype|whatsapp|facebook|instagram|linkedin)(?!\w)|\bnamed?\s+(?=(?-i:[A-Z]))",
        re.IGNORECASE,
    ),
    "an address": re.compile(
        r"(?<!\S)\S+@\w\S+|\w\s?[(\[{<](?:at|ät|@)[)\]}>]\s?\w|"
        rf"\w\s?[(\[]a[)\]]\s?[\w-]+(?:\s|\.|\s?[(\[]?(?:dot|punkt|point)[)\]]?\s?)(?:{COUNTRIES_OF_ADDRESSES})\b|"
        r"\b\w+ at \w+ dot \w|https?://|\bwww\.|"
        r"\b[A-ZÄÖÜ][\w-]*(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|damm|ufer|steig|chaussee|straat|laan|gade|"
        r"vej|utca)\s*\d"
        r"|\b(?:am|an der|im|zum|zur|auf dem)\s+(?:\w+en\s+)?\w*(?:markt|platz|ring|tor|berg|bach|see|park|anger|"
        r"graben|wall)\s+\d"
        r"|\b\d+\s+[A-Z]\w+\s+(?:street|road|avenue|lane|drive|square|close|way|court|terrace|crescent|grove|"
        r"gardens)\b"
        r"|\b(?-i:[A-Z][a-z]+ (?:Street|Road|Avenue|Lane|Square|Crescent|Terrace|St\.|Rd\.?|Ave\.?))(?!\w)|"
        r"\bp\.?\s?o\.?\s+box\b"
        r"|\b(?:rue|boulevard|impasse|chemin|quai)\s+(?:de|du|des|d['\u2019])"
        r"|\b\d+,?\s+(?:bis\s+)?(?:rue|boulevard|impasse|chemin|quai)\b|\b(?:via|calle|rua|plaza|piazza|avenida|"
        r"ulica)\s+[A-Z]\w+",
        re.IGNORECASE,
    ),
    "a place": re.compile(
        r"\b(?i:treated|seen|born|raised|living|lives?|lived|resid\w+|native|moved|travell?ed|transferred|referred|"
        r"emigrated|immigrated|returned|comes?|came|flew|retired|ferry|train|flight|cruise|home|holidays?|trip|"
        r"journey|farm\w*|(?:nursing|care) home|practice|moved here|flown|hospitali[sz]ed|admitted|cremated|"
        rf"buried|follow(?:ed)?[ -]?(?:up)?|opinion|helicopter|ambulance|taken over|work(?:s|ed|"
        r"ing)?)\s+(?i:in from|"
        r"over from|in|at|to|from|of|on|by|near)"
        rf"\s+(?:(?i:the)\s+)?(?!{_WARDS}){_WORD}"
        rf"|\b(?i:(?:patient|man|woman|she|he),?\s+from|near|port of|native of|(?:mill|factory|port|mine)\s+(?:at|"
        rf"in))\s+(?!{_WARDS}|{_PARTS_OF_BODY}){_WORD}"
        rf"|\b(?i:village|town|city|county|district|hamlet|suburb|municipality|province|parish|island|"
        rf"valley)\s+(?i:of)\s+{_WORD}"
        rf"|\b{_WORD}\s+(?:University|Hospital|Clinic|Klinikum|Klinik|Krankenhaus|Medical Cent(?:er|re))\b"
        rf"|\b(?:University|Universität|Hospital|Hôpital|Klinik|Klinikum|Clinique|Krankenhaus)\s+(?:of|de|am|an|im|"
        rf"St\.?)\s+{_WORD}"
    ),
    "a person whom others know": re.compile(
        rf"\b(?:{OFFICES})\b"
        r"|\b(?:village|town|parish|county|city|local)\s+(?:baker|butcher|council|school|choir|church|club|priest|"
        r"shop|pub|inn|"
        r"band|team|newspaper|library|fire brigade)\b|\b(?:famous|celebrated)\s+\w+"
        rf"|\bour\s+\w+['\u2019]s\s+(?:{KIN})\b"
        rf"|\b(?:{KIN})(?:-in-law)?\s+of\s+(?:our|my|the|a|an|case|patient|dr)\b"
        rf"|\bour\s+(?:\w+\s)?(?:{STAFF})\b"
        r"|\bthe\s+only\s+(?:\w+\s){1,4}(?:of|in|at)\s+(?:the|our|this)\s+"
        r"(?:county|town|village|city|country|region|district|state|island|valley|hospital|area)\b",
        re.IGNORECASE,
    ),
}
"""By what it is called, how it is written."""

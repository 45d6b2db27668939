"""A second reader of reports, in plain Python over the lines of the files, with none of the code that it checks.

It follows what docs/reports.md says of the files and of the counts: the last version of a case that no list deleted,
each report once, a drug by its listed names, a term whatever its capitals.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from signals.measures.population import Population

ROLES = ("PS", "SS", "I", "C")
SUSPECT = {"PS", "SS"}
BANDS = ((18, "0-17"), (45, "18-44"), (65, "45-64"), (75, "65-74"), (999, "75 and over"))
YEARS_A_UNIT = {"DEC": 10, "YR": 1, "MON": 1 / 12, "WK": 7 / 365.25, "DY": 1 / 365.25, "HR": 1 / 8766}
CO_CAUSES = {"infection", "embolism", "other cause"}
_NOBODY_KNOWS = {"NA", "N/A", "NULL", "NAN", "NONE", "UNK", "UNKNOWN", "UNSPECIFIED"} | {
    f"NOT {word}" for word in ("KNOWN", "SPECIFIED", "STATED", "REPORTED", "PROVIDED", "GIVEN")
}
_OF_ANY_NAME = {"DRUG", "PRODUCT", "MEDICATION", "MEDICINE", "SUBSTANCE", "ADVERSE", "EVENT", "REACTION"}
"""What nobody knows the name of: DRUG UNKNOWN, UNKNOWN MEDICATIONS, PRODUCT NOT SPECIFIED."""


@dataclass
class Report:
    """What a report says, as far as a population is chosen by it."""

    case: str
    drugs: dict[str, set[str]] = field(default_factory=dict)
    """By name of the drug, its roles."""
    terms: set[str] = field(default_factory=set)
    """Spelt in small letters."""
    indications: set[str] = field(default_factory=set)
    quarter: str = ""
    """In which the case was first received."""
    sex: str = "unknown"
    age: float | None = None
    country: str = "unknown"
    kind: str = "unknown"
    event_date: str = ""
    copy: bool = False

    @property
    def year(self) -> str:
        """The year in which the case was first received."""
        return self.quarter[:4] if re.fullmatch(r"\d{4}Q[1-4]", self.quarter) else "unknown"

    @property
    def age_band(self) -> str:
        """The band of the age."""
        return next((name for end, name in BANDS if self.age is not None and self.age < end), "unknown")


def listed(name: str) -> list[dict[str, str]]:
    """Read one of the lists of data/terms."""
    with (DATA / "terms" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


DRUG_PARTS = {row["drug"].lower(): row["part"] for row in listed("drugs")}
TERM_PARTS = {row["term"].lower(): row["part"] for row in listed("lung_injury")}
MYELOMA = {row["indication"].lower() for row in listed("indications")}
COUNTRIES = {row["name"].upper(): row["code"] for row in listed("countries")}
_WHOLE = {row["synonym"].upper(): row["drug"].lower() for row in listed("drugs") if row["match"] == "whole"}
_ANY = {row["synonym"].upper(): row["drug"].lower() for row in listed("drugs")}
_WORDS = {row["synonym"].upper(): row["drug"].lower() for row in listed("drugs") if row["match"] == "word"}


GROUPS = {
    "Lung injury, narrow": {"narrow"},
    "Lung injury, narrow and wide": {"narrow", "wide"},
    "Pulmonary hypertension, all terms": {"pulmonary hypertension"},
}


@cache
def terms_of(event: str) -> set[str]:
    """Give the spellings that count for an event: a term of the list, or one of its groups."""
    parts = GROUPS.get(event)
    return {event.lower()} if parts is None else {term for term, part in TERM_PARTS.items() if part in parts}


def is_in(report: Report, population: Population) -> bool:
    """Say whether a report belongs to a population."""
    roles = set(population.roles)
    in_role = {drug for drug, its in report.drugs.items() if its & roles}
    suspects = [drug for drug, its in report.drugs.items() if its & SUSPECT]
    co_cause = any(DRUG_PARTS.get(drug) == "co_cause" for drug in report.drugs) or any(
        TERM_PARTS.get(term) in CO_CAUSES for term in report.terms
    )
    return all(
        (
            report.terms and in_role,
            population.comparator != "active"
            or any(DRUG_PARTS.get(drug) in {"imid", "comparator"} for drug in in_role),
            population.comparator != "indication" or report.indications & MYELOMA,
            not (population.no_co_cause and co_cause),
            not (population.no_co_suspect and len(suspects) > 1),
            not (population.no_duplicates and report.copy),
            not population.years or report.year in {str(year) for year in population.years},
            not population.sexes or report.sex in population.sexes,
            not population.age_bands or report.age_band in population.age_bands,
            not population.countries or report.country in population.countries,
            not population.report_types or report.kind in population.report_types,
            not population.cases or report.case in population.cases,
        )
    )


def cells_of(reports: Iterable[Report], roles: Iterable[str], drug: str, event: str) -> tuple[int, int, int, int]:
    """Put each report into one of the four cells: with both, the drug alone, the event alone, neither."""
    wanted, terms = set(roles), terms_of(event)
    cells = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for report in reports:
        cells[bool(report.drugs.get(drug, set()) & wanted), bool(report.terms & terms)] += 1
    return cells[True, True], cells[True, False], cells[False, True], cells[False, False]


def against_no_imid(drug: str, reports: Iterable[Report], population: Population) -> list[Report]:
    """Give the reports of a population that name the drug in its roles, or no IMiD in any role."""
    imids = {name for name, part in DRUG_PARTS.items() if part == "imid"}
    roles = set(population.roles)
    return [
        report
        for report in reports
        if is_in(report, population) and (report.drugs.get(drug, set()) & roles or not imids & set(report.drugs))
    ]


def mark_copies(reports: list[Report]) -> list[Report]:
    """Mark all but the lowest case number of those that share drugs, terms, sex, age, country and full event date."""
    alike: dict[object, list[Report]] = {}
    for report in reports:
        known = len(report.event_date) == len("20220105") and report.age is not None
        if known and "unknown" not in {report.sex, report.country}:
            key = (frozenset(report.drugs), frozenset(report.terms), report.event_date, report.sex, report.age)
            alike.setdefault((*key, report.country), []).append(report)
    for group in alike.values():
        for report in sorted(group, key=lambda report: (len(report.case), report.case))[1:]:
            report.copy = True
    return reports


def read_listing(path: Path) -> list[Report]:
    """Read a packed listing of case, drug and event: every drug is a primary suspect."""
    reports: dict[str, Report] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            report = reports.setdefault(row["CASEID"], Report(row["CASEID"], quarter=path.name.partition(".")[0]))
            for drug in drugs_of(row["DRUG"], ""):
                report.drugs.setdefault(drug, set()).add("PS")
            if not names_nothing(row["AE"]):
                report.terms.add(plain(row["AE"]).lower())
    return list(reports.values())


def read_quarters(*sources: Path) -> list[Report]:
    """Read quarters, and lists of deleted cases: of each case the last version that no list deletes."""
    versions: dict[str, list[tuple[tuple[object, ...], Report]]] = {}
    deleted: set[str] = set()
    for source in sources:
        texts = dict(_texts_of(source))
        deleted |= {line.strip() for name, text in texts.items() if name[:6] == "DELETE" for line in text.split("\n")}
        if any(name.startswith("DEMO") for name in texts):
            for case, rank, report in _read_quarter(texts):
                versions.setdefault(case, []).append((rank, report))
    last = (max(those, key=lambda version: version[0])[1] for case, those in versions.items() if case not in deleted)
    return mark_copies(list(last))


def _texts_of(source: Path) -> Iterator[tuple[str, str]]:
    """Give the files of a quarter by their names in capitals."""
    if source.suffix == ".zip":
        with zipfile.ZipFile(source) as archive:
            raw = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    else:
        raw = {str(file): file.read_bytes() for file in [source, *source.rglob("*")] if file.is_file()}
    for name, content in raw.items():
        yield name.replace("\\", "/").split("/")[-1].upper(), content.decode("latin-1").replace("\r\n", "\n")


def _read_quarter(texts: dict[str, str]) -> Iterator[tuple[str, tuple[object, ...], Report]]:
    """Read the reports of one quarter, each with its case and the rank of its version."""
    label = next("20" + name[4:6] + "Q" + name[7] for name in texts if name.startswith("DEMO"))
    table = {name[:4]: list(_rows_of(text)) for name, text in texts.items()}
    reports: dict[str, Report] = {}
    for row in table["DEMO"]:
        number, case = row.get("primaryid") or row["isr"], row.get("caseid") or row["case"]
        faers = "primaryid" in row
        version = row.get("caseversion") or row.get("foll_seq") or ""
        rank = (faers, int(version) if version.isdecimal() else 0, row["fda_dt"], label, len(number), number)
        reports[number] = report = _report_of(case, label, row)
        yield case, rank, report
    for row in table["DRUG"]:
        report = reports.get(row.get("primaryid") or row["isr"])
        if report is not None and row["role_cod"] in ROLES:
            for drug in drugs_of(row["drugname"], row.get("prod_ai", "")):
                report.drugs.setdefault(drug, set()).add(row["role_cod"])
    for name, column in (("REAC", "pt"), ("INDI", "indi_pt")):
        for row in table[name]:
            report = reports.get(row.get("primaryid") or row["isr"])
            if report is not None and not names_nothing(row[column]):
                (report.terms if name == "REAC" else report.indications).add(plain(row[column]).lower())


def _rows_of(text: str) -> Iterator[dict[str, str]]:
    """Give the lines of a file that have the fields of the header, or one empty field more."""
    header, *lines = io.StringIO(text).read().split("\n")
    names = header.strip().lower().split("$")
    for line in lines:
        fields = line.split("$")
        if len(fields) == len(names) + 1 and not fields[-1]:
            fields.pop()
        if line and len(fields) == len(names):
            yield dict(zip(names, fields, strict=True))


def _report_of(case: str, label: str, row: dict[str, str]) -> Report:
    """Read what a line of DEMO says of the patient and of the report."""
    received = row.get("init_fda_dt") or row["fda_dt"]
    country = (row.get("reporter_country") or row.get("occr_country") or "").strip().upper()
    amount, unit = row["age"], YEARS_A_UNIT.get(row["age_cod"].upper())
    age = float(amount) * unit if unit and re.fullmatch(r"-?\d+(\.\d+)?", amount) else None
    return Report(
        case,
        quarter=f"{received[:4]}Q{(int(received[4:6]) + 2) // 3}" if len(received) >= len("202201") else label,
        sex={"F": "female", "M": "male"}.get((row.get("sex") or row.get("gndr_cod") or "").upper(), "unknown"),
        age=age if age is not None and 0 <= age <= 120 else None,
        country=COUNTRIES.get(country, country) or "unknown",
        kind=row["rept_cod"].strip().upper() or "unknown",
        event_date=row["event_dt"],
    )


def plain(words: str) -> str:
    """Write words with one blank between them."""
    return " ".join(words.split())


@cache
def names_nothing(name: str) -> bool:
    """Say whether a name is a number, or says that nobody knows it: UNKNOWN, [PRODUCT UNKNOWN], DRUGS NOT SPECIFIED."""
    words = plain(name).upper().strip(" .-?()[]*").split(" ")
    left = [word for word in words if word.removesuffix("S") not in _OF_ANY_NAME]
    return not any(map(str.isalpha, name)) or " ".join(left) in _NOBODY_KNOWS


@cache
def drugs_of(name: str, ingredients: str) -> frozenset[str]:
    """Give the drugs in a product: its ingredients, and what the list knows of its name; else the name itself."""
    capitals = name.upper()
    words = f" {' '.join(re.findall('[A-Z0-9]+', capitals))} "
    spelt = {synonym: " ".join(re.findall("[A-Z0-9]+", synonym)) for synonym in _WORDS}  # of other scripts nothing
    found = {drug for synonym, drug in _WORDS.items() if spelt[synonym] and f" {spelt[synonym]} " in words}
    if plain(capitals) in _WHOLE:
        found.add(_WHOLE[plain(capitals)])
    parts = {plain(part) for part in ingredients.upper().split("\\") if not names_nothing(part)}
    if not parts and not found:
        parts = set() if names_nothing(name) else {plain(capitals)}
    return frozenset(found) | {_ANY.get(part, part.lower()) for part in parts}

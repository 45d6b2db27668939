"""Cases and drafts that may report what somebody is about to enter: named before anything is typed.

A source may hold several patients, so that nothing is refused here: whoever enters decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from casebook.addresses import find_doi, find_pmid
from desk.errors import DeskError
from registry.kinds import PUBLISHED, WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.draft import Draft
    from desk.present import Present

_YEARS_APART = 1
"""Years between a first publication online and in print."""


class Source(NamedTuple):
    """A source as it was typed in: DOI or PubMed number, family name of the first author, year."""

    doi: str = ""
    pmid: str = ""
    author: str = ""
    year: int | None = None


class Double(NamedTuple):
    """A case or draft that may be the same, and why: a clause."""

    case_id: str
    name: str
    why: str


def parse_source(identifier: str, author: str = "", year: str = "") -> Source:
    """Read what was typed: number or address. Raises DeskError for neither DOI nor PMID, or more behind it."""
    typed = identifier.strip()
    doi, pmid = find_doi(typed), find_pmid(typed)
    if year.strip() and not re.fullmatch(r"\d{4}", year.strip()):
        message = f"{year!r} is no year; allowed: four digits, as in 2024, or nothing."
        raise DeskError(message)
    number = int(year) if year.strip() else None
    if typed and not (pmid or (doi and typed.lower().rstrip(".,;").endswith(doi))):
        message = f"{identifier!r} is neither a DOI, as in 10.3904/kjim.2010.25.4.447, nor a PubMed number of digits."
        raise DeskError(message)
    return Source(doi, pmid, author.strip(), number)


def doubles_of_source(source: Source, cases: Sequence[Present], drafts: Sequence[Draft]) -> list[Double]:
    """Name the cases, and the drafts that are not accepted yet, that may have been read in the same source."""
    sources = [
        (case.case_id, case.name, {name: case.source(name) for name in ("doi", "pmid", "citation", "year")})
        for case in cases
    ]
    sources += [
        (
            draft.case_id or draft.name,
            f"the draft {draft.case_id or 'without a name'} of {', '.join(sorted(draft.authors))}",
            {name: str(draft.value(f"source.{name}") or "") for name in ("doi", "pmid", "citation", "year")},
        )
        for draft in drafts
        if draft.before is None and draft.state not in {PUBLISHED, WITHDRAWN}
    ]
    return [Double(name, shown, why) for name, shown, fields in sources if (why := _same_source(source, fields, name))]


def _same_source(source: Source, fields: dict[str, str], case_id: str) -> str:
    """Say why fields of a case are those of a source, or nothing."""
    if source.doi and source.doi.lower() == fields["doi"].lower():
        return "the same DOI"
    if source.pmid and source.pmid == fields["pmid"]:
        return "the same PubMed number"
    if any(getattr(source, name) and fields[name] for name in ("doi", "pmid")):
        return ""  # both say, and they differ
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", f"{fields['citation']} {case_id}")}
    if not source.author or source.author.lower() not in words:
        return ""
    if source.year and fields["year"].isdecimal() and abs(source.year - int(fields["year"])) > _YEARS_APART:
        return ""
    return "an author of this name" + (f", year {fields['year']}" if fields["year"] else ", year not known")


def doubles_of_patient(draft: Draft, cases: Sequence[Present]) -> Iterator[Double]:
    """Name the cases that are equal to a draft in drug, age and sex. The build compares more of them, once it is in."""
    patient = {name: (draft.value(f"facts.{name}") or {}).get("value") for name in ("drug", "age_years", "sex")}
    if None in patient.values():
        return
    same = draft.value("same_patient_as")
    for case in cases:
        if case.case_id not in {draft.case_id, same} and all(case.value(name) == patient[name] for name in patient):
            yield Double(case.case_id, case.name, "equal in drug, age and sex")

"""An included record as the source of a case: what a draft begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casebook.addresses import WRITTEN
from literature.decisions import every_decision
from literature.imports import every_import
from literature.screening import State

if TYPE_CHECKING:
    from literature.record import Record

Source = dict[str, str | int | bool | None]


def included_references() -> dict[str, Source]:
    """Give the included records by name, each as the source fields of a case file. Raises RegistryError."""
    state = State(every_import(), every_decision())
    return {name: reference(state.whole(name), name) for name in state.included()}


def reference(record: Record, name: str) -> Source:
    """Give a record as the source fields of a case file: citation with the journal, year, DOI, PubMed number.

    Only title and abstract were read so far, and that is what the source says; of a title alone it says nothing. What a
    curator reads later goes in its place. A DOI that no case file could write stands in the citation alone.
    """
    written = {"doi": record.doi, "pmid": record.pmid}
    doi, pmid = (text if WRITTEN[key].pattern.fullmatch(text) else None for key, text in written.items())
    left_out = f" (DOI as in the record: {record.doi}.)" if record.doi and not doi else ""
    return {
        "citation": record.citation() + left_out,
        "year": record.year,
        "doi": doi,
        "pmid": pmid,
        "url": None,
        "read_as": "abstract" if record.abstract else None,
        "read_as_detail": f"{'title and abstract' if record.abstract else 'title'} in record {name}",
        "secondary_source": None,
        "licence": None,
        "in_founding_table": False,
        "citation_locator": f"Record {name} of the literature watch",
        "licence_locator": None,
    }

"""A record as the source of a case: what a draft begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casebook.addresses import WRITTEN
from literature.screening import state_now

if TYPE_CHECKING:
    from literature.record import Record

Source = dict[str, str | int | bool | None]


def included_records() -> dict[str, Record]:
    """Give the included records by name, each with what its copies say beside it. Raises RegistryError."""
    state = state_now()
    return {name: state.whole(name) for name in state.included()}


def of_literature_watch(name: str) -> str:
    """Call a record of the literature watch as a case file does."""
    return f"record {name} of the literature watch"


def reference(record: Record, read_in: str) -> Source:
    """Give a record as the source fields of a case file: citation with the journal, year, DOI, PubMed number.

    `read_in` says which record it is, as in "record 3-17 of the literature watch". Only title and abstract were read so
    far, and that is what the source says; of a title alone it says nothing. What a curator reads later goes in its
    place. A DOI that no case file could write stands in the citation alone.
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
        "read_as_detail": f"{'title and abstract' if record.abstract else 'title'} in {read_in}",
        "secondary_source": None,
        "licence": None,
        "in_founding_table": False,
        "citation_locator": read_in[0].upper() + read_in[1:],
        "licence_locator": None,
    }

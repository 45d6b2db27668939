"""A record as HTML, its drug and lung words marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from casebook.addresses import doi_address, pubmed_address
from common.html import as_legend
from literature.words import find

if TYPE_CHECKING:
    from literature.record import Record


def marked(text: str) -> str:
    """Give a text as HTML in which drug words are marked and underlined, lung words marked."""
    parts, place = [], 0
    for hit in find(text):
        parts.append(escape(text[place : hit.start]))
        parts.append(f'<mark class="{hit.kind}">{escape(text[hit.start : hit.end])}</mark>')
        place = hit.end
    return "".join([*parts, escape(text[place:])])


def as_record(record: Record) -> str:
    """Give title, abstract, keywords and source of a record."""
    parts = [f"<h2>{marked(record.title) or 'No title'}</h2>"]
    parts.append(f"<p>{marked(record.abstract) or 'The record has no abstract.'}</p>")
    if record.keywords:
        parts.append(as_legend(f"Keywords: {marked('; '.join(record.keywords))}", str))
    links = [
        f'<a href="{escape(address)}" target="_blank" rel="noreferrer">{words}</a>'
        for words, address in (
            (f"PMID {record.pmid}", pubmed_address(record.pmid) if record.pmid else ""),
            (f"DOI {escape(record.doi)}", doi_address(record.doi) if record.doi else ""),
        )
        if address
    ]
    source = [escape(record.citation()), escape(record.kind), *links]
    parts.append(as_legend(" · ".join(part for part in source if part), str))
    return f'<div class="record">{"".join(parts)}</div>'

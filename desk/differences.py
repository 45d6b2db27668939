"""What a draft says otherwise than the accepted case, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from casebook.curation.casefile import NOT_READ
from desk.places import entries_of, entry_in_words, in_words, places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casebook.codebook import Codebook
    from desk.draft import Json


class Difference(NamedTuple):
    """A field with what it says now and what it is to say, each in words; empty where it says nothing."""

    place: str
    field: str
    before: str
    after: str


def differences(before: Mapping[str, Json] | None, case: Mapping[str, Json], book: Codebook) -> list[Difference]:
    """Compare a case with the accepted one, which is given by place, in the order of a case file.

    A new case differs from one of which nothing was read. A fact that is younger than the accepted case is "not read"
    in it, as the build takes it.
    """
    accepted, entered = (before or {}), entries_of(case)
    return [
        Difference(place, in_words(place, book), entry_in_words(old), entry_in_words(new))
        for place in places(book)
        if (old := _entry(accepted, place)) != (new := _entry(entered, place))
    ]


def _entry(entries: Mapping[str, Json], place: str) -> Json:
    return entries.get(place, NOT_READ if place.startswith("facts.") else None)

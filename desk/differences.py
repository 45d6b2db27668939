"""What a draft says otherwise than the accepted case, field by field."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from casebook.curation.casefile import NOT_READ
from desk.places import BESIDE, both_in_words, entries_of, in_words, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    in it, as the build takes it. Of the lists beside the facts each entry is compared with that in the same place.
    """
    return differences_by_place(before or {}, entries_of(case), book)


def differences_by_place(accepted: Mapping[str, Json], entered: Mapping[str, Json], book: Codebook) -> list[Difference]:
    """Compare two states of a case, each given by place."""
    return [
        Difference(place, field, *both_in_words(old, new, place))
        for place in places(book)
        for field, old, new in _fields(place, _entry(accepted, place), _entry(entered, place), book)
        if old != new
    ]


def _fields(place: str, old: Json, new: Json, book: Codebook) -> Iterator[tuple[str, Json, Json]]:
    """Give what is compared in a place: the entry, or each entry of a list beside the facts with its number."""
    if place not in BESIDE:
        yield in_words(place, book), old, new
        return
    for number, (one, other) in enumerate(zip_longest(old or [], new or []), 1):
        yield f"{in_words(place, book)}, {number}", one, other


def _entry(entries: Mapping[str, Json], place: str) -> Json:
    return entries.get(place, NOT_READ if place.startswith("facts.") else None)

"""A record as its format has it: the values by the name of each field, before anybody knows what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence

Raw = dict[str, list[str]]
"""The values of a record by field, each as often as it stands there."""


class Format(NamedTuple):
    """How one format begins a record, how it is read, and which of its fields mean what."""

    name: str
    begins: re.Pattern[str]
    """Begins a record for sure; by it the format is told."""
    counted: re.Pattern[str]
    """Matches whatever might begin a record, also one that the library would pass over."""
    parse: Callable[[str], list[Raw]]
    """Raises RefusedError where a line cannot be part of a record."""
    fields: Mapping[str, Sequence[str]]
    """For a field of Record the fields of the format, the first that has a value wins."""
    searched: Mapping[str, Sequence[str]]
    """For "doi" and "pmid" fields that may hold it among other things."""
    structure: frozenset[str]
    """Fields that say nothing of the publication."""
    meanings: Mapping[str, str]
    """What fields are called in words, where that is known."""


def line_of(text: str, place: int) -> int:
    """Give the number of the line of a place in a text, from 1."""
    return text.count("\n", 0, place) + 1


def shown(line: str) -> str:
    """Shorten a line for a sentence."""
    line = line.strip()
    return f"“{line[:60]}…”" if len(line) > 60 else f"“{line}”"  # noqa: PLR2004  characters that fit a sentence

"""What may tell who a patient is, looked for in everything that is written of a local case.

Dates and what stands for one, years, long numbers, numbers of rooms and the like, names after a title, a relative or as
a known given name, initials, addresses, places, callings, ages over 89, other letters. These are patterns and lists, no
understanding: what they do not find is said in NOT_FOUND, and the second person looks, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import DeskError
from desk.identifying_patterns import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = 89
"""The highest age in years that is kept of a local case: few people are older, and an age may tell who they are."""

_MOST = 9_999
"""The highest number that a fact of a local case holds, beside the cells of a lavage: as days, 27 years."""

_CELLS, _MOST_CELLS = "bal_cells_per_ml", 9_999_999

NOT_FOUND = (
    "The check refuses dates, years and known days, long numbers and those of rooms and records, names after a title "
    "or a relative, common given names, initials, addresses, ages over 89, places where somebody lives or was treated, "
    "and words in other letters than Latin ones; it knows patterns and lists, no meaning. Words that it does not know, "
    "numbers that measure nothing, callings and employers are marked, and stay. Of 62 identifiers that its rules were "
    "not written for it refused 48 and marked the other 14; of 28 harder ones, in other languages, small letters and "
    "words, it refused 14, marked 7 and passed over 7. It finds no name in small letters, no rare disease, no unusual "
    "calling, and not what happened that day: whoever accepts the case reads it through for those."
)


def identifying_parts(entry: Any) -> list[tuple[str, str]]:  # noqa: ANN401  what a JSON file holds
    """Find what may identify in an entry, or in a text: what it is called, and the words themselves."""
    return [
        (name, part[0].strip())
        for text in texts_of(entry)
        for name, pattern in PATTERNS.items()
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


def refuse_high_age(entry: Any) -> None:  # noqa: ANN401  likewise
    """Raise DeskError for an entry of the age that is over 89.

    A number cannot say "90 or more", and 90 in its place would be a wrong age: so it is left open, with a note.
    """
    value = entry.get("value") if isinstance(entry, dict) else None
    if isinstance(value, int | float) and value > OLDEST:
        message = (
            f"Not saved: an age over {OLDEST} may tell who the patient is. Allowed is 0 to {OLDEST}. Choose “not read” "
            f"in place of a number, and write “over {OLDEST}” in the note."
        )
        raise DeskError(message)


def refuse_long_numbers(entry: Any, fact: str = "") -> None:  # noqa: ANN401  likewise
    """Raise DeskError for a number that no fact has, as a day of birth or that of a record typed as a latency.

    `fact` is the one that the entry is of; a part of it may name another.
    """
    if isinstance(entry, dict):
        for part in entry.values():
            refuse_long_numbers(part, entry.get("fact", fact))
    elif isinstance(entry, list):
        for part in entry:
            refuse_long_numbers(part, fact)
    elif isinstance(entry, int | float) and abs(entry) > (most := _MOST_CELLS if fact == _CELLS else _MOST):
        message = (
            f"Not saved, since it may tell who the patient is: a long number (“{entry}”). In a local case a number is "
            f"at most {most:,}."
        )
        raise DeskError(message)


def texts_of(entry: Any) -> Iterator[str]:  # noqa: ANN401  likewise
    """Give every text in an entry. Numbers are looked at by refuse_high_age and refuse_long_numbers."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for part in entry.values():
            yield from texts_of(part)
    elif isinstance(entry, list):
        for part in entry:
            yield from texts_of(part)

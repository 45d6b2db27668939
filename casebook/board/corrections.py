"""What a link states of the patient that cannot be, or has another form today: said in one sentence each."""

from __future__ import annotations

from typing import NamedTuple

_MOST_TERMS_NAMED = 12


class Correction(NamedTuple):
    """What a link states of the patient that cannot be: of what, the value, and what became of it."""

    name: str
    value: str
    remedy: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"{self.name[0].upper()}{self.name[1:]}: “{self.value}” {self.remedy}."


def not_among(terms: tuple[str, ...]) -> str:
    """Say that a term was left out, and which there are."""
    return f"is not in the vocabulary ({', '.join(terms[:_MOST_TERMS_NAMED])}), and was left out"

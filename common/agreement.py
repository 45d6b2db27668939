"""How far two people agree beyond chance: Cohen's kappa (1960, doi:10.1177/001316446002000104)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

LEAST_FOR_KAPPA = 10
"""Of fewer answers kappa says nothing."""


def kappa(answers: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Compute kappa of pairs of answers, the first person's first; None where it says nothing.

    That is so of fewer than ten pairs, and where one of the two gave one answer throughout: then what is expected by
    chance is what is there.
    """
    n = len(answers)
    if n < LEAST_FOR_KAPPA or _is_constant(answers):
        return None
    firsts, seconds = zip(*answers, strict=True)
    same = sum(first == second for first, second in answers) / n
    expected = sum(firsts.count(answer) * seconds.count(answer) for answer in {*firsts}) / n**2
    return (same - expected) / (1 - expected)


def kappa_in_words(answers: Sequence[tuple[Hashable, Hashable]]) -> str:
    """Say kappa in a sentence, or why there is none."""
    value = kappa(answers)
    if value is not None:
        return f"Kappa {value:.2f}."
    if len(answers) < LEAST_FOR_KAPPA:
        return f"Kappa is not told of fewer than {LEAST_FOR_KAPPA}."
    return "Kappa says nothing here: one of the two gave the same answer throughout."


def _is_constant(answers: Sequence[tuple[Hashable, Hashable]]) -> bool:
    return len({first for first, _ in answers}) == 1 or len({second for _, second in answers}) == 1

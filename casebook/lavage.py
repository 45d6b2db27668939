"""The cells of a bronchoalveolar lavage: their names, in one order everywhere, and the pattern that they make.

The thresholds are those of Meyer KC, Raghu G, Baughman RP, and others. An official American Thoracic Society clinical
practice guideline: the clinical utility of bronchoalveolar lavage cellular analysis in interstitial lung disease.
Am J Respir Crit Care Med 2012;185:1004-1014, doi:10.1164/rccm.201202-0320ST.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

CELLS = ("lymphocytes", "eosinophils", "neutrophils", "macrophages")

SHARES = tuple(f"bal_{cell}_pct" for cell in CELLS)
"""The facts that hold the share of each cell."""

MOST_TOGETHER_PCT = 101
"""What the shares may add up to: rounded percentages may exceed 100 by one, not by more."""


class Reference(NamedTuple):
    """Shares of a cell in healthy people who never smoked, in % of the cells.

    From `low_pct` on, up to `high_pct`; None where there is no such bound. `drawn_pct` is the share that is drawn:
    together 100.
    """

    low_pct: float | None
    high_pct: float | None
    drawn_pct: float


REFERENCE = {
    "lymphocytes": Reference(10, 15, 11),
    "eosinophils": Reference(None, 1, 1),
    "neutrophils": Reference(None, 3, 3),
    "macrophages": Reference(85, None, 85),
}
"""The reference of each cell; the table lavage_reference of a casebook is made from it."""

RAISED_ABOVE_PCT = {cell: bounds.high_pct for cell, bounds in REFERENCE.items() if bounds.high_pct is not None}
"""Share above which a cell is raised and makes a pattern of its own."""

_PATTERN_OF = {"lymphocytes": "lymphocytic", "eosinophils": "eosinophilic", "neutrophils": "neutrophilic"}
PATTERNS = (*_PATTERN_OF.values(), "mixed", "hemorrhagic", "normal")
"""Every pattern, in the order of the codebook."""

_CALLED_RAISED = {"lymphocytosis": "lymphocytes", "eosinophilia": "eosinophils", "neutrophilia": "neutrophils"}
_CALLED_NORMAL = "considered normal"
WORDS = (_CALLED_NORMAL, *_CALLED_RAISED)
"""The words of a source that say of a cell whether it is raised; they count where its share is not known."""


def patterns(
    shares: Mapping[str, float | None], words: Collection[str] = (), hemorrhage: str | None = None
) -> tuple[str, ...]:
    """Give the patterns that a lavage may have: one where it is certain, none where nothing is known of the cells.

    `shares` holds the known percentage of each cell, `words` those of the source (see WORDS), `hemorrhage` "yes" where
    the source says that there was one. A share that is not known is tried as raised and as not, as far as the known
    ones leave room for it.
    """
    if hemorrhage == "yes":
        return ("hemorrhagic",)
    known = {cell: share for cell in CELLS if (share := shares.get(cell)) is not None}
    room = MOST_TOGETHER_PCT - sum(known.values())
    called = {_CALLED_RAISED[word] for word in words if word in _CALLED_RAISED}
    tried = [
        (known[cell] > threshold,)
        if cell in known
        else (True,)
        if cell in called
        else (False,)
        if _CALLED_NORMAL in words
        else (True, False)
        for cell, threshold in RAISED_ABOVE_PCT.items()
    ]
    possible = set()
    for answers in product(*tried):
        raised = [cell for cell, answer in zip(RAISED_ABOVE_PCT, answers, strict=True) if answer]
        only_tried = [RAISED_ABOVE_PCT[cell] for cell in raised if cell not in known and cell not in called]
        if not only_tried or sum(only_tried) < room:
            possible.add("normal" if not raised else "mixed" if len(raised) > 1 else _PATTERN_OF[raised[0]])
    every = {*PATTERNS} - {"hemorrhagic"}
    return () if possible == every else tuple(pattern for pattern in PATTERNS if pattern in possible)


def patterns_in_words(possible: Sequence[str]) -> str:
    """Say the pattern, or those of which any may be the one: "lymphocytic or mixed"."""
    return " or ".join(possible)

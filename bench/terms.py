"""Which filters are clicked while the time is taken."""

from __future__ import annotations

from itertools import cycle, islice

from casebook.filters import terms_of
from casebook.selection import Selection
from casebook.store import ask, release

_CLICKED = ("drug", "prior_imid", "steroid", "rechallenge")
"""The filters that a click sets, of the five that every page offers."""


FILTERS = {
    "drug": "drug",
    "prior_imid": "prior_imid",
    "steroid": "steroid_for_event",
    "rechallenge": "rechallenge_outcome",
    "read_as": "read_as",
}
"""The filters that the yardsticks offer, each with its column."""


def clickable_terms(clicks: int) -> list[tuple[str, str]]:
    """Give filter and term of each click: every term that leaves some cases, first on, then off, again and again.

    Terms that leave no case are left out: the page then draws no chart, and is done sooner.
    """
    leaving = [(key, term) for key in _CLICKED for term in terms_of(key) if _leaves_some(key, term)]
    return list(islice(cycle([term for term in leaving for _ in ("on", "off")]), clicks))


def _leaves_some(key: str, term: str) -> bool:
    selection, _ = Selection.from_values({key: [term]})
    return 0 < ask("selected_count", selection)["selected"].item() < release()["cases"]

"""What a reader may have meant whose words no case has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casebook.search import synonyms, words_of
from casebook.store import ask

if TYPE_CHECKING:
    import duckdb

    from casebook.selection import Selection

_SHORTEST = 3
"""Letters of a word for which a nearer one is looked for."""

_LONG = 6
"""Letters from which a near word may differ in two letters; a shorter one in one."""


def is_found(selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None) -> bool:
    """Say whether a selection leaves any case."""
    return ask("selected_count", selection, casebook)["selected"].item() > 0


def near_text(selection: Selection, casebook: duckdb.DuckDBPyConnection | None = None) -> str | None:
    """Give the text of the search with near words for those that no case has; None unless it finds cases then.

    It has to find them among those that the other filters leave.
    """
    every = selection.without(*selection.active())
    words: list[str] = []
    for word in selection.q.split():
        if not words_of(word) or is_found(every.replace(q=word), casebook):
            words.append(word)
            continue
        near = next((near for near in _near(word, casebook) if is_found(every.replace(q=near), casebook)), None)
        if near is None:
            return None
        words.append(near)
    text = " ".join(words)
    return text if text != selection.q and is_found(selection.replace(q=text), casebook) else None


def _near(word: str, casebook: duckdb.DuckDBPyConnection | None) -> list[str]:
    """Give words that the search may know and that are near to one, the nearest first."""
    begins = words_of(word)[0].begins
    if len(begins) < _SHORTEST or not begins.replace("-", "").isalpha():
        return []
    most = 2 if len(begins) >= _LONG else 1
    return ask("near_words", None, casebook, word=begins, most=most, synonyms=list(synonyms()))["word"].to_list()

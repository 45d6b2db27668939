"""The names under which readers meet a case, "Geyer 2011 (2)" for geyer-2011-2, each a link to its page.

Rows, links and CSV files name a case by its case_id. Whatever is shown passes through one of these functions.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import polars as pl

from casebook.store import ask, held_release

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb

_CASE_ID = re.compile(r"(?<![\w-])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+(?![\w-])")
"""What may be a case_id within a text: one without a hyphen could be a word or a number of the sentence."""


def name_of(case_id: str, casebook: duckdb.DuckDBPyConnection | None = None) -> str:
    """Give the name of a case; what is no case of the release, such as one that was withdrawn, stays as it is."""
    return _names(casebook or held_release()).get(case_id, case_id)


def with_names(text: str, casebook: duckdb.DuckDBPyConnection | None = None) -> str:
    """Write a text with the name of each case in place of its case_id."""
    return _written(text, casebook, lambda _, name: name)


def with_links(text: str, query: str = "", casebook: duckdb.DuckDBPyConnection | None = None) -> str:
    """Write a text as HTML, with a link to each case under its name in place of its case_id.

    `query` is the query part of the filters, which the page of the case keeps.
    """
    # The signs that HTML escapes are no part of a case_id, nor is what they are escaped to: "&amp;" has no hyphen.
    return _written(html.escape(text), casebook, lambda case_id, _: link_to(case_id, query, casebook))


def link_to(case_id: str, query: str = "", casebook: duckdb.DuckDBPyConnection | None = None) -> str:
    """Give the link to a case as HTML, under its name. It opens beside the page, which keeps what was chosen on it."""
    address = html.escape(address_of(case_id, query))
    return f'<a href="{address}" target="_blank">{html.escape(name_of(case_id, casebook))}</a>'


def address_of(case_id: str, query: str = "") -> str:
    """Give the address of the page of a case, from the page that is shown."""
    return f"one_case?{query}{'&' if query else ''}case={quote(case_id)}"


def for_charts(rows: pl.DataFrame, casebook: duckdb.DuckDBPyConnection | None = None) -> pl.DataFrame:
    """Give rows with the names that a chart shows: a column `case` beside case_id, and names in columns of several.

    Those are the columns that end with `_ids`, each a text as in "a, b"; `dot_ids` stays, and `dot_names` has a name a
    line. Charts are given few rows: a hundred or so.
    """
    several = [name for name in rows.columns if name.endswith("_ids") and name != "dot_ids"]
    named = [_mapped(rows[name], name, lambda text: with_names(text, casebook)) for name in several]
    if "case_id" in rows.columns:
        named.append(_mapped(rows["case_id"], "case", lambda case_id: name_of(case_id, casebook)))
    if "dot_ids" in rows.columns:
        names = _names(casebook or held_release())
        of_dots = ["\n".join(names.get(case, case) for case in (cases or "").split(", ")) for cases in rows["dot_ids"]]
        named.append(pl.Series("dot_names", of_dots, pl.String()))
    return rows.with_columns(named)


def _mapped(texts: pl.Series, name: str, function: Callable[[str], str]) -> pl.Series:
    written = [None if text is None else function(text) for text in texts]
    return pl.Series(name, written, pl.String())


def _written(text: str, casebook: duckdb.DuckDBPyConnection | None, write: Callable[[str, str], str]) -> str:
    """Write what `write` makes of case_id and name in place of each case_id of the release."""
    names = _names(casebook or held_release())
    return _CASE_ID.sub(lambda found: write(found[0], names[found[0]]) if found[0] in names else found[0], text)


@lru_cache(maxsize=2)
def _names(casebook: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """Give the name of each case by its case_id, read once for a release: 100 000 names take some ten megabytes."""
    return dict(ask("case_names", casebook=casebook).rows())

"""Text as HTML: nothing of it is read as markup, and nothing of it is lost."""

from __future__ import annotations

import html
import re

import polars as pl

from common.html import as_html


def cells_of(table: str) -> list[str]:
    """Give the cells of an HTML table as they are read."""
    return [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td>(.*?)</td>", table)]


def test_a_line_may_end_within_a_long_word_which_reads_the_same() -> None:
    words = ["5d41402abc4b2a76b9719d911017c592" * 2, "a<b>&" * 9, "pomalidomide", "bronchoalveolar lavage"]

    table = as_html(pl.DataFrame({"word": words}))

    assert cells_of(table) == words
    assert ["<wbr>" in cell for cell in re.findall(r"<td>(.*?)</td>", table)] == [True, True, False, False]
    assert re.findall(r"&[a-z]*<wbr>", table) == []

"""Text that neither Streamlit's Markdown nor a browser reads anything into."""

from __future__ import annotations

import html
import re
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl

_LONG_PIECE = re.compile(r"(?:&[#\w]+;|[^\s&]){16}(?=\S)")
"""So many characters of an escaped text within one word."""

_FIT_A_PHONE = 4
"""Columns of a table for which a phone has room."""

_WORD_JOINER = "\u2060"
_MAY_END = "\u200b"
"""Where a line may end within an address, of no width."""

_READ_LATER = re.compile(
    r":(?=//|material/|[\w+-]+:)"  # an address; an icon; an emoji
    r"|www(?=\.)|@(?=[\w-])"  # an address without a scheme; one of mail
    r"|(?<!\S)[-<>~](?=(?:->|[-=>])(?!\S))",  # arrows, dashes and comparisons as signs
    re.IGNORECASE,
)
"""What Streamlit turns into something else, up to the place where it is parted."""

_FOLLOWED = re.compile(r"https?://[\w-]|(?![a-z][a-z0-9+.-]*:)/?[a-z]", re.IGNORECASE)
"""The beginning of an address that a link may lead to."""

_OF_ADDRESSES = ":/?#@!$&'*+,;=%~[]"
"""Characters of an address that stay as they are, beside letters, digits and _.-~; others are written as %XX."""


def as_cell(_column: str, cell: object) -> str:
    """Write a cell as HTML: its plain text, nothing for NULL.

    A word too long for a narrow column, such as a checksum, may be parted; it is copied whole.
    """
    return _parted(_plain(cell))


def as_html(
    rows: pl.DataFrame,
    write: Callable[[str, object], str] = as_cell,
    *,
    stacked: bool | None = None,
    explained: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Give rows as an HTML table with a head; `write` makes a cell of the name of its column and its value.

    On a narrow screen a row of a `stacked` table is a block of its own: the style writes the name of the column before
    each cell. Where nothing else is said, tables of many columns are. `explained` says by its name what a column
    means, to who points at its head.
    """
    stacked = rows.width > _FIT_A_PHONE if stacked is None else stacked
    titles = [f' title="{html.escape(explained[name])}"' if name in explained else "" for name in rows.columns]
    heads = zip(titles, rows.columns, strict=True)
    head = "".join(f'<th scope="col"{title}>{html.escape(name)}</th>' for title, name in heads)
    begins = [f'<td data-column="{html.escape(name)}">' if stacked else "<td>" for name in rows.columns]
    body = "".join(
        "<tr>"
        + "".join(
            f"{begin}{write(name, cell)}</td>" for begin, name, cell in zip(begins, rows.columns, row, strict=True)
        )
        + "</tr>"
        for row in rows.rows()
    )
    kind = "casebook stacked" if stacked else "casebook"
    table = f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="table" tabindex="0">{table}</div>'


def as_passage(
    sentence: str = "",
    *,
    title: str = "",
    side: str = "",
    behind: str = "",
    write: Callable[[str], str] = html.escape,
) -> str:
    """Give a heading and a sentence below it as one element of a page; `write` makes HTML of the plain sentence.

    Each element is drawn anew at every click, and Markdown costs more than any other: a title and a sentence as HTML
    take 8 ms less on a page of five figures. `side` names the selection that the sentence is of; `behind` is shown
    by a click on "How sure?", which only the browser answers, and on paper.
    """
    head = f"<strong>{html.escape(side)}</strong> " if side else ""
    parts = (("h3", html.escape(title)), ("p", head + write(sentence)))
    shown = "".join(f"<{name}>{text}</{name}>" for name, text in parts if text)
    return f"{shown}<details><summary>How sure?</summary><p>{html.escape(behind)}</p></details>" if behind else shown


def as_narrow(listed: str, *, in_place_of: str = "") -> str:
    """Give HTML that stands on a narrow screen alone, below a chart or in its place: then `in_place_of` is its key.

    How narrow is said in common/ui/page.css, which sets --replaced there.
    """
    hidden = f"<style>.st-key-{in_place_of}{{display:var(--replaced,flex)}}</style>" if in_place_of else ""
    return f'<div class="narrow">{listed}</div>{hidden}'


def as_beside(passages: Sequence[str]) -> str:
    """Give passages of HTML beside each other, or one below the other where there is no room for it."""
    if len(passages) == 1:
        return passages[0]
    return f'<div class="beside">{"".join(f"<div>{passage}</div>" for passage in passages)}</div>'


def as_printed(words: str, once: str = "") -> str:
    """Give words that paper alone shows, here and at the foot of each sheet; `once` here alone."""
    return f'<div class="on_paper">{as_passage(f"{words} {once}".strip())}{_at_the_foot_of_each_sheet(words)}</div>'


def as_legend(words: str, write: Callable[[str], str] = html.escape) -> str:
    """Give what explains the letters and marks of a chart or table, as a quiet line below it; nothing for no words."""
    return f'<p class="legend">{write(words)}</p>' if words else ""


def as_counts(counts: Mapping[str, int]) -> str:
    """Give counts as boxes in a row, each under its name."""
    boxes = "".join(f"<div><dt>{html.escape(name)}</dt><dd>{count:,}</dd></div>" for name, count in counts.items())
    return f'<dl class="counts">{boxes}</dl>'


def as_text(rows: pl.DataFrame) -> dict[str, list[str]]:
    """Give rows as columns of plain text for a table: Markdown made harmless, an empty cell for NULL."""
    return {name: [escape(_plain(cell)) for cell in column] for name, column in rows.to_dict(as_series=False).items()}


def escape(text: str) -> str:
    """Keep Streamlit's Markdown from reading anything into a text.

    A backslash is not enough where Streamlit looks for addresses, icons, emoji and arrows in the text that is left once
    Markdown was read. There a word joiner, which has no width, parts what it looks for.
    """
    parted = _READ_LATER.sub(rf"\g<0>{_WORD_JOINER}", re.sub(r"\s+", " ", text))
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$<>:^=&])", r"\\\1", parted)


def as_link(words: str, address: str) -> str:
    """Write words as a link in Markdown, which a browser asks for at the click alone.

    What is no web address, and no path of this site that begins with a letter, or with a slash and a letter, leads
    nowhere: the words stand alone.
    """
    if not _FOLLOWED.match(address):
        return escape(words)
    return f"[{escape(words)}](<{quote(address, safe=_OF_ADDRESSES).replace('&', '&amp;')}>)"


def _at_the_foot_of_each_sheet(words: str) -> str:
    """Give the style that prints a text at the foot of each sheet, in browsers that know margin boxes of a page."""
    plain = re.sub(r'["\\<>&\n]', lambda sign: f"\\{ord(sign[0]):x} ", words.replace("&", f"&{_MAY_END}"))
    return f'<style>@page{{@bottom-left{{content:"{plain}";font:7pt sans-serif;color:#0d141b;width:100%}}}}</style>'


def _parted(text: str) -> str:
    """Escape a text, and let a browser end a line within a long word, which it would not do otherwise."""
    return _LONG_PIECE.sub(r"\g<0><wbr>", html.escape(text))


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)

"""The page of the board as HTML, for a browser that prints the board: the same content as that of the A4 page."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from casebook.board.picked_table import picked_as_html
from casebook.board.strip import strip_as_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LARGEST, _SMALLEST = 10.0, 6.0
"""Sizes of letters in points."""

_ROOM = 410_000
_FIXED = 1000
"""Letters of one point that a sheet has room for, their number times the square of their size, and those in whose place
drawings, headings and the ends of lines stand. Measured in Chromium, over sheets of none to six picked cases."""

_TAG = re.compile("<[^>]*>")


def sheet(content: Mapping[str, Any]) -> str:
    """Write the content (casebook/board/content.py) as one element, in the largest letters that a sheet has room for.

    Colours and places are those of casebook/ui/sheet.css.
    """
    body = "".join(
        (
            f"<header><h2>{escape(content['title'])}</h2><span>{escape(content['made'])}</span></header>",
            _patient(content),
            *map(_band, content["bands"]),
            _causality(content["judged"]),
            _references(content),
            _foot(content),
        )
    )
    return f'<article class="sheet" style="font-size:{_letters(body):g}pt">{body}</article>'


def _letters(body: str) -> float:
    """Give the size of letters in points with which everything stands on one sheet."""
    letters = len(_TAG.sub("", body))
    return round(min(max((_ROOM / (_FIXED + letters)) ** 0.5, _SMALLEST), _LARGEST), 1)


def _patient(content: Mapping[str, Any]) -> str:
    stated = "; ".join(f"{escape(one['name'])}: <strong>{escape(one['value'])}</strong>" for one in content["criteria"])
    required = f" Required: {escape(content['required'])}." if content["required"] else ""
    return (
        f"<p><strong>Patient at hand, as stated:</strong> {stated}.{required} "
        "<small>No name, no date, no free text can be stated.</small></p>"
    )


def _band(band: Mapping[str, Any]) -> str:
    """Write a band: its numbers beside what is drawn, or, of the picked cases, above their table."""
    head = f"<h3>{escape(band['title'])} <small>{escape(band['set'])}</small></h3>"
    counts = [
        f"<span>{escape(count['label'])}: <strong>{escape(count['said'])}</strong></span>" for count in band["counts"]
    ]
    if band["table"] is not None:
        table = picked_as_html(band["table"], "picked_cases")
        return f'<section>{head}<p class="counts">{" ".join(counts)}</p>{table}</section>'
    beside = strip_as_html(band["strip"]) if band["strip"] else _grid(band["grid"]) if band["grid"] else ""
    lines = "".join(f"<p>{count}</p>" for count in counts)
    return f'<section class="halves"><div>{head}{lines}</div><div>{beside}</div></section>'


def _grid(grid: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><th>{escape(row['name'])}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in row['cells'])}</tr>"
        for row in grid["rows"]
    )
    return f'<table class="counted"><thead>{_head(["", *grid["columns"]])}</thead><tbody>{rows}</tbody></table>'


def _head(columns: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<th><small>{escape(name)}</small></th>' for name in columns)}</tr>"


def _causality(judged: Iterable[Mapping[str, str]]) -> str:
    ways = [
        f"<p><strong>{escape(way['name'])}:</strong> {escape(way['follows'])}. "
        f"<small>{escape(way['items'])}</small></p>"
        for way in judged
    ]
    title = "<p><strong>Causality for the patient at hand, as far as answered</strong></p>"
    return f"<section>{title}{''.join(ways) or '<p>No item was answered.</p>'}</section>"


def _references(content: Mapping[str, Any]) -> str:
    named = "".join(f"<p>{escape(one)}</p>" for one in content["references"]) or "<p>No case was picked.</p>"
    return f"<section><p><strong>References of the picked cases</strong></p>{named}</section>"


def _foot(content: Mapping[str, Any]) -> str:
    said = {"Filter": f"{content['filter']}.", "Release": f"{content['release']}.", "Made": f"{content['made']}."}
    if content["registry"]:
        said["Registry"] = content["registry"]
    lines = " ".join(f"<strong>{name}:</strong> {escape(words)}" for name, words in said.items())
    code = f'<img alt="QR code of the link" src="data:image/svg+xml,{quote(content["qr"])}">' if content["qr"] else ""
    link = escape(content["link"]).replace("&amp;", "&amp;<wbr>")
    return (
        f"<footer><div><p>{escape(content['could_be_read'])}</p><p>{lines}</p>"
        f'<p class="link"><strong>Link:</strong> {link}</p><p>{escape(content["standing"])}</p></div>'
        f'<div class="code">{code}</div></footer>'
    )

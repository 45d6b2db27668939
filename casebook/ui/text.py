"""Text that neither Streamlit's Markdown nor a browser reads anything into."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def as_html(rows: pl.DataFrame) -> str:
    """Give rows as an HTML table with a head, its cells plain text, an empty cell for NULL."""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in rows.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_plain(cell))}</td>" for cell in row) + "</tr>" for row in rows.rows()
    )
    return f'<table class="casebook"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def as_text(rows: pl.DataFrame) -> dict[str, list[str]]:
    """Give rows as columns of plain text for a table: Markdown made harmless, an empty cell for NULL."""
    return {name: [escape(_plain(cell)) for cell in column] for name, column in rows.to_dict(as_series=False).items()}


def escape(text: str) -> str:
    """Keep Streamlit's Markdown from reading anything into a text."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$<>:^=])", r"\\\1", text)


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)

"""Text that Streamlit's Markdown reads nothing into."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def as_text(rows: pl.DataFrame) -> dict[str, list[str]]:
    """Give rows as columns of plain text for a table: Markdown made harmless, an empty cell for NULL."""
    return {
        name: [
            escape("" if cell is None else f"{cell:.6g}" if isinstance(cell, float) else str(cell)) for cell in column
        ]
        for name, column in rows.to_dict(as_series=False).items()
    }


def escape(text: str) -> str:
    """Keep Streamlit's Markdown from reading anything into a text."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$<>:^=])", r"\\\1", text)

"""What a page says, as it is read on the screen."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def words(app: AppTest) -> str:
    """Give everything that a page says, without the signs that keep Markdown plain."""
    written = [
        *app.title,
        *app.markdown,
        *app.caption,
        *app.info,
        *app.warning,
        *app.error,
        *app.subheader,
        *app.header,
    ]
    plain = re.sub(r"\\(.)", r"\1", "\n".join(str(part.value) for part in written))
    return "\n".join([plain, *_passages(app, "h3|strong|p")])


def titles(app: AppTest) -> list[str]:
    """Give the headings above figures, tables and parts of a page."""
    return [*(str(heading.value) for heading in app.subheader), *_passages(app, "h3")]


def counts(app: AppTest) -> dict[str, int]:
    """Give the counts at the head of a page, by their names."""
    bodies = "".join(element.proto.body for element in app.get("html") if 'class="counts"' in element.proto.body)
    return {name: int(count.replace(",", "")) for name, count in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", bodies)}


def tables(app: AppTest) -> list[pl.DataFrame]:
    """Give the tables of rows on a page, from top to bottom, every cell as text."""
    bodies = [element.proto.body for element in app.get("html")]
    return [_table(table) for body in bodies for table in re.findall(r"<table.*?</table>", body, re.DOTALL)]


def _table(body: str) -> pl.DataFrame:
    head, *rows = re.findall(r"<tr>(.*?)</tr>", body)
    names = [html.unescape(name) for name in re.findall(r"<th[^>]*>(.*?)</th>", head)]
    cells = [[_heard(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]
    return pl.DataFrame(cells, dict.fromkeys(names, pl.String), orient="row")


def _heard(body: str) -> str:
    """Give the text of HTML as a screen reader has it: without marks that are for the eye alone."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r'<span [^>]*aria-hidden="true"[^>]*>.*?</span>', "", body)))


def _passages(app: AppTest, names: str) -> list[str]:
    """Give the texts of the HTML elements of these names, outside of tables."""
    bodies = [re.sub(r"<table.*?</table>", "", element.proto.body, flags=re.DOTALL) for element in app.get("html")]
    passages = (re.findall(rf"<({names})(?: [^>]*)?>(.*?)</\1>", body) for body in bodies)
    return [_heard(text) for part in passages for _, text in part]

"""A text as a QR code, for the camera of a phone."""

from __future__ import annotations

import html
from functools import lru_cache
from io import BytesIO

import segno

_MASK = 0
"""One of the eight patterns that may lie over a code. To choose the best takes four times as long as all else."""


def as_qr_code(text: str, name: str) -> str:
    """Draw a text as a QR code: an HTML image, dark on white in either theme; `name` is what a screen reader says.

    Raises segno.DataOverflowError for more than 2 953 bytes, the most that a code holds.
    """
    drawn = segno.make_qr(text, error="l", mask=_MASK).svg_data_uri(scale=4, border=4, light="#fff")
    return f'<img class="qr_code" src="{html.escape(drawn)}" alt="{html.escape(name)}">'


@lru_cache(maxsize=64)  # 4 ms of processor, and the board is drawn again at each click
def qr_code_svg(text: str) -> str:
    """Draw a text as a QR code in SVG, of no size of its own, for a page that leaves white around it.

    Raises segno.DataOverflowError as above.
    """
    drawn = BytesIO()
    segno.make_qr(text, error="l", mask=_MASK).save(drawn, kind="svg", border=0, xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()

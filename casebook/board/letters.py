"""The letters of the A4 page: fonts that come as wheels, and which scripts they have."""

from __future__ import annotations

import importlib.util
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS = "Source Sans Pro"
FAMILIES = (LETTERS, "Noto Sans CJK JP", "Noto Sans Arabic")
"""In this order each letter is looked for."""

_WHEELS = {
    "font_source_sans_pro": ("font-source-sans-pro", "files"),
    "noto_cjk_sans_jp_regular": ("noto-cjk-sans-jp-regular", "."),
    "fontpkg_noto_sans_arabic": ("fontpkg-noto-sans-arabic", "files"),
}
"""Module of each wheel, its name in the registry, and the folder in it that holds the fonts."""

_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "ARABIC")
"""Scripts that the fonts have, as the Unicode names of their letters begin."""

_NO_SCRIPT = (
    "FULLWIDTH",
    "HALFWIDTH",
    "MODIFIER",
    "MICRO",
    "FEMININE",
    "MASCULINE",
    "ANGSTROM",
    "KELVIN",
    "OHM",
    "IDEOGRAPHIC",
)
"""How the names of letters begin that stand in several scripts; the fonts have them."""


@cache
def fonts() -> typst.Fonts:
    """Find the letters in their wheels; those of this machine do not count.

    Raises OSError where a wheel is missing.
    """
    folders = []
    for module, (name, folder) in _WHEELS.items():
        wheel = importlib.util.find_spec(module)
        if wheel is None or wheel.origin is None:
            message = f"the letters are missing: pip install {name}"
            raise OSError(message)
        folders.append(str(Path(wheel.origin).parent / folder))
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def scripts_missing(texts: Iterable[str]) -> tuple[str, ...]:
    """Name the scripts of letters in these texts that the fonts lack, such as "Thai"; in the order of the alphabet."""
    letters = {letter for text in texts for letter in text if unicodedata.category(letter).startswith("L")}
    begins = {unicodedata.name(letter, "UNNAMED").split()[0] for letter in letters}
    return tuple(sorted(name.capitalize() for name in begins if name not in (*_SCRIPTS, *_NO_SCRIPT)))

"""Which encoding of one byte a letter a file is in: told by its words, where their letters decide.

A word whose letters beyond ASCII all belong to one language is explained by an encoding; a sign or a capital inside a
word of small letters is not. Windows-1252 is taken for granted only where it explains the words; where it does not, and
one other encoding explains nearly all of them, it is that one; else the doubt is said. Where several explain them, a
name in the terms of MedDRA decides: Sjögren is read so in one encoding, and in the others as what nobody is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

USUAL = "cp1252"
_WESTERN = (
    "äöüß", "éèêëàâçîïôûùüœ", "áéíóúñüçï", "ãõáâàéêíóôúç", "àèéìòùíóú", "åäöéü", "æøåéöäü", "áéëïóöüèê",
)  # fmt: skip
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîșşțţ")
_LANGUAGES = {
    "cp1252": _WESTERN,
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("çğıöşüâîû", "çğiöşü"),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}
"""By encoding, the letters beyond ASCII of the languages that are written in it, small ones."""
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_BETWEEN = re.compile("[\u2018\u2019\u2010-\u2014\u00a0\u00b4'-]")
_AT_EDGES = re.compile("^[^a-zA-Z\u00c0-\u024f\ufffd]+|[^a-zA-Z\u00c0-\u024f\ufffd]+$")
_WRONG_EDGE = re.compile("^[\u2026\u2122][a-zA-Z]|[a-zA-Z][\u201a\u201e\u02c6\u2030\u0192]$")
"""An ellipsis in front of a word, or an opening quotation mark at its end: letters of another encoding."""
_MISPLACED = re.compile("[lL]U|[uU]U[lL]|uL[uU]")
"""A capital beyond ASCII that begins no word of small letters, a small one between capitals: see _kind_of."""
_NAMES = re.compile(
    r"(?i)\b(?:sjögren|behçet|barré|ménière|ménétrier|löffler|löfgren|schönlein|waldenström|münchhausen|münchausen|möbius"
    r"|déjerine|déjérine|fölling|séquard|strümpell|hürthle|grönblad|köhler|kümmell)"
)
"""Names of people in terms of MedDRA, and of no other word."""
_MOST_WORDS, _LONGEST_WORD, _MOST_BYTES = 20_000, 60, 32 << 20
_NEARLY_ALL, _MOST, _SOME = 0.95, 0.8, 0.02
_SHOWN = 3


def _explains(encoding: str, word: bytes) -> bool | None:
    """Say whether an encoding explains a word; None where it has neither a letter beyond ASCII nor a sign inside.

    Signs at its edges, such as a trade mark, are no part of it.
    """
    text = word.decode(encoding, "replace")
    if _WRONG_EDGE.search(text):
        return False
    inner = _AT_EDGES.sub("", text)
    parts = [part for part in _BETWEEN.split(inner) if not part.isascii()]
    if not parts or not any(letter.isascii() and letter.isalpha() for letter in inner):
        return None
    return all(_is_of_a_language(part, _LANGUAGES[encoding]) for part in parts)


def _is_of_a_language(part: str, languages: tuple[str, ...]) -> bool:
    """Say whether a part of a word has letters alone, capitals where they can be, and those of one language."""
    if not part.isalpha() or _MISPLACED.search("".join(map(_kind_of, part))):
        return False
    foreign = {letter for letter in part.lower() if not letter.isascii()}
    return any(foreign.issubset(language) for language in languages)


def _kind_of(letter: str) -> str:
    """Give l or u for a small letter or a capital of ASCII, L or U for one beyond; the sharp s stands among both."""
    if letter == "ß":
        return "s"
    kind = "u" if letter.isupper() else "l"
    return kind if letter.isascii() else kind.upper()


@dataclass
class Letters:
    """The words with letters beyond ASCII in lines that are not UTF-8, so many at most; length: bytes of the lines."""

    words: dict[bytes, None] = field(default_factory=dict)
    length: int = 0

    def look_at(self, lines: Iterable[bytes]) -> None:
        """Take in lines, as many as show enough."""
        for line in lines:
            if line.isascii() or is_utf8(line):
                continue
            self.length += len(line)
            if len(self.words) >= _MOST_WORDS or self.length > _MOST_BYTES:
                return
            self.words |= dict.fromkeys(word for word in _WORD.findall(line) if len(word) <= _LONGEST_WORD)

    def encoding(self) -> tuple[str, str]:
        """Give the encoding that the words show, and the doubt that is left, in words; empty where there is none."""
        judged = {word: explained for word in self.words if (explained := _explains(USUAL, word)) is not None}
        unexplained = [word for word, explained in judged.items() if not explained]
        if len(unexplained) <= _SOME * len(judged):
            return USUAL, ""
        shares = {
            encoding: sum(_explains(encoding, word) is True for word in judged) / len(judged) for encoding in _LANGUAGES
        }
        best = max(shares.values())
        alike = [encoding for encoding, share in shares.items() if share == best]
        texts = {encoding: tuple(word.decode(encoding, "replace") for word in judged) for encoding in alike}
        if len(set(texts.values())) > 1:
            texts = {encoding: words for encoding, words in texts.items() if any(map(_NAMES.match, words))}
        if best >= _NEARLY_ALL and shares[USUAL] <= _MOST and len(set(texts.values())) == 1:
            return next(iter(texts)), ""
        some = ", ".join(word.decode(USUAL, "replace") for word in unexplained[:_SHOWN])
        return USUAL, f"in doubt: words such as {some} are of no language so; --encoding names another"


def is_utf8(line: bytes) -> bool:
    """Say whether a line is UTF-8."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True

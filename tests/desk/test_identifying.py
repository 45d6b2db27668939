"""What the check for identifiers finds of texts that hold one, and of ordinary sentences of a case.

The texts lie in tests/desk/identifying. `planted` and `harmless` were written before its rules were widened, `unseen`
and `last` each once they stood; then they were widened anew by what these had shown.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.identifying import identifying_parts

TEXTS = Path(__file__).with_name("identifying")
FOUND = {
    "planted": (160, 160),  # 131 before the rules were widened
    "planted_unseen": (58, 62),  # 38 when they were written
    "planted_last": (53, 60),  # 27 when they were written
}
TAKEN_FOR_ONE = {
    "harmless": (0, 200),  # 1 before the rules were widened
    "harmless_unseen": (1, 60),  # 1 when they were written: the year of a guideline
    "harmless_last": (0, 60),  # 2 when they were written
}


def texts(name: str) -> list[str]:
    """Read the texts of a file, one a line; a line that begins with # says of which kind the next ones are."""
    lines = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize(("name", "share"), [*FOUND.items(), *TAKEN_FOR_ONE.items()])
def test_of_texts_with_an_identifier_and_of_ordinary_ones_as_many_are_refused_as_is_said(
    name: str, share: tuple[int, int]
) -> None:
    written = texts(name)

    refused = [text for text in written if identifying_parts(text)]

    assert (len(refused), len(written)) == share, refused if name in TAKEN_FOR_ONE else {*written} - {*refused}


def test_no_text_is_written_twice() -> None:
    every = [text for name in (*FOUND, *TAKEN_FOR_ONE) for text in texts(name)]

    assert len({*every}) == len(every)
